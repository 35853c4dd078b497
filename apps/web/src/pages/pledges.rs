//! Who undertook to do or give what, how far it has come, and what it comes to.

use chancery_model::PledgeStatus;
use chancery_view::format::csv;
use chancery_view::{Page, PledgeFilter, pledges as view, pledges_json, pledges_sheet};
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::lay::{head, kept, sections};
use crate::visit::Visit;

pub(crate) fn pledges(visit: &Visit) -> Result<Answer, Fault> {
    let status = |text: &str| PledgeStatus::ALL.into_iter().find(|status| status.as_str() == text);
    let filter = PledgeFilter {
        by: visit.query.text("by"),
        to: visit.query.text("to"),
        status: visit.query.read("status", "a status", status)?,
        since: visit.query.day("since")?,
    };
    match visit.form {
        Form::Json => return Ok(Answer::lines(&pledges_json(&*visit.held, &filter))),
        Form::Csv => return Ok(Answer::Csv(csv::table(&pledges_sheet(&*visit.held, &filter)))),
        Form::Html | Form::Ics => {}
    }
    let page = view(&*visit.held, &filter);
    // What it all comes to is asked for first.
    let (totals, parties) = page.sections.into_iter().partition(|section| section.title == "In all");
    let (totals, parties) =
        (Page { sections: totals, ..Page::default() }, Page { sections: parties, ..Page::default() });
    let body = html! {
        (head("Pledges", "Who undertook to do or give what, by whoever is bound"))
        (choice(visit))
        @if parties.sections.is_empty() { p class="empty" { "No such pledges." } }
        (sections(visit, &totals))
        (sections(visit, &parties))
    };
    Ok(Answer::Page { title: "Pledges".to_owned(), body })
}

fn choice(visit: &Visit) -> Markup {
    html! {
        form class="choose" action="/pledges" {
            (kept(visit, "/pledges"))
            label { "By " input name="by" value=[visit.query.get("by")]; }
            label { "To " input name="to" value=[visit.query.get("to")]; }
            label { "Status "
                select name="status" {
                    option value="" { "all" }
                    @for status in PledgeStatus::ALL {
                        option value=(status.as_str()) selected[visit.query.get("status") == Some(status.as_str())] { (status.as_str()) }
                    }
                }
            }
            button { "Show" }
        }
    }
}
