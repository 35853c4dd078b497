//! Takes two claims, says whether they tell one occasion, and why. Two occasions taken for one do
//! more harm than one told twice, so whatever is not shown stays open.

use std::cmp::Ordering;
use std::fmt;

use chancery_model::Status;

use crate::told::{Precision, Side, Spot, Told};

/// Shares are counted in thousandths.
const WHOLE: u32 = 1000;
/// Share of the sides that must agree on the same day in the same place: a meeting of two on the
/// margins of a summit of nine stays apart from it, a list that leaves out some does not.
const FAIR_SHARE: u32 = 500;
/// Share of the sides that must agree where day or place is weaker: two of three on either list.
const STRONG_SHARE: u32 = 600;
/// So many sides single out a gathering even where no person is named on both lists.
const MANY_SIDES: u32 = 3;

/// What the pair test says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One occasion, on these grounds.
    Same(Grounds),
    /// Nothing against it, and too little for it.
    Open(Lack),
    /// Two occasions.
    Different(Conflict),
    /// A judgement says that they are one.
    JudgedSame,
    /// A judgement says that they are two.
    JudgedDifferent,
}

/// What speaks for one occasion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// The kind of agreement.
    pub basis: Basis,
    /// How many sides agree.
    pub sides: u32,
    /// How many of them by the same person.
    pub people: u32,
    /// How many sides each claim has.
    pub of: (u32, u32),
    /// How the places agree.
    pub place: PlaceFit,
    /// How the times agree.
    pub time: TimeFit,
}

/// Kinds of agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The same words of the same text, in two outlets.
    Copy,
    /// The sides agree.
    Sides,
    /// The same person, in the same place, on the same day, with nobody else told.
    Visitor,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Too few of the sides agree.
    Sides,
    /// Only collectives or unnamed people agree.
    Names,
    /// The day is too loose to do without the same place.
    Place,
}

/// What speaks against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// One text tells both, each as an occasion of its own.
    OneText,
    /// A call and a meeting, or kinds that do not go together.
    Kind,
    /// Different places.
    Place,
    /// Different days, or days that the reports' own dates rule out.
    Time,
    /// It took place, and it was called off, and no day shows that it is the same.
    Status,
}

/// How two places agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceFit {
    /// The same city or region.
    Same,
    /// The same state and nothing finer.
    SameState,
    /// One lies in the other.
    Within,
    /// One is not told.
    Unknown,
    /// Different places.
    Apart,
}

/// How two times agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFit {
    /// The same day.
    SameDay,
    /// Days that overlap.
    Overlap,
    /// Long stretches that overlap.
    Loose,
    /// One is not told.
    Unknown,
}

/// Whether `a` and `b` tell one occasion.
pub(crate) fn compare(a: &Told, b: &Told) -> Verdict {
    if one_text(a, b) {
        return Verdict::Different(Conflict::OneText);
    }
    match conflict(a, b) {
        Some(conflict) => Verdict::Different(conflict),
        None => match grounds(a, b) {
            Ok(grounds) => Verdict::Same(grounds),
            Err(lack) => Verdict::Open(lack),
        },
    }
}

/// Whether both stand in one text, which tells each occasion once. Copies of a text count as it;
/// the same words in two copies are one claim made twice.
pub(crate) fn one_text(a: &Told, b: &Told) -> bool {
    a.report == b.report || (a.origin == b.origin && a.span != b.span)
}

/// What rules out that the two tell one occasion.
pub(crate) fn conflict(a: &Told, b: &Told) -> Option<Conflict> {
    if a.window.1 < b.window.0 || b.window.1 < a.window.0 {
        Some(Conflict::Time)
    } else if a.family != b.family {
        Some(Conflict::Kind)
    } else if place_fit(a.spot, b.spot) == PlaceFit::Apart {
        Some(Conflict::Place)
    } else if called_off(a, b) {
        Some(Conflict::Status)
    } else {
        None
    }
}

