//! One intake is read after the other, on a thread that lives as long as there is something to read.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use chancery_engine::record::Store;
use chancery_engine::{EngineError, Input, Options, Tally};
use chancery_model::{Media, Report};

use super::{Collection, Intake, Phase};
use crate::answer::Fault;
use crate::held::{Desk, random};
use crate::once::held;

/// How many reports are read between two words on the progress, and recorded at once.
const STEP: usize = 8;

/// How many reports of one input are in memory at a time.
const PIECE: usize = 64;

/// How many intakes may wait: each holds what was sent in memory.
const WAITING: usize = 8;

/// How many that are over are remembered.
const REMEMBERED: usize = 40;

/// The intakes of a desk.
#[derive(Debug, Default)]
pub(crate) struct Intakes(Mutex<Queue>);

#[derive(Debug, Default)]
struct Queue {
    /// All that are remembered, the newest last.
    all: VecDeque<Arc<Intake>>,
    waiting: VecDeque<(Arc<Intake>, Vec<Input>)>,
    /// Whether a thread is reading.
    reading: bool,
}

impl Intakes {
    /// All that are remembered, the newest first.
    pub(crate) fn all(&self) -> Vec<Arc<Intake>> {
        held(&self.0).all.iter().rev().cloned().collect()
    }

    /// One of them.
    pub(crate) fn get(&self, id: &str) -> Option<Arc<Intake>> {
        held(&self.0).all.iter().find(|intake| intake.id == id).cloned()
    }
}

/// Takes inputs in, behind those that wait.
///
/// # Errors
/// Where too many wait already.
pub(crate) fn begin(desk: &Arc<Desk>, folder: Option<PathBuf>, inputs: Vec<Input>) -> Result<Arc<Intake>, Fault> {
    let mut queue = held(&desk.intakes().0);
    if queue.waiting.len() >= WAITING {
        let message = "others are being added, and several wait already; try again in a minute";
        return Err(Fault::new(StatusCode::SERVICE_UNAVAILABLE, message));
    }
    let intake = Arc::new(Intake::new(random()[..12].to_owned(), folder, desk.moment(), inputs.len()));
    queue.all.push_back(Arc::clone(&intake));
    if queue.all.len() > REMEMBERED {
        let over = queue.all.iter().position(|intake| intake.progress().phase == Phase::Done);
        over.and_then(|at| queue.all.remove(at));
    }
    queue.waiting.push_back((Arc::clone(&intake), inputs));
    if !std::mem::replace(&mut queue.reading, true) {
        let desk = Arc::clone(desk);
        std::thread::spawn(move || read_on(&desk));
    }
    Ok(intake)
}

/// Reads until nothing waits.
fn read_on(desk: &Desk) {
    loop {
        let next = {
            let mut queue = held(&desk.intakes().0);
            let next = queue.waiting.pop_front();
            queue.reading = next.is_some();
            next
        };
        let Some((intake, inputs)) = next else { return };
        let taken = catch_unwind(AssertUnwindSafe(|| take_in(desk, &intake, inputs)));
        let fault = match taken {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some("the program is at fault; what was read before is kept".to_owned()),
        };
        intake.change(|progress| (progress.fault, progress.phase) = (fault, Phase::Done));
    }
}

/// Opens, reads and records inputs. Those that hold several reports are told of each by itself.
fn take_in(desk: &Desk, intake: &Intake, inputs: Vec<Input>) -> Result<(), EngineError> {
    let mut store = Store::open(&desk.settings().store)?;
    intake.change(|progress| progress.phase = Phase::Reading);
    let mut single = Vec::new();
    for input in inputs {
        take_one(desk, intake, &mut store, &input, &mut single)?;
    }
    record(desk, intake, &mut store, single, Belongs::ToNone)?;
    drop(store);
    intake.change(|progress| progress.phase = Phase::Recording);
    // Whoever follows what was added sees it.
    desk.renewed().map(drop)
}

/// Opens, reads and records what one input holds; a single report waits in `single` for others.
fn take_one(
    desk: &Desk,
    intake: &Intake,
    store: &mut Store,
    input: &Input,
    single: &mut Vec<Report>,
) -> Result<(), EngineError> {
    let options = Options::default();
    let mut pieces = desk.engine().intake(std::slice::from_ref(input), &options);
    let (mut several, mut given, mut counted) = (false, 0, 1);
    while let Some((reports, problems)) = pieces.next(PIECE) {
        let is_first = !several;
        several |= is_several(&reports, pieces.left());
        given += reports.len();
        let all = given + pieces.left();
        intake.change(|progress| {
            progress.total = progress.total + all - counted;
            progress.tally.problems.extend(problems.clone());
        });
        counted = all;
        if several {
            intake.change(|progress| {
                if is_first {
                    progress.collections.push(collection(input, &reports));
                }
                if let Some(of) = progress.collections.last_mut() {
                    of.reports += reports.len();
                    of.tally.problems.extend(problems);
                }
            });
            record(desk, intake, store, reports, Belongs::ToLast)?;
        } else {
            single.extend(reports);
            if single.len() >= STEP {
                record(desk, intake, store, std::mem::take(single), Belongs::ToNone)?;
            }
        }
    }
    Ok(())
}

/// Whether an input whose first reports are these holds several, where `left` is what is yet to come.
fn is_several(reports: &[Report], left: usize) -> bool {
    reports.len() + left > 1 || reports.first().is_some_and(|report| report.source.media == Media::Feed)
}

/// Whether reports belong to the collection that was opened last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Belongs {
    ToLast,
    ToNone,
}

fn record(
    desk: &Desk,
    intake: &Intake,
    store: &mut Store,
    mut reports: Vec<Report>,
    belongs: Belongs,
) -> Result<(), EngineError> {
    while !reports.is_empty() {
        let rest = reports.split_off(reports.len().min(STEP));
        let (batch, mut tally) = (std::mem::replace(&mut reports, rest), Tally::default());
        let n = batch.len();
        desk.engine().add_opened(store, batch, &desk.moment(), &mut tally)?;
        intake.change(|progress| {
            progress.done += n;
            if let Some(last) = progress.collections.last_mut().filter(|_| belongs == Belongs::ToLast) {
                last.tally.absorb(&tally);
            }
            progress.tally.absorb(&tally);
        });
    }
    Ok(())
}

/// What an input of several reports is called.
fn collection(input: &Input, reports: &[Report]) -> Collection {
    let path = match input {
        Input::File(path) | Input::Sent(path, _) => path.as_path(),
        Input::Held(name, _) => Path::new(name),
        Input::Stdin(_) => Path::new("standard input"),
    };
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let media = reports.first().map(|report| report.source.media);
    let kind = match media {
        Some(Media::Feed) => "feed",
        Some(Media::Warc) => "web archive",
        _ => "file of several reports",
    };
    let outlet = reports.first().and_then(|report| report.outlet.clone()).filter(|_| media == Some(Media::Feed));
    Collection { name, kind, outlet, ..Collection::default() }
}
