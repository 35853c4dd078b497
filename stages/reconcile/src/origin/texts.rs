//! Which reports have one text. Time is linear in the reports: only texts that share some of their smallest runs are
//! compared, and each with no more than a few neighbours a run.
//!
//! Texts are joined through others (of three editions, the first and the third may share less than two in a row do).
//! That cannot lead from one report to another: a link takes half of all runs, or nearly all of a cut that is more
//! than half of the whole or its opening, so that what two neighbours of a text share with it overlaps.

use std::collections::BTreeMap;

use chancery_model::{Copied, Day, Likeness, Origin, ReportCard, Sketch};
use rayon::prelude::*;
use rustc_hash::FxHashSet as HashSet;

use super::alike::{Runs, likeness};

/// How many of the smallest runs of a text it is looked up by.
const KEYS: usize = 64;
/// With how many of those before it that share a run a text is compared.
const NEIGHBOURS: usize = 8;
/// A run that more texts share is a stock phrase, or one of a text with as many editions: the next before it is enough.
const MANY: usize = 64;
/// Fewest of the keys that two texts must share to be compared.
const SHARED: usize = 3;
/// A text that is printed again more than a month later is one of a kind that recurs: a yearly address, a standing
/// notice.
const FAR: i32 = 31;
/// Fewer words than these may fall together by chance.
const FEWEST_WORDS: u32 = 12;

/// The texts, by id, each with its reports.
pub(super) fn texts<'a>(reports: &'a [ReportCard]) -> Vec<Origin> {
    let mut cards: Vec<&ReportCard> = reports.iter().collect();
    cards.sort_by(|a, b| a.id.cmp(&b.id));
    let mut sets = Sets { parent: (0..cards.len()).collect(), copies: Vec::new(), met: HashSet::default() };
    same(&cards, &mut sets);
    // Copies of one text are compared once: they take no place among the neighbours of others.
    let first = |(at, card): (usize, &&'a ReportCard)| {
        card.imprint.as_ref().map(|i| &i.sketch).filter(|sketch| sets.is_first(at, sketch))
    };
    let sketches: Vec<Option<&Sketch>> = cards.iter().enumerate().map(first).collect();
    let runs: Vec<Option<Runs>> =
        sketches.into_par_iter().map(|sketch| Some(Runs::of(sketch?)).filter(Runs::is_enough)).collect();
    for (a, b, likeness) in links(&cards, &runs) {
        sets.join(a, b, likeness);
    }
    sets.origins(&cards)
}

/// Joins reports with one text, and with one prose under other furniture.
fn same(cards: &[&ReportCard], sets: &mut Sets) {
    let mut by_text: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_prose: BTreeMap<(u64, u32), usize> = BTreeMap::new();
    for (at, card) in cards.iter().enumerate() {
        sets.join(*by_text.entry(&card.text_hash).or_insert(at), at, Likeness::Same);
        let sketch = card.imprint.as_ref().map(|i| &i.sketch).filter(|s| s.words >= FEWEST_WORDS);
        if let Some(sketch) = sketch {
            sets.join(*by_prose.entry((sketch.prose, sketch.words)).or_insert(at), at, Likeness::Same);
        }
    }
}

/// The pairs that are one text, the most alike first.
fn links(cards: &[&ReportCard], runs: &[Option<Runs>]) -> Vec<(usize, usize, Likeness)> {
    let mut links: Vec<(usize, usize, Likeness)> = candidates(runs)
        .into_par_iter()
        .filter_map(|(a, b)| Some((a, b, likeness(runs[a].as_ref()?, runs[b].as_ref()?)?)))
        .filter(|(a, b, _)| !far(cards[*a], cards[*b]))
        .collect();
    links.sort_by(|x, y| y.2.share().total_cmp(&x.2.share()).then_with(|| (x.0, x.1).cmp(&(y.0, y.1))));
    links
}

