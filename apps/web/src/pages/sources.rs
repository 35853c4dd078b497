//! The publishers, with their grades.

use chancery_model::Snapshot;
use chancery_view::format::csv;
use chancery_view::{publishers, publishers_json, publishers_sheet};
use maud::{Markup, html};

use super::review;
use crate::answer::{Answer, Fault, Form};
use crate::lay::{count, head, named};
use crate::told::told;
use crate::visit::Visit;

pub(crate) fn sources(visit: &Visit) -> Result<Answer, Fault> {
    let all = publishers(&*visit.held);
    match visit.form {
        Form::Json => return Ok(Answer::lines(&publishers_json(&all))),
        Form::Csv => return Ok(Answer::Csv(csv::table(&publishers_sheet(&all)))),
        Form::Html | Form::Ics => {}
    }
    let body = html! {
        (head("Sources", &format!("{}; grades after the Admiralty scale, F until a person says otherwise", count(all.len(), "publisher"))))
        div class="wide" tabindex="0" role="region" aria-label="Sources" {
            table {
                thead { tr {
                    th scope="col" { "Outlet" } th scope="col" class="number" { "Reports" } th scope="col" class="number" { "Origins" }
                    th scope="col" { "Published" } th scope="col" { "Speaks for" } th scope="col" { "Reliability" }
                } }
                tbody {
                    @for p in &all {
                        tr {
                            th scope="row" { @match &p.outlet {
                                Some(outlet) => a href=(visit.at("/reports", &[("outlet", outlet)])) { (told(outlet)) },
                                None => span class="faint" { "names none" },
                            } }
                            td class="number" { (p.reports) }
                            td class="number" { (p.origins) }
                            td { (days(p)) @if p.undated > 0 { span class="faint" { " (" (p.undated) " undated)" } } }
                            td { @if let Some(of) = &p.speaks_for { (speaker(visit, of)) } }
                            td {
                                (p.meaning) @if let Some(by) = &p.graded_by { span class="faint" { ", by " (told(by)) } }
                                @if let Some(outlet) = &p.outlet { (review::grade(visit, outlet, &p.reliability)) }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Answer::Page { title: "Sources".to_owned(), body })
}

/// Whom a publisher speaks for, by the name that the record or else the register has.
fn speaker(visit: &Visit, id: &str) -> Markup {
    let here = visit.held.record().actors.iter().find(|actor| actor.actor.id.0 == id);
    let known = || visit.desk.engine().data().register.actor_name(id);
    named(visit, id, here.map(|of| of.actor.name.as_str()).or_else(known).unwrap_or(id))
}

fn days(p: &chancery_view::Publisher) -> String {
    match (&p.first, &p.last) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => String::new(),
    }
}
