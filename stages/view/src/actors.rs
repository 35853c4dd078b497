//! Everybody in the record.

use chancery_model::{RecordedActor, Snapshot};

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
