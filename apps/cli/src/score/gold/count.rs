//! One report's annotations and what the program says of it, counted.
//!
//! What is found: an engagement where the parties agree and the evidence is shared, or else date and place;
//! a position where the holder answers and the evidence is shared; a quotation by its words; a pledge by the
//! pledger and the evidence. What is asked further is asked of the found alone.

use serde_json::Value;

use super::days::{is_narrow, same_date};
use super::items::{
    Engagement, Party, Pledge, Position, Quotation, engagements, family, pledges, positions, quotations, shared,
};
use super::names::{agreement, answers, named_alike, same_place};
use super::tell::{Teller, named};
use crate::score::fault::Fault;
use crate::score::pairs::{pairs, unpaired};
use crate::score::words::{Text, alike, is_small, words};
use crate::score::{Figure, Share};

/// Least agreement of parties, and least share of evidence.
const ENOUGH: f64 = 0.5;

/// Least likeness of a quotation's words.
const SAME_WORDS: f64 = 0.8;

/// A quotation of ours counts from this many words.
const QUOTED_WORDS: usize = 4;

/// Counts over reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) reports: usize,
    pub(crate) engagement: Figure,
    /// Found, with status, place and date right, and neither invented.
    pub(crate) engagement_strict: Figure,
    /// Engagements that the report is about: how many of them are found.
    pub(crate) main: Share,
    pub(crate) status: Share,
    pub(crate) form: Share,
    /// Where the gold has a place.
    pub(crate) place: Share,
    /// Where the gold has a date.
    pub(crate) date: Share,
    /// Where the gold has no place: how often one is told. Here few is good.
    pub(crate) invented_place: Share,
    /// Where the gold has no date: how often one is told.
    pub(crate) invented_date: Share,
    pub(crate) position: Figure,
    /// Found, with issue and side right.
    pub(crate) position_strict: Figure,
    pub(crate) issue: Share,
    /// Whether for, against or neither is right.
    pub(crate) stance: Share,
    /// Where the gold names who said it.
    pub(crate) said_by: Share,
    /// Likeness of the words of the propositions, summed, and of how many.
    pub(crate) proposition: (f64, usize),
    pub(crate) quotation: Figure,
    pub(crate) speaker: Share,
    pub(crate) pledge: Figure,
    /// All that is wrong.
    pub(crate) faults: Vec<Fault>,
}

/// Counts one report: its annotations against what the program told of it (null where it told nothing).
pub(crate) fn count(tally: &mut Tally, id: &str, gold: &Value, told: &Value, text: &str) {
    let text = Text::of(text);
    let teller = Teller { report: id, text: &text };
    tally.reports += 1;
    of_engagements(tally, &engagements(gold, &text), &engagements(told, &text), teller);
    of_positions(tally, &positions(gold, &text), &positions(told, &text), teller);
    of_quotations(tally, &quotations(gold), quotations(told), teller);
    of_pledges(tally, &pledges(gold, &text), &pledges(told, &text), teller);
}

fn of_engagements(tally: &mut Tally, gold: &[Engagement], ours: &[Engagement], teller: Teller<'_>) {
    let found = pairs(gold, ours, engagement_match, ENOUGH);
    let strict = found.iter().filter(|(i, j)| of_found_engagement(tally, &gold[*i], &ours[*j], teller)).count();
    tally.engagement.add(Figure { correct: found.len(), system: ours.len(), gold: gold.len() });
    tally.engagement_strict.add(Figure { correct: strict, system: ours.len(), gold: gold.len() });
    tally.main.of += gold.iter().filter(|g| g.main).count();
    tally.main.correct += found.iter().filter(|(i, _)| gold[*i].main).count();
    for missed in unpaired(gold, found.iter().map(|(i, _)| *i)) {
        tally.faults.push(teller.engagement("missed engagement", missed));
    }
    for spurious in unpaired(ours, found.iter().map(|(_, j)| *j)) {
        tally.faults.push(teller.engagement("spurious engagement", spurious));
    }
}

