//! Ids made from content: the same content gives the same id on every machine.

use sha2::{Digest, Sha256};

use crate::{
    Anchor, ClaimId, ContradictionId, ContradictionKind, Edtf, JudgementId, JudgementKind, ReadingId, ReportId, Subject,
};

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

impl ContradictionId {
    /// The id of a contradiction between these claims, the first of each side.
    #[must_use]
    pub fn of(kind: ContradictionKind, sides: &[&ClaimId]) -> Self {
        let parts: Vec<&[u8]> =
            std::iter::once(kind.as_str().as_bytes()).chain(sides.iter().map(|c| c.0.as_bytes())).collect();
        Self(format!("x{}", &digest(&parts)[..12]))
    }
}

impl JudgementId {
    /// The id of a judgement of this content, made at this moment by this decider.
    ///
    /// What is hashed: the word for the kind and its fields (`set`, field, value; `rename`, the name, the new
    /// actor's id and name; `add`, the words, each field and value; `explain`, text); each subject as `report` and
    /// its id, as `claim`, the id of its report, first byte, end and the letter of its kind, as `claims` and each so,
    /// as `outlet` and its name, or as `actor` and its id; the decider; the moment.
    #[must_use]
    pub fn of(kind: &JudgementKind, subjects: &[Subject], by: &str, at: &str) -> Self {
        let word = if matches!(kind, JudgementKind::Set { .. }) { "set" } else { kind.as_str() };
        let mut parts = vec![word.to_owned()];
        match kind {
            JudgementKind::Same | JudgementKind::Different | JudgementKind::Reject => {}
            JudgementKind::Set { field, value } => parts.extend([field.clone(), value.clone()]),
            JudgementKind::Rename { from, to } => parts.extend([from.clone(), to.id.0.clone(), to.name.clone()]),
            JudgementKind::Add { words, fields } => {
                parts.push(words.clone());
                parts.extend(fields.iter().flat_map(|f| [f.field.clone(), f.value.clone()]));
            }
            JudgementKind::Explain { text } => parts.push(text.clone()),
        }
        for subject in subjects {
            match subject {
                Subject::Report(id) => parts.extend(["report".to_owned(), id.0.clone()]),
                Subject::Claim(_) => parts.push("claim".to_owned()),
                Subject::Claims(_) => parts.push("claims".to_owned()),
                Subject::Outlet(name) => parts.extend(["outlet".to_owned(), name.clone()]),
                Subject::Actor(id) => parts.extend(["actor".to_owned(), id.0.clone()]),
            }
            for Anchor { report, span, kind } in subject.anchors() {
                let (start, end) = (span.start().to_string(), span.end().to_string());
                parts.extend([report.0.clone(), start, end, kind.letter().to_string()]);
            }
        }
        parts.extend([by.to_owned(), at.to_owned()]);
        let hash = digest(&parts.iter().map(String::as_bytes).collect::<Vec<_>>());
        Self(format!("j{}", &hash[..12]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ByteSpan, ClaimKind};

    /// Ids stand in stores: whatever is renamed in the program, they stay as they are.
    #[test]
    fn judgements_keep_their_ids() {
        let report = ReportId::of(b"The ministers met.");
        let anchor = Anchor { report: report.clone(), span: ByteSpan::new(14, 17), kind: ClaimKind::Event };
        let (of, at) = ([Subject::Report(report.clone()), Subject::Claim(anchor)], "2025-12-10T08:00:00Z");
        let set = JudgementKind::Set { field: "published".to_owned(), value: "2025-12-09".to_owned() };
        let explain = JudgementKind::Explain { text: "a slip".to_owned() };
        let id = |kind, subjects| JudgementId::of(kind, subjects, "user", at).0;
        assert_eq!(id(&set, &of[..1]), "jc4b8a6239856");
        assert_eq!(id(&explain, &of[..1]), "j54f0f3196222");
        assert_eq!(id(&JudgementKind::Same, &of), "jc5bb12e6228a");
        assert_eq!(id(&JudgementKind::Different, &of), "ja17555911847");
        assert_eq!(id(&JudgementKind::Reject, &of[1..]), "ja7d0e09de919");
    }
}
