//! Kinds of event.

use std::collections::BTreeMap;

use chancery_model::{EventKind, Plover, Status};
use serde::Deserialize;

use crate::Fault;

/// A kind of event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventSchema {
    /// Word for one.
    pub label: String,
    /// Word for several.
    pub plural: String,
    /// One sentence: what counts.
    pub description: String,
    /// Kinds of one family may be one occasion: `in-person`, `remote` (nobody travels) or a new one.
    pub family: String,
    /// Whether it is an engagement between equals, where nobody is on the receiving end.
    pub reciprocal: bool,
    /// How much the kind says, against others of its family: where reports are evenly divided, the
    /// highest wins.
    pub rank: u8,
    /// The kinds of event that may be parts of one of this kind: within a visit, or beside a gathering.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Words before the name of such an event that tell of another that it is held beside this, lower case.
    #[serde(default)]
    pub beside: Vec<String>,
    /// Words that tell of a statement that two sides made it together after an event of this family, lower case.
    #[serde(default)]
    pub spoken: Vec<String>,
    /// PLOVER mode of such an event once it happens.
    pub mode: Option<String>,
    /// PLOVER type of such an event once it happens; CONSULT where none is named, and then it is an
    /// engagement: an occasion at which people come together.
    pub plover: Option<String>,
    /// The kind whose type an event has that lies ahead.
    pub ahead: Option<String>,
    /// The kind whose type an event has that is refused, called off or said not to be.
    pub denied: Option<String>,
}

impl EventSchema {
    /// Whether people come together at such an event.
    #[must_use]
    pub fn is_engagement(&self) -> bool {
        self.plover.is_none()
    }
}

/// All kinds, by key.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Kinds of event.
    pub events: BTreeMap<String, EventSchema>,
}

impl Schema {
    pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Self {
        const FILE: &str = "schema/events.toml";
        let Some((_, content)) = files.iter().find(|(path, _)| *path == FILE) else {
            faults.push(Fault { file: FILE.to_owned(), line: 0, message: "the file is missing".to_owned() });
            return Self::default();
        };
        match toml::from_str(content) {
            Ok(events) => Self { events },
            Err(e) => {
                faults.push(crate::rule::toml_fault(FILE, content, &e));
                Self::default()
            }
        }
    }

    /// The kinds compiled into the program.
    ///
    /// # Panics
    /// When they are faulty, which the tests rule out.
    #[must_use]
    pub fn builtin() -> Self {
        let mut faults = Vec::new();
        let schema = Self::read(crate::Data::builtin_files(), &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        schema
    }

    /// Whether nobody is on the receiving end of such an event. A kind that is not here is taken to
    /// have a receiving end.
    #[must_use]
    pub fn is_reciprocal(&self, kind: &EventKind) -> bool {
        self.events.get(&kind.0).is_some_and(|schema| schema.reciprocal)
    }

    /// Whether people come together at an event of this kind; so it is taken of a kind that is not here.
    #[must_use]
    pub fn is_engagement(&self, kind: &EventKind) -> bool {
        self.events.get(&kind.0).is_none_or(EventSchema::is_engagement)
    }

    /// The PLOVER type and mode of an event. An engagement that lies ahead is AGREE, a cancelled or
    /// refused one REJECT (mode `meet`), one that happened CONSULT; of other kinds the schema says
    /// what they are ahead and refused (PLOVER manual, draft 0.8).
    #[must_use]
    pub fn plover(&self, kind: &EventKind, mode: Option<&str>, status: Status) -> Option<Plover> {
        let schema = self.events.get(&kind.0)?;
        let told = |kind: &str, mode: Option<&str>| Plover { kind: kind.to_owned(), mode: mode.map(str::to_owned) };
        let Some(own) = &schema.plover else {
            return Some(match status {
                Status::Planned | Status::Proposed => told("AGREE", None),
                Status::Cancelled | Status::Denied => told("REJECT", Some("meet")),
                Status::Ongoing | Status::Held => told("CONSULT", schema.mode.as_deref()),
            });
        };
        let other = match status {
            Status::Planned | Status::Proposed => schema.ahead.as_ref(),
            Status::Cancelled | Status::Denied => schema.denied.as_ref(),
            Status::Ongoing | Status::Held => None,
        };
        let other = other.and_then(|kind| self.events.get(kind)?.plover.as_deref());
        Some(other.map_or_else(|| told(own, mode), |other| told(other, None)))
    }
}
