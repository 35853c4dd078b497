//! Takes claims of positions, gives where each party stands on each matter, over all reports, with the
//! history of its stance.
//!
//! Claims of one holder on one issue are one position where they speak of the same thing: they name no
//! different actors, and stand on the same side of the same clause, or use like words. What is said a year
//! apart, or on different sides, must be nearly the same in words: a change of mind that nobody had is worse
//! than two lines.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Claim, ClaimValue, Edtf, PositionValue, RecordedPosition, ReportId, Side, StanceEntry};

use crate::gather::{self, Numbers, Overlap};
use crate::judge::Word;
use crate::learned::{self, Learned};
use crate::merge;
use crate::origin::Origins;

/// Of two propositions on one side, the share of the shorter's telling words that the longer holds.
const LIKE: (usize, usize) = (1, 2);
/// Of two on different sides, or far apart in time, the share of all their telling words that both hold.
const NEARLY_SAME: (usize, usize) = (3, 5);
/// Days after which the same words may speak of something else.
const FAR: i32 = 365;
/// Days within which two who tell nothing but the issue speak of the same thing.
const NEAR: i32 = 31;
/// Most propositions of one holder on one issue that are compared with each other; what is more is taken
/// apart by the order of learning.
const MOST: usize = 1000;

/// One claim at hand.
struct Line<'a> {
    /// Where it stands in canonical order.
    rank: usize,
    claim: &'a Claim,
    value: &'a PositionValue,
    learned: Option<Edtf>,
    /// The day on which it was learned, and what it names, as numbers.
    day: Option<i32>,
    words: Vec<u32>,
    actors: Vec<u32>,
    clause: Option<u32>,
}

/// The positions that `claims`, in canonical order, amount to.
pub(crate) fn positions(
    claims: &[&Claim],
    origins: &Origins,
    learned: &Learned,
    word: &Word<'_>,
) -> Vec<RecordedPosition> {
    let mut cells: BTreeMap<(&str, &str), Vec<Line<'_>>> = BTreeMap::new();
    let (mut words, mut actors, mut clauses) = (Numbers::default(), Numbers::default(), Numbers::default());
    for (rank, claim) in claims.iter().enumerate() {
        let ClaimValue::Position(value) = &claim.value else { continue };
        let report = &claim.anchor.report;
        let learned = learned.get(report).copied();
        let line = Line {
            rank,
            claim,
            value,
            learned,
            day: learned::day(learned),
            words: words.all(&value.matter.words),
            actors: actors.all(value.matter.actors.iter().map(|actor| &actor.0)),
            clause: value.clause.as_ref().map(|clause| clauses.of(clause)),
        };
        cells.entry((&value.issue, &value.holder.actor.id.0)).or_default().push(line);
    }
    let mut positions: Vec<RecordedPosition> = Vec::new();
    for mut lines in cells.into_values() {
        lines.sort_by_key(|line| learned::order(line.learned));
        for some in lines.chunks(MOST) {
            positions.extend(matters(some, word).into_iter().filter_map(|matter| position(&matter, origins)));
        }
    }
    positions.sort_by(|a, b| order(a).cmp(&order(b)));
    positions
}

fn order(p: &RecordedPosition) -> (&str, Option<&str>, &str, &str) {
    (&p.value.issue, p.value.clause.as_deref(), &p.value.holder.actor.id.0, &p.id.0)
}

/// Lines that speak of one thing, each set in the order given.
fn matters<'l, 'a>(lines: &'l [Line<'a>], word: &Word<'_>) -> Vec<Vec<&'l Line<'a>>> {
    let sets = gather::sets(lines, |a, b| word.on(a.claim, b.claim), Line::likeness, Line::is_apart);
    sets.into_iter().map(|set| set.into_iter().map(|line| &lines[line]).collect()).collect()
}

impl Line<'_> {
    fn side(&self) -> Side {
        self.value.stance.side()
    }

    /// How alike two lines are, in thousandths; `None` where they speak of different things.
    fn likeness(&self, other: &Self) -> Option<usize> {
        if self.is_apart(other) {
            return None;
        }
        let overlap = self.overlap(other);
        let gap = self.gap(other);
        let near = gap.is_none_or(|days| days <= NEAR);
        let like = if gap.is_some_and(|days| days > FAR) {
            overlap.all > 0 && overlap.holds(NEARLY_SAME)
        } else if self.side() != other.side() {
            overlap.holds(NEARLY_SAME)
        } else if self.clause.is_some() && self.clause == other.clause {
            near || overlap.shared > 0 || self.shares_an_actor(other)
        } else if overlap.smaller == 0 {
            near
        } else {
            overlap.shared * LIKE.1 >= overlap.smaller * LIKE.0
        };
        like.then(|| overlap.shared * 1000 / overlap.all.max(1))
    }

    /// Whether two lines must not be one position: other clauses, other actors named, or other sides of what is
    /// not the same.
    fn is_apart(&self, other: &Self) -> bool {
        let names = |line: &Self| !line.actors.is_empty();
        let points = self.value.matter.points || other.value.matter.points;
        let named_apart = names(self) && names(other) && !self.shares_an_actor(other);
        matches!((self.clause, other.clause), (Some(a), Some(b)) if a != b)
            || named_apart
            || self.side() != other.side() && (points || !self.overlap(other).holds(NEARLY_SAME))
    }

    fn shares_an_actor(&self, other: &Self) -> bool {
        gather::meet(&self.actors, &other.actors)
    }

    fn overlap(&self, other: &Self) -> Overlap {
        Overlap::of(&self.words, &other.words)
    }

    /// Days between what was learned; `None` where a day is not known.
    fn gap(&self, other: &Self) -> Option<i32> {
        learned::gap(self.day, other.day)
    }
}

/// The position that lines, in order of learning, amount to.
fn position(lines: &[&Line<'_>], origins: &Origins) -> Option<RecordedPosition> {
    let mut canonical: Vec<&Line<'_>> = lines.to_vec();
    canonical.sort_by_key(|line| line.rank);
    let last = lines.iter().filter_map(|l| l.learned).next_back();
    let in_force = lines.iter().rfind(|l| l.learned == last)?;
    let at_last: Vec<Side> = lines.iter().filter(|l| l.learned == last).map(|l| l.side()).collect();
    let disputed = at_last.iter().any(|a| at_last.iter().any(|b| a.opposes(*b)));
    let reports: BTreeSet<&ReportId> = lines.iter().map(|l| &l.claim.anchor.report).collect();
    let voices = origins.told_by(&canonical.iter().map(|l| l.claim).collect::<Vec<_>>());
    Some(RecordedPosition {
        id: canonical.first()?.claim.id.clone(),
        claims: canonical.iter().map(|l| l.claim.id.clone()).collect(),
        value: in_force.value.clone(),
        report: in_force.claim.anchor.report.clone(),
        disputed,
        history: lines
            .iter()
            .map(|l| StanceEntry {
                stance: l.value.stance,
                red_line: l.value.red_line,
                learned: l.learned,
                report: l.claim.anchor.report.clone(),
                claim: l.claim.id.clone(),
            })
            .collect(),
        evidence: merge::evidence(canonical.iter().map(|l| l.claim)),
        reports: reports.into_iter().cloned().collect(),
        origins: voices.len(),
        voices,
    })
}
