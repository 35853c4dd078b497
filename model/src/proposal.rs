//! What is on the table, and what the parties say to it.

use serde::{Deserialize, Serialize};

use crate::{ByteSpan, ClaimId, Edtf, Participant, RecordedEvidence, ReportId, Stance};

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
    /// The negotiation that it belongs to, by its key in `data/schema/processes.toml`.
    #[serde(default)]
    pub process: Option<String>,
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

/// A plan or text on the table with all that any report says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedProposal {
    /// Id of the canonically first of its claims; the others lead here too.
    pub id: ClaimId,
    /// All its claims, canonically ordered.
    pub claims: Vec<ClaimId>,
    /// Its name at its fullest.
    pub name: String,
    /// Who put it forward, by any report.
    pub by: Vec<Participant>,
    /// Who wrote it, by any report.
    pub drafted_by: Vec<Participant>,
    /// Whom it was put to, by any report.
    pub to: Vec<Participant>,
    /// Whether every report has it yet to be put forward.
    pub planned: bool,
    /// The negotiation that it belongs to, by the last report that tells one.
    #[serde(default)]
    pub process: Option<String>,
    /// The words that tell its versions, each once, in the order learned.
    pub versions: Vec<RecordedEvidence>,
    /// The words that tell what it holds, in the order learned.
    pub contains: Vec<RecordedEvidence>,
    /// What each party says to it, in the order learned.
    pub answers: Vec<RecordedAnswer>,
    /// The words, of all reports.
    pub evidence: Vec<RecordedEvidence>,
    /// The reports, by id.
    pub reports: Vec<ReportId>,
    /// How many origins those reports have.
    pub origins: usize,
}

/// What a party says to a proposal, by one report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedAnswer {
    /// Whose answer it is.
    pub by: Participant,
    /// The stance.
    pub stance: Stance,
    /// When that was learned; `None` where on no known day.
    pub learned: Option<Edtf>,
    /// Who told it.
    pub report: ReportId,
    /// The claim that says so.
    pub claim: ClaimId,
    /// The words.
    pub evidence: Vec<ByteSpan>,
}
