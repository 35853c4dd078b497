//! Who stands where, by issue.

use chancery_model::{Snapshot, Stance};
use chancery_view::format::csv;
use chancery_view::{PositionFilter, positions as view, positions_json, positions_sheet};
use maud::{Markup, html};
use std::collections::BTreeMap;

use crate::answer::{Answer, Fault, Form};
use crate::lay::{capital, count, head, kept, sections};
use crate::visit::Visit;

pub(crate) fn positions(visit: &Visit) -> Result<Answer, Fault> {
    let stance = |text: &str| Stance::ALL.into_iter().find(|stance| stance.as_str() == text);
    let filter = PositionFilter {
        issue: visit.query.text("issue"),
        holder: visit.query.text("holder"),
        stance: visit.query.read("stance", "a stance", stance)?,
        red_lines: visit.query.has("red_lines"),
        since: visit.query.day("since")?,
    };
    match visit.form {
        Form::Json => return Ok(Answer::lines(&positions_json(&*visit.held, &filter))),
        Form::Csv => return Ok(Answer::Csv(csv::table(&positions_sheet(&*visit.held, &filter)))),
        Form::Html | Form::Ics => {}
    }
    let page = view(&*visit.held, &filter);
    let lines = page.sections.iter().map(|section| section.lines.len()).sum();
    let body = html! {
        (head("Positions", &count(lines, "position")))
        (choice(visit))
        @if page.sections.is_empty() { p class="empty" { "No such positions." } }
        (sections(visit, &page))
    };
    Ok(Answer::Page { title: "Positions".to_owned(), body })
}

fn choice(visit: &Visit) -> Markup {
    let mut issues: BTreeMap<&str, usize> = BTreeMap::new();
    for position in &visit.held.record().positions {
        *issues.entry(&position.value.issue).or_default() += 1;
    }
    let chosen = |name: &str, value: &str| visit.query.get(name) == Some(value);
    html! {
        form class="choose" action="/positions" {
            (kept(visit, "/positions"))
            label { "Issue "
                select name="issue" {
                    option value="" { "all" }
                    @for (issue, n) in &issues { option value=(issue) selected[chosen("issue", issue)] { (capital(&issue.replace('-', " "))) " (" (n) ")" } }
                }
            }
            label { "Holder " input name="holder" value=[visit.query.get("holder")]; }
            label { "Stance "
                select name="stance" {
                    option value="" { "all" }
                    @for stance in Stance::ALL { option value=(stance.as_str()) selected[chosen("stance", stance.as_str())] { (stance.as_str()) } }
                }
            }
            label { input type="checkbox" name="red_lines" value="yes" checked[visit.query.has("red_lines")]; " red lines only" }
            button { "Show" }
        }
    }
}
