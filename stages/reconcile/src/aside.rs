//! What several claims tell of an occasion besides who, where and when: results, issues, the process.

use std::collections::BTreeSet;

use chancery_model::{OutcomeValue, RecordedEvidence, RecordedOutcome};

use crate::merge::{Line, voices};

/// The results told, the one with most origins first, then in the order of the claims. Reports that differ are
/// kept beside each other: nothing says which of them is right.
pub(crate) fn outcomes(lines: &[Line]) -> Vec<RecordedOutcome> {
    let mut told: Vec<RecordedOutcome> = Vec::new();
    for line in lines {
        let Some(outcome) = &line.event.outcome else { continue };
        let words = outcome.evidence.iter().map(|e| RecordedEvidence {
            report: line.claim.anchor.report.clone(),
            span: e.span,
            exact: e.exact.clone(),
        });
        match told.iter_mut().find(|t| t.value == outcome.value) {
            Some(known) => known.evidence.extend(words),
            None => told.push(RecordedOutcome { value: outcome.value, evidence: words.collect() }),
        }
    }
    let origins = |value: OutcomeValue| voices(lines, |l| l.event.outcome.as_ref().is_some_and(|o| o.value == value));
    told.sort_by_key(|t| std::cmp::Reverse(origins(t.value)));
    told
}

/// What any report says that it is about.
pub(crate) fn issues(lines: &[Line]) -> Vec<String> {
    let issues: BTreeSet<&String> = lines.iter().flat_map(|l| &l.event.issues).collect();
    issues.into_iter().cloned().collect()
}

/// The process that most origins tell; of those told as often, the canonically first.
pub(crate) fn process(lines: &[Line]) -> Option<String> {
    let told: Vec<&String> = lines.iter().filter_map(|l| l.event.process.as_ref()).collect();
    let mut best: Option<(usize, &String)> = None;
    for process in told {
        let count = voices(lines, |l| l.event.process.as_ref() == Some(process));
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, process));
        }
    }
    best.map(|(_, process)| process.clone())
}
