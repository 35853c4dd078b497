//! Dates as uncertain as the words that told them: EDTF level 1.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar.
pub type Day = civil::Date;

/// Days between two days, whichever is the earlier.
#[must_use]
pub fn days_between(a: Day, b: Day) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// A year, a month of a year, or a day: never padded to a day that nobody told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// `2025`
    Year(i16),
    /// `2025-12`
    Month(i16, i8),
    /// `2025-12-08`
    Day(Day),
}

impl PartialDate {
    /// The first day it may mean.
    #[must_use]
    pub fn first_day(self) -> Day {
        match self {
            Self::Year(y) => civil::date(y, 1, 1),
            Self::Month(y, m) => civil::date(y, m, 1),
            Self::Day(d) => d,
        }
    }

    /// The last day it may mean.
    #[must_use]
    pub fn last_day(self) -> Day {
        match self {
            Self::Year(y) => civil::date(y, 12, 31),
            Self::Month(y, m) => civil::date(y, m, 1).last_of_month(),
            Self::Day(d) => d,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => year(f, *y),
            Self::Month(y, m) => year(f, *y).and_then(|()| write!(f, "-{m:02}")),
            Self::Day(d) => year(f, d.year()).and_then(|()| write!(f, "-{:02}-{:02}", d.month(), d.day())),
        }
    }
}

/// Four digits, before year 0 with a sign.
fn year(f: &mut fmt::Formatter<'_>, year: i16) -> fmt::Result {
    write!(f, "{}{:04}", if year < 0 { "-" } else { "" }, year.unsigned_abs())
}

impl FromStr for PartialDate {
    type Err = EdtfError;

    fn from_str(s: &str) -> Result<Self, EdtfError> {
        let fault = || EdtfError(s.to_owned());
        let number = |part: &str, width: usize| {
            if part.len() == width && part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse::<i16>().ok()
            } else {
                None
            }
        };
        let (before, digits) = s.strip_prefix('-').map_or((false, s), |digits| (true, digits));
        let mut parts = digits.split('-');
        let first = parts.next().unwrap_or_default();
        // Stores of earlier versions have years before 0 in fewer digits.
        let width = if before && !first.is_empty() { first.len().min(4) } else { 4 };
        let year = number(first, width).ok_or_else(fault)?;
        let year: i16 = if before { -year } else { year };
        let Some(month) = parts.next() else { return Ok(Self::Year(year)) };
        let month = number(month, 2).filter(|m| (1..=12).contains(m)).ok_or_else(fault)? as i8;
        let Some(day) = parts.next() else { return Ok(Self::Month(year, month)) };
        let day = number(day, 2).ok_or_else(fault)? as i8;
        if parts.next().is_some() {
            return Err(fault());
        }
        Day::new(year, month, day).map(Self::Day).map_err(|_| fault())
    }
}

/// A date or an interval of dates, after the Extended Date/Time Format level 1 (ISO 8601-2:2019):
/// `2025-12-08`, `2025-12`, `2025-12-08/2025-12-09`, `2025-12-08~`, `../2025-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Edtf {
    /// One date; `approximate` is the `~` of EDTF.
    Date {
        /// The date.
        date: PartialDate,
        /// "about": the day may be off by a little.
        approximate: bool,
    },
    /// From–to, both included; `None` is an open end (`..`).
    Interval {
        /// First date.
        from: Option<PartialDate>,
        /// Last date.
        to: Option<PartialDate>,
    },
}

