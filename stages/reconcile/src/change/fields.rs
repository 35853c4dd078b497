//! Which fields differ, and what that amounts to.

use std::collections::BTreeSet;

use chancery_model::{
    ChangeKind, Difference, Event, Participant, RecordedPledge, RecordedPosition, RecordedProposal, Stance, Status,
};

type Differences = Vec<(ChangeKind, Difference)>;

pub(super) fn difference(field: &str, before: Option<String>, after: Option<String>) -> Difference {
    Difference { field: field.to_owned(), before, after }
}

/// Adds a field where it differs.
fn compare(all: &mut Differences, kind: ChangeKind, field: &str, before: Option<String>, after: Option<String>) {
    if before != after {
        all.push((kind, difference(field, before, after)));
    }
}

pub(super) fn event(before: &Event, after: &Event) -> Differences {
    let mut all = Vec::new();
    let word = |event: &Event| Some(event.status.as_str().to_owned());
    compare(&mut all, became(before.status, after.status), "status", word(before), word(after));
    let first = |event: &Event| event.date().and_then(chancery_model::Edtf::first_day);
    let later = match (before.date(), after.date()) {
        (Some(was), Some(is)) => !was.overlaps(is) && first(before) < first(after),
        _ => false,
    };
    let slip = if later { ChangeKind::Slipped } else { ChangeKind::Changed };
    let date = |event: &Event| event.date().map(|date| date.to_string());
    compare(&mut all, slip, "time", date(before), date(after));
    let place = |event: &Event| event.place.as_ref().map(|place| place.name.clone());
    compare(&mut all, ChangeKind::Changed, "place", place(before), place(after));
    compare(&mut all, ChangeKind::Changed, "actors", people(&before.actors), people(&after.actors));
    let outcome = |event: &Event| event.outcomes.first().map(|outcome| outcome.value.as_str().to_owned());
    compare(&mut all, ChangeKind::Changed, "outcome", outcome(before), outcome(after));
    let yes = |is: bool| Some(if is { "yes" } else { "no" }.to_owned());
    if after.overdue {
        compare(&mut all, ChangeKind::Overdue, "overdue", yes(before.overdue), yes(after.overdue));
    }
    all
}

fn became(before: Status, after: Status) -> ChangeKind {
    match after {
        Status::Cancelled => ChangeKind::Cancelled,
        Status::Denied => ChangeKind::Denied,
        _ if before.is_off() => ChangeKind::Reversed,
        _ if before.is_ahead() && after.is_real() => ChangeKind::Confirmed,
        _ => ChangeKind::Changed,
    }
}

/// Everybody, by name, in order of the alphabet: who is listed first is no change.
fn people(list: &[Participant]) -> Option<String> {
    let names: BTreeSet<&str> = list.iter().map(|p| p.actor.name.as_str()).collect();
    (!names.is_empty()).then(|| names.into_iter().collect::<Vec<_>>().join(", "))
}

pub(super) fn position(before: &RecordedPosition, after: &RecordedPosition) -> Differences {
    let mut all = Vec::new();
    let (was, is) = (before.value.stance, after.value.stance);
    let kind = if was.side() == is.side() { ChangeKind::Changed } else { ChangeKind::Reversed };
    let word = |stance: Stance| Some(stance.as_str().to_owned());
    compare(&mut all, kind, "stance", word(was), word(is));
    let yes = |is: bool| Some(if is { "yes" } else { "no" }.to_owned());
    let (was, is) = (before.value.red_line, after.value.red_line);
    compare(&mut all, ChangeKind::Changed, "red_line", yes(was), yes(is));
    compare(&mut all, ChangeKind::Changed, "disputed", yes(before.disputed), yes(after.disputed));
    all
}

pub(super) fn proposal(before: &RecordedProposal, after: &RecordedProposal) -> Differences {
    let mut all = Vec::new();
    let version = |p: &RecordedProposal| p.versions.last().map(|version| version.exact.clone());
    compare(&mut all, ChangeKind::Changed, "version", version(before), version(after));
    let answers = |p: &RecordedProposal| {
        let told: BTreeSet<String> =
            p.answers.iter().map(|a| format!("{} {}", a.by.actor.name, a.stance.as_str())).collect();
        (!told.is_empty()).then(|| told.into_iter().collect::<Vec<_>>().join(", "))
    };
    compare(&mut all, ChangeKind::Changed, "answers", answers(before), answers(after));
    let planned = |p: &RecordedProposal| Some(if p.planned { "yes" } else { "no" }.to_owned());
    compare(&mut all, ChangeKind::Confirmed, "planned", planned(before), planned(after));
    all
}

pub(super) fn pledge(before: &RecordedPledge, after: &RecordedPledge) -> Differences {
    let mut all = Vec::new();
    let word = |p: &RecordedPledge| Some(p.status.as_str().to_owned());
    compare(&mut all, ChangeKind::Confirmed, "status", word(before), word(after));
    let amount = |p: &RecordedPledge| p.value.amount.as_ref().map(|amount| amount.text.clone());
    compare(&mut all, ChangeKind::Changed, "amount", amount(before), amount(after));
    all
}
