//! The days that a date in EDTF may be, and whether two dates agree.

use jiff::civil::Date;

/// First and last day, as `YYYY-MM-DD`. They are compared as words: a day that no month has is one too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Days {
    first: String,
    last: String,
}

/// Longest that days around the right ones may be, and most days that say anything of a date.
const WIDEST: i64 = 10;
const LOOSEST: i64 = 31;

impl Days {
    /// The days of a date; `None` where it is none that is known of.
    pub(super) fn of(edtf: &str) -> Option<Self> {
        let mut parts = edtf.split('/').map(|part| {
            let day = part.split('T').next().unwrap_or_default();
            day.replace(['~', '?', '%'], "")
        });
        let first = parts.next()?;
        let Some(last) = parts.next() else { return Self::of_part(&first) };
        let open = |part: &str| part == ".." || part.is_empty();
        let first = if open(&first) { "0000-01-01".to_owned() } else { Self::of_part(&first)?.first };
        let last = if open(&last) { "9999-12-31".to_owned() } else { Self::of_part(&last)?.last };
        Some(Self { first, last })
    }

    fn of_part(part: &str) -> Option<Self> {
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        match part.split('-').collect::<Vec<_>>()[..] {
            [year] if digits(year, 4) => Some(Self { first: format!("{year}-01-01"), last: format!("{year}-12-31") }),
            [year, month] if digits(year, 4) && digits(month, 2) => {
                let month = Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
                let last = month.last_of_month();
                Some(Self { first: month.to_string(), last: last.to_string() })
            }
            [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => {
                Some(Self { first: part.to_owned(), last: part.to_owned() })
            }
            _ => None,
        }
    }

    /// How many days; `None` where that cannot be told, as of open dates: very many.
    fn count(&self) -> Option<i64> {
        let day = |text: &str| text.parse::<Date>().ok().filter(|day| day.year() > 0);
        Some(i64::from((day(&self.last)? - day(&self.first)?).get_days()) + 1)
    }

    fn within(&self, other: &Self) -> bool {
        other.first <= self.first && self.last <= other.last
    }

    fn at_most(&self, days: i64) -> bool {
        self.count().is_some_and(|count| count <= days)
    }
}

/// Whether our days lie within those of the gold, or hold them and are not many.
pub(super) fn same_date(gold: Option<&str>, ours: Option<&str>) -> bool {
    let (Some(gold), Some(ours)) = (gold.and_then(Days::of), ours.and_then(Days::of)) else { return false };
    ours.within(&gold) || (gold.within(&ours) && ours.at_most(WIDEST))
}

/// Whether a date says when, near enough to be wrong where nothing is told.
pub(super) fn is_narrow(date: Option<&str>) -> bool {
    date.and_then(Days::of).is_some_and(|days| days.at_most(LOOSEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_a_date() {
        for (edtf, days) in [
            ("2026", Some(("2026-01-01", "2026-12-31"))),
            ("2028-02", Some(("2028-02-01", "2028-02-29"))),
            ("2026-03-10T09:00", Some(("2026-03-10", "2026-03-10"))),
            ("2026-03-09~/2026-03", Some(("2026-03-09", "2026-03-31"))),
            ("../2026", Some(("0000-01-01", "2026-12-31"))),
            ("2026-03-10/", Some(("2026-03-10", "9999-12-31"))),
            ("2026-13", None),
            ("soon", None),
            ("2026-03/soon", None),
        ] {
            let told = Days::of(edtf);
            assert_eq!(told.as_ref().map(|d| (d.first.as_str(), d.last.as_str())), days, "{edtf}");
        }
    }

    #[test]
    fn dates_agree_within_each_other() {
        assert!(same_date(Some("2026-03"), Some("2026-03-10")));
        assert!(same_date(Some("2026-03-10"), Some("2026-03-08/2026-03-14")));
        assert!(!same_date(Some("2026-03-10"), Some("2026-03")));
        assert!(!same_date(Some("2026-03-10"), Some("2026-03-11")));
        assert!(!same_date(None, Some("2026-03-10")) && !same_date(Some("2026-03-10"), None));
        assert!(is_narrow(Some("2026-03")) && !is_narrow(Some("2026")) && !is_narrow(Some("../2026-03")));
        assert!(!is_narrow(None));
    }
}
