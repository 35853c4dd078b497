//! Where and when an occasion took place whose words do not say it: where the report puts those who took part.

use chancery_data::Data;
use chancery_model::{ActorKind, ByteSpan, Day, Document, Edtf, NameKind, Participant, Place, When};

use super::occasion::within;
use super::{Draft, OCCASION};
use crate::place::place;

/// How many sentences may part an occasion without a day from the journey that it belongs to.
const STRETCH: usize = 3;

/// How many bytes behind the name of a state one of its cities may stand: "in Canada, where he will open …".
const BESIDE: usize = 60;

/// What one draft lends another.
struct Loan {
    from: usize,
    with_day: bool,
    who: String,
}

/// Gives drafts without a place the one place where other drafts put people who took part; and the day, where the
/// whole company was there and the draft has none.
pub(super) fn fill(data: &Data, document: &Document<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        refine(data, document, draft);
    }
    let loans: Vec<Option<Loan>> = drafts.iter().map(|draft| loan(data, draft, drafts)).collect();
    for (i, loan) in loans.into_iter().enumerate() {
        let Some(Loan { from, with_day, who }) = loan else { continue };
        let Some(place) = drafts[from].place.clone() else { continue };
        let mut step = format!("{who} was in {} at the time", place.name);
        if let Some(time) = drafts[from].time.clone().filter(|_| with_day && drafts[i].edtf().is_none()) {
            step = format!("{step}, {}", time.edtf.map_or_else(String::new, |day| day.to_string()));
            drafts[i].time = Some(When { basis: "told-beside".to_owned(), ..time });
        }
        drafts[i].place.get_or_insert(place);
        drafts[i].steps.push(step);
    }
}

/// A state as the place of an occasion gives way to the one city in it that the same sentences name, or that the
/// report was sent from.
fn refine(data: &Data, document: &Document<'_>, draft: &mut Draft) {
    region(data, document, draft);
    let Some(state) = draft.place.as_ref().filter(|p| p.country.as_ref() == Some(&p.name)).map(|p| p.name.clone())
    else {
        return;
    };
    let city = |span: ByteSpan| {
        let found = place(data, document.text(span), span)?;
        (found.country.as_ref() == Some(&state) && found.name != state).then_some(found)
    };
    let named_at = draft.place.as_ref().map_or(0, |p| p.span.end());
    // "in Accra, Ghana" as well as "in Ghana, where he will open …"
    let before = draft.place.as_ref().map_or(0, |p| p.span.start()).saturating_sub(2);
    let within = |span: ByteSpan| {
        (named_at..named_at + BESIDE).contains(&span.start()) || (before..=before + 2).contains(&span.end())
    };
    let places = || document.names.iter().filter(|name| name.kind == NameKind::Place);
    let named: Vec<Place> = places().filter(|name| within(name.span)).filter_map(|name| city(name.span)).collect();
    let (first, one) = (named.first().cloned(), named.iter().all(|p| named.first().is_some_and(|f| f.name == p.name)));
    let dateline = || document.report.dateline.as_ref().and_then(|d| place(data, &d.place, d.span));
    let sent_from = || dateline().filter(|p| p.country.as_ref() == Some(&state) && p.name != state);
    let opening = || places().next().filter(|name| is_sent_from(document, name.span)).and_then(|name| city(name.span));
    if let Some(city) = first.filter(|_| one).or_else(sent_from).or_else(opening) {
        draft.steps.push(format!("{} lies in {state}", city.name));
        draft.place = Some(city);
    }
}

/// A region as the place gives way to the city named right before it: "in Sardis, the Hill Country".
fn region(data: &Data, document: &Document<'_>, draft: &mut Draft) {
    let Some(known) = draft.place.as_ref().filter(|p| p.country.as_ref() != Some(&p.name)) else { return };
    let beside = |span: ByteSpan| {
        let gap = document.report.text.get(span.end()..known.span.start());
        gap.is_some_and(|gap| matches!(gap, ", " | ", the "))
    };
    let names = document.names.iter().filter(|name| name.kind == NameKind::Place && beside(name.span));
    let city = names.filter_map(|name| place(data, document.text(name.span), name.span)).next();
    if let Some(city) = city.filter(|city| city.country == known.country && city.country.as_ref() != Some(&city.name)) {
        draft.place = Some(city);
    }
}

