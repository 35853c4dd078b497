//! Which days an expression of time means, given the day it is told from; and its TIMEX3 value.

use chancery_model::{Day, Edtf, Feast, PartialDate, TimeKind, TimeUnit, YearPart};
use jiff::ToSpan;
use jiff::civil::Weekday;

use crate::direction::Direction;

/// A weekday of an occasion only named is the coming one where that is no further off than this.
const NEAR: i32 = 2;

/// The day that words are told from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// That of the report, where it is known.
    Report(Option<Day>),
    /// That on which quoted words were spoken.
    Speech(Day),
}

/// How words of time are to be seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standpoint<'a> {
    /// The day they are told from.
    pub(crate) from: From,
    /// The time told before.
    pub(crate) told: Option<&'a Fixed>,
    /// Whether that was told in the same sentence.
    pub(crate) near: bool,
    /// The single day told last before.
    pub(crate) day: Option<&'a Fixed>,
    /// The quarter told before.
    pub(crate) quarter: Option<&'a Fixed>,
    /// Ahead or behind.
    pub(crate) direction: Direction,
}

/// A time fixed as far as the publication date lets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fixed {
    /// The days; `None` where they cannot be known.
    pub(crate) edtf: Option<Edtf>,
    /// The value after TIMEX3 (TimeML 1.2.1), where one is known.
    pub(crate) value: Option<String>,
    /// How words and dateline gave it.
    pub(crate) basis: &'static str,
    /// The arithmetic in words.
    pub(crate) steps: String,
}

impl Fixed {
    /// Whether it is a quarter of a year.
    pub(crate) fn is_quarter(&self) -> bool {
        let part = self.value.as_deref().and_then(|value| YearPart::from_timex(value.get(5..)?));
        matches!(part, Some(YearPart::Quarter(_)))
    }

    /// The day, where it is one.
    pub(crate) fn day(&self) -> Option<Day> {
        self.edtf.and_then(Edtf::single_day)
    }
}

/// Fixes a time. Without a day to tell from, relative times stay unknown and keep their words.
pub(crate) fn fix(kind: &TimeKind, words: &str, at: &Standpoint<'_>) -> Fixed {
    let (today, named) = match at.from {
        From::Report(day) => (day, "dateline"),
        From::Speech(day) => (Some(day), "spoken on"),
    };
    let found =
        Calendar { today, told: at.told, near: at.near, day: at.day, quarter: at.quarter, direction: at.direction }
            .time(kind);
    let basis = basis(kind, today);
    let steps = match (found.edtf, basis, today) {
        (Some(date), "text", _) => format!("“{words}” is a date in full → {date}"),
        (Some(date), "told", _) => {
            let told = at.told.and_then(|t| t.edtf).map_or_else(String::new, |t| format!(" + {t} told before"));
            format!("“{words}”{told} → {date}")
        }
        (Some(date), _, Some(today)) => format!("“{words}” + {named} {} {today} → {date}", name(today)),
        (None, _, None) if kind.fixes_a_day() => {
            format!("“{words}” is told from the day of the report, and that day is unknown")
        }
        _ => format!("“{words}” fixes no day"),
    };
    Fixed { edtf: found.edtf, value: found.value, basis, steps }
}

fn basis(kind: &TimeKind, today: Option<Day>) -> &'static str {
    match kind {
        TimeKind::Duration(_) | TimeKind::Set(_) | TimeKind::Vague(_) => "not-a-day",
        TimeKind::Full(_) | TimeKind::Decade(_) | TimeKind::Century(_) => "text",
        TimeKind::YearPart { year: Some(_), .. } | TimeKind::Feast { year: Some(_), .. } => "text",
        TimeKind::Told { .. } => "told",
        TimeKind::Clock { of: Some(of), .. } | TimeKind::Holding { of, .. } => basis(of, today),
        _ if today.is_none() => "undated",
        TimeKind::MonthDay { .. } => "dateline+month-day",
        TimeKind::Month { .. } | TimeKind::MonthOf { .. } => "dateline+month",
        TimeKind::Weekday { .. } => "dateline+weekday",
        TimeKind::YearPart { .. } => "dateline+part-of-year",
        TimeKind::SamePeriod { .. } => "dateline+years",
        TimeKind::Feast { .. } => "dateline+feast",
        TimeKind::Clock { of: None, .. } => "dateline+clock",
        TimeKind::Shift { unit, .. } => match unit {
            TimeUnit::Day => "dateline+days",
            TimeUnit::Week => "dateline+weeks",
            TimeUnit::Weekend => "dateline+weekend",
            TimeUnit::Month => "dateline+months",
            TimeUnit::Quarter => "dateline+quarters",
            TimeUnit::Year => "dateline+years",
            TimeUnit::Decade => "dateline+decades",
            TimeUnit::Century => "dateline+centuries",
        },
    }
}

