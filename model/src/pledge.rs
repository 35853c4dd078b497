//! Who undertook to do or give what, and how far that has come.

use serde::{Deserialize, Serialize};

use crate::{ByteSpan, ClaimId, Edtf, Participant, RecordedEvidence, ReportId, When};

/// How far an undertaking has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PledgeStatus {
    /// Somebody's word was given.
    Promised,
    /// Whoever has to let it pass has done so.
    Approved,
    /// It was done or handed over.
    Delivered,
}

impl PledgeStatus {
    /// All of them, the earliest first.
    pub const ALL: [Self; 3] = [Self::Promised, Self::Approved, Self::Delivered];

    /// The word used in JSON, in rules and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Promised => "promised",
            Self::Approved => "approved",
            Self::Delivered => "delivered",
        }
    }
}

/// How often an amount falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// Every day.
    Day,
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// Every quarter of a year.
    Quarter,
    /// Every year.
    Year,
}

impl Period {
    /// All of them, the shortest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word used in JSON and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// An amount of money as a report tells it. One told in two currencies stands in the one told first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// The number, as a decimal.
    pub value: String,
    /// ISO 4217.
    pub currency: String,
    /// The words that tell it.
    pub text: String,
    /// Where they stand.
    pub span: ByteSpan,
}

/// What one report says that somebody undertook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeValue {
    /// Whoever is bound: the state or body behind an official, the person where it is his own; of several who are
    /// bound together, all as one group.
    pub by: Participant,
    /// The members of that group; empty where one alone is bound.
    pub parties: Vec<Participant>,
    /// The person who gives the word.
    pub said_by: Option<Participant>,
    /// Whom it is given to, several as one group.
    pub to: Option<Participant>,
    /// What is to be done or given, in the report's own words.
    pub what: String,
    /// The money in it.
    pub amount: Option<Money>,
    /// How often the amount falls due; `None` where it does once, or nothing is told.
    pub period: Option<Period>,
    /// Until when.
    pub until: Option<When>,
    /// How far it has come.
    pub status: PledgeStatus,
}

/// An undertaking with all that any report says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedPledge {
    /// Id of the canonically first of its claims; the others lead here too.
    pub id: ClaimId,
    /// All its claims, canonically ordered.
    pub claims: Vec<ClaimId>,
    /// What is told of it by the claim that tells most: an amount before none, then what was learned last.
    pub value: PledgeValue,
    /// The report of that claim: spans in `value` index its text.
    pub report: ReportId,
    /// How far it has come by any report.
    pub status: PledgeStatus,
    /// What each report said of it, in the order it was learned.
    pub history: Vec<PledgeEntry>,
    /// The words, of all reports.
    pub evidence: Vec<RecordedEvidence>,
    /// The reports, by id.
    pub reports: Vec<ReportId>,
    /// How many origins those reports have.
    pub origins: usize,
}

/// A step in the life of an undertaking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeEntry {
    /// How far it had come.
    pub status: PledgeStatus,
    /// When that was learned; `None` where on no known day.
    pub learned: Option<Edtf>,
    /// Who told it.
    pub report: ReportId,
    /// The claim that says so.
    pub claim: ClaimId,
}
