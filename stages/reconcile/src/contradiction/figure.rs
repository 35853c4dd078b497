//! Two sums for one undertaking.

use std::collections::BTreeMap;

use chancery_model::{Claim, ClaimValue, ContradictionKind, Day, Edtf, Money, PledgeValue, days_between};

use super::{Dispute, Files};
use crate::gather::{self, Overlap};
use crate::learned;
use crate::pledge::words;

/// Of the words for two undertakings that are one but for the sum, the share that both hold.
const NEARLY_SAME: (usize, usize) = (3, 5);
/// Days after which a sum may have been raised.
const RAISED: i32 = 3;
/// Most sums of one party that are compared with each other.
const MOST: usize = 200;

struct Line<'a> {
    claim: &'a Claim,
    value: &'a PledgeValue,
    amount: &'a Money,
    words: Vec<String>,
}

/// The disputes over sums.
pub(super) fn disputes<'a>(files: &Files<'a>, claims: &[&'a Claim]) -> Vec<Dispute<'a>> {
    let mut of: BTreeMap<(&str, Day), Vec<Line<'a>>> = BTreeMap::new();
    for &claim in claims {
        let ClaimValue::Pledge(value) = &claim.value else { continue };
        let (Some(amount), Some(day)) = (&value.amount, files.learned(claim).and_then(Edtf::first_day)) else {
            continue;
        };
        let line = Line { claim, value, amount, words: words(&value.what.replace(&amount.text, " ")) };
        of.entry((&value.by.actor.id.0, day)).or_default().push(line);
    }
    // Days on which somebody's sums were told belong together while none is far from the one before.
    let mut runs: Vec<Vec<Line<'a>>> = Vec::new();
    let mut last: Option<(&str, Day)> = None;
    for ((by, day), lines) in of {
        let near = last.is_some_and(|(who, before)| who == by && days_between(before, day) <= RAISED);
        match runs.last_mut().filter(|run| near && run.len() < MOST) {
            Some(run) => run.extend(lines),
            None => runs.push(lines),
        }
        last = Some((by, day));
    }
    let like = |a: &Line<'a>, b: &Line<'a>| {
        let near = learned::gap(learned::day(files.learned(a.claim)), learned::day(files.learned(b.claim)))
            .is_some_and(|days| days <= RAISED);
        let overlap = Overlap::of(&a.words, &b.words);
        (near && overlap.shared > 0 && overlap.holds(NEARLY_SAME) && a.is_counted_as(b))
            .then(|| overlap.shared * 1000 / overlap.all)
    };
    let mut disputes = Vec::new();
    for lines in runs {
        for set in gather::sets(&lines, |_, _| None, like, |a, b| !a.is_counted_as(b)) {
            let mut sides: BTreeMap<&str, (String, Vec<&'a Claim>)> = BTreeMap::new();
            for line in set.iter().map(|i| &lines[*i]) {
                let (_, claims) = sides.entry(&line.amount.value).or_insert((line.amount.text.clone(), Vec::new()));
                claims.push(line.claim);
            }
            disputes.push(Dispute {
                kind: ContradictionKind::Figure,
                about: lines[set[0]].value.by.actor.name.clone(),
                events: Vec::new(),
                sides: sides.into_values().collect(),
                who: None,
                registered: None,
            });
        }
    }
    disputes
}

impl Line<'_> {
    /// Whether both are in one currency, fall due as often, are as far, and go to one addressee.
    fn is_counted_as(&self, other: &Self) -> bool {
        let to = |line: &Self| line.value.to.as_ref().map(|to| to.actor.id.clone());
        self.amount.currency == other.amount.currency
            && self.value.period == other.value.period
            && self.value.status == other.value.status
            && (to(self).is_none() || to(other).is_none() || to(self) == to(other))
    }
}
