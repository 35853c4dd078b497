//! The reading page of a report: its text with what was read from it, and the lines of the record that rest on it.
//! A line leads to its words and words lead to their lines, by the address alone.

use chancery_model::ByteSpan;
use chancery_view::{Handle, ReadLine, ReadReport, TextPiece, date_in_words, find, reading};
use maud::{Markup, html};

use super::review;
use crate::answer::{Answer, Fault, Form};
use crate::lay::{capital, count, outward};
use crate::told::told;
use crate::visit::{Visit, to};

pub(crate) fn report(visit: &Visit) -> Result<Answer, Fault> {
    let Handle::Report(card) = find(&*visit.held, visit.id())? else {
        return Err(Fault::missing(format!("no report is called `{}`", visit.id())));
    };
    let report = visit.desk.look(|store| store.report(&card.id))?;
    let report = report.ok_or_else(|| Fault::missing(format!("no report is called `{}`", visit.id())))?;
    let read = reading(&*visit.held, card, &report);
    if visit.form == Form::Json {
        return Ok(Answer::Json(read.json()));
    }
    let lit = lit(visit, &read);
    let title = card.title.clone().unwrap_or_else(|| card.key.clone());
    let body = html! {
        article class="reading" {
            header {
                h1 { (told(&title)) }
                p class="about" {
                    @if let Some(outlet) = &card.outlet { (told(outlet)) ", " }
                    (date_in_words(card.published.edtf))
                    @if let Some(byline) = &card.byline { ", " (told(byline)) }
                    @if let Some(url) = &card.url { " · " (outward(url)) }
                    " · " a class="id" href=(visit.to("/show", card.id.short())) { (card.id.short()) }
                }
                (kinds(&read))
            }
            div class="pair" {
                div class="text" dir="auto" {
                    @for (aside, pieces) in stretches(&read.pieces) {
                        @if aside {
                            details class="chrome" {
                                summary { "Page furniture, of which nothing is read" }
                                @for piece in pieces { (told(&piece.text)) }
                            }
                        } @else { @for piece in pieces { (self::piece(visit, &read, piece, &lit)) } }
                    }
                }
                (margin(visit, &read, &lit))
            }
            (review::mark(visit, card))
        }
    };
    Ok(Answer::Page { title, body })
}

/// Page furniture longer than this is put aside, in bytes.
const ASIDE: usize = 240;

/// The text in stretches, each with whether it is long furniture.
fn stretches(pieces: &[TextPiece]) -> Vec<(bool, &[TextPiece])> {
    let furniture = |piece: &TextPiece| piece.chrome && piece.lines.is_empty();
    let blank = |piece: &TextPiece| piece.lines.is_empty() && piece.text.trim().is_empty();
    let mut stretches = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < pieces.len() {
        let run = pieces[at..].iter().take_while(|piece| furniture(piece) || blank(piece)).count();
        let length: usize = pieces[at..at + run].iter().filter(|p| furniture(p)).map(|p| p.text.len()).sum();
        if length > ASIDE {
            stretches.push((false, &pieces[from..at]));
            stretches.push((true, &pieces[at..at + run]));
            from = at + run;
        }
        at += run.max(1);
    }
    stretches.push((false, &pieces[from..]));
    stretches
}

/// What is to light up: the line or the words that the address names.
struct Lit {
    line: Option<String>,
    spans: Vec<ByteSpan>,
}

fn lit(visit: &Visit, read: &ReadReport) -> Lit {
    if let Some(line) = visit.query.get("line") {
        let spans = read.lines.iter().find(|l| l.id == line).map(|l| l.spans.clone()).unwrap_or_default();
        return Lit { line: Some(line.to_owned()), spans };
    }
    let text = read.text();
    let spans = visit.query.get("words").and_then(|words| stand(&text, words));
    Lit { line: None, spans: spans.into_iter().collect() }
}

/// Where words stand in a text, whatever blanks part them; of words that were cut, their beginning.
fn stand(text: &str, words: &str) -> Option<ByteSpan> {
    let words = words.trim_end_matches('…').trim();
    if let Some(at) = text.find(words) {
        return Some(ByteSpan::new(at, at + words.len()));
    }
    let mut parts = words.split_whitespace();
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    text.match_indices(first).find_map(|(at, _)| {
        let mut end = at + first.len();
        for part in &rest {
            let after = &text[end..];
            let next = after.trim_start();
            let next_at = end + after.len() - next.len();
            end = next.starts_with(part).then_some(next_at + part.len())?;
        }
        Some(ByteSpan::new(at, end))
    })
}

