//! Takes claims as the pair test sees them, gives the sets that tell one occasion each.
//!
//! Claims with a day and two sides make the events, the best-fitting pairs first, and a set grows
//! only while no two of its claims speak against each other. Then the loosely dated and the undated
//! hang on, each to the one event that fits it best, or they make events among themselves. So no
//! undated claim ever joins two dated events, and an order other than that of the fit and of the
//! claims never enters.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet as HashSet;

use crate::judge::Ties;
use crate::told::{Tier, Told, apart};
use crate::{Conflict, Verdict, block, same};

/// How much better than the second an event must fit, in the score's thousandths, to take a claim
/// that could belong to both: less than one side in six is an accident of who was listed.
const LEAD: u32 = 150;

/// A pair that tells one occasion, by unit.
#[derive(Clone, Copy)]
struct Link {
    a: usize,
    b: usize,
    score: u32,
}

/// The pairs of claims that tell one occasion, by index, with how well they fit.
pub(crate) fn fitting(told: &[Told]) -> Vec<(usize, usize, u32)> {
    let fit = |(a, b): (usize, usize)| match same::compare(&told[a], &told[b]) {
        Verdict::Same(grounds) => Some((a, b, grounds.score())),
        _ => None,
    };
    block::pairs(told).into_iter().filter_map(fit).collect()
}

/// The sets of claims that these pairs make, by index; each set in order, the sets in order of their first.
pub(crate) fn cluster(told: &[Told], ties: &Ties, fitting: &[(usize, usize, u32)]) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(told, ties);
    let mut links: Vec<Link> =
        fitting.iter().map(|&(a, b, score)| groups.link(a, b, score)).filter(|link| link.a != link.b).collect();
    links.sort_unstable_by(|x, y| y.score.cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));

    // The links of each unit that may hang on to another.
    let mut near: Vec<Vec<Link>> = vec![Vec::new(); groups.units.len()];
    for &Link { a, b, score } in &links {
        for (a, b) in [(a, b), (b, a)].into_iter().filter(|(a, _)| groups.tiers[*a] > Tier::Firm) {
            near[a].push(Link { a, b, score });
        }
    }

    groups.gather(Tier::Firm, &links);
    for tier in [Tier::Loose, Tier::Undated] {
        groups.hang(tier, &near);
        groups.gather(tier, &links);
    }
    groups.sets()
}

/// Claims that judgements make one form a unit, every other claim is a unit of its own; units grow
/// together to groups.
struct Groups<'a> {
    told: &'a [Told],
    ties: &'a Ties,
    /// Claims of each unit.
    units: Vec<Vec<usize>>,
    /// Tier of each unit: that of its firmest claim.
    tiers: Vec<Tier>,
    /// Unit of each claim.
    unit_of: Vec<usize>,
    /// Units of each group; a group that has joined another is empty.
    groups: Vec<Vec<usize>>,
    /// Group of each unit.
    group_of: Vec<usize>,
    /// Groups that cannot be one, so that the same two are not weighed for each of their links.
    refused: HashSet<(usize, usize)>,
}

impl<'a> Groups<'a> {
    fn new(told: &'a [Told], ties: &'a Ties) -> Self {
        let mut sets: Vec<Vec<usize>> = (0..told.len()).map(|i| vec![i]).collect();
        let mut set_of: Vec<usize> = (0..told.len()).collect();
        for one in &ties.same {
            for pair in one.windows(2) {
                let (a, b) = (set_of[pair[0]].min(set_of[pair[1]]), set_of[pair[0]].max(set_of[pair[1]]));
                let apart = sets[a].iter().any(|&x| sets[b].iter().any(|&y| ties.differ(x, y)));
                if a != b && !apart {
                    for claim in std::mem::take(&mut sets[b]) {
                        set_of[claim] = a;
                        sets[a].push(claim);
                    }
                }
            }
        }
        let mut units: Vec<Vec<usize>> = sets.into_iter().filter(|s| !s.is_empty()).collect();
        let mut unit_of = vec![0; told.len()];
        for (unit, claims) in units.iter_mut().enumerate() {
            claims.sort_unstable();
            claims.iter().for_each(|&c| unit_of[c] = unit);
        }
        let firmest = |claims: &Vec<usize>| claims.iter().map(|&c| told[c].tier()).min().unwrap_or(Tier::Undated);
        let tiers = units.iter().map(firmest).collect();
        let groups = (0..units.len()).map(|u| vec![u]).collect();
        let group_of = (0..units.len()).collect();
        Self { told, ties, units, tiers, unit_of, groups, group_of, refused: HashSet::default() }
    }

    fn link(&self, a: usize, b: usize, score: u32) -> Link {
        let (a, b) = (self.unit_of[a], self.unit_of[b]);
        Link { a: a.min(b), b: a.max(b), score }
    }

    /// The tier of the firmest unit that goes with this one.
    fn anchored(&self, unit: usize) -> Tier {
        self.groups[self.group_of[unit]].iter().map(|&u| self.tiers[u]).min().unwrap_or(Tier::Undated)
    }

