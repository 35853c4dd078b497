//! One proposal clause by clause: what its parties say to the matters that it is about. A position counts to it where
//! a report tells both in one sentence; what a party said of the same clause elsewhere stands beside it, marked.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{
    ByteSpan, ClaimId, ClaimValue, Edtf, Evidence, RecordedPosition, RecordedProposal, ReportId, Snapshot, Stance,
    StanceEntry,
};
use serde::Serialize;

use super::answers::{PartyAnswer, answers};
use super::named;
use crate::find::ShortIds;
use crate::offsets::Texts;
use crate::phrase::Cards;
use crate::quoted::{Named, Quoted};
use crate::{Line, Mark, Source};

/// A proposal with everything that the record has on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposalView {
    /// Its id.
    pub id: String,
    /// Its name at its fullest.
    pub name: String,
    /// The words that tell its versions, in the order learned.
    pub versions: Vec<Quoted>,
    /// Who put it forward.
    pub by: Vec<Named>,
    /// Who wrote it.
    pub drafted_by: Vec<Named>,
    /// Whom it was put to.
    pub to: Vec<Named>,
    /// Whether every report has it yet to be put forward.
    pub planned: bool,
    /// The negotiation that it belongs to.
    pub process: Option<String>,
    /// The words that tell what it holds.
    pub contains: Vec<Quoted>,
    /// Whoever has part in it: who put it forward, was handed it, or says something to it.
    pub parties: Vec<Named>,
    /// What parties say to it as a whole.
    pub whole: Vec<PartyAnswer>,
    /// What they say to the matters in it.
    pub clauses: Vec<ClauseRow>,
    /// How many reports tell it.
    pub reports: usize,
    /// How many origins those have.
    pub origins: usize,
}

/// A matter in a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseRow {
    /// The issue.
    pub issue: String,
    /// The clause of it, where the words tell one.
    pub clause: Option<String>,
    /// Where parties stand, by party.
    pub stances: Vec<ClauseStance>,
    /// The parties of whom no report tells anything on it.
    pub silent: Vec<Named>,
}

/// Where a party stands on a matter in a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseStance {
    /// Whose stance it is.
    pub party: Named,
    /// The stance that the words tell.
    pub stance: Stance,
    /// Whether in absolute words.
    pub red_line: bool,
    /// What it is about.
    pub proposition: String,
    /// Whether a report tells it in a sentence that speaks of the proposal; else it was said of the clause elsewhere.
    pub of_proposal: bool,
    /// The stance now in force, where that is another.
    pub now: Option<Stance>,
    /// When it was learned.
    pub learned: Option<Edtf>,
    /// The words.
    pub words: Quoted,
    /// The id of the position.
    pub position: String,
    #[serde(skip)]
    source: Source,
}

/// Everything that the record has on a proposal.
#[must_use]
pub fn proposal_view(snapshot: &dyn Snapshot, p: &RecordedProposal) -> ProposalView {
    let (cards, mut texts) = (Cards::of(snapshot), Texts::of(snapshot));
    let whole = answers(p, &cards, &mut texts);
    let noun = noun(&p.name);
    let others = snapshot.record().proposals.iter().filter(|other| other.id != p.id && self::noun(&other.name) == noun);
    let shared = others.flat_map(|other| &other.reports).collect();
    let desk = Desk { snapshot, cards: &cards, spans: spans(snapshot, &p.claims), p, noun, shared };
    let mut rows = desk.rows();
    let mut parties: Vec<Named> = Vec::new();
    let authors = p.by.iter().chain(&p.to).map(Named::behind);
    let standing = rows.values().flatten().map(|stance| stance.party.clone());
    for party in authors.chain(whole.iter().map(|a| a.party.clone())).chain(standing) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    for ((_, clause), stances) in &mut rows {
        desk.elsewhere(clause.as_deref(), &parties, stances);
        stances.sort_by_key(|s| (!s.of_proposal, parties.iter().position(|party| *party == s.party)));
    }
    let clauses = rows.into_iter().map(|((issue, clause), stances)| {
        let silent = |party: &&Named| stances.iter().all(|s| s.party != **party);
        let silent = parties.iter().filter(silent).cloned().collect();
        ClauseRow { issue, clause, stances, silent }
    });
    let clauses = clauses.collect();
    let quoted = |of: &[chancery_model::RecordedEvidence]| {
        of.iter().map(|e| Quoted::of(&cards, &e.exact, &e.report)).collect::<Vec<_>>()
    };
    ProposalView {
        id: p.id.0.clone(),
        name: p.name.clone(),
        versions: quoted(&p.versions),
        by: named(&p.by),
        drafted_by: named(&p.drafted_by),
        to: named(&p.to),
        planned: p.planned,
        process: p.process.clone(),
        contains: quoted(&p.contains),
        parties,
        whole,
        clauses,
        reports: p.reports.len(),
        origins: p.origins,
    }
}

/// Where the words of claims stand, by report.
fn spans(snapshot: &dyn Snapshot, claims: &[ClaimId]) -> BTreeMap<ReportId, Vec<ByteSpan>> {
    let mut spans: BTreeMap<ReportId, Vec<ByteSpan>> = BTreeMap::new();
    for claim in claims.iter().filter_map(|id| snapshot.claim(id)) {
        let own = spans.entry(claim.anchor.report.clone()).or_default();
        own.extend(claim.evidence.iter().map(|e| e.span));
    }
    spans
}

