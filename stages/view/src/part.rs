//! What is told of parts: the visit or gathering that an event belongs to, and what belongs to it.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{ClaimId, Event, Snapshot};
use serde::Serialize;

use crate::Line;
use crate::find::ShortIds;
use crate::phrase;

/// The greater events of a record, by id.
pub(crate) struct Wholes<'s>(BTreeMap<&'s ClaimId, &'s Event>);

impl<'s> Wholes<'s> {
    pub(crate) fn of(snapshot: &'s dyn Snapshot) -> Self {
        let events = &snapshot.record().events;
        let ids: BTreeSet<&ClaimId> = events.iter().filter_map(|event| Some(&event.part_of.as_ref()?.of)).collect();
        Self(events.iter().filter(|event| ids.contains(&event.id)).map(|event| (&event.id, event)).collect())
    }

    /// What an event is part of.
    pub(crate) fn whole(&self, event: &Event) -> Option<&'s Event> {
        self.0.get(&event.part_of.as_ref()?.of).copied()
    }

    /// "part of the visit to Oslo, Norway, 5 March 2026 (e1000)".
    pub(crate) fn told(&self, event: &Event, ids: &ShortIds) -> Option<String> {
        let whole = self.whole(event)?;
        Some(format!("part of {} ({})", name(whole), ids.get(&whole.id)))
    }
}

/// "the visit to Oslo, Norway, 5 March 2026"; of an event without a place, who takes part.
pub(crate) fn name(event: &Event) -> String {
    let preposition = if event.kind.0 == "visit" { "to" } else { "in" };
    let told = match &event.place {
        Some(place) => format!(" {preposition} {}", phrase::place(place)),
        None => format!(" of {}", phrase::who(event)),
    };
    let date = event.date().map_or_else(String::new, |date| format!(", {}", phrase::date(Some(date))));
    format!("the {}{told}{date}", event.kind.0.replace(['-', '_'], " "))
}

/// The fact of an event's page that tells what it is part of, and why.
pub(crate) fn fact(snapshot: &dyn Snapshot, event: &Event, ids: &ShortIds) -> Option<Line> {
    let part = event.part_of.as_ref()?;
    let whole = Wholes::of(snapshot).whole(event)?;
    let line = Line::fact("part of", name(whole)).id(ids.get(&whole.id));
    Some(part.reasons.iter().fold(line, |line, reason| line.over(Line::plain(reason))))
}

/// The parts of an event, in the order of the record.
pub(crate) fn parts<'s>(snapshot: &'s dyn Snapshot, event: &Event) -> impl Iterator<Item = &'s Event> {
    let id = event.id.clone();
    snapshot.record().events.iter().filter(move |other| other.part_of.as_ref().is_some_and(|part| part.of == id))
}

/// What an event is part of, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyPart {
    /// The greater event.
    pub event: String,
    /// What it is, in a line.
    pub about: String,
    /// The reasons, a sentence each.
    pub reasons: Vec<String>,
}

impl WhyPart {
    pub(crate) fn of(snapshot: &dyn Snapshot, event: &Event) -> Option<Self> {
        let whole = Wholes::of(snapshot).whole(event)?;
        let reasons = event.part_of.as_ref()?.reasons.clone();
        Some(Self { event: whole.id.0.clone(), about: name(whole), reasons })
    }

    /// The lines of a page.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let head = Line::strong(&self.event).and(crate::Mark::Plain, format!(": {}", self.about));
        vec![self.reasons.iter().fold(head, |line, reason| line.over(Line::plain(reason)))]
    }
}
