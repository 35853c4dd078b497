//! What stands around every page: the menu, the search, and the evidence beside it.

use chancery_model::Snapshot;
use chancery_view::date_in_words;
use maud::{DOCTYPE, Markup, html};

use crate::answer::{Fault, Form};
use crate::held::Desk;
use crate::intake::Phase;
use crate::lay;
use crate::pages;
use crate::routes::{Entry, PAGES};
use crate::told::plain as unmarked;
use crate::visit::Visit;

/// Where the menu begins anew.
const GROUPS: [&str; 3] = ["/chronology", "/actors", "/gaps"];

/// A page in its frame.
pub(crate) fn page(visit: &Visit, entry: &Entry, title: &str, body: Markup) -> Markup {
    let beside = pages::beside(visit);
    let twins = entry.forms.iter().copied().filter(|form| *form != Form::Html);
    let again = entry.path.starts_with("/intake/")
        && visit.desk.intakes().get(visit.id()).is_some_and(|intake| intake.progress().phase != Phase::Done);
    document(
        title,
        again,
        html! {
            a class="skip" href="#main" { "To the page" }
            header class="top" {
                a class="brand" href=(visit.at("/", &[])) { img src="/assets/mark.svg" alt="" width="20" height="20"; " Chancery" }
                form class="find" action="/search" role="search" {
                    (lay::kept(visit, "/search"))
                    label class="hidden" for="q" { "Search reports and the record" }
                    input id="q" name="q" type="search" placeholder="Search" value=(visit.query.get("q").unwrap_or_default());
                    button { "Search" }
                }
                a class="keys" href="/keys" { "Keys" }
            }
            nav class="menu" aria-label="Pages" {
                ul {
                    @for entry in PAGES.iter().filter(|e| !e.name.is_empty() && shown(&visit.desk, e)) {
                        @let here = visit.path == entry.path || (visit.path == "/" && entry.path == "/changes");
                        li class=[GROUPS.contains(&entry.path).then_some("group")] {
                            a href=(visit.at(entry.path, &[])) data-key=(entry.key) aria-current=[here.then_some("page")] { (entry.name) }
                        }
                    }
                }
            }
            div class={ "sheet" @if beside.is_some() { " paired" } } {
                main id="main" tabindex="-1" {
                    (scope(visit, entry))
                    (stood(visit))
                    (body)
                    @if twins.clone().next().is_some() {
                        p class="twins" {
                            "This page as "
                            @for (n, form) in twins.enumerate() {
                                @if n > 0 { ", " }
                                a href=(visit.twin(form)) { (name(form)) }
                            }
                        }
                    }
                }
                @if let Some(beside) = beside {
                    aside id="beside" class="beside" aria-label="Evidence" {
                        a class="close" href=(visit.with("see", None)) { "Close" }
                        (beside)
                    }
                }
            }
        },
    )
}

/// What the page is about: which negotiation, where the record tells of any and the page is narrowed by it, and as of
/// which day.
fn scope(visit: &Visit, entry: &Entry) -> Markup {
    let chosen = visit.query.get("process");
    let mut known = visit.held.processes();
    known.extend(chosen.map(str::to_owned));
    let names = &visit.desk.engine().data().processes;
    let asks = entry.narrows() && !known.is_empty();
    let mut set: Vec<&str> = vec!["as_of", "see", "page"];
    set.extend(asks.then_some("process"));
    let others = visit.query.pairs().iter().filter(|(word, _)| !set.contains(&word.as_str()));
    html! {
        @if entry.words.contains(&"as_of") {
            form class="scope" action=(visit.path) {
                @for (word, value) in others { input type="hidden" name=(word) value=(value); }
                @if asks {
                    label { "Negotiation "
                        select name="process" {
                            option value="" { "all" }
                            @for key in &known {
                                option value=(key) selected[chosen == Some(key.as_str())] { (names.get(key).map_or(key.as_str(), |p| &p.name)) }
                            }
                        }
                    }
                }
                label { "As of "
                    input type="date" name="as_of" value=[visit.query.get("as_of").and_then(|moment| moment.get(..10))] max=(visit.desk.clock())
                        title="the record as the store stood at the end of a day";
                }
                button { "Show" }
            }
        }
    }
}

/// Says that the page shows a state that is past, and leads back.
fn stood(visit: &Visit) -> Markup {
    let Some(moment) = &visit.as_of else { return html! {} };
    let day = moment.get(..10).and_then(|day| day.parse().ok());
    let first = visit.held.record().reports.is_empty().then(|| visit.desk.first_added()).flatten();
    html! {
        p class="stood" role="note" {
            strong { "As the store stood " @if moment.ends_with("T23:59:59Z") { "on " } @else { "at " (moment.get(11..16).unwrap_or_default()) " UTC on " } (date_in_words(day)) }
            @if let Some(first) = &first {
                ": nothing was in it yet. The first report came on " (date_in_words(first.get(..10).and_then(|day| day.parse().ok())))
            }
            ". " span class="faint" { "What was added or decided later is not shown, and nothing can be decided here. " }
            a href=(visit.with("as_of", None)) { "Back to today" }
        }
    }
}

fn name(form: Form) -> &'static str {
    match form {
        Form::Html => "a page",
        Form::Json => "JSON",
        Form::Csv => "CSV",
        Form::Ics => "a calendar",
    }
}

/// Nothing is offered that would be refused.
fn shown(desk: &Desk, entry: &Entry) -> bool {
    entry.path != "/add" || !desk.settings().read_only
}

/// A page without a menu.
pub(crate) fn plain(title: &str, body: Markup) -> Markup {
    document(title, false, html! { div class="sheet alone" { main id="main" { (body) } } })
}

/// A refusal.
pub(crate) fn refusal(fault: &Fault) -> Markup {
    let title = match fault.status.as_u16() {
        404 => "Not there",
        409 => "Refused",
        500.. => "A fault",
        _ => "Not so",
    };
    plain(
        title,
        html! {
            h1 { (title) }
            p class="message" { (crate::told::told(&fault.message)) }
            p class="faint" { "Status " (fault.status.as_u16()) ", " (fault.code()) }
            p { a href="/" { "To the first page" } }
        },
    )
}

/// A whole document; `again` where it is to be loaded again by itself, which the script does better where there is one.
fn document(title: &str, again: bool, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if again { noscript { meta http-equiv="refresh" content="2"; } }
                title { (unmarked(title)) " · Chancery" }
                link rel="icon" href="/assets/mark.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/desk.css";
                script src="/assets/desk.js" defer {}
            }
            body { (body) }
        }
    }
}
