//! What the desk does while nobody waits: it makes the earlier records that visitors will compare the one at hand with,
//! and keeps the one at hand beside the store.

use std::sync::{Arc, Mutex};
use std::thread::sleep;

use chancery_engine::aside;

use crate::held::{Desk, Earlier, QUIET};
use crate::once::held;

/// Which earlier records were asked for, the last first.
#[derive(Debug, Default)]
pub(crate) struct Ahead(Mutex<Vec<Earlier>>);

/// How many of them are made anew ahead.
const MOST: usize = 3;

impl Ahead {
    /// Notes what was asked for.
    pub(crate) fn note(&self, earlier: Earlier) {
        let mut asked = held(&self.0);
        asked.retain(|known| *known != earlier);
        asked.insert(0, earlier);
        asked.truncate(MOST);
    }

    fn asked(&self) -> Vec<Earlier> {
        held(&self.0).clone()
    }
}

impl Desk {
    /// Works ahead for as long as the process lives.
    pub(crate) fn tend(self: &Arc<Self>) {
        let mut at_hand = self.renewed().unwrap_or_else(|_| self.next(None));
        loop {
            let first = Earlier::Known(at_hand.eve());
            drop(self.earlier(&at_hand, &first));
            // While somebody adds report after report, more would be for nothing.
            sleep(QUIET);
            let since = Earlier::Known(at_hand.yesterday());
            aside(|| {
                for earlier in [since].into_iter().chain(self.ahead().asked()) {
                    if self.is_current(&at_hand) {
                        drop(self.earlier(&at_hand, &earlier));
                    }
                }
                if self.is_current(&at_hand) {
                    // Without it, the next look takes a moment longer.
                    drop(self.keep(&at_hand));
                }
            });
            at_hand = self.next(Some(&at_hand));
        }
    }
}
