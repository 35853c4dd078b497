//! Reports with the text of another, of which the record shows one, and dates given by users.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Anchor, Claim, ClaimId, Judgement, ReportCard, ReportId, Subject};

use crate::given::{dated, given_date_of, given_dates};

/// Reports with the text, outlet and day of another (what neither tells counts as the same), each
/// with the one that stands for it: the first by id, so that the order of arrival is of no matter.
fn copies(reports: &[ReportCard]) -> BTreeMap<ReportId, ReportId> {
    let mut alike: BTreeMap<_, BTreeSet<&ReportId>> = BTreeMap::new();
    for card in reports {
        alike.entry((&card.text_hash, &card.outlet, card.published.edtf)).or_default().insert(&card.id);
    }
    let mut copies = BTreeMap::new();
    for mut ids in alike.into_values() {
        let Some(first) = ids.pop_first() else { continue };
        copies.extend(ids.into_iter().map(|id| (id.clone(), first.clone())));
    }
    copies
}

/// The claims of copies, each with the claim of the same words and kind of the report that stands
/// for the copy, so that an id once given leads on when another copy comes to be the one shown.
pub(super) fn stand_ins(copies: &BTreeMap<ReportId, ReportId>, claims: &[Claim]) -> Vec<(ClaimId, ClaimId)> {
    if copies.is_empty() {
        return Vec::new();
    }
    let shown: BTreeSet<&ReportId> = copies.values().collect();
    let of_shown = claims.iter().filter(|c| shown.contains(&c.anchor.report));
    let by_anchor: BTreeMap<&Anchor, &ClaimId> = of_shown.map(|c| (&c.anchor, &c.id)).collect();
    let stand_in = |claim: &Claim| {
        let report = copies.get(&claim.anchor.report)?.clone();
        let stands = by_anchor.get(&Anchor { report, ..claim.anchor.clone() })?;
        Some((claim.id.clone(), (*stands).clone()))
    };
    claims.iter().filter_map(stand_in).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Puts the dates that users gave into force and leaves copies out, which are given with whatever stands for each.
/// What was judged of a copy is judged of the report that stands for it: its words are the same.
pub(super) fn put_in_force(
    cards: &mut Vec<ReportCard>,
    judgements: &mut Vec<Judgement>,
) -> BTreeMap<ReportId, ReportId> {
    let given = given_dates(judgements);
    for card in &mut *cards {
        if let Some(date) = given.get(&card.id) {
            card.published = dated(&card.published, *date);
        }
    }
    // They are in force on the cards: nobody is to read them a second time, and otherwise.
    judgements.retain(|judgement| given_date_of(judgement).is_none());
    let copies = copies(cards);
    if !copies.is_empty() {
        cards.retain(|card| !copies.contains_key(&card.id));
        for report in judgements.iter_mut().flat_map(|j| &mut j.subjects).flat_map(Subject::reports_mut) {
            if let Some(first) = copies.get(report) {
                report.clone_from(first);
            }
        }
    }
    copies
}
