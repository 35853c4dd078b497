//! Where and when an occasion took place whose words do not say it: where the report puts those who took part.

use std::collections::BTreeSet;

use chancery_data::Data;
use chancery_model::{Actor, ActorKind, ByteSpan, Day, Document, Edtf, NameKind, Participant, Place, Status, When};

use super::occasion::within;
use super::{Draft, LENT, OCCASION};
use crate::place::place;

/// How many sentences may part an occasion without a day from the journey that it belongs to.
const STRETCH: usize = 3;

/// How many bytes behind the name of a state one of its cities may stand: "in Canada, where he will open …".
const BESIDE: usize = 60;

/// What is told besides the drafts and lends them its place.
#[derive(Debug, Default)]
pub(super) struct Besides {
    /// Journeys, those too that are told as part of a meeting.
    pub(super) journeys: Vec<Draft>,
    /// Gatherings of many whom nobody names.
    pub(super) gatherings: Vec<Draft>,
}

/// What one draft lends another.
struct Loan {
    place: Place,
    time: Option<When>,
    who: String,
}

/// Gives drafts without a place the one place where other drafts, or journeys that led to them, put people who took
/// part; and the day, where the whole company was there and the draft has none.
pub(super) fn fill(data: &Data, document: &Document<'_>, drafts: &mut [Draft], besides: &Besides) {
    for draft in drafts.iter_mut() {
        refine(data, document, draft);
    }
    let home = sent_from(data, document);
    let lender = Lender { data, home: home.as_ref(), drafts, besides };
    let loans: Vec<Option<Loan>> = drafts.iter().map(|draft| lender.loan(draft)).collect();
    for (draft, loan) in drafts.iter_mut().zip(loans) {
        let Some(Loan { place, time, who }) = loan else { continue };
        let mut step = format!("{who} was in {} at the time", place.name);
        if let Some(time) = time.filter(|_| draft.edtf().is_none()) {
            step = format!("{step}, {}", time.edtf.map_or_else(String::new, |day| day.to_string()));
            draft.time = Some(When { basis: LENT.to_owned(), ..time });
        }
        draft.place.get_or_insert(place);
        draft.steps.push(step);
    }
}

/// Where the report was sent from, if it says so.
pub(super) fn sent_from(data: &Data, document: &Document<'_>) -> Option<Place> {
    let told = document.report.dateline.as_ref().and_then(|d| place(data, &d.place, d.span));
    let opening = || {
        let first = document.names.iter().find(|name| name.kind == NameKind::Place)?;
        is_sent_from(document, first.span).then(|| place(data, document.text(first.span), first.span)).flatten()
    };
    told.or_else(opening)
}

/// A state as the place of an occasion gives way to the one city in it that the same sentences name, or that the
/// report was sent from.
fn refine(data: &Data, document: &Document<'_>, draft: &mut Draft) {
    region(data, document, draft);
    let Some(state) = draft.place.as_ref().filter(|p| p.country.as_ref() == Some(&p.name)).map(|p| p.name.clone())
    else {
        return;
    };
    let lies_there = |found: &Place| found.country.as_ref() == Some(&state) && found.name != state;
    let named_at = draft.place.as_ref().map_or(0, |p| p.span.end());
    // "in Accra, Ghana" as well as "in Ghana, where he will open …"
    let start = draft.place.as_ref().map_or(0, |p| p.span.start());
    let leads = |span: ByteSpan| (start.saturating_sub(2)..=start).contains(&span.end());
    let beside = |span: ByteSpan| leads(span) || (named_at..named_at + BESIDE).contains(&span.start());
    let places = document.names.iter().filter(|name| name.kind == NameKind::Place && beside(name.span));
    let known = places.filter_map(|name| place(data, document.text(name.span), name.span));
    // Behind a place elsewhere, other things are spoken of: "no word of that in Quito or Lima".
    let named: Vec<Place> = known.take_while(lies_there).collect();
    let (first, one) = (named.first().cloned(), named.iter().all(|p| named.first().is_some_and(|f| f.name == p.name)));
    let home = || sent_from(data, document).filter(lies_there);
    if let Some(city) = first.filter(|_| one).or_else(home) {
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
    // "NAIROBI/RABAT": from both, so of neither can be said that a thing took place there.
    let alone = !document.report.text[span.end()..].starts_with('/');
    span.start() <= OPENING && alone && words.chars().all(|c| !c.is_lowercase())
}

/// Who may lend what to a draft.
struct Lender<'a> {
    data: &'a Data,
    /// Where the report was sent from.
    home: Option<&'a Place>,
    drafts: &'a [Draft],
    besides: &'a Besides,
}