/// Issue and clause.
type Matter = (String, Option<String>);

struct Desk<'a> {
    snapshot: &'a dyn Snapshot,
    cards: &'a Cards<'a>,
    /// The sentences that speak of the proposal.
    spans: BTreeMap<ReportId, Vec<ByteSpan>>,
    p: &'a RecordedProposal,
    /// The word that its name ends in: "plan".
    noun: String,
    /// Reports that tell of several proposals of that noun.
    shared: BTreeSet<&'a ReportId>,
}

/// The word that a name ends in.
fn noun(name: &str) -> String {
    words(name).last().unwrap_or_default()
}

/// Words in lower case, without what follows an apostrophe.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

impl Desk<'_> {
    /// The positions that are told in one sentence with the proposal, by matter.
    fn rows(&self) -> BTreeMap<Matter, Vec<ClauseStance>> {
        let mut rows: BTreeMap<Matter, Vec<ClauseStance>> = BTreeMap::new();
        for position in &self.snapshot.record().positions {
            if !position.reports.iter().any(|report| self.spans.contains_key(report)) || self.is_of_whole(position) {
                continue;
            }
            let told = position.history.iter().filter(|h| self.is_beside(&h.claim));
            let told: Vec<&StanceEntry> = told.collect();
            let Some(last) = told.iter().rev().find(|h| h.learned.is_some()).or(told.last()) else { continue };
            let matter = (position.value.issue.clone(), position.value.clause.clone());
            rows.entry(matter).or_default().push(self.stance(position, last, true));
        }
        rows
    }

    /// Whether the words of a claim stand in a sentence that speaks of the proposal: one that it was read from, or one
    /// that names a plan where the report tells of no other plan.
    fn is_beside(&self, claim: &ClaimId) -> bool {
        let Some(claim) = self.snapshot.claim(claim) else { return false };
        let Some(spans) = self.spans.get(&claim.anchor.report) else { return false };
        let named = !self.shared.contains(&claim.anchor.report);
        let speaks = |e: &Evidence| {
            spans.iter().any(|span| span.overlaps(e.span)) || named && words(&e.exact).any(|word| word == self.noun)
        };
        claim.evidence.iter().any(speaks)
    }

    /// Whether a position is on the proposal as such ("rejected the plan"): that is an answer, and told as one.
    fn is_of_whole(&self, position: &RecordedPosition) -> bool {
        let party = Named::behind(&position.value.holder);
        let answers = || self.p.answers.iter().filter(|answer| Named::behind(&answer.by) == party);
        let claims = position.claims.iter().filter_map(|id| self.snapshot.claim(id));
        let mut evidence = claims.flat_map(|claim| claim.evidence.iter().map(move |e| (&claim.anchor.report, e.span)));
        let answered = |(report, span): (&ReportId, ByteSpan)| {
            answers().any(|a| a.report == *report && a.evidence.iter().any(|own| own.overlaps(span)))
        };
        position.value.clause.is_none()
            && words(&position.value.proposition).any(|word| word == self.noun)
            && evidence.any(answered)
    }

    /// What parties who say nothing of a clause beside the proposal said of it elsewhere.
    fn elsewhere(&self, clause: Option<&str>, parties: &[Named], stances: &mut Vec<ClauseStance>) {
        let Some(clause) = clause else { return };
        let open: Vec<&Named> = parties.iter().filter(|party| stances.iter().all(|s| s.party != **party)).collect();
        let on = |p: &&RecordedPosition| p.value.clause.as_deref() == Some(clause);
        for position in self.snapshot.record().positions.iter().filter(on) {
            let is = |party: &&&Named| party.id == position.value.holder.actor.id.0;
            if open.iter().any(|party| is(&party))
                && let Some(last) = position.in_force()
            {
                stances.push(self.stance(position, last, false));
            }
        }
    }

    fn stance(&self, position: &RecordedPosition, told: &StanceEntry, of_proposal: bool) -> ClauseStance {
        let claim = self.snapshot.claim(&told.claim);
        let words = claim.and_then(|claim| claim.evidence.first()).map(|e| e.exact.as_str()).unwrap_or_default();
        let proposition = match claim.map(|claim| &claim.value) {
            Some(ClaimValue::Position(value)) => value.proposition.clone(),
            _ => position.value.proposition.clone(),
        };
        ClauseStance {
            party: Named::behind(&position.value.holder),
            stance: told.stance,
            red_line: told.red_line,
            proposition,
            of_proposal,
            now: Some(position.value.stance).filter(|now| *now != told.stance),
            learned: told.learned,
            words: Quoted::of(self.cards, words, &told.report),
            position: position.id.0.clone(),
            source: self.cards.source(&told.report),
        }
    }
}

impl ClauseStance {
    /// "Kenya rejects (red line): cede the strait", with the words.
    pub(super) fn line(&self, ids: &ShortIds) -> Line {
        let red = if self.red_line { " (red line)" } else { "" };
        let told = format!(" {}{red}: {}", self.stance.as_str(), self.proposition);
        let mut line = Line::strong(&self.party.name).and(Mark::Plain, told);
        if !self.of_proposal {
            line = line.and(Mark::Faint, "; said of the clause, not of the proposal");
        }
        if let Some(now) = self.now {
            line = line.and(Mark::Faint, format!("; now {}", now.as_str()));
        }
        line.over(Line::quote(&self.words.exact).from(vec![self.source.clone()]).id(ids.told(&self.position)))
    }
}