impl Lit {
    fn holds(&self, piece: &TextPiece) -> bool {
        self.spans.iter().any(|span| span.overlaps(piece.span))
    }

    fn begins(&self, piece: &TextPiece) -> bool {
        self.spans.first().is_some_and(|first| {
            piece.span.contains(ByteSpan::new(first.start(), first.start())) && first.start() < piece.span.end()
        })
    }
}

/// A piece of the text. Words found by the address may lie within one.
fn piece(visit: &Visit, read: &ReadReport, piece: &TextPiece, lit: &Lit) -> Markup {
    let strongest = piece.lines.iter().map(|n| &read.lines[*n]).min_by_key(|line| (rank(line.kind), line.left_out));
    let target = |line: &ReadLine| visit_line(visit, &line.id, &format!("l-{}", line.id));
    html! {
        @for n in &piece.begin { span id={ "w-" (read.lines[*n].id) } {} }
        @if lit.begins(piece) { span id="lit" {} }
        @match strongest {
            Some(line) => a href=(target(line)) class={ "read " (line.kind) @if piece.chrome { " chrome" } @if lit.holds(piece) && lit.line.is_some() { " lit" } } {
                mark { (within(piece, lit)) }
            },
            None if piece.chrome => span class="chrome" { (within(piece, lit)) },
            None => (within(piece, lit)),
        }
    }
}

/// The words of a piece, with those that the address names lit.
fn within(piece: &TextPiece, lit: &Lit) -> Markup {
    let Some(span) = lit.spans.iter().find(|span| span.overlaps(piece.span)).filter(|_| lit.line.is_none()) else {
        return told(&piece.text);
    };
    let from = span.start().max(piece.span.start()) - piece.span.start();
    let until = span.end().min(piece.span.end()) - piece.span.start();
    let (before, rest) = piece.text.split_at(from);
    let (words, after) = rest.split_at(until - from);
    html! { (told(before)) span class="lit" { (told(words)) } (told(after)) }
}

/// What shows where several things were read in the same words.
fn rank(kind: &str) -> usize {
    ["event", "pledge", "proposal", "position", "remark", "statement", "office"]
        .iter()
        .position(|k| *k == kind)
        .unwrap_or(9)
}

/// The address of this report with a line lit.
fn visit_line(visit: &Visit, line: &str, anchor: &str) -> String {
    format!("{}#{anchor}", visit.at(&to("/report", visit.id()), &[("line", line)]))
}

/// How much was read of each kind, as the key to the colours.
fn kinds(read: &ReadReport) -> Markup {
    let kinds = ["event", "position", "statement", "proposal", "pledge", "office", "remark"];
    let of = |kind: &str| read.lines.iter().filter(|line| line.kind == kind).count();
    html! {
        p class="tally" {
            @for kind in kinds { @if of(kind) > 0 { span class={ "key " (kind) } { (count(of(kind), kind)) } " " } }
            @if read.lines.is_empty() { span class="faint" { "nothing was read from it" } }
        }
    }
}

/// The lines that rest on this report, in order of the text.
fn margin(visit: &Visit, read: &ReadReport, lit: &Lit) -> Markup {
    html! {
        ol class="margin" aria-label="What was read from it" {
            @for line in &read.lines {
                @let on = lit.line.as_deref() == Some(line.id.as_str());
                li id={ "l-" (line.id) } class={ (line.kind) @if on { " lit" } @if line.left_out { " left" } } {
                    a href=(visit_line(visit, &line.id, &format!("w-{}", line.id))) { span class="key" { (capital(line.kind)) } " " (told(&line.says)) }
                    @if line.left_out { span class="faint" { " (not in the record)" } }
                    @if line.kind != "remark" && line.kind != "office" { " " a class="id" href=(visit.to("/show", &line.id)) { (line.id.get(..6).unwrap_or(&line.id)) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_across_lines_and_where_they_were_cut() {
        let text = "The envoys\n met in Bern. They left.";
        assert_eq!(stand(text, "envoys met in").map(|s| s.of(text)), Some("envoys\n met in"));
        assert_eq!(stand(text, "They…").map(|s| s.of(text)), Some("They"));
        assert!(stand(text, "They stayed").is_none());
    }
}
