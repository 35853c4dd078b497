//! Where events were: a map, and the same as a list.

use chancery_view::format::csv;
use chancery_view::{PlaceCount, PlaceFilter, Places, Precision, places as view};
use maud::{Markup, html};

use super::network::{day, party};
use crate::answer::{Answer, Fault, Form};
use crate::draw::{self, Scope};
use crate::lay::{around, count, further, head, kept};
use crate::told::told;
use crate::visit::Visit;

/// How many lines of the list a page has.
const ROWS: usize = 300;

pub(crate) fn places(visit: &Visit) -> Result<Answer, Fault> {
    let of = party(visit)?;
    let look =
        visit.query.read("look", "a part of the world", |text| Scope::parts().find(|(part, _)| *part == text))?;
    let filter = PlaceFilter { of: of.map(|actor| actor.id.clone()), on: visit.query.date("on")? };
    let data = visit.desk.engine().data();
    let places = view(&*visit.held, &data.register, &filter);
    match visit.form {
        Form::Json => return Ok(Answer::Json(places.json())),
        Form::Csv => return Ok(Answer::Csv(csv::table(&places.sheet()))),
        Form::Html | Form::Ics => {}
    }
    let title = of.map_or_else(|| "Places".to_owned(), |actor| format!("Where {} was", actor.name));
    let party = of.map(|actor| actor.id.0.as_str());
    let scope = look.map_or(Scope::Places, |(part, _)| Scope::Part(part));
    let body = html! {
        (head(&title, &about(&places)))
        @if let Some(actor) = of {
            p class="choices" { (around(visit, actor)) }
        }
        form class="choose" action="/places" {
            @if let Some(look) = visit.query.get("look") { input type="hidden" name="look" value=(look); }
            (kept(visit, "/places"))
            label { "Of " input name="party" placeholder="a name, or everybody" value=[of.map(|a| a.name.as_str())]; }
            label { "On " input name="on" placeholder="2025-12, 2025-12-01/2025-12-08" value=[visit.query.get("on")]; }
            button { "Show" }
        }
        @if places.places.is_empty() { p class="empty" { "No report tells where any of these events was." } }
        @else {
            nav class="choices" aria-label="What the map shows" {
                a href=(visit.with("look", None)) aria-current=[look.is_none().then_some("true")] { "Where events were" }
                @for (part, called) in Scope::parts() {
                    a href=(visit.with("look", Some(part))) aria-current=[(scope == Scope::Part(part)).then_some("true")] { (called) }
                }
            }
            (drawn(visit, &places, scope, party))
            section {
                h2 { "As a list" }
                (list(visit, &places, party, ROWS))
                (further(places.places.len(), ROWS))
            }
        }
    };
    Ok(Answer::Page { title, body })
}

fn about(places: &Places) -> String {
    let events: usize = places.places.iter().map(|p| p.events.len()).sum();
    let nowhere = if places.nowhere > 0 {
        format!("; of {} no report tells where", count(places.nowhere, "event"))
    } else {
        String::new()
    };
    format!("{} with {}{nowhere}", count(places.places.len(), "place"), count(events, "event"))
}

/// The map, with what stands beside it in words.
pub(super) fn drawn(visit: &Visit, places: &Places, scope: Scope<'_>, party: Option<&str>) -> Markup {
    let to = |place: &PlaceCount| at(visit, place, party);
    let wide: Vec<&PlaceCount> = places.places.iter().filter(|p| p.counted() > 0 && draw::is_too_wide(p)).collect();
    let unknown: Vec<&PlaceCount> =
        places.places.iter().filter(|p| p.counted() > 0 && p.precision == Precision::Unknown).collect();
    let named = |title: &str, of: &[&PlaceCount]| {
        html! {
            @if !of.is_empty() {
                p { span class="faint" { (title) } @for (n, p) in of.iter().enumerate() { @if n > 0 { ", " } a href=(to(p)) { (told(&p.name)) } " " (p.counted()) } }
            }
        }
    };
    html! {
        (draw::map(places, &visit.desk.engine().data().outlines, scope, &to))
        (named("Told too widely to be drawn: ", &wide))
        (named("Not on the map, because nothing tells where it lies: ", &unknown))
    }
}

/// The places as a list.
pub(super) fn list(visit: &Visit, places: &Places, party: Option<&str>, most: usize) -> Markup {
    html! {
        div class="wide" tabindex="0" role="region" aria-label="Places" {
            table {
                thead { tr {
                    th scope="col" { "Place" } th scope="col" { "Country" } th scope="col" { "Known to be" }
                    th scope="col" class="number" { "Held" } th scope="col" class="number" { "Planned" } th scope="col" class="number" { "Called off" }
                    th scope="col" { "From" } th scope="col" { "To" } th scope="col" { "Also told as" }
                } }
                tbody { @for p in places.places.iter().take(most) { tr {
                    th scope="row" { a href=(at(visit, p, party)) { (told(&p.name)) } }
                    td { @if let Some(country) = p.country.as_ref().filter(|c| **c != p.name) { (told(country)) } }
                    td { (known(p)) }
                    td class="number" { (p.held) }
                    td class="number" { @if p.planned > 0 { (p.planned) } }
                    td class="number" { @if p.off > 0 { (p.off) } }
                    td class="day" { (day(p.first.as_deref())) }
                    td class="day" { @if p.last != p.first { (day(p.last.as_deref())) } }
                    td { @for (n, words) in p.told.iter().enumerate() { @if n > 0 { ", " } "“" (told(words)) "”" } }
                } } }
            }
        }
        @if places.places.iter().any(|p| p.precision == Precision::Country) {
            p class="faint" { "Of a country: what no report puts in a city or region of it. Its chronology lists those as well." }
        }
    }
}

fn known(place: &PlaceCount) -> &'static str {
    match place.precision {
        Precision::Venue => "a venue outside a city",
        Precision::City => "in the city",
        Precision::Region => "in the region",
        Precision::Area => "in the area",
        Precision::Country => "in the country",
        Precision::Unknown => "not on the map",
    }
}

/// The chronology of a place.
fn at(visit: &Visit, place: &PlaceCount, party: Option<&str>) -> String {
    let mut words = vec![("place", place.name.as_str())];
    words.extend(party.map(|party| ("party", party)));
    visit.at("/chronology", &words)
}
