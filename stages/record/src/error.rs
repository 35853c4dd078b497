//! What can go wrong with a store, in words for the person at the keyboard.

use rusqlite::{Error, ErrorCode};

use crate::{FORMAT, OLDEST_FORMAT};

/// A store that cannot do what was asked. Nothing half done is left behind.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// No file.
    #[error("there is no store at `{store}`; make one with `chancery add --store {store} PATH`")]
    Missing {
        /// The store.
        store: String,
    },
    /// A file of some other kind.
    #[error("`{store}` is not a Chancery store")]
    Foreign {
        /// The file.
        store: String,
    },
    /// A format yet unknown.
    #[error(
        "`{store}` was written by a newer Chancery (format {found}; this one reads up to {FORMAT}): upgrade chancery"
    )]
    Newer {
        /// The store.
        store: String,
        /// Its format.
        found: i64,
    },
    /// A format no longer known.
    #[error(
        "`{store}` was written by an older Chancery (format {found}; this one reads from {OLDEST_FORMAT}): \
         make it anew from the reports"
    )]
    Older {
        /// The store.
        store: String,
        /// Its format.
        found: i64,
    },
    /// Another process is writing, and kept on for longer than is waited.
    #[error("`{store}` is in use by another process; try again when it is done")]
    InUse {
        /// The store.
        store: String,
    },
    /// The disk, or the share of it that the store may take, is full.
    #[error("no space left for `{store}`; nothing of this batch was recorded")]
    Full {
        /// The store.
        store: String,
    },
    /// The file or its folder may not be written.
    #[error("`{store}` may not be written; give yourself leave to write it and its folder, or copy it elsewhere")]
    ReadOnly {
        /// The store.
        store: String,
    },
    /// The file opens and does not hold together.
    #[error("`{store}` is damaged ({reason}); restore a copy of it, or make it anew from the reports")]
    Damaged {
        /// The store.
        store: String,
        /// What does not hold.
        reason: String,
    },
    /// The file system refused.
    #[error("`{store}` cannot be opened: {reason}")]
    Unopened {
        /// The store.
        store: String,
        /// Why, and what to do.
        reason: String,
    },
    /// A file that is no export.
    #[error("`{file}` is no export of a store; `chancery export -o {file}` makes one")]
    NoExport {
        /// The file.
        file: String,
    },
    /// An export of which the end is missing.
    #[error(
        "`{file}` is cut off after {line} lines: the last line, which tells how many there are, is missing; nothing was \
         imported, so export or copy it again"
    )]
    CutOff {
        /// The file.
        file: String,
        /// The lines that are there.
        line: usize,
    },
    /// An export of a format yet unknown.
    #[error("`{file}` was exported by a newer Chancery (format {found}): upgrade chancery")]
    NewerExport {
        /// The file.
        file: String,
        /// Its format.
        found: u32,
    },
    /// An export that does not hold together.
    #[error("`{file}` is not as it was exported ({reason}); nothing was imported, so export or copy it again")]
    Altered {
        /// The file.
        file: String,
        /// What does not hold.
        reason: String,
    },
    /// A moment that would not compare rightly with others.
    #[error("`{text}` is not a moment of the record; write it in UTC to the second, like `2025-12-08T09:30:00Z`")]
    Moment {
        /// What was given.
        text: String,
    },
    /// Anything else that the database reports.
    #[error("`{store}` failed: {reason}; run `chancery verify --store {store}`")]
    Failed {
        /// The store.
        store: String,
        /// The database's own words.
        reason: String,
    },
}

impl RecordError {
    /// The database's complaint about the store so named.
    pub(crate) fn of(store: &str, error: Error) -> Self {
        let (store, reason) = (store.to_owned(), error.to_string());
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse { store },
            Some(ErrorCode::DiskFull) => Self::Full { store },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { store },
            Some(ErrorCode::NotADatabase) => Self::Foreign { store },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { store, reason },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                let reason = "its folder is missing, or you may not write there".to_owned();
                Self::Unopened { store, reason }
            }
            Some(_) => Self::Failed { store, reason },
            None if is_about_content(&error) => Self::Damaged { store, reason },
            None => Self::Failed { store, reason },
        }
    }
}

/// Whether a value read is not of the kind that was once written.
fn is_about_content(error: &Error) -> bool {
    matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::Utf8Error(..)
    )
}
