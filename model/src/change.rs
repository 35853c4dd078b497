//! What one record has and an earlier one had not.

use serde::{Deserialize, Serialize};

use crate::{ClaimId, ContradictionId, ReportId};

/// The sort of a change, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// A party changed sides, or what was called off is on again.
    Reversed,
    /// It was called off.
    Cancelled,
    /// Somebody says that it is not so.
    Denied,
    /// What was planned took place; what was promised was done.
    Confirmed,
    /// It was moved to a later day.
    Slipped,
    /// Its day is past, and no report says that it happened.
    Overdue,
    /// A contradiction was explained or resolved.
    Settled,
    /// Something else about it is told now.
    Changed,
    /// It was not there before.
    New,
    /// More acts of reporting tell it.
    ToldAgain,
    /// It is in the record no longer.
    Withdrawn,
}

impl ChangeKind {
    /// All of them, the weightiest first.
    pub const ALL: [Self; 11] = [
        Self::Reversed,
        Self::Cancelled,
        Self::Denied,
        Self::Confirmed,
        Self::Slipped,
        Self::Overdue,
        Self::Settled,
        Self::Changed,
        Self::New,
        Self::ToldAgain,
        Self::Withdrawn,
    ];

    /// The word used in JSON and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reversed => "reversed",
            Self::Cancelled => "cancelled",
            Self::Denied => "denied",
            Self::Confirmed => "confirmed",
            Self::Slipped => "slipped",
            Self::Overdue => "overdue",
            Self::Settled => "settled",
            Self::Changed => "changed",
            Self::New => "new",
            Self::ToldAgain => "told-again",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Something of a record, by its id there; what was withdrawn, by its id in the earlier one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Changed {
    /// An event.
    Event(ClaimId),
    /// A position.
    Position(ClaimId),
    /// A proposal.
    Proposal(ClaimId),
    /// A pledge.
    Pledge(ClaimId),
    /// A contradiction.
    Contradiction(ContradictionId),
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Name of the field, as in the record's JSON.
    pub field: String,
    /// What it was; `None` where nothing was told.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// What became of one thing of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The weightiest of what became of it.
    pub kind: ChangeKind,
    /// What it is about.
    pub of: Changed,
    /// What differs; empty where it is new or withdrawn.
    pub differences: Vec<Difference>,
    /// The reports that tell it now and did not before, by id.
    pub reports: Vec<ReportId>,
}
