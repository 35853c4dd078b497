//! The record kept beside a store: looked at where it is of the store as it is now, and made again by whatever changes
//! the store.

use std::time::UNIX_EPOCH;

use chancery_data::Schema;
use chancery_engine::record::{Place, RecordError, Store};
use chancery_engine::{Stored, WORTH_KEEPING};

use crate::args::{Command, JudgeTask};
use crate::sources::Knowledge;

/// Names this program: its version, and of two builds of one version which it is.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata).ok();
    let written = file.as_ref().and_then(|file| file.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    let size = file.as_ref().map_or(0, std::fs::Metadata::len);
    format!("{} {size} {}", chancery_engine::VERSION, written.map_or(0, |at| at.as_nanos()))
}

impl Command {
    /// The store that the command may change.
    pub(crate) fn changes(&self) -> Option<Place> {
        match self {
            Self::Add(args) => Some(args.store.place()),
            Self::Watch(args) => Some(args.store.place()),
            Self::Judge(args) if !matches!(args.task, JudgeTask::List(_)) => Some(args.store().place()),
            Self::Reread(args) => Some(args.store.place()),
            Self::Import(args) => Some(args.store.place()),
            _ => None,
        }
    }
}

impl Knowledge {
    /// Names what decides what a record is.
    pub(crate) fn name(&self) -> anyhow::Result<String> {
        // What is compiled in is named by the program, and need not be loaded for that.
        let own = if self.is_own() { self.engine()?.data().fingerprint.clone() } else { String::new() };
        Ok(format!("{} {own}", program()))
    }

    /// The kinds of event, by which a record is made; no other knowledge is needed for that.
    pub(crate) fn schema(&self) -> anyhow::Result<Schema> {
        if self.is_own() { Ok(self.engine()?.data().schema.clone()) } else { Ok(Schema::builtin()) }
    }

    /// The record of all that a store holds.
    pub(crate) fn record(&self, store: Store) -> anyhow::Result<Stored> {
        match chancery_engine::kept(store, &self.name()?) {
            Ok(kept) => Ok(kept),
            Err(store) => Ok(chancery_engine::snapshot(&self.schema()?, *store, None, None)?),
        }
    }

    /// What of that record bears on what the id of a claim or contradiction leads to; all of it where it is not kept
    /// or the id is none, or not whole.
    pub(crate) fn record_about(&self, store: Store, id: &str) -> anyhow::Result<Stored> {
        match chancery_engine::kept_about(store, &self.name()?, id) {
            Ok(kept) => Ok(kept),
            Err(store) => self.record(*store),
        }
    }

    /// Keeps the record of the store at a place.
    pub(crate) fn keep(&self, place: &Place) -> anyhow::Result<()> {
        let store = match Store::open_read_only(place) {
            // Nothing came to be added.
            Err(RecordError::Missing { .. }) => return Ok(()),
            opened => opened?,
        };
        Ok(chancery_engine::keep(&self.schema()?, &store, &self.name()?, WORTH_KEEPING)?)
    }
}
