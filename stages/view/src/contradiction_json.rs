//! Contradictions as JSON, after the contract.

use chancery_model::{Contradiction, ContradictionSide, Remark};
use serde::Serialize;

use crate::offsets::Texts;
use crate::wire::EvidenceJson;

/// What reports contradict each other in, with the words of both sides.
#[derive(Serialize)]
pub(crate) struct ContradictionJson<'a> {
    id: &'a str,
    kind: &'static str,
    status: &'static str,
    about: &'a str,
    events: Vec<&'a str>,
    sides: Vec<SideJson<'a>>,
    remarks: Vec<RemarkJson<'a>>,
}

#[derive(Serialize)]
struct SideJson<'a> {
    value: &'a str,
    claims: Vec<&'a str>,
    reports: Vec<&'a str>,
    evidence: Vec<EvidenceJson<'a>>,
}

#[derive(Serialize)]
struct RemarkJson<'a> {
    judgement: &'a str,
    text: &'a str,
    by: &'a str,
}

impl<'a> ContradictionJson<'a> {
    pub(crate) fn of(c: &'a Contradiction, texts: &mut Texts<'_>) -> Self {
        let mut side = |side: &'a ContradictionSide| SideJson {
            value: &side.value,
            claims: side.claims.iter().map(|id| id.0.as_str()).collect(),
            reports: side.reports.iter().map(|id| id.0.as_str()).collect(),
            evidence: side.evidence.iter().map(|e| EvidenceJson::of(e, texts)).collect(),
        };
        let remark = |r: &'a Remark| RemarkJson { judgement: &r.judgement.0, text: &r.text, by: &r.by };
        Self {
            id: &c.id.0,
            kind: c.kind.as_str(),
            status: c.status.as_str(),
            about: &c.about,
            events: c.events.iter().map(|id| id.0.as_str()).collect(),
            sides: c.sides.iter().map(&mut side).collect(),
            remarks: c.remarks.iter().map(remark).collect(),
        }
    }
}
