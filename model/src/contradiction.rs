//! Claims that cannot all hold.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ClaimId, JudgementId, RecordedEvidence, ReportId};

/// Names a contradiction: `x` and twelve hexadecimal digits of the hash of its kind and of the first claim of each
/// side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContradictionId(pub String);

impl fmt::Display for ContradictionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What reports contradict each other in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContradictionKind {
    /// The day of one occasion.
    Date,
    /// The place of one occasion.
    Place,
    /// Whether somebody took part.
    Attendance,
    /// An amount.
    Figure,
    /// Whether somebody holds an office.
    Office,
    /// Whether it took place.
    Occurrence,
    /// Whether those who met agreed.
    Agreement,
    /// Whose the words are.
    Attribution,
}

impl ContradictionKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Date,
        Self::Place,
        Self::Attendance,
        Self::Figure,
        Self::Office,
        Self::Occurrence,
        Self::Agreement,
        Self::Attribution,
    ];

    /// The word used in JSON and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Place => "place",
            Self::Attendance => "attendance",
            Self::Figure => "figure",
            Self::Office => "office",
            Self::Occurrence => "occurrence",
            Self::Agreement => "agreement",
            Self::Attribution => "attribution",
        }
    }
}

/// How far a contradiction is from being settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContradictionStatus {
    /// Nothing explains it.
    Open,
    /// A person has explained it; both sides stand.
    Explained,
    /// A judgement has taken one side out of the record or corrected it.
    Resolved,
}

impl ContradictionStatus {
    /// The word used in JSON and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Explained => "explained",
            Self::Resolved => "resolved",
        }
    }
}

/// Reports that cannot all be right, with the words of both sides. A difference of time, scope or precision is none:
/// who is expected on Monday may be missing on Tuesday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Its id.
    pub id: ContradictionId,
    /// What they differ in.
    pub kind: ContradictionKind,
    /// How far it is settled.
    pub status: ContradictionStatus,
    /// Whom or what it is about, by name: the person whose office, attendance or words are told differently, else those
    /// who met.
    pub about: String,
    /// The events it is about, by id.
    pub events: Vec<ClaimId>,
    /// What the reports say, those that say the same as one side; at least two, the side of most reports first, then
    /// by value.
    pub sides: Vec<ContradictionSide>,
    /// What persons have said of it, by judgement, oldest first.
    pub remarks: Vec<Remark>,
}

/// One side of a contradiction; without claims where it is the register that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContradictionSide {
    /// What this side says.
    pub value: String,
    /// The claims that say so, canonically ordered.
    pub claims: Vec<ClaimId>,
    /// Their reports, by id.
    pub reports: Vec<ReportId>,
    /// Their words.
    pub evidence: Vec<RecordedEvidence>,
}

/// What a person said of a contradiction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The judgement.
    pub judgement: JudgementId,
    /// The words.
    pub text: String,
    /// Whose they are.
    pub by: String,
}