/// Asks the rest of an engagement that was found; whether status, place and date are right.
fn of_found_engagement(tally: &mut Tally, gold: &Engagement, ours: &Engagement, teller: Teller<'_>) -> bool {
    let faults = &mut tally.faults;
    let mut judge = |right: bool, kind: &str, [expected, told]: [&Option<String>; 2]| {
        if !right {
            faults.push(teller.wrong_engagement(kind, gold, expected.as_deref(), told.as_deref()));
        }
        right
    };
    let status = judge(same_status(gold, ours), "wrong status", [&gold.status, &ours.status]);
    tally.status.count(status);
    let form = family(gold.form.as_deref()) == family(ours.form.as_deref());
    tally.form.count(judge(form, "wrong form", [&gold.form, &ours.form]));
    let places = [&gold.place, &ours.place];
    let place = if gold.place.is_some() {
        let right = judge(in_one_place(gold, ours), "wrong place", places);
        tally.place.count(right);
        right
    } else {
        let right = judge(ours.place.is_none(), "invented place", places);
        tally.invented_place.count(!right);
        right
    };
    let dates = [&gold.date, &ours.date];
    let date = if gold.date.is_some() {
        let right = judge(same_date(gold.date.as_deref(), ours.date.as_deref()), "wrong date", dates);
        tally.date.count(right);
        right
    } else {
        let right = judge(!is_narrow(ours.date.as_deref()), "invented date", dates);
        tally.invented_date.count(!right);
        right
    };
    status && place && date
}

fn parties(one: &Engagement) -> Vec<&Party> {
    one.who.iter().collect()
}

/// Parties and mediators.
fn everybody(one: &Engagement) -> Vec<&Party> {
    one.who.iter().chain(&one.mediators).collect()
}

/// How well an engagement of ours answers to one of the gold; 0 where it does not.
fn engagement_match(gold: &Engagement, ours: &Engagement) -> f64 {
    let mut agreed = agreement(&parties(gold), &parties(ours));
    if !(gold.mediators.is_empty() && ours.mediators.is_empty()) {
        agreed = agreed.max(agreement(&everybody(gold), &everybody(ours)));
    }
    let evidence = shared(&gold.marks, &ours.marks) >= ENOUGH;
    let place = in_one_place(gold, ours);
    let date = same_date(gold.date.as_deref(), ours.date.as_deref());
    if agreed < ENOUGH || !(evidence || (date && (place || gold.place.is_none()))) {
        return 0.0;
    }
    let bonus = |held: bool, worth: f64| if held { worth } else { 0.0 };
    agreed + bonus(evidence, 0.4) + bonus(same_status(gold, ours), 0.2) + bonus(place, 0.2) + bonus(date, 0.2)
}

/// What is going on is held, and what is denied is as good as cancelled.
fn same_status(gold: &Engagement, ours: &Engagement) -> bool {
    let group = |status: &Option<String>| match status.as_deref() {
        Some("ongoing") => Some("held".to_owned()),
        Some("denied") => Some("cancelled".to_owned()),
        other => other.map(str::to_owned),
    };
    group(&gold.status) == group(&ours.status)
}

fn in_one_place(gold: &Engagement, ours: &Engagement) -> bool {
    gold.place.as_ref().zip(ours.place.as_ref()).is_some_and(|(gold, ours)| same_place(gold, ours))
}

