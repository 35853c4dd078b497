//! What the record lacks.

use chancery_view::format::csv;
use chancery_view::{GapKind, GapOptions, gaps as view};
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::lay::{head, kept, sections};
use crate::visit::Visit;

pub(crate) fn gaps(visit: &Visit) -> Result<Answer, Fault> {
    let kind = |text: &str| GapKind::ALL.into_iter().find(|kind| kind.as_str() == text);
    let usual = GapOptions::default();
    let days = visit
        .query
        .read("days", "a number of days", |text| text.parse().ok().filter(|days| (0..=36_500).contains(days)))?;
    let options =
        GapOptions { kind: visit.query.read("kind", "a kind", kind)?, days: days.unwrap_or(usual.days), ..usual };
    let gaps = view(&*visit.held, &options);
    match visit.form {
        Form::Json => return Ok(Answer::Json(gaps.json())),
        Form::Csv => return Ok(Answer::Csv(csv::table(&gaps.sheet()))),
        Form::Html | Form::Ics => {}
    }
    let page = gaps.page(&*visit.held);
    let body = html! {
        (head("Gaps", "What the record lacks, as far as it can tell"))
        (choice(visit, options.days))
        @if gaps.is_empty() { p class="empty" { "No such gaps." } }
        (sections(visit, &page))
    };
    Ok(Answer::Page { title: "Gaps".to_owned(), body })
}

fn choice(visit: &Visit, days: i32) -> Markup {
    html! {
        form class="choose" action="/gaps" {
            (kept(visit, "/gaps"))
            label { "Kind "
                select name="kind" {
                    option value="" { "all" }
                    @for kind in GapKind::ALL {
                        option value=(kind.as_str()) selected[visit.query.get("kind") == Some(kind.as_str())] { (kind.as_str()) }
                    }
                }
            }
            label { "Silent or ageing after " input type="number" name="days" min="0" max="36500" value=(days); " days" }
            button { "Show" }
        }
    }
}
