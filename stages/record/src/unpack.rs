//! Takes readings as they lie in columns, gives their claims, notes and imprints: on all cores, since a record is made
//! anew from all of them, and in the order in which they came.

use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use chancery_model::{Claim, Imprint, Note, ReportId};
use rusqlite::{Result, Row};

use crate::rows;

/// How many readings a thread takes at a time.
const BATCH: usize = 256;

/// A reading's columns.
pub(crate) struct Packed {
    pub(crate) report: ReportId,
    claims: String,
    notes: String,
    imprint: Option<String>,
}

/// A reading.
pub(crate) struct Unpacked {
    pub(crate) report: ReportId,
    pub(crate) claims: Vec<Claim>,
    pub(crate) notes: Vec<Note>,
    pub(crate) imprint: Option<Imprint>,
}

impl Packed {
    /// A row of a report's id, claims, notes and imprint.
    pub(crate) fn of(row: &Row<'_>) -> Result<Self> {
        let (claims, notes, imprint) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Self { report: ReportId(row.get(0)?), claims, notes, imprint })
    }

    pub(crate) fn unpack(self) -> Result<Unpacked> {
        let claims = rows::parsed(&self.claims, 1)?;
        let notes = rows::parsed(&self.notes, 2)?;
        let imprint = self.imprint.map(|imprint| rows::parsed(&imprint, 3)).transpose()?;
        Ok(Unpacked { report: self.report, claims, notes, imprint })
    }
}

/// Unpacks all readings, in their order. The first of them that cannot be read ends it.
pub(crate) fn all(mut packed: impl Iterator<Item = Result<Packed>>) -> Result<Vec<Unpacked>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    // A few batches wait, so that nobody does and memory holds little twice.
    let (send, receive) = sync_channel::<(usize, Vec<Packed>)>(2 * threads);
    let receive = Arc::new(Mutex::new(receive));
    let mut batches = thread::scope(|scope| -> Result<_> {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let receive = Arc::clone(&receive);
                scope.spawn(move || work(&receive))
            })
            .collect();
        // Theirs alone: once none of them takes any more, there is nobody to send to.
        drop(receive);
        for at in 0.. {
            let batch: Vec<Packed> = packed.by_ref().take(BATCH).collect::<Result<_>>()?;
            if batch.is_empty() || send.send((at, batch)).is_err() {
                break;
            }
        }
        drop(send);
        let mut batches = Vec::new();
        for worker in workers {
            batches.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(batches)
    })?;
    batches.sort_unstable_by_key(|(at, _)| *at);
    Ok(batches.into_iter().flat_map(|(_, batch)| batch).collect())
}

/// Unpacks batches as they come, until there are no more or one cannot be read.
fn work(receive: &Mutex<Receiver<(usize, Vec<Packed>)>>) -> Result<Vec<(usize, Vec<Unpacked>)>> {
    let next = || receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
    let mut done = Vec::new();
    while let Ok((at, batch)) = next() {
        done.push((at, batch.into_iter().map(Packed::unpack).collect::<Result<_>>()?));
    }
    Ok(done)
}
