//! Pledges as JSON, after the contract.

use chancery_model::{
    Claim, Edtf, Participant, PledgeEntry, PledgeStatus, PledgeValue, RecordedPledge, ReportId, Snapshot,
};
use serde::Serialize;

use crate::offsets::{Indexed, Texts};
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
    length: Option<&'a str>,
    status: &'static str,
    process: Option<&'a str>,
    evidence: Vec<EvidenceJson<'a>>,
    rule: Option<&'a str>,
    #[serde(flatten)]
    recorded: Option<RecordedJson<'a>>,
}

/// What only a pledge of the record has.
#[derive(Serialize)]
struct RecordedJson<'a> {
    claims: Vec<&'a str>,
    reports: Vec<&'a str>,
    origins: usize,
    history: Vec<EntryJson<'a>>,
}

#[derive(Serialize)]
struct EntryJson<'a> {
    status: &'static str,
    learned: Option<Edtf>,
    report: &'a str,
    claim: &'a str,
}

#[derive(Serialize)]
struct MoneyJson<'a> {
    value: Option<AmountValue>,
    currency: &'a str,
    #[serde(flatten)]
    words: WordsJson,
}

impl<'a> PledgeJson<'a> {
    /// A pledge as one report tells it.
    pub(crate) fn claimed(claim: &'a Claim, value: &'a PledgeValue, text: &Indexed) -> Self {
        Self {
            evidence: claim.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect(),
            rule: Some(&claim.rule.0),
            ..Self::of(&claim.id.0, value, value.status, text, None)
        }
    }

    /// A pledge with all that any report says of it.
    pub(crate) fn recorded(p: &'a RecordedPledge, snapshot: &'a dyn Snapshot, texts: &mut Texts<'_>) -> Self {
        let entry = |h: &'a PledgeEntry| EntryJson {
            status: h.status.as_str(),
            learned: h.learned,
            report: &h.report.0,
            claim: &h.claim.0,
        };
        Self {
            evidence: p.evidence.iter().map(|e| EvidenceJson::of(e, texts)).collect(),
            rule: snapshot.claim(&p.id).map(|claim| claim.rule.0.as_str()),
            recorded: Some(RecordedJson {
                claims: p.claims.iter().map(|c| c.0.as_str()).collect(),
                reports: p.reports.iter().map(|r| r.0.as_str()).collect(),
                origins: p.origins,
                history: p.history.iter().map(entry).collect(),
            }),
            ..Self::of(&p.id.0, &p.value, p.status, texts.get(&p.report), Some(&p.report))
        }
    }

    fn of(
        id: &'a str,
        value: &'a PledgeValue,
        status: PledgeStatus,
        text: &Indexed,
        report: Option<&ReportId>,
    ) -> Self {
        let words = |span| WordsJson::within(report, text, span);
        let actor = |p: &'a Participant| ActorJson::speaking(p, words(p.span));
        Self {
            id,
            by: actor(&value.by),
            parties: value.parties.iter().map(actor).collect(),
            said_by: value.said_by.as_ref().map(actor),
            to: value.to.as_ref().map(actor),
            what: &value.what,
            amount: value.amount.as_ref().map(|amount| MoneyJson {
                value: AmountValue::of(&amount.value),
                currency: &amount.currency,
                words: words(amount.span),
            }),
            period: value.period.map(|period| period.as_str()),
            until: value.until.as_ref().map(|until| TimeJson::of(until, words(until.span))),
            length: value.length.as_deref(),
            status: status.as_str(),
            process: value.process.as_deref(),
            evidence: Vec::new(),
            rule: None,
            recorded: None,
        }
    }
}
