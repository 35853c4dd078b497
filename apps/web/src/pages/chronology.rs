//! The chronology, as a list or as a line of time, with what it can be narrowed by.

use chancery_model::{Snapshot, Status};
use chancery_view::format::csv;
use chancery_view::{
    Chronology, ChronologyFilter, Facet, Filter, chronology as view, chronology_json, chronology_sheet, date_in_words,
};
use maud::{Markup, html};

use super::timeline::timeline;
use crate::answer::{Answer, Fault, Form};
use crate::lay::{capital, count, head, occasion, stretches};
use crate::told::told;
use crate::visit::{Query, Visit};

/// How many events a stretch of the list has.
const SIZE: usize = 60;

/// Words of the address that narrow the list, with what people call them.
const NARROWED: [(&str, &str); 10] = [
    ("party", "with"),
    ("with", "and with"),
    ("kind", "kind"),
    ("status", "status"),
    ("place", "in"),
    ("issue", "about"),
    ("process", "of"),
    ("on", "on"),
    ("since", "learned since"),
    ("until", "learned by"),
];

pub(crate) fn chronology(visit: &Visit) -> Result<Answer, Fault> {
    let filter = filter(&visit.query)?;
    match visit.form {
        Form::Json => return Ok(Answer::Json(chronology_json(&*visit.held, &filter))),
        Form::Csv => return Ok(Answer::Csv(csv::table(&chronology_sheet(&*visit.held, &filter)))),
        Form::Html | Form::Ics => {}
    }
    let drawn = visit.query.get("view") == Some("timeline");
    let filter = if drawn { ChronologyFilter { size: 0, newest: false, ..filter } } else { filter };
    let chronology = view(&*visit.held, &filter);
    let body = html! {
        (head("Chronology", &count(chronology.total, "event")))
        nav class="choices" aria-label="How to show it" {
            a href=(visit.with("view", None)) aria-current=[(!drawn).then_some("true")] { "List" }
            a href=(visit.with("view", Some("timeline"))) aria-current=[drawn.then_some("true")] { "Timeline" }
            a class="narrower" href="#narrow" { "Narrow" }
            @if !drawn {
                @let oldest = visit.query.get("order") == Some("oldest");
                a href=(visit.with("order", if oldest { None } else { Some("oldest") })) { @if oldest { "Newest first" } @else { "Oldest first" } }
            }
        }
        (narrowed(visit))
        div class="narrowing" {
            (facets(visit, &chronology))
            div {
                @if chronology.events.is_empty() { p class="empty" { "Nothing found." } }
                @else if drawn { (timeline(visit, &chronology)) }
                @else { (list(visit, &chronology)) }
            }
        }
    };
    Ok(Answer::Page { title: "Chronology".to_owned(), body })
}

fn filter(query: &Query) -> Result<ChronologyFilter, Fault> {
    use Status::{Cancelled, Denied, Held, Ongoing, Planned, Proposed};
    let all = [Proposed, Planned, Ongoing, Held, Cancelled, Denied];
    let status = query.read("status", "a status", |text| all.into_iter().find(|s| s.as_str() == text))?;
    Ok(ChronologyFilter {
        events: Filter {
            kind: query.text("kind"),
            status,
            actor: query.text("party"),
            since: query.day("since")?,
            until: query.day("until")?,
            on: query.date("on")?,
        },
        with: query.text("with"),
        place: query.text("place"),
        issue: query.text("issue"),
        process: query.text("process"),
        origins: query.number("origins")?.unwrap_or(0),
        newest: query.get("order") != Some("oldest"),
        page: query.number("page")?.unwrap_or(1),
        size: SIZE,
    })
}

/// What the list is narrowed by, each to be taken off.
fn narrowed(visit: &Visit) -> Markup {
    let here: Vec<_> = NARROWED.iter().filter_map(|(name, says)| Some((name, says, visit.query.get(name)?))).collect();
    let origins = visit.query.get("origins");
    html! {
        @if !here.is_empty() || origins.is_some() {
            p class="narrowed" {
                "Only "
                @for (name, says, value) in &here {
                    a href=(visit.with(name, None)) title="take this off" { (says) " " strong { (told(value)) } span aria-hidden="true" { " ×" } } " "
                }
                @if let Some(origins) = origins {
                    a href=(visit.with("origins", None)) title="take this off" { "of at least " strong { (told(origins)) } " origins" span aria-hidden="true" { " ×" } }
                }
            }
        }
    }
}

fn facets(visit: &Visit, chronology: &Chronology) -> Markup {
    html! {
        div class="facets" id="narrow" {
            form class="choose" action="/chronology" {
                @for (name, value) in visit.query.pairs().iter().filter(|(name, _)| !["on", "page", "see"].contains(&name.as_str())) {
                    input type="hidden" name=(name) value=(value);
                }
                label { "On " input name="on" placeholder="2025-12, 2025-12-01/2025-12-08" value=[visit.query.get("on")]; }
                button { "Show" }
            }
            @for facet in &chronology.facets { (self::facet(visit, facet)) }
            @if !visit.query.has("origins") { p { a href=(visit.with("origins", Some("2"))) { "Told by two origins or more" } } }
        }
    }
}

/// How many values of a property stand open.
const OPEN: usize = 6;

fn facet(visit: &Visit, facet: &Facet) -> Markup {
    let value = |v: &chancery_view::FacetValue| {
        html! {
            li { a href=(visit.with(facet.name, Some(&v.value))) { (told(&v.label)) } " " span class="faint" { (v.count) } }
        }
    };
    html! {
        @if !visit.query.has(facet.name) {
            details open[facet.values.len() <= OPEN || facet.name == "status" || facet.name == "kind"] {
                summary { (capital(facet.name)) " " span class="faint" { (facet.values.len()) } }
                ul { @for v in &facet.values { (value(v)) } }
            }
        }
    }
}

/// The list, with a heading for each month and a line where today is.
fn list(visit: &Visit, chronology: &Chronology) -> Markup {
    let month = |first: &Option<String>| first.as_ref().and_then(|day| day.get(..7)).unwrap_or("Undated").to_owned();
    let mut groups: Vec<(String, Vec<&chancery_view::Occasion>)> = Vec::new();
    for event in &chronology.events {
        let of = month(&event.first.clone().or(event.last.clone()));
        match groups.last_mut() {
            Some((last, events)) if *last == of => events.push(event),
            _ => groups.push((of, vec![event])),
        }
    }
    let now = visit.held.record().now.map(|day| day.to_string());
    html! {
        (stretches(visit, chronology.page, chronology.pages))
        @for (month, events) in &groups {
            section class="month" {
                h2 { (spoken(month)) }
                ul class="lines" {
                    @for (n, event) in events.iter().enumerate() {
                        @if crosses(n.checked_sub(1).map(|n| events[n]), event, now.as_deref()) {
                            li class="today" { span { "Today, " (date_in_words(now.as_deref().and_then(|day| day.parse().ok()))) } }
                        }
                        (occasion(visit, event))
                    }
                }
            }
        }
        (stretches(visit, chronology.page, chronology.pages))
    }
}

/// Whether today lies between two events that follow each other.
fn crosses(before: Option<&chancery_view::Occasion>, event: &chancery_view::Occasion, now: Option<&str>) -> bool {
    let ahead = |e: &chancery_view::Occasion| Some(e.first.as_deref()? > now?);
    match (before.and_then(ahead), ahead(event)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}

/// "2025-12" as people say it.
fn spoken(month: &str) -> String {
    month.parse().map_or_else(|_| month.to_owned(), |month| date_in_words(Some(month)))
}
