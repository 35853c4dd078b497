//! Who stands where on what.

use serde::{Deserialize, Serialize};

use crate::{ActorId, ByteSpan, Participant, Rung};

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
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Demands,
        Self::Supports,
        Self::Accepts,
        Self::Open,
        Self::Conditional,
        Self::Opposes,
        Self::Rejects,
        Self::Uncommitted,
    ];

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

    /// The side it takes, in more or fewer words.
    #[must_use]
    pub fn side(self) -> Side {
        match self {
            Self::Demands | Self::Supports | Self::Accepts => Side::For,
            Self::Opposes | Self::Rejects => Side::Against,
            Self::Open => Side::Open,
            Self::Conditional => Side::Conditional,
            Self::Uncommitted => Side::Silent,
        }
    }
}

/// Which way a stance leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Wants it, favours it or agrees to it.
    For,
    /// Is against it.
    Against,
    /// Will talk about it.
    Open,
    /// Yes, if.
    Conditional,
    /// Does not say.
    Silent,
}

impl Side {
    /// Whether the two cannot be held at one time: for and against.
    #[must_use]
    pub fn opposes(self, other: Self) -> bool {
        matches!((self, other), (Self::For, Self::Against) | (Self::Against, Self::For))
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
    /// What its words name, by which positions are told apart.
    #[serde(default)]
    pub matter: Matter,
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

/// What a proposition is about, beyond its issue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// Base forms of the words that tell it, each once, in order of the alphabet; words that only tell the
    /// issue ("sanctions" of sanctions) are none of them.
    pub words: Vec<String>,
    /// The actors it names other than the holder, in order of their ids.
    pub actors: Vec<ActorId>,
    /// Whether its words only point at what was told before: "this condition".
    #[serde(default)]
    pub points: bool,
}
