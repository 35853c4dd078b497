//! Opens stores: takes a path, gives a [`Store`] whose format this version reads, or says why
//! not. Knows the file's marks and settings; does not look at what is recorded.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::{FORMAT, OLDEST_FORMAT, RecordError, Store};

/// What makes each format of the one before, from nothing to the newest: a new store and an old one that is opened
/// for writing come to be the same.
pub(crate) const FORMATS: [&str; FORMAT as usize] = [include_str!("schema.sql"), include_str!("schema-2.sql")];

/// "CHCY" in the file's header: tells a Chancery store from any other SQLite file.
const APPLICATION: i64 = 0x4348_4359;

/// How long another writer is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

impl Store {
    /// Opens the store at `path`, and makes an empty one where there is none.
    ///
    /// # Errors
    /// When the file is no store, is of an unknown format, is in use, or may not be written.
    pub fn create_or_open(path: &Path) -> Result<Self, RecordError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut store = Self::connect(path, flags)?;
        store.make_if_blank().map_err(|e| store.blame(e))?;
        store.ready()
    }

    /// Opens the store at `path` for reading and writing.
    ///
    /// # Errors
    /// As [`Store::create_or_open`], and when there is no file.
    pub fn open(path: &Path) -> Result<Self, RecordError> {
        require(path)?;
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?.ready()
    }

    /// Opens the store at `path` for reading only: beside other readers and a writer, and from a
    /// medium that cannot be written.
    ///
    /// # Errors
    /// When there is no file, it is no store, is of an unknown format, or is locked.
    pub fn open_read_only(path: &Path) -> Result<Self, RecordError> {
        require(path)?;
        if has_something(path, "-journal") {
            // Left by a process that was killed while it made the store: only who may write can undo that.
            drop(Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?.check_format());
        }
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        match store.check_format() {
            Err(RecordError::Unopened { .. } | RecordError::ReadOnly { .. }) if !has_something(path, "-wal") => {
                open_unchanging(path)
            }
            checked => checked.map(|()| store),
        }
    }

    /// An empty store that is gone when dropped.
    ///
    /// # Panics
    /// When the database library itself is broken.
    #[must_use]
    pub fn in_memory() -> Self {
        let open = || -> rusqlite::Result<Self> {
            let mut store = Self { connection: Connection::open_in_memory()?, name: "the record in memory".to_owned() };
            store.make_if_blank()?;
            store.settle()?;
            Ok(store)
        };
        open().expect("a database in memory needs nothing that could be missing")
    }

    /// Takes away a store that holds nothing, unless another process has come to use it: `true` where it is gone.
    /// For whoever made it and has nothing to put into it after all.
    pub fn discard(self, path: &Path) -> bool {
        let alone = || -> rusqlite::Result<bool> {
            self.connection.busy_timeout(Duration::ZERO)?;
            // To leave the log is to have the file to oneself: refused where another has it open.
            let mode: String = self.connection.query_row("PRAGMA journal_mode = DELETE", (), |row| row.get(0))?;
            if mode != "delete" {
                return Ok(false);
            }
            self.connection.execute_batch("BEGIN EXCLUSIVE")?;
            let held = "SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM judgement)";
            self.connection.query_row(held, (), |row| row.get(0)).map(|held: i64| held == 0)
        };
        // Nobody else can begin to write before it is gone.
        alone().unwrap_or(false) && std::fs::remove_file(path).is_ok()
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, RecordError> {
        let name = path.display().to_string();
        if path.is_dir() {
            let reason = "it is a folder; name a file".to_owned();
            return Err(RecordError::Unopened { store: name, reason });
        }
        let open = || {
            let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            connection.busy_timeout(PATIENCE)?;
            Ok(connection)
        };
        match open() {
            Ok(connection) => Ok(Self { connection, name }),
            Err(error) => Err(RecordError::of(&name, error)),
        }
    }

    fn make_if_blank(&mut self) -> rusqlite::Result<()> {
        if !is_blank(&self.connection)? {
            return Ok(());
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have made it while this one waited.
        if is_blank(&transaction)? {
            FORMATS.iter().try_for_each(|step| transaction.execute_batch(step))?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", FORMAT)?;
        }
        transaction.commit()
    }

    /// Brings a store of an older format up to this one: what is there stays as it is, and tables are added.
    fn upgrade(&mut self) -> rusqlite::Result<()> {
        if format(&self.connection)? == FORMAT {
            return Ok(());
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have done it while this one waited.
        let from = format(&transaction)?;
        if from < FORMAT {
            FORMATS[from as usize..].iter().try_for_each(|step| transaction.execute_batch(step))?;
            transaction.pragma_update(None, "user_version", FORMAT)?;
        }
        transaction.commit()
    }

    fn ready(mut self) -> Result<Self, RecordError> {
        self.check_format()?;
        if self.connection.is_readonly("main").map_err(|e| self.blame(e))? {
            return Err(RecordError::ReadOnly { store: self.name });
        }
        self.settle().map_err(|e| self.blame(e))?;
        self.upgrade().map_err(|e| self.blame(e))?;
        Ok(self)
    }

    fn check_format(&self) -> Result<(), RecordError> {
        let read = |pragma| header(&self.connection, pragma).map_err(|e| self.blame(e));
        let store = self.name.clone();
        if read("application_id")? != APPLICATION {
            // A process killed before it had made the store leaves an empty file.
            let blank = is_blank(&self.connection).unwrap_or(false);
            return Err(if blank { RecordError::Missing { store } } else { RecordError::Foreign { store } });
        }
        match read("user_version")? {
            found if found > i64::from(FORMAT) => Err(RecordError::Newer { store, found }),
            found if found < i64::from(OLDEST_FORMAT) => Err(RecordError::Older { store, found }),
            _ => Ok(()),
        }
    }

    /// With a write-ahead log readers need not wait for a writer, and a batch cut short is not
    /// there at all. `NORMAL` keeps that through a killed process; a power cut may take the last
    /// batches, never a part of one.
    fn settle(&self) -> rusqlite::Result<()> {
        self.connection.pragma_update(None, "journal_mode", "WAL")?;
        self.connection.pragma_update(None, "synchronous", "NORMAL")?;
        self.connection.pragma_update(None, "foreign_keys", true)?;
        self.connection.pragma_update(None, "cache_size", -16_384)
    }
}

fn require(path: &Path) -> Result<(), RecordError> {
    if path.exists() { Ok(()) } else { Err(RecordError::Missing { store: path.display().to_string() }) }
}

fn header(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

/// The format of a store.
pub(crate) fn format(connection: &Connection) -> rusqlite::Result<u32> {
    header(connection, "user_version").map(|format| u32::try_from(format).unwrap_or(0))
}

/// Whether the file holds nothing yet: new, or left so by a process killed while making it.
fn is_blank(connection: &Connection) -> rusqlite::Result<bool> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0))?;
    Ok(tables == 0 && header(connection, "application_id")? == 0 && header(connection, "user_version")? == 0)
}

