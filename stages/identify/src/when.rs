//! Which days an expression of time means, given when the report was published.

use chancery_model::{Day, Edtf, TimeKind};
use jiff::ToSpan;
use jiff::civil::Weekday;

/// Where an event lies, seen from the report: decides which Monday "Monday" is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Told as past or present.
    Back,
    /// Told as to come.
    Ahead,
}

/// A time fixed as far as the publication date lets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub(crate) edtf: Option<Edtf>,
    pub(crate) basis: &'static str,
    pub(crate) steps: String,
}

/// Fixes a time. Without a publication day, relative times stay unknown and keep their words.
pub(crate) fn fix(kind: &TimeKind, words: &str, published: Option<Day>, direction: Direction) -> Fixed {
    if let TimeKind::Full(date) = kind {
        return Fixed {
            edtf: Some(*date), basis: "text", steps: format!("“{words}” is a date in full → {date}")
        };
    }
    let Some(today) = published else {
        let steps = format!("“{words}” is told from the day of the report, and that day is unknown");
        return Fixed { edtf: None, basis: "undated", steps };
    };
    let (edtf, basis) = match kind {
        TimeKind::Full(date) => (Some(*date), "text"),
        TimeKind::MonthDay { month, day, to } => {
            let first = month_day(*month, *day, today, direction);
            let last = to.and_then(|to| Day::new(first?.year(), *month, to).ok()).or(first);
            (first.zip(last).map(|(a, b)| Edtf::days(a, b)), "dateline+month-day")
        }
        TimeKind::Month { month } => (Some(month_only(*month, today, direction)), "dateline+month"),
        TimeKind::Weekday { weekday, shift } => (weekday_of(*weekday, *shift, today, direction), "dateline+weekday"),
        TimeKind::Days(n) => (shifted(today, *n).map(Edtf::day), "dateline+days"),
        // On a Sunday, the week ahead is the one that begins the next morning.
        TimeKind::Weeks(0) if direction == Direction::Ahead && today.weekday() == Weekday::Sunday => {
            (week(today, 1), "dateline+weeks")
        }
        TimeKind::Weeks(n) => (week(today, *n), "dateline+weeks"),
        TimeKind::Weekend(n) => (weekend(today, *n, direction), "dateline+weekend"),
        TimeKind::Months(n) => (months(today, *n), "dateline+months"),
        TimeKind::Years(n) => {
            let year = i16::try_from(i32::from(today.year()) + n).ok();
            (year.map(Edtf::year), "dateline+years")
        }
        TimeKind::Duration(_) | TimeKind::Set(_) | TimeKind::Vague(_) => (None, "not-a-day"),
    };
    let name = weekday_name(today);
    let steps = match edtf {
        Some(date) => format!("“{words}” + dateline {name} {today} → {date}"),
        None => format!("“{words}” fixes no day"),
    };
    Fixed { edtf, basis, steps }
}

fn weekday_name(day: Day) -> &'static str {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday().to_monday_zero_offset() as usize]
}

fn shifted(day: Day, days: i32) -> Option<Day> {
    day.checked_add(i64::from(days).days()).ok()
}

/// The weekday nearest to `today` in the direction told; the day of the report itself counts for
/// a bare weekday, not for "last" or "next".
fn weekday_of(weekday: i8, shift: i8, today: Day, direction: Direction) -> Option<Edtf> {
    let here = today.weekday().to_monday_one_offset();
    let back = i32::from((here - weekday).rem_euclid(7));
    let ahead = i32::from((weekday - here).rem_euclid(7));
    let days = match (shift, direction) {
        (-1, _) => -(if back == 0 { 7 } else { back }),
        (1, _) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        (_, Direction::Back) => -back,
        (_, Direction::Ahead) => ahead,
    };
    shifted(today, days).map(Edtf::day)
}

fn monday(today: Day) -> Option<Day> {
    shifted(today, -i32::from(today.weekday().to_monday_zero_offset()))
}

fn week(today: Day, weeks: i32) -> Option<Edtf> {
    let from = shifted(monday(today)?, weeks * 7)?;
    Some(Edtf::days(from, shifted(from, 6)?))
}

/// Saturday and Sunday. On those days "the weekend" is now; on other days it is the one behind or
/// ahead, as told.
fn weekend(today: Day, shift: i32, direction: Direction) -> Option<Edtf> {
    let in_weekend = today.weekday().to_monday_one_offset() >= 6;
    let weeks = match (shift, direction) {
        (0, Direction::Back) if !in_weekend => -1,
        (-1, _) if !in_weekend => -1,
        (1, _) if !in_weekend => 0,
        (0, _) => 0,
        (n, _) => n,
    };
    let saturday = shifted(monday(today)?, 5 + weeks * 7)?;
    Some(Edtf::days(saturday, shifted(saturday, 1)?))
}

