//! Everything about an actor: its offices in time, whom it meets, where, what it took part in, holds and says.

use std::collections::BTreeSet;

use chancery_data::{Data, Holder};
use chancery_model::{Actor, Edtf, RecordedActor, Snapshot};
use chancery_view::{Line, Network, NetworkFilter, Page, PlaceFilter, Places, date_in_words, network, places};
use maud::{Markup, html};

use super::{network as meeting, places as placing, review};
use crate::draw::{self, Scope};
use crate::lay::{capital, count, head, line};
use crate::told::told;
use crate::visit::{Visit, to, value};

/// How many lines of a section, and rows of a table, the page shows; a link leads to all of them.
const LINES: usize = 30;
const ROWS: usize = 12;

/// The page.
pub(super) fn actor(visit: &Visit, recorded: &RecordedActor, page: &Page) -> Markup {
    let (actor, data) = (&recorded.actor, visit.desk.engine().data());
    let filter = NetworkFilter { of: Some(actor.id.clone()), grain: meeting::grain(actor.kind), on: None };
    let met = network(&*visit.held, &filter);
    let been = places(&*visit.held, &data.register, &PlaceFilter { of: Some(actor.id.clone()), on: None });
    let offices = offices(visit, data, actor);
    html! {
        (head(&page.title, &page.about))
        (contents(page, !offices.is_empty(), &met, &been))
        @if !offices.is_empty() {
            section id="offices" {
                h2 { "Offices in time" }
                @let (first, rest) = offices.split_at(offices.iter().filter(|term| term.first).count());
                @if !first.is_empty() { (table(first)) }
                @if !rest.is_empty() { details open[first.is_empty()] { summary { (count(rest.len(), "office")) @if !first.is_empty() { " more" } } (table(rest)) } }
                p class="faint" { "From the register of the program, not from reports." }
            }
        }
        (meets(actor, &met))
        (been_at(visit, actor, &been))
        @for section in &page.sections { (self::section(visit, actor, section)) }
        (review::actor(visit, actor))
    }
}

/// An office and who held it when.
struct Term {
    title: String,
    /// Whose page the other column leads to: of a person whom it served, of a state who held it.
    other: Option<(String, String)>,
    from: Option<Edtf>,
    to: Option<Edtf>,
    /// Whether it stands open: of a state those of its heads, and of whoever the record tells of.
    first: bool,
}

/// Of a person all terms that the register knows, the last first; of a state or body who holds its offices on the day.
fn offices(visit: &Visit, data: &Data, actor: &Actor) -> Vec<Term> {
    let register = &data.register;
    let id = actor.id.0.as_str();
    let known: BTreeSet<&str> = visit.held.record().actors.iter().map(|a| a.actor.id.0.as_str()).collect();
    let term = |holder: &Holder, other: Option<(String, String)>| Term {
        first: holder.person == id
            || known.contains(holder.person.as_str())
            || register.offices.get(&holder.office).is_some_and(|office| !office.heads.is_empty()),
        title: register
            .offices
            .get(&holder.office)
            .map_or_else(|| holder.office.clone(), |office| office.title.clone()),
        other,
        from: holder.from,
        to: holder.to,
    };
    let mut terms: Vec<Term> = if register.persons.contains_key(id) {
        let served = |holder: &Holder| {
            let of = &register.offices.get(&holder.office)?.actor;
            Some((of.clone(), register.actor_name(of)?.to_owned()))
        };
        register.terms_of(id).map(|holder| term(holder, served(holder))).collect()
    } else {
        let now = visit.held.record().now;
        let held = register.offices_of(id).flat_map(|office| register.terms_in(&office.id));
        let held = held.filter(|holder| now.is_some_and(|now| holder.from.is_some() && holder.on(now)));
        let person =
            |holder: &Holder| Some((holder.person.clone(), register.persons.get(&holder.person)?.name.clone()));
        held.map(|holder| term(holder, person(holder))).collect()
    };
    terms.sort_by(|a, b| {
        let began = |term: &Term| term.from.and_then(Edtf::first_day);
        b.first.cmp(&a.first).then_with(|| began(b).cmp(&began(a))).then_with(|| a.title.cmp(&b.title))
    });
    terms
}

