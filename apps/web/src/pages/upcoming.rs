//! What lies ahead.

use chancery_export::{Shown, calendar};
use chancery_view::format::csv;
use chancery_view::{Occasion, date_in_words, upcoming as view};
use maud::html;

use crate::answer::{Answer, Fault, Form};
use crate::lay::{MOST, count, further, head, occasion};
use crate::visit::Visit;

/// The calendar of what is planned, and what should have happened.
pub(crate) fn upcoming(visit: &Visit) -> Result<Answer, Fault> {
    if visit.form == Form::Ics {
        return Ok(Answer::Ics(calendar(&*visit.held, Shown::Upcoming)));
    }
    let upcoming = view(&*visit.held);
    match visit.form {
        Form::Json => return Ok(Answer::Json(upcoming.json())),
        Form::Csv => return Ok(Answer::Csv(csv::table(&upcoming.sheet()))),
        Form::Html | Form::Ics => {}
    }
    let lists: [(&str, &str, &[Occasion]); 4] = [
        ("Planned", "", &upcoming.ahead),
        ("Overdue", "their day is past, and no report says that they happened", &upcoming.overdue),
        ("Planned for no known day", "", &upcoming.undated),
        ("Called off or denied", "of days that are not past", &upcoming.off),
    ];
    let body = html! {
        (head("Upcoming", &upcoming.now.as_ref().map_or_else(String::new, |now| format!("As of {}", date_in_words(now.parse().ok())))))
        p class="about" {
            a href=(visit.twin(Form::Ics)) { "Calendar" } " for a calendar program: it can subscribe to that address, and moves what has moved."
        }
        @if lists.iter().all(|(.., events)| events.is_empty()) { p class="empty" { "No report tells of anything planned." } }
        @for (title, about, events) in lists.iter().filter(|(.., events)| !events.is_empty()) {
            section {
                h2 { (title) }
                p class="about" { (count(events.len(), "event")) @if !about.is_empty() { "; " (about) } }
                ul class="lines" { @for event in events.iter().take(MOST) { (occasion(visit, event)) } }
                (further(events.len(), MOST))
            }
        }
    };
    Ok(Answer::Page { title: "Upcoming".to_owned(), body })
}