    /// Joins the units of `tier` that hang on to nothing firmer, best fit first.
    fn gather(&mut self, tier: Tier, links: &[Link]) {
        let free: Vec<bool> =
            (0..self.units.len()).map(|u| self.tiers[u] == tier && self.anchored(u) == tier).collect();
        for link in links.iter().filter(|l| free[l.a] && free[l.b]) {
            self.join(self.group_of[link.a], self.group_of[link.b]);
        }
    }

    /// Hangs each unit of `tier` on to the firmer event that fits it best, where one does by a
    /// clear lead. Later rounds bring in those that fit only claims that hang on themselves.
    fn hang(&mut self, tier: Tier, near: &[Vec<Link>]) {
        loop {
            let free = (0..self.units.len()).filter(|&u| self.tiers[u] == tier && self.anchored(u) == tier);
            let mut moves: Vec<Link> = free.filter_map(|unit| self.best(unit, &near[unit])).collect();
            moves.sort_unstable_by(|x, y| y.score.cmp(&x.score).then(x.a.cmp(&y.a)));
            let mut moved = false;
            for Link { a, b, .. } in moves {
                moved |= self.join(b, self.group_of[a]);
            }
            if !moved {
                return;
            }
        }
    }

    /// The link from `unit` to the group that fits it best by a clear lead (`b` is the group). An
    /// event is judged by its firmer claims; by those that hang on only where no firmer claim of
    /// any event fits, so that two events that fit alike are not told apart by their leaves.
    fn best(&self, unit: usize, links: &[Link]) -> Option<Link> {
        let tier = self.tiers[unit];
        let by_firmer = links.iter().any(|l| self.tiers[l.b] < tier);
        let counts = |l: &&Link| if by_firmer { self.tiers[l.b] < tier } else { self.anchored(l.b) < tier };
        let mut fits: BTreeMap<usize, u32> = BTreeMap::new();
        for link in links.iter().filter(counts) {
            let fit = fits.entry(self.group_of[link.b]).or_default();
            *fit = link.score.max(*fit);
        }
        fits.retain(|&group, _| self.fit(group, self.group_of[unit]));
        let (&group, &score) = fits.iter().max_by_key(|(_, score)| **score)?;
        let second = fits.iter().filter(|(g, _)| **g != group).map(|(_, score)| *score).max();
        second.is_none_or(|second| score >= second + LEAD).then_some(Link { a: unit, b: group, score })
    }

    /// Makes two groups one, unless something in them speaks against it.
    fn join(&mut self, g: usize, h: usize) -> bool {
        let (g, h) = (g.min(h), g.max(h));
        if g == h || self.refused.contains(&(g, h)) {
            return false;
        }
        if !self.fit(g, h) {
            self.refused.insert((g, h));
            return false;
        }
        let joined = std::mem::take(&mut self.groups[h]);
        joined.iter().for_each(|&u| self.group_of[u] = g);
        self.groups[g].extend(joined);
        true
    }

    fn fit(&self, g: usize, h: usize) -> bool {
        let units = |group: usize| self.groups[group].iter().map(|&u| &self.units[u]);
        let moves = || units(g).chain(units(h)).flatten().any(|m| self.told[*m].moved_from.is_some());
        units(g).all(|u| units(h).all(|v| self.units_fit(u, v) || moves() && self.is_moved(u, v, g, h)))
    }

    /// Whether a claim of the two groups tells that what one unit plans was moved to the day of the other.
    fn is_moved(&self, u: &[usize], v: &[usize], g: usize, h: usize) -> bool {
        let claims = || [g, h].into_iter().flat_map(|g| &self.groups[g]).flat_map(|&u| &self.units[u]);
        let told = self.told;
        let bridges = |a: usize, b: usize| {
            claims().any(|&m| {
                told[m].moves(&told[a]) && told[m].time.zip(told[b].time).is_some_and(|(m, b)| apart(m, b) == 0)
            })
        };
        u.iter().all(|&a| {
            v.iter().all(|&b| {
                let time = matches!(same::conflict(&told[a], &told[b]), None | Some(Conflict::Time));
                let free = !same::one_text(&told[a], &told[b]) && !self.ties.differ(a, b);
                time && free && (bridges(a, b) || bridges(b, a))
            })
        })
    }

    /// No two claims of one text and none that a judgement keeps apart; beyond that, it is enough
    /// that one claim of each unit agrees, since a judgement may have joined what disagrees.
    fn units_fit(&self, u: &[usize], v: &[usize]) -> bool {
        let pairs = || u.iter().flat_map(|&a| v.iter().map(move |&b| (a, b)));
        let (told, ties) = (self.told, self.ties);
        pairs().all(|(a, b)| !same::one_text(&told[a], &told[b]) && !ties.differ(a, b))
            && pairs().any(|(a, b)| same::conflict(&told[a], &told[b]).is_none())
    }

    fn sets(self) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = self
            .groups
            .into_iter()
            .filter(|g| !g.is_empty())
            .map(|g| {
                let mut claims: Vec<usize> = g.into_iter().flat_map(|u| self.units[u].iter().copied()).collect();
                claims.sort_unstable();
                claims
            })
            .collect();
        sets.sort_unstable();
        sets
    }
}
