//! What the pair test says of two claims, and why, in words.

use std::fmt;

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
    /// One is a visit of several days, the other is told of fewer of them.
    Stay,
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
    /// It took place, and it was called off, and no day, or neither person nor place, shows that it is the same.
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
    /// One plans it elsewhere, and the other, of the same day, was published later.
    Moved,
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
    /// One tells that the other's day was not kept.
    Moved,
    /// One is not told, and its report came within days of the other.
    Near,
    /// One is not told.
    Unknown,
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
            Self::Moved => "moved from one place to the other",
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
            Self::Moved => "moved from one day to the other",
            Self::Near => "a day is not told, and the report came within days",
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
            Self::Stay => "a visit of several days, and what was on some of them",
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
            Self::Status => "one took place, the other was called off, and nothing shows them to be the same",
        })
    }
}
