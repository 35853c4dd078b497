//! Who stands where on what.

use serde::{Deserialize, Serialize};

use crate::{ByteSpan, Participant, Rung};

/// Where a holder stands on a proposition, after the annotators' scale of diplomacy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Wants it and asks it of others.
    Demands,
    /// Is in favour.
    Supports,
    /// Agrees to what was put to it.
    Accepts,
    /// Is willing to talk about it.
    Open,
    /// Yes, if.
    Conditional,
    /// Is against.
    Opposes,
    /// Refuses outright.
    Rejects,
    /// Does not say.
    Uncommitted,
}

impl Stance {
    /// The word used in JSON and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demands => "demands",
            Self::Supports => "supports",
            Self::Accepts => "accepts",
            Self::Open => "open",
            Self::Conditional => "conditional",
            Self::Opposes => "opposes",
            Self::Rejects => "rejects",
            Self::Uncommitted => "uncommitted",
        }
    }
}

/// What one report says of one holder's stance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionValue {
    /// Whose it is: the state or body behind an official, the person where it is his own.
    pub holder: Participant,
    /// Whoever puts it into words.
    pub said_by: Option<Participant>,
    /// The issue, a key of `data/schema/issues.toml`.
    pub issue: String,
    /// The clause of the issue, where its words tell one (`territory/cession`).
    pub clause: Option<String>,
    /// The stance.
    pub stance: Stance,
    /// Whether the words are absolute.
    pub red_line: bool,
    /// What the stance is about: the report's own words, in positive form.
    pub proposition: String,
    /// The condition, word for word.
    pub condition: Option<ByteSpan>,
    /// How close the report stands to the holder.
    pub rung: Rung,
    /// Outlets the words went through, nearest the holder first.
    pub chain: Vec<String>,
    /// The negotiation that it belongs to, by its key in `data/schema/processes.toml`.
    #[serde(default)]
    pub process: Option<String>,
}
