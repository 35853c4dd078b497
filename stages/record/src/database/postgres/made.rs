//! How a store comes to be in a database, and how it is known for one.

use super::super::{Failure, Result};
use super::{LOCK, Server};
use crate::{FORMAT, RecordError};

/// What makes a store of nothing.
pub(super) const SCHEMA: &str = include_str!("../../schema-postgres.sql");

/// The oldest format that there are stores of in PostgreSQL.
const OLDEST: u32 = 2;

impl Server {
    /// Makes a store where the schema has nothing in it or is not there.
    pub(super) fn make_if_blank(&self) -> Result<()> {
        if !self.is_blank()? {
            return Ok(());
        }
        let transaction = self.begin("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE")?;
        // Another process may make it meanwhile.
        self.query(&format!("SELECT pg_advisory_xact_lock({LOCK}, 0)::text"), &[])?;
        if self.is_blank()? {
            self.require_unicode()?;
            if !self.has_schema()? {
                self.batch(&format!("CREATE SCHEMA {}", self.address.schema_quoted()))?;
            }
            self.batch(SCHEMA)?;
            self.batch(&format!("INSERT INTO chancery (format, id) VALUES ({FORMAT}, gen_random_uuid()::text)"))?;
        }
        transaction.commit("0")
    }

    /// The id of the store, where it is one of a format that this version reads.
    pub(super) fn check_format(&self, name: &str) -> Result<String, RecordError> {
        let (store, blame) = (name.to_owned(), |failure: Failure| failure.of(name));
        if self.is_blank().map_err(blame)? {
            return Err(RecordError::Missing { store });
        }
        let marked = "SELECT count(*) FROM pg_class WHERE relname = 'chancery' AND relkind = 'r'
             AND relnamespace = current_schema()::regnamespace";
        if self.number(marked).map_err(blame)? != 1 {
            return Err(RecordError::Foreign { store });
        }
        let rows = self.query("SELECT format, id FROM chancery", &[]).map_err(blame)?;
        let [row] = &rows[..] else { return Err(RecordError::Foreign { store }) };
        let read = || Ok::<_, Failure>((row.try_get::<_, i64>(0)?, row.try_get::<_, String>(1)?));
        match read().map_err(blame)? {
            (found, _) if found > i64::from(FORMAT) => Err(RecordError::Newer { store, found }),
            (found, _) if found < i64::from(OLDEST) => Err(RecordError::Older { store, found }),
            (_, id) => Ok(id),
        }
    }

    pub(in super::super) fn format(&self) -> Result<u32> {
        Ok(u32::try_from(self.number("SELECT format FROM chancery")?).unwrap_or(0))
    }

    /// Whether the schema is not there, or nothing in it.
    fn is_blank(&self) -> Result<bool> {
        let things = "SELECT count(*) FROM pg_class WHERE relnamespace = (
             SELECT oid FROM pg_namespace WHERE nspname = ?1)";
        let rows = self.query(things, &[self.address.schema().into()])?;
        Ok(rows.first().map_or(Ok(0), |row| row.try_get::<_, i64>(0))? == 0)
    }

    fn has_schema(&self) -> Result<bool> {
        let rows = self.query("SELECT 1 FROM pg_namespace WHERE nspname = ?1", &[self.address.schema().into()])?;
        Ok(!rows.is_empty())
    }

    /// Reports are in any language, and a database of one alphabet would refuse some in the middle.
    fn require_unicode(&self) -> Result<()> {
        let rows = self.query("SELECT current_setting('server_encoding')", &[])?;
        match rows.first().map(|row| row.try_get::<_, &str>(0)).transpose()? {
            Some("UTF8") | None => Ok(()),
            Some(other) => Err(Failure::Unreached(format!(
                "its database keeps texts as {other} and cannot hold every text; make one with `createdb --encoding UTF8 --template template0`"
            ))),
        }
    }

    /// The number that a question gives.
    pub(super) fn number(&self, question: &str) -> Result<i64> {
        let rows = self.query(question, &[])?;
        Ok(rows.first().map_or(Ok(0), |row| row.try_get(0))?)
    }
}
