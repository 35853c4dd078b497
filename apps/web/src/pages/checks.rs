//! What needs a second look.

use chancery_view::format::json;
use chancery_view::{BriefOptions, Page, brief};
use maud::html;

use crate::answer::{Answer, Fault, Form};
use crate::lay::{head, sections};
use crate::visit::Visit;

pub(crate) fn checks(visit: &Visit) -> Result<Answer, Fault> {
    let brief = brief(&*visit.held, BriefOptions::default(), None);
    if visit.form == Form::Json {
        return Ok(Answer::Json(json::line(&brief.checks)));
    }
    let page = brief.page();
    let checks = page.sections.into_iter().filter(|section| section.title == "Needs checking").collect();
    let page = Page { sections: checks, ..Page::default() };
    let body = html! {
        (head("Needs checking", "What may have been missed, and what rests on little"))
        @if page.sections.is_empty() { p class="empty" { "Nothing needs checking." } }
        (sections(visit, &page))
    };
    Ok(Answer::Page { title: "Needs checking".to_owned(), body })
}
