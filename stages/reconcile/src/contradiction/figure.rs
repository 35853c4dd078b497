//! Two sums for one undertaking.

use std::collections::BTreeMap;

use chancery_model::{Claim, ClaimValue, ContradictionKind, Money, PledgeValue};

use super::{Dispute, Files};
use crate::gather::{self, Overlap};
use crate::learned;
use crate::pledge::words;

/// Of the words for two undertakings that are one but for the sum, the share that both hold.
const NEARLY_SAME: (usize, usize) = (3, 5);
/// Days after which a sum may have been raised.
const RAISED: i32 = 3;

struct Line<'a> {
    claim: &'a Claim,
    value: &'a PledgeValue,
    amount: &'a Money,
    words: Vec<String>,
}

/// The disputes over sums.
pub(super) fn disputes<'a>(files: &Files<'a>, claims: &'a [Claim]) -> Vec<Dispute<'a>> {
    let mut of: BTreeMap<&str, Vec<Line<'a>>> = BTreeMap::new();
    for claim in claims {
        let ClaimValue::Pledge(value) = &claim.value else { continue };
        let Some(amount) = &value.amount else { continue };
        let line = Line { claim, value, amount, words: words(&value.what.replace(&amount.text, " ")) };
        of.entry(&value.by.actor.id.0).or_default().push(line);
    }
    let like = |a: &Line<'a>, b: &Line<'a>| {
        let near = learned::gap(files.learned(a.claim), files.learned(b.claim)).is_some_and(|days| days <= RAISED);
        let overlap = Overlap::of(&a.words, &b.words);
        (near && overlap.shared > 0 && overlap.holds(NEARLY_SAME) && a.is_counted_as(b))
            .then(|| overlap.shared * 1000 / overlap.all)
    };
    let mut disputes = Vec::new();
    for lines in of.into_values() {
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
