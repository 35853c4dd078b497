//! `events`: the chronology, a row an event.

use chancery_model::{Actor, Day, Edtf, Event, Snapshot, Status};

use crate::find::ShortIds;
use crate::offsets::Texts;
use crate::part::Wholes;
use crate::phrase;
use crate::wire::EventJson;
use crate::{Table, format};

/// Which events are asked for; an empty filter lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<String>,
    /// With this status in force.
    pub status: Option<Status>,
    /// With an actor of this id, or where none has it, whose name or principal holds these words, in any case.
    pub actor: Option<String>,
    /// Learned on or after this day.
    pub since: Option<Day>,
    /// Learned on or before this day.
    pub until: Option<Day>,
    /// Taking place on some day of this date; undated events do not pass.
    pub on: Option<Edtf>,
}

impl Filter {
    /// The events of a record that pass, in its order.
    pub(crate) fn pick<'s>(&self, snapshot: &'s dyn Snapshot) -> impl Iterator<Item = &'s Event> {
        let asked = self.actor.as_ref().map(|asked| Asked::of(snapshot, asked));
        let events = snapshot.record().events.iter();
        events.filter(move |e| self.passes(e) && asked.as_ref().is_none_or(|asked| asked.is_at(e)))
    }

    fn passes(&self, event: &Event) -> bool {
        let learned = || event.history.iter().filter_map(|h| h.learned);
        self.kind.as_ref().is_none_or(|k| event.kind.0 == *k)
            && self.status.is_none_or(|s| event.status == s)
            && self.since.is_none_or(|day| learned().any(|l| l.last_day().is_some_and(|last| last >= day)))
            && self.until.is_none_or(|day| learned().any(|l| l.first_day().or(l.last_day()).is_some_and(|d| d <= day)))
            && self.on.is_none_or(|on| event.date().is_some_and(|date| date.overlaps(on)))
    }
}

/// An actor as it was asked for: `ua` is Ukraine and nobody in whose name these letters stand, as in "Guatemala".
pub(crate) struct Asked {
    words: String,
    is_id: bool,
}

impl Asked {
    pub(crate) fn of(snapshot: &dyn Snapshot, words: &str) -> Self {
        let words = words.to_lowercase();
        let is_id = snapshot.record().events.iter().flat_map(at).any(|actor| actor.id.0 == words);
        Self { words, is_id }
    }

    /// Whether that actor is at an event, or somebody who acts for it.
    pub(crate) fn is_at(&self, event: &Event) -> bool {
        at(event).any(|a| match self.is_id {
            true => a.id.0 == self.words,
            false => a.name.to_lowercase().contains(&self.words),
        })
    }
}

/// Everybody at an event, and whom they act for.
fn at(event: &Event) -> impl Iterator<Item = &Actor> {
    let all = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
    all.flat_map(|p| std::iter::once(&p.actor).chain(&p.acts_for))
}

/// The events that pass, a row each: by time, the undated last.
#[must_use]
pub fn events(snapshot: &dyn Snapshot, filter: &Filter) -> Table {
    let ids = ShortIds::of(snapshot);
    let wholes = Wholes::of(snapshot);
    let rows = filter.pick(snapshot).map(|e| {
        vec![
            e.date().map(|d| d.to_string()).unwrap_or_default(),
            e.kind.0.clone(),
            if e.overdue { format!("{}, overdue", e.status.as_str()) } else { e.status.as_str().to_owned() },
            phrase::who(e),
            e.place.as_ref().map(phrase::place).unwrap_or_default(),
            match (e.reports.len(), e.origins) {
                (reports, origins) if reports == origins => reports.to_string(),
                (reports, origins) => format!("{reports}, {}", phrase::count(origins, "origin")),
            },
            ids.get(&e.id).to_owned(),
            wholes.whole(e).map_or_else(String::new, |whole| ids.get(&whole.id).to_owned()),
        ]
    });
    let mut table = Table {
        columns: vec!["date", "kind", "status", "who", "where", "reports", "id", "part of"],
        rows: rows.collect(),
    };
    // A column of its own only where there is something to tell.
    if table.rows.iter().all(|row| row.last().is_none_or(String::is_empty)) {
        table.columns.pop();
        table.rows.iter_mut().for_each(|row| drop(row.pop()));
    }
    table
}

/// The events that pass, a line of JSON each, as in the record.
#[must_use]
pub fn events_json(snapshot: &dyn Snapshot, filter: &Filter) -> String {
    let mut texts = Texts::of(snapshot);
    filter.pick(snapshot).map(|e| format::json::line(&EventJson::merged(e, snapshot, &mut texts))).collect()
}

/// The events that pass as a sheet for a spreadsheet: one fact a column, with the words.
#[must_use]
pub fn events_sheet(snapshot: &dyn Snapshot, filter: &Filter) -> Table {
    sheet(snapshot, filter.pick(snapshot))
}

/// A sheet of some events.
pub(crate) fn sheet<'s>(snapshot: &'s dyn Snapshot, events: impl Iterator<Item = &'s Event>) -> Table {
    let cards = phrase::Cards::of(snapshot);
    let rows = events.map(|e| {
        let (report, words) = phrase::best_words(snapshot, &cards, e).unzip();
        let source = report.map(|r| cards.source(r));
        let published = report.and_then(|r| cards.get(r)).and_then(|c| c.published.edtf);
        vec![
            e.id.0.clone(),
            e.date().map(|d| d.to_string()).unwrap_or_default(),
            e.kind.0.clone(),
            e.status.as_str().to_owned(),
            if e.overdue { "yes" } else { "no" }.to_owned(),
            if e.background { "yes" } else { "no" }.to_owned(),
            phrase::who(e),
            e.place.as_ref().map(|p| p.name.clone()).unwrap_or_default(),
            e.place.as_ref().and_then(|p| p.country.clone()).unwrap_or_default(),
            e.reports.len().to_string(),
            e.origins.to_string(),
            words.unwrap_or_default().to_owned(),
            source.map(|s| s.label).unwrap_or_default(),
            published.map(|d| d.to_string()).unwrap_or_default(),
            e.part_of.as_ref().map(|part| part.of.0.clone()).unwrap_or_default(),
        ]
    });
    let columns = vec![
        "id",
        "date",
        "kind",
        "status",
        "overdue",
        "background",
        "who",
        "place",
        "country",
        "reports",
        "origins",
        "words",
        "source",
        "published",
        "part_of",
    ];
    Table { columns, rows: rows.collect() }
}