fn name(day: Day) -> &'static str {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday().to_monday_zero_offset() as usize]
}

/// The days and the value after TIMEX3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    edtf: Option<Edtf>,
    value: Option<String>,
}

impl Found {
    /// Where TIMEX3 writes what EDTF writes.
    fn plain(edtf: Option<Edtf>) -> Self {
        // TIMEX3 knows no intervals: the first day stands for them.
        let first = |edtf: Edtf| match edtf {
            Edtf::Interval { from: Some(from), .. } => from.to_string(),
            Edtf::Interval { .. } => "XXXX".to_owned(),
            Edtf::Date { date, .. } => date.to_string(),
        };
        Self { edtf, value: edtf.map(first) }
    }

    fn of(edtf: Option<Edtf>, value: impl FnOnce() -> Option<String>) -> Self {
        Self { edtf, value: if edtf.is_some() { value() } else { None } }
    }
}

/// The calendar, seen from a day.
#[derive(Clone, Copy)]
struct Calendar<'a> {
    today: Option<Day>,
    told: Option<&'a Fixed>,
    near: bool,
    day: Option<&'a Fixed>,
    quarter: Option<&'a Fixed>,
    direction: Direction,
}

impl Calendar<'_> {
    fn time(self, kind: &TimeKind) -> Found {
        match kind {
            TimeKind::Full(date) => Found::plain(Some(*date)),
            TimeKind::Duration(value) | TimeKind::Set(value) => Found { edtf: None, value: Some(value.clone()) },
            TimeKind::Vague(value) => Found { edtf: None, value: Some((*value).to_owned()) },
            TimeKind::Decade(ten) => Found::of(years(*ten * 10, 10), || Some(ten.to_string())),
            TimeKind::Century(hundred) => Found::of(years(*hundred * 100, 100), || Some(hundred.to_string())),
            TimeKind::YearPart { part, year: Some(year), .. } => part_of_year(*part, *year),
            TimeKind::Feast { feast, year: Some(year), .. } => Found::plain(of_year(*feast, *year).map(Edtf::day)),
            TimeKind::Told { unit, by } => self.of_told(*unit, *by),
            TimeKind::SamePeriod { years } => {
                let part = self.told.filter(|_| self.near).and_then(|told| same_part(told, i32::from(*years)));
                let year =
                    || self.today.map(|today| shifted(TimeUnit::Year, i32::from(*years), today, Direction::Back));
                part.or_else(year).unwrap_or_default()
            }
            TimeKind::Holding { unit, of } => match self.time(of).edtf.and_then(Edtf::first_day) {
                Some(day) => shifted(*unit, 0, day, Direction::Back),
                None => Found::default(),
            },
            TimeKind::Clock { of, at } => self.clock(of.as_deref(), at),
            _ => self.today.map_or_else(Found::default, |today| self.relative(kind, today)),
        }
    }

    /// What only the day of telling can fix.
    fn relative(self, kind: &TimeKind, today: Day) -> Found {
        match kind {
            TimeKind::MonthDay { month, day, to } => {
                let first = month_day(*month, *day, today, self.direction);
                let last = to.and_then(|to| Day::new(first?.year(), *month, to).ok()).or(first);
                Found::plain(first.zip(last).map(|(a, b)| Edtf::days(a, b)))
            }
            TimeKind::Month { month, shift } => {
                let start = |year| Day::new(year, *month, 1).ok();
                let year = self.year(today, Some(*shift), |year| {
                    let start = start(year)?;
                    Some((start, start.last_of_month()))
                });
                Found::plain(year.map(|year| Edtf::month(year, *month)))
            }
            TimeKind::MonthOf { month, years } => {
                Found::plain(Some(Edtf::month(today.year() + i16::from(*years), *month)))
            }
            TimeKind::Weekday { weekday, shift } => Found::plain(weekday_of(*weekday, *shift, today, self.direction)),
            TimeKind::Shift { unit, by } => shifted(*unit, *by, today, self.direction),
            TimeKind::YearPart { part, shift, .. } => {
                let stretch = |year| {
                    let days = part_of_year(*part, year).edtf?;
                    Some((days.first_day()?, days.last_day()?))
                };
                self.year(today, *shift, stretch).map_or_else(Found::default, |year| part_of_year(*part, year))
            }
            TimeKind::Feast { feast, shift, .. } => {
                let year = self.year(today, *shift, |year| of_year(*feast, year).map(|day| (day, day)));
                Found::plain(year.and_then(|year| of_year(*feast, year)).map(Edtf::day))
            }
            _ => Found::default(),
        }
    }

    /// The year in which something yearly is meant: "last" is the one that ended last, "next" the one that
    /// begins next, else the nearest as told.
    fn year(self, today: Day, shift: Option<i8>, stretch: impl Fn(i16) -> Option<(Day, Day)>) -> Option<i16> {
        let mut years = (-1..=1).map(|n| today.year() + n);
        let of = |year: &i16| stretch(*year);
        match (shift.unwrap_or(0), self.direction) {
            (-1, _) => years.rev().find(|y| of(y).is_some_and(|(_, last)| last < today)),
            (1, _) => years.find(|y| of(y).is_some_and(|(first, _)| first > today)),
            (_, Direction::Ahead) => years.find(|y| of(y).is_some_and(|(_, last)| last >= today)),
            _ => years.rev().find(|y| of(y).is_some_and(|(first, _)| first <= today)),
        }
    }

    /// From the time told before, or the day of telling where none was.
    fn of_told(self, unit: TimeUnit, by: i32) -> Found {
        if unit == TimeUnit::Quarter {
            return self.of_quarter(by);
        }
        // "Earlier in the week" of what is past is not the week of what was told to come.
        let ahead = |told: &&Fixed| told.edtf.and_then(Edtf::first_day).zip(self.today).is_some_and(|(t, now)| t > now);
        let this =
            if self.direction == Direction::Back && !self.near { self.told.filter(|t| !ahead(t)) } else { self.told };
        let told = this.and_then(|t| t.edtf);
        // "A year earlier" of a quarter is that quarter.
        if let Some(part) = this.filter(|_| unit == TimeUnit::Year && by != 0).and_then(|told| same_part(told, by)) {
            return part;
        }
        // "The next day" hangs on a day that was told, not on a year or a month.
        let day = if unit == TimeUnit::Day { told.and_then(Edtf::single_day) } else { told.and_then(Edtf::first_day) };
        // "The next day" of what is past and hangs on no day told is not the day after the report.
        let today = self.today.filter(|_| by <= 0 || self.direction != Direction::Back);
        match day.or(today) {
            Some(day) => shifted(unit, by, day, Direction::Back),
            None => Found::default(),
        }
    }

    /// From the quarter told before; where none was, results speak of the last that is over.
    fn of_quarter(self, by: i32) -> Found {
        match (self.quarter.and_then(|q| q.edtf).and_then(Edtf::first_day), self.today) {
            (Some(day), _) => shifted(TimeUnit::Quarter, by, day, Direction::Back),
            (None, Some(today)) => shifted(TimeUnit::Quarter, by - 1, today, Direction::Back),
            (None, None) => Found::default(),
        }
    }

    /// A part of the day told, else of the day spoken of, else of the day of telling.
    fn clock(self, of: Option<&TimeKind>, at: &str) -> Found {
        let day = match of {
            Some(of) => self.time(of),
            None => {
                let told = self.told.and_then(Fixed::day).or_else(|| self.day.and_then(Fixed::day)).or(self.today);
                Found::plain(told.map(Edtf::day))
            }
        };
        let value = day.edtf.and_then(Edtf::single_day).map(|day| format!("{day}{at}"));
        Found { edtf: day.edtf, value }
    }
}

