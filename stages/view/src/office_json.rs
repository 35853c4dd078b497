//! Offices as JSON.

use chancery_model::{Claim, OfficeValue};
use serde::Serialize;

use crate::offsets::Indexed;
use crate::wire::{ActorJson, EvidenceJson, WordsJson};

/// Which office a report gives somebody.
#[derive(Serialize)]
pub(crate) struct OfficeJson<'a> {
    id: &'a str,
    holder: ActorJson<'a>,
    title: &'a str,
    former: bool,
    evidence: Vec<EvidenceJson<'a>>,
    rule: &'a str,
}

impl<'a> OfficeJson<'a> {
    pub(crate) fn claimed(claim: &'a Claim, value: &'a OfficeValue, text: &Indexed) -> Self {
        Self {
            id: &claim.id.0,
            holder: ActorJson::speaking(&value.holder, WordsJson::of(text, value.holder.span)),
            title: &value.title,
            former: value.former,
            evidence: claim.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect(),
            rule: &claim.rule.0,
        }
    }
}
