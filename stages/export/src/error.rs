//! What may go wrong when a record is written.

use thiserror::Error;

/// A file that could not be made. Each of these is a fault of the program: the tables that it writes are its own.
#[derive(Debug, Error)]
pub enum ExportError {
    /// Arrow refuses a table.
    #[error("cannot make a table of the record: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
    /// Parquet refuses a table.
    #[error("cannot write a table as Parquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// SQLite refuses a table.
    #[error("cannot write the tables as SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
}
