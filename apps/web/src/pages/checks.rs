//! What needs a second look, as a list to work through: each case leads to its words, and to what may be done about it.

use chancery_view::format::csv;
use chancery_view::{Check, CheckCase, CheckOptions, checks as view, checks_json, checks_sheet, date_in_words};
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::lay::{count, head, id, words};
use crate::told::told;
use crate::visit::Visit;

/// How many cases of each sort are shown where all sorts are, and where one is chosen.
const FEW: usize = 5;
const MANY: usize = 200;

pub(crate) fn checks(visit: &Visit) -> Result<Answer, Fault> {
    let chosen = visit.query.text("kind");
    let limit = if chosen.is_some() { MANY } else { FEW };
    let all = view(&*visit.held, &CheckOptions { limit, ..CheckOptions::default() });
    let shown: Vec<Check> =
        all.iter().filter(|c| chosen.as_ref().is_none_or(|kind| c.code == *kind)).cloned().collect();
    match visit.form {
        Form::Json => return Ok(Answer::lines(&checks_json(&shown))),
        Form::Csv => return Ok(Answer::Csv(csv::table(&checks_sheet(&shown)))),
        Form::Html | Form::Ics => {}
    }
    let body = html! {
        (head("Needs checking", "What may have been missed, and what rests on little"))
        nav class="choices" aria-label="Which" {
            a href=(visit.with("kind", None)) aria-current=[chosen.is_none().then_some("true")] { "All" }
            @for check in &all {
                a href=(visit.with("kind", Some(&check.code))) aria-current=[(chosen.as_deref() == Some(check.code.as_str())).then_some("true")] {
                    (check.code.replace('-', " ")) " " span class="faint" { (check.count) }
                }
            }
        }
        @if shown.is_empty() { p class="empty" { "Nothing needs checking." } }
        @for check in &shown {
            section {
                h2 { (told(&crate::lay::capital(&check.title))) }
                ul class="lines" { @for case in &check.examples { (self::case(visit, case)) } }
                @if check.count > check.examples.len() && !check.examples.is_empty() {
                    p class="faint" {
                        @match chosen {
                            None => a href=(visit.with("kind", Some(&check.code))) { "All " (count(check.count, "case")) },
                            Some(_) => { (check.count - check.examples.len()) " more" }
                        }
                    }
                }
            }
        }
    };
    Ok(Answer::Page { title: "Needs checking".to_owned(), body })
}

fn case(visit: &Visit, case: &CheckCase) -> Markup {
    let (report, cite) = (case.report.short(), format!("{}, {}", case.label, date_in_words(case.published)));
    html! {
        li class="line" {
            @if !case.exact.is_empty() { (words(visit, &case.exact, report, &cite)) " " }
            span class="from" {
                a class="source" href=(visit.to("/report", report)) { (told(&cite)) }
                @if let Some(line) = &case.id { " " (id(visit, line)) }
                // Of a report as a whole the day may be told.
                @if case.exact.is_empty() { " " a class="id" href=(visit.to("/show", report)) { (report) } }
            }
        }
    }
}
