//! Days written out in full: finds them in running text and reads them from metadata values.
//! A day without a year, a number that may be day or month, and relative words are left alone.

use std::ops::Range;
use std::sync::LazyLock;

use chancery_model::{Day, Edtf};
use regex::{Captures, Regex};

const MONTHS: &str = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const WEEKDAY: &str = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)";
const TIME: &str = r"(?:[,\s|T]*(?:at\s+|-\s+)?\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:Z|GMT|UTC|BST|CES?T|EE?S?T|E[SD]?T|IST|MSK|[+-]\d{2}:?\d{2})\b)?(?:\s*\([A-Z][A-Za-z ]+\))?)?";

static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    let words = format!(
        r"(?i)\b(?P<weekday>{WEEKDAY})?(?:(?P<m1>{MONTHS})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m2>{MONTHS})\.?,?[\s-]+(?P<y2>\d{{4}})|(?P<y3>\d{{4}})[-/](?P<m3>\d{{2}})[-/](?P<d3>\d{{2}})|(?P<a>\d{{1,2}})(?P<dot>[./])(?P<b>\d{{1,2}})[./](?P<y4>\d{{4}}))(?P<time>{TIME})"
    );
    Regex::new(&words).expect("a pattern of this file")
});

/// A day found in a text.
pub(crate) struct Found {
    /// Where it stands, with its weekday and time of day.
    pub(crate) range: Range<usize>,
    /// The day.
    pub(crate) day: Day,
    /// Whether the weekday or the time of day is told too, as in stamps.
    pub(crate) stamped: bool,
}

/// The days in a text, in order.
pub(crate) fn find(text: &str) -> Vec<Found> {
    DAYS.captures_iter(text).filter_map(|c| found(&c, text)).collect()
}

fn found(c: &Captures<'_>, text: &str) -> Option<Found> {
    let whole = c.get(0)?;
    let number = |name: &str| c.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    let (year, month, day) = if let Some(year) = number("y1") {
        (year, month_number(c.name("m1")?.as_str())?, number("d1")?)
    } else if let Some(year) = number("y2") {
        (year, month_number(c.name("m2")?.as_str())?, number("d2")?)
    } else if let Some(year) = number("y3") {
        (year, number("m3")? as i8, number("d3")?)
    } else {
        let (a, b) = (number("a")?, number("b")?);
        let dotted = c.name("dot")?.as_str() == ".";
        match (a > 12, b > 12) {
            (true, false) => (number("y4")?, b as i8, a),
            (false, true) if !dotted => (number("y4")?, a as i8, b),
            (false, false) if dotted => (number("y4")?, b as i8, a),
            _ => return None,
        }
    };
    let day = Day::new(year, month, i8::try_from(day).ok()?).ok().filter(|_| (1900..2100).contains(&year))?;
    // `2025-12-081` or `12.2025-12-08`: part of some other number.
    let after = text[whole.end()..].chars().next();
    if after.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let time = c.name("time").is_some_and(|t| !t.is_empty());
    Some(Found { range: whole.range(), day, stamped: time || c.name("weekday").is_some() })
}

/// 1–12 for an English month, written out or cut short.
pub(crate) fn month_number(word: &str) -> Option<i8> {
    const STEMS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let stem = word.get(..3)?.to_ascii_lowercase();
    STEMS.iter().position(|s| *s == stem).and_then(|i| i8::try_from(i + 1).ok())
}

/// A date as a metadata field gives it: EDTF, ISO 8601 with or without time, or words. Of a time
/// with a zone, the calendar date as written.
pub(crate) fn value(text: &str) -> Option<Edtf> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let compact = text.get(..8).filter(|d| text.len() <= 16 && d.bytes().all(|b| b.is_ascii_digit()));
        let compact = compact.and_then(|d| format!("{}-{}-{}", &d[..4], &d[4..6], &d[6..]).parse().ok());
        compact.or_else(|| find(text).first().map(|f| Edtf::day(f.day)))
    })
}

/// The day in an address: `/2025/12/08/`, `/2025/dec/08/`, `2025-12-08`, `20251208`.
pub(crate) fn in_url(url: &str) -> Option<(Day, String)> {
    static URL: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?i)(?:^|[/_=-])((20\d{2}|19\d{2})([/_-]?)(\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([/_-]?)(\d{2}))(?:[/_.?&#-]|$)";
        Regex::new(pattern).expect("a pattern of this file")
    });
    URL.captures_iter(url).find_map(|c| {
        let month = c[4].parse().ok().or_else(|| month_number(&c[4]))?;
        let same = c[3] == c[5] && (!c[3].is_empty() || c[4].len() == 2);
        let day = Day::new(c[2].parse().ok()?, month, c[6].parse().ok()?).ok().filter(|_| same)?;
        Some((day, c[1].to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_days_and_nothing_else() {
        for (text, day, words) in [
            ("Published on December 8, 2025", "2025-12-08", "December 8, 2025"),
            ("Mon, 8 Dec 2025 10:12:00 +0000", "2025-12-08", "Mon, 8 Dec 2025 10:12:00 +0000"),
            (" Tuesday, June 3, 2025  6:05 pm (Paris)", "2025-06-03", "Tuesday, June 3, 2025  6:05 pm (Paris)"),
            ("Fri, May 1 2026 09:15:02 am", "2026-05-01", "Fri, May 1 2026 09:15:02 am"),
            ("Sept. 3rd, 2024", "2024-09-03", "Sept. 3rd, 2024"),
            ("the 8th of December 2025", "2025-12-08", "8th of December 2025"),
            ("2025-12-08T23:30:00+02:00", "2025-12-08", "2025-12-08T23:30:00+02:00"),
            ("on 26/05/2025 at last", "2025-05-26", "26/05/2025"),
            ("12/26/2025", "2025-12-26", "12/26/2025"),
            ("08.12.2025", "2025-12-08", "08.12.2025"),
        ] {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((found[0].day.to_string().as_str(), &text[found[0].range.clone()]), (day, words));
        }
        for text in
            ["December 2025", "on December 8", "08/12/2025", "February 30, 2025", "May talks in 2025", "2025-12-081"]
        {
            assert!(find(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn reads_values_and_addresses() {
        for (text, date) in [
            ("2025-12", Some("2025-12")),
            ("2025-12-08T00:10:00+05:00", Some("2025-12-08")),
            ("20251208T101200Z", Some("2025-12-08")),
            ("8 December 2025", Some("2025-12-08")),
            ("soon", None),
        ] {
            assert_eq!(value(text).map(|d| d.to_string()).as_deref(), date, "{text}");
        }
        for (url, date) in [
            ("https://example.org/2025/12/08/talks", Some("2025-12-08")),
            ("https://example.org/world/2025/dec/08/talks", Some("2025-12-08")),
            ("https://example.org/talks-2025-12-08", Some("2025-12-08")),
            ("https://example.org/a/20251208/talks.html", Some("2025-12-08")),
            ("https://example.org/news/20251399", None),
            ("https://example.org/article-855250", None),
            ("https://example.org/2025/12/talks", None),
        ] {
            assert_eq!(in_url(url).map(|(d, _)| d.to_string()).as_deref(), date, "{url}");
        }
    }
}
