//! Where events took place or are to, each as precisely as it is told: a city is a point, a region or an area a stretch
//! around one, a state nothing but itself, and what the register does not know stands in the list alone.

use std::collections::BTreeMap;

use chancery_data::{Register, Spot, SpotKind};
use chancery_model::{ActorId, Edtf, Event, Participant, Place, Snapshot};
use serde::Serialize;

use crate::wire::EventClaims;
use crate::{Table, format};

/// Which events are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceFilter {
    /// Those of this actor; of a state or body also those of its people.
    pub of: Option<ActorId>,
    /// Those that may have been, or are to be, at this time.
    pub on: Option<Edtf>,
}

/// Where events were.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Places {
    /// Whose events.
    pub of: Option<String>,
    /// The places, those with most events first.
    pub places: Vec<PlaceCount>,
    /// How many events no report gives a place.
    pub nowhere: usize,
}

/// How precisely a place is known, the most precise first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A hall, base or crossing outside any city.
    Venue,
    /// A city.
    City,
    /// A part of a state.
    Region,
    /// What spans states, or lies in none.
    Area,
    /// A state, and no more is told.
    Country,
    /// A name that the register gives no place on the map.
    Unknown,
}

impl Precision {
    /// How precisely a place of this name in a state is known, of which the register tells where it lies.
    #[must_use]
    pub fn of(spot: Option<Spot>, name: &str, country: Option<&str>) -> Self {
        match spot.map(|spot| spot.kind) {
            Some(SpotKind::Venue) => Self::Venue,
            Some(SpotKind::City) => Self::City,
            Some(SpotKind::Region) => Self::Region,
            Some(SpotKind::Area) => Self::Area,
            None if country == Some(name) => Self::Country,
            None => Self::Unknown,
        }
    }

    /// Whether it is a point on the map.
    #[must_use]
    pub fn is_point(self) -> bool {
        matches!(self, Self::Venue | Self::City)
    }

    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Venue => "venue",
            Self::City => "city",
            Self::Region => "region",
            Self::Area => "area",
            Self::Country => "country",
            Self::Unknown => "unknown",
        }
    }
}

/// A place and what was there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceCount {
    /// The name of record.
    pub name: String,
    /// The state it lies in, by its usual name.
    pub country: Option<String>,
    /// The id of that state.
    pub state: Option<String>,
    /// How precisely it is known where it lies.
    pub precision: Precision,
    /// Degrees north; of a region or area its middle, of a country nothing.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// How far a region or area goes around its middle, in kilometres, about.
    pub reach: Option<f64>,
    /// Events that took or take place.
    pub held: usize,
    /// Events that are planned or proposed.
    pub planned: usize,
    /// Events that were called off or denied.
    pub off: usize,
    /// The first day of any that was not called off, in EDTF.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
    /// Other words that reports have for it, a venue within a city among them.
    pub told: Vec<String>,
    /// The events, in order of the record.
    pub events: Vec<String>,
}

impl PlaceCount {
    /// Events that were not called off.
    #[must_use]
    pub fn counted(&self) -> usize {
        self.held + self.planned
    }
}

/// How many other words for a place are told.
const WORDS: usize = 6;

/// The places of a record.
#[must_use]
pub fn places(snapshot: &dyn Snapshot, register: &Register, filter: &PlaceFilter) -> Places {
    let mut known: BTreeMap<_, Vec<(&Event, &Place)>> = BTreeMap::new();
    let mut nowhere = 0;
    for event in snapshot.record().events.iter().filter(|e| filter.takes(e)) {
        match &event.place {
            Some(place) => known.entry((&place.name, place.country.as_deref())).or_default().push((event, place)),
            None => nowhere += 1,
        }
    }
    let mut places: Vec<PlaceCount> = known
        .into_iter()
        .map(|((name, country), events)| {
            let place = PlaceCount::of(name, country, &events, register);
            PlaceCount { told: words(snapshot, &place, &events), ..place }
        })
        .collect();
    places.sort_by(|a, b| {
        let rank = |p: &PlaceCount| std::cmp::Reverse((p.counted(), p.held));
        rank(a).cmp(&rank(b)).then_with(|| (&a.name, &a.country).cmp(&(&b.name, &b.country)))
    });
    Places { of: filter.of.as_ref().map(|id| id.0.clone()), places, nowhere }
}

