//! Decisions about claims and reports: added, withdrawn, never deleted.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Anchor, ReportId};

/// Names a judgement: `j` and twelve hexadecimal digits of the hash of its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JudgementId(pub String);

impl fmt::Display for JudgementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A decision, by a rule or a person. It names claims by their anchor and never a merged event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Its id.
    pub id: JudgementId,
    /// What is decided.
    pub kind: JudgementKind,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// Who decided: `user`, a person's name, or a rule's id.
    pub by: String,
    /// When it was made, RFC 3339 UTC.
    pub at: String,
    /// When it was withdrawn, RFC 3339 UTC.
    pub withdrawn: Option<String>,
}

/// What a judgement decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JudgementKind {
    /// The subjects are one and the same.
    Same,
    /// The subjects are not the same.
    Different,
    /// The subjects are not so: leave them out of the record.
    Reject,
    /// A field of the subject has this value.
    Set {
        /// Name of the field (`published`).
        field: String,
        /// The value, as written in JSON.
        value: String,
    },
    /// A remark on the subjects.
    Explain {
        /// The remark.
        text: String,
    },
}

impl JudgementKind {
    /// The word for it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Reject => "reject",
            Self::Set { .. } => "set",
            Self::Explain { .. } => "explain",
        }
    }
}

/// What a judgement is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// A report.
    Report(ReportId),
    /// A claim, by anchor.
    Claim(Anchor),
}
