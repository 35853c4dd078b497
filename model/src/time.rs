//! Expressions of time as the text says them, before any day is fixed.

use crate::{ByteSpan, Edtf, RuleId};

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeFinding {
    /// Where the words stand.
    pub span: ByteSpan,
    /// What they say.
    pub value: TimeKind,
    /// The rule that read it.
    pub rule: RuleId,
}

/// What an expression of time says before it is known when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A calendar date, month or year told in full.
    Full(Edtf),
    /// A day and month without a year ("8 December").
    MonthDay {
        /// 1–12.
        month: i8,
        /// 1–31.
        day: i8,
        /// The last day, where several are told ("May 10-11").
        to: Option<i8>,
    },
    /// A month without a year ("in December").
    Month {
        /// 1–12.
        month: i8,
        /// −1 "last", 0 bare or "this", +1 "next".
        shift: i8,
    },
    /// A month of the report's year, moved ("September last year").
    MonthOf {
        /// 1–12.
        month: i8,
        /// How many years.
        years: i8,
    },
    /// The report's year moved ("a year ago"); where the sentence has told a quarter, half or season before,
    /// that of the year so found.
    SamePeriod {
        /// How many years.
        years: i8,
    },
    /// A weekday, Monday = 1 … Sunday = 7.
    Weekday {
        /// 1–7.
        weekday: i8,
        /// −1 "last", 0 bare or "this", +1 "next".
        shift: i8,
    },
    /// The unit of the calendar that holds the day of the report, moved: "yesterday" is day −1, "last week"
    /// week −1, "this year" year 0.
    Shift {
        /// The unit, which is also how exact the words are.
        unit: TimeUnit,
        /// How many units.
        by: i32,
    },
    /// The same, told from the time named before: "the next day", "a year earlier".
    Told {
        /// The unit.
        unit: TimeUnit,
        /// How many units.
        by: i32,
    },
    /// A quarter, half or season.
    YearPart {
        /// Which.
        part: YearPart,
        /// The year, where it is told.
        year: Option<i16>,
        /// Years from that of the report, where that is told ("last summer" −1).
        shift: Option<i8>,
    },
    /// A day with a name ("Christmas"): −1 "last", +1 "next".
    Feast {
        /// When it is.
        feast: Feast,
        /// The year, where it is told.
        year: Option<i16>,
        /// Years from that of the report, where that is told.
        shift: Option<i8>,
    },
    /// A decade, as the first three figures of its years: 199 for the 1990s.
    Decade(i16),
    /// A century, as the first two figures of most of its years: 19 for the twentieth.
    Century(i16),
    /// A part of a day, or a time on its clock.
    Clock {
        /// The day; the day spoken of, where none is told.
        of: Option<Box<TimeKind>>,
        /// After TIMEX3: `TMO` in the morning, `T15:00`.
        at: String,
    },
    /// The week, month … that holds a day ("the week of March 9").
    Holding {
        /// The unit.
        unit: TimeUnit,
        /// The day.
        of: Box<TimeKind>,
    },
    /// A span of time that fixes no day ("three days"), ISO 8601 (`P3D`).
    Duration(String),
    /// A repeated time ("every Monday"), ISO 8601 with the TIMEX3 conventions.
    Set(String),
    /// Known to be a time, not to be fixed ("recently", "in the coming weeks"), TIMEX3
    /// `PAST_REF`, `PRESENT_REF` or `FUTURE_REF`.
    Vague(&'static str),
}

impl TimeKind {
    /// Whether the words may fix days: they are no length, repetition or vague reference.
    #[must_use]
    pub fn fixes_a_day(&self) -> bool {
        !matches!(self, Self::Duration(_) | Self::Set(_) | Self::Vague(_))
    }

    /// The type after TIMEX3.
    #[must_use]
    pub fn timex_type(&self) -> &'static str {
        match self {
            Self::Duration(_) => "DURATION",
            Self::Set(_) => "SET",
            Self::Clock { .. } => "TIME",
            _ => "DATE",
        }
    }
}

/// Units of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Twenty-four hours.
    Day,
    /// Monday to Sunday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// Parts of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearPart {
    /// 1–4.
    Quarter(i8),
    /// 1 or 2.
    Half(i8),
    /// As in the northern half of the earth.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February, begun in the year told.
    Winter,
}

impl YearPart {
    /// How TIMEX3 writes it behind the year.
    #[must_use]
    pub fn timex(self) -> String {
        match self {
            Self::Quarter(n) => format!("Q{n}"),
            Self::Half(n) => format!("H{n}"),
            Self::Spring => "SP".to_owned(),
            Self::Summer => "SU".to_owned(),
            Self::Autumn => "FA".to_owned(),
            Self::Winter => "WI".to_owned(),
        }
    }

    /// What TIMEX3 writes so.
    #[must_use]
    pub fn from_timex(text: &str) -> Option<Self> {
        let number = |text: &str, most| text.parse().ok().filter(|n| (1..=most).contains(n));
        Some(match text {
            "SP" => Self::Spring,
            "SU" => Self::Summer,
            "FA" => Self::Autumn,
            "WI" => Self::Winter,
            _ => match text.split_at_checked(1)? {
                ("Q", n) => Self::Quarter(number(n, 4)?),
                ("H", n) => Self::Half(number(n, 2)?),
                _ => return None,
            },
        })
    }

    /// Its first month and how many months it has.
    #[must_use]
    pub fn months(self) -> (i8, i8) {
        match self {
            Self::Quarter(n) => (3 * n - 2, 3),
            Self::Half(n) => (6 * n - 5, 6),
            Self::Spring => (3, 3),
            Self::Summer => (6, 3),
            Self::Autumn => (9, 3),
            Self::Winter => (12, 3),
        }
    }
}

/// When a day with a name is, every year anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feast {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, which one of its weekdays, and the weekday: the fourth Thursday of November.
    Weekday(i8, i8, i8),
}
