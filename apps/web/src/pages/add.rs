//! Adding reports: dropped, pasted, by file, or out of folders that are watched.

use serde::Serialize;

use chancery_view::format::json;
use maud::{Markup, html};

use super::intake::{Became, Told, counts, refused};
use crate::answer::{Answer, Fault, Form};
use crate::intake::{Intake, Phase, Seen, Watched};
use crate::lay::{count, head};
use crate::routes::REPORTS;
use crate::told::told;
use crate::visit::{Visit, to};

/// How many of the last additions are listed.
const LAST: usize = 10;

pub(crate) fn add(visit: &Visit) -> Result<Answer, Fault> {
    let intakes = visit.desk.intakes().all();
    if visit.form == Form::Json {
        let folders = visit.desk.watched().iter().map(|watched| Folder::of(watched, watched.seen())).collect();
        let intakes = intakes.iter().map(|intake| Told::of(intake, &intake.progress())).collect();
        return Ok(Answer::Json(json::line(&Page { folders, intakes })));
    }
    let live = !visit.desk.watched().is_empty() || intakes.iter().any(|intake| intake.progress().phase != Phase::Done);
    let body = html! {
        (head("Add reports", "Articles, readouts, saved pages, feeds: what is added is read, and kept as it came"))
        @if visit.desk.settings().read_only { p class="empty" { "This desk is for reading only." } } @else { (form(visit)) }
        div id="coming" data-live=[live.then_some("/add.json")] {
            @for watched in visit.desk.watched() { (folder(watched, &watched.seen())) }
            (last(&intakes))
        }
    };
    Ok(Answer::Page { title: "Add reports".to_owned(), body })
}

fn form(visit: &Visit) -> Markup {
    html! {
        form class="add" method="post" action="/add" enctype="multipart/form-data" data-most=(REPORTS) {
            input type="hidden" name="pass" value=(visit.desk.pass());
            fieldset class="files" {
                legend { "Files" }
                label { "Text, Markdown, saved pages, mail, Word, PDF, web archives, JSON Lines, and saved feeds (RSS, Atom, JSON Feed) " input type="file" name="file" multiple; }
                p class="faint scripted" { "Choose them, or drop them anywhere on this page." }
                p class="faint" { "Of a feed, each entry is a report, with the day that it tells. 16 MB at most at once." }
                ul class="chosen lines" aria-live="polite" {}
            }
            fieldset {
                legend { "Or paste a report" }
                label { "Text " textarea name="text" rows="8" {} }
                div class="row" {
                    label { "Headline " input name="title"; }
                    label { "Outlet " input name="outlet"; }
                    label { "Published " input name="published" placeholder="2025-12-08"; }
                    label { "Address " input name="url" type="url"; }
                }
            }
            button class="main" { "Add" }
        }
    }
}

/// A folder that is watched: when it was last looked at, and what came of it.
fn folder(watched: &Watched, seen: &Seen) -> Markup {
    html! {
        section class="folder" {
            h2 { "Watched folder " code { (told(&watched.folder.display().to_string())) } }
            p class="about" {
                "What is put there is added once it has stopped growing. "
                @match seen.looked.as_deref().and_then(clock) {
                    Some(at) => { "Last looked at " (at) " UTC: " (count(seen.files, "report file")) },
                    None => "Not looked at yet",
                }
                @if seen.growing > 0 { ", " (seen.growing) " not whole yet" }
                "."
                @if let Some(id) = &seen.reading { " " a href=(to("/intake", id)) { "Being read now" } "." }
            }
            @if let Some(fault) = &seen.fault { p class="message refused" { (told(fault)) } }
            (counts(&seen.tally))
            (refused(&seen.tally.problems))
            @if !seen.others.is_empty() {
                p class="faint" { (count(seen.others.len(), "file")) " of other kinds left alone: " (told(&some(&seen.others))) }
            }
        }
    }
}

/// How many names are told.
const NAMED: usize = 5;

fn some(names: &[String]) -> String {
    let more = if names.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(NAMED)].join(", "))
}

/// The time of day of a moment.
fn clock(moment: &str) -> Option<&str> {
    moment.get(11..19)
}

/// What was added lately.
fn last(intakes: &[std::sync::Arc<Intake>]) -> Markup {
    html! {
        @if !intakes.is_empty() {
            section {
                h2 { "Added lately" }
                ul class="lines" {
                    @for intake in intakes.iter().take(LAST) {
                        @let progress = intake.progress();
                        li class="line" {
                            a href=(to("/intake", &intake.id)) { (clock(&intake.begun).unwrap_or_default()) " UTC" }
                            @if let Some(folder) = &intake.folder { " from " code { (told(&folder.display().to_string())) } }
                            ": "
                            @match progress.phase {
                                Phase::Waiting => "waiting",
                                Phase::Reading | Phase::Recording => { (progress.done) " of " (progress.total) " read" },
                                Phase::Done => { (count(progress.done, "report")) " read, " (progress.tally.new) " added" },
                            }
                            @if !progress.tally.problems.is_empty() { span class="refused" { ", " (progress.tally.problems.len()) " refused" } }
                            @if progress.fault.is_some() { span class="refused" { ", ended before its end" } }
                        }
                    }
                }
            }
        }
    }
}

/// The page for programs.
#[derive(Serialize)]
struct Page {
    folders: Vec<Folder>,
    intakes: Vec<Told>,
}

/// A folder for programs.
#[derive(Serialize)]
struct Folder {
    folder: String,
    looked: Option<String>,
    files: usize,
    growing: usize,
    others: Vec<String>,
    #[serde(flatten)]
    became: Became,
    reading: Option<String>,
    fault: Option<String>,
}

impl Folder {
    fn of(watched: &Watched, seen: Seen) -> Self {
        Self {
            folder: watched.folder.display().to_string(),
            looked: seen.looked,
            files: seen.files,
            growing: seen.growing,
            others: seen.others,
            became: Became::of(&seen.tally),
            reading: seen.reading,
            fault: seen.fault,
        }
    }
}
