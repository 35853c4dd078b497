//! Proposals as JSON, after the contract.

use chancery_model::{Answer, ByteSpan, Claim, Participant, ProposalValue};
use serde::Serialize;

use crate::offsets::Indexed;
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
            evidence: claim.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect(),
            rule: &claim.rule.0,
        }
    }
}
