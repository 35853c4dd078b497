//! The judgements in force, and which of them stands against a new one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chancery_model::{Actor, ActorId, Anchor, ClaimId, Judgement, JudgementKind, Snapshot, Subject};

use super::Refusal;

/// A judgement in force that decides otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// Its id.
    pub id: String,
    /// The word for what it decides.
    pub kind: &'static str,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
}

impl fmt::Display for Against {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "judgement `{}` ({}, by {} at {})", self.id, self.kind, self.by, self.at)
    }
}

/// The judgements in force that cannot hold beside one made before: each was refused by a store that had both, so they
/// come together only where two stores become one. Each with what speaks against it.
#[must_use]
pub fn clashes(judgements: &[Judgement]) -> Vec<(Judgement, Refusal)> {
    let mut in_order: Vec<&Judgement> = judgements.iter().filter(|j| j.withdrawn.is_none()).collect();
    in_order.sort_by(|a, b| (&a.at, &a.id).cmp(&(&b.at, &b.id)));
    let clash = |(n, judgement): (usize, &&Judgement)| {
        let before = Docketed(in_order[..n].to_vec());
        let parties = || judgement.subjects.iter().map(|s| s.anchors().to_vec()).collect::<Vec<_>>();
        let held = match &judgement.kind {
            JudgementKind::Same => before.may_be_one(&parties()),
            JudgementKind::Different => before.may_be_apart(&parties()),
            JudgementKind::Rename { from, to } => judgement.subjects.iter().try_for_each(|subject| match subject {
                Subject::Actor(id) => {
                    before.no_circle(&Actor { id: id.clone(), kind: to.kind, name: from.clone() }, to)
                }
                _ => Ok(()),
            }),
            _ => Ok(()),
        };
        held.err().map(|refusal| ((*judgement).clone(), refusal))
    };
    in_order.iter().enumerate().filter_map(clash).collect()
}

/// The judgements in force, as they bear on a new one.
pub(super) struct Docketed<'s>(Vec<&'s Judgement>);

impl<'s> Docketed<'s> {
    pub(super) fn of(snapshot: &'s dyn Snapshot) -> Self {
        let mut judgements: Vec<_> = snapshot.judgements().iter().filter(|j| j.withdrawn.is_none()).collect();
        judgements.sort_by(|a, b| (&a.at, &a.id).cmp(&(&b.at, &b.id)));
        Self(judgements)
    }

    /// Refuses what is in force in the same words; the later of two on one matter counts, so a value set
    /// again after another was set is news.
    pub(super) fn not_judged(&self, kind: &JudgementKind, subjects: &[Subject]) -> Result<(), Refusal> {
        let on_the_matter = |j: &&&Judgement| match (&j.kind, kind) {
            (JudgementKind::Set { field: a, .. }, JudgementKind::Set { field: b, .. }) => {
                a == b && j.subjects.iter().any(|s| subjects.contains(s))
            }
            (a, b) => a == b && j.subjects == subjects,
        };
        match self.0.iter().rev().find(on_the_matter) {
            Some(last) if last.kind == *kind && last.subjects == subjects => Err(Refusal::Already(Against::by(last))),
            _ => Ok(()),
        }
    }

    /// The moment of a judgement, moved behind those that it is to outrank where clocks give them the same second.
    pub(super) fn after(&self, kind: &JudgementKind, subjects: &[Subject], at: &str) -> String {
        let of = |subjects: &[Subject]| -> BTreeSet<Anchor> {
            subjects.iter().flat_map(Subject::anchors).cloned().collect()
        };
        let claims = of(subjects);
        let outranked = |j: &&&Judgement| {
            let alike = match (&j.kind, kind) {
                (JudgementKind::Set { field: a, .. }, JudgementKind::Set { field: b, .. }) => a == b,
                (JudgementKind::Rename { .. }, JudgementKind::Rename { .. }) => true,
                _ => false,
            };
            alike && (j.subjects.iter().any(|s| subjects.contains(s)) || !of(&j.subjects).is_disjoint(&claims))
        };
        let last = self.0.iter().filter(outranked).map(|j| j.at.as_str()).max();
        match last.filter(|last| *last >= at).and_then(|last| last.parse::<jiff::Timestamp>().ok()) {
            Some(last) => (last + jiff::SignedDuration::from_secs(1)).strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            None => at.to_owned(),
        }
    }

