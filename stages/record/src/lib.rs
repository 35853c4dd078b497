//! The store: takes reports with their readings, and judgements; gives back what they
//! amounted to as of a moment, and the words that hold a search.
//!
//! One SQLite file, or a schema of a PostgreSQL database, append-only: a re-reading adds a reading, a correction adds a judgement, and
//! a judgement is withdrawn by one more row. The store decides nothing about claims and never
//! reads a clock: moments come from the caller, in UTC to the second
//! (`2025-12-08T09:30:00Z`), because they are compared as text and so must have one width.

mod base64;
mod cache;
mod crew;
mod database;
mod error;
mod export;
mod import;
mod judge;
mod kept;
mod mark;
mod open;
mod place;
mod read;
mod rows;
mod search;
mod sound;
mod status;
mod transfer;
mod unpack;
mod verify;
mod write;

// The sample reports of the outer tests name this crate as an outsider does.
#[cfg(test)]
extern crate self as chancery_record;
#[cfg(test)]
#[path = "../tests/sample/mod.rs"]
mod sample;

use database::{Database, Failure};
pub use error::RecordError;
pub use import::Imported;
pub use judge::Docket;
pub use kept::{Keeping, Kept, KeptClaims};
pub use mark::Mark;
pub use place::Place;
pub use read::Material;
pub use search::Hit;
pub use status::Status;
pub use transfer::Counts;
pub use verify::{Fault, Harm};
pub use write::{Entry, Outcome};

/// The format that this version writes.
pub const FORMAT: u32 = 2;

/// The oldest format that this version reads.
pub const OLDEST_FORMAT: u32 = 1;

/// A store: a file, a database, or in memory.
#[derive(Debug)]
pub struct Store {
    database: Database,
    /// How messages name the store.
    name: String,
}

impl Store {
    /// Reads the store held still: another process may add between two questions.
    fn look<T>(&self, work: impl FnOnce(&Database) -> database::Result<T>) -> Result<T, RecordError> {
        self.database.hold(work).and_then(|done| done).map_err(|e| self.blame(e))
    }

    /// Reads what one question answers.
    fn ask<T>(&self, work: impl Fn(&Database) -> database::Result<T>) -> Result<T, RecordError> {
        self.database.ask(work).map_err(|e| self.blame(e))
    }

    /// Changes the store: whole, or where `work` fails not at all.
    fn write<T>(&mut self, work: impl FnOnce(&Database) -> database::Result<T>) -> Result<T, RecordError> {
        self.database.write(work).and_then(|done| done).map_err(|e| self.blame(e))
    }

    /// The database's complaint, said of this store.
    fn blame(&self, failure: Failure) -> RecordError {
        failure.of(&self.name)
    }
}

/// Accepts a moment that compares rightly as text: UTC to the second, twenty characters.
fn moment(text: &str) -> Result<&str, RecordError> {
    let shape = b"dddd-dd-ddTdd:dd:ddZ";
    let fits = text.len() == shape.len()
        && text.bytes().zip(shape).all(|(byte, &form)| if form == b'd' { byte.is_ascii_digit() } else { byte == form });
    if fits { Ok(text) } else { Err(RecordError::Moment { text: text.to_owned() }) }
}
