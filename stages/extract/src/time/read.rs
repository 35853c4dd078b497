//! Numbers, days, years and clocks, in figures and in words.

use chancery_data::Reader;

use super::Matcher;

/// The years that four figures are taken for.
const YEARS: std::ops::RangeInclusive<u32> = 1000..=2100;
/// Two figures from here on are years of the last century, below of this one.
const TURN: u32 = 40;

/// The token behind, and what was read.
type Found = Option<(usize, String)>;

impl Matcher<'_, '_> {
    /// What a reader reads at `at`.
    pub(super) fn read(&self, reader: Reader, at: usize) -> Found {
        let found = |value: Option<String>| value.map(|value| (at + 1, value));
        match reader {
            Reader::Number => self.number(at),
            Reader::Day => self.ordinal(at).or_else(|| found(self.figures(at, 1..=2))).filter(|(_, n)| day(n)),
            Reader::Year => self.year(at),
            Reader::ShortYear => found(short_year(self.word(at))),
            Reader::Decade => self.decade_in_figures(at).or_else(|| self.worth("decade-words", at)),
            Reader::Ordinal => self.ordinal(at),
            Reader::Clock => found(clock(self.word(at))).or_else(|| self.spoken_hour(at)),
            Reader::Iso => found(iso(self.word(at))),
            Reader::Slashed => found(slashed(self.word(at))),
        }
    }

    /// "five" of "five p.m.".
    fn spoken_hour(&self, at: usize) -> Found {
        self.worth("number", at).filter(|(to, hour)| *to == at + 1 && self.word(at) != "a" && clock(hour).is_some())
    }

    /// The value of the longest phrase of a table.
    fn worth(&self, table: &'static str, at: usize) -> Found {
        self.phrases(table, at).next().map(|(to, value)| (to, value.to_owned()))
    }

    /// "1990s"; "1990's", which is cut in two.
    fn decade_in_figures(&self, at: usize) -> Found {
        let word = self.word(at);
        match self.word(at + 1) {
            "'s" | "’s" => decade(&format!("{word}s")).map(|ten| (at + 2, ten)),
            _ => decade(word).map(|ten| (at + 1, ten)),
        }
    }

    fn figures(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<String> {
        let word = self.word(at);
        (digits.contains(&word.len()) && all_digits(word)).then(|| word.to_owned())
    }

    /// Past a hyphen that joins.
    fn past_hyphen(&self, at: usize) -> usize {
        at + usize::from(self.joins(at))
    }

    fn number(&self, at: usize) -> Found {
        let figures = self.word(at).replace(',', "");
        let (mut to, mut value) =
            if !figures.is_empty() && figures.split('.').all(all_digits) && figures.matches('.').count() < 2 {
                (at + 1, figures)
            } else {
                self.counted(at)?
            };
        if self.word(to) == "1/2" {
            (to, value) = (to + 1, format!("{value}.5"));
        } else if self.word(to) == "and" && self.word(to + 1) == "a" && self.word(to + 2) == "half" {
            (to, value) = (to + 3, format!("{value}.5"));
        }
        Some((to, value))
    }

    /// A number in words: "twenty-four", "a hundred", "several".
    fn counted(&self, at: usize) -> Found {
        let (mut to, value) = self.worth("number", at)?;
        let Ok(mut n) = value.parse::<u64>() else { return Some((to, value)) };
        let small = |at: usize| self.worth("number", at).and_then(|(to, v)| Some((to, v.parse::<u64>().ok()?)));
        if (20..100).contains(&n)
            && n % 10 == 0
            && let Some((end, unit @ 1..=9)) = small(self.past_hyphen(to)).filter(|_| self.word(to) != "a")
        {
            (to, n) = (end, n + unit);
        }
        while let Some((end, scale)) = self.worth("scale", to).and_then(|(end, v)| Some((end, v.parse::<u64>().ok()?)))
        {
            (to, n) = (end, n.saturating_mul(scale));
            let rest = to + usize::from(self.word(to) == "and");
            if let Some((end, unit @ 1..=99)) = small(rest).filter(|_| self.word(rest) != "a") {
                (to, n) = (end, n + unit);
            }
        }
        Some((to, n.to_string()))
    }

    /// "third", "3rd", "twenty-first".
    fn ordinal(&self, at: usize) -> Found {
        let word = self.word(at);
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).filter(|n| all_digits(n));
        if let Some(n) = bare {
            return Some((at + 1, n.to_owned()));
        }
        if let Some(found) = self.worth("ordinal", at) {
            return Some(found);
        }
        let (to, tens) = self.worth("number", at)?;
        let (to, unit) = self.worth("ordinal", self.past_hyphen(to))?;
        let (tens, unit): (u32, u32) = (tens.parse().ok()?, unit.parse().ok()?);
        (tens >= 20 && tens.is_multiple_of(10) && unit < 10).then(|| (to, (tens + unit).to_string()))
    }

