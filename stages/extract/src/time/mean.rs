//! From what a pattern kept to what the words say, by the meaning that the rule gives.

use chancery_data::{Meaning, Operation, Piece};
use chancery_model::{Day, Edtf, Feast, TimeKind, TimeUnit, YearPart};

use super::{Kept, Value};

/// What the words say; `None` where that can be no time (the 31st of June).
pub(super) fn mean(meaning: &Meaning, kept: &Kept<'_>) -> Option<TimeKind> {
    let given = Given { meaning, kept };
    Some(match meaning.operation {
        Operation::Date => return date(&given),
        Operation::Weekday => TimeKind::Weekday { weekday: given.whole(0)?, shift: given.shift(1)? },
        Operation::Month => TimeKind::Month { month: given.whole(0)?, shift: given.shift(1)? },
        Operation::MonthOf => TimeKind::MonthOf { month: given.whole(0)?, years: given.whole(1)? },
        Operation::SamePeriod => TimeKind::SamePeriod { years: given.whole(0)? },
        Operation::Shift => TimeKind::Shift { unit: unit(&given.text(0)?)?, by: given.whole(1)? },
        Operation::Told => TimeKind::Told { unit: unit(&given.text(0)?)?, by: given.whole(1)? },
        Operation::YearPart => TimeKind::YearPart {
            part: YearPart::from_timex(&given.text(0)?)?,
            year: given.optional(1)?,
            shift: given.optional(2)?,
        },
        Operation::Feast => {
            TimeKind::Feast { feast: feast(&given.text(0)?)?, year: given.optional(1)?, shift: given.optional(2)? }
        }
        Operation::Decade => TimeKind::Decade(given.whole(0)?),
        Operation::Century => TimeKind::Century(given.whole::<i16>(0)? - 1),
        Operation::Clock => {
            TimeKind::Clock { at: clock(&given.text(0)?, given.text(1).as_deref())?, of: given.time(2).map(Box::new) }
        }
        Operation::At => TimeKind::Clock { at: format!("T{}", given.text(0)?), of: given.time(1).map(Box::new) },
        Operation::Same => given.time(0)?,
        Operation::Holding => TimeKind::Holding { unit: unit(&given.text(0)?)?, of: Box::new(given.time(1)?) },
        Operation::Duration => TimeKind::Duration(length(&given.text(0)?, &given.text(1)?)?),
        Operation::Every => TimeKind::Set(length(&given.text(0)?, &given.text(1)?)?),
        Operation::Set => TimeKind::Set(given.text(0)?),
        Operation::Ref => TimeKind::Vague(match given.text(0)?.as_str() {
            "past" => "PAST_REF",
            "present" => "PRESENT_REF",
            "future" => "FUTURE_REF",
            _ => return None,
        }),
    })
}

/// The arguments of a meaning, filled in.
struct Given<'m, 'k> {
    meaning: &'m Meaning,
    kept: &'m Kept<'k>,
}

impl Given<'_, '_> {
    fn kept(&self, name: &str) -> Option<&Value> {
        self.kept.iter().find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    /// `None` where it is not given, or rests on what was not there.
    fn text(&self, argument: usize) -> Option<String> {
        let pieces = self.meaning.arguments.get(argument).filter(|pieces| !pieces.is_empty())?;
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => out += text,
                Piece::Kept(name) => match self.kept(name)? {
                    Value::Text(text) => out += text,
                    Value::Time(_) => return None,
                },
                Piece::Group(_) => return None,
            }
        }
        Some(out)
    }

    /// What a rule of a group reads; a bare number counts days from the report.
    fn time(&self, argument: usize) -> Option<TimeKind> {
        match self.meaning.arguments.get(argument)?.first()? {
            Piece::Text(days) => Some(TimeKind::Shift { unit: TimeUnit::Day, by: days.parse().ok()? }),
            Piece::Group(name) => match self.kept(name)? {
                Value::Time(kind) => Some(kind.clone()),
                Value::Text(_) => None,
            },
            Piece::Kept(_) => None,
        }
    }

    fn whole<T: std::str::FromStr>(&self, argument: usize) -> Option<T> {
        // Two signs make none: "-{shift}" of "last" is one ahead.
        let text = self.text(argument)?;
        text.strip_prefix("--").unwrap_or(&text).parse().ok()
    }

    /// `Some(None)` where it is not given; `None` where it is no whole number.
    #[expect(clippy::option_option, reason = "not given and not readable are two things")]
    fn optional<T: std::str::FromStr>(&self, argument: usize) -> Option<Option<T>> {
        if self.text(argument).is_none() { Some(None) } else { self.whole(argument).map(Some) }
    }

    /// 0 where none is given.
    fn shift(&self, argument: usize) -> Option<i8> {
        Some(self.optional(argument)?.unwrap_or(0))
    }
}

