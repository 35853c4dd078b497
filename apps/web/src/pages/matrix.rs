//! Issue by party, and one cell of it.

use chancery_model::{ActorId, Day, Edtf, RecordedPosition, Snapshot};
use chancery_view::format::csv;
use chancery_view::{
    Cell, Handle, Matrix, MatrixOptions, PositionFilter, Reading, Row, Stand, matrix as view, positions_json, show,
};
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::lay::{capital, count, head, id, kept, sections};
use crate::told::told;
use crate::visit::{Visit, to};

/// How many stances a cell shows; the rest are counted.
const SHOWN: usize = 2;

/// How many parties stand side by side unasked: those that are heard on most issues.
const PARTIES: usize = 8;

pub(crate) fn matrix(visit: &Visit) -> Result<Answer, Fault> {
    let options = MatrixOptions {
        on: visit.query.day("on")?,
        parties: visit.query.all("party").map(|id| ActorId(id.to_owned())).collect(),
    };
    let matrix = view(&*visit.held, &options);
    match visit.form {
        Form::Json => return Ok(Answer::Json(matrix.json())),
        Form::Csv => return Ok(Answer::Csv(csv::table(&matrix.sheet()))),
        Form::Html | Form::Ics => {}
    }
    let body = html! {
        (head("Matrix", "Where each party stands on each issue, in the words of the reports; an empty cell means that nothing was found, never that it is neutral"))
        (choice(visit, &matrix, options.on))
        @if matrix.issues.is_empty() { p class="empty" { "No party has a position on more than one issue." } }
        @else { (grid(visit, &matrix)) }
    };
    Ok(Answer::Page { title: "Matrix".to_owned(), body })
}

fn choice(visit: &Visit, matrix: &Matrix, on: Option<Day>) -> Markup {
    let newest = matrix.on.as_deref().and_then(|day| day.parse::<Day>().ok());
    let day = on.or(newest);
    let aside = |months: i32| day.and_then(|day| day.checked_add(jiff::Span::new().months(months)).ok());
    html! {
        form class="choose" action="/matrix" {
            label { "Stances as of " input type="date" name="on" value=[day.map(|day| day.to_string())]; }
            @for party in visit.query.all("party") { input type="hidden" name="party" value=(party); }
            (kept(visit, "/matrix"))
            button { "Show" }
            @if let Some(before) = aside(-1) { a href=(visit.with("on", Some(&before.to_string()))) { "a month before" } }
            @if on.is_some() { a href=(visit.with("on", None)) { "as of the newest" } }
            @if visit.query.has("party") { a href=(visit.with("party", None)) { "all parties" } }
        }
    }
}

/// The columns to show, those heard on most issues first.
fn columns(visit: &Visit, matrix: &Matrix) -> Vec<usize> {
    let heard = |n: usize| matrix.issues.iter().filter(|row| row.cells[n].is_some()).count();
    let mut columns: Vec<usize> = (0..matrix.parties.len()).collect();
    columns.sort_by_key(|n| std::cmp::Reverse(heard(*n)));
    if !visit.query.has("party") && !visit.query.has("all") {
        columns.truncate(PARTIES);
    }
    columns
}

