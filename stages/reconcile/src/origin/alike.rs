//! Takes the likenesses of two texts, says whether one was made from the other.
//!
//! The measure is the share of runs of five of the reporter's own words that stand in both. Two reporters who write
//! of one occasion share few such runs, for only names and set phrases fall together; quoted words, which they do
//! share, are in no run. On seven hundred annotated and official reports, the texts that are one share 81 of 100 and
//! more, and of those that are two none above 38, official readouts made after one pattern among them.

use chancery_model::{Likeness, Sketch};

/// Fewer runs than this are too little to know a text by: two short notes may fall together.
const FEWEST: usize = 20;

/// Of all runs of two texts of like length, the share that stand in both: resemblance. Half is left where every
/// fifteenth word was changed.
const RESEMBLANCE: (usize, usize) = (1, 2);

/// Of the runs of a cut text, the share that stand in the whole: containment. It is higher than the other, since a
/// longer text of the same newsroom takes over paragraphs of the one before and is still another report.
const CONTAINMENT: (usize, usize) = (17, 20);

/// The runs of a text, ready to be compared.
pub(super) struct Runs {
    scale: u32,
    /// With their places in the text, in order of their numbers.
    sorted: Vec<(u32, usize)>,
}

impl Runs {
    pub(super) fn of(sketch: &Sketch) -> Self {
        let mut sorted: Vec<(u32, usize)> = sketch.runs.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        Self { scale: sketch.scale, sorted }
    }

    /// The `most` smallest numbers: texts that share most of their runs share most of these.
    pub(super) fn smallest(&self, most: usize) -> impl Iterator<Item = u32> {
        self.sorted.iter().take(most).map(|(run, _)| *run)
    }

    pub(super) fn is_enough(&self) -> bool {
        self.sorted.len() >= FEWEST
    }

    /// How long the text is, in runs, as far as what is kept tells.
    pub(super) fn length(&self) -> usize {
        self.sorted.len() << self.scale
    }

    /// The runs below the bound of both texts, in order of their numbers.
    fn below(&self, bound: u32) -> &[(u32, usize)] {
        &self.sorted[..self.sorted.partition_point(|(run, _)| *run <= bound)]
    }
}

/// In what the two are one text; `None` where they are not.
pub(super) fn likeness(a: &Runs, b: &Runs) -> Option<Likeness> {
    if !a.is_enough() || !b.is_enough() {
        return None;
    }
    let bound = Sketch::bound(a.scale.max(b.scale));
    let (a, b) = (a.below(bound), b.below(bound));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = places(short, long);
    let (count, all) = (shared.len(), short.len() + long.len() - shared.len());
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    if count * RESEMBLANCE.1 >= all * RESEMBLANCE.0 && all > 0 {
        return Some(Likeness::Alike { shared: number(count), of: number(all) });
    }
    let contained = count * CONTAINMENT.1 >= short.len() * CONTAINMENT.0;
    let enough = short.len() >= FEWEST / 2;
    let cut = contained && enough && (short.len() * 2 > long.len() || is_opening(shared, long, short.len()));
    cut.then(|| Likeness::Cut { shared: number(count), of: number(short.len()) })
}

/// The places, in the longer text, of the runs that stand in both.
fn places(short: &[(u32, usize)], long: &[(u32, usize)]) -> Vec<usize> {
    let mut rest = long.iter().peekable();
    let mut places = Vec::new();
    for (run, _) in short {
        while rest.next_if(|(other, _)| other < run).is_some() {}
        places.extend(rest.next_if(|(other, _)| other == run).map(|(_, place)| *place));
    }
    places
}

/// Whether the runs shared open the longer text. A cut of less than half is one only so: a page of short news holds
/// many reports, but only one opens it, and only one can be more than half of it, so that no page joins two.
fn is_opening(mut shared: Vec<usize>, long: &[(u32, usize)], short: usize) -> bool {
    // Places count what is kept of the longer text, which may be more than what both keep.
    let mut order: Vec<usize> = long.iter().map(|(_, place)| *place).collect();
    order.sort_unstable();
    shared.sort_unstable();
    let rank = |place: usize| order.partition_point(|other| *other < place);
    // A word or two put in, and a paragraph left out, shift the rest.
    let last = short + short / 4;
    let within = shared.iter().filter(|place| rank(**place) < last).count();
    within * 10 >= shared.len() * 9
}
