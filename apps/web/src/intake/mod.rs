//! Reports on their way in: read in the background, a few at a time, while the desk goes on answering. What has been
//! recorded stays, whatever happens to the rest.

mod queue;
mod watch;

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use chancery_engine::Tally;

use crate::once::held;

pub(crate) use queue::{Intakes, begin};
pub(crate) use watch::{Seen, Watched, watch};

/// What came in at once: by a form, or from a folder that is watched.
#[derive(Debug)]
pub(crate) struct Intake {
    /// Names it in addresses, as long as the desk runs.
    pub(crate) id: String,
    /// The folder that it came from; none where a visitor sent it.
    pub(crate) folder: Option<PathBuf>,
    /// When it came.
    pub(crate) begun: String,
    progress: Mutex<Progress>,
    changed: Condvar,
}

/// How far an intake has come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    pub(crate) phase: Phase,
    /// Reports done, and in all as far as is known: an input that has not been opened counts for one.
    pub(crate) done: usize,
    pub(crate) total: usize,
    /// What became of them so far.
    pub(crate) tally: Tally,
    /// Inputs that held several reports.
    pub(crate) collections: Vec<Collection>,
    /// Why it ended before its end.
    pub(crate) fault: Option<String>,
}

/// Where an intake stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Another is read before it.
    #[default]
    Waiting,
    /// Its reports are being read.
    Reading,
    /// All are read, and the record is being made of them.
    Recording,
    /// It is over.
    Done,
}

impl Phase {
    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Reading => "reading",
            Self::Recording => "recording",
            Self::Done => "done",
        }
    }
}

/// An input that holds several reports: a feed, an archive, a file of lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Collection {
    /// The file.
    pub(crate) name: String,
    /// What it is.
    pub(crate) kind: &'static str,
    /// Whose feed it is, where it says so.
    pub(crate) outlet: Option<String>,
    /// Reports that could be opened.
    pub(crate) reports: usize,
    /// What became of these.
    pub(crate) tally: Tally,
}

impl Intake {
    fn new(id: String, folder: Option<PathBuf>, begun: String, total: usize) -> Self {
        let progress = Mutex::new(Progress { total, ..Progress::default() });
        Self { id, folder, begun, progress, changed: Condvar::new() }
    }

    /// How far it has come.
    pub(crate) fn progress(&self) -> Progress {
        held(&self.progress).clone()
    }

    /// Waits until it is over, or so long at most.
    pub(crate) fn wait(&self, most: Duration) -> Progress {
        let over = |progress: &mut Progress| progress.phase != Phase::Done;
        let waited = self.changed.wait_timeout_while(held(&self.progress), most, over);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn change(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut held(&self.progress));
        self.changed.notify_all();
    }
}
