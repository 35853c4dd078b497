//! A store in a file of SQLite: its marks and settings, and who may write it when.

pub(super) mod sound;
pub(super) mod words;

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::{Failure, Use};
use crate::{FORMAT, OLDEST_FORMAT, RecordError};

/// What makes each format of the one before, from nothing to the newest: a new store and an old one that is opened
/// for writing come to be the same.
const FORMATS: [&str; FORMAT as usize] = [include_str!("../schema.sql"), include_str!("../schema-2.sql")];

/// "CHCY" in the file's header: tells a Chancery store from any other SQLite file.
const APPLICATION: i64 = 0x4348_4359;

/// How long another writer is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many questions stay prepared: all that a store asks.
const QUESTIONS: usize = 64;

/// The file at `path`, of a format that this version reads.
pub(super) fn open(path: &Path, opened_for: Use) -> Result<Connection, RecordError> {
    let (name, read_write) = (path.display().to_string(), OpenFlags::SQLITE_OPEN_READ_WRITE);
    match opened_for {
        Use::Make => {
            let connection = connect(path, read_write | OpenFlags::SQLITE_OPEN_CREATE)?;
            make_if_blank(&connection).map_err(|e| blame(&name, e))?;
            ready(connection, name)
        }
        Use::Write => {
            require(path)?;
            ready(connect(path, read_write)?, name)
        }
        Use::Read => {
            require(path)?;
            if has_something(path, "-journal") {
                // Left by a process that was killed while it made the store: only who may write can undo that.
                drop(check_format(&connect(path, read_write)?, &name));
            }
            let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            match check_format(&connection, &name) {
                Err(RecordError::Unopened { .. } | RecordError::ReadOnly { .. }) if !has_something(path, "-wal") => {
                    open_unchanging(path)
                }
                checked => checked.map(|()| connection),
            }
        }
    }
}

pub(super) fn in_memory() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    make_if_blank(&connection)?;
    settle(&connection)?;
    Ok(connection)
}

/// Makes a change, or where `work` fails none.
pub(super) fn write<T, E>(
    connection: &Connection,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<Result<T, E>, Failure> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let done = work();
    if done.is_ok() {
        transaction.commit()?;
    }
    Ok(done)
}

/// Takes away the file of a store that holds nothing, unless another process has come to use it: `true` where it is
/// gone.
pub(super) fn discard(connection: Connection, path: &Path) -> bool {
    let alone = || -> rusqlite::Result<bool> {
        connection.busy_timeout(Duration::ZERO)?;
        // To leave the log is to have the file to oneself: refused where another has it open.
        let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", (), |row| row.get(0))?;
        if mode != "delete" {
            return Ok(false);
        }
        connection.execute_batch("BEGIN EXCLUSIVE")?;
        let held = "SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM judgement)";
        connection.query_row(held, (), |row| row.get(0)).map(|held: i64| held == 0)
    };
    // Nobody else can begin to write before it is gone.
    let gone = alone().unwrap_or(false) && std::fs::remove_file(path).is_ok();
    drop(connection);
    gone
}

fn blame(name: &str, error: rusqlite::Error) -> RecordError {
    Failure::from(error).of(name)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, RecordError> {
    let name = path.display().to_string();
    if path.is_dir() {
        let reason = "it is a folder; name a file".to_owned();
        return Err(RecordError::Unopened { store: name, reason });
    }
    let open = || {
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(QUESTIONS);
        Ok(connection)
    };
    open().map_err(|error| blame(&name, error))
}

fn make_if_blank(connection: &Connection) -> rusqlite::Result<()> {
    if !is_blank(connection)? {
        return Ok(());
    }
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    // Another process may have made it while this one waited.
    if is_blank(&transaction)? {
        FORMATS.iter().try_for_each(|step| transaction.execute_batch(step))?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", FORMAT)?;
    }
    transaction.commit()
}

/// Brings a store of an older format up to this one: what is there stays as it is, and tables are added.
fn upgrade(connection: &Connection) -> rusqlite::Result<()> {
    if format(connection)? == FORMAT {
        return Ok(());
    }
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    // Another process may have done it while this one waited.
    let from = format(&transaction)?;
    if from < FORMAT {
        FORMATS[from as usize..].iter().try_for_each(|step| transaction.execute_batch(step))?;
        transaction.pragma_update(None, "user_version", FORMAT)?;
    }
    transaction.commit()
}

fn ready(connection: Connection, name: String) -> Result<Connection, RecordError> {
    check_format(&connection, &name)?;
    if connection.is_readonly("main").map_err(|e| blame(&name, e))? {
        return Err(RecordError::ReadOnly { store: name });
    }
    settle(&connection).map_err(|e| blame(&name, e))?;
    upgrade(&connection).map_err(|e| blame(&name, e))?;
    Ok(connection)
}

fn check_format(connection: &Connection, name: &str) -> Result<(), RecordError> {
    let read = |pragma| header(connection, pragma).map_err(|e| blame(name, e));
    let store = name.to_owned();
    if read("application_id")? != APPLICATION {
        // A process killed before it had made the store leaves an empty file.
        let blank = is_blank(connection).unwrap_or(false);
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
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -16_384)
}

fn require(path: &Path) -> Result<(), RecordError> {
    if path.exists() { Ok(()) } else { Err(RecordError::Missing { store: path.display().to_string() }) }
}

fn header(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

/// The format of a store.
pub(super) fn format(connection: &Connection) -> rusqlite::Result<u32> {
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
fn open_unchanging(path: &Path) -> Result<Connection, RecordError> {
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
    let connection = connect(Path::new(&address), flags)?;
    check_format(&connection, &path.display().to_string())?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    #[test]
    fn an_unchanging_file_opens_under_any_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["plain", "a b", "100%", "what?immutable=0", "a#b", "Zürich"] {
            let path = folder.path().join(name);
            drop(Store::create_or_open(&path).unwrap());
            let connection = open_unchanging(&path).unwrap();
            assert!(connection.is_readonly("main").unwrap(), "{name}");
        }
    }
}
