//! What happened, is planned, was proposed or was denied.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Actor, ByteSpan, Edtf, Outcome};

/// The key of a kind of event in `data/schema` (`meeting`, `call`, `visit`, `talks`, `summit`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventKind(pub String);

/// The rule that read a claim, by its path under `data/rules` (`meeting/met-with`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(pub String);

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far an event has come, as one report tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Offered, urged or possible only.
    Proposed,
    /// Said to be scheduled or expected.
    Planned,
    /// Going on as the report is written.
    Ongoing,
    /// It happened.
    Held,
    /// It was planned and will not happen.
    Cancelled,
    /// Somebody says it did not or will not happen.
    Denied,
}

impl Status {
    /// The word used in JSON and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Planned => "planned",
            Self::Ongoing => "ongoing",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
            Self::Denied => "denied",
        }
    }

    /// Whether it lies ahead of the words that tell it.
    #[must_use]
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Proposed | Self::Planned)
    }

    /// Whether it took or takes place.
    #[must_use]
    pub fn is_real(self) -> bool {
        matches!(self, Self::Ongoing | Self::Held)
    }

    /// Whether it was called off or never was.
    #[must_use]
    pub fn is_off(self) -> bool {
        matches!(self, Self::Cancelled | Self::Denied)
    }
}

/// What one report says of one event, with actors, day and place fixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventValue {
    /// Kind, a key of `data/schema`.
    pub kind: EventKind,
    /// PLOVER type and mode, where PLOVER has one.
    pub plover: Option<Plover>,
    /// How far it has come.
    pub status: Status,
    /// How far the same report tells in another place that it has come, before that.
    #[serde(default)]
    pub earlier: Option<Status>,
    /// All sides of a reciprocal event; the doer of a directed one.
    pub actors: Vec<Participant>,
    /// The target of a directed event.
    pub recipients: Vec<Participant>,
    /// Hosts and go-betweens that are not a party.
    pub mediators: Vec<Participant>,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub time: Option<When>,
    /// The day that it was set for before it was moved.
    #[serde(default)]
    pub moved_from: Option<When>,
    /// What came of it, where the report tells.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// What it is about, by issue, in alphabetical order.
    #[serde(default)]
    pub issues: Vec<String>,
    /// The negotiation that it belongs to, by its key in `data/schema/processes.toml`.
    #[serde(default)]
    pub process: Option<String>,
    /// Whether the report tells it as background to its news.
    pub background: bool,
}

/// A type of the PLOVER event ontology (draft 0.8) with its mode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plover {
    /// `CONSULT`, `AGREE`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// `visit`, `phone`, …
    pub mode: Option<String>,
}

/// Somebody at an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Who.
    pub actor: Actor,
    /// The state, organisation or group that a person acts for.
    pub acts_for: Option<Actor>,
    /// The office held on the day.
    pub office: Option<String>,
    /// In what part.
    pub role: Role,
    /// How sure the report is of the attendance.
    pub attendance: Attendance,
    /// The words that name the participant.
    pub span: ByteSpan,
}

/// The part somebody plays at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A side of its own.
    Party,
    /// The one who receives.
    Host,
    /// Head of a delegation.
    Head,
    /// Member of a delegation.
    Member,
}

impl Role {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Host => "host",
            Self::Head => "head",
            Self::Member => "member",
        }
    }
}

/// How sure a report is that somebody comes or came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attendance {
    /// Told as a fact of the event.
    Told,
    /// Told as expected.
    Expected,
    /// Told as open.
    Uncertain,
    /// Told as declined.
    Declined,
}

impl Attendance {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Expected => "expected",
            Self::Uncertain => "uncertain",
            Self::Declined => "declined",
        }
    }
}

/// A place, resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The most specific name of record: a city, else a region, else a state.
    pub name: String,
    /// The state it lies in.
    pub country: Option<String>,
    /// Whether it lies in no one state: "Europe", "the Black Sea".
    #[serde(default)]
    pub area: bool,
    /// The words that name it.
    pub span: ByteSpan,
}

/// A time, resolved as far as the dateline lets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The date; `None` where the words are known and the day is not.
    pub edtf: Option<Edtf>,
    /// The words that tell it.
    pub text: String,
    /// How words and dateline gave the date (`dateline+weekday`).
    pub basis: String,
    /// The arithmetic, for `why`: "Monday + dateline Mon 2025-12-08 → 2025-12-08".
    pub steps: String,
    /// Where the words stand.
    pub span: ByteSpan,
}