fn of_positions(tally: &mut Tally, gold: &[Position], ours: &[Position], teller: Teller<'_>) {
    let found = pairs(gold, ours, position_match, ENOUGH);
    let mut strict = 0;
    for (i, j) in &found {
        let (g, o) = (&gold[*i], &ours[*j]);
        let mut wrong = |kind: &str, expected: Option<&str>, told: Option<&str>| {
            tally.faults.push(teller.wrong_position(kind, g, expected, told));
        };
        let (issue, stance) = (g.issue == o.issue, same_side(g, o));
        if !issue {
            wrong("wrong issue", g.issue.as_deref(), o.issue.as_deref());
        }
        if !stance {
            wrong("wrong stance", g.stance.as_deref(), o.stance.as_deref());
        }
        if g.said_by.is_some() {
            let right = named_alike(g.said_by.as_ref(), o.said_by.as_ref());
            if !right {
                wrong("wrong said by", named(&g.said_by), named(&o.said_by));
            }
            tally.said_by.count(right);
        }
        tally.issue.count(issue);
        tally.stance.count(stance);
        tally.proposition.0 += alike(&telling(&g.proposition), &telling(&o.proposition));
        tally.proposition.1 += 1;
        strict += usize::from(issue && stance);
    }
    tally.position.add(Figure { correct: found.len(), system: ours.len(), gold: gold.len() });
    tally.position_strict.add(Figure { correct: strict, system: ours.len(), gold: gold.len() });
    for missed in unpaired(gold, found.iter().map(|(i, _)| *i)) {
        tally.faults.push(teller.position("missed position", missed));
    }
    for spurious in unpaired(ours, found.iter().map(|(_, j)| *j)) {
        tally.faults.push(teller.position("spurious position", spurious));
    }
}

fn position_match(gold: &Position, ours: &Position) -> f64 {
    let evidence = shared(&gold.marks, &ours.marks);
    if evidence < ENOUGH || !answers(gold.holder.as_ref(), ours.holder.as_ref()) {
        return 0.0;
    }
    let issue = if gold.issue == ours.issue { 1.0 } else { 0.0 };
    evidence + issue + if same_side(gold, ours) { 0.5 } else { 0.0 }
}

/// Whether both are for it, both against it, or of one and the same other stance.
fn same_side(gold: &Position, ours: &Position) -> bool {
    let side = |stance: &Option<String>| match stance.as_deref() {
        Some("demands" | "supports" | "accepts") => Some("for".to_owned()),
        Some("opposes" | "rejects") => Some("against".to_owned()),
        other => other.map(str::to_owned),
    };
    side(&gold.stance) == side(&ours.stance)
}

/// The words that say what a text is about.
fn telling(text: &str) -> Vec<String> {
    words(text).into_iter().filter(|word| !is_small(word)).collect()
}

fn of_quotations(tally: &mut Tally, gold: &[Quotation], mut ours: Vec<Quotation>, teller: Teller<'_>) {
    ours.retain(|one| words(&one.text).len() >= QUOTED_WORDS);
    let found = pairs(gold, &ours, |g, o| alike(&words(&g.text), &words(&o.text)), SAME_WORDS);
    for (i, j) in &found {
        let (g, o) = (&gold[*i], &ours[*j]);
        let right = named_alike(g.speaker.as_ref(), o.speaker.as_ref());
        tally.speaker.count(right);
        if !right {
            tally.faults.push(teller.wrong_speaker(g, named(&g.speaker), named(&o.speaker)));
        }
    }
    tally.quotation.add(Figure { correct: found.len(), system: ours.len(), gold: gold.len() });
    for missed in unpaired(gold, found.iter().map(|(i, _)| *i)) {
        tally.faults.push(teller.quotation("missed quotation", missed));
    }
    for spurious in unpaired(&ours, found.iter().map(|(_, j)| *j)) {
        tally.faults.push(teller.quotation("spurious quotation", spurious));
    }
}

fn of_pledges(tally: &mut Tally, gold: &[Pledge], ours: &[Pledge], teller: Teller<'_>) {
    let mark = |g: &Pledge, o: &Pledge| {
        if answers(g.by.as_ref(), o.by.as_ref()) { shared(&g.marks, &o.marks) } else { 0.0 }
    };
    let found = pairs(gold, ours, mark, ENOUGH);
    tally.pledge.add(Figure { correct: found.len(), system: ours.len(), gold: gold.len() });
    for missed in unpaired(gold, found.iter().map(|(i, _)| *i)) {
        tally.faults.push(teller.pledge("missed pledge", missed));
    }
    for spurious in unpaired(ours, found.iter().map(|(_, j)| *j)) {
        tally.faults.push(teller.pledge("spurious pledge", spurious));
    }
}
