//! Takes claims of statements, gives them as the record keeps them. Equal words in several reports stay several statements.

use chancery_model::{Claim, ClaimValue, RecordedStatement};

use crate::learned::Learned;
use crate::merge;
use crate::origin::Origins;

/// The statements of `claims`, in their order.
pub(crate) fn statements(claims: &[&Claim], origins: &Origins, learned: &Learned) -> Vec<RecordedStatement> {
    claims
        .iter()
        .filter_map(|claim| {
            let ClaimValue::Statement(value) = &claim.value else { return None };
            Some(RecordedStatement {
                id: claim.id.clone(),
                value: value.clone(),
                report: claim.anchor.report.clone(),
                origin: origins.voices(&[claim]).first().copied().unwrap_or_default().to_owned(),
                learned: learned.get(&claim.anchor.report).copied(),
                evidence: merge::evidence(std::iter::once(*claim)),
                part_of: None,
            })
        })
        .collect()
}
