//! The two databases in which a store may lie, seen as one: questions in the words that both understand, values to ask
//! them with, rows to read, and changes that are made whole or not at all. What they do not have in common lies in
//! `database/sqlite.rs` and `database/postgres.rs`; all that a store keeps to is told elsewhere, once.
//!
//! A question has `?1`, `?2` for its values. It says `IS NOT DISTINCT FROM` and `NULLS FIRST` where nothing may be told,
//! and gives a name to what it asks in brackets.

mod failure;
mod postgres;
mod row;
mod sqlite;

use std::path::{Path, PathBuf};

use rusqlite::params_from_iter;

pub(crate) use self::failure::{Failure, Result};
use self::postgres::Server;
pub(crate) use self::row::{Row, Value, values};
use crate::place::without_password;
use crate::verify::Fault;
use crate::{Place, RecordError};

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Reading only.
    Read,
    /// Reading and writing.
    Write,
    /// Reading and writing, and it is made where there is none.
    Make,
}

/// A database with a store in it.
#[derive(Debug)]
pub(crate) enum Database {
    Sqlite(rusqlite::Connection),
    Postgres(Box<Server>),
}

/// A report that holds what was searched for.
pub(crate) struct Found {
    pub(crate) report: String,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) published: String,
    pub(crate) text: String,
    /// The text with marks around the words that were found.
    pub(crate) marked: Option<String>,
}

impl Database {
    /// The database of a store.
    pub(crate) fn open(place: &Place, opened_for: Use) -> Result<Self, RecordError> {
        match place {
            Place::File(path) if path.to_str().is_some_and(|name| name.contains("://")) => {
                let reason = "name a file, or a database as `postgresql://user@host/database`".to_owned();
                Err(RecordError::Unopened { store: without_password(&place.to_string()), reason })
            }
            Place::File(path) => sqlite::open(path, opened_for).map(Self::Sqlite),
            Place::Database(address) => {
                Server::open(address, &place.to_string(), opened_for).map(|server| Self::Postgres(Box::new(server)))
            }
        }
    }

    /// One that is gone when dropped.
    pub(crate) fn in_memory() -> rusqlite::Result<Self> {
        sqlite::in_memory().map(Self::Sqlite)
    }

