//! Where stores of tests lie: in a schema of their own in the database that CHANCERY_TEST_POSTGRES names. Without one
//! (`scripts/postgres run COMMAND` starts one) only files are tested.

use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

/// A schema that is gone when dropped.
pub(crate) struct Schema {
    server: String,
    name: String,
}

static SCHEMAS: AtomicU32 = AtomicU32::new(0);

impl Schema {
    /// A new one, not yet made; `None` where there is no server.
    pub(crate) fn new() -> Option<Self> {
        let server = std::env::var("CHANCERY_TEST_POSTGRES").ok().filter(|server| !server.is_empty());
        if server.is_none() {
            eprintln!("NOT RUN on PostgreSQL: CHANCERY_TEST_POSTGRES is not set; `scripts/postgres run` sets it");
        }
        Some(Self::on(server?))
    }

    /// A new one on a server.
    pub(crate) fn on(server: String) -> Self {
        let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
        Self { server, name: format!("test_{}_{number}", std::process::id()) }
    }

    /// The address of a store in it.
    pub(crate) fn address(&self) -> String {
        let mark = if self.server.contains('?') { '&' } else { '?' };
        format!("{}{mark}schema={}", self.server, self.name)
    }

    /// A connection of its own, with the schema before all others.
    pub(crate) fn connection(&self) -> Result<Client, postgres::Error> {
        let mut client = Client::connect(&self.server, NoTls)?;
        client.batch_execute(&format!("SET search_path TO {}", self.name))?;
        Ok(client)
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if let Ok(mut client) = self.connection() {
            let _ = client.batch_execute(&format!("DROP SCHEMA IF EXISTS {} CASCADE", self.name));
        }
    }
}