/// Whether a file of this ending with something in it lies beside the store.
fn has_something(path: &Path, ending: &str) -> bool {
    let mut beside = path.as_os_str().to_owned();
    beside.push(ending);
    std::fs::metadata(beside).is_ok_and(|file| file.len() > 0)
}

/// A log needs files beside the store, which a folder that may not be written will not have.
/// Nobody can be writing there either, so the file is read as one that does not change.
fn open_unchanging(path: &Path) -> Result<Store, RecordError> {
    let mut address = "file:".to_owned();
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            address.push(char::from(byte));
        } else {
            write!(address, "%{byte:02x}").expect("writing to a string cannot fail");
        }
    }
    address.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let mut store = Store::connect(Path::new(&address), flags)?;
    store.name = path.display().to_string();
    store.check_format()?;
    Ok(store)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unchanging_file_opens_under_any_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["plain", "a b", "100%", "what?immutable=0", "a#b", "Zürich"] {
            let path = folder.path().join(name);
            drop(Store::create_or_open(&path).unwrap());
            let store = open_unchanging(&path).unwrap();
            assert!(store.connection.is_readonly("main").unwrap(), "{name}");
        }
    }

    #[test]
    fn a_file_left_blank_by_a_killed_process_becomes_a_store() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("blank");
        std::fs::write(&path, b"").unwrap();
        assert!(matches!(Store::open(&path), Err(RecordError::Missing { .. })));
        drop(Store::create_or_open(&path).unwrap());
        Store::open(&path).unwrap();
    }

    #[test]
    fn an_empty_store_is_taken_away_and_one_that_another_has_open_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.chancery");
        assert!(Store::create_or_open(&path).unwrap().discard(&path));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);

        let store = Store::create_or_open(&path).unwrap();
        let other = Store::open(&path).unwrap();
        assert!(!store.discard(&path));
        assert_eq!(other.status().unwrap().reports, 0);
        Store::open(&path).unwrap();
    }
}
