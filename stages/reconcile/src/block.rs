//! Takes claims, gives the pairs worth comparing: those with two actors that meet in both and a day
//! or a place in common. It decides nothing; it only keeps the number of comparisons near the number
//! of claims.

use rustc_hash::FxHashMap as HashMap;

use crate::same::ONE_NEWS;
use crate::told::{Precision, Side, Told};

/// The longest stretch of days by which a claim is found: a report dated to the month singles out no news.
const MOST_DAYS: usize = 10;

/// What two claims must share to be compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// Two actors on one day.
    Met { a: u32, b: u32, day: i32 },
    /// Two actors in one place: the way to and between claims that no day singles out.
    There { a: u32, b: u32, place: u32 },
    /// A person in a place on a day.
    Visited { person: u32, place: u32, day: i32 },
    /// A visitor to a place.
    Stayed { person: u32, place: u32 },
    /// Two actors of whom reports of one day or of the days before tell what has not taken place.
    Pending { a: u32, b: u32, day: i32 },
    /// The same words of the same text.
    Copied { origin: u32, start: usize, end: usize },
}

/// Claims that share a key, by how well their day is known.
#[derive(Default)]
struct Shelf {
    /// Known well enough to be found by day.
    close: Vec<usize>,
    /// Found by place alone.
    loose: Vec<usize>,
}

/// The pairs of claims worth comparing, each once, the earlier claim first, in order of the later.
pub(crate) fn pairs(told: &[Told]) -> Vec<(usize, usize)> {
    let mut shelves: HashMap<Key, Shelf> = HashMap::default();
    let mut pairs = Vec::new();
    // The last claim that met each claim, so that a pair with many shared keys comes once.
    let mut met_by = vec![usize::MAX; told.len()];
    for (later, claim) in told.iter().enumerate() {
        let close = claim.precision <= Precision::Tight;
        keys(claim, &mut |key| {
            let shelf = shelves.entry(key).or_default();
            // Two close claims in one place have a day in common, or nothing.
            let by_place = matches!(key, Key::There { .. });
            let near = if close && by_place { &[][..] } else { &shelf.close };
            for &earlier in near.iter().chain(&shelf.loose) {
                if met_by[earlier] != later {
                    met_by[earlier] = later;
                    pairs.push((earlier, later));
                }
            }
            let own = if close { &mut shelf.close } else { &mut shelf.loose };
            if own.last() != Some(&later) {
                own.push(later);
            }
        });
    }
    pairs
}

/// All that a claim is found by.
pub(crate) fn keys(claim: &Told, take: &mut impl FnMut(Key)) {
    let span = claim.span;
    take(Key::Copied { origin: claim.origin, start: span.start(), end: span.end() });
    let told = claim.time.filter(|_| claim.precision <= Precision::Tight).map(|_| claim.window);
    let days = told.into_iter().chain(claim.moved_from);
    let days = days.filter(|(from, to)| to.saturating_sub(*from) <= MOST_DAYS as i32);
    let place = claim.spot.filter(|s| !s.broad).map(|s| s.name);
    // Two that share such a day were told at most so many days apart.
    let pending = claim.news.filter(|_| claim.is_pending()).map(|(from, to)| from..=to.saturating_add(ONE_NEWS));
    let pending = pending.filter(|days| days.clone().count() <= MOST_DAYS);
    for (n, one) in claim.sides.iter().enumerate() {
        for other in &claim.sides[n + 1..] {
            for (a, b) in meetings(one, other) {
                for day in days.clone().flat_map(|(from, to)| from..=to) {
                    take(Key::Met { a, b, day });
                }
                if let Some(place) = place {
                    take(Key::There { a, b, place });
                }
                for day in pending.iter().cloned().flatten() {
                    take(Key::Pending { a, b, day });
                }
            }
        }
        if let Some(place) = place.filter(|_| claim.visit) {
            one.people.iter().for_each(|&person| take(Key::Stayed { person, place }));
        }
        if let (Some(place), Some(day)) = (place, claim.day()) {
            for &person in &one.people {
                take(Key::Visited { person, place, day });
            }
        }
    }
}

/// Who meets where two sides do: the two sides, and each two of their people, whom another report
/// may put on no side or on another.
fn meetings(one: &Side, other: &Side) -> impl Iterator<Item = (u32, u32)> {
    let people = one.people.iter().flat_map(|&a| other.people.iter().map(move |&b| (a, b)));
    let sides = (one.key, other.key);
    std::iter::once(sides).chain(people.filter(move |&met| met != sides)).map(|(a, b)| (a.min(b), a.max(b)))
}

#[cfg(test)]
mod tests {
    use chancery_model::{ByteSpan, Status};

    use super::*;
    use crate::told::{Family, Spot};

    fn meeting(report: u32, sides: [u32; 2], place: u32, day: Option<i32>) -> Told {
        let side = |key| Side { key, people: vec![key], vague: false, target: false };
        Told {
            report,
            origin: report,
            span: ByteSpan::new(0, 1),
            family: Family::Of(0),
            status: Status::Held,
            sides: sides.map(side).to_vec(),
            collectives: vec![],
            spot: Some(Spot { name: place, country: None, broad: false, area: false }),
            time: day.map(|d| (d, d)),
            moved_from: None,
            precision: if day.is_some() { Precision::Exact } else { Precision::Unknown },
            window: day.map_or((i32::MIN, i32::MAX), |d| (d, d)),
            news: None,
            visit: false,
        }
    }

    #[test]
    fn pairs_share_a_day_or_one_of_them_has_none() {
        let told = [
            meeting(0, [1, 2], 9, Some(100)),
            meeting(1, [1, 2], 9, Some(101)),
            meeting(2, [2, 1], 9, Some(100)),
            meeting(3, [1, 2], 9, None),
            meeting(4, [1, 3], 9, Some(100)),
            meeting(5, [1, 2], 8, None),
        ];
        let mut found = pairs(&told);
        found.sort_unstable();
        // 4 meets the others of its day as a visitor to the same place; 5 meets nobody.
        assert_eq!(found, [(0, 2), (0, 3), (0, 4), (1, 3), (2, 3), (2, 4)]);
    }

    #[test]
    fn comparisons_stay_near_the_number_of_claims() {
        // Two states that meet every day for years, in one place, ten reports a day.
        let told: Vec<Told> = (0..20_000).map(|i| meeting(i, [1, 2], 9, Some(i as i32 / 10))).collect();
        assert_eq!(pairs(&told).len(), 2_000 * 45);
    }
}
