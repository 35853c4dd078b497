//! A visit or gathering of which a part took place took place itself, though no report says so of the whole.

use std::collections::BTreeMap;

use chancery_data::Schema;
use chancery_model::{Attendance, Claim, ClaimId, Event, HistoryEntry, Status};

use super::{days, present, side};
use crate::judge::Bench;

/// Gives wholes that were planned, and whose day is past, the word of the first part that took place on one of their
/// days or later. What somebody judged of their status stands.
pub(super) fn settle(schema: &Schema, events: &mut [Event], claims: &[&Claim], bench: &Bench) {
    let mut parts: BTreeMap<&ClaimId, Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate().filter(|(_, event)| event.status == Status::Held) {
        if let Some(part) = &event.part_of {
            parts.entry(&part.of).or_default().push(at);
        }
    }
    let told = |(at, whole): (usize, &Event)| {
        let begins = |part: &Event| days(part).zip(days(whole)).is_some_and(|(part, whole)| part.0 >= whole.0);
        let held = parts.get(&whole.id)?.iter().copied().find(|part| begins(&events[*part]))?;
        let word = events[held].history.iter().find(|told| told.status == Status::Held)?.clone();
        (whole.overdue && !is_judged(whole, claims, bench)).then_some((at, held, word))
    };
    let settled: Vec<(usize, usize, HistoryEntry)> = events.iter().enumerate().filter_map(told).collect();
    for (at, held, word) in settled {
        let there = present(&events[held]).flat_map(|person| [&person.actor.id, &side(person).id]);
        let there: Vec<_> = there.cloned().collect();
        let whole = &mut events[at];
        (whole.status, whole.overdue) = (Status::Held, false);
        let mode = whole.plover.as_ref().and_then(|plover| plover.mode.clone());
        whole.plover = schema.plover(&whole.kind, mode.as_deref(), whole.status);
        // The day told is the part's.
        whole.history.push(HistoryEntry { date: None, ..word });
        let told = whole.actors.iter_mut().chain(&mut whole.recipients);
        for person in told.filter(|person| there.contains(&person.actor.id)) {
            if person.attendance == Attendance::Expected {
                person.attendance = Attendance::Told;
            }
        }
    }
}

/// Whether somebody judged how far an event has come.
fn is_judged(event: &Event, claims: &[&Claim], bench: &Bench) -> bool {
    let set = bench.settings().filter(|(_, field, _)| *field == "status");
    let anchors = set.flat_map(|(subject, _, _)| subject.anchors());
    let mut of_event = anchors.filter_map(|anchor| claims.iter().find(|claim| claim.anchor == *anchor));
    of_event.any(|claim| event.claims.contains(&claim.id))
}