fn grid(visit: &Visit, matrix: &Matrix) -> Markup {
    let on = matrix.on.as_deref().and_then(|day| day.parse().ok());
    let columns = columns(visit, matrix);
    let left = matrix.parties.len() - columns.len();
    let heard = |row: &&Row| columns.iter().any(|n| row.cells[*n].is_some());
    html! {
        @if left > 0 {
            p class="faint" { (columns.len()) " parties heard on most issues; " a href=(visit.with("all", Some("yes"))) { "show " (left) " more" } }
        }
        div class="wide" tabindex="0" role="region" aria-label="Issue by party" {
            table class="matrix" {
                thead {
                    tr {
                        th scope="col" { "Issue" }
                        @for party in columns.iter().map(|n| &matrix.parties[*n]) {
                            th scope="col" {
                                a href=(visit.to("/show", &party.id)) { (told(&party.name)) }
                                @if let Some(heard) = age(party.heard, on) { span class="age" { "heard " (heard) } }
                            }
                        }
                    }
                }
                tbody {
                    @for row in matrix.issues.iter().filter(heard) {
                        tr {
                            th scope="row" {
                                a href=(visit.at("/positions", &[("issue", &row.issue)])) { (capital(&row.issue.replace('-', " "))) }
                                @match row.reading {
                                    Reading::Apart => span class="stated apart" { "apart" },
                                    Reading::Compatible => span class="stated compatible" { "compatible" },
                                    Reading::Unknown => {},
                                }
                            }
                            @for (party, of) in columns.iter().map(|n| (&matrix.parties[*n], &row.cells[*n])) {
                                td { @match of {
                                    Some(cell) => (self::of(visit, &row.issue, &party.id, cell, on)),
                                    None => span class="nothing" title="nothing found" { "nothing found" },
                                } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn of(visit: &Visit, issue: &str, party: &str, cell: &Cell, on: Option<Day>) -> Markup {
    let more = cell.stands.len().saturating_sub(SHOWN);
    let on_day: Vec<(&str, &str)> = visit.query.get("on").map(|on| ("on", on)).into_iter().collect();
    html! {
        a class="cell" href=(visit.at(&to(&to("/matrix", issue), party), &on_day)) {
            @for stand in cell.stands.iter().take(SHOWN) { (self::stand(stand, on)) }
            @if more > 0 { span class="faint" { (more) " more" } }
        }
    }
}

fn stand(stand: &Stand, on: Option<Day>) -> Markup {
    let before: Vec<&str> = stand.before.iter().map(|s| s.as_str()).collect();
    html! {
        span class={ "stand " (stand.stance.as_str()) } {
            strong { (stand.stance.as_str()) }
            @if stand.red_line { " " span class="red-line" { "red line" } }
            @if stand.disputed { " " span class="disputed" { "reports differ" } }
            " " (told(&cut(&stand.proposition)))
            @if !before.is_empty() { span class="faint" { " — earlier " (before.join(", ")) } }
            @if let Some(age) = age(stand.learned, on) { span class="age" { (age) } }
        }
    }
}

/// How long ago, as of a day.
fn age(learned: Option<Edtf>, on: Option<Day>) -> Option<String> {
    let days = learned?.last_day()?.until((jiff::Unit::Day, on?)).ok()?.get_days();
    Some(match days {
        ..=0 => "today".to_owned(),
        1 => "a day ago".to_owned(),
        2..=59 => format!("{days} days ago"),
        60..=729 => format!("{} months ago", days / 30),
        _ => format!("{} years ago", days / 365),
    })
}

/// The opening of long words.
fn cut(words: &str) -> String {
    const MOST: usize = 64;
    match words.char_indices().nth(MOST) {
        None => words.to_owned(),
        Some((end, _)) => format!("{}…", words[..end].rsplit_once(' ').map_or(&words[..end], |(whole, _)| whole)),
    }
}

/// Where one party stands on one issue.
pub(crate) fn cell(visit: &Visit) -> Result<Answer, Fault> {
    let [issue, party] = &visit.named[..] else { return Err(Fault::missing("there is no such cell")) };
    let of = |p: &&RecordedPosition| p.value.issue == *issue && p.value.holder.actor.id.0 == *party;
    let positions: Vec<&RecordedPosition> = visit.held.record().positions.iter().filter(of).collect();
    let Some(first) = positions.first() else {
        return Err(Fault::missing(format!("nothing was found of `{party}` on `{issue}`")));
    };
    if visit.form == Form::Json {
        let filter =
            PositionFilter { issue: Some(issue.clone()), holder: Some(party.clone()), ..PositionFilter::default() };
        return Ok(Answer::lines(&positions_json(&*visit.held, &filter)));
    }
    let name = &first.value.holder.actor.name;
    let title = format!("{name} on {}", issue.replace('-', " "));
    let body = html! {
        p class="up" { a href=(visit.at("/matrix", &[])) { "Matrix" } }
        (head(&title, &count(positions.len(), "position")))
        @for position in positions {
            article class="position" {
                h2 {
                    span class={ "stand " (position.value.stance.as_str()) } { (position.value.stance.as_str()) }
                    " " (told(&position.value.proposition))
                    " " (id(visit, &position.id.0))
                }
                (sections(visit, &show(&*visit.held, Handle::Position(position))))
            }
        }
    };
    Ok(Answer::Page { title, body })
}