/// The quarter, half or season told before, some years off.
fn same_part(told: &Fixed, years: i32) -> Option<Found> {
    let (year, rest) = told.value.as_deref()?.split_once('-')?;
    let year = i16::try_from(year.parse::<i32>().ok()? + years).ok()?;
    Some(part_of_year(YearPart::from_timex(rest)?, year))
}

fn moved(day: Day, days: i32) -> Option<Day> {
    day.checked_add(i64::from(days).days()).ok()
}

/// The weekday nearest to `today` in the direction told; the day of the report itself counts for
/// a bare weekday, not for "last" or "next".
fn weekday_of(weekday: i8, shift: i8, today: Day, direction: Direction) -> Option<Edtf> {
    let here = today.weekday().to_monday_one_offset();
    let back = i32::from((here - weekday).rem_euclid(7));
    let ahead = i32::from((weekday - here).rem_euclid(7));
    let week = |days: i32| if days == 0 { 7 } else { days };
    let days = match (shift, direction) {
        (-1, _) => -week(back),
        (1, _) => week(ahead),
        (_, Direction::Ahead) => ahead,
        (_, Direction::Near) if ahead <= NEAR => ahead,
        _ => -back,
    };
    moved(today, days).map(Edtf::day)
}

/// The unit that holds `day`, moved.
fn shifted(unit: TimeUnit, by: i32, day: Day, direction: Direction) -> Found {
    let year = i16::try_from(i32::from(day.year()) + by).ok();
    match unit {
        TimeUnit::Day => Found::plain(moved(day, by).map(Edtf::day)),
        TimeUnit::Week => {
            // On a Sunday, the week ahead is the one that begins the next morning.
            let sunday = by == 0 && direction == Direction::Ahead && day.weekday() == Weekday::Sunday;
            let days = week(day, by + i32::from(sunday));
            Found::of(days, || days.map(|days| week_value(days, "")))
        }
        TimeUnit::Weekend => {
            let days = weekend(day, by, direction);
            Found::of(days, || days.map(|days| week_value(days, "-WE")))
        }
        TimeUnit::Month => {
            let first = day.first_of_month().checked_add(i64::from(by).months()).ok();
            Found::plain(first.map(|first| Edtf::month(first.year(), first.month())))
        }
        TimeUnit::Quarter => match day.first_of_month().checked_add((3 * i64::from(by)).months()) {
            Ok(first) => part_of_year(YearPart::Quarter((first.month() - 1) / 3 + 1), first.year()),
            Err(_) => Found::default(),
        },
        TimeUnit::Year => Found::plain(year.map(Edtf::year)),
        TimeUnit::Decade | TimeUnit::Century => {
            let length = if unit == TimeUnit::Decade { 10 } else { 100 };
            let number = i16::try_from(i32::from(day.year()) / length + by).ok();
            let span = number.and_then(|n| years(n * length as i16, length as i16));
            Found::of(span, || number.map(|n| n.to_string()))
        }
    }
}

