//! Everybody in the record.

use chancery_view::format::csv;
use chancery_view::{actors as view, actors_json, actors_sheet};
use maud::html;

use crate::answer::{Answer, Fault, Form};
use crate::lay::{count, head, kept, stretches};
use crate::told::told;
use crate::visit::Visit;

/// How many actors a stretch of the list has.
const SIZE: usize = 100;

pub(crate) fn actors(visit: &Visit) -> Result<Answer, Fault> {
    let actors = view(&*visit.held, visit.query.get("name"));
    match visit.form {
        Form::Json => return Ok(Answer::lines(&actors_json(&actors))),
        Form::Csv => return Ok(Answer::Csv(csv::table(&actors_sheet(&actors)))),
        Form::Html | Form::Ics => {}
    }
    let pages = actors.len().div_ceil(SIZE).max(1);
    let page = visit.query.number("page")?.unwrap_or(1).clamp(1, pages);
    let body = html! {
        (head("Actors", &count(actors.len(), "actor")))
        form class="choose" action="/actors" {
            (kept(visit, "/actors"))
            label { "Name " input name="name" value=[visit.query.get("name")]; }
            button { "Show" }
        }
        @if actors.is_empty() { p class="empty" { "Nobody is called so." } } @else {
            (stretches(visit, page, pages))
            div class="wide" tabindex="0" role="region" aria-label="Actors" {
                table {
                    thead { tr { th scope="col" { "Name" } th scope="col" { "Kind" } th scope="col" class="number" { "Events" } th scope="col" class="number" { "Positions" } th scope="col" class="number" { "Statements" } } }
                    tbody {
                        @for a in actors.iter().skip((page - 1) * SIZE).take(SIZE) {
                            tr {
                                th scope="row" { a href=(visit.to("/show", &a.actor.id.0)) { (told(&a.actor.name)) } }
                                td { (a.actor.kind.as_str()) }
                                td class="number" { (a.events) }
                                td class="number" { (a.positions) }
                                td class="number" { (a.statements) }
                            }
                        }
                    }
                }
            }
            (stretches(visit, page, pages))
        }
    };
    Ok(Answer::Page { title: "Actors".to_owned(), body })
}
