//! Results of occasions as JSON, after the contract.

use chancery_model::{Outcome, RecordedOutcome};
use serde::Serialize;

use crate::offsets::{Indexed, Texts};
use crate::wire::EvidenceJson;

/// What came of an occasion, with the words that tell it.
#[derive(Serialize)]
pub(crate) struct OutcomeJson<'a> {
    value: &'static str,
    evidence: Vec<EvidenceJson<'a>>,
}

impl<'a> OutcomeJson<'a> {
    /// As one report tells it.
    pub(crate) fn claimed(outcome: &'a Outcome, text: &Indexed) -> Self {
        let evidence = outcome.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect();
        Self { value: outcome.value.as_str(), evidence }
    }

    /// As reports of the record tell it.
    pub(crate) fn recorded(outcome: &'a RecordedOutcome, texts: &mut Texts<'_>) -> Self {
        let evidence = outcome.evidence.iter().map(|e| EvidenceJson::of(e, texts)).collect();
        Self { value: outcome.value.as_str(), evidence }
    }
}