/// The pairs worth comparing, in order. Among texts that share a run, those of like length are neighbours.
fn candidates(runs: &[Option<Runs>]) -> Vec<(usize, usize)> {
    let mut by_length: Vec<usize> = (0..runs.len()).filter(|at| runs[*at].is_some()).collect();
    by_length.sort_by_key(|at| (runs[*at].as_ref().map(Runs::length), *at));
    // Two numbers in one, which are sorted faster.
    let both = |a: u32, b: u32| u64::from(a) << 32 | u64::from(b);
    let halves = |both: u64| ((both >> 32) as u32, both as u32);
    let mut keys: Vec<u64> = Vec::with_capacity(by_length.len() * KEYS);
    for (rank, at) in (0..).zip(&by_length) {
        keys.extend(runs[*at].iter().flat_map(|r| r.smallest(KEYS)).map(|run| both(run, rank)));
    }
    keys.par_sort_unstable();
    let mut pairs: Vec<u64> = Vec::new();
    for sharing in keys.chunk_by(|a, b| halves(*a).0 == halves(*b).0).filter(|sharing| sharing.len() > 1) {
        let neighbours = if sharing.len() > MANY { 1 } else { NEIGHBOURS };
        for (n, key) in sharing.iter().enumerate() {
            let rank = halves(*key).1;
            pairs.extend(sharing[n.saturating_sub(neighbours)..n].iter().map(|before| both(halves(*before).1, rank)));
        }
    }
    pairs.par_sort_unstable();
    let often = pairs.chunk_by(|a, b| a == b).filter(|same| same.len() >= SHARED).map(|same| halves(same[0]));
    let texts = often.map(|(a, b)| (by_length[a as usize], by_length[b as usize]));
    texts.map(|(a, b)| (a.min(b), a.max(b))).collect()
}

/// Whether the days of publication are known and more than a month apart.
fn far(a: &ReportCard, b: &ReportCard) -> bool {
    let days = |card: &ReportCard| card.published.edtf.map(|d| (d.first_day(), d.last_day()));
    let gap = |from: Option<Day>, to: Option<Day>| {
        from.zip(to).and_then(|(from, to)| from.until(to).ok()).is_some_and(|gap| gap.get_days() > FAR)
    };
    match (days(a), days(b)) {
        (Some(a), Some(b)) => gap(a.1, b.0) || gap(b.1, a.0),
        _ => false,
    }
}

/// Reports on their way into sets.
struct Sets {
    parent: Vec<usize>,
    /// The links that joined two sets.
    copies: Vec<(usize, usize, Likeness)>,
    /// Prose met before, by set.
    met: HashSet<(usize, u64)>,
}

impl Sets {
    fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while self.parent[root] != root {
            self.parent[root] = self.parent[self.parent[root]];
            root = self.parent[root];
        }
        root
    }

    /// Whether a report is the first of its set with this prose.
    fn is_first(&mut self, at: usize, sketch: &Sketch) -> bool {
        let root = self.root(at);
        self.met.insert((root, sketch.prose))
    }

    fn join(&mut self, a: usize, b: usize, likeness: Likeness) {
        let (x, y) = (self.root(a), self.root(b));
        if x != y {
            self.parent[x.max(y)] = x.min(y);
            self.copies.push((a, b, likeness));
        }
    }

    fn origins(mut self, cards: &[&ReportCard]) -> Vec<Origin> {
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..cards.len() {
            sets.entry(self.root(at)).or_default().push(at);
        }
        let mut copies: BTreeMap<usize, Vec<Copied>> = BTreeMap::new();
        for (a, b, likeness) in std::mem::take(&mut self.copies) {
            let copied = Copied { of: cards[a].id.clone(), by: cards[b].id.clone(), likeness };
            copies.entry(self.root(a)).or_default().push(copied);
        }
        let origin = |(root, members): (usize, Vec<usize>)| Origin {
            id: members.iter().map(|at| cards[*at].text_hash.as_str()).min().unwrap_or_default().to_owned(),
            reports: members.iter().map(|at| cards[*at].id.clone()).collect(),
            outlet: wire(members.iter().map(|at| cards[*at])),
            copies: copies.remove(&root).unwrap_or_default(),
        };
        let mut origins: Vec<Origin> = sets.into_iter().map(origin).collect();
        origins.sort_by(|a, b| a.id.cmp(&b.id));
        origins
    }
}

/// Whose text reports of one text say that it is; nobody's where they say so of two outlets.
fn wire<'a>(cards: impl Iterator<Item = &'a ReportCard>) -> Option<String> {
    let mut named = cards.filter_map(|card| card.imprint.as_ref()).flat_map(|i| &i.credits).map(|c| &c.outlet);
    let first = named.next()?;
    named.all(|other| other == first).then(|| first.clone())
}
