//! The note of an actor.

use std::fmt::Write;

use chancery_model::{Actor, Participant};
use chancery_view::format::markdown::escape;

use super::{Desk, front, section};

pub(super) fn note(desk: &Desk<'_, '_>, actor: &Actor) -> String {
    let record = desk.source.record();
    let mut out = front(&[("id", &actor.id.0), ("kind", actor.kind.as_str())]);
    let _ = write!(out, "\n# {}\n", escape(&actor.name));

    let is = |p: &Participant| p.actor.id == actor.id;
    let acts_for = |p: &Participant| p.acts_for.as_ref().is_some_and(|principal| principal.id == actor.id);
    let events = record.events.iter().filter(|event| {
        event.actors.iter().chain(&event.recipients).chain(&event.mediators).any(|p| is(p) || acts_for(p))
    });
    section(&mut out, "Events", events.map(|event| desk.event(event)));
    let positions = record.positions.iter().filter(|p| is(&p.value.holder));
    section(&mut out, "Positions", positions.map(|p| desk.position(p)));
    let pledges = record.pledges.iter().filter(|p| is(&p.value.by) || p.value.to.as_ref().is_some_and(is));
    section(
        &mut out,
        "Pledges",
        pledges.map(|p| {
            let reports = p.reports.iter().map(|report| desk.report(report)).collect::<Vec<_>>().join(", ");
            let value = &p.value;
            let to = value.to.as_ref().map_or_else(String::new, |to| format!(" to {}", to.actor.name));
            let told = format!("{}, {}{to}: {}", value.by.actor.name, p.status.as_str(), value.what);
            format!("{} — {reports} (`{}`)", escape(&told), p.id)
        }),
    );
    let statements = record.statements.iter().filter(|s| s.value.speaker.as_ref().is_some_and(is));
    section(&mut out, "Statements", statements.map(|s| desk.statement(s)));
    out
}