/// "It was cancelled" and "it took place" are one occasion only where the day says so.
fn called_off(a: &Told, b: &Told) -> bool {
    let off = |s: Status| matches!(s, Status::Cancelled | Status::Denied);
    let against = (a.status.is_real() && off(b.status)) || (off(a.status) && b.status.is_real());
    against && a.precision.max(b.precision) > Precision::Tight
}

fn grounds(a: &Told, b: &Told) -> Result<Grounds, Lack> {
    let place = place_fit(a.spot, b.spot);
    let agreed = Agreed::of(&a.sides, &b.sides);
    let of = (a.sides.len() as u32, b.sides.len() as u32);
    let with = |basis| Grounds { basis, sides: agreed.sides, people: agreed.people, of, place, time: time_fit(a, b) };
    if a.origin == b.origin && a.span == b.span {
        return Ok(with(Basis::Copy));
    }
    if of.0.min(of.1) < 2 {
        return if one_visitor(a, b, place, &agreed) { Ok(with(Basis::Visitor)) } else { Err(Lack::Sides) };
    }
    let found = with(Basis::Sides);
    let known = agreed.people > 0 || agreed.sides >= MANY_SIDES;
    let enough = match (a.precision.max(b.precision), place) {
        (Precision::Exact, PlaceFit::Same) => found.share() >= FAIR_SHARE,
        (Precision::Exact, _) => found.share() == WHOLE || (found.share() >= STRONG_SHARE && known),
        (Precision::Tight, _) | (_, PlaceFit::Same) => found.share() >= STRONG_SHARE && known,
        _ => return Err(Lack::Place),
    };
    if agreed.sides < 2 || !enough {
        Err(Lack::Sides)
    } else if agreed.named == 0 {
        Err(Lack::Names)
    } else {
        Ok(found)
    }
}

/// A claim with one side only is about a visitor: person, place and day must then be the same, and
/// any collective it names must be named by the other too, or the visitor met somebody else.
fn one_visitor(a: &Told, b: &Told, place: PlaceFit, agreed: &Agreed) -> bool {
    let also = |thin: &Told, other: &Told| {
        thin.sides.len() != 1 || thin.collectives.iter().all(|c| other.collectives.contains(c))
    };
    agreed.people > 0 && place == PlaceFit::Same && time_fit(a, b) == TimeFit::SameDay && also(a, b) && also(b, a)
}

/// The sides that agree.
#[derive(Default)]
struct Agreed {
    sides: u32,
    /// By the same person.
    people: u32,
    /// By a name on both lists: of the person, the state or the body.
    named: u32,
}

impl Agreed {
    /// Pairs the sides off. The same person agrees; a state or body named alone agrees with itself
    /// and with whoever acts for it; two people who act for one state do not agree.
    fn of(a: &[Side], b: &[Side]) -> Self {
        let mut agreed = Self::default();
        // Sides already paired off, a bit each.
        let (mut left, mut right) = (0_u128, 0_u128);
        // Sides stand in order of their keys.
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            match a[i].order().cmp(&b[j].order()) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    let by_person = a[i].shares_person(&b[j]);
                    if by_person || a[i].people.is_empty() || b[j].people.is_empty() {
                        agreed.count(by_person, by_person || !(a[i].vague || b[j].vague));
                        (left, right) = (left | 1 << i, right | 1 << j);
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        // A person may act for somebody in one report and for nobody in another.
        for (i, x) in a.iter().enumerate().filter(|(_, x)| !x.people.is_empty()) {
            let partner = |(j, y): &(usize, &Side)| {
                left >> i & 1 == 0 && right >> j & 1 == 0 && x.target == y.target && x.shares_person(y)
            };
            if let Some((j, _)) = b.iter().enumerate().find(partner) {
                agreed.count(true, true);
                (left, right) = (left | 1 << i, right | 1 << j);
            }
        }
        agreed
    }

    fn count(&mut self, by_person: bool, named: bool) {
        self.sides += 1;
        self.people += u32::from(by_person);
        self.named += u32::from(named);
    }
}

impl Grounds {
    /// Share of both lists' sides that agree, in thousandths.
    fn share(&self) -> u32 {
        2 * WHOLE * self.sides / (self.of.0 + self.of.1).max(1)
    }

