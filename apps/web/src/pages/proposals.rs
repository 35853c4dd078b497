//! Plans and texts on the table, and what each party says to them.

use chancery_view::format::csv;
use chancery_view::{ProposalFilter, proposals as view, proposals_json, proposals_sheet};
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::lay::{count, head, kept, sections};
use crate::visit::Visit;

pub(crate) fn proposals(visit: &Visit) -> Result<Answer, Fault> {
    let filter =
        ProposalFilter { by: visit.query.text("by"), to: visit.query.text("to"), since: visit.query.day("since")? };
    match visit.form {
        Form::Json => return Ok(Answer::lines(&proposals_json(&*visit.held, &filter))),
        Form::Csv => return Ok(Answer::Csv(csv::table(&proposals_sheet(&*visit.held, &filter)))),
        Form::Html | Form::Ics => {}
    }
    let page = view(&*visit.held, &filter);
    let body = html! {
        (head("Proposals", &format!("{}; the id of one leads to what is said of it clause by clause", count(page.sections.len(), "proposal"))))
        (choice(visit))
        @if page.sections.is_empty() { p class="empty" { "No such proposals." } }
        (sections(visit, &page))
    };
    Ok(Answer::Page { title: "Proposals".to_owned(), body })
}

fn choice(visit: &Visit) -> Markup {
    html! {
        form class="choose" action="/proposals" {
            (kept(visit, "/proposals"))
            label { "Put forward by " input name="by" value=[visit.query.get("by")]; }
            label { "Put to, or answered by " input name="to" value=[visit.query.get("to")]; }
            button { "Show" }
        }
    }
}
