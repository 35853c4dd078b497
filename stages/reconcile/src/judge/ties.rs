//! Which claims of events judgements force together and which they keep apart.

use chancery_model::{Anchor, Claim, Judgement, JudgementKind};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::Bench;
use crate::Verdict;

/// Claims of events that a judgement ties together or keeps apart, by index.
#[derive(Default)]
pub(crate) struct Ties {
    /// Sets of claims that are one, the latest judgement first.
    pub(crate) same: Vec<Vec<usize>>,
    different: HashSet<(usize, usize)>,
}

impl Bench<'_> {
    /// What `same` and `different` make of these claims. Of `different`, each subject is one party: claims
    /// that one subject names were one thing, and nothing is said of them among themselves. What is a part of
    /// something else is not it.
    pub(crate) fn ties(&self, events: &[&Claim]) -> Ties {
        let mut ties = Ties::default();
        let bears = |j: &Judgement| {
            matches!(j.kind, JudgementKind::Same | JudgementKind::Different)
                || j.parted().is_some_and(|(_, whole)| !whole.is_empty())
        };
        if !self.judgements.iter().any(|j| bears(j)) {
            return ties;
        }
        let mut at: HashMap<&Anchor, Vec<usize>> = HashMap::default();
        for (i, claim) in events.iter().enumerate() {
            at.entry(&claim.anchor).or_default().push(i);
        }
        for judgement in self.judgements.iter().rev().filter(|j| bears(j)) {
            let parties: Vec<Vec<&Anchor>> = match judgement.parted() {
                Some((part, whole)) => vec![part, whole.iter().collect()],
                None => judgement.subjects.iter().map(|subject| subject.anchors().iter().collect()).collect(),
            };
            let parties = parties.into_iter().map(|anchors| {
                let claims = anchors.into_iter().filter_map(|anchor| at.get(anchor));
                claims.flatten().copied().collect::<Vec<usize>>()
            });
            if judgement.kind == JudgementKind::Same {
                let mut one: Vec<usize> = parties.flatten().collect();
                one.sort_unstable();
                one.dedup();
                ties.same.push(one);
                continue;
            }
            let parties: Vec<_> = parties.collect();
            for (n, here) in parties.iter().enumerate() {
                for there in &parties[n + 1..] {
                    for (&a, &b) in here.iter().flat_map(|a| there.iter().map(move |b| (a, b))) {
                        ties.different.insert((a.min(b), a.max(b)));
                    }
                }
            }
        }
        ties
    }
}

impl Ties {
    /// Whether a judgement keeps the two apart.
    pub(crate) fn differ(&self, a: usize, b: usize) -> bool {
        !self.different.is_empty() && self.different.contains(&(a.min(b), a.max(b)))
    }

    /// What judgements say of the two, directly; `None` where they say nothing.
    pub(crate) fn ruling(&self, a: usize, b: usize) -> Option<Verdict> {
        if self.differ(a, b) {
            Some(Verdict::JudgedDifferent)
        } else if self.same.iter().any(|s| s.contains(&a) && s.contains(&b)) {
            Some(Verdict::JudgedSame)
        } else {
            None
        }
    }
}

/// What judgements say of two claims of any kind, by where they hang: of those that are put together otherwise than
/// events are.
#[derive(Default)]
pub(crate) struct Word<'a> {
    /// The judgements that make a claim one with others.
    same: HashMap<&'a Anchor, Vec<usize>>,
    /// The judgements that keep a claim apart from others, each with the party it belongs to.
    different: HashMap<&'a Anchor, Vec<(usize, usize)>>,
}

impl<'a> Bench<'a> {
    /// What `same` and `different` say of claims.
    pub(crate) fn word(&self) -> Word<'a> {
        let mut word = Word::default();
        for (n, judgement) in self.judgements.iter().enumerate() {
            for (party, subject) in judgement.subjects.iter().enumerate() {
                for anchor in subject.anchors() {
                    match judgement.kind {
                        JudgementKind::Same => word.same.entry(anchor).or_default().push(n),
                        JudgementKind::Different => word.different.entry(anchor).or_default().push((n, party)),
                        _ => {}
                    }
                }
            }
        }
        word
    }
}

impl Word<'_> {
    /// Whether two claims are one; `None` where no judgement says.
    pub(crate) fn on(&self, a: &Claim, b: &Claim) -> Option<bool> {
        let of = |claim: &Claim| self.different.get(&claim.anchor).into_iter().flatten().copied();
        if of(a).any(|(n, party)| of(b).any(|(m, other)| n == m && party != other)) {
            return Some(false);
        }
        let one = |claim: &Claim| self.same.get(&claim.anchor).into_iter().flatten();
        one(a).any(|n| one(b).any(|m| n == m)).then_some(true)
    }
}