    /// How well the two fit: the better, the higher. Sides come first; the rest decides between
    /// occasions with the same sides.
    pub(crate) fn score(&self) -> u32 {
        let sides = match self.basis {
            Basis::Copy => 2 * WHOLE,
            Basis::Sides => self.share() + 100 * self.people / self.sides.max(1),
            // Who else was there is not told, so every occasion of that day fits alike.
            Basis::Visitor => FAIR_SHARE,
        };
        sides + if self.place == PlaceFit::Same { 200 } else { 0 } + if self.time == TimeFit::SameDay { 100 } else { 0 }
    }
}

/// How two places agree.
fn place_fit(a: Option<Spot>, b: Option<Spot>) -> PlaceFit {
    let (Some(a), Some(b)) = (a, b) else { return PlaceFit::Unknown };
    let within = |state: Spot, place: Spot| match place.country {
        Some(country) if country == state.name => PlaceFit::Within,
        Some(_) => PlaceFit::Apart,
        None => PlaceFit::Unknown,
    };
    match (a.broad, b.broad) {
        (true, true) if a.name == b.name => PlaceFit::SameState,
        (true, false) => within(a, b),
        (false, true) => within(b, a),
        (false, false)
            if a.name == b.name && (a.country == b.country || a.country.is_none() || b.country.is_none()) =>
        {
            PlaceFit::Same
        }
        _ => PlaceFit::Apart,
    }
}

fn time_fit(a: &Told, b: &Told) -> TimeFit {
    match a.precision.max(b.precision) {
        Precision::Unknown => TimeFit::Unknown,
        Precision::Wide => TimeFit::Loose,
        _ if a.day().is_some() && a.day() == b.day() => TimeFit::SameDay,
        _ => TimeFit::Overlap,
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same(grounds) => write!(f, "one occasion: {grounds}"),
            Self::Open(lack) => write!(f, "not shown to be one occasion: {lack}"),
            Self::Different(conflict) => write!(f, "two occasions: {conflict}"),
            Self::JudgedSame => f.write_str("one occasion: a judgement says so"),
            Self::JudgedDifferent => f.write_str("two occasions: a judgement says so"),
        }
    }
}

impl fmt::Display for Grounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.basis {
            Basis::Copy => f.write_str("the same words of the same text")?,
            Basis::Visitor => f.write_str("the same person")?,
            Basis::Sides => {
                let (a, b) = self.of;
                write!(f, "{} sides agree, of {a} and {b}, {} by the same person", self.sides, self.people)?;
            }
        }
        write!(f, "; {}; {}", self.place, self.time)
    }
}

impl fmt::Display for PlaceFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Same => "same place",
            Self::SameState => "same state",
            Self::Within => "one place lies in the other",
            Self::Unknown => "a place is not told",
            Self::Apart => "different places",
        })
    }
}

impl fmt::Display for TimeFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SameDay => "same day",
            Self::Overlap => "days that overlap",
            Self::Loose => "long stretches of time that overlap",
            Self::Unknown => "a day is not told",
        })
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sides => "too few of the sides agree",
            Self::Names => "only people without names agree",
            Self::Place => "the day is not told closely enough, and the place is not the same",
        })
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OneText => "one text tells both",
            Self::Kind => "kinds of occasion that do not go together",
            Self::Place => "different places",
            Self::Time => "days that cannot be the same",
            Self::Status => "one took place, the other was called off, on no day that shows them to be the same",
        })
    }
}
