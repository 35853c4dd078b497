//! The language of meanings: an operation and what it works on, parted by blanks.
//!
//! An argument is text in which `{name}` stands for what the pattern keeps under that name, or `<group>`
//! for what a rule of the group reads. An argument that rests on what was not there counts as not given.
//!
//! | operation | reads as |
//! |---|---|
//! | `date YEAR MONTH DAY TO` | a calendar date as far as it is told (`date - {month} {day}`); `TO` is the last day |
//! | `weekday N SHIFT` | a weekday, Monday 1; shift −1 for "last", 1 for "next" |
//! | `month N SHIFT` | a month, likewise |
//! | `month-of N SHIFT` | a month of the report's year, moved |
//! | `same-period N` | the report's year moved, or the quarter, half or season told before in the sentence, in that year |
//! | `shift UNIT N` | the day, week … of the report moved by N |
//! | `told UNIT N` | the same, from the time told before |
//! | `year-part PART YEAR SHIFT` | a quarter, half or season (`Q3`, `H1`, `SU`) of a year, or of the report's year moved |
//! | `feast NAME YEAR SHIFT` | a day with a name, likewise |
//! | `decade NNN`, `century N` | `199`, `20` |
//! | `clock H:MM HALF ZONE <day>` | a time on the clock |
//! | `at PART <day>` | a part of a day (`MO`, `AF`, `EV`, `NI`, `MI`) |
//! | `same <group>` | what the group says |
//! | `holding UNIT <day>` | the week, month … that holds a day |
//! | `duration N UNIT` | a length of time |
//! | `every N UNIT`, `set VALUE` | a repeated time, told by its step or its TIMEX3 value |
//! | `ref past`, `ref present`, `ref future` | a time that fixes no day |

use std::collections::BTreeSet;

/// What a rule makes of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What is done.
    pub operation: Operation,
    /// On what.
    pub arguments: Vec<Vec<Piece>>,
}

/// A piece of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// The value kept under a name.
    Kept(String),
    /// What a rule of a group reads.
    Group(String),
}

/// What may be made of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table at the head of the module tells each of them")]
pub enum Operation {
    Date,
    Weekday,
    Month,
    MonthOf,
    SamePeriod,
    Shift,
    Told,
    YearPart,
    Feast,
    Decade,
    Century,
    Clock,
    At,
    Same,
    Holding,
    Duration,
    Every,
    Set,
    Ref,
}

/// Names of operations with the fewest and the most arguments.
const OPERATIONS: &[(&str, Operation, usize, usize)] = &[
    ("at", Operation::At, 1, 2),
    ("century", Operation::Century, 1, 1),
    ("clock", Operation::Clock, 1, 4),
    ("date", Operation::Date, 1, 4),
    ("decade", Operation::Decade, 1, 1),
    ("duration", Operation::Duration, 2, 2),
    ("every", Operation::Every, 2, 2),
    ("feast", Operation::Feast, 1, 3),
    ("holding", Operation::Holding, 2, 2),
    ("month", Operation::Month, 1, 2),
    ("month-of", Operation::MonthOf, 2, 2),
    ("ref", Operation::Ref, 1, 1),
    ("same", Operation::Same, 1, 1),
    ("same-period", Operation::SamePeriod, 1, 1),
    ("set", Operation::Set, 1, 1),
    ("shift", Operation::Shift, 2, 2),
    ("told", Operation::Told, 2, 2),
    ("weekday", Operation::Weekday, 1, 2),
    ("year-part", Operation::YearPart, 1, 3),
];

impl Operation {
    /// How many there are.
    pub const COUNT: usize = OPERATIONS.len();
}

impl Meaning {
    pub(super) fn parse(text: &str, captured: &BTreeSet<&str>) -> Result<Self, String> {
        let mut parts = text.split_whitespace();
        let name = parts.next().unwrap_or_default();
        let Some((_, operation, least, most)) = OPERATIONS.iter().find(|(n, ..)| *n == name) else {
            let names: Vec<&str> = OPERATIONS.iter().map(|(n, ..)| *n).collect();
            return Err(format!("`{name}` is no operation; there are {}", names.join(", ")));
        };
        let arguments = parts.map(argument).collect::<Result<Vec<_>, _>>()?;
        if !(*least..=*most).contains(&arguments.len()) {
            return Err(format!("`{name}` takes {least} to {most} arguments, not {}", arguments.len()));
        }
        for piece in arguments.iter().flatten() {
            if let Piece::Kept(name) | Piece::Group(name) = piece
                && !captured.contains(name.as_str())
            {
                return Err(format!("no pattern keeps anything under `{name}`"));
            }
        }
        Ok(Self { operation: *operation, arguments })
    }
}

/// `-` alone is an argument that is not given.
fn argument(text: &str) -> Result<Vec<Piece>, String> {
    if let Some(group) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
        return Ok(vec![Piece::Group(group.to_owned())]);
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        let (name, after) = from.split_once('}').ok_or_else(|| format!("`{text}`: a brace is not closed"))?;
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        pieces.push(Piece::Kept(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() && text != "-" {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}