fn months(today: Day, shift: i32) -> Option<Edtf> {
    let first = today.first_of_month().checked_add(i64::from(shift).months()).ok()?;
    Some(Edtf::month(first.year(), first.month()))
}

fn month_day(month: i8, day: i8, today: Day, direction: Direction) -> Option<Day> {
    let candidates = (-1..=1).filter_map(|n| Day::new(today.year() + n, month, day).ok());
    let distance = |d: &Day| today.until(*d).map_or(0, |s| s.get_days());
    match direction {
        // A day just past may be told as to come by copy written the evening before, and the
        // other way round: a week's grace keeps the year right.
        Direction::Back => candidates.filter(|d| distance(d) <= 7).max(),
        Direction::Ahead => candidates.filter(|d| distance(d) >= -7).min(),
    }
}

fn month_only(month: i8, today: Day, direction: Direction) -> Edtf {
    let year = match direction {
        Direction::Back if month > today.month() => today.year() - 1,
        Direction::Ahead if month < today.month() => today.year() + 1,
        _ => today.year(),
    };
    Edtf::month(year, month)
}

/// The TIMEX3 type and value of a time (TimeML 1.2.1): type, and the value where one is known.
pub(crate) fn timex(kind: &TimeKind, fixed: &Fixed) -> (&'static str, Option<String>) {
    match kind {
        TimeKind::Duration(value) => ("DURATION", Some(value.clone())),
        TimeKind::Set(value) => ("SET", Some(value.clone())),
        TimeKind::Vague(value) => ("DATE", Some((*value).to_owned())),
        TimeKind::Weeks(_) | TimeKind::Weekend(_) => {
            let week = fixed.edtf.and_then(Edtf::first_day).map(|d| d.iso_week_date());
            let tail = if matches!(kind, TimeKind::Weekend(_)) { "-WE" } else { "" };
            ("DATE", week.map(|w| format!("{}-W{:02}{tail}", w.year(), w.week())))
        }
        _ => ("DATE", fixed.edtf.map(|d| d.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn day(kind: &TimeKind, published: Day, direction: Direction) -> String {
        fix(kind, "…", Some(published), direction).edtf.map_or("-".to_owned(), |d| d.to_string())
    }

    #[test]
    fn a_bare_weekday_on_that_weekday_is_that_day() {
        let monday = TimeKind::Weekday { weekday: 1, shift: 0 };
        for direction in [Direction::Back, Direction::Ahead] {
            assert_eq!(day(&monday, date(2025, 12, 8), direction), "2025-12-08");
        }
        assert_eq!(day(&monday, date(2025, 12, 9), Direction::Back), "2025-12-08");
        assert_eq!(day(&monday, date(2025, 12, 9), Direction::Ahead), "2025-12-15");
    }

    #[test]
    fn last_and_next_leave_the_day_of_the_report_out() {
        assert_eq!(day(&TimeKind::Weekday { weekday: 1, shift: -1 }, date(2025, 12, 8), Direction::Back), "2025-12-01");
        assert_eq!(day(&TimeKind::Weekday { weekday: 1, shift: 1 }, date(2025, 12, 8), Direction::Ahead), "2025-12-15");
    }

    #[test]
    fn the_weekend_is_behind_on_a_monday_and_now_on_a_sunday() {
        assert_eq!(day(&TimeKind::Weekend(0), date(2025, 12, 8), Direction::Back), "2025-12-06/2025-12-07");
        assert_eq!(day(&TimeKind::Weekend(0), date(2025, 12, 8), Direction::Ahead), "2025-12-13/2025-12-14");
        assert_eq!(day(&TimeKind::Weekend(0), date(2025, 12, 7), Direction::Back), "2025-12-06/2025-12-07");
    }

    #[test]
    fn a_day_without_year_takes_the_year_that_fits() {
        let christmas = TimeKind::MonthDay { month: 12, day: 25, to: None };
        assert_eq!(day(&christmas, date(2026, 1, 5), Direction::Back), "2025-12-25");
        assert_eq!(day(&christmas, date(2026, 1, 5), Direction::Ahead), "2026-12-25");
        assert_eq!(day(&TimeKind::Weeks(-1), date(2025, 12, 8), Direction::Back), "2025-12-01/2025-12-07");
        assert_eq!(day(&TimeKind::Months(-1), date(2026, 1, 8), Direction::Back), "2025-12");
    }

    #[test]
    fn nothing_relative_is_fixed_without_a_publication_day() {
        let fixed = fix(&TimeKind::Weekday { weekday: 1, shift: 0 }, "Monday", None, Direction::Back);
        assert_eq!((fixed.edtf, fixed.basis), (None, "undated"));
    }
}
