//! Takes the events of a record, gives each the greater event that it is a part of, where one shows it: a meeting
//! within a visit, a meeting beside a gathering. An event is part of one at most, and what several might claim is
//! claimed by none. A round of talks is never part of the rounds before it: those are a series, not a whole.

mod beside;
mod held;
mod judged;
mod spoken;
mod stay;

pub(crate) use self::spoken::spoken;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chancery_data::Schema;
use chancery_model::{Actor, ActorId, Attendance, Claim, Event, Part, Participant, ReportId, Status};
use rustc_hash::FxHashMap as HashMap;

use crate::judge::Bench;
use crate::told::{self, Days, TIGHT_DAYS};

/// How far the reports of an undated gathering may lie from the day of what is held beside it.
const WEEK: i32 = 7;
/// The longest that the day of a whole may be open: a visit told by its month.
const MONTH: i32 = 31;

/// What shows that one is part of the other, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    /// A report says so.
    Words,
    /// Visitor and host sit together where and when the visit is.
    Host,
    /// One who attends a gathering meets somebody there.
    Attendee,
    /// One report tells both of one stay.
    Stay,
}

/// How an event fits into a greater one.
struct Fit {
    ground: Ground,
    /// Whether its day is one of the other's days.
    inside: bool,
    /// Whether both are told of one place.
    same_place: bool,
    reasons: Vec<String>,
}

/// A greater event, by its place in the list, with the reasons why something is a part of it.
type Whole = (usize, Vec<String>);

/// Where wholes are found.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    /// A visitor on a day.
    Away(&'a ActorId, i32),
    /// A visitor of whom a report tells.
    Told(&'a ActorId, &'a ReportId),
    /// A gathering on a day.
    Day(i32),
    /// A gathering of which a report tells.
    Here(&'a ReportId),
}

/// Gives events their `part_of`, and wholes the word of parts that took place; `claims` are those of the events.
pub(crate) fn link(schema: &Schema, events: &mut [Event], claims: &[&Claim], bench: &Bench) {
    let mut links: Vec<Option<Whole>> = events.iter().map(|_| None).collect();
    let judged = judged::links(events, claims, bench);
    let settled: BTreeSet<usize> = judged.iter().map(|(part, _)| *part).collect();
    let by_judgement = judged.into_iter().filter_map(|(part, whole)| Some((part, whole?)));
    let by_rule = found(schema, events).into_iter().filter(|(part, _)| !settled.contains(part));
    for (part, (whole, reasons)) in by_judgement.chain(by_rule).collect::<Vec<_>>() {
        if !leads(&links, whole, part) {
            links[part] = Some((whole, reasons));
        }
    }
    for (part, link) in links.into_iter().enumerate() {
        let of = link.map(|(whole, reasons)| Part { of: events[whole].id.clone(), reasons });
        events[part].part_of = of;
    }
    held::settle(schema, events, claims, bench);
}

/// Whether the way from `at` upwards comes to `to`.
fn leads(links: &[Option<Whole>], mut at: usize, to: usize) -> bool {
    while at != to {
        match &links[at] {
            Some((next, _)) => at = *next,
            None => return false,
        }
    }
    true
}

/// The parts that rules find, each with its whole.
fn found(schema: &Schema, events: &[Event]) -> Vec<(usize, Whole)> {
    let shelves = shelves(schema, events);
    let mut all: Vec<(usize, usize, Fit)> = Vec::new();
    if shelves.is_empty() {
        return Vec::new();
    }
    for (n, part) in events.iter().enumerate() {
        let mut wholes = BTreeSet::new();
        keys_of_part(part, &mut |key| wholes.extend(shelves.get(&key).into_iter().flatten().copied()));
        let fits = wholes.into_iter().filter_map(|at| Some((at, fit(schema, part, &events[at])?)));
        if let Some((whole, fit)) = choose(events, fits.collect()) {
            all.push((n, whole, fit));
        }
    }
    let scattered = scattered(events, &all);
    all.into_iter().filter(|(_, w, _)| !scattered.contains(w)).map(|(n, w, fit)| (n, (w, fit.reasons))).collect()
}

fn fit(schema: &Schema, part: &Event, whole: &Event) -> Option<Fit> {
    let kind = schema.events.get(&whole.kind.0)?;
    let off = part.status.is_off() || whole.status.is_off() || whole.status == Status::Proposed;
    if off || !kind.parts.contains(&part.kind.0) {
        return None;
    }
    if kind.reciprocal { beside::fit(kind, part, whole) } else { stay::fit(part, whole) }
}

/// The best fit; none where another that shows as much is of other visitors, or another gathering.
fn choose(events: &[Event], fits: Vec<(usize, Fit)>) -> Option<(usize, Fit)> {
    let order =
        |(at, fit): &(usize, Fit)| (fit.ground, !fit.inside, !fit.same_place, Reverse(events[*at].reports.len()), *at);
    let best = fits.iter().min_by_key(|one| order(one)).map(|one| (one.0, one.1.ground))?;
    let akin = |at: usize| {
        let (one, other) = (&events[best.0], &events[at]);
        one.kind == other.kind
            && match best.1 {
                Ground::Host | Ground::Stay => stay::share_a_visitor(one, other),
                Ground::Words | Ground::Attendee => beside::may_be_one(one, other),
            }
    };
    let mut rivals = fits.iter().filter(|(at, fit)| *at != best.0 && fit.ground == best.1);
    if !rivals.all(|(at, _)| akin(*at)) {
        return None;
    }
    fits.into_iter().find(|(at, _)| *at == best.0)
}

/// Wholes of which only the month is known, and whose parts lie too far from each other to be of one stay.
fn scattered(events: &[Event], all: &[(usize, usize, Fit)]) -> BTreeSet<usize> {
    let mut spans: BTreeMap<usize, Days> = BTreeMap::new();
    for (part, whole, _) in all {
        let wide = days(&events[*whole]).is_some_and(|days| length(days) > TIGHT_DAYS);
        if let Some((from, to)) = days(&events[*part]).filter(|_| wide) {
            let span = spans.entry(*whole).or_insert((from, to));
            *span = (span.0.min(from), span.1.max(to));
        }
    }
    spans.into_iter().filter(|(_, span)| length(*span) > WEEK).map(|(whole, _)| whole).collect()
}

fn shelves<'a>(schema: &Schema, events: &'a [Event]) -> HashMap<Key<'a>, Vec<usize>> {
    let mut shelves: HashMap<Key<'a>, Vec<usize>> = HashMap::default();
    for (at, event) in events.iter().enumerate() {
        let Some(kind) = schema.events.get(&event.kind.0).filter(|kind| !kind.parts.is_empty()) else { continue };
        if event.status.is_off() {
            continue;
        }
        let mut shelve = |key: Key<'a>| shelves.entry(key).or_default().push(at);
        let told = days(event).filter(|days| length(*days) <= MONTH);
        if kind.reciprocal {
            // An undated gathering was told as news near its days.
            let news = event.history.iter().filter_map(|h| h.learned).map(told::days);
            let news = news.filter(|days| told.is_none() && !event.background && length(*days) <= WEEK);
            let mut days: BTreeSet<i32> = news.flat_map(|(from, to)| from - WEEK..=to + WEEK).collect();
            days.extend(told.iter().flat_map(|(from, to)| from - 1..=to + 1));
            days.into_iter().for_each(|day| shelve(Key::Day(day)));
            event.reports.iter().for_each(|report| shelve(Key::Here(report)));
        } else {
            for visitor in stay::visitors(event) {
                let days = told.into_iter().flat_map(|(from, to)| from - 1..=to + 1);
                days.for_each(|day| shelve(Key::Away(&visitor.actor.id, day)));
                event.reports.iter().for_each(|report| shelve(Key::Told(&visitor.actor.id, report)));
            }
        }
    }
    shelves
}

