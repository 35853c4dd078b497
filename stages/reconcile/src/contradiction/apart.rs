//! One occasion on two days, or in two places.
//!
//! The reports that tell of it are never merged: what shows that they mean one occasion is that the same people met,
//! and that no report knows of both.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{
    ActorId, ActorKind, Claim, ClaimValue, ContradictionKind, Day, Edtf, Event, Participant, Place, Status,
    days_between,
};

use super::occasion::names;
use super::{Dispute, Files};

/// How far apart the days of one occasion are told, where a report mistakes the day.
const MISTAKEN: i32 = 2;
/// Of two texts that tell one occasion, the share of all their words that both hold.
const LIKE: (usize, usize) = (1, 2);

/// An event that took place on a known day, between people who are known.
struct Meeting<'a> {
    event: &'a Event,
    people: BTreeSet<&'a ActorId>,
    day: Day,
}

/// The disputes over the day or the place of what may be one occasion.
pub(super) fn disputes<'a>(files: &Files<'a>, events: &'a [Event]) -> Vec<Dispute<'a>> {
    let mut of_people: BTreeMap<BTreeSet<&ActorId>, Vec<Meeting<'a>>> = BTreeMap::new();
    for meeting in events.iter().filter_map(meeting) {
        of_people.entry(meeting.people.clone()).or_default().push(meeting);
    }
    let mut disputes = Vec::new();
    for mut meetings in of_people.into_values() {
        meetings.sort_by(|a, b| (a.day, &a.event.id).cmp(&(b.day, &b.event.id)));
        for (n, one) in meetings.iter().enumerate() {
            let near = meetings[n + 1..].iter().take_while(|other| days_between(one.day, other.day) <= MISTAKEN);
            disputes.extend(near.filter_map(|other| between(files, one, other)));
        }
    }
    disputes
}

fn meeting(event: &Event) -> Option<Meeting<'_>> {
    let person = |p: &&Participant| p.actor.kind == ActorKind::Person;
    let people: BTreeSet<&ActorId> = event.actors.iter().filter(person).map(|p| &p.actor.id).collect();
    let known = event.actors.iter().all(|p| p.actor.kind == ActorKind::Person);
    let day = event.date().and_then(Edtf::single_day)?;
    (people.len() > 1 && known && event.status == Status::Held && !event.background).then_some(Meeting {
        event,
        people,
        day,
    })
}

fn between<'a>(files: &Files<'a>, a: &Meeting<'a>, b: &Meeting<'a>) -> Option<Dispute<'a>> {
    // A report that tells of both tells them apart.
    if a.event.kind != b.event.kind || a.event.reports.iter().any(|report| b.event.reports.contains(report)) {
        return None;
    }
    let dispute = |kind, value: &dyn Fn(&Event) -> String| Dispute {
        kind,
        about: names(&a.event.actors),
        events: vec![a.event.id.clone(), b.event.id.clone()],
        sides: [a, b].map(|m| (value(m.event), files.of(m.event).collect())).into(),
        who: None,
        registered: None,
    };
    let places = a.event.place.as_ref().zip(b.event.place.as_ref());
    let date = |event: &Event| event.date().map(|d| d.to_string()).unwrap_or_default();
    let place = |event: &Event| event.place.as_ref().map(|p| p.name.clone()).unwrap_or_default();
    match places {
        Some((here, there)) if a.day == b.day && is_elsewhere(here, there) => {
            Some(dispute(ContradictionKind::Place, &place))
        }
        Some((here, there)) if a.day != b.day && here.name == there.name && sound_alike(files, a.event, b.event) => {
            Some(dispute(ContradictionKind::Date, &date))
        }
        _ => None,
    }
}

/// Whether neither place lies in the other.
fn is_elsewhere(a: &Place, b: &Place) -> bool {
    let within = |a: &Place, b: &Place| a.country.as_ref() == Some(&b.name);
    a.name != b.name && !within(a, b) && !within(b, a) && !a.area && !b.area
}

/// Whether reports tell both in nearly the same words, but for the day.
fn sound_alike<'a>(files: &Files<'a>, a: &'a Event, b: &'a Event) -> bool {
    let told = |event| files.of(event).filter_map(words).collect::<Vec<_>>();
    let (ours, theirs) = (told(a), told(b));
    ours.iter().any(|a| {
        theirs.iter().any(|b| {
            let shared = a.intersection(b).count();
            shared * LIKE.1 >= (a.len() + b.len() - shared) * LIKE.0
        })
    })
}

/// The words that tell a claim, but those of its time.
fn words(claim: &Claim) -> Option<BTreeSet<String>> {
    let ClaimValue::Event(value) = &claim.value else { return None };
    let time = value.time.as_ref().map(|t| t.text.as_str()).unwrap_or_default();
    let all: BTreeSet<String> = claim
        .evidence
        .iter()
        .flat_map(|e| {
            e.exact.replace(time, " ").split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>()
        })
        .filter(|word| !word.is_empty())
        .collect();
    (!all.is_empty()).then_some(all)
}
