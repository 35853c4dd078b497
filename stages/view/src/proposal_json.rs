//! Proposals as JSON, after the contract.

use chancery_model::{Answer, ByteSpan, Claim, Edtf, Participant, ProposalValue, RecordedEvidence, RecordedProposal};
use serde::Serialize;

use crate::offsets::{Indexed, Texts};
use crate::wire::{ActorJson, EvidenceJson, QuoteJson, WordsJson};

/// A plan or text on the table, as one report has it.
#[derive(Serialize)]
pub(crate) struct ProposalJson<'a> {
    id: &'a str,
    name: &'a str,
    version: Option<String>,
    versions: Vec<QuoteJson>,
    by: Option<ActorJson<'a>>,
    with: Vec<ActorJson<'a>>,
    drafted_by: Vec<ActorJson<'a>>,
    to: Vec<ActorJson<'a>>,
    planned: bool,
    contains: Vec<QuoteJson>,
    answers: Vec<AnswerJson<'a>>,
    process: Option<&'a str>,
    evidence: Vec<EvidenceJson<'a>>,
    rule: &'a str,
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    by: ActorJson<'a>,
    stance: &'static str,
    evidence: Vec<QuoteJson>,
}

impl<'a> ProposalJson<'a> {
    pub(crate) fn claimed(claim: &'a Claim, value: &'a ProposalValue, text: &Indexed) -> Self {
        let actor = |p| ActorJson::speaking(p, WordsJson::of(text, p.span));
        let actors = |of: &'a [Participant]| of.iter().map(actor).collect();
        let words = |span: &ByteSpan| QuoteJson::of(text, *span);
        let answer = |a: &'a Answer| AnswerJson {
            by: actor(&a.by),
            stance: a.stance.as_str(),
            evidence: a.evidence.iter().map(words).collect(),
        };
        Self {
            id: &claim.id.0,
            name: &value.name,
            version: value.versions.last().map(|span| span.of(&text.text).to_owned()),
            versions: value.versions.iter().map(words).collect(),
            by: value.by.first().map(actor),
            with: actors(value.by.get(1..).unwrap_or_default()),
            drafted_by: actors(&value.drafted_by),
            to: actors(&value.to),
            planned: value.planned,
            contains: value.contains.iter().map(words).collect(),
            answers: value.answers.iter().map(answer).collect(),
            process: value.process.as_deref(),
            evidence: claim.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect(),
            rule: &claim.rule.0,
        }
    }
}

/// A proposal with all that any report says of it; what differs from report to report names its report.
#[derive(Serialize)]
pub(crate) struct RecordedProposalJson<'a> {
    id: &'a str,
    name: &'a str,
    version: Option<&'a str>,
    versions: Vec<EvidenceJson<'a>>,
    by: Option<AuthorJson<'a>>,
    with: Vec<AuthorJson<'a>>,
    drafted_by: Vec<AuthorJson<'a>>,
    to: Vec<AuthorJson<'a>>,
    planned: bool,
    contains: Vec<EvidenceJson<'a>>,
    answers: Vec<RecordedAnswerJson<'a>>,
    process: Option<&'a str>,
    evidence: Vec<EvidenceJson<'a>>,
    claims: Vec<&'a str>,
    reports: Vec<&'a str>,
    origins: usize,
}

/// An actor whom several reports may name in other words.
#[derive(Serialize)]
struct AuthorJson<'a> {
    id: &'a str,
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct RecordedAnswerJson<'a> {
    by: AuthorJson<'a>,
    stance: &'static str,
    learned: Option<Edtf>,
    report: &'a str,
    claim: &'a str,
    evidence: Vec<QuoteJson>,
}

impl<'a> AuthorJson<'a> {
    fn of(p: &'a Participant) -> Self {
        Self { id: &p.actor.id.0, kind: p.actor.kind.as_str(), name: &p.actor.name }
    }
}

impl<'a> RecordedProposalJson<'a> {
    pub(crate) fn of(p: &'a RecordedProposal, texts: &mut Texts<'_>) -> Self {
        let answers = p.answers.iter().map(|a| RecordedAnswerJson {
            by: AuthorJson::of(&a.by),
            stance: a.stance.as_str(),
            learned: a.learned,
            report: &a.report.0,
            claim: &a.claim.0,
            evidence: a.evidence.iter().map(|span| QuoteJson::of(texts.get(&a.report), *span)).collect(),
        });
        let answers = answers.collect();
        let authors = |of: &'a [Participant]| of.iter().map(AuthorJson::of).collect();
        let mut words = |of: &'a [RecordedEvidence]| of.iter().map(|e| EvidenceJson::of(e, texts)).collect();
        Self {
            id: &p.id.0,
            name: &p.name,
            version: p.versions.last().map(|v| v.exact.as_str()),
            versions: words(&p.versions),
            by: p.by.first().map(AuthorJson::of),
            with: authors(p.by.get(1..).unwrap_or_default()),
            drafted_by: authors(&p.drafted_by),
            to: authors(&p.to),
            planned: p.planned,
            contains: words(&p.contains),
            answers,
            process: p.process.as_deref(),
            evidence: words(&p.evidence),
            claims: p.claims.iter().map(|c| c.0.as_str()).collect(),
            reports: p.reports.iter().map(|r| r.0.as_str()).collect(),
            origins: p.origins,
        }
    }
}
