//! Folders that are watched: what is put there is added. They are named when the desk is started, never by a browser.
//!
//! A folder is looked at every other second. That works on every disk and network share, needs nothing of the system,
//! and notices what came while the desk was closed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, SystemTime};

use chancery_engine::{Input, Tally, survey};

use super::Phase;
use super::queue::begin;
use crate::held::Desk;
use crate::once::held;

/// How long it is between two looks.
const EVERY: Duration = Duration::from_secs(2);

/// After how many looks that found it unchanged a file counts as whole. An empty one is more likely to be filled yet.
const SETTLED: u32 = 2;
const EMPTY: u32 = 15;

/// After how many looks what the store refused is tried again.
const AGAIN: u32 = 15;

/// How many files are taken at once.
const MOST: usize = 500;

/// How many refusals are remembered.
const REFUSED: usize = 100;

/// A folder that is watched, with what came of it.
#[derive(Debug)]
pub(crate) struct Watched {
    /// The folder, as it was named.
    pub(crate) folder: PathBuf,
    seen: Mutex<Seen>,
}

/// What was seen in a folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// When it was last looked at.
    pub(crate) looked: Option<String>,
    /// Why it cannot be looked at, or what the store said of what lies there.
    pub(crate) fault: Option<String>,
    /// Report files that lie there.
    pub(crate) files: usize,
    /// Those of them that are not whole yet.
    pub(crate) growing: usize,
    /// Files of other kinds, which are left alone.
    pub(crate) others: Vec<String>,
    /// What became of the reports since the desk was opened.
    pub(crate) tally: Tally,
    /// The intake that is being read.
    pub(crate) reading: Option<String>,
}

impl Watched {
    /// A folder that nobody has looked at yet.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, seen: Mutex::default() }
    }

    /// What was seen in it.
    pub(crate) fn seen(&self) -> Seen {
        held(&self.seen).clone()
    }

    fn change(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut held(&self.seen));
    }
}

/// Watches the folders of a desk as long as there is the desk.
pub(crate) fn watch(desk: &Arc<Desk>) {
    for watched in desk.watched() {
        let (desk, watched) = (Arc::downgrade(desk), Arc::clone(watched));
        thread::spawn(move || look_on(&desk, &watched));
    }
}

fn look_on(desk: &Weak<Desk>, watched: &Watched) {
    let mut files = Files::default();
    while let Some(desk) = desk.upgrade() {
        look(&desk, watched, &mut files);
        drop(desk);
        thread::sleep(EVERY);
    }
}

/// Looks once, and takes what is whole and new.
fn look(desk: &Arc<Desk>, watched: &Watched, files: &mut Files) {
    let found = survey(&watched.folder);
    let moment = desk.moment();
    let found = match found {
        Ok(found) => found,
        Err(fault) => {
            return watched.change(|seen| (seen.looked, seen.fault) = (Some(moment), Some(fault.to_string())));
        }
    };
    let ready = files.look(found.reports.iter().map(|path| (path.as_path(), Stamp::of(path))));
    let name = |path: &PathBuf| path.strip_prefix(&watched.folder).unwrap_or(path).display().to_string();
    watched.change(|seen| {
        seen.looked = Some(moment);
        seen.files = found.reports.len();
        seen.growing = files.growing();
        seen.others = found.others.iter().map(name).collect();
        if !files.resting() {
            seen.fault = None;
        }
    });
    if ready.is_empty() {
        return;
    }
    let inputs = ready.iter().cloned().map(Input::File).collect();
    // With too many waiting, the next look tries again.
    let Ok(intake) = begin(desk, Some(watched.folder.clone()), inputs) else { return };
    watched.change(|seen| seen.reading = Some(intake.id.clone()));
    let mut progress = intake.wait(EVERY);
    while progress.phase != Phase::Done {
        progress = intake.wait(EVERY);
    }
    match &progress.fault {
        None => files.take(&ready),
        Some(_) => files.rest(),
    }
    watched.change(|seen| {
        seen.reading = None;
        seen.fault = progress.fault;
        seen.tally.absorb(&progress.tally);
        let many = seen.tally.problems.len();
        seen.tally.problems.drain(..many.saturating_sub(REFUSED));
    });
}