impl Lender<'_> {
    fn loan(&self, draft: &Draft) -> Option<Loan> {
        let remote = self.data.schema.events.get(&draft.kind.0).is_some_and(|kind| kind.family == "remote");
        let told = draft.place.is_some() && (draft.edtf().is_some() || draft.kind.0 == "visit");
        if told || remote || draft.status == Status::Cancelled {
            return None;
        }
        let mut best: Option<Loan> = None;
        for other in self.drafts.iter().chain(&self.besides.journeys).filter(|other| takes_place(other)) {
            let Some(place) = &other.place else { continue };
            // "met her before flying to Lima", "He then flies to Lima": not there.
            if other.onward && draft.sentence <= other.sentence || other.follows && draft.sentence < other.sentence {
                continue;
            }
            let here = self.home.is_some_and(|home| home.name == place.name);
            let member = || if here { self.seated_by_body(draft, other) } else { None };
            let Some(who) = shared_person(draft, other).or_else(member) else { continue };
            let company = is_of_one_journey(draft, other);
            let travels = other.kind.0 == "visit";
            // With a place of its own it lacks only the day, which it has of a journey to that place.
            if draft.place.is_some() && !((company || stays(draft, other)) && travels && draft.same_place(other)) {
                continue;
            }
            let there =
                takes_place(draft) && (is_at_the_time(draft, other, here) || company) || has_come(draft, other, here);
            if !there && !is_received(draft, other) {
                continue;
            }
            if best.as_ref().is_some_and(|best| !within(&best.place, place)) {
                return None;
            }
            let day = company && other.edtf().is_some_and(|time| time.single_day().is_some());
            let time = other.time.clone().filter(|_| takes_place(draft) && (day || stays(draft, other)));
            match &mut best {
                // The city says more than its state.
                Some(known) => {
                    if known.place.country.as_ref() == Some(&known.place.name) {
                        known.place = place.clone();
                    }
                    known.time = known.time.take().or(time);
                }
                None => best = Some(Loan { place: place.clone(), time, who }),
            }
        }
        best.or_else(|| self.gathering(draft))
    }

    /// The gathering that a report tells from its place, lent to leaders who meet on its days or on its margins.
    fn gathering(&self, draft: &Draft) -> Option<Loan> {
        let leaders: BTreeSet<_> = draft.actors.iter().filter_map(|p| p.acts_for.as_ref()).map(|of| &of.id).collect();
        if draft.place.is_some() || leaders.len() < 2 || !takes_place(draft) || draft.kind.0 == "visit" {
            return None;
        }
        let home = self.home?;
        let there = |g: &&Draft| g.place.as_ref().is_some_and(|place| place.name == home.name);
        let mut told = self.besides.gatherings.iter().filter(there);
        let gathering = told.find(|g| draft.on_margins && draft.edtf().is_none() || is_at_the_time(draft, g, false))?;
        Some(Loan { place: gathering.place.clone()?, time: None, who: "everybody who gathered".to_owned() })
    }

    /// Somebody who acts for a body that the other brings together, or that has its seat there.
    fn seated_by_body(&self, draft: &Draft, other: &Draft) -> Option<String> {
        let organisations = &self.data.register.organisations;
        let sits = |body: &Actor| {
            let seat = organisations.get(&body.id.0).and_then(|o| o.seat.as_ref());
            seat.is_some() && seat == other.place.as_ref().map(|place| &place.name)
        };
        let body = |p: &&Participant| {
            p.acts_for
                .as_ref()
                .filter(|of| of.kind == ActorKind::Organisation)
                .is_some_and(|of| sits(of) || other.actors.iter().any(|q| q.actor.id == of.id))
        };
        draft.actors.iter().find(body).map(|p| p.actor.name.clone())
    }
}

