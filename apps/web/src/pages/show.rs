//! Everything about one thing of the record, the way from words to it, and what may be decided of it.

use chancery_model::{Event, ReportCard, Snapshot};
use chancery_view::format::json;
use chancery_view::{Handle, Page, Why, WhyClaim, date_in_words, find, show as view, show_json, why as way, why_page};
use maud::{Markup, html};

use super::{contradictions, review};
use crate::answer::{Answer, Fault, Form};
use crate::lay::{count, head, named, sections, words};
use crate::told::told;
use crate::visit::Visit;

/// Whatever an id leads to.
pub(crate) fn show(visit: &Visit) -> Result<Answer, Fault> {
    let handle = find(&*visit.held, visit.id())?;
    if visit.form == Form::Json {
        return Ok(Answer::Json(show_json(&*visit.held, handle)));
    }
    let page = view(&*visit.held, handle);
    let body = match handle {
        Handle::Event(event) => self::event(visit, event, &page),
        Handle::Actor(actor) => super::actor::actor(visit, actor, &page),
        Handle::Report(card) => self::report(visit, card, &page),
        Handle::Contradiction(contradiction) => html! {
            (head(&page.title, &page.about))
            (contradictions::one(visit, contradiction))
            (sections(visit, &rest(&page, &["What reports say"])))
        },
        other => html! {
            (head(&page.title, &page.about))
            (sections(visit, &page))
            (claims(visit, other))
            (review::claim(visit, other))
        },
    };
    Ok(Answer::Page { title: page.title, body })
}

/// The sections of a page but some.
fn rest(page: &Page, without: &[&str]) -> Page {
    let sections = page.sections.iter().filter(|s| !without.contains(&s.title.as_str())).cloned().collect();
    Page { sections, ..page.clone() }
}

fn event(visit: &Visit, event: &Event, page: &Page) -> Markup {
    let people = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
    html! {
        (head(&page.title, &page.about))
        p class="who" {
            @for (n, p) in people.enumerate() {
                @if n > 0 { ", " }
                a class="actor" href=(visit.to("/show", &p.actor.id.0)) { (told(&p.actor.name)) }
                @if let Some(of) = p.acts_for.as_ref().filter(|of| of.id != p.actor.id) {
                    span class="faint" { " (" (named(visit, &of.id.0, &of.name)) ")" }
                }
            }
        }
        (sections(visit, page))
        (claims(visit, Handle::Event(event)))
        (review::claim(visit, Handle::Event(event)))
    }
}

fn report(visit: &Visit, card: &ReportCard, page: &Page) -> Markup {
    html! {
        (head(&page.title, &page.about))
        p { a href=(visit.to("/report", card.id.short())) { "Read it, with what was read from it" } }
        (sections(visit, page))
        (review::report(visit, card))
    }
}

/// The claims that something was made of, each with its words, rule and steps.
fn claims(visit: &Visit, handle: Handle<'_>) -> Markup {
    let Ok(why) = way(&*visit.held, handle) else { return html! {} };
    html! {
        section {
            h2 { "Why" }
            p class="about" { "The way from words to this line: " (count(why.claims.len(), "claim")) }
            (steps(visit, &why, 2))
        }
    }
}

/// Claims with the way from words to value; they stand open where there are `few`.
pub(super) fn steps(visit: &Visit, why: &Why, few: usize) -> Markup {
    let card = |id: &str| visit.held.record().reports.iter().find(|card| card.id.0 == id);
    let cite = |claim: &WhyClaim| {
        let label = card(&claim.report).map_or(short(&claim.report), ReportCard::label);
        format!("{label}, {}", date_in_words(claim.published))
    };
    html! {
        @for claim in &why.claims {
            details class="claim" open[why.claims.len() <= few] {
                summary { (told(&claim.says)) " " span class="id" { (claim.id) } }
                @for evidence in &claim.evidence { p class="said" { (words(visit, &evidence.exact, short(&claim.report), &cite(claim))) } }
                p class="from" { a class="source" href=(visit.to("/report", short(&claim.report))) { (told(&cite(claim))) } }
                dl {
                    dt { "Read by rule" } dd { code { (told(&claim.rule)) } }
                    @if !claim.steps.is_empty() { dt { "Steps" } dd { ol { @for step in &claim.steps { li { (told(step)) } } } } }
                }
            }
        }
    }
}

/// Enough of a report's id to name it.
fn short(report: &str) -> &str {
    let digits = report.strip_prefix("sha256:").unwrap_or(report);
    digits.get(..12).unwrap_or(digits)
}

/// The way from words to record.
pub(crate) fn why(visit: &Visit) -> Result<Answer, Fault> {
    let handle = find(&*visit.held, visit.id())?;
    let why = way(&*visit.held, handle)?;
    if visit.form == Form::Json {
        return Ok(Answer::Json(json::line(&why)));
    }
    let page = why_page(&why);
    let body = html! {
        p class="up" { a href=(visit.to("/show", &why.id)) { (told(&why.id)) } }
        (head(&page.title, &page.about))
        (steps(visit, &why, usize::MAX))
        (sections(visit, &after_claims(&page)))
    };
    Ok(Answer::Page { title: page.title, body })
}

/// What stands on a page of `why` besides the claims.
fn after_claims(page: &Page) -> Page {
    let sections = page.sections.iter().filter(|s| !s.title.starts_with("Claim ")).cloned().collect();
    Page { sections, ..page.clone() }
}
