//! Takes claims of pledges, gives what each party has undertaken, over all reports.
//!
//! What is announced again is one: the same who, to the same or to nobody told, the same sum of money, or much the
//! same words with no other sum. An amount a year and one in total are one only where it is told over how many years.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Claim, ClaimValue, Edtf, PledgeEntry, PledgeStatus, PledgeValue, RecordedPledge, ReportId};

use crate::gather::{self, Numbers, Overlap};
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
    /// Its words, to whom it is, and the day on which it was learned, as numbers.
    words: Vec<u32>,
    to: Option<u32>,
    day: Option<i32>,
    learned: Option<Edtf>,
}

/// The pledges that `claims`, in canonical order, amount to.
pub(crate) fn pledges(claims: &[&Claim], origins: &Origins, learned: &Learned, word: &Word<'_>) -> Vec<RecordedPledge> {
    let mut of: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    let (mut numbers, mut parties) = (Numbers::default(), Numbers::default());
    for claim in claims {
        let ClaimValue::Pledge(value) = &claim.value else { continue };
        let learned = learned.get(&claim.anchor.report).copied();
        let to = value.to.as_ref().map(|to| parties.of(&to.actor.id.0));
        let line =
            Line { claim, value, words: numbers.all(words(&value.what)), to, day: learned::day(learned), learned };
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
        let near = learned::gap(self.day, other.day).is_none_or(|days| days <= ANEW);
        if !near || !self.may_be(other) {
            return None;
        }
        let overlap = Overlap::of(&self.words, &other.words);
        let same_sum = || self.value.is_same_sum(other.value) == Some(true);
        let alike = overlap.all > 0 && overlap.holds(LIKE);
        (alike || overlap.shared > 0 && same_sum()).then(|| overlap.shared * 1000 / overlap.all.max(1))
    }

    /// Whether nothing speaks against one undertaking: another addressee, another sum, another period.
    fn may_be(&self, other: &Self) -> bool {
        let same_to = self.to.is_none() || other.to.is_none() || self.to == other.to;
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