    /// The first row that a question gives.
    pub(crate) fn one<T>(
        &self,
        question: &str,
        values: &[Value<'_>],
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        match self {
            Self::Sqlite(connection) => {
                let mut question = connection.prepare_cached(question)?;
                let mut rows = question.query(params_from_iter(values))?;
                rows.next()?.map(|row| read(&Row::Sqlite(row))).transpose()
            }
            Self::Postgres(server) => {
                let rows = server.query(question, values)?;
                rows.first().map(|row| read(&Row::Postgres(row))).transpose()
            }
        }
    }

    /// The row that a question always gives.
    pub(crate) fn only<T>(&self, question: &str, read: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<T> {
        self.one(question, &[], read)?.ok_or(Failure::Sqlite(rusqlite::Error::QueryReturnedNoRows))
    }

    /// All rows that a question gives, where they are few.
    pub(crate) fn all<T>(
        &self,
        question: &str,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(_) => self.rows(question, values, read, |rows| rows.collect())?,
            Self::Postgres(server) => {
                server.query(question, values)?.iter().map(|row| read(&Row::Postgres(row))).collect()
            }
        }
    }

    /// The rows that a question gives, one after the other, however many there are. Within [`Database::hold`] or
    /// [`Database::write`] only.
    pub(crate) fn rows<T, R>(
        &self,
        question: &str,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
        work: impl FnOnce(&mut dyn Iterator<Item = Result<T>>) -> R,
    ) -> Result<R> {
        match self {
            Self::Sqlite(connection) => {
                let mut question = connection.prepare_cached(question)?;
                let rows = question.query_map(params_from_iter(values), |row| Ok(read(&Row::Sqlite(row))))?;
                Ok(work(&mut rows.map(|row| row.map_err(Failure::from).and_then(|row| row))))
            }
            Self::Postgres(server) => {
                let mut rows = server.stream(question, values)?.map(|row| read(&Row::Postgres(&row?)));
                Ok(work(&mut rows))
            }
        }
    }

    /// Does something with each row that a question gives, as [`Database::rows`].
    pub(crate) fn each<E: From<Failure>>(
        &self,
        question: &str,
        values: &[Value<'_>],
        work: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let work = std::cell::RefCell::new(work);
        let done = self.rows(
            question,
            values,
            |row| Ok((work.borrow_mut())(row)),
            |rows| {
                for row in rows {
                    row.map_err(E::from)??;
                }
                Ok(())
            },
        );
        done.map_err(E::from)?
    }

    /// Adds rows, and gives how many.
    pub(crate) fn execute(&self, command: &str, values: &[Value<'_>]) -> Result<usize> {
        match self {
            Self::Sqlite(connection) => Ok(connection.prepare_cached(command)?.execute(params_from_iter(values))?),
            Self::Postgres(server) => server.execute(command, values),
        }
    }

    /// Adds one row, and gives its number.
    pub(crate) fn insert(&self, command: &str, values: &[Value<'_>]) -> Result<i64> {
        match self {
            Self::Sqlite(connection) => Ok(connection.prepare_cached(command)?.insert(params_from_iter(values))?),
            Self::Postgres(server) => {
                let rows = server.query(&format!("{command} RETURNING seq"), values)?;
                Ok(rows.first().map_or(Ok(0), |row| row.try_get(0))?)
            }
        }
    }

    /// Asks what one question answers: where the server went away since the last one, it is asked again.
    pub(crate) fn ask<T>(&self, work: impl Fn(&Self) -> Result<T>) -> Result<T> {
        match (work(self), self) {
            (Err(lost), Self::Postgres(server)) if lost.is_lost() => {
                server.connect_again()?;
                work(self)
            }
            (answer, _) => answer,
        }
    }

    /// Reads while everything is held still: others may add between two questions.
    pub(crate) fn hold<R>(&self, work: impl FnOnce(&Self) -> R) -> Result<R> {
        match self {
            Self::Sqlite(connection) => {
                let _snapshot = connection.unchecked_transaction()?;
                Ok(work(self))
            }
            Self::Postgres(server) => {
                let _snapshot = server.hold()?;
                Ok(work(self))
            }
        }
    }

    /// Makes a change while nobody else makes one: all of it, or where `work` fails nothing.
    pub(crate) fn write<T, E>(&self, work: impl FnOnce(&Self) -> Result<T, E>) -> Result<Result<T, E>> {
        match self {
            Self::Sqlite(connection) => sqlite::write(connection, || work(self)),
            Self::Postgres(server) => server.write(|| work(self)),
        }
    }

    /// The format of the store.
    pub(crate) fn format(&self) -> Result<u32> {
        match self {
            Self::Sqlite(connection) => Ok(sqlite::format(connection)?),
            Self::Postgres(server) => server.format(),
        }
    }

    /// Its size in bytes.
    pub(crate) fn size(&self) -> Result<i64> {
        match self {
            Self::Sqlite(_) => {
                self.only("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", |row| row.get(0))
            }
            Self::Postgres(server) => server.size(),
        }
    }

    /// Makes a report that was just added findable by its words. SQLite does so by itself.
    pub(crate) fn index(&self, report: i64, title: Option<&str>, text: &str) -> Result<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(server) => server.index(report, title, text),
        }
    }

    /// The reports that answer an expression, best first: the terms of it within quotation marks, all of which they hold.
    pub(crate) fn search(&self, terms: &[String], limit: usize) -> Result<Vec<Found>> {
        match self {
            Self::Sqlite(connection) => {
                Ok(sqlite::words::search(connection, &sqlite::words::expression(terms), limit)?)
            }
            Self::Postgres(server) => server.search(terms, limit),
        }
    }

    /// What does not hold of the database as such: its form, and the index of words where `words` is asked for.
    pub(crate) fn check(&self, faults: &mut Vec<Fault>) -> Result<()> {
        match self {
            Self::Sqlite(connection) => Ok(sqlite::sound::check(connection, faults)?),
            Self::Postgres(server) => server.check(faults),
        }
    }

    /// Whether the index holds the words of the texts; asked outside of [`Database::hold`].
    pub(crate) fn check_index(&self, faults: &mut Vec<Fault>) -> Result<()> {
        match self {
            Self::Sqlite(connection) => Ok(sqlite::sound::index(connection, faults)?),
            Self::Postgres(server) => server.check_index(faults),
        }
    }

    /// Where a record that was made of the store may be kept.
    pub(crate) fn kept_path(&self) -> Option<PathBuf> {
        match self {
            Self::Sqlite(connection) => {
                let store = connection.path().filter(|path| !path.is_empty())?;
                let mut path = Path::new(store).as_os_str().to_owned();
                path.push("-kept");
                Some(path.into())
            }
            Self::Postgres(server) => server.kept_path(),
        }
    }

    /// Takes away the file of a store that holds nothing, unless another process has come to use it.
    pub(crate) fn discard(self, path: &Path) -> bool {
        match self {
            Self::Sqlite(connection) => sqlite::discard(connection, path),
            Self::Postgres(_) => false,
        }
    }

    #[cfg(test)]
    pub(crate) fn sqlite(&self) -> &rusqlite::Connection {
        match self {
            Self::Sqlite(connection) => connection,
            Self::Postgres(_) => panic!("this store is no file"),
        }
    }
}
