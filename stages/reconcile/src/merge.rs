//! Takes the claims of each occasion, gives the event they tell together: of each field one value,
//! chosen by rules that are written beside it. Nothing is averaged and nothing is made up: every
//! value stands in some claim.

use std::collections::BTreeSet;

use chancery_data::Schema;
use chancery_model::{
    Claim, ClaimValue, Day, Edtf, Event, EventKind, EventValue, HistoryEntry, Place, Plover, RecordedEvidence,
    ReportId, Status, When,
};

use crate::aside;
use crate::learned::{self, Learned};
use crate::origin::Origins;
use crate::own_word::{Sayings, own_word};
use crate::seats;

/// What all events of a record have in common.
pub(crate) struct Scene<'a> {
    pub(crate) schema: &'a Schema,
    /// Claims of events, in canonical order.
    pub(crate) events: &'a [&'a Claim],
    pub(crate) origins: &'a Origins<'a>,
    pub(crate) sayings: &'a Sayings<'a>,
    pub(crate) learned: &'a Learned,
    pub(crate) now: Option<Day>,
}

/// One claim of an event at hand.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) claim: &'a Claim,
    pub(crate) event: &'a EventValue,
    /// What goes back to one act of reporting has one voice.
    origin: &'a str,
    learned: Option<Edtf>,
}

/// The event of each occasion, by first day (unknown last), then id.
pub(crate) fn events(scene: &Scene, occasions: &[Vec<usize>]) -> Vec<Event> {
    let mut events: Vec<Event> = occasions.iter().filter_map(|o| event(scene, &lines(scene, o))).collect();
    in_order(&mut events);
    events
}

/// Puts events in order of their first day (unknown last), then id.
pub(crate) fn in_order(events: &mut [Event]) {
    events.sort_by(|a, b| {
        let key = |e: &Event| e.date().and_then(Edtf::first_day).map_or((true, None), |day| (false, Some(day)));
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
}

/// The claims of an occasion, each with whose word it is.
fn lines<'a>(scene: &Scene<'a>, occasion: &[usize]) -> Vec<Line<'a>> {
    let claims: Vec<&Claim> = occasion.iter().map(|&i| scene.events[i]).collect();
    let line = |(claim, origin): (&&'a Claim, &'a str)| {
        let ClaimValue::Event(event) = &claim.value else { return None };
        Some(Line { claim, event, origin, learned: scene.learned.get(&claim.anchor.report).copied() })
    };
    claims.iter().zip(scene.origins.voices(&claims)).filter_map(line).collect()
}

fn event(scene: &Scene, lines: &[Line]) -> Option<Event> {
    let id = lines.first()?.claim.id.clone();
    let kind = kind(scene.schema, lines)?;
    let history = history(lines);
    let status = in_force(&history)?;
    let time = time(lines);
    let fixed = seats::Fixed { kind: &kind, reciprocal: scene.schema.is_reciprocal(&kind), status };
    let seats = seats::union(lines.iter().map(|l| l.event), &fixed);
    let reports: BTreeSet<&ReportId> = lines.iter().map(|l| &l.claim.anchor.report).collect();
    let claims: Vec<&Claim> = lines.iter().map(|l| l.claim).collect();
    let voices = scene.origins.told_by(&claims);
    let mut event = Event {
        id,
        claims: lines.iter().map(|l| l.claim.id.clone()).collect(),
        plover: plover(lines, &kind, status),
        status,
        actors: seats.actors,
        recipients: seats.recipients,
        mediators: seats.mediators,
        place: place(lines),
        outcomes: aside::outcomes(lines),
        issues: aside::issues(lines),
        process: aside::process(lines),
        background: lines.iter().all(|l| l.event.background),
        overdue: overdue(&history, time.as_ref(), scene.now),
        part_of: None,
        history,
        evidence: evidence(lines.iter().map(|l| l.claim)),
        reports: reports.into_iter().cloned().collect(),
        origins: voices.len(),
        voices,
        own_word: Vec::new(),
        kind,
        time,
    };
    event.own_word = own_word(&event, lines, scene.sayings, scene.origins);
    Some(event)
}

/// The words of claims, each once, claim by claim.
pub(crate) fn evidence<'a>(claims: impl Iterator<Item = &'a Claim>) -> Vec<RecordedEvidence> {
    let mut seen = BTreeSet::new();
    claims
        .flat_map(|c| c.evidence.iter().map(move |e| (&c.anchor.report, e)))
        .filter(|(report, e)| seen.insert((*report, e.span)))
        .map(|(report, e)| RecordedEvidence { report: report.clone(), span: e.span, exact: e.exact.clone() })
        .collect()
}

/// How many origins tell the value that `same` recognises.
pub(crate) fn voices(lines: &[Line], same: impl Fn(&Line) -> bool) -> usize {
    lines.iter().filter(|l| same(l)).map(|l| l.origin).collect::<BTreeSet<_>>().len()
}

/// The first line with the greatest key: ties go to the canonically first claim.
fn first_best<'a, 'b, K: Ord>(
    lines: impl Iterator<Item = &'b Line<'a>>,
    key: impl Fn(&Line<'a>) -> K,
) -> Option<&'b Line<'a>>
where
    'a: 'b,
{
    lines.map(|l| (key(l), l)).reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, line)| line)
}

/// The most told kind; of those told as often the one of the highest rank, then the canonically first.
fn kind(schema: &Schema, lines: &[Line]) -> Option<EventKind> {
    let rank = |kind: &EventKind| schema.events.get(&kind.0).map(|schema| schema.rank);
    first_best(lines.iter(), |l| (voices(lines, |m| m.event.kind == l.event.kind), rank(&l.event.kind)))
        .map(|l| l.event.kind.clone())
}

