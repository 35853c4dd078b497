//! What a store holds, so that two states of it can be told apart.

use crate::database::{Database, Result};

/// What a store holds at a moment: another as soon as anything is added, and for another store. Nothing is ever
/// changed, so the last row of each table and what it says tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark(String);

impl Mark {
    /// The mark of what is here: one question, for it is asked at every look.
    pub(crate) fn of(database: &Database) -> Result<Self> {
        let last = |table: &str, tells: &str| {
            format!("coalesce((SELECT seq || ' ' || {tells} FROM {table} ORDER BY seq DESC LIMIT 1), '')")
        };
        let (report, reading) = (last("report", "id"), last("reading", "id || at"));
        let (arrival, judgement) = (last("arrival", "at"), last("judgement", "id"));
        let question = format!(
            "SELECT {report} || ', ' || {reading} || ', ' || {arrival} || ', ' || {judgement} || ', ' ||
                 (SELECT count(*) FROM withdrawal)"
        );
        database.only(&question, |row| row.get(0)).map(Self)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
