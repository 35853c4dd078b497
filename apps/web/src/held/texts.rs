//! The store, opened for reading by as many visitors as come.

use std::sync::Mutex;

use chancery_engine::record::{RecordError, Store};

use crate::once::held;
use crate::settings::Settings;

/// Stores opened for reading: a connection serves one thread at a time.
#[derive(Debug)]
pub(super) struct Texts {
    settings: Settings,
    idle: Mutex<Vec<Store>>,
}

/// How many are kept open.
const IDLE: usize = 8;

impl Texts {
    pub(super) fn of(settings: Settings) -> Self {
        Self { settings, idle: Mutex::new(Vec::new()) }
    }

    pub(super) fn with<T>(&self, look: impl FnOnce(&Store) -> Result<T, RecordError>) -> Result<T, RecordError> {
        let idle = held(&self.idle).pop();
        let store = idle.map_or_else(|| Store::open_read_only(&self.settings.store), Ok)?;
        let found = look(&store);
        if found.is_ok() {
            self.give_back(store);
        }
        found
    }

    fn give_back(&self, store: Store) {
        let mut idle = held(&self.idle);
        if idle.len() < IDLE {
            idle.push(store);
        }
    }
}
