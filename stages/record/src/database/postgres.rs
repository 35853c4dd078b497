//! A store in a PostgreSQL database: the connection, who may write when, and what becomes of a change when the server
//! goes away.

mod address;
mod made;
mod sound;
mod words;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use postgres::types::ToSql;
use postgres::{Client, Row, Statement};

use self::address::Address;
use self::words::Tokens;
use super::{Failure, Result, Use, Value};
use crate::{RecordError, cache};

/// How many rows are fetched at a time where there may be many.
const PORTION: usize = 64;

/// How long another writer is waited for, and anybody who holds a table: longer than with a file, for a team takes
/// turns over a network.
const PATIENCE: &str = "10s";

/// How often the server is asked after a change of which it never said whether it was made, and how long is waited
/// between two times: ten seconds together.
const TRIES: usize = 50;
const BETWEEN: Duration = Duration::from_millis(200);

/// "CHCY", which the locks of a store are taken under.
const LOCK: i32 = 0x4348_4359;

/// A connection to the server.
pub(crate) struct Server {
    address: Address,
    reading: bool,
    client: RefCell<Option<Client>>,
    statements: RefCell<HashMap<String, Statement>>,
    cursors: Cell<u32>,
    /// Tells this store from any other.
    id: String,
    tokens: OnceCell<Tokens>,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("store", &self.id).finish_non_exhaustive()
    }
}

/// A client may not be let go on a thread that runs tasks, where a desk may drop the last record over a store.
impl Drop for Server {
    fn drop(&mut self) {
        let client = self.client.take();
        let _ = thread::spawn(move || drop(client)).join();
    }
}

impl Server {
    /// The store at an address, which messages call `name`.
    pub(super) fn open(address: &str, name: &str, opened_for: Use) -> Result<Self, RecordError> {
        let address =
            Address::parse(address).map_err(|reason| RecordError::Unopened { store: name.to_owned(), reason })?;
        let blame = |failure: Failure| failure.of(name);
        let mut server = Self {
            address,
            reading: opened_for == Use::Read,
            client: RefCell::default(),
            statements: RefCell::default(),
            cursors: Cell::new(0),
            id: String::new(),
            tokens: OnceCell::new(),
        };
        server.connect_again().map_err(blame)?;
        if opened_for == Use::Make {
            server.make_if_blank().map_err(blame)?;
        }
        server.id = server.check_format(name)?;
        Ok(server)
    }

    /// Takes up a new connection.
    pub(super) fn connect_again(&self) -> Result<()> {
        self.statements.borrow_mut().clear();
        if let Some(old) = self.client.take() {
            let _ = thread::spawn(move || drop(old)).join();
        }
        let mut client = self.address.connect()?;
        // What is asked for many rows is not planned as if the first were enough, nor compiled for a few.
        let only = if self.reading { "SET default_transaction_read_only TO on;" } else { "" };
        client.batch_execute(&format!(
            "SET search_path TO {}; SET lock_timeout TO '{PATIENCE}'; SET cursor_tuple_fraction TO 1; SET jit TO off; {only}",
            self.address.schema_quoted(),
        ))?;
        *self.client.borrow_mut() = Some(client);
        Ok(())
    }

    /// Asks the client for something.
    fn with<T>(&self, ask: impl FnOnce(&mut Client) -> Result<T, postgres::Error>) -> Result<T> {
        match self.client.borrow_mut().as_mut() {
            Some(client) => Ok(ask(client)?),
            None => Err(Failure::Lost("connection closed".to_owned())),
        }
    }

