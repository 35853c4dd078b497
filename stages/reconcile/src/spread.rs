//! Reconciling past one machine. Comparing claims in pairs is what grows fastest with their number, and no pair hangs
//! on another: so claims are spread over blocks, in such a way that any two which one machine would compare meet in one
//! at least, each block tells which of its pairs are one occasion, and the record is made with what all blocks told. It
//! is the record that one machine makes, since the same pairs were compared as to the same things.

use std::collections::BTreeSet;

use chancery_data::Schema;
use chancery_model::{Claim, ClaimId, Record, ReportCard};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::block::{self, Key};
use crate::judge::Bench;
use crate::told::{Numbers, Told, states};
use crate::{Given, amounts_to, cluster, is_occasion};

/// Two claims of events that tell one occasion.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The one.
    pub a: ClaimId,
    /// The other.
    pub b: ClaimId,
    /// How well they fit, as [`crate::Grounds::score`].
    pub score: u32,
}

/// The names of everything that these claims treat as a state, which decides how wide a place of that name is: the one
/// thing that a block must be told of the others.
#[must_use]
pub fn state_names(schema: &Schema, claims: &[&Claim]) -> BTreeSet<String> {
    let events: Vec<&Claim> = claims.iter().copied().filter(|claim| is_occasion(schema, claim)).collect();
    states(&events).into_iter().map(str::to_owned).collect()
}

/// The blocks that a claim belongs to, by name; none where it tells no occasion.
#[must_use]
pub fn blocks(schema: &Schema, claim: &Claim, card: &ReportCard, states: &BTreeSet<String>) -> BTreeSet<String> {
    let mut blocks = BTreeSet::new();
    if !is_occasion(schema, claim) {
        return blocks;
    }
    let mut numbers = Numbers::default();
    let told = Told::among(schema, &[claim], std::slice::from_ref(card), &borrowed(states), &mut numbers);
    let names: HashMap<u32, &str> = numbers.names();
    for claim in &told {
        block::keys(claim, &mut |key| {
            let name = |number| names.get(&number).copied().unwrap_or_default();
            blocks.insert(match key {
                Key::Met { a, b, .. } | Key::There { a, b, .. } | Key::Pending { a, b, .. } => {
                    let (a, b) = (name(a).min(name(b)), name(a).max(name(b)));
                    format!("{a} {b}")
                }
                Key::Visited { person, place, .. } | Key::Stayed { person, place } => {
                    format!("{} in {}", name(person), name(place))
                }
                Key::Copied { origin, .. } => name(origin).to_owned(),
            });
        });
    }
    blocks
}

/// The pairs among the claims of a block that tell one occasion.
#[must_use]
pub fn links(schema: &Schema, given: &Given<'_>, states: &BTreeSet<String>) -> Vec<Link> {
    let in_force = Bench::of(schema, &[]).apply(given);
    let events: Vec<&Claim> = in_force.claims.iter().map(|claim| &**claim).filter(|c| is_occasion(schema, c)).collect();
    let told = Told::among(schema, &events, &in_force.reports, &borrowed(states), &mut Numbers::default());
    let link = |(a, b, score): (usize, usize, u32)| Link { a: events[a].id.clone(), b: events[b].id.clone(), score };
    cluster::fitting(&told).into_iter().map(link).collect()
}

/// The record that what is given amounts to, with the links that were found in blocks; one that was found in several may
/// come several times. Of what is given, nothing may be settled by judgements.
#[must_use]
pub fn reconcile_linked(schema: &Schema, given: &Given<'_>, links: &[Link]) -> Record {
    amounts_to(schema, given, Some(links))
}

/// The links as pairs of these claims, each once.
pub(crate) fn among(events: &[&Claim], links: &[Link]) -> Vec<(usize, usize, u32)> {
    let at: HashMap<&ClaimId, usize> = events.iter().enumerate().map(|(at, claim)| (&claim.id, at)).collect();
    let mut met: HashSet<(usize, usize)> = HashSet::default();
    let found = links.iter().filter_map(|link| Some((*at.get(&link.a)?, *at.get(&link.b)?, link.score)));
    found.filter(|(a, b, _)| met.insert((*a, *b))).collect()
}

fn borrowed(states: &BTreeSet<String>) -> HashSet<&str> {
    states.iter().map(String::as_str).collect()
}
