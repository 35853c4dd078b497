//! What people judge of parts: it outranks every rule, and of several judgements on one event the last counts.

use std::collections::BTreeMap;

use chancery_model::{Anchor, Claim, ClaimId, Event};
use rustc_hash::FxHashMap as HashMap;

use super::Whole;
use crate::judge::Bench;

/// An event of which somebody judged what it is a part of, by its place in the list: the whole with the reason, or
/// nothing where it is part of nothing.
pub(super) type Judged = (usize, Option<Whole>);

/// Of each event judged, the last judgement, in the order in which they were made. One whose whole is not there, or
/// has become one event with its part, decides nothing.
pub(super) fn links(events: &[Event], claims: &[&Claim], bench: &Bench) -> Vec<Judged> {
    let parted: Vec<_> = bench.judgements().filter_map(|j| Some((j, j.parted()?))).collect();
    if parted.is_empty() {
        return Vec::new();
    }
    let at: HashMap<&ClaimId, usize> =
        events.iter().enumerate().flat_map(|(n, event)| event.claims.iter().map(move |id| (id, n))).collect();
    let at: HashMap<&Anchor, usize> = claims.iter().filter_map(|c| Some((&c.anchor, *at.get(&c.id)?))).collect();
    let mut last: BTreeMap<usize, (usize, Option<Whole>)> = BTreeMap::new();
    for (n, (judgement, (part, whole))) in parted.into_iter().enumerate() {
        let whole_at = whole.iter().find_map(|anchor| at.get(anchor).copied());
        for &part in part.iter().filter_map(|anchor| at.get(*anchor)) {
            let reason = || vec![format!("{} judged so at {}", judgement.by, judgement.at)];
            match whole_at {
                Some(whole) if whole != part => last.insert(part, (n, Some((whole, reason())))),
                None if whole.is_empty() => last.insert(part, (n, None)),
                _ => None,
            };
        }
    }
    let mut in_order: Vec<_> = last.into_iter().map(|(part, (n, link))| (n, part, link)).collect();
    in_order.sort();
    in_order.into_iter().map(|(_, part, link)| (part, link)).collect()
}
