//! The note of an actor.

use std::fmt::Write;

use chancery_model::Actor;
use chancery_view::format::markdown::escape;

use super::{Desk, front, section};

pub(super) fn note(desk: &Desk<'_, '_>, actor: &Actor) -> String {
    let mut out = front(&[("id", &actor.id.0), ("kind", actor.kind.as_str())]);
    let _ = write!(out, "\n# {}\n", escape(&actor.name));
    let Some(told) = desk.related.actors.get(&actor.id) else { return out };
    section(&mut out, "Events", told.events.iter().map(|event| desk.event(event)));
    section(&mut out, "Positions", told.positions.iter().map(|p| desk.position(p)));
    section(&mut out, "Pledges", told.pledges.iter().map(|p| desk.pledge(p)));
    section(&mut out, "Statements", told.statements.iter().map(|s| desk.statement(s)));
    out
}
