//! Puts things that several reports tell into sets that speak of one and the same.

use std::borrow::Cow;

use rustc_hash::FxHashMap as HashMap;

/// The sets, by index: the most alike are joined first, and a set grows only while no two of its things are apart.
/// Each set is in order, the sets in order of their first. `like` gives how alike two are, the more the higher, or
/// nothing where they speak of different things. What a judgement says of two, by `judged`, outranks both.
pub(crate) fn sets<T>(
    things: &[T],
    judged: impl Fn(&T, &T) -> Option<bool>,
    like: impl Fn(&T, &T) -> Option<usize>,
    apart: impl Fn(&T, &T) -> bool,
) -> Vec<Vec<usize>> {
    let like = |a: &T, b: &T| match judged(a, b) {
        Some(true) => Some(usize::MAX),
        Some(false) => None,
        None => like(a, b),
    };
    let apart = |a: &T, b: &T| judged(a, b).map_or_else(|| apart(a, b), |one| !one);
    let mut links: Vec<(usize, usize, usize)> = Vec::new();
    for b in 0..things.len() {
        links.extend((0..b).filter_map(|a| like(&things[a], &things[b]).map(|like| (usize::MAX - like, a, b))));
    }
    links.sort_unstable();
    let mut set_of: Vec<usize> = (0..things.len()).collect();
    let mut sets: Vec<Vec<usize>> = (0..things.len()).map(|i| vec![i]).collect();
    for (_, a, b) in links {
        let (a, b) = (set_of[a].min(set_of[b]), set_of[a].max(set_of[b]));
        if a == b || sets[a].iter().any(|x| sets[b].iter().any(|y| apart(&things[*x], &things[*y]))) {
            continue;
        }
        for thing in std::mem::take(&mut sets[b]) {
            set_of[thing] = a;
            sets[a].push(thing);
        }
    }
    sets.retain(|set| !set.is_empty());
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets
}

/// The sets that `sets` makes of many things in canonical order. No more than `most` are compared with each other: what
/// is more is taken apart by `order`. The things of a set stand in canonical order.
pub(crate) fn in_batches<'t, T, K: Ord>(
    things: &'t [T],
    most: usize,
    order: impl Fn(&T) -> K,
    sets: impl Fn(&[&'t T]) -> Vec<Vec<usize>>,
) -> Vec<Vec<&'t T>> {
    let mut ranks: Vec<usize> = (0..things.len()).collect();
    if things.len() > most {
        ranks.sort_by_key(|&rank| order(&things[rank]));
    }
    let mut all = Vec::new();
    for batch in ranks.chunks_mut(most) {
        batch.sort_unstable();
        let batch: Vec<&T> = batch.iter().map(|&rank| &things[rank]).collect();
        all.extend(sets(&batch).into_iter().map(|set| set.into_iter().map(|i| batch[i]).collect::<Vec<_>>()));
    }
    all
}

/// Numbers for words, so that comparing many is cheap: equal words have one number.
#[derive(Default)]
pub(crate) struct Numbers<'w>(HashMap<Cow<'w, str>, u32>);

impl<'w> Numbers<'w> {
    /// The number of a word.
    pub(crate) fn of(&mut self, word: impl Into<Cow<'w, str>>) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(word.into()).or_insert(next)
    }

    /// Those of several words, in order.
    pub(crate) fn all<W: Into<Cow<'w, str>>>(&mut self, words: impl IntoIterator<Item = W>) -> Vec<u32> {
        let mut numbers: Vec<u32> = words.into_iter().map(|word| self.of(word)).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Whether two lists in order have something in common.
pub(crate) fn meet<W: Ord>(a: &[W], b: &[W]) -> bool {
    a.iter().any(|one| b.binary_search(one).is_ok())
}

/// Words of two texts.
pub(crate) struct Overlap {
    pub(crate) shared: usize,
    /// How many the shorter has.
    pub(crate) smaller: usize,
    pub(crate) all: usize,
}

impl Overlap {
    /// Of two lists in order.
    pub(crate) fn of<W: Ord>(a: &[W], b: &[W]) -> Self {
        let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
        Self { shared, smaller: a.len().min(b.len()), all: a.len() + b.len() - shared }
    }

    /// Whether the share of all words that both hold is at least this one.
    pub(crate) fn holds(&self, (part, whole): (usize, usize)) -> bool {
        self.shared * whole >= self.all * part
    }
}
