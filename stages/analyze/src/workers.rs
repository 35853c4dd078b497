//! Work on many things at a time, with results in order.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The most workers that there may be at a time.
pub(crate) fn most() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).max(count())
}

/// How many workers there are at a time: as many as the threads on which all other work is done (`RAYON_NUM_THREADS`).
fn count() -> usize {
    rayon::current_num_threads()
}

/// Works on each item, several at a time, the first items first; gives the results in the order of the
/// items. `work` is told which worker it runs on, below [`most`].
///
/// # Panics
/// When `work` does.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let workers = count().min(items.len());
    if workers <= 1 {
        return items.iter().map(|item| work(0, item)).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let (next, done, work) = (&next, &done, &work);
    thread::scope(|scope| {
        for worker in 0..workers {
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    let result = work(worker, item);
                    done.lock().expect("no worker panics while it holds the lock").push((at, result));
                }
            });
        }
    });
    let mut done = std::mem::take(&mut *done.lock().expect("no worker panics while it holds the lock"));
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_order() {
        let items: Vec<u64> = (0..500).collect();
        assert_eq!(super::each(&items, |_, n| n * 2), items.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert!(super::each(&[] as &[u8], |_, _| ()).is_empty());
    }
}