    /// A question, prepared once for all.
    fn prepared(&self, question: &str, values: &[Value<'_>]) -> Result<Statement> {
        if let Some(statement) = self.statements.borrow().get(question) {
            return Ok(statement.clone());
        }
        let kinds: Vec<_> = values.iter().map(Value::kind).collect();
        let statement = self.with(|client| client.prepare_typed(&numbered(question), &kinds))?;
        self.statements.borrow_mut().insert(question.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(super) fn query(&self, question: &str, values: &[Value<'_>]) -> Result<Vec<Row>> {
        let statement = self.prepared(question, values)?;
        let given: Vec<_> = values.iter().map(Value::given).collect();
        self.with(|client| client.query(&statement, &borrowed(&given)))
    }

    pub(super) fn execute(&self, command: &str, values: &[Value<'_>]) -> Result<usize> {
        let statement = self.prepared(command, values)?;
        let given: Vec<_> = values.iter().map(Value::given).collect();
        let rows = self.with(|client| client.execute(&statement, &borrowed(&given)))?;
        Ok(usize::try_from(rows).unwrap_or(usize::MAX))
    }

    /// Rows in portions, so that other questions may be asked between them.
    pub(super) fn stream(&self, question: &str, values: &[Value<'_>]) -> Result<Rows<'_>> {
        let number = self.cursors.replace(self.cursors.get() + 1);
        let kinds: Vec<_> = values.iter().map(Value::kind).collect();
        let given: Vec<_> = values.iter().map(Value::given).collect();
        let question = format!("DECLARE rows{number} NO SCROLL CURSOR FOR {}", numbered(question));
        self.with(|client| {
            let statement = client.prepare_typed(&question, &kinds)?;
            client.execute(&statement, &borrowed(&given))
        })?;
        Ok(Rows { server: self, number, portion: Vec::new().into_iter(), over: false })
    }

    /// Sends commands whose answers tell nothing.
    fn batch(&self, commands: &str) -> Result<()> {
        self.with(|client| client.batch_execute(commands))
    }

    /// Begins a transaction. Where the server went away since the last one nothing is lost, and a new connection is
    /// taken up.
    fn begin(&self, opening: &str) -> Result<Transaction<'_>> {
        match self.batch(opening) {
            Err(lost) if lost.is_lost() => {
                self.connect_again()?;
                self.batch(opening)?;
            }
            begun => begun?,
        }
        Ok(Transaction { server: self, open: true })
    }

    /// Holds still what is read.
    pub(super) fn hold(&self) -> Result<Transaction<'_>> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    }

    /// Makes a change while nobody else makes one, so that rows are numbered in the order in which they come to be
    /// seen.
    pub(super) fn write<T, E>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<Result<T, E>> {
        if self.reading {
            return Err(Failure::ReadOnly);
        }
        let transaction = self.begin("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE")?;
        let turn = format!(
            "SELECT pg_advisory_xact_lock({LOCK}, hashtext(current_schema()))::text, pg_current_xact_id()::text"
        );
        let change: String = self.query(&turn, &[])?.first().map_or(Ok(String::new()), |row| row.try_get(1))?;
        let done = work();
        if done.is_ok() {
            transaction.commit(&change)?;
        }
        Ok(done)
    }

    /// What became of a change of which the server never said whether it was made: it is asked again when it is back.
    fn became_of(&self, change: &str, reason: String) -> Result<()> {
        for _ in 0..TRIES {
            let told = self.connect_again().and_then(|()| {
                let rows = self.query("SELECT pg_xact_status(?1::xid8)", &[Value::from(change)])?;
                Ok(rows.first().map(|row| row.try_get::<_, Option<String>>(0)).transpose()?.flatten())
            });
            match told.as_ref().map(Option::as_deref) {
                Ok(Some("committed")) => return Ok(()),
                Ok(Some("aborted")) => return Err(Failure::Lost(reason)),
                // It is not back, or has not undone or made it yet.
                _ => thread::sleep(BETWEEN),
            }
        }
        Err(Failure::InDoubt(reason))
    }

    pub(super) fn size(&self) -> Result<i64> {
        let question = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
             WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'";
        let rows = self.query(question, &[])?;
        Ok(rows.first().map_or(Ok(0), |row| row.try_get(0))?)
    }

    /// In the user's cache, under a name that no other store has.
    pub(super) fn kept_path(&self) -> Option<PathBuf> {
        cache::file(&format!("{}-kept", self.id))
    }
}

/// An open transaction, undone when dropped.
pub(crate) struct Transaction<'s> {
    server: &'s Server,
    open: bool,
}

impl Transaction<'_> {
    fn commit(mut self, change: &str) -> Result<()> {
        self.open = false;
        match self.server.batch("COMMIT") {
            Err(Failure::Lost(reason)) => self.server.became_of(change, reason),
            done => done,
        }
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            // Where the server is gone, so is the transaction.
            let _ = self.server.batch("ROLLBACK");
        }
    }
}

/// Rows as they are fetched.
pub(crate) struct Rows<'s> {
    server: &'s Server,
    number: u32,
    portion: std::vec::IntoIter<Row>,
    over: bool,
}

impl Iterator for Rows<'_> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(row) = self.portion.next() {
            return Some(Ok(row));
        }
        if self.over {
            return None;
        }
        let fetch = format!("FETCH {PORTION} FROM rows{}", self.number);
        match self.server.with(|client| client.query(&fetch, &[])) {
            Ok(rows) => {
                self.over = rows.len() < PORTION;
                self.portion = rows.into_iter();
                self.portion.next().map(Ok)
            }
            Err(failure) => {
                self.over = true;
                Some(Err(failure))
            }
        }
    }
}

/// A question with its values as PostgreSQL numbers them.
fn numbered(question: &str) -> String {
    question.replace('?', "$")
}

fn borrowed<'g>(given: &'g [Box<dyn ToSql + Sync + 'g>]) -> Vec<&'g (dyn ToSql + Sync)> {
    given.iter().map(|value| &**value as &(dyn ToSql + Sync)).collect()
}