impl PlaceFilter {
    fn takes(&self, event: &Event) -> bool {
        let own = |p: &Participant| {
            let mut names = std::iter::once(&p.actor).chain(&p.acts_for);
            self.of.as_ref().is_none_or(|of| names.any(|actor| actor.id == *of))
        };
        self.on.is_none_or(|on| event.date().is_some_and(|date| date.overlaps(on)))
            && event.actors.iter().chain(&event.recipients).chain(&event.mediators).any(own)
    }
}

impl PlaceCount {
    fn of(name: &str, country: Option<&str>, events: &[(&Event, &Place)], register: &Register) -> Self {
        let spot = register.spot(name, country);
        let precision = Precision::of(spot, name, country);
        let count = |is: fn(&Event) -> bool| events.iter().filter(|(event, _)| is(event)).count();
        let on = || events.iter().filter(|(event, _)| !event.status.is_off()).filter_map(|(event, _)| event.date());
        let first = on().min_by_key(|date| (date.first_day().or(date.last_day()), date.last_day()));
        let last = on().max_by_key(|date| (date.last_day().or(date.first_day()), date.first_day()));
        Self {
            name: name.to_owned(),
            country: country.map(str::to_owned),
            state: country.and_then(|country| register.state_named(country)).map(str::to_owned),
            precision,
            latitude: spot.map(|spot| spot.latitude),
            longitude: spot.map(|spot| spot.longitude),
            reach: spot.and_then(|spot| spot.reach),
            held: count(|e| e.status.is_real()),
            planned: count(|e| e.status.is_ahead()),
            off: count(|e| e.status.is_off()),
            first: first.map(|d| d.to_string()),
            last: last.map(|d| d.to_string()),
            told: Vec::new(),
            events: events.iter().map(|(event, _)| event.id.0.clone()).collect(),
        }
    }
}

/// Words of reports for a place that do not name it: "Downing Street" of London.
fn words(snapshot: &dyn Snapshot, place: &PlaceCount, events: &[(&Event, &Place)]) -> Vec<String> {
    if matches!(place.precision, Precision::Country | Precision::Area) {
        return Vec::new();
    }
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for (event, at) in events {
        let report = EventClaims::of(event, snapshot).placing(at);
        // The words stand in the sentence that tells the event, or they are left: no text is fetched for them.
        let words = report.and_then(|report| {
            let around = event
                .evidence
                .iter()
                .find(|e| e.report == *report && e.span.start() <= at.span.start() && at.span.end() <= e.span.end())?;
            around.exact.get(at.span.start() - around.span.start()..at.span.end() - around.span.start())
        });
        let other = |words: &&str| !words.to_lowercase().contains(&place.name.to_lowercase());
        if let Some(words) = words.filter(other) {
            *told.entry(words.to_owned()).or_default() += 1;
        }
    }
    let mut told: Vec<(String, usize)> = told.into_iter().collect();
    told.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    told.into_iter().take(WORDS).map(|(words, _)| words).collect()
}

impl Places {
    /// The same as one line of JSON.
    #[must_use]
    pub fn json(&self) -> String {
        format::json::line(self)
    }

    /// The same as a sheet for a spreadsheet.
    #[must_use]
    pub fn sheet(&self) -> Table {
        let degrees = |n: Option<f64>| n.map_or_else(String::new, |n| format!("{n:.2}"));
        let row = |p: &PlaceCount| {
            vec![
                p.name.clone(),
                p.country.clone().unwrap_or_default(),
                p.precision.as_str().to_owned(),
                degrees(p.latitude),
                degrees(p.longitude),
                p.reach.map_or_else(String::new, |km| format!("{km:.0}")),
                p.held.to_string(),
                p.planned.to_string(),
                p.off.to_string(),
                p.first.clone().unwrap_or_default(),
                p.last.clone().unwrap_or_default(),
                p.told.join("; "),
                p.events.join(" "),
            ]
        };
        let columns = vec![
            "place",
            "country",
            "precision",
            "latitude",
            "longitude",
            "reach km",
            "held",
            "planned",
            "off",
            "first",
            "last",
            "told as",
            "events",
        ];
        Table { columns, rows: self.places.iter().map(row).collect() }
    }
}
