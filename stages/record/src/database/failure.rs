//! What a database complains of, before it is said of a store.

use std::error::Error as _;
use std::fmt;

use postgres::error::{Severity, SqlState};
use rusqlite::ErrorCode;

use crate::RecordError;

/// A database that did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// SQLite's complaint.
    Sqlite(rusqlite::Error),
    /// PostgreSQL's complaint.
    Postgres(postgres::Error),
    /// A value that is not of the kind that was once written.
    Content(String),
    /// A store that was opened for reading is to be written.
    ReadOnly,
    /// The server cannot be reached.
    Unreached(String),
    /// The server went away, and what was under way is undone.
    Lost(String),
    /// The server went away while it recorded: nobody knows yet whether it did.
    InDoubt(String),
}

pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// A value in a column that cannot be understood.
    pub(crate) fn content(column: usize, reason: &dyn fmt::Display) -> Self {
        Self::Content(format!("column {column}: {reason}"))
    }

    /// Whether the connection is of no use any more.
    pub(crate) fn is_lost(&self) -> bool {
        matches!(self, Self::Lost(_))
    }

    /// Said of the store so named.
    pub(crate) fn of(self, store: &str) -> RecordError {
        let (store, reason) = (store.to_owned(), self.to_string());
        match self {
            Self::Sqlite(error) => of_sqlite(store, &error),
            Self::Postgres(error) => of_postgres(store, reason, &error),
            Self::Content(reason) => RecordError::Damaged { store, reason },
            Self::ReadOnly => RecordError::ReadOnly { store },
            Self::Unreached(reason) => RecordError::Unreached { store, reason },
            Self::Lost(reason) => RecordError::Lost { store, reason },
            Self::InDoubt(reason) => RecordError::InDoubt { store, reason },
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<postgres::Error> for Failure {
    fn from(error: postgres::Error) -> Self {
        let fatal =
            |db: &postgres::error::DbError| matches!(db.parsed_severity(), Some(Severity::Fatal | Severity::Panic));
        let broken = error.source().is_some_and(|cause| cause.is::<std::io::Error>());
        if error.is_closed() || broken || error.as_db_error().is_some_and(fatal) {
            return Self::Lost(said(&error));
        }
        Self::Postgres(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(error) => error.fmt(f),
            Self::Postgres(error) => f.write_str(&said(error)),
            Self::ReadOnly => f.write_str("it was opened for reading"),
            Self::Content(reason) | Self::Unreached(reason) | Self::Lost(reason) | Self::InDoubt(reason) => {
                f.write_str(reason)
            }
        }
    }
}

/// All that PostgreSQL or its client says of an error.
pub(super) fn said(error: &postgres::Error) -> String {
    if let Some(db) = error.as_db_error() {
        return db.message().to_owned();
    }
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said = format!("{said}: {error}");
        cause = error.source();
    }
    said
}

fn of_sqlite(store: String, error: &rusqlite::Error) -> RecordError {
    let reason = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => RecordError::InUse { store },
        Some(ErrorCode::DiskFull) => RecordError::Full { store },
        Some(ErrorCode::ReadOnly) => RecordError::ReadOnly { store },
        Some(ErrorCode::NotADatabase) => RecordError::Foreign { store },
        Some(ErrorCode::DatabaseCorrupt) => RecordError::Damaged { store, reason },
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            let reason = "its folder is missing, or you may not write there".to_owned();
            RecordError::Unopened { store, reason }
        }
        Some(_) => RecordError::Failed { store, reason },
        None if is_about_content(error) => RecordError::Damaged { store, reason },
        None => RecordError::Failed { store, reason },
    }
}

fn of_postgres(store: String, reason: String, error: &postgres::Error) -> RecordError {
    let Some(state) = error.code() else {
        // It came from the server, and cannot be read.
        return RecordError::Damaged { store, reason };
    };
    match *state {
        SqlState::LOCK_NOT_AVAILABLE | SqlState::T_R_DEADLOCK_DETECTED => RecordError::InUse { store },
        SqlState::DISK_FULL => RecordError::Full { store },
        SqlState::READ_ONLY_SQL_TRANSACTION => RecordError::ReadOnly { store },
        SqlState::INSUFFICIENT_PRIVILEGE => RecordError::Forbidden { store, reason },
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => RecordError::Damaged { store, reason },
        SqlState::UNDEFINED_TABLE | SqlState::UNDEFINED_COLUMN => RecordError::Damaged { store, reason },
        _ => RecordError::Failed { store, reason },
    }
}

/// Whether a value read is not of the kind that was once written.
fn is_about_content(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
    )
}
