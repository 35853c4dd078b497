//! Takes claims of pledges, gives what each party has undertaken, over all reports.
//!
//! What is announced again is one: the same who, to the same or to nobody told, the same sum of money, or much the
//! same words with no other sum. An amount a year and one in total are one only where it is told over how many years.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Claim, ClaimValue, Edtf, PledgeEntry, PledgeStatus, PledgeValue, RecordedPledge, ReportId};

use crate::gather::{self, Overlap};
use crate::judge::Word;
use crate::learned::{self, Learned};
use crate::merge;
use crate::origin::Origins;

/// Of the words for two undertakings without two sums, the share that both hold.
const LIKE: (usize, usize) = (1, 2);
/// Days after which the same sum may have been promised anew.
const ANEW: i32 = 366;
/// Most undertakings of one party that are compared with each other; what is more is taken apart by the order of
/// learning.
const MOST: usize = 300;
/// Letters of the shortest word that tells anything.
const TELLING: usize = 4;

struct Line<'a> {
    claim: &'a Claim,
    value: &'a PledgeValue,
    words: Vec<String>,
    learned: Option<Edtf>,
}

/// The pledges that `claims`, in canonical order, amount to.
pub(crate) fn pledges(claims: &[&Claim], origins: &Origins, learned: &Learned, word: &Word<'_>) -> Vec<RecordedPledge> {
    let mut of: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    for claim in claims {
        let ClaimValue::Pledge(value) = &claim.value else { continue };
        let learned = learned.get(&claim.anchor.report).copied();
        let line = Line { claim, value, words: words(&value.what), learned };
        of.entry(&value.by.actor.id.0).or_default().push(line);
    }
    let mut pledges = Vec::new();
    let sets = |some: &[&Line<'_>]| {
        gather::sets(some, |a, b| word.on(a.claim, b.claim), |a, b| a.likeness(b), |a, b| !a.may_be(b))
    };
    for lines in of.into_values() {
        let told = gather::in_batches(&lines, MOST, |line| learned::order(line.learned), sets);
        pledges.extend(told.iter().filter_map(|told| pledge(told, origins)));
    }
    pledges
}

impl Line<'_> {
    fn likeness(&self, other: &Self) -> Option<usize> {
        let overlap = Overlap::of(&self.words, &other.words);
        let like = overlap.shared * 1000 / overlap.all.max(1);
        let same_sum = self.value.is_same_sum(other.value) == Some(true);
        let alike = overlap.all > 0 && overlap.holds(LIKE);
        let near = learned::gap(self.learned, other.learned).is_none_or(|days| days <= ANEW);
        (self.may_be(other) && near && (same_sum && overlap.shared > 0 || alike)).then_some(like)
    }

    /// Whether nothing speaks against one undertaking: another addressee, another sum, another period.
    fn may_be(&self, other: &Self) -> bool {
        let to = |line: &Self| line.value.to.as_ref().map(|to| to.actor.id.clone());
        let same_to = to(self).is_none() || to(other).is_none() || to(self) == to(other);
        same_to && self.value.is_same_sum(other.value) != Some(false)
    }
}

/// Words that tell something, in order, each once.
pub(crate) fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= TELLING);
    let plain = |word: &str| word.to_lowercase().trim_end_matches('s').to_owned();
    words.map(plain).collect::<BTreeSet<_>>().into_iter().collect()
}

fn pledge(lines: &[&Line<'_>], origins: &Origins) -> Option<RecordedPledge> {
    let mut history: Vec<&&Line<'_>> = lines.iter().collect();
    history.sort_by_key(|line| (learned::order(line.learned), line.value.status));
    let fullest = history.iter().copied().reduce(|best, next| {
        let tells = |line: &Line<'_>| (line.value.amount.is_some(), line.value.to.is_some());
        if tells(best) > tells(next) { best } else { next }
    })?;
    let reports: BTreeSet<&ReportId> = lines.iter().map(|l| &l.claim.anchor.report).collect();
    Some(RecordedPledge {
        id: lines.first()?.claim.id.clone(),
        claims: lines.iter().map(|l| l.claim.id.clone()).collect(),
        value: fullest.value.clone(),
        report: fullest.claim.anchor.report.clone(),
        status: lines.iter().map(|l| l.value.status).max().unwrap_or(PledgeStatus::Promised),
        history: history
            .iter()
            .map(|l| PledgeEntry {
                status: l.value.status,
                learned: l.learned,
                report: l.claim.anchor.report.clone(),
                claim: l.claim.id.clone(),
            })
            .collect(),
        evidence: merge::evidence(lines.iter().map(|l| l.claim)),
        reports: reports.into_iter().cloned().collect(),
        origins: origins.told_by(&lines.iter().map(|l| l.claim).collect::<Vec<_>>()).len(),
    })
}
