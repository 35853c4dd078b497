//! Pieces that many pages are made of: lines of a page, quotations that lead to their words, events, tables.

use chancery_model::{Actor, Snapshot};
use chancery_view::{Line, Mark, Occasion, Page, Source, Who, Worded};
pub(crate) use chancery_view::{counted as count, opened as capital};
use maud::{Markup, html};

use crate::told::{plain, told, web};
use crate::visit::{Visit, to};

/// The head of a page: its title, what it covers.
pub(crate) fn head(title: &str, about: &str) -> Markup {
    html! {
        h1 { (told(title)) }
        @if !about.is_empty() { p class="about" { (told(about)) } }
    }
}

/// What a form that asks another page keeps of this page's address.
pub(crate) fn kept(visit: &Visit, path: &str) -> Markup {
    html! { @for (word, value) in visit.kept(path) { input type="hidden" name=(word) value=(value); } }
}

/// How many lines of a section, and events of a list, a page shows; its JSON has all of them.
pub(crate) const MOST: usize = 150;

/// Says that there is more than is shown.
pub(crate) fn further(all: usize, shown: usize) -> Markup {
    html! {
        @if all > shown { p class="faint" { (all - shown) " more; narrow the page, or take it in another form" } }
    }
}

/// The sections of a page of lines.
pub(crate) fn sections(visit: &Visit, page: &Page) -> Markup {
    html! {
        @for section in &page.sections {
            section {
                h2 { (told(&section.title)) }
                ul class="lines" { @for line in section.lines.iter().take(MOST) { (self::line(visit, line)) } }
                (further(section.lines.len(), MOST))
                @if !section.more.is_empty() { p class="faint" { (told(&section.more)) } }
            }
        }
    }
}

/// A line with its sources, and what stands under it.
pub(crate) fn line(visit: &Visit, line: &Line) -> Markup {
    let from = line.sources.first();
    html! {
        li class="line" {
            @for piece in &line.pieces {
                @match piece.mark {
                    Mark::Plain => (told(&piece.text)),
                    Mark::Strong => strong { (told(&piece.text)) },
                    Mark::Faint => span class="faint" { (told(&piece.text)) },
                    Mark::Quote => (quote(visit, &piece.text, from)),
                    Mark::Words => (told(&piece.text)),
                    Mark::Hit => mark { (told(&piece.text)) },
                }
            }
            @if !line.sources.is_empty() || !line.weight.is_empty() || !line.id.is_empty() {
                " "
                span class="from" {
                    @for source in &line.sources { (self::source(visit, source)) " " }
                    @if !line.weight.is_empty() { span class="weight" { (told(&line.weight)) } " " }
                    @if !line.id.is_empty() { (id(visit, &line.id)) }
                }
            }
            @if !line.under.is_empty() { ul { @for under in &line.under { (self::line(visit, under)) } } }
        }
    }
}

/// The id of a line: everything about it, and its evidence beside this page.
pub(crate) fn id(visit: &Visit, id: &str) -> Markup {
    html! {
        a class="id" href=(visit.to("/show", id)) { (plain(id)) }
        " "
        a class="see" href={ (visit.with("see", Some(id))) "#beside" } aria-label={ "why " (plain(id)) } { "why" }
    }
}

/// A report as a source.
fn source(visit: &Visit, source: &Source) -> Markup {
    html! {
        a class="source" href=(visit.to("/report", &source.report)) title=[source.title.as_deref().map(plain)] {
            (told(&source.label)) ", " (source.date)
        }
    }
}

/// Exact words, leading to where they stand in their report.
fn quote(visit: &Visit, exact: &str, from: Option<&Source>) -> Markup {
    match from {
        Some(source) => words(visit, exact, &source.report, &format!("{}, {}", source.label, source.date)),
        None => html! { q dir="auto" class=[exact.contains(['"', '“', '”']).then_some("single")] { (told(exact)) } },
    }
}

/// Exact words of a report; `cite` is what to cite them with.
pub(crate) fn words(visit: &Visit, exact: &str, report: &str, cite: &str) -> Markup {
    html! {
        a class="words" href=(at_words(visit, report, exact)) {
            q dir="auto" class=[exact.contains(['"', '“', '”']).then_some("single")] data-cite={ (plain(cite)) " (report " (plain(report)) ")" } { (told(exact)) }
        }
    }
}

/// Where words stand in a report.
pub(crate) fn at_words(visit: &Visit, report: &str, exact: &str) -> String {
    format!("{}#lit", visit.at(&to("/report", report), &[("words", exact)]))
}

