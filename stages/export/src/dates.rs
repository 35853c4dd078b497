//! Dates for formats that know single dates only.

use chancery_model::{Day, Edtf, PartialDate};

/// The first and the last day that it may have been; none of a date that is open or only about so.
pub(crate) fn bounds(date: Option<Edtf>) -> Option<(Day, Day)> {
    let date = date.filter(|date| !is_about(*date))?;
    Some((date.first_day()?, date.last_day()?))
}

/// Whether days are told, and not about a day, a month or a year only.
pub(crate) fn is_exact(date: Edtf) -> bool {
    use PartialDate::Day;
    match date {
        Edtf::Date { date: Day(_), approximate } => !approximate,
        Edtf::Interval { from: Some(Day(_)), to: Some(Day(_)) } => true,
        Edtf::Date { .. } | Edtf::Interval { .. } => false,
    }
}

fn is_about(date: Edtf) -> bool {
    matches!(date, Edtf::Date { approximate: true, .. })
}

/// The first and the last date, as exactly as they are told; the first alone where there is one. None of a date that is
/// only about so: there is no way to say that, and without it the date would claim more than is known.
pub(crate) fn told(date: Edtf) -> (Option<String>, Option<String>) {
    let told = |date: PartialDate| date.to_string();
    match date {
        date if is_about(date) => (None, None),
        Edtf::Date { date, .. } => (Some(told(date)), None),
        Edtf::Interval { from, to } => (from.map(told), to.map(told)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_date_claims_more_than_is_known() {
        let date = |words: &str| words.parse::<Edtf>().expect("a date");
        let told = |words: &str| {
            let (first, last) = told(date(words));
            format!("{} {}", first.as_deref().unwrap_or("-"), last.as_deref().unwrap_or("-"))
        };
        for (words, written, exact, bounded) in [
            ("2026-03-08", "2026-03-08 -", true, true),
            ("2026-03-08~", "- -", false, false),
            ("2026-03", "2026-03 -", false, true),
            ("2026-03-08/2026-03-09", "2026-03-08 2026-03-09", true, true),
            ("../2026-03-09", "- 2026-03-09", false, false),
        ] {
            let known = (told(words), is_exact(date(words)), bounds(Some(date(words))).is_some());
            assert_eq!(known, (written.to_owned(), exact, bounded), "{words}");
        }
    }
}
