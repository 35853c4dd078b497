//! Marks for the program: what it gives is counted against what others annotated. Files are read
//! elsewhere; here the text of a gold file and what the program gave go in, and figures come out.

pub(crate) mod attribution;
pub(crate) mod columns;
pub(crate) mod fault;
pub(crate) mod gold;
pub(crate) mod names;
pub(crate) mod pairs;
pub(crate) mod plover;
pub(crate) mod timeml;
pub(crate) mod times;
pub(crate) mod treebank;
pub(crate) mod words;

/// How many there are on both sides, and how many are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figure {
    /// The same on both sides.
    pub(crate) correct: usize,
    /// Those of the system.
    pub(crate) system: usize,
    /// Those of the gold.
    pub(crate) gold: usize,
}

impl Figure {
    /// Share of the system's that are right, in percent; 0 where there are none.
    pub(crate) fn precision(self) -> f64 {
        percent(self.correct, self.system)
    }

    /// Share of the gold's that were found, in percent; 0 where there are none.
    pub(crate) fn recall(self) -> f64 {
        percent(self.correct, self.gold)
    }

    /// The harmonic mean of both, in percent.
    pub(crate) fn f1(self) -> f64 {
        percent(2 * self.correct, self.system + self.gold)
    }

    /// Adds the counts of another.
    pub(crate) fn add(&mut self, other: Self) {
        self.correct += other.correct;
        self.system += other.system;
        self.gold += other.gold;
    }
}

/// How many of those that were counted are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    /// Right ones.
    pub(crate) correct: usize,
    /// All that were counted.
    pub(crate) of: usize,
}

impl Share {
    /// Counts one.
    pub(crate) fn count(&mut self, right: bool) {
        self.correct += usize::from(right);
        self.of += 1;
    }
}

/// `part` of `whole` in percent; 0 of nothing.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}
