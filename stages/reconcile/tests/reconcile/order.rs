//! What holds for any claims whatever: the order of arrival makes no difference, nor does saying a
//! thing twice, and no undated claim joins two dated events.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{ClaimId, ClaimValue, Edtf, EventValue, JudgementKind, Record, Status};
use chancery_reconcile::Material;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::told::{Told, all, judged, reconcile, report, subject, told};

const PEOPLE: [&str; 9] =
    ["Zelensky/Ukraine", "Ukraine", "Trump/US", "Witkoff/US", "US", "Macron/France", "France", "Macron/", "*leaders"];
const PLACES: [&str; 5] = ["", "Paris/France", "France/France", "Geneva/Switzerland", "Kyiv/Ukraine"];
const TIMES: [&str; 7] =
    ["", "", "2025-12-01", "2025-12-02", "2025-12-01/2025-12-02", "2025-12", "2025-11-28/2025-12-05"];
const DATES: [Option<&str>; 4] = [None, Some("2025-11-30"), Some("2025-12-02"), Some("2025-12-02")];

fn tellings() -> impl Strategy<Value = Told> {
    use Status::{Cancelled, Denied, Held, Ongoing, Planned, Proposed};
    (
        select(vec!["meeting", "meeting", "talks", "visit", "call"]),
        subsequence(&PEOPLE[..], 1..=4),
        select(&PLACES[..]),
        select(&TIMES[..]),
        select(vec![Held, Held, Held, Planned, Proposed, Ongoing, Cancelled, Denied]),
        any::<bool>(),
    )
        .prop_map(|(kind, who, place, time, status, background)| {
            let mut value = told(kind, &who.join(", ")).status(status);
            if !place.is_empty() {
                value = value.at(place);
            }
            if !time.is_empty() {
                value = value.on(time);
            }
            if background { value.background() } else { value }
        })
}

/// Claims of a few reports, two of them of one text.
pub(crate) fn materials() -> impl Strategy<Value = Material> {
    let reports = prop::collection::vec((select(&DATES[..]), prop::collection::vec(tellings(), 1..5)), 1..8);
    reports.prop_map(|reports| {
        let parts: Vec<Material> = reports
            .iter()
            .enumerate()
            .map(|(n, (published, claims))| {
                let mut part = report(&format!("r{n}"), *published, claims);
                // The last two reports are of one text.
                part.reports[0].text_hash = format!("text {}", n.min(6));
                part
            })
            .collect();
        all(&parts)
    })
}

/// Judgements on claims that may or may not be there.
fn judgements() -> impl Strategy<Value = Material> {
    use JudgementKind::{Different, Reject, Same};
    let set = |field: &str, value: &str| JudgementKind::Set { field: field.into(), value: value.into() };
    let kinds = vec![Same, Same, Different, Reject, set("place", "Paris"), set("time", "2025-12-02")];
    let subjects = prop::collection::vec((0..6_usize, 0..3_usize), 1..4);
    prop::collection::vec((select(kinds), subjects), 0..5).prop_map(|all_of_them| {
        let parts: Vec<Material> = all_of_them
            .into_iter()
            .enumerate()
            .map(|(n, (kind, on))| judged(n / 2, kind, on.iter().map(|(r, c)| subject(&format!("r{r}"), *c)).collect()))
            .collect();
        all(&parts)
    })
}

fn shuffled() -> impl Strategy<Value = (Material, Material)> {
    (materials(), judgements()).prop_flat_map(|(told, judged)| {
        let material = all(&[told, judged]);
        let mix = (
            Just(material.reports.clone()).prop_shuffle(),
            Just(material.claims.clone()).prop_shuffle(),
            Just(material.judgements.clone()).prop_shuffle(),
        );
        let mixed = mix.prop_map(|(reports, claims, judgements)| Material { reports, claims, judgements, now: None });
        (Just(material), mixed)
    })
}

/// The claims of each event that pass `keep`.
fn sets(record: &Record, keep: impl Fn(&ClaimId) -> bool) -> BTreeSet<Vec<ClaimId>> {
    let kept = |claims: &[ClaimId]| {
        let mut kept: Vec<ClaimId> = claims.iter().filter(|c| keep(c)).cloned().collect();
        kept.sort();
        kept
    };
    record.events.iter().map(|e| kept(&e.claims)).filter(|c| !c.is_empty()).collect()
}

fn values(material: &Material) -> BTreeMap<&ClaimId, (&str, &EventValue)> {
    let mut values = BTreeMap::new();
    for claim in &material.claims {
        if let ClaimValue::Event(event) = &claim.value {
            values.insert(&claim.id, (claim.anchor.report.0.as_str(), event));
        }
    }
    values
}

fn date(event: &EventValue) -> Option<Edtf> {
    event.time.as_ref().and_then(|t| t.edtf)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_arrival_gives_the_same_record((material, mixed) in shuffled()) {
        prop_assert_eq!(reconcile(&material), reconcile(&mixed));
    }

    #[test]
    fn saying_it_twice_changes_nothing((material, mixed) in shuffled()) {
        let twice = Material { judgements: material.judgements.clone(), ..all(&[material.clone(), mixed]) };
        prop_assert_eq!(reconcile(&material), reconcile(&twice));
    }

    #[test]
    fn every_claim_tells_one_event(material in materials()) {
        let record = reconcile(&material);
        let told: Vec<&ClaimId> = record.events.iter().flat_map(|e| &e.claims).collect();
        prop_assert_eq!(told.len(), material.claims.len());
        prop_assert_eq!(told.into_iter().collect::<BTreeSet<_>>().len(), material.claims.len());
        prop_assert!(record.events.iter().all(|e| e.claims.first() == Some(&e.id)));
    }

    #[test]
    fn undated_claims_never_join_dated_events(material in materials()) {
        let values = values(&material);
        let dated = |id: &ClaimId| date(values[id].1).is_some();
        let without: Vec<_> = material.claims.iter().filter(|c| dated(&c.id)).cloned().collect();
        let without = reconcile(&Material { claims: without, ..material.clone() });
        prop_assert_eq!(sets(&reconcile(&material), dated), sets(&without, |_| true));
    }

    #[test]
    fn nothing_in_an_event_rules_out_the_rest(material in materials()) {
        let values = values(&material);
        for event in reconcile(&material).events {
            let told: Vec<_> = event.claims.iter().map(|c| values[c]).collect();
            let reports: BTreeSet<&str> = told.iter().map(|(r, _)| *r).collect();
            prop_assert_eq!(reports.len(), told.len(), "one report told it twice");
            for ((_, a), (_, b)) in told.iter().flat_map(|a| told.iter().map(move |b| (a, b))) {
                prop_assert!((a.kind.0 == "call") == (b.kind.0 == "call"));
                if let (Some(a), Some(b)) = (date(a), date(b)) {
                    prop_assert!(a.overlaps(b), "{a} {b}");
                }
                let planned = a.status.is_ahead() || b.status.is_ahead();
                if let (Some(a), Some(b)) = (&a.place, &b.place) {
                    let apart = a.country != b.country
                        || (a.name != b.name && Some(&a.name) != b.country.as_ref() && Some(&b.name) != a.country.as_ref());
                    // Where it was planned gives way to where it is told later, of the same day.
                    prop_assert!(!apart || planned, "{a:?} {b:?}");
                }
            }
        }
    }
}
