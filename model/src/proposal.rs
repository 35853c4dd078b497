//! What is on the table, and what the parties say to it.

use serde::{Deserialize, Serialize};

use crate::{ByteSpan, Participant, Stance};

/// A plan or text put to others, as one report has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalValue {
    /// What the report calls it, at its fullest: "28-point peace plan".
    pub name: String,
    /// The words that tell one version from another ("28-point", "updated"), in order of the text.
    pub versions: Vec<ByteSpan>,
    /// Who put it forward.
    pub by: Vec<Participant>,
    /// Who wrote it.
    pub drafted_by: Vec<Participant>,
    /// Whom it was put to.
    pub to: Vec<Participant>,
    /// The words that tell what it holds.
    pub contains: Vec<ByteSpan>,
    /// Where the parties stand on it.
    pub answers: Vec<Answer>,
    /// Whether it is only about to be put forward.
    pub planned: bool,
}

/// What a party says to a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whose answer it is.
    pub by: Participant,
    /// The stance; `conditional` too where changes are demanded.
    pub stance: Stance,
    /// The words that tell it, a piece a sentence.
    pub evidence: Vec<ByteSpan>,
}
