//! Takes claims of proposals, gives what is on the table, over all reports.
//!
//! Two mentions are one proposal where somebody put both forward, or nobody is told to have put one of them forward,
//! and their names hold the same words. Names alone must share two words: "the plan" is anybody's.

use std::collections::BTreeSet;

use chancery_model::{
    ActorId, ByteSpan, Claim, ClaimValue, Edtf, Participant, ProposalValue, RecordedAnswer, RecordedEvidence,
    RecordedProposal, ReportId,
};

use crate::gather::{self, Overlap};
use crate::judge::Word;
use crate::learned::{self, Learned};
use crate::merge;
use crate::origin::Origins;
use crate::pledge::words;

/// Days after which words like "the peace plan" mean another plan.
const FORGOTTEN: i32 = 180;
/// Most mentions that are compared with each other; what is more is taken apart by the order of learning.
const MOST: usize = 1000;
/// Words that names must share where no author is told of one of the two.
const NAMED_ALIKE: usize = 2;

struct Line<'a> {
    claim: &'a Claim,
    value: &'a ProposalValue,
    authors: BTreeSet<&'a ActorId>,
    words: Vec<String>,
    learned: Option<Edtf>,
    day: Option<i32>,
}

/// The proposals that `claims`, in canonical order, amount to.
pub(crate) fn proposals(
    claims: &[&Claim],
    origins: &Origins,
    learned: &Learned,
    word: &Word<'_>,
) -> Vec<RecordedProposal> {
    let lines: Vec<Line<'_>> = claims.iter().filter_map(|claim| Line::of(claim, learned)).collect();
    let sets = |some: &[&Line<'_>]| {
        gather::sets(some, |a, b| word.on(a.claim, b.claim), |a, b| a.likeness(b), |a, b| !a.may_be(b))
    };
    let told = gather::in_batches(&lines, MOST, |line| learned::order(line.learned), sets);
    let mut proposals: Vec<RecordedProposal> = told.iter().filter_map(|told| proposal(told, origins)).collect();
    proposals.sort_by(|a, b| {
        let by = |p: &RecordedProposal| p.by.first().map(|by| by.actor.id.clone());
        (by(a), &a.id).cmp(&(by(b), &b.id))
    });
    proposals
}

/// The state or body behind a person, else the actor.
fn behind(p: &Participant) -> &ActorId {
    &p.acts_for.as_ref().unwrap_or(&p.actor).id
}

impl<'a> Line<'a> {
    fn of(claim: &'a Claim, learned: &Learned) -> Option<Self> {
        let ClaimValue::Proposal(value) = &claim.value else { return None };
        let learned = learned.get(&claim.anchor.report).copied();
        let authors = value.by.iter().map(behind).collect();
        Some(Self { claim, value, authors, words: words(&value.name), learned, day: learned::day(learned) })
    }
}

impl Line<'_> {
    fn likeness(&self, other: &Self) -> Option<usize> {
        let overlap = Overlap::of(&self.words, &other.words);
        let known = !self.authors.is_disjoint(&other.authors);
        let least = if known { 1 } else { NAMED_ALIKE };
        // Every word of the shorter name stands in the longer.
        let alike = overlap.shared == overlap.smaller && overlap.shared >= least;
        (self.may_be(other) && alike).then(|| overlap.shared * 1000 / overlap.all.max(1) + usize::from(known))
    }

    /// Whether nothing speaks against one proposal: other authors, a long time.
    fn may_be(&self, other: &Self) -> bool {
        let open = self.authors.is_empty() || other.authors.is_empty();
        let near = learned::gap(self.day, other.day).is_none_or(|days| days <= FORGOTTEN);
        near && (open || !self.authors.is_disjoint(&other.authors))
    }

    fn words_of<'s>(&'s self, spans: &'s [ByteSpan]) -> impl Iterator<Item = RecordedEvidence> + 's {
        let exact = |span: &ByteSpan| {
            let within = self.claim.evidence.iter().find(|e| e.span.contains(*span))?;
            let from = span.start() - within.span.start();
            within.exact.get(from..from + span.end() - span.start()).map(str::to_owned)
        };
        let report = &self.claim.anchor.report;
        spans
            .iter()
            .filter_map(move |span| Some(RecordedEvidence { report: report.clone(), span: *span, exact: exact(span)? }))
    }
}

fn proposal(lines: &[&Line<'_>], origins: &Origins) -> Option<RecordedProposal> {
    let mut told: Vec<&&Line<'_>> = lines.iter().collect();
    told.sort_by_key(|line| learned::order(line.learned));
    let people = |of: fn(&ProposalValue) -> &Vec<Participant>| {
        let mut seen = BTreeSet::new();
        let all = lines.iter().flat_map(|l| of(l.value));
        all.filter(|p| seen.insert(p.actor.id.clone())).cloned().collect::<Vec<_>>()
    };
    let once = |words: Vec<RecordedEvidence>| {
        let mut seen = BTreeSet::new();
        words.into_iter().filter(|w| seen.insert(w.exact.to_lowercase())).collect::<Vec<_>>()
    };
    let answers = told.iter().flat_map(|l| {
        l.value.answers.iter().map(|answer| RecordedAnswer {
            by: answer.by.clone(),
            stance: answer.stance,
            learned: l.learned,
            report: l.claim.anchor.report.clone(),
            claim: l.claim.id.clone(),
            evidence: answer.evidence.clone(),
        })
    });
    let reports: BTreeSet<&ReportId> = lines.iter().map(|l| &l.claim.anchor.report).collect();
    Some(RecordedProposal {
        id: lines.first()?.claim.id.clone(),
        claims: lines.iter().map(|l| l.claim.id.clone()).collect(),
        name: lines.iter().map(|l| &l.value.name).max_by_key(|name| (name.len(), std::cmp::Reverse(*name)))?.clone(),
        by: people(|value| &value.by),
        drafted_by: people(|value| &value.drafted_by),
        to: people(|value| &value.to),
        planned: lines.iter().all(|l| l.value.planned),
        process: told.iter().rev().find_map(|l| l.value.process.clone()),
        versions: once(told.iter().flat_map(|l| l.words_of(&l.value.versions)).collect()),
        contains: once(told.iter().flat_map(|l| l.words_of(&l.value.contains)).collect()),
        answers: answers.collect(),
        evidence: merge::evidence(lines.iter().map(|l| l.claim)),
        reports: reports.into_iter().cloned().collect(),
        origins: origins.told_by(&lines.iter().map(|l| l.claim).collect::<Vec<_>>()).len(),
    })
}
