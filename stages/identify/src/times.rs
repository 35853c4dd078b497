//! All expressions of time of a report, fixed one after the other: each knows the day it is told
//! from, the time told before it, and whether it lies ahead or behind.

use std::collections::BTreeSet;

use chancery_data::Data;
use chancery_model::{ByteSpan, Day, Document, Edtf, Findings, StatementFinding, TimeFinding, TimeKind};

use crate::direction::{Direction, direction};
use crate::when::{Fixed, From, Standpoint, fix};

/// How many tokens may stand between a word of saying and its day: "said in a statement on Friday".
const NEAR_SAYING: usize = 6;

/// Times told before another, by index.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    any: Option<usize>,
    day: Option<usize>,
    quarter: Option<usize>,
}

/// The times of a document, in order of the text.
pub(crate) fn times(data: &Data, document: &Document<'_>, findings: &Findings) -> Vec<Fixed> {
    let today = document.report.published.edtf.and_then(Edtf::single_day);
    // A time that an event to come has taken lies ahead with it; of others the tree tells, if it can.
    let of_events = |ahead: bool| -> BTreeSet<usize> {
        findings.events.iter().filter(|e| e.status.is_ahead() == ahead).filter_map(|e| e.time).collect()
    };
    let (ahead, held) = (of_events(true), of_events(false));
    let directions: Vec<Direction> = (0..findings.times.len())
        .map(|i| {
            if is_entry(data, document, findings.times[i].span) {
                return Direction::Near;
            }
            if is_later_yesterday(data, document, today, &findings.times[i]) {
                return Direction::Back;
            }
            let untold = if held.contains(&i) { Direction::Back } else { Direction::Near };
            let by_tree = || direction(data, document, findings.times[i].span);
            if ahead.contains(&i) && !held.contains(&i) { Direction::Ahead } else { by_tree().unwrap_or(untold) }
        })
        .collect();
    let sentence = |i: usize| document.sentence_at(findings.times[i].span.start());
    let read = |i: usize, from: From, before: Before, fixed: &[Fixed]| {
        let time = &findings.times[i];
        let near = before.any.is_some_and(|before| sentence(before) == sentence(i));
        let told = |before: Option<usize>| before.map(|before| &fixed[before]);
        let (direction, day, quarter) = (directions[i], told(before.day), told(before.quarter));
        fix(
            &time.value,
            document.text(time.span),
            &Standpoint { from, told: told(before.any), near, day, quarter, direction },
        )
    };
    let mut fixed: Vec<Fixed> = Vec::new();
    let mut before: Vec<Before> = vec![Before::default()];
    for i in 0..findings.times.len() {
        let mut last = before[i];
        let one = read(i, From::Report(today), last, &fixed);
        // What is looked back at or compared with is not what is spoken of next: "the day before".
        let aside = match findings.times[i].value {
            TimeKind::SamePeriod { .. } => true,
            TimeKind::Told { by, .. } => by < 0,
            _ => false,
        };
        if one.edtf.is_some() && !aside {
            last.any = Some(i);
            last.day = if one.day().is_some() { Some(i) } else { last.day };
            last.quarter = if one.is_quarter() { Some(i) } else { last.quarter };
        }
        before.push(last);
        fixed.push(one);
    }
    // What is told without marks is told by the report's own clock.
    for statement in findings.statements.iter().filter(|s| s.quotation.is_some()) {
        let Some(day) = spoken(document, findings, statement, &fixed).filter(|day| Some(*day) != today) else {
            continue;
        };
        for i in 0..findings.times.len() {
            if statement.content.iter().any(|piece| piece.contains(findings.times[i].span)) {
                fixed[i] = read(i, From::Speech(day), before[i], &fixed);
            }
        }
    }
    fixed
}

/// Whether a day opens an entry of a list of days: "**March 3:** Lula meets Modi".
fn is_entry(data: &Data, document: &Document<'_>, time: ByteSpan) -> bool {
    let Some(sentence) = document.sentence_at(time.start()) else { return false };
    let tokens = document.tokens_of(sentence);
    let next = tokens.iter().find(|t| t.span.start() >= time.end());
    let marks = next.is_some_and(|t| data.lexicon.phrase("entry-marks", &[document.text(t.span)]).is_some());
    tokens.first().is_some_and(|t| t.span.start() == time.start()) && marks
}

/// "Will meet him **later on Sunday**" in a report that bears the date of Monday: written on the Sunday, and not of the
/// one to come.
fn is_later_yesterday(data: &Data, document: &Document<'_>, today: Option<Day>, time: &TimeFinding) -> bool {
    let (TimeKind::Weekday { weekday, .. }, Some(today)) = (&time.value, today) else { return false };
    let yesterday = today.yesterday().is_ok_and(|day| day.weekday().to_monday_one_offset() == *weekday);
    let first = document.text(time.span).split_whitespace().next().map(str::to_lowercase);
    yesterday && first.is_some_and(|word| data.lexicon.phrase("later-on", &[&word]).is_some())
}

/// The day on which quoted words were spoken: that of the time beside the words of saying, outside
/// the quotation.
fn spoken(document: &Document<'_>, findings: &Findings, statement: &StatementFinding, fixed: &[Fixed]) -> Option<Day> {
    let cue = statement.cue?;
    let sentence = document.sentence_at(cue.start())?;
    let span = document.sentences[sentence].span;
    let token = |at: usize| document.tokens.partition_point(|t| t.span.start() < at);
    let gap = |time: ByteSpan| {
        let (a, b) = if time.start() < cue.start() { (time.end(), cue.start()) } else { (cue.end(), time.start()) };
        token(b).saturating_sub(token(a))
    };
    let free =
        |time: ByteSpan| span.contains(time) && document.quotation_at(time).is_none() && gap(time) <= NEAR_SAYING;
    let near = findings.times.iter().enumerate().filter(|(i, t)| free(t.span) && fixed[*i].day().is_some());
    near.min_by_key(|(_, t)| gap(t.span)).and_then(|(i, _)| fixed[i].day())
}