impl Edtf {
    /// One day.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self::Date { date: PartialDate::Day(day), approximate: false }
    }

    /// One month.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Self {
        Self::Date { date: PartialDate::Month(year, month), approximate: false }
    }

    /// One year.
    #[must_use]
    pub fn year(year: i16) -> Self {
        Self::Date { date: PartialDate::Year(year), approximate: false }
    }

    /// The days from `from` to `to`; one day where they are the same.
    #[must_use]
    pub fn days(from: Day, to: Day) -> Self {
        if from == to {
            return Self::day(from);
        }
        Self::Interval { from: Some(PartialDate::Day(from.min(to))), to: Some(PartialDate::Day(to.max(from))) }
    }

    /// The first day it may mean; `None` where it is open to the past.
    #[must_use]
    pub fn first_day(self) -> Option<Day> {
        match self {
            Self::Date { date, .. } => Some(date.first_day()),
            Self::Interval { from, .. } => from.map(PartialDate::first_day),
        }
    }

    /// The last day it may mean; `None` where it is open to the future.
    #[must_use]
    pub fn last_day(self) -> Option<Day> {
        match self {
            Self::Date { date, .. } => Some(date.last_day()),
            Self::Interval { to, .. } => to.map(PartialDate::last_day),
        }
    }

    /// The day, where it means exactly one.
    #[must_use]
    pub fn single_day(self) -> Option<Day> {
        match (self.first_day(), self.last_day()) {
            (Some(a), Some(b)) if a == b => Some(a),
            _ => None,
        }
    }

    /// How many days it spans; `None` where an end is open.
    #[must_use]
    pub fn length(self) -> Option<i32> {
        let (a, b) = (self.first_day()?, self.last_day()?);
        Some(a.until(b).map_or(0, |s| s.get_days()) + 1)
    }

    /// Whether some day lies in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let before = |a: Option<Day>, b: Option<Day>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.last_day(), other.first_day()) && !before(other.last_day(), self.first_day())
    }

    /// Whether every day of `other` lies in this one.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        let low = match (self.first_day(), other.first_day()) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a <= b,
        };
        let high = match (self.last_day(), other.last_day()) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a >= b,
        };
        low && high
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date { date, approximate } => write!(f, "{date}{}", if *approximate { "~" } else { "" }),
            Self::Interval { from, to } => {
                let end = |d: &Option<PartialDate>| d.map_or_else(|| "..".to_owned(), |d| d.to_string());
                write!(f, "{}/{}", end(from), end(to))
            }
        }
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(s: &str) -> Result<Self, EdtfError> {
        if let Some((from, to)) = s.split_once('/') {
            let end = |p: &str| if p == ".." { Ok(None) } else { p.parse().map(Some) };
            return Ok(Self::Interval { from: end(from)?, to: end(to)? });
        }
        let (date, approximate) = s.strip_suffix('~').map_or((s, false), |d| (d, true));
        Ok(Self::Date { date: date.parse()?, approximate })
    }
}

impl TryFrom<String> for Edtf {
    type Error = EdtfError;

    fn try_from(s: String) -> Result<Self, EdtfError> {
        s.parse()
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> Self {
        date.to_string()
    }
}

/// A text that is no EDTF date of the kinds used here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError(String);

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a date; write it like 2025-12-08, 2025-12 or 2025-12-08/2025-12-09", self.0)
    }
}

impl std::error::Error for EdtfError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_it_reads() {
        for s in
            ["2025", "2025-12", "2025-12-08", "2025-12-08~", "../2025-12", "2025-12-08/2025-12-09", "2025-02-28/.."]
        {
            assert_eq!(s.parse::<Edtf>().unwrap().to_string(), s);
        }
        for (s, written) in
            [("-0478", "-0478"), ("-478", "-0478"), ("-0043-03-15", "-0043-03-15"), ("0033-04", "0033-04")]
        {
            assert_eq!(s.parse::<Edtf>().unwrap().to_string(), written);
        }
        for s in ["", "-", "--478", "2025-13", "2025-02-30", "8 December", "2025-1-1", "25", "2025-12-08/"] {
            assert!(s.parse::<Edtf>().is_err(), "{s}");
        }
    }

    #[test]
    fn a_month_holds_its_days_and_no_others() {
        let month: Edtf = "2025-12".parse().unwrap();
        assert!(month.contains("2025-12-31".parse().unwrap()));
        assert!(!month.contains("2026-01-01".parse().unwrap()));
        assert!(month.overlaps("2025-11-30/2025-12-01".parse().unwrap()));
        assert_eq!(month.length(), Some(31));
    }
}
