//! What goes into a question and comes out of it, alike for both databases.

use std::borrow::Cow;

use postgres::types::{ToSql, Type};
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::{Failure, Result};

/// A value that a question is asked with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'v> {
    Text(Option<&'v str>),
    Number(i64),
    Bytes(Option<&'v [u8]>),
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(Some(text))
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Self::Text(Some(text))
    }
}

impl<'v> From<Option<&'v str>> for Value<'v> {
    fn from(text: Option<&'v str>) -> Self {
        Self::Text(text)
    }
}

impl<'v> From<&'v Option<String>> for Value<'v> {
    fn from(text: &'v Option<String>) -> Self {
        Self::Text(text.as_deref())
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<'v> From<Option<&'v [u8]>> for Value<'v> {
    fn from(bytes: Option<&'v [u8]>) -> Self {
        Self::Bytes(bytes)
    }
}

/// The values of a question, in order of their numbers.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::database::Value::from($value)),*] };
}
pub(crate) use values;

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Text(Some(text)) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(Some(bytes)) => ValueRef::Blob(bytes),
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(None) | Self::Bytes(None) => ValueRef::Null,
        }))
    }
}

impl<'v> Value<'v> {
    /// Told PostgreSQL with the question, whose words alone do not always say it.
    pub(super) fn kind(&self) -> Type {
        match self {
            Self::Text(_) => Type::TEXT,
            Self::Number(_) => Type::INT8,
            Self::Bytes(_) => Type::BYTEA,
        }
    }

    /// As PostgreSQL takes it.
    pub(super) fn given(&self) -> Box<dyn ToSql + Sync + 'v> {
        match *self {
            Self::Text(text) => Box::new(text.map(without_nul)),
            Self::Number(number) => Box::new(number),
            Self::Bytes(bytes) => Box::new(bytes),
        }
    }
}

/// PostgreSQL keeps no text with a zero byte in it, and a report may have one. So U+0000 is kept as U+0001 and `0`, and
/// U+0001 as U+0001 and `1`: nothing is lost, and texts are in the same order as without.
fn without_nul(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte > 1) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('\u{1}', "\u{1}1").replace('\0', "\u{1}0"))
}

/// The text again.
pub(super) fn with_nul(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{1}') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\u{1}0", "\0").replace("\u{1}1", "\u{1}"))
}

/// A row that a question gives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl<'r> Row<'r> {
    /// A column.
    pub(crate) fn get<T: Column>(&self, column: usize) -> Result<T> {
        T::of(self, column)
    }

    /// A column of text, as it lies there.
    pub(crate) fn text(&self, column: usize) -> Result<Cow<'r, str>> {
        match self {
            Self::Sqlite(row) => {
                let text = row.get_ref(column)?.as_str();
                Ok(Cow::Borrowed(text.map_err(|error| Failure::content(column, &error))?))
            }
            Self::Postgres(row) => Ok(with_nul(row.try_get::<_, &str>(column)?)),
        }
    }
}

/// What a column may hold.
pub(crate) trait Column: Sized {
    /// The column of a row.
    fn of(row: &Row<'_>, column: usize) -> Result<Self>;
}

impl Column for String {
    fn of(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => Ok(row.get(column)?),
            Row::Postgres(row) => Ok(with_nul(row.try_get::<_, &str>(column)?).into_owned()),
        }
    }
}

impl Column for Option<String> {
    fn of(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => Ok(row.get(column)?),
            Row::Postgres(row) => Ok(row.try_get::<_, Option<&str>>(column)?.map(|text| with_nul(text).into_owned())),
        }
    }
}

impl Column for i64 {
    fn of(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => Ok(row.get(column)?),
            Row::Postgres(row) => Ok(row.try_get(column)?),
        }
    }
}

impl Column for bool {
    fn of(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => Ok(row.get(column)?),
            Row::Postgres(row) => Ok(row.try_get(column)?),
        }
    }
}

impl Column for Option<Vec<u8>> {
    fn of(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => Ok(row.get(column)?),
            Row::Postgres(row) => Ok(row.try_get(column)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_bytes_come_back_and_the_order_stays() {
        let texts =
            ["", "\0", "\0\u{1}", "\0a", "\u{1}", "\u{1}\0", "\u{1}0", "\u{1}1", "\u{2}", "0", "a\0", "a\u{1}b"];
        for pair in texts.windows(2) {
            assert!(pair[0] < pair[1] && without_nul(pair[0]) < without_nul(pair[1]), "{pair:?}");
        }
        for text in texts {
            let kept = without_nul(text);
            assert!(!kept.contains('\0'));
            assert_eq!(with_nul(&kept), text);
        }
    }
}