    /// "1996", "mid-1996"; "nineteen ninety-six", "two thousand".
    fn year(&self, at: usize) -> Found {
        let word = self.word(at);
        let word = word.strip_prefix("mid-").unwrap_or(word);
        let fits = |n: u32| YEARS.contains(&n);
        if word.len() == 4 && all_digits(word) {
            return word.parse().ok().filter(|n| fits(*n)).map(|n| (at + 1, n.to_string()));
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (to, first) = self.counted(at)?;
        let first: u32 = first.parse().ok()?;
        if (2000..=2100).contains(&first) {
            return Some((to, first.to_string()));
        }
        let (to, second) = self.counted(to).filter(|_| (17..=20).contains(&first))?;
        let second: u32 = second.parse().ok().filter(|n| (10..100).contains(n))?;
        Some((to, (first * 100 + second).to_string()))
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn day(text: &str) -> bool {
    text.parse().is_ok_and(|n: u8| (1..=31).contains(&n))
}

/// The figures behind an apostrophe: "'92".
fn without_apostrophe(word: &str) -> &str {
    word.trim_start_matches(['\'', '’', '‘'])
}

fn full_year(two: u32) -> u32 {
    if two < TURN { 2000 + two } else { 1900 + two }
}

fn short_year(word: &str) -> Option<String> {
    let figures = without_apostrophe(word);
    (figures.len() == 2 && all_digits(figures)).then(|| full_year(figures.parse().unwrap_or(0)).to_string())
}

fn decade(word: &str) -> Option<String> {
    let word = word.strip_prefix("mid-").unwrap_or(word);
    let figures = without_apostrophe(word).strip_suffix('s')?.trim_end_matches(['\'', '’']);
    if !all_digits(figures) || !figures.ends_with('0') {
        return None;
    }
    match figures.len() {
        4 => Some(figures[..3].to_owned()),
        2 => Some((full_year(figures.parse().ok()?) / 10).to_string()),
        _ => None,
    }
}

/// `H:MM` or `H`.
fn clock(word: &str) -> Option<String> {
    let (hour, minute) = match word.split_once([':', '.']) {
        Some((hour, minute)) => (hour, minute.get(..2).filter(|_| matches!(minute.len(), 2 | 5))?),
        None if word.len() == 4 => word.split_at_checked(2)?,
        None => (word, "00"),
    };
    let whole = |text: &str, most: u8| all_digits(text) && text.len() <= 2 && text.parse().is_ok_and(|n: u8| n <= most);
    (whole(hour, 24) && whole(minute, 59))
        .then(|| if minute == "00" && word == hour { hour.to_owned() } else { format!("{hour}:{minute}") })
}

fn iso(word: &str) -> Option<String> {
    let sound = word.len() == 10 && word.parse::<chancery_model::Day>().is_ok();
    sound.then(|| word.to_owned())
}

/// A day parted by slashes, where it is plain which figure is the month.
fn slashed(word: &str) -> Option<String> {
    let mut parts = word.split('/').map(|part| part.parse::<u32>().ok().filter(|_| part.len() <= 4));
    let (a, b, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if year < 100 { full_year(year) } else { year };
    let (month, day) = match (a, b) {
        (1..=12, 13..=31) => (a, b),
        (13..=31, 1..=12) => (b, a),
        (a, b) if a == b && a <= 12 => (a, b),
        _ => return None,
    };
    (parts.next().is_none() && YEARS.contains(&year)).then(|| format!("{year}-{month:02}-{day:02}"))
}
