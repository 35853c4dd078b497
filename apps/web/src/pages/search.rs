//! Reports and actors by their words.

use std::collections::BTreeSet;

use chancery_model::{ReportId, Snapshot};
use chancery_view::{Hit, Line, Mark, actors, actors_json, search as page_of, search_json};
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::lay::{at_words, count, head};
use crate::told::told;
use crate::visit::Visit;

/// How many reports are shown.
const MOST: usize = 50;

/// How many actors are shown.
const ACTORS: usize = 12;

pub(crate) fn search(visit: &Visit) -> Result<Answer, Fault> {
    let query = visit.query.get("q").unwrap_or_default();
    // Of a state that is past, what came later is left out again.
    let most = if visit.as_of.is_some() { usize::MAX } else { MOST };
    let mut hits = visit.desk.look(|store| store.search(query, most))?;
    if visit.as_of.is_some() {
        let here: BTreeSet<&ReportId> = visit.held.record().reports.iter().map(|card| &card.id).collect();
        hits.retain(|hit| here.contains(&hit.report));
        hits.truncate(MOST);
    }
    let hits: Vec<Hit> = hits
        .into_iter()
        .map(|hit| Hit {
            report: hit.report,
            title: hit.title,
            outlet: hit.outlet,
            published: hit.published,
            span: hit.span,
            exact: hit.exact,
            found: hit.found,
        })
        .collect();
    let mut named = if query.is_empty() { Vec::new() } else { actors(&*visit.held, Some(query)) };
    named.truncate(ACTORS);
    if visit.form == Form::Json {
        let mut text = |report: &ReportId| visit.desk.look(|store| store.text(report)).ok().flatten();
        let list = |lines: &str| lines.trim_end().replace('\n', ",");
        let (reports, actors) = (search_json(&hits, &mut text), actors_json(&named));
        return Ok(Answer::Json(format!("{{\"reports\":[{}],\"actors\":[{}]}}\n", list(&reports), list(&actors))));
    }
    let page = page_of(query, &hits);
    let body = html! {
        (head(&if query.is_empty() { "Search".to_owned() } else { format!("Search for {query}") }, ""))
        @if query.is_empty() {
            p class="about" { "Words that a report holds all of; inside quotation marks, in that order." }
        } @else if hits.is_empty() && named.is_empty() {
            p class="empty" { "Nothing in the reports or the record is called so." }
        }
        @if !named.is_empty() {
            section {
                h2 { "Actors" }
                ul class="row" { @for a in &named { li { a class="actor" href=(visit.to("/show", &a.actor.id.0)) { (told(&a.actor.name)) } " " span class="faint" { (a.events) } } } }
            }
        }
        @if !hits.is_empty() {
            section {
                h2 { (count(hits.len(), "report")) }
                ul class="lines" { @for (hit, line) in hits.iter().zip(page.sections.iter().flat_map(|s| &s.lines)) { (found(visit, hit, line)) } }
            }
        }
    };
    Ok(Answer::Page { title: format!("Search {query}"), body })
}

/// A report with the sentence that answers best, leading to where that stands.
fn found(visit: &Visit, hit: &Hit, line: &Line) -> Markup {
    let title = hit.title.as_deref().or(hit.outlet.as_deref()).unwrap_or(hit.report.short());
    html! {
        li class="line" {
            a class="headline" href=(visit.to("/report", hit.report.short())) { (told(title)) }
            " "
            span class="from" { @for source in &line.sources { (told(&source.label)) ", " (source.date) } }
            p class="said" {
                a class="words" href=(at_words(visit, hit.report.short(), &hit.exact)) {
                    @for piece in &line.pieces {
                        @if piece.mark == Mark::Hit { mark { (told(&piece.text)) } } @else { (told(&piece.text)) }
                    }
                }
            }
        }
    }
}