/// Whether a report opens with the words, in capitals, as where it was sent from: "HAVANA".
fn is_sent_from(document: &Document<'_>, span: ByteSpan) -> bool {
    const OPENING: usize = 200;
    let words = document.text(span);
    span.start() <= OPENING && words.chars().all(|c| !c.is_lowercase())
}

fn loan(data: &Data, draft: &Draft, drafts: &[Draft]) -> Option<Loan> {
    let remote = data.schema.events.get(&draft.kind.0).is_some_and(|kind| kind.family == "remote");
    let told = draft.place.is_some() && (draft.edtf().is_some() || draft.kind.0 == "visit");
    if told || remote || !takes_place(draft) {
        return None;
    }
    let mut best: Option<Loan> = None;
    for (from, other) in drafts.iter().enumerate().filter(|(_, other)| takes_place(other)) {
        let Some(place) = &other.place else { continue };
        let person = |p: &&Participant| p.actor.kind == ActorKind::Person && other.seats(p);
        let Some(who) = draft.actors.iter().find(person) else { continue };
        let company = is_of_one_journey(draft, other);
        // With a place of its own it lacks only the day, which it has of a journey to that place.
        if draft.place.is_some() && !(company && other.kind.0 == "visit" && draft.same_place(other)) {
            continue;
        }
        if !is_at_the_time(draft, other) && !company && !has_come(draft, other) {
            continue;
        }
        let known = best.as_ref().and_then(|best| drafts[best.from].place.as_ref());
        if known.is_some_and(|known| !within(known, place)) {
            return None;
        }
        // The city says more than its state.
        if known.is_none_or(|known| known.country.as_ref() == Some(&known.name)) {
            let with_day = company && other.edtf().is_some_and(|time| time.single_day().is_some());
            best = Some(Loan { from, with_day, who: who.actor.name.clone() });
        }
    }
    best
}

/// Whether somebody was or will be there for it.
fn takes_place(draft: &Draft) -> bool {
    !draft.status.is_off()
}

/// Whether two occasions lie so close in time that nobody moves between them: on days in common, or on one of the
/// two days after the first of a visit.
fn is_at_the_time(draft: &Draft, other: &Draft) -> bool {
    let (Some(a), Some(b)) = (draft.edtf(), other.edtf()) else { return false };
    let short = |time: Edtf| time.length().is_some_and(|days| days <= OCCASION);
    let next = |first: Option<Day>, then: Option<Day>| matches!((first, then), (Some(first), Some(then)) if first.until(then).is_ok_and(|gap| (1..=2).contains(&gap.get_days())));
    let visit = other.kind.0 == "visit" && next(b.single_day(), a.single_day());
    short(a) && short(b) && (a.overlaps(b) || visit)
}

/// Whether an occasion without a day belongs to a journey told near it: all who take part travelled, or act for
/// the state travelled to.
fn is_of_one_journey(draft: &Draft, other: &Draft) -> bool {
    let Some(place) = &other.place else { return false };
    let home = |p: &Participant| {
        let of = p.acts_for.as_ref().unwrap_or(&p.actor);
        place.country.as_ref() == Some(&of.name) || place.name == of.name
    };
    let near = draft.sentence.abs_diff(other.last_sentence) <= STRETCH;
    let alike = draft.status.is_ahead() == other.status.is_ahead();
    draft.edtf().is_none() && near && alike && draft.actors.iter().all(|p| other.seats(p) || home(p))
}

/// Whether somebody who takes part has just come to a place, told near: there he meets whom he is to meet.
fn has_come(draft: &Draft, other: &Draft) -> bool {
    let near = draft.sentence.abs_diff(other.last_sentence) <= STRETCH;
    let there = other.kind.0 == "visit" && (other.status.is_real() || draft.status.is_ahead());
    let apart = matches!((draft.edtf(), other.edtf()), (Some(a), Some(b)) if !a.overlaps(b));
    near && there && !apart && draft.kind.0 != "visit"
}