fn keys_of_part<'a>(part: &'a Event, take: &mut impl FnMut(Key<'a>)) {
    // The first day is enough: whatever holds all of the days holds it.
    let day = days(part).filter(|days| length(*days) <= TIGHT_DAYS).map(|(from, _)| from);
    for person in present(part) {
        day.into_iter().for_each(|day| take(Key::Away(&person.actor.id, day)));
        part.reports.iter().for_each(|report| take(Key::Told(&person.actor.id, report)));
    }
    day.into_iter().for_each(|day| take(Key::Day(day)));
    part.reports.iter().for_each(|report| take(Key::Here(report)));
}

/// First and last day of an event, where both are told.
fn days(event: &Event) -> Option<Days> {
    event.date().map(told::days).filter(|(from, to)| *from > i32::MIN && *to < i32::MAX)
}

fn length((from, to): Days) -> i32 {
    to.saturating_sub(from).saturating_add(1)
}

/// Everybody who is told to take part.
fn present(event: &Event) -> impl Iterator<Item = &Participant> {
    let all = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
    all.filter(|p| p.attendance != Attendance::Declined)
}

/// The state or body of a participant, else the participant.
fn side(participant: &Participant) -> &Actor {
    participant.acts_for.as_ref().unwrap_or(&participant.actor)
}

/// Whether one report tells both.
fn told_together(a: &Event, b: &Event) -> bool {
    a.reports.iter().any(|report| b.reports.contains(report))
}

/// How the place of a part lies to that of a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lies {
    /// One place.
    Same,
    /// In the whole's, which is a state.
    Within,
    /// The whole's lies in it: the part is told by the state alone.
    Around,
    /// In another city of one state.
    Aside,
    /// One of them is not told.
    Unknown,
    /// Elsewhere.
    Apart,
}

fn lies(part: &Event, whole: &Event) -> Lies {
    let (Some(here), Some(there)) = (&part.place, &whole.place) else { return Lies::Unknown };
    let lies_in = |a: &chancery_model::Place, b: &chancery_model::Place| a.country.as_deref() == Some(b.name.as_str());
    if here.name == there.name {
        Lies::Same
    } else if lies_in(here, there) {
        Lies::Within
    } else if lies_in(there, here) {
        Lies::Around
    } else if here.country.is_some() && here.country == there.country {
        Lies::Aside
    } else {
        Lies::Apart
    }
}
