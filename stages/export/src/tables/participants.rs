//! Who is at which event, a row each.

use chancery_model::{Event, Participant};
use chancery_view::EventClaims;

use super::name;
use crate::source::{Cited, Source};
use crate::table::{Table, of, text, whole};

struct Row<'s> {
    event: &'s Event,
    side: &'static str,
    p: &'s Participant,
    words: Option<Cited>,
}

pub(super) fn table(source: &Source<'_>) -> Table {
    let mut rows = Vec::new();
    for event in &source.record().events {
        let claims = EventClaims::of(event, source.snapshot);
        let sides = [("actor", &event.actors), ("recipient", &event.recipients), ("mediator", &event.mediators)];
        for (side, people) in sides {
            rows.extend(people.iter().map(|p| Row { event, side, p, words: source.naming(&claims, p) }));
        }
    }
    Table::of(
        "participants",
        "somebody at an event",
        &rows,
        vec![
            of("events", "event", "id of the event", |r: &Row<'_>| Some(r.event.id.0.clone())),
            of("actors", "actor", "id of the actor", |r| Some(r.p.actor.id.0.clone())),
            text("name", "the actor's name", |r| Some(r.p.actor.name.clone())),
            text("kind", "person, state, organisation or group", |r| Some(r.p.actor.kind.as_str().to_owned())),
            text("side", "actor (a side of it), recipient (whom it is aimed at) or mediator", |r| {
                Some(r.side.to_owned())
            }),
            text("role", "party, host, head or member", |r| Some(r.p.role.as_str().to_owned())),
            text("attendance", "told, expected, uncertain or declined", |r| Some(r.p.attendance.as_str().to_owned())),
            text("acts_for", "the state, organisation or group that a person acts for", |r| {
                name(r.p.acts_for.as_ref())
            }),
            text("acts_for_id", "its id", |r| r.p.acts_for.as_ref().map(|a| a.id.0.clone())),
            text("office", "the office held on the day", |r| r.p.office.clone()),
            text("words", "the words that name the actor", |r| r.words.as_ref().map(|w| w.exact.clone())),
            of("reports", "words_report", "id of the report that has them", |r| {
                r.words.as_ref().map(|w| w.report.0.clone())
            }),
            whole("words_start", "where they begin, in code points", |r| r.words.as_ref().map(|w| w.start)),
            whole("words_end", "where they end, in code points", |r| r.words.as_ref().map(|w| w.end)),
        ],
    )
}
