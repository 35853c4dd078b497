//! What the stated positions of two parties on one issue come to. Words, no probability, and careful ones: of two who
//! only may speak of one thing nothing is said.

use std::collections::BTreeSet;

use chancery_model::{Edtf, Side, days_between};
use serde::Serialize;

use super::{Cell, Party, Stand};

/// What the stated positions of parties on one issue come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// They are for the same thing, or against it.
    Compatible,
    /// One is for what another is against.
    Apart,
    /// Too little is stated.
    Unknown,
}

impl Reading {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Apart => "apart",
            Self::Unknown => "unknown",
        }
    }
}

/// Two parties on one issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairReading {
    /// The ids of the two, in the order of the matrix.
    pub parties: [String; 2],
    /// What their positions come to: apart where they are so on anything.
    pub reading: Reading,
    /// The positions that it comes from, two and two.
    pub points: Vec<Point>,
}

/// Two positions on one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// What they come to.
    pub reading: Reading,
    /// The clause that both are on, where their words tell one.
    pub clause: Option<String>,
    /// The ids of the two positions, in the order of the parties.
    pub positions: [String; 2],
}

/// With more parties than these nobody reads pair by pair.
const MOST: usize = 24;
/// Days after which a stance that nobody told again is no longer taken to stand beside one told now.
const FAR: i32 = 365;
/// Of the words that tell two matters, the share that both must hold.
const LIKE: (usize, usize) = (3, 5);

/// The pairs of parties of which anything can be said; of every other pair it is unknown. Empty where there are more
/// parties than a reader compares.
pub(super) fn pairs(parties: &[Party], cells: &[Option<Cell>]) -> Vec<PairReading> {
    if parties.len() > MOST {
        return Vec::new();
    }
    let spoken: Vec<(&Party, &Cell)> =
        parties.iter().zip(cells).filter_map(|(party, cell)| Some((party, cell.as_ref()?))).collect();
    let mut pairs = Vec::new();
    for (n, (first, of_first)) in spoken.iter().enumerate() {
        for (second, of_second) in &spoken[n + 1..] {
            let points = points(of_first, of_second);
            let reading = of_points(&points);
            if reading != Reading::Unknown {
                pairs.push(PairReading { parties: [first.id.clone(), second.id.clone()], reading, points });
            }
        }
    }
    pairs
}

/// All parties of an issue together: apart where any two are, compatible where every two of them are.
pub(super) fn of_all(cells: &[Option<Cell>]) -> Reading {
    let spoken: Vec<&Cell> = cells.iter().flatten().collect();
    let mut compatible = spoken.len() > 1;
    for (n, first) in spoken.iter().enumerate() {
        for second in &spoken[n + 1..] {
            match of_points(&points(first, second)) {
                Reading::Apart => return Reading::Apart,
                Reading::Unknown => compatible = false,
                Reading::Compatible => {}
            }
        }
    }
    if compatible { Reading::Compatible } else { Reading::Unknown }
}

fn of_points(points: &[Point]) -> Reading {
    let any = |reading| points.iter().any(|point| point.reading == reading);
    match (any(Reading::Apart), any(Reading::Compatible)) {
        (true, _) => Reading::Apart,
        (false, true) => Reading::Compatible,
        (false, false) => Reading::Unknown,
    }
}

/// Where two parties say something clear of one thing. A party that is both for and against a thing says nothing of it.
fn points(first: &Cell, second: &Cell) -> Vec<Point> {
    let mut points = Vec::new();
    for a in first.stands.iter().filter(|a| a.is_clear()) {
        for b in second.stands.iter().filter(|b| b.is_clear() && a.is_on_one_thing(b)) {
            let reading = match (a.stance.side(), b.stance.side()) {
                (x, y) if x.opposes(y) => Reading::Apart,
                (x, y) if x == y && a.means_the_same(b) => Reading::Compatible,
                _ => continue,
            };
            let torn = |cell: &Cell, own: &Stand| {
                cell.stands.iter().any(|s| s.stance.side().opposes(own.stance.side()) && s.is_on_one_thing(own))
            };
            if torn(first, a) || torn(second, b) {
                continue;
            }
            let clause = a.clause.clone().filter(|_| a.clause == b.clause);
            points.push(Point { reading, clause, positions: [a.id.clone(), b.id.clone()] });
        }
    }
    points
}

impl Stand {
    /// Whether the words are for or against something, no report tells otherwise, and it is known when they were told.
    fn is_clear(&self) -> bool {
        matches!(self.stance.side(), Side::For | Side::Against)
            && !self.disputed
            && !self.matter.points
            && self.day().is_some()
    }

    fn day(&self) -> Option<chancery_model::Day> {
        self.learned.and_then(Edtf::last_day)
    }

    /// Whether two parties speak of one thing at one time: of one clause, or in nearly the same words; of the same
    /// actors, the two themselves apart; and not each of what the other is to do.
    fn is_on_one_thing(&self, other: &Self) -> bool {
        let near = match (self.day(), other.day()) {
            (Some(a), Some(b)) => days_between(a, b) <= FAR,
            _ => false,
        };
        let clause = self.clause.is_some() && self.clause == other.clause;
        near && self.clause == other.clause && self.names_as(other) && self.has_words_of(other, clause)
    }

    /// Whether both name the same actors, but for each other, and at most one of them the other.
    fn names_as(&self, other: &Self) -> bool {
        let others = |own: &Self, apart: &Self| {
            own.matter.actors.iter().filter(|actor| **actor != apart.holder).cloned().collect::<BTreeSet<_>>()
        };
        others(self, other) == others(other, self) && !(self.names(other) && other.names(self))
    }

    fn names(&self, other: &Self) -> bool {
        self.matter.actors.contains(&other.holder)
    }

    /// Whether their words tell one matter: nearly the same, or of one clause and no more than that. Words that one
    /// alone has may turn the thing round: "a weapon" and "a deal to prevent a weapon" are two.
    fn has_words_of(&self, other: &Self, clause: bool) -> bool {
        let (a, b) = (&self.matter.words, &other.matter.words);
        let shared = a.iter().filter(|word| b.contains(word)).count();
        let all = a.len() + b.len() - shared;
        if all == 0 { clause } else { shared * LIKE.1 >= all * LIKE.0 }
    }

    /// Whether two who stand on one side mean the same: neither names the other, for whoever wants another to act and
    /// whoever acts himself may mean two things.
    fn means_the_same(&self, other: &Self) -> bool {
        !self.names(other) && !other.names(self)
    }
}
