//! Positions of one report, counted: found where the holder answers and the evidence is shared.

use super::count::{ENOUGH, Tally};
use super::items::{Position, shared};
use super::names::{answers, named_alike};
use super::tell::{Teller, named};
use crate::score::Figure;
use crate::score::pairs::{pairs, unpaired};
use crate::score::words::{alike, is_small, words};

/// Counts those of the gold against ours.
pub(super) fn of_positions(tally: &mut Tally, gold: &[Position], ours: &[Position], teller: Teller<'_>) {
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