fn date(given: &Given<'_, '_>) -> Option<TimeKind> {
    if let Some(Ok(day)) = given.text(0).map(|text| text.parse::<Day>()) {
        return Some(TimeKind::Full(Edtf::day(day)));
    }
    let (year, month, day, to) = (given.optional(0)?, given.optional(1)?, given.optional(2)?, given.optional(3)?);
    Some(match (year, month, day) {
        (Some(year), Some(month), Some(day)) => {
            let first = Day::new(year, month, day).ok()?;
            let last = to.map_or(Ok(first), |to| Day::new(year, month, to)).ok()?;
            TimeKind::Full(Edtf::days(first, last))
        }
        (Some(year), Some(month), None) => TimeKind::Full(Edtf::month(year, month)),
        (Some(year), None, None) => TimeKind::Full(Edtf::year(year)),
        // A leap year, so that 29 February can be one.
        (None, Some(month), Some(day)) => {
            Day::new(2024, month, to.unwrap_or(day).max(day)).ok()?;
            TimeKind::MonthDay { month, day, to }
        }
        (None, Some(month), None) => TimeKind::Month { month, shift: 0 },
        _ => return None,
    })
}

fn unit(letter: &str) -> Option<TimeUnit> {
    Some(match letter {
        "D" => TimeUnit::Day,
        "W" => TimeUnit::Week,
        "WE" => TimeUnit::Weekend,
        "M" => TimeUnit::Month,
        "Q" => TimeUnit::Quarter,
        "Y" => TimeUnit::Year,
        "DE" => TimeUnit::Decade,
        "C" => TimeUnit::Century,
        _ => return None,
    })
}

/// A length after ISO 8601; halves are told in the next smaller unit, decades and centuries in years.
fn length(n: &str, unit: &str) -> Option<String> {
    let (whole, half) = match n.split_once('.') {
        Some((whole, "5")) => (whole, true),
        Some(_) => return None,
        None => (n, false),
    };
    let (mark, letter, smaller) = match unit {
        "S" => ("PT", "S", None),
        "MIN" => ("PT", "M", Some("30S")),
        "H" => ("PT", "H", Some("30M")),
        "D" => ("P", "D", Some("T12H")),
        "W" => ("P", "W", None),
        "M" => ("P", "M", None),
        "Q" => ("P", "Q", None),
        "Y" => ("P", "Y", Some("6M")),
        "WE" => ("P", "WE", None),
        "DE" | "C" => {
            let years = if unit == "C" { 100 } else { 10 };
            return Some(match whole.parse::<u32>() {
                Ok(n) => format!("P{}Y", n * years + if half { years / 2 } else { 0 }),
                Err(_) => format!("PX{}", if unit == "C" { "C" } else { "DE" }),
            });
        }
        _ => return None,
    };
    match (half, smaller) {
        (false, _) => Some(format!("{mark}{whole}{letter}")),
        (true, Some(smaller)) if whole == "0" => Some(format!("{mark}{smaller}")),
        (true, Some(smaller)) => Some(format!("{mark}{whole}{letter}{smaller}")),
        (true, None) => Some(format!("{mark}{whole}.5{letter}")),
    }
}

/// `T15:00` of "3" and "pm".
fn clock(hour_minute: &str, half: Option<&str>) -> Option<String> {
    let (hour, minute) = hour_minute.split_once(':').unwrap_or((hour_minute, "00"));
    let hour: u8 = hour.parse().ok()?;
    let hour = match half {
        Some("pm") if (1..12).contains(&hour) => hour + 12,
        Some("am") if hour == 12 => 0,
        Some(_) if hour > 12 => return None,
        _ => hour,
    };
    Some(format!("T{hour:02}:{minute}"))
}

/// `12-25`, or `11-4-4`: the fourth Thursday of November.
fn feast(text: &str) -> Option<Feast> {
    let numbers: Vec<i8> = text.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers[..] {
        [month, day] => Some(Feast::Fixed(month, day)),
        [month, nth, weekday] => Some(Feast::Weekday(month, nth, weekday)),
        _ => None,
    }
}
