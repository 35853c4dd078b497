//! What a store holds, so that two states of it can be told apart.

use rusqlite::{Connection, Result};

/// What a store holds at a moment: another as soon as anything is added, and for another store. Nothing is ever
/// changed, so the last row of each table and what it says tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark(String);

impl Mark {
    /// The mark of what is here.
    pub(crate) fn of(connection: &Connection) -> Result<Self> {
        let last = |table: &str, tells: &str| -> Result<String> {
            let question = format!("SELECT seq || ' ' || {tells} FROM {table} ORDER BY seq DESC LIMIT 1");
            let told = connection.prepare_cached(&question)?.query_map((), |row| row.get(0))?.next().transpose()?;
            Ok(told.unwrap_or_default())
        };
        let withdrawn: i64 = connection.query_row("SELECT count(*) FROM withdrawal", (), |row| row.get(0))?;
        let (report, reading) = (last("report", "id")?, last("reading", "id || at")?);
        let (arrival, judgement) = (last("arrival", "at")?, last("judgement", "id")?);
        Ok(Self(format!("{report}, {reading}, {arrival}, {judgement}, {withdrawn}")))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
