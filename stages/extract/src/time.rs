//! Expressions of time, as the text says them; no day is fixed here.

use chancery_model::{Day, Edtf, RuleId, TimeFinding, TimeKind};

use crate::words::Words;

/// All expressions of time outside site chrome, in order of the text.
pub(crate) fn times(words: &Words<'_>) -> Vec<TimeFinding> {
    let mut times = Vec::new();
    for sentence in words.document.sentences.iter().filter(|s| !s.chrome) {
        let reader = Reader { words, end: sentence.tokens.end };
        let mut at = sentence.tokens.start;
        while at < reader.end {
            let Some((to, value, rule)) = reader.time(at) else {
                at += 1;
                continue;
            };
            times.push(TimeFinding { span: words.span(at, to), value, rule: RuleId(format!("time/{rule}")) });
            at = to;
        }
    }
    times
}

struct Reader<'a, 'w> {
    words: &'a Words<'w>,
    end: usize,
}

type Read = (usize, TimeKind, &'static str);

impl Reader<'_, '_> {
    fn time(&self, at: usize) -> Option<Read> {
        let modifier = self.words.phrase("time-modifiers", at, self.end);
        let start = at + modifier;
        let read = self
            .date(start)
            .or_else(|| self.weekday(start))
            .or_else(|| self.near_day(start))
            .or_else(|| self.ago(start))
            .or_else(|| self.week_month_year(start))
            .or_else(|| if modifier == 0 { self.vague(at) } else { None })?;
        let (mut to, value, rule) = read;
        if let TimeKind::Weekday { .. } | TimeKind::Days(_) = value {
            to += self.words.phrase("day-parts", to, self.end);
        }
        Some((to, value, rule))
    }

    fn word(&self, at: usize) -> &str {
        if at < self.end { self.words.lower(at) } else { "" }
    }

    fn numbered(&self, class: &str, at: usize) -> Option<(i8, usize)> {
        self.words.numbered(class, at, self.end)
    }

    /// A month's name; "May" and "March" only as capitals.
    fn month(&self, at: usize) -> Option<(i8, usize)> {
        let found = self.numbered("month", at)?;
        let capital = self.words.document.text(self.words.token(at).span).starts_with(char::is_uppercase);
        capital.then_some(found)
    }

    fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
        let word = self.word(at).trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
        let fits = digits.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        if fits { word.parse().ok() } else { None }
    }

    fn year(&self, at: usize) -> Option<i16> {
        if self.word(at).len() != 4 {
            return None;
        }
        self.number(at, 4..=4).filter(|y| (1900..=2100).contains(y))
    }

    fn day_of_month(&self, at: usize) -> Option<i8> {
        self.number(at, 1..=2).filter(|d| (1..=31).contains(d)).and_then(|d| i8::try_from(d).ok())
    }

    /// "December 8, 2025", "8 December", "December 2025", "in December", "2025-12-08", "in 2025".
    fn date(&self, at: usize) -> Option<Read> {
        if let Ok(Edtf::Date { date, .. }) = self.word(at).parse()
            && self.word(at).len() == 10
        {
            return Some((at + 1, TimeKind::Full(Edtf::day(date.first_day())), "iso"));
        }
        if let Some((month, next)) = self.month(at) {
            if let Some(day) = self.day_of_month(next) {
                let (to, end) = self.last_day(next + 1, month);
                let comma = usize::from(self.word(end) == ",");
                return Some(self.finish(end, comma, month, day, to));
            }
            let of = usize::from(matches!(self.word(next), "of" | ","));
            if let Some(year) = self.year(next + of) {
                return Some((next + of + 1, TimeKind::Full(Edtf::month(year, month)), "month-year"));
            }
            let before = if at > 0 { self.words.lower(at - 1) } else { "" };
            let full = self.word(at).len() > 4;
            let governed = ["in", "since", "by", "until", "last", "this", "next", "mid", "of", "early", "late"];
            if full || governed.contains(&before) {
                return Some((next, TimeKind::Month { month }, "month"));
            }
            return None;
        }
        if let Some(day) = self.day_of_month(at) {
            let (to, end) = self.last_day(at + 1, 0);
            let of = usize::from(self.word(end) == "of");
            let (month, next) = self.month(end + of)?;
            let comma = usize::from(self.word(next) == ",");
            return Some(self.finish(next, comma, month, day, to));
        }
        let governed = at > 0 && matches!(self.words.lower(at - 1), "in" | "since" | "by" | "until" | "of" | "during");
        let year = self.year(at).filter(|_| governed)?;
        Some((at + 1, TimeKind::Full(Edtf::year(year)), "year"))
    }

    /// The second day of "10-11" or "24 and 25", and the token after it. A month named again must
    /// be the same: "May 10 - May 11".
    fn last_day(&self, at: usize, month: i8) -> (Option<i8>, usize) {
        if !matches!(self.word(at), "-" | "–" | "and" | "to") {
            return (None, at);
        }
        let again = self.month(at + 1).filter(|(m, _)| *m == month).map_or(at + 1, |(_, next)| next);
        match self.day_of_month(again) {
            Some(day) => (Some(day), again + 1),
            None => (None, at),
        }
    }

    fn finish(&self, at: usize, comma: usize, month: i8, day: i8, to: Option<i8>) -> Read {
        if let Some(year) = self.year(at + comma)
            && let Ok(first) = Day::new(year, month, day)
        {
            let last = to.and_then(|to| Day::new(year, month, to).ok()).unwrap_or(first);
            return (at + comma + 1, TimeKind::Full(Edtf::days(first, last)), "day-month-year");
        }
        (at, TimeKind::MonthDay { month, day, to }, "day-month")
    }

    fn shift(&self, at: usize) -> (i8, usize) {
        for (class, shift) in [("last", -1), ("this", 0), ("next", 1)] {
            let n = self.words.phrase(class, at, self.end);
            if n > 0 {
                return (shift, at + n);
            }
        }
        (0, at)
    }

    /// "Monday", "last Monday", "next Friday", "every Monday".
    fn weekday(&self, at: usize) -> Option<Read> {
        if self.word(at) == "every" {
            let (weekday, next) = self.numbered("weekday", at + 1)?;
            return Some((next, TimeKind::Set(format!("XXXX-WXX-{weekday}")), "every-weekday"));
        }
        let (shift, start) = self.shift(at);
        let (weekday, next) = self.numbered("weekday", start)?;
        let capital = self.words.document.text(self.words.token(start).span).starts_with(char::is_uppercase);
        if !capital {
            return None;
        }
        // "Monday, May 26, 2025": the date says more than the day.
        let comma = usize::from(self.word(next) == ",");
        if let Some((to, value @ (TimeKind::Full(_) | TimeKind::MonthDay { .. }), rule)) = self.date(next + comma)
            && rule != "year"
        {
            return Some((to, value, rule));
        }
        Some((next, TimeKind::Weekday { weekday, shift }, "weekday"))
    }

    fn near_day(&self, at: usize) -> Option<Read> {
        for (class, days) in [("today", 0), ("yesterday", -1), ("tomorrow", 1)] {
            let n = self.words.phrase(class, at, self.end);
            if n > 0 {
                return Some((at + n, TimeKind::Days(days), class));
            }
        }
        None
    }

    /// "three days ago", "a month earlier", "two weeks later".
    fn ago(&self, at: usize) -> Option<Read> {
        let (n, next) = self.numbered("number", at)?;
        let n = i32::from(n);
        let units = [("day", 'D'), ("week", 'W'), ("month", 'M'), ("year", 'Y')];
        let (unit, letter, to) = units.iter().find_map(|(unit, letter)| {
            let used = self.words.phrase(&format!("unit-{unit}"), next, self.end);
            (used > 0).then_some((*unit, *letter, next + used))
        })?;
        let back = self.word(to) == "ago" || self.word(to) == "earlier";
        if !back {
            let counted = self.word(at) != "a" && self.word(at) != "an";
            return counted.then(|| (to, TimeKind::Duration(format!("P{n}{letter}")), "duration"));
        }
        let value = match unit {
            "day" => TimeKind::Days(-n),
            "week" => TimeKind::Weeks(-n),
            "month" => TimeKind::Months(-n),
            _ => TimeKind::Years(-n),
        };
        Some((to + 1, value, "ago"))
    }

    /// "last week", "this month", "over the weekend", "next year".
    fn week_month_year(&self, at: usize) -> Option<Read> {
        let bare = self.words.phrase("weekend", at, self.end);
        if bare > 0 && self.word(at) == "the" {
            return Some((at + bare, TimeKind::Weekend(0), "weekend"));
        }
        let (shift, start) = self.shift(at);
        if start == at {
            return None;
        }
        let shift = i32::from(shift);
        if let Some((month, next)) = self.month(start) {
            return (shift == 0 || self.word(at) == "last" || self.word(at) == "next").then_some((
                next,
                TimeKind::Month { month },
                "month",
            ));
        }
        let weekend = self.words.phrase("weekend", start, self.end);
        if weekend > 0 {
            return Some((start + weekend, TimeKind::Weekend(shift), "weekend"));
        }
        match self.word(start) {
            "week" => Some((start + 1, TimeKind::Weeks(shift), "week")),
            "month" => Some((start + 1, TimeKind::Months(shift), "month-shift")),
            "year" => Some((start + 1, TimeKind::Years(shift), "year-shift")),
            _ => None,
        }
    }

    fn vague(&self, at: usize) -> Option<Read> {
        let refs = [("vague-past", "PAST_REF"), ("vague-present", "PRESENT_REF"), ("vague-future", "FUTURE_REF")];
        refs.iter().find_map(|(class, value)| {
            let n = self.words.phrase(class, at, self.end);
            (n > 0).then_some((at + n, TimeKind::Vague(value), "vague"))
        })
    }
}
