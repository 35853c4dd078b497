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
    /// PLOVER mode of such an event once it happens.
    pub mode: Option<String>,
}

/// All kinds, by key.
#[derive(Debug, Default)]
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

    /// Whether nobody is on the receiving end of such an event. A kind that is not here is taken to
    /// have a receiving end.
    #[must_use]
    pub fn is_reciprocal(&self, kind: &EventKind) -> bool {
        self.events.get(&kind.0).is_some_and(|schema| schema.reciprocal)
    }

    /// The PLOVER type and mode of an engagement: one that lies ahead is AGREE, a cancelled or
    /// refused one REJECT (mode `meet`), one that happened CONSULT (PLOVER manual, draft 0.8).
    #[must_use]
    pub fn plover(&self, kind: &EventKind, status: Status) -> Option<Plover> {
        let schema = self.events.get(&kind.0)?;
        let (kind, mode) = match status {
            Status::Planned | Status::Proposed => ("AGREE", None),
            Status::Cancelled | Status::Denied => ("REJECT", Some("meet".to_owned())),
            Status::Ongoing | Status::Held => ("CONSULT", schema.mode.clone()),
        };
        Some(Plover { kind: kind.to_owned(), mode })
    }
}
