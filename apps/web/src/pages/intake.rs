//! How far reports that were sent have come, and what became of them.

use serde::Serialize;

use chancery_engine::Tally;
use chancery_view::format::json;
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::intake::{Collection, Intake, Phase, Progress};
use crate::lay::{count, head};
use crate::told::told;
use crate::visit::{Visit, to};

pub(crate) fn intake(visit: &Visit) -> Result<Answer, Fault> {
    let gone = || Fault::missing("the desk remembers no such addition; it was opened since, or many came after it");
    let intake = visit.desk.intakes().get(visit.id()).ok_or_else(gone)?;
    let progress = intake.progress();
    if visit.form == Form::Json {
        return Ok(Answer::Json(json::line(&Told::of(&intake, &progress))));
    }
    let over = progress.phase == Phase::Done;
    let body = html! {
        (head("Add reports", ""))
        div id="intake" data-live=[(!over).then(|| format!("{}.json", to("/intake", &intake.id)))] aria-live="polite" {
            (bar(&progress))
            (counts(&progress.tally))
            (collections(&progress.collections))
            @if !progress.tally.problems.is_empty() { section { h2 { "Refused" } (refused(&progress.tally.problems)) } }
            @if let Some(fault) = &progress.fault { p class="message refused" { "It ended before its end: " (told(fault)) } }
            @if over && progress.tally.undated > 0 {
                p class="message" { (count(progress.tally.undated, "report")) " without a day of publication: days like “Monday” stay open there. Set the day on the report's page." }
            }
        }
        @if over {
            p { a href="/changes?by=added" { "What changed" } " · " a href="/reports" { "Reports" } " · " a href="/add" { "Add more" } }
        } @else {
            p class="faint" { "What has been read is in the record already, and the desk can be used meanwhile; this page follows by itself." }
        }
    };
    Ok(Answer::Page { title: "Add reports".to_owned(), body })
}

/// How many of how many are read.
fn bar(progress: &Progress) -> Markup {
    let (done, total) = (progress.done.min(progress.total), progress.total);
    html! {
        p class="progress" {
            @match progress.phase {
                Phase::Waiting => "Others are being read; these wait for their turn.",
                Phase::Reading => { strong { (done) " of " (total) } " read" },
                Phase::Recording => { strong { (done) " of " (total) } " read; the record is being made of them" },
                Phase::Done => { strong { (count(done, "report")) } " read" },
            }
            @if progress.phase != Phase::Done { " " progress max=(total.max(1)) value=(done) aria-label="Reports read" {} }
        }
    }
}

/// What became of reports, in numbers.
pub(super) fn counts(tally: &Tally) -> Markup {
    let told_of = [
        (tally.new, "added"),
        (tally.known, "known already"),
        (tally.same_text, "kept as a copy of one with the same text"),
        (tally.reread, "read anew"),
    ];
    let some: Vec<_> = told_of.into_iter().filter(|(n, _)| *n > 0).collect();
    html! {
        @if !some.is_empty() || !tally.problems.is_empty() {
            p class="tally" {
                @for (n, what) in some { span { strong { (count(n, "report")) } " " (what) } " " }
                @if !tally.problems.is_empty() { span class="refused" { strong { (tally.problems.len()) } " refused" } }
            }
        }
    }
}

/// Feeds, archives and files of several reports, with what became of each.
fn collections(all: &[Collection]) -> Markup {
    html! {
        @if !all.is_empty() {
            section {
                h2 { "Feeds and files of several reports" }
                ul class="lines" {
                    @for one in all {
                        li class="line" {
                            strong { (told(&one.name)) }
                            span class="faint" { ", " (one.kind) @if let Some(outlet) = &one.outlet { " of " (told(outlet)) } ": " }
                            (count(one.reports + one.tally.problems.len(), entry(one)))
                            (parts(&one.tally))
                        }
                    }
                }
            }
        }
    }
}

/// What one report of a collection is called.
fn entry(of: &Collection) -> &'static str {
    if of.kind == "feed" { "entry" } else { "report" }
}

fn parts(tally: &Tally) -> Markup {
    let parts = [
        (tally.new, "added"),
        (tally.known, "known already"),
        (tally.same_text, "kept as copies"),
        (tally.reread, "read anew"),
        (tally.problems.len(), "refused"),
    ];
    html! { @for (n, what) in parts.iter().filter(|(n, _)| *n > 0) { ", " (n) " " (what) } }
}

/// How many refusals are shown.
const REFUSED: usize = 50;

/// What could not be read, and why.
pub(super) fn refused(problems: &[String]) -> Markup {
    html! {
        ul class="lines" { @for problem in problems.iter().take(REFUSED) { li class="line refused" { (told(problem)) } } }
        @if problems.len() > REFUSED { p class="faint" { (problems.len() - REFUSED) " more" } }
    }
}

/// An intake for programs.
#[derive(Serialize)]
pub(super) struct Told {
    id: String,
    folder: Option<String>,
    begun: String,
    state: &'static str,
    done: usize,
    total: usize,
    #[serde(flatten)]
    became: Became,
    collections: Vec<ToldCollection>,
    fault: Option<String>,
}

/// What became of reports.
#[derive(Serialize)]
pub(super) struct Became {
    added: usize,
    known: usize,
    copies: usize,
    reread: usize,
    undated: usize,
    refused: Vec<String>,
}

#[derive(Serialize)]
struct ToldCollection {
    name: String,
    kind: &'static str,
    outlet: Option<String>,
    reports: usize,
    #[serde(flatten)]
    became: Became,
}

impl Became {
    pub(super) fn of(tally: &Tally) -> Self {
        let Tally { new, known, same_text, reread, undated, problems } = tally.clone();
        Self { added: new, known, copies: same_text, reread, undated, refused: problems }
    }
}

impl Told {
    pub(super) fn of(intake: &Intake, progress: &Progress) -> Self {
        let collection = |of: &Collection| ToldCollection {
            name: of.name.clone(),
            kind: of.kind,
            outlet: of.outlet.clone(),
            reports: of.reports,
            became: Became::of(&of.tally),
        };
        Self {
            id: intake.id.clone(),
            folder: intake.folder.as_ref().map(|folder| folder.display().to_string()),
            begun: intake.begun.clone(),
            state: progress.phase.as_str(),
            done: progress.done,
            total: progress.total,
            became: Became::of(&progress.tally),
            collections: progress.collections.iter().map(collection).collect(),
            fault: progress.fault.clone(),
        }
    }
}
