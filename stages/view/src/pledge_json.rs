//! Pledges as JSON, after the contract.

use chancery_model::{Claim, PledgeValue};
use serde::Serialize;

use crate::offsets::Indexed;
use crate::read_json::AmountValue;
use crate::wire::{ActorJson, EvidenceJson, TimeJson, WordsJson};

/// What somebody undertook, as one report has it.
#[derive(Serialize)]
pub(crate) struct PledgeJson<'a> {
    id: &'a str,
    by: ActorJson<'a>,
    parties: Vec<ActorJson<'a>>,
    said_by: Option<ActorJson<'a>>,
    to: Option<ActorJson<'a>>,
    what: &'a str,
    amount: Option<MoneyJson<'a>>,
    period: Option<&'static str>,
    until: Option<TimeJson<'a>>,
    status: &'static str,
    evidence: Vec<EvidenceJson<'a>>,
    rule: &'a str,
}

#[derive(Serialize)]
struct MoneyJson<'a> {
    value: Option<AmountValue>,
    currency: &'a str,
    #[serde(flatten)]
    words: WordsJson,
}

impl<'a> PledgeJson<'a> {
    pub(crate) fn claimed(claim: &'a Claim, value: &'a PledgeValue, text: &Indexed) -> Self {
        let actor = |p| ActorJson::speaking(p, WordsJson::of(text, p.span));
        Self {
            id: &claim.id.0,
            by: actor(&value.by),
            parties: value.parties.iter().map(actor).collect(),
            said_by: value.said_by.as_ref().map(actor),
            to: value.to.as_ref().map(actor),
            what: &value.what,
            amount: value.amount.as_ref().map(|amount| MoneyJson {
                value: AmountValue::of(&amount.value),
                currency: &amount.currency,
                words: WordsJson::of(text, amount.span),
            }),
            period: value.period.map(|period| period.as_str()),
            until: value.until.as_ref().map(|until| TimeJson::of(until, WordsJson::of(text, until.span))),
            status: value.status.as_str(),
            evidence: claim.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect(),
            rule: &claim.rule.0,
        }
    }
}
