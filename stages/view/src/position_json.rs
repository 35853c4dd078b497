//! Positions as JSON, after the contract.

use chancery_model::{Claim, PositionValue};
use serde::Serialize;

use crate::offsets::Indexed;
use crate::wire::{ActorJson, EvidenceJson, WordsJson};

/// Where somebody stands, as one report has it.
#[derive(Serialize)]
pub(crate) struct PositionJson<'a> {
    id: &'a str,
    holder: ActorJson<'a>,
    said_by: Option<ActorJson<'a>>,
    issue: &'a str,
    clause: Option<&'a str>,
    stance: &'static str,
    red_line: bool,
    proposition: &'a str,
    condition: Option<String>,
    rung: &'static str,
    chain: &'a [String],
    process: Option<&'a str>,
    evidence: Vec<EvidenceJson<'a>>,
    rule: &'a str,
}

impl<'a> PositionJson<'a> {
    pub(crate) fn claimed(claim: &'a Claim, value: &'a PositionValue, text: &Indexed) -> Self {
        let actor = |p| ActorJson::speaking(p, WordsJson::of(text, p.span));
        Self {
            id: &claim.id.0,
            holder: actor(&value.holder),
            said_by: value.said_by.as_ref().map(actor),
            issue: &value.issue,
            clause: value.clause.as_deref(),
            stance: value.stance.as_str(),
            red_line: value.red_line,
            proposition: &value.proposition,
            condition: value.condition.map(|span| span.of(&text.text).to_owned()),
            rung: value.rung.as_str(),
            chain: &value.chain,
            process: value.process.as_deref(),
            evidence: claim.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect(),
            rule: &claim.rule.0,
        }
    }
}
