//! The language of patterns: a row of elements, parted by blanks.
//!
//! - `word` or `one|other`: the word itself, lower case;
//! - `[table]`: a word or phrase of a table of `data/times/words.toml`;
//! - `{table}`: the same, and its value is kept under that name; `{name:table}` keeps it under another;
//! - `{n}`, `{day}`, `{year}`, `{decade}`, `{ordinal}`, `{clock}`, `{iso}`, `{slashed}`: what [`Reader`]
//!   tells, likewise kept;
//! - `*`: any word;
//! - `<group>`: what a rule of that group reads, kept under its name;
//! - `x?`: may be absent; `x/NN`: only with a part of speech (Penn Treebank) that begins so;
//! - `before ( … ) after`: the words in brackets are the time, those around it must stand there;
//!   `!x` outside the brackets: must not.
//!
//! A hyphen may stand between any two words: `{n} {unit}` reads "three-day" too.

use super::words::TimeWords;

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimePattern {
    /// What stands before the time: single words or phrases, the last one next to it.
    pub before: Vec<TimeElement>,
    /// The time.
    pub elements: Vec<TimeElement>,
    /// What stands after it.
    pub after: Vec<TimeElement>,
}

/// An element of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeElement {
    /// What it matches.
    pub part: TimePart,
    /// The name under which its value is kept.
    pub name: Option<String>,
    /// Whether it may be absent.
    pub optional: bool,
    /// Whether it must not stand there.
    pub not: bool,
    /// How the part of speech of its last word begins.
    pub tag: Option<String>,
}

/// What an element matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimePart {
    /// Any word.
    Any,
    /// One of these words, lower case.
    Words(Vec<String>),
    /// A word or phrase of a table.
    Table(String),
    /// Words that are read by more than a list.
    Reader(Reader),
    /// What a rule of a group reads.
    Group(String),
}

/// Words that are read by more than a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A number in figures or words: `24`, `2.5`, `X` where it is vague ("several").
    Number,
    /// A day of a month, in figures or words.
    Day,
    /// A year of four figures, or spoken ("nineteen ninety-six").
    Year,
    /// The last two figures of a year: "1990-92", "'92".
    ShortYear,
    /// Decades: `199` of "the 1990s", "mid-1990s", "the '90s", "the nineties".
    Decade,
    /// An ordinal number, in figures or words.
    Ordinal,
    /// A time on the clock: `10:35` of "10:35", "10.35", "1035", and `10` of "10".
    Clock,
    /// `2025-12-08`.
    Iso,
    /// Day, month and year parted by slashes: `8/12/2025`.
    Slashed,
}

impl Reader {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "n" => Self::Number,
            "day" => Self::Day,
            "year" => Self::Year,
            "short-year" => Self::ShortYear,
            "decade" => Self::Decade,
            "ordinal" => Self::Ordinal,
            "clock" => Self::Clock,
            "iso" => Self::Iso,
            "slashed" => Self::Slashed,
            _ => return None,
        })
    }

    /// The tables of words by which it reads what is not in figures.
    #[must_use]
    pub fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Number | Self::Year => &["number"],
            Self::Day | Self::Ordinal => &["ordinal"],
            Self::Decade => &["decade-words", "decade-figures"],
            Self::Clock => &["number"],
            Self::ShortYear | Self::Iso | Self::Slashed => &[],
        }
    }
}

impl TimePattern {
    pub(crate) fn parse(text: &str, words: &TimeWords) -> Result<Self, String> {
        let (before, rest) = text.split_once("( ").unwrap_or(("", text));
        let (inner, after) = match rest.split_once(" )") {
            Some(parts) if text.contains("( ") => parts,
            None if !text.contains("( ") => (rest, ""),
            _ => return Err("brackets stand around the time, with blanks inside".to_owned()),
        };
        let row =
            |text: &str| text.split_whitespace().map(|piece| element(piece, words)).collect::<Result<Vec<_>, _>>();
        let pattern = Self { before: row(before)?, elements: row(inner)?, after: row(after)? };
        if pattern.elements.first().is_some_and(|e| e.part == TimePart::Any) {
            return Err("a time begins with a word that is told".to_owned());
        }
        if pattern.elements.iter().all(|e| e.optional) {
            return Err("a time needs a word that may not be absent".to_owned());
        }
        if pattern.elements.iter().any(|e| e.not) {
            return Err("`!` stands outside the brackets only".to_owned());
        }
        Ok(pattern)
    }

    /// The names under which it keeps values.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().filter_map(|e| e.name.as_deref())
    }

    /// The groups that it names.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().filter_map(|e| match &e.part {
            TimePart::Group(group) => Some(group.as_str()),
            _ => None,
        })
    }
}

fn element(piece: &str, words: &TimeWords) -> Result<TimeElement, String> {
    let (rest, optional) = piece.strip_suffix('?').map_or((piece, false), |p| (p, true));
    let (rest, not) = rest.strip_prefix('!').map_or((rest, false), |p| (p, true));
    let (rest, tag) = match rest.rsplit_once('/') {
        Some((rest, tag)) if !tag.is_empty() && tag.bytes().all(|b| b.is_ascii_uppercase()) => (rest, Some(tag)),
        _ => (rest, None),
    };
    let (part, name) = part(rest, words)?;
    Ok(TimeElement { part, name, optional, not, tag: tag.map(str::to_owned) })
}

fn part(piece: &str, words: &TimeWords) -> Result<(TimePart, Option<String>), String> {
    let inside = |open, close| piece.strip_prefix(open).and_then(|p: &str| p.strip_suffix(close));
    let table = |name: &str| match (Reader::named(name), words.has(name)) {
        (Some(reader), _) => Ok(TimePart::Reader(reader)),
        (None, true) => Ok(TimePart::Table(name.to_owned())),
        (None, false) => Err(format!("there is no table `{name}` in data/times/{}.toml", super::words::FILE)),
    };
    if let Some(name) = inside('[', ']') {
        return Ok((table(name)?, None));
    }
    if let Some(inner) = inside('{', '}') {
        let (name, of) = inner.split_once(':').unwrap_or((inner, inner));
        return Ok((table(of)?, Some(name.to_owned())));
    }
    if let Some(group) = inside('<', '>') {
        return Ok((TimePart::Group(group.to_owned()), Some(group.to_owned())));
    }
    if piece == "*" {
        return Ok((TimePart::Any, None));
    }
    if piece.is_empty() || piece.chars().any(|c| c.is_uppercase() || "[]{}<>()?!".contains(c)) {
        return Err(format!(
            "`{piece}` is no element: words are lower case, tables stand in [ ] or {{ }}, groups in < >"
        ));
    }
    Ok((TimePart::Words(piece.split('|').map(str::to_owned).collect()), None))
}