/// Somebody who takes part in both, by name; or who is received in both.
fn shared_person(draft: &Draft, other: &Draft) -> Option<String> {
    let person = |p: &&Participant| p.actor.kind == ActorKind::Person;
    // A body travels as a whole where its delegation does.
    let travels = |p: &&Participant| person(p) || other.kind.0 == "visit" && p.actor.kind == ActorKind::Organisation;
    let sits = draft.actors.iter().filter(travels).find(|p| other.seats(p));
    let receives = || draft.recipients.iter().filter(person).find(|p| receives(other, p));
    sits.or_else(receives).map(|p| p.actor.name.clone())
}

/// Whether somebody is whom others visit.
fn receives(draft: &Draft, host: &Participant) -> bool {
    draft.recipients.iter().any(|p| p.actor.id == host.actor.id)
}

/// Whether both are visits to one person, who is at home where the other took place: there he receives.
fn is_received(draft: &Draft, other: &Draft) -> bool {
    let home = |p: &Participant| {
        let of = p.acts_for.as_ref().map(|state| &state.name);
        of.is_some() && of == other.place.as_ref().and_then(|place| place.country.as_ref())
    };
    draft.kind.0 == "visit" && draft.recipients.iter().any(|p| receives(other, p) && home(p))
}

/// Whether somebody stays at the place of the other for some days, and what is told next happens there: "was in Oslo
/// this week".
fn stays(draft: &Draft, other: &Draft) -> bool {
    let days = other.edtf().and_then(Edtf::length).is_some_and(|days| (2..=OCCASION).contains(&days));
    let next = draft.sentence >= other.sentence && draft.sentence - other.sentence <= 1;
    let alike = draft.status.is_ahead() == other.status.is_ahead();
    other.kind.0 == "visit" && days && next && alike && draft.edtf().is_none()
}

/// Whether somebody was or will be there for it.
fn takes_place(draft: &Draft) -> bool {
    !draft.status.is_off()
}

/// Whether two occasions lie so close in time that nobody moves between them: on days in common, or on one of the
/// two days after the first of a visit, or `here`, where the report was sent from, on the next day.
fn is_at_the_time(draft: &Draft, other: &Draft, here: bool) -> bool {
    let (Some(a), Some(b)) = (draft.edtf(), other.edtf()) else { return false };
    let short = |time: Edtf| time.length().is_some_and(|days| days <= OCCASION);
    let most = if other.kind.0 == "visit" { 2 } else { i32::from(here) };
    let gap = |first: Day, then: Day| first.until(then).is_ok_and(|gap| (1..=most).contains(&gap.get_days()));
    let next = matches!((b.single_day(), a.single_day()), (Some(first), Some(then)) if gap(first, then));
    short(a) && short(b) && (a.overlaps(b) || next)
}

/// Whether few sentences part two occasions.
fn is_near(draft: &Draft, other: &Draft) -> bool {
    [other.sentence, other.last_sentence].iter().any(|told| draft.sentence.abs_diff(*told) <= STRETCH)
}

/// Whether an occasion without a day belongs to a journey told near it: all who take part travelled, or act for
/// the state travelled to.
fn is_of_one_journey(draft: &Draft, other: &Draft) -> bool {
    let Some(place) = &other.place else { return false };
    let home = |p: &Participant| {
        let of = p.acts_for.as_ref().unwrap_or(&p.actor);
        place.country.as_ref() == Some(&of.name) || place.name == of.name
    };
    let near = is_near(draft, other);
    let alike = draft.status.is_ahead() == other.status.is_ahead();
    draft.edtf().is_none() && near && alike && draft.actors.iter().all(|p| other.seats(p) || home(p))
}

/// Whether somebody who takes part has just come to a place, told near or `here`, where the whole report was sent
/// from: there he meets whom he is to meet, or does not meet him.
fn has_come(draft: &Draft, other: &Draft, here: bool) -> bool {
    let near = is_near(draft, other);
    let open = draft.status.is_ahead() || draft.status == Status::Denied;
    let there = other.kind.0 == "visit" && (other.status.is_real() || open);
    let apart = matches!((draft.edtf(), other.edtf()), (Some(a), Some(b)) if !a.overlaps(b));
    let meant = draft.status != Status::Proposed || near;
    (near || here) && meant && there && !apart && draft.kind.0 != "visit"
}