fn monday(today: Day) -> Option<Day> {
    moved(today, -i32::from(today.weekday().to_monday_zero_offset()))
}

fn week(today: Day, weeks: i32) -> Option<Edtf> {
    let from = moved(monday(today)?, weeks * 7)?;
    Some(Edtf::days(from, moved(from, 6)?))
}

fn week_value(days: Edtf, tail: &str) -> String {
    let week = days.first_day().map(Day::iso_week_date);
    week.map_or_else(String::new, |w| format!("{}-W{:02}{tail}", w.year(), w.week()))
}

/// Saturday and Sunday. On those days "the weekend" is now; on other days it is the one behind or
/// ahead, as told.
fn weekend(today: Day, shift: i32, direction: Direction) -> Option<Edtf> {
    let in_weekend = today.weekday().to_monday_one_offset() >= 6;
    let near = today.weekday().to_monday_one_offset() >= 6 - NEAR as i8;
    let ahead = direction == Direction::Ahead || direction == Direction::Near && near;
    let weeks = match shift {
        0 if !in_weekend && !ahead => -1,
        1 if !in_weekend => 0,
        n => n,
    };
    let saturday = moved(monday(today)?, 5 + weeks * 7)?;
    Some(Edtf::days(saturday, moved(saturday, 1)?))
}

fn month_day(month: i8, day: i8, today: Day, direction: Direction) -> Option<Day> {
    let candidates = (-1..=1).filter_map(|n| Day::new(today.year() + n, month, day).ok());
    let distance = |d: &Day| today.until(*d).map_or(0, |s| s.get_days());
    match direction {
        // A day just past may be told as to come by copy written the evening before, and the
        // other way round: a week's grace keeps the year right.
        Direction::Back => candidates.filter(|d| distance(d) <= 7).max(),
        Direction::Ahead => candidates.filter(|d| distance(d) >= -7).min(),
        Direction::Near => candidates.min_by_key(|d| distance(d).abs()),
    }
}

/// Years from the first on.
fn years(first: i16, length: i16) -> Option<Edtf> {
    let last = first.checked_add(length - 1)?;
    Some(Edtf::Interval { from: Some(PartialDate::Year(first)), to: Some(PartialDate::Year(last)) })
}

fn part_of_year(part: YearPart, year: i16) -> Found {
    let (month, length) = part.months();
    let last = Day::new(year, month, 1).and_then(|first| first.checked_add((i64::from(length) - 1).months()));
    let edtf = last.ok().map(|last| Edtf::Interval {
        from: Some(PartialDate::Month(year, month)),
        to: Some(PartialDate::Month(last.year(), last.month())),
    });
    Found::of(edtf, || Some(format!("{year:04}-{}", part.timex())))
}

