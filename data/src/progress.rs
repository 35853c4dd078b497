//! How far what a rule reads has come: an event has one scale, a pledge another, and in a rule's file both are
//! called its status.

use chancery_model::{PledgeStatus, Status};
use serde::Deserialize;

/// A status as a rule's file writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Progress {
    /// Of an event.
    Event(Status),
    /// Of a pledge.
    Pledge(PledgeStatus),
}

impl Progress {
    /// The word used in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Event(status) => status.as_str(),
            Self::Pledge(status) => status.as_str(),
        }
    }
}

impl TryFrom<String> for Progress {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        let of_events =
            [Status::Held, Status::Ongoing, Status::Planned, Status::Proposed, Status::Cancelled, Status::Denied];
        let all = of_events.map(Self::Event).into_iter().chain(PledgeStatus::ALL.map(Self::Pledge));
        let words: Vec<&str> = all.clone().map(Self::as_str).collect();
        let told = all.into_iter().find(|status| status.as_str() == word);
        told.ok_or_else(|| format!("`{word}` is no status: there are {}", words.join(", ")))
    }
}