    /// Refuses claims that are left out of the record.
    pub(super) fn none_rejected<'a>(&self, mut anchors: impl Iterator<Item = &'a Anchor>) -> Result<(), Refusal> {
        let rejected = |anchor: &Anchor| {
            let names = |s: &Subject| match s {
                Subject::Report(report) => *report == anchor.report,
                _ => s.anchors().contains(anchor),
            };
            self.0.iter().find(|j| j.kind == JudgementKind::Reject && j.subjects.iter().any(names))
        };
        match anchors.find_map(|anchor| Some((anchor, rejected(anchor)?))) {
            Some((anchor, judgement)) => Err(Refusal::StandsAgainst {
                what: format!("`{}` is left out of the record", ClaimId::of(anchor)),
                against: Against::by(judgement),
            }),
            None => Ok(()),
        }
    }

    /// Claims that judgements make one with these, each with the judgement that does; none with these themselves.
    fn made_one<'a>(&self, with: impl IntoIterator<Item = &'a Anchor>) -> BTreeMap<Anchor, Option<&'s Judgement>> {
        let mut reached: BTreeMap<Anchor, Option<&Judgement>> = with.into_iter().map(|a| (a.clone(), None)).collect();
        loop {
            let before = reached.len();
            for judgement in self.0.iter().filter(|j| j.kind == JudgementKind::Same) {
                let anchors = || judgement.subjects.iter().flat_map(Subject::anchors);
                if anchors().any(|anchor| reached.contains_key(anchor)) {
                    for anchor in anchors() {
                        reached.entry(anchor.clone()).or_insert(Some(judgement));
                    }
                }
            }
            if reached.len() == before {
                return reached;
            }
        }
    }

    /// Refuses to make one what a judgement keeps apart, directly or through what other judgements made one.
    pub(super) fn may_be_one(&self, parties: &[Vec<Anchor>]) -> Result<(), Refusal> {
        let one = self.made_one(parties.iter().flatten());
        for judgement in self.0.iter().filter(|j| j.kind == JudgementKind::Different) {
            let touched: Vec<&Anchor> = judgement
                .subjects
                .iter()
                .filter_map(|party| party.anchors().iter().find(|anchor| one.contains_key(*anchor)))
                .collect();
            if let [a, b, ..] = touched[..] {
                return Err(Refusal::StandsAgainst {
                    what: format!("`{}` and `{}` cannot be made one", ClaimId::of(a), ClaimId::of(b)),
                    against: Against::by(judgement),
                });
            }
        }
        // What is a part of the other is not the other.
        for judgement in &self.0 {
            let Some((part, whole)) = judgement.parted() else { continue };
            let part = part.into_iter().find(|anchor| one.contains_key(anchor));
            let whole = whole.iter().find(|anchor| one.contains_key(anchor));
            if let Some((part, whole)) = part.zip(whole) {
                let what = format!("`{}` and `{}` cannot be made one", ClaimId::of(part), ClaimId::of(whole));
                return Err(self.stands_against(what, judgement));
            }
        }
        Ok(())
    }

    /// The last judgement that tells what an event with claims at these places is a part of, and where those of the
    /// greater event hang.
    pub(super) fn part_of(&self, event: &[Anchor]) -> Option<(&'s Judgement, &'s [Anchor])> {
        let last = self.0.iter().rev().find_map(|judgement| {
            let (part, whole) = judgement.parted()?;
            part.iter().any(|anchor| event.contains(anchor)).then_some((*judgement, whole))
        });
        last.filter(|(_, whole)| !whole.is_empty())
    }

    /// A refusal for the sake of a judgement in force.
    pub(super) fn stands_against(&self, what: String, judgement: &Judgement) -> Refusal {
        Refusal::StandsAgainst { what, against: Against::by(judgement) }
    }

    /// Refuses to keep apart what judgements make one.
    pub(super) fn may_be_apart(&self, parties: &[Vec<Anchor>]) -> Result<(), Refusal> {
        for (n, party) in parties.iter().enumerate() {
            let one = self.made_one(party);
            for other in &parties[n + 1..] {
                let Some((there, judgement)) = other.iter().find_map(|a| one.get_key_value(a)) else { continue };
                let Some(here) = party.first() else { continue };
                let (here, there) = (ClaimId::of(here).0, ClaimId::of(there).0);
                return Err(match judgement {
                    Some(judgement) => Refusal::StandsAgainst {
                        what: format!("`{here}` and `{there}` cannot be kept apart"),
                        against: Against::by(judgement),
                    },
                    None => Refusal::Itself(here, there),
                });
            }
        }
        Ok(())
    }

    /// Refuses to mark words that are marked.
    pub(super) fn not_marked(&self, anchor: &Anchor) -> Result<(), Refusal> {
        let marks = |j: &&&Judgement| {
            matches!(j.kind, JudgementKind::Add { .. }) && j.subjects.iter().any(|s| s.anchors().contains(anchor))
        };
        match self.0.iter().find(marks) {
            Some(judgement) => Err(Refusal::StandsAgainst {
                what: format!("these words are marked already, as `{}`", ClaimId::of(anchor)),
                against: Against::by(judgement),
            }),
            None => Ok(()),
        }
    }

    /// Refuses a name that leads back to where renaming began.
    pub(super) fn no_circle(&self, from: &Actor, to: &Actor) -> Result<(), Refusal> {
        let mut renames: BTreeMap<&ActorId, (&str, &Actor, &Judgement)> = BTreeMap::new();
        let mut back: Option<&Judgement> = None;
        for judgement in &self.0 {
            let JudgementKind::Rename { from: called, to: target } = &judgement.kind else { continue };
            for subject in &judgement.subjects {
                let Subject::Actor(id) = subject else { continue };
                renames.insert(id, (called, target, judgement));
                // Of one actor, a name that was given up is not taken up again but by withdrawing.
                if *id == from.id && to.id == from.id && *called == to.name {
                    back = Some(judgement);
                }
            }
        }
        let mut seen = BTreeSet::new();
        let mut at = &to.id;
        while let Some((_, next, judgement)) = renames.get(at).filter(|_| to.id != from.id) {
            if next.id == from.id {
                back = Some(judgement);
            }
            if !seen.insert(at) {
                break;
            }
            at = &next.id;
        }
        match back {
            Some(judgement) => Err(Refusal::StandsAgainst {
                what: format!("`{}` cannot be called `{}`, for that leads back to it", from.name, to.name),
                against: Against::by(judgement),
            }),
            None => Ok(()),
        }
    }
}