fn of_year(feast: Feast, year: i16) -> Option<Day> {
    match feast {
        Feast::Fixed(month, day) => Day::new(year, month, day).ok(),
        Feast::Weekday(month, nth, weekday) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Day::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn day(kind: &TimeKind, published: Day, direction: Direction) -> String {
        let at = Standpoint {
            from: From::Report(Some(published)),
            told: None,
            near: false,
            day: None,
            quarter: None,
            direction,
        };
        fix(kind, "…", &at).edtf.map_or("-".to_owned(), |d| d.to_string())
    }

    fn shift(unit: TimeUnit, by: i32) -> TimeKind {
        TimeKind::Shift { unit, by }
    }

    #[test]
    fn a_bare_weekday_on_that_weekday_is_that_day() {
        let monday = TimeKind::Weekday { weekday: 1, shift: 0 };
        for direction in [Direction::Back, Direction::Ahead, Direction::Near] {
            assert_eq!(day(&monday, date(2025, 12, 8), direction), "2025-12-08");
        }
        assert_eq!(day(&monday, date(2025, 12, 9), Direction::Back), "2025-12-08");
        assert_eq!(day(&monday, date(2025, 12, 9), Direction::Ahead), "2025-12-15");
        assert_eq!(day(&monday, date(2025, 12, 9), Direction::Near), "2025-12-08");
        assert_eq!(day(&monday, date(2025, 12, 7), Direction::Near), "2025-12-08");
    }

    #[test]
    fn last_and_next_leave_the_day_of_the_report_out() {
        assert_eq!(day(&TimeKind::Weekday { weekday: 1, shift: -1 }, date(2025, 12, 8), Direction::Back), "2025-12-01");
        assert_eq!(day(&TimeKind::Weekday { weekday: 1, shift: 1 }, date(2025, 12, 8), Direction::Ahead), "2025-12-15");
    }

    #[test]
    fn the_weekend_is_behind_on_a_monday_and_now_on_a_sunday() {
        let weekend = shift(TimeUnit::Weekend, 0);
        assert_eq!(day(&weekend, date(2025, 12, 8), Direction::Back), "2025-12-06/2025-12-07");
        assert_eq!(day(&weekend, date(2025, 12, 8), Direction::Ahead), "2025-12-13/2025-12-14");
        assert_eq!(day(&weekend, date(2025, 12, 7), Direction::Back), "2025-12-06/2025-12-07");
    }

    #[test]
    fn a_day_without_year_takes_the_year_that_fits() {
        let christmas = TimeKind::MonthDay { month: 12, day: 25, to: None };
        assert_eq!(day(&christmas, date(2026, 1, 5), Direction::Back), "2025-12-25");
        assert_eq!(day(&christmas, date(2026, 1, 5), Direction::Ahead), "2026-12-25");
        assert_eq!(day(&shift(TimeUnit::Week, -1), date(2025, 12, 8), Direction::Back), "2025-12-01/2025-12-07");
        assert_eq!(day(&shift(TimeUnit::Month, -1), date(2026, 1, 8), Direction::Back), "2025-12");
    }

    #[test]
    fn the_last_summer_is_the_one_that_has_ended() {
        let summer = |shift| TimeKind::YearPart { part: YearPart::Summer, year: None, shift };
        assert_eq!(day(&summer(Some(-1)), date(2025, 12, 8), Direction::Back), "2025-06/2025-08");
        assert_eq!(day(&summer(Some(-1)), date(2025, 7, 8), Direction::Back), "2024-06/2024-08");
        assert_eq!(day(&summer(None), date(2025, 12, 8), Direction::Ahead), "2026-06/2026-08");
        let winter = TimeKind::YearPart { part: YearPart::Winter, year: None, shift: None };
        assert_eq!(day(&winter, date(2026, 2, 1), Direction::Back), "2025-12/2026-02");
    }

    #[test]
    fn nothing_relative_is_fixed_without_a_publication_day() {
        let at = Standpoint {
            from: From::Report(None),
            told: None,
            near: false,
            day: None,
            quarter: None,
            direction: Direction::Back,
        };
        for kind in [TimeKind::Weekday { weekday: 1, shift: 0 }, shift(TimeUnit::Year, -1)] {
            let fixed = fix(&kind, "…", &at);
            assert_eq!((fixed.edtf, fixed.value, fixed.basis), (None, None, "undated"));
        }
        let told =
            Fixed { edtf: Some(Edtf::year(2020)), value: Some("2020".to_owned()), basis: "text", steps: String::new() };
        let at = Standpoint { told: Some(&told), ..at };
        assert_eq!(fix(&TimeKind::Told { unit: TimeUnit::Year, by: -1 }, "…", &at).edtf, Some(Edtf::year(2019)));
    }
}
