//! Adding reports: pasted, or by file.

use chancery_engine::Tally;
use maud::{Markup, html};

use crate::answer::{Answer, Fault};
use crate::lay::{count, head};
use crate::told::told;
use crate::visit::Visit;

pub(crate) fn add(visit: &Visit) -> Result<Answer, Fault> {
    let body = html! {
        (head("Add reports", "Articles, readouts, saved pages, feeds: what is added is read, and kept as it came"))
        @if visit.desk.settings().read_only { p class="empty" { "This desk is for reading only." } } @else { (form(visit)) }
    };
    Ok(Answer::Page { title: "Add reports".to_owned(), body })
}

fn form(visit: &Visit) -> Markup {
    html! {
        form class="add" method="post" action="/add" enctype="multipart/form-data" {
            input type="hidden" name="pass" value=(visit.desk.pass());
            fieldset {
                legend { "Paste a report" }
                label { "Text " textarea name="text" rows="10" {} }
                label { "Headline " input name="title"; }
                label { "Outlet " input name="outlet"; }
                label { "Published " input name="published" placeholder="2025-12-08"; }
                label { "Address " input name="url" type="url"; }
            }
            fieldset {
                legend { "Or choose files" }
                label { "Text, Markdown, saved pages, mail, Word, PDF, JSON Lines, feeds " input type="file" name="file" multiple; }
                p class="faint" { "16 MB at most at once." }
            }
            button class="main" { "Add" }
        }
    }
}

/// What became of what was sent.
pub(crate) fn added(tally: &Tally) -> Markup {
    let told_of = [
        (tally.new, "added"),
        (tally.known, "known already"),
        (tally.same_text, "kept as a copy of one with the same text"),
        (tally.reread, "read anew"),
    ];
    html! {
        (head("Add reports", ""))
        ul class="lines" {
            @for (n, what) in told_of { @if n > 0 { li class="line" { (count(n, "report")) " " (what) } } }
            @for problem in &tally.problems { li class="line refused" { (told(problem)) } }
        }
        @if tally.undated > 0 {
            p class="message" { (count(tally.undated, "report")) " without a day of publication: days like “Monday” stay open there. Set the day on the report's page." }
        }
        p { a href="/changes?by=added" { "What changed" } " · " a href="/reports" { "Reports" } " · " a href="/add" { "Add more" } }
    }
}
