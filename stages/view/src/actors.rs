//! Everybody in the record, and who meets whom.

use std::collections::BTreeMap;

use chancery_model::{ActorId, Event, Participant, RecordedActor, Snapshot};
use serde::Serialize;

use crate::record_json::RecordedActorJson;
use crate::{Table, format};

/// The actors that bear some words in their name, those with most events first.
#[must_use]
pub fn actors<'s>(snapshot: &'s dyn Snapshot, named: Option<&str>) -> Vec<&'s RecordedActor> {
    let folded = named.map(str::to_lowercase);
    let passes = |a: &&RecordedActor| folded.as_ref().is_none_or(|f| a.actor.name.to_lowercase().contains(f));
    let mut all: Vec<&RecordedActor> = snapshot.record().actors.iter().filter(passes).collect();
    all.sort_by_key(|a| (std::cmp::Reverse(a.events + a.positions), std::cmp::Reverse(a.statements), &a.actor.name));
    all
}

/// The same, a line of JSON each.
#[must_use]
pub fn actors_json(actors: &[&RecordedActor]) -> String {
    actors.iter().map(|a| format::json::line(&RecordedActorJson::of(a))).collect()
}

/// The same as a sheet for a spreadsheet.
#[must_use]
pub fn actors_sheet(actors: &[&RecordedActor]) -> Table {
    let row = |a: &&RecordedActor| {
        vec![
            a.actor.id.0.clone(),
            a.actor.kind.as_str().to_owned(),
            a.actor.name.clone(),
            a.events.to_string(),
            a.positions.to_string(),
            a.statements.to_string(),
        ]
    };
    let columns = vec!["id", "kind", "name", "events", "positions", "statements"];
    Table { columns, rows: actors.iter().map(row).collect() }
}

/// Somebody whom an actor meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Met {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// In how many events both are, those that were called off not counted.
    pub events: usize,
}

/// Whom an actor meets, the most frequent first: a person those it sits with, a state also those whom its people meet.
#[must_use]
pub fn company(snapshot: &dyn Snapshot, of: &ActorId) -> Vec<Met> {
    let mut met: BTreeMap<&ActorId, (&str, usize)> = BTreeMap::new();
    let all = |e: &'_ Event| -> Vec<Participant> {
        e.actors.iter().chain(&e.recipients).chain(&e.mediators).cloned().collect()
    };
    let own = |p: &Participant| p.actor.id == *of || p.acts_for.as_ref().is_some_and(|a| a.id == *of);
    for event in snapshot.record().events.iter().filter(|e| !e.status.is_off()) {
        if !all(event).iter().any(own) {
            continue;
        }
        let others = event.actors.iter().chain(&event.recipients).chain(&event.mediators).filter(|p| !own(p));
        for other in others {
            met.entry(&other.actor.id).or_insert((&other.actor.name, 0)).1 += 1;
        }
    }
    let met = met.into_iter().map(|(id, (name, events))| Met { id: id.0.clone(), name: name.to_owned(), events });
    let mut met: Vec<Met> = met.collect();
    met.sort_by(|a, b| b.events.cmp(&a.events).then(a.name.cmp(&b.name)));
    met
}
