//! What came of an occasion, and what else is told of it besides who, where and when.

use serde::{Deserialize, Serialize};

use crate::{Attendance, ByteSpan, Evidence, RuleId};

/// What an occasion led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutcomeValue {
    /// Those who took part agreed on something, or signed it.
    Agreement,
    /// There was progress, or agreement on a part only.
    Partial,
    /// It ended without a result.
    None,
}

impl OutcomeValue {
    /// The word used in JSON and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Partial => "partial",
            Self::None => "none",
        }
    }

    /// What two results of one occasion amount to: something and nothing is a part, and what was agreed
    /// outweighs the progress made on the way.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::None, _) | (_, Self::None) => Self::Partial,
            _ => Self::Agreement,
        }
    }
}

/// What one report tells of the result of an occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What it was.
    pub value: OutcomeValue,
    /// The words that tell it.
    pub evidence: Vec<Evidence>,
}

/// What is told of an occasion besides who, where and when, as the text says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideFinding {
    /// What it tells.
    pub tells: Aside,
    /// Indices into [`crate::Findings::mentions`]: who agreed, who will not come, who discussed.
    pub actors: Vec<usize>,
    /// The word that names the occasion ("the **talks** ended without …").
    pub occasion: Option<ByteSpan>,
    /// Whether that word points at an occasion told before ("the talks", "Monday's meeting"), and not at another
    /// one ("earlier talks", "a meeting").
    pub points_back: bool,
    /// The words that tell what was discussed or agreed.
    pub content: Vec<ByteSpan>,
    /// The words that gave it away.
    pub trigger: ByteSpan,
    /// Index of its sentence.
    pub sentence: usize,
    /// The words that tell it, within the sentence.
    pub evidence: ByteSpan,
    /// The rule that read it.
    pub rule: RuleId,
}

/// What an [`AsideFinding`] tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The result.
    Outcome(OutcomeValue),
    /// How sure it is that somebody comes or came.
    Attendance(Attendance),
    /// That it was called off.
    CalledOff,
    /// What it is about.
    Topic,
}

impl Aside {
    /// What rules of the sort read: the folder of their files.
    #[must_use]
    pub fn sort(&self) -> &'static str {
        match self {
            Self::Outcome(_) => "outcome",
            Self::Attendance(_) => "attendance",
            Self::CalledOff => "called-off",
            Self::Topic => "topic",
        }
    }

    /// The word for it in examples of rules.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Outcome(value) => value.as_str(),
            Self::Attendance(value) => value.as_str(),
            Self::CalledOff => "called-off",
            Self::Topic => "topic",
        }
    }
}
