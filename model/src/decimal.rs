//! Decimal numbers that are added and compared exactly: sums of money.

use std::fmt;
use std::str::FromStr;

/// A decimal number. The same number is always kept in the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    /// In millionths.
    millionths: i128,
}

/// Figures behind the point.
const FIGURES: usize = 6;

/// What is no decimal number, or has more figures than a sum of money has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalError;

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number")
    }
}

impl std::error::Error for DecimalError {}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let unsigned = whole.strip_prefix('-').unwrap_or(whole);
        let part = part.trim_end_matches('0');
        if unsigned.is_empty() || !digits(unsigned) || !digits(part) || part.len() > FIGURES || unsigned.len() > 24 {
            return Err(DecimalError);
        }
        let millionths = format!("{whole}{part:0<FIGURES$}").parse().map_err(|_| DecimalError)?;
        Ok(Self { millionths })
    }
}

impl Decimal {
    /// The sum; `None` where it is too large to be kept.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self { millionths: self.millionths.checked_add(other.millionths)? })
    }

    /// So many times the number; `None` where that is too large to be kept.
    #[must_use]
    pub fn times(self, n: u32) -> Option<Self> {
        Some(Self { millionths: self.millionths.checked_mul(i128::from(n))? })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_i128.pow(FIGURES as u32);
        let (whole, part) = (self.millionths.unsigned_abs() / one.unsigned_abs(), self.millionths % one);
        let part = format!("{:0FIGURES$}", part.unsigned_abs());
        let part = part.trim_end_matches('0');
        let (sign, point) = (if self.millionths < 0 { "-" } else { "" }, if part.is_empty() { "" } else { "." });
        write!(f, "{sign}{whole}{point}{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[test]
    fn numbers_come_back_as_they_are_written() {
        for text in ["0", "45000000000", "1.5", "0.25", "-3.1"] {
            assert_eq!(decimal(text).to_string(), text);
        }
        assert_eq!(decimal("2.50"), decimal("2.5"));
        for text in ["", "-", "1,5", "two", "1.2.3", "+1", "1.2345678"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn sums_are_exact() {
        assert_eq!(decimal("0.1").plus(decimal("0.2")), Some(decimal("0.3")));
        assert_eq!(decimal("45.5").times(2), Some(decimal("91")));
        assert_eq!(decimal("999999999999999999999999").times(u32::MAX).and_then(|n| n.times(u32::MAX)), None);
    }
}