fn table(terms: &[Term]) -> Markup {
    let day = |date: Option<Edtf>| date.map_or_else(String::new, |date| date_in_words(Some(date)));
    html! {
        div class="wide" tabindex="0" role="region" aria-label="Offices in time" {
            table {
                thead { tr { th scope="col" { "Office" } th scope="col" { "Of or held by" } th scope="col" { "From" } th scope="col" { "To" } } }
                tbody { @for term in terms { tr {
                    th scope="row" { (told(&term.title)) }
                    td { @if let Some((id, name)) = &term.other { a class="actor" href=(to("/show", id)) { (told(name)) } } }
                    td class="day" { (day(term.from)) }
                    td class="day" { @if term.to.is_some() { (day(term.to)) } @else { span class="faint" { "in office, as far as known" } } }
                } } }
            }
        }
    }
}

/// Links to the sections of the page.
fn contents(page: &Page, offices: bool, met: &Network, been: &Places) -> Markup {
    html! {
        nav class="choices" aria-label="On this page" {
            @if offices { a href="#offices" { "Offices" } }
            @if !met.ties.is_empty() { a href="#meets" { "Meets" } }
            @if !been.places.is_empty() { a href="#places" { "Places" } }
            @for section in &page.sections { a href={ "#" (name(&section.title)) } { (section.title) } }
        }
    }
}

/// A heading as the name of its place on the page.
fn name(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

fn meets(actor: &Actor, met: &Network) -> Markup {
    let own = met.ties.iter().filter(|tie| tie.a == actor.id.0).count();
    let first = Network { ties: met.ties.iter().take(own.min(ROWS)).cloned().collect(), ..met.clone() };
    html! {
        @if !met.ties.is_empty() {
            section id="meets" {
                h2 { "Whom " (told(&actor.name)) " meets" }
                (draw::network(met))
                (meeting::table(&first, ROWS))
                p { a href={ "/network?party=" (value(&actor.id.0)) } { @if own > ROWS { "All " (own) " whom it met, and who of them met each other" } @else { "Who of them met each other" } } }
            }
        }
    }
}

fn been_at(visit: &Visit, actor: &Actor, been: &Places) -> Markup {
    let party = Some(actor.id.0.as_str());
    html! {
        @if !been.places.is_empty() {
            section id="places" {
                h2 { "Places" }
                (placing::drawn(visit, been, Scope::Places, party))
                (placing::list(visit, been, party, ROWS))
                p { a href={ "/places?party=" (value(&actor.id.0)) } { "All of " (count(been.places.len(), "place")) ", and other parts of the world" } }
            }
        }
    }
}

/// Whether a line tells of an event that no report dates: those stand last.
fn is_undated(line: &Line) -> bool {
    line.pieces.first().is_some_and(|piece| piece.text == capital(&date_in_words(None)))
}

fn section(visit: &Visit, actor: &Actor, section: &chancery_view::Section) -> Markup {
    let id = value(&actor.id.0);
    // Events stand in order of time: the newest are what is looked for.
    let newest = section.title == "Events";
    let all = section.lines.len();
    let undated = section.lines.iter().filter(|line| is_undated(line)).count();
    let (dated, rest) = section.lines.split_at(if newest { all - undated } else { 0 });
    let lines = dated.iter().rev().chain(rest).take(LINES);
    let (page, says) = match section.title.as_str() {
        "Events" => (format!("/chronology?party={id}"), "in the chronology"),
        "Positions" => (format!("/positions?holder={id}"), "among the positions"),
        "Pledges" => (format!("/pledges?by={id}"), "among the pledges"),
        "Proposals" => (format!("/proposals?by={id}"), "among the proposals"),
        _ => (String::new(), ""),
    };
    html! {
        section id=(name(&section.title)) {
            h2 { (told(&section.title)) @if newest && all > 1 { " " span class="faint" { "newest first" } } }
            ul class="lines" { @for one in lines { (line(visit, one)) } }
            @if !page.is_empty() { p { a href=(page) { @if all > LINES { "All " (all) " " (says) } @else { "Look at them " (says) } } } }
            @else if all > LINES { p class="faint" { (all - LINES) " more; search finds them" } }
            @if !section.more.is_empty() { p class="faint" { (told(&section.more)) } }
        }
    }
}
