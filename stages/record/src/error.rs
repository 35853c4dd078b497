//! What can go wrong with a store, in words for the person at the keyboard.

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
    /// The server of the database does not answer, or does not let anybody in.
    #[error("`{store}` cannot be reached: {reason}")]
    Unreached {
        /// The store.
        store: String,
        /// Why, and what to do.
        reason: String,
    },
    /// The server of the database went away.
    #[error(
        "the server of `{store}` went away in the middle ({reason}); nothing of what was under way was recorded, so do \
         it again when the server is back"
    )]
    Lost {
        /// The store.
        store: String,
        /// The last that was heard of it.
        reason: String,
    },
    /// The server of the database went away while it recorded.
    #[error(
        "the server of `{store}` went away while it recorded ({reason}); what was under way is there whole or not at \
         all, so do it again when the server is back"
    )]
    InDoubt {
        /// The store.
        store: String,
        /// The last that was heard of it.
        reason: String,
    },
    /// The user of the database may not do that.
    #[error("`{store}` does not let you do that ({reason}); ask whoever keeps the database")]
    Forbidden {
        /// The store.
        store: String,
        /// The database's own words.
        reason: String,
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
