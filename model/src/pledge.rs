//! Who undertook to do or give what, and how far that has come.

use serde::{Deserialize, Serialize};

use crate::{ByteSpan, ClaimId, Decimal, Edtf, Participant, RecordedEvidence, ReportId, When};

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

    /// How often it falls due within a length of time after ISO 8601 (`P2Y`, `P18M`); `None` where that is no whole
    /// number of times, or the length is of another sort: months have no fixed number of weeks.
    #[must_use]
    pub fn within(self, length: &str) -> Option<u32> {
        let (number, unit) = length.strip_prefix('P')?.split_at_checked(length.len().checked_sub(2)?)?;
        let number: u32 = number.parse().ok()?;
        let (months, days) = match unit {
            "Y" => (number.checked_mul(12)?, 0),
            "M" => (number, 0),
            "W" => (0, number.checked_mul(7)?),
            "D" => (0, number),
            _ => return None,
        };
        let (all, one) = match self {
            Self::Year => (months, 12),
            Self::Quarter => (months, 3),
            Self::Month => (months, 1),
            Self::Week => (days, 7),
            Self::Day => (days, 1),
        };
        (all > 0 && all % one == 0).then_some(all / one)
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
    /// Over how long, after ISO 8601 (`P2Y`), where `until` tells a length.
    #[serde(default)]
    pub length: Option<String>,
    /// How far it has come.
    pub status: PledgeStatus,
    /// The negotiation that it belongs to, by its key in `data/schema/processes.toml`.
    #[serde(default)]
    pub process: Option<String>,
}

impl PledgeValue {
    /// The money in all: the amount where it falls due once, as often as it does where it is told over how long;
    /// `None` where that is not known.
    #[must_use]
    pub fn in_all(&self) -> Option<Decimal> {
        let amount: Decimal = self.amount.as_ref()?.value.parse().ok()?;
        match self.period {
            None => Some(amount),
            Some(period) => amount.times(period.within(self.length.as_ref()?)?),
        }
    }

    /// Whether two tell one sum: the same amount as often, or the same money in all ("90 billion over two years", "45
    /// billion a year"). `None` where one of them tells none.
    #[must_use]
    pub fn is_same_sum(&self, other: &Self) -> Option<bool> {
        let (a, b) = (self.amount.as_ref()?, other.amount.as_ref()?);
        if a.currency != b.currency {
            return Some(false);
        }
        if self.period == other.period {
            return Some(a.value == b.value);
        }
        let spread = |all: &Self, part: &Self| {
            let length = all.length.as_ref().or(part.length.as_ref())?;
            let times = part.period?.within(length)?;
            let part: Decimal = part.amount.as_ref()?.value.parse().ok()?;
            Some(all.in_all()? == part.times(times)?)
        };
        Some(spread(self, other).or_else(|| spread(other, self)).unwrap_or(false))
    }
}

/// An undertaking with all that any report says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedPledge {
    /// Id of the canonically first of its claims; the others lead here too.
    pub id: ClaimId,
    /// All its claims, canonically ordered.
    pub claims: Vec<ClaimId>,
    /// What is told of it by the claim that tells most: an amount before none, a receiver before none, then what was
    /// learned last.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_falls_due_a_whole_number_of_times() {
        for (period, length, times) in [
            (Period::Year, "P2Y", Some(2)),
            (Period::Year, "P24M", Some(2)),
            (Period::Year, "P18M", None),
            (Period::Quarter, "P18M", Some(6)),
            (Period::Month, "P1Y", Some(12)),
            (Period::Week, "P2W", Some(2)),
            (Period::Week, "P2M", None),
            (Period::Day, "P10D", Some(10)),
            (Period::Year, "PXY", None),
            (Period::Year, "P", None),
            (Period::Year, "", None),
            (Period::Year, "P1DE", None),
        ] {
            assert_eq!(period.within(length), times, "{period:?} {length}");
        }
    }
}
