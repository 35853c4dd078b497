//! Who meets whom: a drawing, and the same as a table.

use std::collections::BTreeMap;

use chancery_model::{Actor, ActorKind};
use chancery_view::format::csv;
use chancery_view::{Grain, Network, NetworkFilter, Tie, date_in_words, network as view};
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::draw;
use crate::lay::{around, count, further, head, kept};
use crate::told::{plain, told};
use crate::visit::Visit;

/// How many lines of the table a page has.
const ROWS: usize = 300;

pub(crate) fn network(visit: &Visit) -> Result<Answer, Fault> {
    let of = party(visit)?;
    let usual = of.map_or(Grain::Parties, |actor| grain(actor.kind));
    let by = visit.query.read("by", "people or parties", |text| match text {
        "people" => Some(Grain::People),
        "parties" => Some(Grain::Parties),
        _ => None,
    })?;
    let grain = by.unwrap_or(usual);
    let filter = NetworkFilter { of: of.map(|actor| actor.id.clone()), grain, on: visit.query.date("on")? };
    let network = view(&*visit.held, &filter);
    match visit.form {
        Form::Json => return Ok(Answer::Json(network.json())),
        Form::Csv => return Ok(Answer::Csv(csv::table(&network.sheet()))),
        Form::Html | Form::Ics => {}
    }
    let title = of.map_or_else(|| "Network".to_owned(), |actor| format!("Whom {} meets", actor.name));
    let body = html! {
        (head(&title, &about(&network)))
        nav class="choices" aria-label="Who is shown" {
            @for (chosen, name, says) in [(Grain::Parties, "parties", "By party"), (Grain::People, "people", "By person")] {
                a href=(visit.with("by", (chosen != usual).then_some(name))) aria-current=[(chosen == grain).then_some("true")] { (says) }
            }
            @if let Some(actor) = of { (around(visit, actor)) }
        }
        form class="choose" action="/network" {
            @if let Some(by) = visit.query.get("by") { input type="hidden" name="by" value=(by); }
            (kept(visit, "/network"))
            label { "Around " input name="party" placeholder="a name, or nobody" value=[of.map(|a| a.name.as_str())]; }
            label { "On " input name="on" placeholder="2025-12, 2025-12-01/2025-12-08" value=[visit.query.get("on")]; }
            button { "Show" }
        }
        @if network.ties.is_empty() { p class="empty" { "No two of them met, or are to meet, as far as reports tell." } }
        @else {
            (draw::network(visit, &network))
            section {
                h2 { "As a table" }
                (table(visit, &network, ROWS))
                (further(network.ties.len(), ROWS))
            }
        }
    };
    Ok(Answer::Page { title, body })
}

/// How an actor is shown unasked: a person among people, a state or body among its like.
pub(super) fn grain(kind: ActorKind) -> Grain {
    match kind {
        ActorKind::Person => Grain::People,
        ActorKind::State | ActorKind::Organisation | ActorKind::Group => Grain::Parties,
    }
}

fn about(network: &Network) -> String {
    format!(
        "{}, {} of two who met or are to meet; meetings within a visit or summit count as one occasion with it",
        count(network.nodes.len(), "name"),
        count(network.ties.len(), "pair")
    )
}

/// The actor that a page is narrowed to, by id or by name.
pub(super) fn party(visit: &Visit) -> Result<Option<&Actor>, Fault> {
    let Some(asked) = visit.query.get("party") else { return Ok(None) };
    chancery_view::party(&*visit.held, asked).map(Some).map_err(Fault::from)
}

/// The ties as a table, the most frequent first; around an actor those of others follow its own.
pub(super) fn table(visit: &Visit, network: &Network, most: usize) -> Markup {
    let names: BTreeMap<&str, &str> = network.nodes.iter().map(|n| (n.id.as_str(), n.name.as_str())).collect();
    let name = |id: &str| names.get(id).map_or_else(String::new, |name| (*name).to_owned());
    let cell = |id: &str| html! { a class="actor" href=(visit.to("/show", id)) { (told(&name(id))) } };
    html! {
        div class="wide" tabindex="0" role="region" aria-label="Who met whom" {
            table {
                thead { tr {
                    th scope="col" { "Who" } th scope="col" { "With" }
                    th scope="col" class="number" { "Met" } th scope="col" class="number" { "Planned" }
                    th scope="col" { "Last" } th scope="col" { "Next" } th scope="col" { "Events" }
                } }
                tbody { @for tie in network.ties.iter().take(most) { tr {
                    th scope="row" { (cell(&tie.a)) }
                    td { (cell(&tie.b)) }
                    td class="number" { (tie.held) }
                    td class="number" { @if tie.planned > 0 { (tie.planned) } }
                    td class="day" { (day(tie.last.as_deref())) }
                    td class="day" { (day(tie.next.as_deref())) }
                    td class="day" { a href=(both(visit, tie)) aria-label={ (count(tie.events.len(), "event")) " of " (plain(&name(&tie.a))) " with " (plain(&name(&tie.b))) } { (count(tie.events.len(), "event")) } }
                } } }
            }
        }
    }
}

/// A date of a view in words; nothing where there is none.
pub(super) fn day(date: Option<&str>) -> String {
    date.and_then(|date| date.parse().ok()).map_or_else(String::new, |date| date_in_words(Some(date)))
}

/// The chronology of two.
fn both(visit: &Visit, tie: &Tie) -> String {
    visit.at("/chronology", &[("party", tie.a.as_str()), ("with", tie.b.as_str())])
}