/// Words with their source behind them.
pub(crate) fn worded(visit: &Visit, of: &Worded) -> Markup {
    html! {
        (words(visit, &of.exact, &of.report, &format!("{}, {}", of.label, of.published)))
        " "
        span class="from" {
            a class="source" href=(visit.to("/report", &of.report)) { (told(&of.label)) ", " (of.published) }
        }
    }
}

/// An event of a list.
pub(crate) fn occasion(visit: &Visit, of: &Occasion) -> Markup {
    html! {
        li class={ "line occasion " (of.status) } id=(of.short) {
            p class="what" {
                span class="day" { (capital(&of.day)) @if of.date.is_none() { @if let Some(when) = &of.when { " (“" (told(when)) "”)" } } }
                " "
                (status(of))
                " "
                a class="kind" href=(visit.to("/show", &of.id)) { (capital(&of.kind.replace(['-', '_'], " "))) }
                @if let Some(place) = &of.place { " in " span class="place" { (told(place)) } }
                @if let Some(outcome) = &of.outcome { span class="faint" { ", " (outcome) } }
            }
            @if !(of.actors.is_empty() && of.recipients.is_empty() && of.mediators.is_empty()) {
                p class="who" {
                    (people(visit, &of.actors))
                    @if !of.recipients.is_empty() { span class="faint" { " → " } (people(visit, &of.recipients)) }
                    @if !of.mediators.is_empty() { span class="faint" { " through " } (people(visit, &of.mediators)) }
                }
            }
            @if let Some(words) = &of.words { p class="said" { (worded(visit, words)) } }
            p class="from" {
                span class="weight" { (weight(of)) }
                @if !of.issues.is_empty() { " · " (of.issues.join(", ").replace('-', " ")) }
                @if let Some(whole) = &of.part_of { " · part of " a class="id" href=(visit.to("/show", whole)) { (whole.get(..6).unwrap_or(whole)) } }
                " · " (id(visit, &of.short))
            }
        }
    }
}

/// How far an event has come, as a word with a shape of its own.
pub(crate) fn status(of: &Occasion) -> Markup {
    html! {
        span class={ "status " (of.status) } { (of.status) }
        @if of.overdue { " " span class="status overdue" { "overdue" } }
        @if !of.earlier.is_empty() { " " span class="faint" { "earlier " (of.earlier.join(", ")) } }
    }
}

fn weight(of: &Occasion) -> String {
    let both = if of.both_sides { ", told by both sides" } else { "" };
    let background = if of.background { ", as background" } else { "" };
    format!("{}, {}{both}{background}", count(of.reports, "report"), count(of.origins, "origin"))
}

/// People with whom they act for, each leading to a page of their own.
pub(crate) fn people(visit: &Visit, who: &[Who]) -> Markup {
    html! {
        @for (n, one) in who.iter().enumerate() {
            @if n > 0 { ", " }
            a class="actor" href=(visit.to("/show", &one.id)) { (told(&one.name)) }
            @if let Some(acts_for) = &one.acts_for { span class="faint" { " (" (told(acts_for)) ")" } }
            @if let Some(attendance) = one.attendance { span class="faint" { " (" (attendance) ")" } }
        }
    }
}

/// An actor's name, leading to his page where the record has one: whom somebody acts for may do nothing himself.
pub(crate) fn named(visit: &Visit, id: &str, name: &str) -> Markup {
    let here = visit.held.record().actors.iter().any(|actor| actor.actor.id.0 == id);
    html! { @if here { a class="actor" href=(visit.to("/show", id)) { (told(name)) } } @else { (told(name)) } }
}

/// A link that leads out, where a report gives one.
pub(crate) fn outward(url: &str) -> Markup {
    html! {
        @match web(url) {
            Some(address) => a href=(address) rel="noreferrer noopener external" { (told(url)) },
            None => (told(url)),
        }
    }
}

/// Links to the stretches of a long list.
pub(crate) fn stretches(visit: &Visit, page: usize, pages: usize) -> Markup {
    let link = |n: usize, label: &str| html! { a href=(visit.with("page", Some(&n.to_string()))) { (label) } };
    html! {
        @if pages > 1 {
            nav class="stretches" aria-label="Stretches of the list" {
                @if page > 1 { (link(page - 1, "Before")) " " }
                span { "Page " (page) " of " (pages) }
                @if page < pages { " " (link(page + 1, "After")) }
            }
        }
    }
}

/// On a page about one actor: ways to everything about it, and to the same page of the whole record.
pub(crate) fn around(visit: &Visit, actor: &Actor) -> Markup {
    html! {
        a href=(visit.to("/show", &actor.id.0)) { "All about " (told(&actor.name)) }
        a href=(visit.with("party", None)) { "The whole record" }
    }
}
