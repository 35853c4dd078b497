//! The chronology as a page: the events that pass a filter, a stretch of them at a time, and how many there are of
//! each party, kind, place, status, issue and negotiation.

use std::collections::BTreeMap;

use chancery_model::{Edtf, Event, Participant, Snapshot};
use serde::Serialize;

use crate::Table;
use crate::events::{self, Asked, Filter};
use crate::format;
use crate::occasion::{Occasion, Occasions};
use crate::wire::EventJson;

/// Which events are asked for, and which stretch of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChronologyFilter {
    /// What the list of events filters by as well.
    pub events: Filter,
    /// With this actor besides, by id or by words of the name.
    pub with: Option<String>,
    /// In this place or country, by name.
    pub place: Option<String>,
    /// About this issue.
    pub issue: Option<String>,
    /// Of this negotiation.
    pub process: Option<String>,
    /// Told by at least so many origins.
    pub origins: usize,
    /// The newest first.
    pub newest: bool,
    /// Which stretch, from 1.
    pub page: usize,
    /// How many in a stretch; all where it is 0.
    pub size: usize,
}

/// The chronology.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chronology {
    /// The day that counts as today.
    pub now: Option<String>,
    /// How many events pass.
    pub total: usize,
    /// Which stretch this is, from 1.
    pub page: usize,
    /// How many stretches there are.
    pub pages: usize,
    /// What to filter by, each with the number of events that pass with it.
    pub facets: Vec<Facet>,
    /// The events of the stretch.
    pub events: Vec<Occasion>,
}

/// A property to filter by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Its name: `party`, `kind`, `status`, `place`, `issue`, `process`.
    pub name: &'static str,
    /// Its values, the most frequent first.
    pub values: Vec<FacetValue>,
}

/// A value with its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// What to filter by.
    pub value: String,
    /// What people call it.
    pub label: String,
    /// How many events have it.
    pub count: usize,
}

impl ChronologyFilter {
    fn passes(&self, event: &Event) -> bool {
        let place = |asked: &String| {
            event.place.as_ref().is_some_and(|p| p.name == *asked || p.country.as_ref() == Some(asked))
        };
        self.place.as_ref().is_none_or(place)
            && self.issue.as_ref().is_none_or(|issue| event.issues.contains(issue))
            && self.process.as_ref().is_none_or(|process| event.process.as_ref() == Some(process))
            && event.origins >= self.origins
    }

    /// The events that pass, in the order asked for.
    fn pick<'s>(&self, snapshot: &'s dyn Snapshot) -> Vec<&'s Event> {
        let with = self.with.as_ref().map(|with| Asked::of(snapshot, with));
        let passes = |e: &&Event| self.passes(e) && with.as_ref().is_none_or(|with| with.is_at(e));
        let mut events: Vec<&Event> = self.events.pick(snapshot).filter(passes).collect();
        if self.newest {
            // The undated stay last.
            let dated = events.iter().take_while(|e| e.date().is_some()).count();
            events[..dated].reverse();
        }
        events
    }
}

/// The chronology of a record.
#[must_use]
pub fn chronology(snapshot: &dyn Snapshot, filter: &ChronologyFilter) -> Chronology {
    let events = filter.pick(snapshot);
    let desk = Occasions::of(snapshot);
    let (page, pages, shown) = stretch(&events, filter);
    Chronology {
        now: snapshot.record().now.map(|day| day.to_string()),
        total: events.len(),
        page,
        pages,
        facets: facets(&events),
        events: shown.iter().map(|event| desk.make(event)).collect(),
    }
}

/// The same as one line of JSON, the events as the record has them.
#[must_use]
pub fn chronology_json(snapshot: &dyn Snapshot, filter: &ChronologyFilter) -> String {
    #[derive(Serialize)]
    struct Json<'a> {
        now: Option<String>,
        total: usize,
        page: usize,
        pages: usize,
        facets: Vec<Facet>,
        events: Vec<EventJson<'a>>,
    }
    let events = filter.pick(snapshot);
    let (page, pages, shown) = stretch(&events, filter);
    let mut texts = Occasions::of(snapshot).texts();
    format::json::line(&Json {
        now: snapshot.record().now.map(|day| day.to_string()),
        total: events.len(),
        page,
        pages,
        facets: facets(&events),
        events: shown.iter().map(|event| EventJson::merged(event, snapshot, &mut texts)).collect(),
    })
}

/// The same as a sheet for a spreadsheet, all of it.
#[must_use]
pub fn chronology_sheet(snapshot: &dyn Snapshot, filter: &ChronologyFilter) -> Table {
    events::sheet(snapshot, filter.pick(snapshot).into_iter())
}

/// The stretch asked for, the last one where there are fewer; how many there are; and its events.
fn stretch<'e, 's>(events: &'e [&'s Event], filter: &ChronologyFilter) -> (usize, usize, &'e [&'s Event]) {
    if filter.size == 0 || events.is_empty() {
        return (1, 1, events);
    }
    let pages = events.len().div_ceil(filter.size);
    let page = filter.page.clamp(1, pages);
    let from = (page - 1) * filter.size;
    (page, pages, &events[from..events.len().min(from + filter.size)])
}

/// How many values of a property are told.
const VALUES: usize = 40;

fn facets(events: &[&Event]) -> Vec<Facet> {
    let mut parties: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for event in events {
        let all = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
        let mut here: BTreeMap<&str, &str> = BTreeMap::new();
        // A state is there where its people are.
        for actor in all.map(|p: &Participant| p.acts_for.as_ref().unwrap_or(&p.actor)) {
            here.insert(&actor.id.0, &actor.name);
        }
        for (id, name) in here {
            parties.entry(id.to_owned()).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
        }
    }
    let parties = parties.into_iter().map(|(value, (label, count))| FacetValue { value, label, count }).collect();
    let plain = |of: &dyn Fn(&Event) -> Vec<String>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        events.iter().flat_map(|e| of(e)).for_each(|value| *counts.entry(value).or_default() += 1);
        let value = |(value, count): (String, usize)| FacetValue { label: value.replace('-', " "), value, count };
        counts.into_iter().map(value).collect::<Vec<_>>()
    };
    let country = |e: &Event| e.place.iter().map(|p| p.country.clone().unwrap_or(p.name.clone())).collect();
    let mut facets = vec![
        Facet { name: "party", values: parties },
        Facet { name: "kind", values: plain(&|e| vec![e.kind.0.clone()]) },
        Facet { name: "status", values: plain(&|e| vec![e.status.as_str().to_owned()]) },
        Facet { name: "place", values: plain(&country) },
        Facet { name: "issue", values: plain(&|e| e.issues.clone()) },
        Facet { name: "process", values: plain(&|e| e.process.iter().cloned().collect()) },
    ];
    for facet in &mut facets {
        facet.values.sort_by(|a, b| b.count.cmp(&a.count).then(a.label.cmp(&b.label)));
        facet.values.truncate(VALUES);
        if facet.name == "place" {
            // The name of a country has its own hyphens.
            facet.values.iter_mut().for_each(|v| v.label.clone_from(&v.value));
        }
    }
    facets.retain(|facet| !facet.values.is_empty());
    facets
}

/// The days that a list of events covers, those that are told with a year only left out.
#[must_use]
pub fn covered(events: &[Occasion]) -> Option<Edtf> {
    let first = events.iter().filter_map(|e| e.date?.first_day()).min()?;
    let last = events.iter().filter_map(|e| e.date?.last_day()).max()?;
    Some(Edtf::days(first.min(last), last.max(first)))
}
