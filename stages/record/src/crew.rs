//! Work on many things on all cores, in their order.

use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How many things a thread takes at a time.
const BATCH: usize = 128;

/// What `work` makes of each of `things`, in their order; the first that cannot be had or made ends it. One thread
/// gets the things, for a database answers one at a time, while the others work on them.
pub(crate) fn each<P: Send, D: Send, E: Send>(
    mut things: impl Iterator<Item = Result<P, E>>,
    work: impl Fn(P) -> Result<D, E> + Sync,
) -> Result<Vec<D>, E> {
    let first: Vec<P> = things.by_ref().take(BATCH).collect::<Result<_, E>>()?;
    if first.len() < BATCH {
        return first.into_iter().map(work).collect();
    }
    let threads = thread::available_parallelism().map_or(1, usize::from);
    // A few batches wait, so that nobody does and memory holds little twice.
    let (send, receive) = sync_channel::<(usize, Vec<P>)>(2 * threads);
    let receive = Arc::new(Mutex::new(receive));
    let work = &work;
    let mut batches = thread::scope(|scope| -> Result<_, E> {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let receive = Arc::clone(&receive);
                scope.spawn(move || shift(&receive, work))
            })
            .collect();
        // Theirs alone: once none of them takes any more, there is nobody to send to.
        drop(receive);
        let mut batch = first;
        for at in 0.. {
            if batch.is_empty() || send.send((at, batch)).is_err() {
                break;
            }
            batch = things.by_ref().take(BATCH).collect::<Result<_, E>>()?;
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

/// Works on batches as they come, until there are no more or one cannot be made.
fn shift<P, D, E>(
    receive: &Mutex<Receiver<(usize, Vec<P>)>>,
    work: &impl Fn(P) -> Result<D, E>,
) -> Result<Vec<(usize, Vec<D>)>, E> {
    let next = || receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
    let mut done = Vec::new();
    while let Ok((at, batch)) = next() {
        done.push((at, batch.into_iter().map(work).collect::<Result<_, E>>()?));
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_done_in_order() {
        for count in [0, 1, BATCH, 1_000] {
            let done = each((0..count).map(Ok::<_, ()>), |n| Ok(2 * n)).unwrap();
            assert_eq!(done, (0..count).map(|n| 2 * n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_cannot_be_had_or_made_ends_it() {
        let fails = || Err("no more");
        assert!(each((0..1_000).map(|n| if n == 700 { fails() } else { Ok(n) }), Ok).is_err());
        assert!(each((0..100_000).map(Ok), |n| if n > 700 { fails() } else { Ok(n) }).is_err());
    }
}
