//! What reports contradict each other in, the sides next to each other.

use chancery_model::{Contradiction, ContradictionKind, ContradictionSide, ContradictionStatus, ReportCard, Snapshot};
use chancery_view::format::csv;
use chancery_view::{
    ContradictionFilter, contradictions as view_page, contradictions_json, contradictions_sheet, date_in_words,
};
use maud::{Markup, html};

use super::review;
use crate::answer::{Answer, Fault, Form};
use crate::lay::{capital, count, head, id, stretches, words};
use crate::told::told;
use crate::visit::Visit;

/// How many pieces of evidence stand under each side.
const QUOTED: usize = 4;

/// How many contradictions a stretch of the list has.
const SIZE: usize = 40;

pub(crate) fn contradictions(visit: &Visit) -> Result<Answer, Fault> {
    let kind = |text: &str| ContradictionKind::ALL.into_iter().find(|kind| kind.as_str() == text);
    let filter = ContradictionFilter { kind: visit.query.read("kind", "a kind", kind)?, open: visit.query.has("open") };
    match visit.form {
        Form::Json => return Ok(Answer::lines(&contradictions_json(&*visit.held, filter))),
        Form::Csv => return Ok(Answer::Csv(csv::table(&contradictions_sheet(&*visit.held, filter)))),
        Form::Html | Form::Ics => {}
    }
    let passes = |c: &&Contradiction| {
        filter.kind.is_none_or(|kind| c.kind == kind) && (!filter.open || c.status == ContradictionStatus::Open)
    };
    let found: Vec<&Contradiction> = visit.held.record().contradictions.iter().filter(passes).collect();
    let kinds = view_page(&*visit.held, ContradictionFilter { kind: None, open: filter.open }).sections;
    let pages = found.len().div_ceil(SIZE).max(1);
    let page = visit.query.number("page")?.unwrap_or(1).clamp(1, pages);
    let body = html! {
        (head("Contradictions", &count(found.len(), "contradiction")))
        nav class="choices" aria-label="Which" {
            a href=(visit.with("kind", None)) aria-current=[filter.kind.is_none().then_some("true")] { "All kinds" }
            @for section in &kinds {
                @let key = section.title.to_lowercase();
                a href=(visit.with("kind", Some(&key))) aria-current=[(visit.query.get("kind") == Some(key.as_str())).then_some("true")] {
                    (section.title) " " span class="faint" { (section.lines.len()) }
                }
            }
            a href=(visit.with("open", if filter.open { None } else { Some("yes") })) { @if filter.open { "Settled ones too" } @else { "Open ones only" } }
        }
        @if found.is_empty() { p class="empty" { "No reports contradict each other." } }
        @for contradiction in found.iter().skip((page - 1) * SIZE).take(SIZE) { (one(visit, contradiction)) }
        (stretches(visit, page, pages))
    };
    Ok(Answer::Page { title: "Contradictions".to_owned(), body })
}

/// A contradiction with its sides.
pub(super) fn one(visit: &Visit, c: &Contradiction) -> Markup {
    html! {
        article class={ "contradiction " (c.status.as_str()) } id=(c.id) {
            h2 {
                (capital(c.kind.as_str())) ": " (told(&c.about)) " "
                span class={ "settled " (c.status.as_str()) } { (c.status.as_str()) } " "
                (id(visit, &c.id.0))
            }
            div class="sides" { @for side in &c.sides { (self::side(visit, side)) } }
            @for remark in &c.remarks {
                p class="remark" { "Explained by " (told(&remark.by)) ": " (told(&remark.text)) }
            }
            @if !c.events.is_empty() {
                p class="from" { "About " @for event in &c.events { a class="id" href=(visit.to("/show", &event.0)) { (event.0) } " " } }
            }
            (review::explain(visit, &c.id.0))
        }
    }
}

fn side(visit: &Visit, side: &ContradictionSide) -> Markup {
    let card = |id| visit.held.record().reports.iter().find(|card: &&ReportCard| card.id == id);
    html! {
        section class="side" {
            h3 { (told(&side.value)) }
            p class="from" {
                @if side.claims.is_empty() { "the register says so" } @else { (count(side.reports.len(), "report")) }
            }
            @for evidence in side.evidence.iter().take(QUOTED) {
                @let label = card(evidence.report.clone()).map_or_else(|| evidence.report.short().to_owned(), |c| c.label().to_owned());
                @let day = date_in_words(card(evidence.report.clone()).and_then(|c| c.published.edtf));
                p class="said" {
                    (words(visit, &evidence.exact, evidence.report.short(), &format!("{label}, {day}")))
                    " " span class="from" { a class="source" href=(visit.to("/report", evidence.report.short())) { (told(&label)) ", " (day) } }
                }
            }
            @if side.evidence.len() > QUOTED { p class="faint" { (side.evidence.len() - QUOTED) " more" } }
        }
    }
}
