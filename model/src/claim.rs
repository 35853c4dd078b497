//! One thing one report says, and the pass that read it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    ByteSpan, EventValue, Imprint, Note, OfficeValue, Participant, PledgeValue, PositionValue, ProposalValue, ReportId,
    RuleId, StatementValue,
};

/// Names a claim for good: a letter for its kind and twelve hexadecimal digits of the hash of its
/// [`Anchor`]. A later reading that finds the same thing in the same place gives the same id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimId(pub String);

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a claim hangs: the report, the words that gave it away, and its kind. Judgements name
/// claims by anchor, so that they survive re-reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The report.
    pub report: ReportId,
    /// The words, in bytes of the report's text.
    pub span: ByteSpan,
    /// What kind of claim hangs there.
    pub kind: ClaimKind,
}

/// Kinds of claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// Of an event.
    Event,
    /// Of words spoken or written.
    Statement,
    /// Of where somebody stands.
    Position,
    /// Of a plan or text on the table.
    Proposal,
    /// Of what somebody undertook.
    Pledge,
    /// Of which office somebody holds.
    Office,
}

impl ClaimKind {
    /// The letter that opens a claim's id.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Event => 'e',
            Self::Statement => 's',
            Self::Position => 'p',
            Self::Proposal => 'o',
            // The word that is given; `p` is a position's.
            Self::Pledge => 'g',
            // Whoever holds it; `o` is a proposal's.
            Self::Office => 'h',
        }
    }
}

/// One thing one report says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// Where it hangs.
    pub anchor: Anchor,
    /// What is said.
    pub value: ClaimValue,
    /// The words that say it, each within one sentence; never empty.
    pub evidence: Vec<Evidence>,
    /// The rule that read it.
    pub rule: RuleId,
    /// The way from words to value, a sentence a step, for `why`.
    pub steps: Vec<String>,
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimValue {
    /// Of an event.
    Event(EventValue),
    /// Of words.
    Statement(StatementValue),
    /// Of a stance.
    Position(PositionValue),
    /// Of a plan or text on the table.
    Proposal(ProposalValue),
    /// Of an undertaking.
    Pledge(Box<PledgeValue>),
    /// Of an office.
    Office(OfficeValue),
}

impl ClaimValue {
    /// Everybody it names.
    #[must_use]
    pub fn people(&self) -> Vec<&Participant> {
        match self {
            Self::Event(e) => e.actors.iter().chain(&e.recipients).chain(&e.mediators).collect(),
            Self::Statement(s) => s.speaker.iter().collect(),
            Self::Position(p) => std::iter::once(&p.holder).chain(&p.said_by).collect(),
            Self::Proposal(p) => {
                let answers = p.answers.iter().map(|a| &a.by);
                p.by.iter().chain(&p.drafted_by).chain(&p.to).chain(answers).collect()
            }
            Self::Pledge(p) => std::iter::once(&p.by).chain(&p.parties).chain(&p.said_by).chain(&p.to).collect(),
            Self::Office(o) => vec![&o.holder],
        }
    }

    /// The same, to be changed.
    pub fn people_mut(&mut self) -> Vec<&mut Participant> {
        match self {
            Self::Event(e) => e.actors.iter_mut().chain(&mut e.recipients).chain(&mut e.mediators).collect(),
            Self::Statement(s) => s.speaker.iter_mut().collect(),
            Self::Position(p) => std::iter::once(&mut p.holder).chain(&mut p.said_by).collect(),
            Self::Proposal(p) => {
                let answers = p.answers.iter_mut().map(|a| &mut a.by);
                p.by.iter_mut().chain(&mut p.drafted_by).chain(&mut p.to).chain(answers).collect()
            }
            Self::Pledge(p) => {
                std::iter::once(&mut p.by).chain(&mut p.parties).chain(&mut p.said_by).chain(&mut p.to).collect()
            }
            Self::Office(o) => vec![&mut o.holder],
        }
    }
}

/// Exact words of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where they stand.
    pub span: ByteSpan,
    /// The words: `text[span]`, always.
    pub exact: String,
}

impl Evidence {
    /// Longest piece that stages quote, in words, a little under the 60 that a record may hold: longer
    /// sentences are cut to the words that matter.
    pub const MOST_WORDS: usize = 55;
}

/// Names a reading: a hash of the report, the version of the program and of its data, and the
/// publication date it was read under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReadingId(pub String);

/// One pass of one version of program and data over one report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its id.
    pub id: ReadingId,
    /// The report read.
    pub report: ReportId,
    /// Version of the program.
    pub engine: String,
    /// Hash of rules, lexicons and register.
    pub data: String,
    /// The claims it found, in order of their anchors.
    pub claims: Vec<Claim>,
    /// Remarks made while reading.
    pub notes: Vec<Note>,
    /// Whose act of reporting the report is; readings of older versions do not tell.
    #[serde(default)]
    pub imprint: Option<Imprint>,
}
