//! Ids made from content: the same content gives the same id on every machine.

use sha2::{Digest, Sha256};

use crate::{Anchor, ClaimId, Edtf, JudgementId, JudgementKind, ReadingId, ReportId, Subject};

/// SHA-256 of the parts, each preceded by its length, in hexadecimal.
fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// `sha256:` and the hexadecimal hash of the bytes, as reports and texts are named by.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

impl ReportId {
    /// The id of the report that arrived as these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha256(bytes))
    }
}

impl ClaimId {
    /// The id of the claim that hangs at `anchor`.
    #[must_use]
    pub fn of(anchor: &Anchor) -> Self {
        let (start, end) = (anchor.span.start().to_string(), anchor.span.end().to_string());
        let letter = anchor.kind.letter();
        let hash = digest(&[anchor.report.0.as_bytes(), start.as_bytes(), end.as_bytes(), &[letter as u8]]);
        Self(format!("{letter}{}", &hash[..12]))
    }
}

impl ReadingId {
    /// The id of the reading of `report` by this version of program and data, under this
    /// publication date.
    #[must_use]
    pub fn of(report: &ReportId, engine: &str, data: &str, published: Option<Edtf>) -> Self {
        let date = published.map_or(String::new(), |d| d.to_string());
        let hash = digest(&[report.0.as_bytes(), engine.as_bytes(), data.as_bytes(), date.as_bytes()]);
        Self(format!("r{}", &hash[..16]))
    }
}

impl JudgementId {
    /// The id of a judgement of this content, made at this moment by this decider.
    #[must_use]
    pub fn of(kind: &JudgementKind, subjects: &[Subject], by: &str, at: &str) -> Self {
        let (kind, subjects) = (format!("{kind:?}"), format!("{subjects:?}"));
        let hash = digest(&[kind.as_bytes(), subjects.as_bytes(), by.as_bytes(), at.as_bytes()]);
        Self(format!("j{}", &hash[..12]))
    }
}
