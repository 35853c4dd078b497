//! What takes a while, made once: whoever asks for the same meanwhile waits for it instead of making it too.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A place for one thing; empty until it is made.
type Place<T> = Arc<Mutex<Option<T>>>;

/// Things by name, at most so many: of more, those asked for last.
pub(crate) struct Once<T> {
    most: usize,
    places: Mutex<Places<T>>,
}

struct Places<T> {
    /// Each with when it was asked for.
    named: BTreeMap<String, (u64, Place<T>)>,
    asked: u64,
}

impl<T: Clone> Once<T> {
    /// Room for so many.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, places: Mutex::new(Places { named: BTreeMap::new(), asked: 0 }) }
    }

    /// The thing of this name, made where it is not here. What cannot be made leaves its place empty.
    pub(crate) fn get<E>(&self, name: &str, make: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let place = held(&self.places).of(name, self.most);
        let mut thing = held(&place);
        if let Some(made) = &*thing {
            return Ok(made.clone());
        }
        let made = make()?;
        *thing = Some(made.clone());
        Ok(made)
    }
}

impl<T> Once<T> {
    /// Leaves the thing of this name to those who have asked for it.
    pub(crate) fn forget(&self, name: &str) {
        held(&self.places).named.remove(name);
    }
}

impl<T> Places<T> {
    fn of(&mut self, name: &str, most: usize) -> Place<T> {
        self.asked += 1;
        let last = self.named.iter().min_by_key(|(_, (asked, _))| *asked).map(|(name, _)| name.clone());
        if let Some(last) = last.filter(|_| self.named.len() >= most && !self.named.contains_key(name)) {
            // Whoever waits for it has its place still.
            self.named.remove(&last);
        }
        let (asked, place) = self.named.entry(name.to_owned()).or_default();
        *asked = self.asked;
        Arc::clone(place)
    }
}

impl<T> fmt::Debug for Once<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").field("most", &self.most).finish_non_exhaustive()
    }
}

/// A lock whose holder may have panicked: what it guards is whole at every moment.
pub(crate) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn those_who_ask_at_once_get_one_thing() {
        let (once, made) = (Once::new(2), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let make = || {
                        thread::yield_now();
                        Ok::<usize, ()>(made.fetch_add(1, Ordering::SeqCst))
                    };
                    assert_eq!(once.get("a", make), Ok(0));
                });
            }
        });
        assert_eq!(once.get("b", || Err("broken")), Err("broken"));
        assert_eq!(once.get("b", || Ok::<_, ()>(7)), Ok(7), "what failed is tried again");
        assert_eq!(once.get("a", || Err("asked anew")), Ok(0));
        assert_eq!(once.get("c", || Ok::<_, ()>(8)), Ok(8), "there is always room for one more");
        assert_eq!(once.get("a", || Err("asked anew")), Ok(0), "what was asked for last stays");
        assert_eq!(once.get("b", || Ok::<_, ()>(9)), Ok(9));
        once.forget("a");
        assert_eq!(once.get("a", || Ok::<_, ()>(10)), Ok(10));
    }
}