/// What tells that a file was written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    written: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        Some(Self { size: about.len(), written: about.modified().ok() })
    }
}

/// The report files of a folder, as they were when they were last looked at.
#[derive(Debug, Default)]
struct Files {
    known: BTreeMap<PathBuf, Known>,
    /// How many looks are left until what the store refused is tried again.
    rest: u32,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    stamp: Option<Stamp>,
    /// How many looks have found it unchanged.
    unchanged: u32,
    taken: bool,
}

impl Known {
    fn is_whole(self) -> bool {
        // What cannot be looked at is not going to change: reading it tells why.
        let empty = self.stamp.is_some_and(|stamp| stamp.size == 0);
        self.unchanged >= if empty { EMPTY } else { SETTLED }
    }
}

impl Files {
    /// Compares what lies there with the last look, and tells which files are whole and not taken yet.
    fn look<'p>(&mut self, found: impl Iterator<Item = (&'p Path, Option<Stamp>)>) -> Vec<PathBuf> {
        let mut now = BTreeMap::new();
        for (path, stamp) in found {
            let known = match self.known.get(path) {
                Some(known) if known.stamp == stamp => Known { unchanged: known.unchanged.saturating_add(1), ..*known },
                _ => Known { stamp, unchanged: 0, taken: false },
            };
            now.insert(path.to_owned(), known);
        }
        self.known = now;
        self.rest = self.rest.saturating_sub(1);
        if self.resting() {
            return Vec::new();
        }
        let ready = self.known.iter().filter(|(_, known)| known.is_whole() && !known.taken);
        ready.map(|(path, _)| path.clone()).take(MOST).collect()
    }

    /// Remembers that files were taken as they were.
    fn take(&mut self, taken: &[PathBuf]) {
        for path in taken {
            if let Some(known) = self.known.get_mut(path) {
                known.taken = true;
            }
        }
    }

    fn rest(&mut self) {
        self.rest = AGAIN;
    }

    fn resting(&self) -> bool {
        self.rest > 0
    }

    fn growing(&self) -> usize {
        self.known.values().filter(|known| !known.is_whole()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(size: u64) -> Option<Stamp> {
        Some(Stamp { size, written: None })
    }

    fn look(files: &mut Files, found: &[(&str, Option<Stamp>)]) -> Vec<String> {
        let ready = files.look(found.iter().map(|(path, stamp)| (Path::new(path), *stamp)));
        ready.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn a_file_is_taken_once_it_has_stopped_growing() {
        let mut files = Files::default();
        let none: [&str; 0] = [];
        for size in [10, 20, 30] {
            assert_eq!(look(&mut files, &[("a.txt", stamp(size))]), none);
            assert_eq!(files.growing(), 1);
        }
        assert_eq!(look(&mut files, &[("a.txt", stamp(30))]), none, "once unchanged may be a pause");
        assert_eq!(look(&mut files, &[("a.txt", stamp(30)), ("b.txt", stamp(5))]), ["a.txt"]);
        files.take(&["a.txt".into()]);
        assert_eq!(look(&mut files, &[("a.txt", stamp(30)), ("b.txt", stamp(5))]), none);
        assert_eq!(look(&mut files, &[("a.txt", stamp(30)), ("b.txt", stamp(5))]), ["b.txt"]);
        // Written anew, it is another file.
        files.take(&["b.txt".into()]);
        for expected in [&none[..], &none, &["a.txt"]] {
            assert_eq!(look(&mut files, &[("a.txt", stamp(31)), ("b.txt", stamp(5))]), expected);
        }
    }

    #[test]
    fn an_empty_file_is_waited_for_and_a_refusal_of_the_store_too() {
        let mut files = Files::default();
        let ready = (0..40).position(|_| !look(&mut files, &[("a.txt", stamp(0))]).is_empty());
        assert_eq!(ready, Some(EMPTY as usize));
        files.rest();
        let ready = (1..40).find(|_| !look(&mut files, &[("a.txt", stamp(0))]).is_empty());
        assert_eq!(ready, Some(AGAIN), "it is tried again after a while");
    }
}
