//! `judge list`: the judgements with what they decide, by whom and when, and whether they still find what they
//! are about.

use std::collections::BTreeSet;

use chancery_model::{Claim, ClaimId, Judgement, JudgementKind, Participant, Snapshot, Subject};
use serde::Serialize;

use crate::phrase::{Cards, count};
use crate::ruling;
use crate::{Line, Mark, Page};

/// A judgement and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ruled {
    /// Its id.
    pub id: String,
    /// The word for its kind.
    pub kind: &'static str,
    /// What it decides, in words.
    pub decides: String,
    /// What it is about: ids of claims, reports and actors, names of outlets.
    pub about: Vec<String>,
    /// Those of them that are no longer there.
    pub missing: Vec<String>,
    /// The reports of those, by what people call them.
    pub reports: Vec<String>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
    /// When it was withdrawn; `null` while it is in force.
    pub withdrawn: Option<String>,
}

impl Ruled {
    /// How a judgement stands to a record.
    #[must_use]
    pub fn of(judgement: &Judgement, snapshot: &dyn Snapshot) -> Self {
        let (mut about, mut missing, mut reports) = (Vec::new(), Vec::new(), BTreeSet::new());
        let cards = Cards::of(snapshot);
        for subject in &judgement.subjects {
            let (name, here) = match subject {
                Subject::Report(report) => (report.short().to_owned(), snapshot.text(report).is_some()),
                Subject::Outlet(name) => (name.clone(), true),
                Subject::Actor(id) => {
                    let here = snapshot.claims().any(|claim| names(claim, &id.0));
                    (id.0.clone(), here || snapshot.judgements().iter().any(|j| sets(j, &id.0)))
                }
                Subject::Claim(_) | Subject::Claims(_) => {
                    for anchor in subject.anchors() {
                        let id = ClaimId::of(anchor);
                        about.push(id.0.clone());
                        if !finds(judgement, snapshot, &id, anchor) {
                            missing.push(id.0);
                            reports.insert(cards.source(&anchor.report).label);
                        }
                    }
                    continue;
                }
            };
            about.push(name.clone());
            if !here {
                missing.push(name);
            }
        }
        Self {
            id: judgement.id.0.clone(),
            kind: judgement.kind.as_str(),
            decides: ruling::decision(judgement),
            about,
            missing,
            reports: reports.into_iter().collect(),
            by: judgement.by.clone(),
            at: judgement.at.clone(),
            withdrawn: judgement.withdrawn.clone(),
        }
    }

    /// Whether all that it is about is still there.
    #[must_use]
    pub fn applies(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Whether a claim is still there; of words that were marked, whether they still stand in the text.
fn finds(judgement: &Judgement, snapshot: &dyn Snapshot, id: &ClaimId, anchor: &chancery_model::Anchor) -> bool {
    match &judgement.kind {
        JudgementKind::Add { words, .. } => {
            snapshot.text(&anchor.report).is_some_and(|text| anchor.span.of(&text) == words)
        }
        _ => snapshot.claim(id).is_some(),
    }
}

/// Whether a judgement puts an actor somewhere.
fn sets(judgement: &Judgement, id: &str) -> bool {
    let JudgementKind::Set { value, .. } = &judgement.kind else { return false };
    let people: Vec<Participant> = serde_json::from_str(value).unwrap_or_default();
    people.iter().any(|p| p.actor.id.0 == id || p.acts_for.as_ref().is_some_and(|a| a.id.0 == id))
}

/// Whether a claim names an actor.
fn names(claim: &Claim, id: &str) -> bool {
    let is = |p: &&Participant| p.actor.id.0 == id || p.acts_for.as_ref().is_some_and(|a| a.id.0 == id);
    claim.value.people().iter().any(is)
}

/// A judgement in one line, as it is told when it is made.
#[must_use]
pub fn decided(judgement: &Judgement) -> String {
    let Judgement { id, by, at, .. } = judgement;
    format!("{id}: {}: {}, by {by} at {at}", judgement.kind.as_str(), ruling::decision(judgement))
}

/// Judgements, laid out.
#[must_use]
pub fn rulings(ruled: &[Ruled]) -> Page {
    let mut page = Page::new("Judgements");
    page.about = count(ruled.len(), "judgement");
    let line = |r: &Ruled| {
        let withdrawn = r.withdrawn.as_ref().map_or_else(String::new, |at| format!(", withdrawn at {at}"));
        let line = Line::strong(&r.id)
            .and(Mark::Plain, format!(": {}: {}", r.kind, r.decides))
            .and(Mark::Faint, format!(", by {} at {}{withdrawn}", r.by, r.at))
            .over(Line::fact("about", r.about.join(", ")));
        match r.missing.len() {
            0 => line,
            n => {
                let reports = match r.reports.is_empty() {
                    true => String::new(),
                    false => format!(" in {}", r.reports.join(", ")),
                };
                line.over(Line::plain(format!(
                    "no longer finds {n} of {}{reports}: {}",
                    r.about.len(),
                    r.missing.join(", ")
                )))
            }
        }
    };
    let (applying, lost): (Vec<&Ruled>, Vec<&Ruled>) = ruled.iter().partition(|r| r.applies());
    page.push("In force", applying.iter().filter(|r| r.withdrawn.is_none()).map(|r| line(r)).collect());
    page.push(
        "No longer find what they are about",
        lost.iter().filter(|r| r.withdrawn.is_none()).map(|r| line(r)).collect(),
    );
    page.push("Withdrawn", ruled.iter().filter(|r| r.withdrawn.is_some()).map(line).collect());
    page
}
