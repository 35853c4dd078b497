//! The clock and the user's name: the door is the only place that asks for either.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context;
use chancery_fetch::Clock;

/// The present moment, in UTC to the second.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Who sits at the keyboard: `CHANCERY_USER`, else the login name.
pub(crate) fn user() -> Option<String> {
    let named = |variable| std::env::var(variable).ok().filter(|name| !name.trim().is_empty());
    ["CHANCERY_USER", "USER", "LOGNAME", "USERNAME"].into_iter().find_map(named)
}

/// A second since 1970 as it is told to people.
pub(crate) fn told(second: u64) -> String {
    let moment = i64::try_from(second).ok().and_then(|second| jiff::Timestamp::from_second(second).ok());
    moment.map_or_else(|| second.to_string(), |moment| moment.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

/// The clock on the wall, by which somebody waits until the user wants it to end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wall(Arc<(Mutex<bool>, Condvar)>);

impl Wall {
    /// Takes Ctrl-C, and what the system sends to end a program, as the wish to end it well. Sent again, it ends at once.
    pub(crate) fn until_stopped(&self) -> anyhow::Result<()> {
        let wall = self.clone();
        ctrlc::set_handler(move || {
            let (stopped, waiting) = &*wall.0;
            let before = std::mem::replace(&mut *stopped.lock().unwrap_or_else(PoisonError::into_inner), true);
            if before {
                // Whoever asks twice does not want to wait.
                std::process::exit(130);
            }
            waiting.notify_all();
        })
        .context("cannot wait for Ctrl-C")
    }
}

impl Clock for Wall {
    fn now(&self) -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    fn wait(&self, time: Duration) {
        let (stopped, waiting) = &*self.0;
        let stopped = stopped.lock().unwrap_or_else(PoisonError::into_inner);
        drop(waiting.wait_timeout_while(stopped, time, |stopped| !*stopped));
    }

    fn stopped(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
