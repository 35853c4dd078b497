//! Positions as JSON, after the contract.

use chancery_model::{
    ByteSpan, Claim, Edtf, Participant, PositionValue, RecordedPosition, ReportId, Snapshot, StanceEntry,
};
use serde::Serialize;

use crate::offsets::{Indexed, Texts};
use crate::origins::VoiceJson;
use crate::wire::{ActorJson, EvidenceJson, WordsJson};

/// Where somebody stands, as one report has it or over all.
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
    rule: Option<&'a str>,
    #[serde(flatten)]
    recorded: Option<RecordedJson<'a>>,
}

/// What only a position of the record has.
#[derive(Serialize)]
struct RecordedJson<'a> {
    claims: Vec<&'a str>,
    reports: Vec<&'a str>,
    origins: usize,
    voices: Vec<VoiceJson<'a>>,
    disputed: bool,
    history: Vec<StanceJson<'a>>,
}

#[derive(Serialize)]
struct StanceJson<'a> {
    stance: &'static str,
    red_line: bool,
    learned: Option<Edtf>,
    report: &'a str,
    claim: &'a str,
}

impl<'a> PositionJson<'a> {
    /// A position as one report tells it.
    pub(crate) fn claimed(claim: &'a Claim, value: &'a PositionValue, text: &Indexed) -> Self {
        Self {
            evidence: claim.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect(),
            rule: Some(&claim.rule.0),
            ..Self::of(&claim.id.0, value, text, None)
        }
    }

    /// A position with all that any report says of it.
    pub(crate) fn recorded(p: &'a RecordedPosition, snapshot: &'a dyn Snapshot, texts: &mut Texts<'_>) -> Self {
        Self {
            evidence: p.evidence.iter().map(|e| EvidenceJson::of(e, texts)).collect(),
            rule: p.in_force().and_then(|h| snapshot.claim(&h.claim)).map(|claim| claim.rule.0.as_str()),
            recorded: Some(RecordedJson {
                claims: p.claims.iter().map(|c| c.0.as_str()).collect(),
                reports: p.reports.iter().map(|r| r.0.as_str()).collect(),
                origins: p.origins,
                voices: p.voices.iter().map(VoiceJson::of).collect(),
                disputed: p.disputed,
                history: p.history.iter().map(StanceJson::of).collect(),
            }),
            ..Self::of(&p.id.0, &p.value, texts.get(&p.report), Some(&p.report))
        }
    }

    fn of(id: &'a str, value: &'a PositionValue, text: &Indexed, report: Option<&ReportId>) -> Self {
        let words = |span: ByteSpan| WordsJson::within(report, text, span);
        let actor = |p: &'a Participant| ActorJson::speaking(p, words(p.span));
        Self {
            id,
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
            evidence: Vec::new(),
            rule: None,
            recorded: None,
        }
    }
}

impl<'a> StanceJson<'a> {
    fn of(entry: &'a StanceEntry) -> Self {
        Self {
            stance: entry.stance.as_str(),
            red_line: entry.red_line,
            learned: entry.learned,
            report: &entry.report.0,
            claim: &entry.claim.0,
        }
    }
}
