//! The file in which a record is kept: lists in pieces, each read without the others, and an index from ids to places
//! in them. Knows nothing of what the lists hold.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::types::Type;
use rusqlite::{Connection, Error, OpenFlags, OptionalExtension, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::thing::Entry;
use crate::{Mark, RecordError, crew};

const SCHEMA: &str = "
    CREATE TABLE made (by TEXT NOT NULL, state TEXT NOT NULL) STRICT;
    CREATE TABLE piece (at INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
    CREATE TABLE entries (first TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
";

/// How many entries of the index lie in one row: few enough that one is found at once.
const ENTRIES: usize = 64;

/// The lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    Now,
    Reports,
    Origins,
    Actors,
    Events,
    Positions,
    Proposals,
    Pledges,
    Statements,
    Contradictions,
    StandIns,
    Notes,
    Claims,
    ClaimIds,
}

impl List {
    /// How many of its things lie in a piece. Claims are asked for here and there, all else in a row.
    pub(crate) fn size(self) -> usize {
        if self == Self::Claims { 8 } else { 64 }
    }

    /// Where a piece of the list lies.
    fn piece(self, n: usize) -> i64 {
        ((self as i64) << 32) + n as i64
    }
}

/// The file, open.
#[derive(Debug)]
pub(crate) struct File(Connection);

/// Writes the file anew: whoever reads it meanwhile reads the old one.
pub(crate) fn replace(path: &Path, write: &dyn Fn(&File) -> Result<()>) -> std::result::Result<(), RecordError> {
    let mut new = path.as_os_str().to_owned();
    new.push(format!("-{}", std::process::id()));
    let new = Path::new(&new);
    let written = (|| {
        let file = File(Connection::open(new)?);
        // It is not there until it bears its name, and whole on the disk by then.
        file.0.pragma_update(None, "journal_mode", "OFF")?;
        file.0.execute_batch(SCHEMA)?;
        let whole = file.0.unchecked_transaction()?;
        write(&file)?;
        whole.commit()
    })();
    let named = written.map_err(|error| RecordError::of(&path.display().to_string(), error)).and_then(|()| {
        let unnamed =
            |e: std::io::Error| RecordError::Unopened { store: path.display().to_string(), reason: e.to_string() };
        fs::rename(new, path).map_err(unnamed)
    });
    if named.is_err() {
        let _ = fs::remove_file(new);
    } else {
        sweep(path);
    }
    named
}

/// How much older than the file a half-written one must be for nobody to be writing it any more.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Takes away what processes left that were killed while they wrote. It is of no use to anybody, and whatever stands
/// in the way of that is no fault.
fn sweep(path: &Path) {
    let written = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    let (Some(folder), Some(name), Some(now)) = (path.parent(), path.file_name(), written(path)) else { return };
    let begun = |file: &Path| {
        let rest = file.file_name()?.to_str()?.strip_prefix(name.to_str()?)?.strip_prefix('-')?;
        (!rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())).then_some(())
    };
    // A path without a folder is in this one.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for file in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let age = written(&file).and_then(|at| now.duration_since(at).ok());
        if begun(&file).is_some() && age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(file);
        }
    }
}

impl File {
    /// The file at a path; `None` where there is none that can be read.
    pub(crate) fn open(path: &Path) -> Option<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        path.exists().then(|| Connection::open_with_flags(path, flags).ok().map(Self))?
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &str {
        self.0.path().unwrap_or_default()
    }

    /// Notes by what and of which state of the store it is made.
    pub(crate) fn made(&self, (by, mark): (&str, &Mark)) -> Result<()> {
        self.0.execute("INSERT INTO made (by, state) VALUES (?1, ?2)", [by, mark.as_str()]).map(|_| ())
    }

    /// Whether it was made by this of that state.
    pub(crate) fn is_made(&self, (by, mark): (&str, &Mark)) -> bool {
        let question = "SELECT by = ?1 AND state = ?2 FROM made";
        self.0.query_row(question, [by, mark.as_str()], |row| row.get(0)).unwrap_or(false)
    }

    /// Writes a list.
    pub(crate) fn put<T: Serialize>(&self, list: List, things: &[T]) -> Result<()> {
        let mut insert = self.0.prepare_cached("INSERT INTO piece (at, body) VALUES (?1, ?2)")?;
        for (n, some) in things.chunks(list.size()).enumerate() {
            insert.execute((list.piece(n), packed(some)?))?;
        }
        Ok(())
    }

    /// A list.
    pub(crate) fn get<T: DeserializeOwned + Send>(&self, list: List) -> Result<Vec<T>> {
        Ok(self.pieces(list)?.into_iter().flatten().collect())
    }

    /// A list, piece by piece.
    pub(crate) fn pieces<T: DeserializeOwned + Send>(&self, list: List) -> Result<Vec<Vec<T>>> {
        let mut question = self.0.prepare_cached("SELECT body FROM piece WHERE at BETWEEN ?1 AND ?2 ORDER BY at")?;
        let ends = (list.piece(0), list.piece(u32::MAX as usize));
        let pieces = question.query_map(ends, |row| row.get::<_, Vec<u8>>(0))?;
        crew::each(pieces, |body| unpacked(&body))
    }

    /// One thing of a list.
    pub(crate) fn one<T: DeserializeOwned>(&self, list: List, n: u32) -> Result<T> {
        let (piece, within) = (n as usize / list.size(), n as usize % list.size());
        self.piece(list, piece)?.into_iter().nth(within).ok_or(Error::QueryReturnedNoRows)
    }

    /// A piece of a list.
    pub(crate) fn piece<T: DeserializeOwned>(&self, list: List, n: usize) -> Result<Vec<T>> {
        let mut question = self.0.prepare_cached("SELECT body FROM piece WHERE at = ?1")?;
        let body: Vec<u8> = question.query_row([list.piece(n)], |row| row.get(0))?;
        unpacked(&body)
    }

    /// Writes the index, which is in order of the ids.
    pub(crate) fn index(&self, entries: &[(&str, Entry)]) -> Result<()> {
        let mut insert = self.0.prepare_cached("INSERT INTO entries (first, body) VALUES (?1, ?2)")?;
        for some in entries.chunks(ENTRIES) {
            insert.execute((some[0].0, packed(some)?))?;
        }
        Ok(())
    }

    /// What the index has under an id.
    pub(crate) fn find(&self, id: &str) -> Result<Option<Entry>> {
        let question = "SELECT body FROM entries WHERE first <= ?1 ORDER BY first DESC LIMIT 1";
        let body: Option<Vec<u8>> = self.0.prepare_cached(question)?.query_row([id], |row| row.get(0)).optional()?;
        let Some(body) = body else { return Ok(None) };
        let entries: Vec<(String, Entry)> = unpacked(&body)?;
        Ok(entries.into_iter().find(|(known, _)| known == id).map(|(_, entry)| entry))
    }
}

fn packed<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(|e| Error::ToSqlConversionFailure(Box::new(e)))
}

fn unpacked<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    postcard::from_bytes(body).map_err(|e| Error::FromSqlConversionFailure(0, Type::Blob, Box::new(e)))
}