/// The most told code among the claims that tell the status in force, those of the chosen kind
/// first: an older plan's code says nothing of what came of it.
fn plover(lines: &[Line], kind: &EventKind, status: Status) -> Option<Plover> {
    let current: Vec<Line> =
        lines.iter().filter(|l| l.event.status == status && l.event.plover.is_some()).copied().collect();
    let votes = |l: &Line| (l.event.kind == *kind, voices(&current, |m| m.event.plover == l.event.plover));
    first_best(current.iter(), votes)?.event.plover.clone()
}

/// The most specific place; of those the most told, then one whose country is known, then the
/// canonically first. Where it was planned counts no more once it is told of elsewhere.
fn place(lines: &[Line]) -> Option<Place> {
    let of = |l: &Line| l.event.place.clone();
    let countries: BTreeSet<String> = lines.iter().filter_map(|l| of(l)?.country).collect();
    let latest = |place: &Place| {
        let there = lines.iter().filter(|l| l.event.place.as_ref().is_some_and(|p| p.name == place.name));
        there.filter_map(|l| l.learned?.last_day()).max()
    };
    let given_up = |l: &Line, place: &Place| {
        let elsewhere = |p: &Place| p.country.is_some() && place.country.is_some() && p.country != place.country;
        let later = |m: &Line| m.event.place.as_ref().is_some_and(|p| elsewhere(p) && latest(p) > latest(place));
        l.event.status.is_ahead() && lines.iter().any(later)
    };
    let rank = |l: &Line| {
        let place = l.event.place.as_ref()?;
        if given_up(l, place) {
            return None;
        }
        let told = voices(lines, |m| m.event.place.as_ref().is_some_and(|p| p.name == place.name));
        Some((!countries.contains(&place.name), told, place.country.is_some()))
    };
    first_best(lines.iter(), rank).and_then(of)
}

/// The most precise time; of those the most told, then the earliest learned, then the canonically
/// first. Words without a date stand in only where no claim has a date.
fn time(lines: &[Line]) -> Option<When> {
    use std::cmp::Reverse;
    let given_up: Vec<Edtf> = lines.iter().filter_map(|l| l.event.moved_from.as_ref()?.edtf).collect();
    let kept = |l: &&Line| l.event.time.as_ref().and_then(|t| t.edtf).is_none_or(|edtf| !given_up.contains(&edtf));
    let any_kept = lines.iter().any(|l| kept(&l) && l.event.time.is_some());
    let rank = |l: &Line| {
        let time = l.event.time.as_ref()?;
        let dated = time.edtf.map(|edtf| {
            let about = matches!(edtf, Edtf::Date { approximate: true, .. });
            let told = voices(lines, |m| m.event.time.as_ref().and_then(|t| t.edtf) == Some(edtf));
            (Reverse(edtf.length().unwrap_or(i32::MAX)), Reverse(about), told, Reverse(learned::order(l.learned)))
        });
        Some(dated)
    };
    first_best(lines.iter().filter(|l| !any_kept || kept(l)), rank)?.event.time.clone()
}

/// How much a status says of what came of the event: for steps learned on one day, or on no known
/// day. What was done outweighs what was called off, and that what was intended.
fn weight(status: Status) -> u8 {
    match status {
        Status::Proposed => 0,
        Status::Planned => 1,
        Status::Cancelled | Status::Denied => 2,
        Status::Ongoing => 3,
        Status::Held => 4,
    }
}

/// What each claim says of the status, in the order learned, unknown last; except that the last
/// known step closes the history where no step of unknown date outweighs it, so that the last word
/// is the status in force, but for a plan told after the event (see `in_force`).
fn history(lines: &[Line]) -> Vec<HistoryEntry> {
    let mut lines: Vec<&Line> = lines.iter().collect();
    lines.sort_by_key(|l| (learned::order(l.learned), weight(l.event.status)));
    let known = lines.iter().take_while(|l| l.learned.is_some()).count();
    if let (Some(at), Some(last)) = (known.checked_sub(1), lines.last())
        && weight(lines[at].event.status) > weight(last.event.status)
    {
        lines[at..].rotate_left(1);
    }
    let entry = |l: &Line, status| HistoryEntry {
        status,
        date: l.event.time.as_ref().and_then(|t| t.edtf),
        learned: l.learned,
        report: l.claim.anchor.report.clone(),
        claim: l.claim.id.clone(),
    };
    let stages = |l: &Line| l.event.earlier.into_iter().chain([l.event.status]).collect::<Vec<_>>();
    lines.into_iter().flat_map(|l| stages(l).into_iter().map(|status| entry(l, status)).collect::<Vec<_>>()).collect()
}

/// The last word of the history; but a plan told after the event took place does not undo it.
fn in_force(history: &[HistoryEntry]) -> Option<Status> {
    let took_place = history.iter().any(|h| h.status.is_real());
    history.iter().rev().map(|h| h.status).find(|s| !(took_place && s.is_ahead()))
}

/// Planned, its last possible day past, and nobody says that it happened or was called off.
fn overdue(history: &[HistoryEntry], time: Option<&When>, now: Option<Day>) -> bool {
    let planned = in_force(history) == Some(Status::Planned);
    let settled = history.iter().any(|h| !h.status.is_ahead());
    let last_day = time.and_then(|t| t.edtf?.last_day());
    let past = last_day.zip(now).is_some_and(|(day, now)| day < now);
    planned && !settled && past
}
