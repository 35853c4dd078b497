//! The reports, the newest first.

use chancery_model::{Edtf, ReportCard, Snapshot};
use chancery_view::{Handle, date_in_words, show_json};
use maud::html;

use crate::answer::{Answer, Fault, Form};
use crate::lay::{count, head, stretches};
use crate::told::told;
use crate::visit::Visit;

/// How many reports a stretch of the list has.
const SIZE: usize = 100;

pub(crate) fn reports(visit: &Visit) -> Result<Answer, Fault> {
    let outlet = visit.query.get("outlet");
    let of = |card: &&ReportCard| outlet.is_none_or(|outlet| card.outlet.as_deref() == Some(outlet));
    let mut cards: Vec<&ReportCard> = visit.held.record().reports.iter().filter(of).collect();
    cards.sort_by_key(|card| std::cmp::Reverse(card.published.edtf.and_then(Edtf::first_day)));
    if visit.form == Form::Json {
        let lines: String = cards.iter().map(|card| show_json(&*visit.held, Handle::Report(card))).collect();
        return Ok(Answer::lines(&lines));
    }
    let pages = cards.len().div_ceil(SIZE).max(1);
    let page = visit.query.number("page")?.unwrap_or(1).clamp(1, pages);
    let body = html! {
        (head("Reports", &count(cards.len(), "report")))
        @if let Some(outlet) = outlet { p class="narrowed" { "Only " a href=(visit.with("outlet", None)) { "of " strong { (told(outlet)) } span aria-hidden="true" { " ×" } } } }
        @if cards.is_empty() { p class="empty" { "No reports yet." @if visit.decides() { " " a href="/add" { "Add one" } "." } } }
        (stretches(visit, page, pages))
        ul class="lines" {
            @for card in cards.iter().skip((page - 1) * SIZE).take(SIZE) {
                li class="line" {
                    a class="headline" href=(visit.to("/report", card.id.short())) { (told(card.title.as_deref().unwrap_or(&card.key))) }
                    " "
                    span class="from" {
                        @if let Some(outlet) = &card.outlet { (told(outlet)) ", " }
                        (date_in_words(card.published.edtf))
                        " · " a class="id" href=(visit.to("/show", card.id.short())) { (card.id.short()) }
                    }
                }
            }
        }
        (stretches(visit, page, pages))
    };
    Ok(Answer::Page { title: "Reports".to_owned(), body })
}
