//! The pattern language of rules: a row of elements, one of which is the trigger.
//!
//! ```text
//! <actors> .. *[meet]* with? <actors>
//! ```
//! - `word` or `one|other`: the word itself, lower case;
//! - `[class]`: a word or phrase of a lexicon class;
//! - `<actors>`, `<host>`, `<mediators>`, `<recipients>`: people or bodies, filling that slot;
//! - `<people>`: as `<actors>`, but not names of states and capitals alone ("Kyiv"), which one
//!   cannot receive;
//! - `<subject>`: the first people or bodies of the sentence, however far before the trigger, as
//!   sides: whom a participle ("after holding talks") leaves unsaid;
//! - `<place>`, `<time>`: an expression of place or time;
//! - `.`: up to four words or expressions of time or place, such as auxiliaries and adverbs;
//! - `..`: up to eight of them; neither passes actors or the end of a clause, nor, read onwards from
//!   the trigger, a word that opens another clause;
//! - `...`: up to twenty-five of anything within the sentence;
//! - `x?`: may be absent; `*x*`: the trigger, exactly one a pattern.
//!
//! The language is provisional: rules over dependency trees will take its place.

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Its elements, in order.
    pub elements: Vec<Element>,
    /// Which of them is the trigger.
    pub trigger: usize,
}

/// An element with its mark of repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it matches.
    pub part: Part,
    /// Whether it may be absent.
    pub optional: bool,
}

/// What an element matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// One of these words, lower case.
    Words(Vec<String>),
    /// A phrase of a lexicon class.
    Class(String),
    /// Somebody or something that fills a slot.
    Slot(Slot),
    /// Anything, within bounds.
    Gap {
        /// Most items it may pass.
        most: usize,
        /// Whether it may pass actors and clause ends.
        wide: bool,
    },
}

/// Slots of an event that a pattern fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The sides.
    Actors,
    /// The sides, where they are not names of states and capitals alone.
    People,
    /// The sides, named first in the sentence.
    Subject,
    /// The side that receives.
    Host,
    /// Go-betweens.
    Mediators,
    /// Targets.
    Recipients,
    /// Where.
    Place,
    /// When.
    Time,
}

impl Pattern {
    /// Parses a pattern; `known` tells which classes exist.
    ///
    /// # Errors
    /// The column (from 1) and what is wrong there.
    pub fn parse(text: &str, known: impl Fn(&str) -> bool) -> Result<Self, (usize, String)> {
        let mut elements = Vec::new();
        let mut trigger = None;
        let mut column = 1;
        for piece in text.split(' ') {
            let at = column;
            column += piece.chars().count() + 1;
            if piece.is_empty() {
                continue;
            }
            let (piece, optional) = piece.strip_suffix('?').map_or((piece, false), |p| (p, true));
            let (piece, marked) =
                piece.strip_prefix('*').and_then(|p| p.strip_suffix('*')).map_or((piece, false), |p| (p, true));
            if marked && trigger.replace(elements.len()).is_some() {
                return Err((at, "a pattern has one trigger; this is the second".to_owned()));
            }
            elements.push(Element { part: part(piece, &known).map_err(|m| (at, m))?, optional });
        }
        let trigger = trigger.ok_or((1, "no trigger: put `*` on both sides of one element".to_owned()))?;
        match elements[trigger] {
            Element { part: Part::Words(_) | Part::Class(_), optional: false } => Ok(Self { elements, trigger }),
            _ => Err((1, "the trigger must be a word or a class, and not optional".to_owned())),
        }
    }
}

fn part(piece: &str, known: impl Fn(&str) -> bool) -> Result<Part, String> {
    if piece == "." {
        return Ok(Part::Gap { most: 4, wide: false });
    }
    if piece == ".." {
        return Ok(Part::Gap { most: 8, wide: false });
    }
    if piece == "..." {
        return Ok(Part::Gap { most: 25, wide: true });
    }
    if let Some(class) = piece.strip_prefix('[').and_then(|p| p.strip_suffix(']')) {
        if !known(class) {
            return Err(format!("there is no word class `{class}` under data/lexicon"));
        }
        return Ok(Part::Class(class.to_owned()));
    }
    if let Some(slot) = piece.strip_prefix('<').and_then(|p| p.strip_suffix('>')) {
        return match slot {
            "actors" => Ok(Part::Slot(Slot::Actors)),
            "people" => Ok(Part::Slot(Slot::People)),
            "subject" => Ok(Part::Slot(Slot::Subject)),
            "host" => Ok(Part::Slot(Slot::Host)),
            "mediators" => Ok(Part::Slot(Slot::Mediators)),
            "recipients" => Ok(Part::Slot(Slot::Recipients)),
            "place" => Ok(Part::Slot(Slot::Place)),
            "time" => Ok(Part::Slot(Slot::Time)),
            _ => Err(format!(
                "`<{slot}>` is no slot: use actors, people, subject, host, mediators, recipients, place or time"
            )),
        };
    }
    if piece.chars().any(|c| c.is_uppercase() || "[]<>*?".contains(c)) {
        return Err(format!("`{piece}` is no element: words are lower case, classes stand in [ ], slots in < >"));
    }
    Ok(Part::Words(piece.split('|').map(str::to_owned).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_a_pattern_is_wrong() {
        let known = |c: &str| c == "meet";
        assert!(Pattern::parse("<actors> .. *[meet]* with? <actors>", known).is_ok());
        assert_eq!(Pattern::parse("<actors> *[meat]*", known).unwrap_err().0, 10);
        assert_eq!(Pattern::parse("<actor> *[meet]*", known).unwrap_err().0, 1);
        assert!(Pattern::parse("<actors> [meet]", known).unwrap_err().1.contains("no trigger"));
    }
}
