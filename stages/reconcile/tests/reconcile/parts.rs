//! Which event is part of which.

use std::collections::BTreeMap;

use chancery_model::{ClaimId, JudgementKind, PART_OF, Record, Role, Status, Subject};
use chancery_reconcile::Material;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::told::{Told, all, event, id, judged, met, reconcile, record, report, subject, tells, told};

fn visit(who: &str, place: &str, on: &str) -> Told {
    told("visit", who).at(place).on(on)
}

fn talks() -> Told {
    told("talks", "Ruto/Kenya, Støre/Norway").at("Oslo/Norway")
}

/// What the first claim of report `b` is part of, beside that of report `a`.
fn part_of(a: Told, b: Told) -> Option<ClaimId> {
    let record = record(&[tells("a", Some("2026-03-09"), a), tells("b", Some("2026-03-10"), b)]);
    assert_eq!(record.events.len(), 2, "{:#?}", record.events);
    event(&record, &id("b", 0)).part_of.as_ref().map(|part| part.of.clone())
}

fn set(n: usize, part: &str, whole: Option<&str>) -> Material {
    let anchors = |report: &str| subject(report, 0).anchors().to_vec();
    let whole = whole.map(|whole| Subject::Claims(anchors(whole)));
    let value = if whole.is_some() { "e" } else { "null" };
    let kind = JudgementKind::Set { field: PART_OF.to_owned(), value: value.to_owned() };
    judged(n, kind, std::iter::once(subject(part, 0)).chain(whole).collect())
}

#[test]
fn the_visitor_the_place_the_day_and_the_host_make_a_part() {
    let stay = || visit("Ruto/Kenya", "Oslo/Norway", "2026-03-04/2026-03-06");
    assert_eq!(part_of(stay(), talks().on("2026-03-05")), Some(id("a", 0)));
    assert_eq!(part_of(stay(), talks().on("2026-03-07")), Some(id("a", 0)), "the day after");
    assert_eq!(part_of(stay(), talks().on("2026-03-08")), None, "two days after");
    assert_eq!(part_of(stay(), talks().on("2026-03-03")), Some(id("a", 0)), "the day before");
    assert_eq!(part_of(stay(), talks().at("Bergen/Norway").on("2026-03-05")), Some(id("a", 0)), "in that state");
    assert_eq!(part_of(stay(), talks().at("Bergen/Norway").on("2026-03-07")), None);
    assert_eq!(part_of(stay(), talks().at("Helsinki/Finland").on("2026-03-05")), None);
    let others = told("talks", "Ruto/Kenya, Valtonen/Finland").at("Oslo/Norway").on("2026-03-05");
    assert_eq!(part_of(stay(), others), None, "nobody of those visited, in another report");
    let without = told("talks", "Mudavadi/Kenya, Støre/Norway").at("Oslo/Norway").on("2026-03-05");
    assert_eq!(part_of(stay(), without), None, "without the visitor");
    let hosted = talks().on("2026-03-05").with(|e| e.actors[0].role = Role::Host);
    assert_eq!(part_of(stay(), hosted), None, "who receives is on no visit");
    assert_eq!(part_of(visit("Støre/Norway", "Oslo/Norway", "2026-03-04"), talks().on("2026-03-05")), None, "at home");
}

#[test]
fn a_visit_of_a_month_holds_what_lies_within_days() {
    let stay = tells("a", None, visit("Ruto/Kenya", "Norway/Norway", "2026-03"));
    let on = |report: &str, day: &str| tells(report, Some("2026-04-01"), talks().on(day));
    let parts = |record: &Record| record.events.iter().filter(|e| e.part_of.is_some()).count();
    assert_eq!(parts(&record(&[stay.clone(), on("b", "2026-03-10"), on("c", "2026-03-12")])), 2);
    assert_eq!(parts(&record(&[stay, on("b", "2026-03-10"), on("c", "2026-03-25")])), 0, "two journeys, and which?");
}

#[test]
fn what_no_day_tells_needs_one_report() {
    let stay = visit("Ruto/Kenya", "Norway/Norway", "2026-03-04");
    let together = record(&[report("a", Some("2026-03-06"), &[stay.clone(), talks()])]);
    assert_eq!(event(&together, &id("a", 1)).part_of.as_ref().map(|p| &p.of), Some(&id("a", 0)));
    let past = record(&[report("a", Some("2026-03-06"), &[stay.clone(), talks().background()])]);
    assert_eq!(event(&past, &id("a", 1)).part_of, None, "told as background, it may have been on another journey");
    let ahead = record(&[report("a", Some("2026-03-06"), &[stay.clone(), talks().planned()])]);
    assert_eq!(event(&ahead, &id("a", 1)).part_of, None);
    assert_eq!(part_of(stay, talks()), None);
}

#[test]
fn of_visits_of_one_person_the_closest_counts() {
    let visits = [
        tells("a", None, visit("Ruto/Kenya", "Norway/Norway", "2026-03-03/2026-03-09")),
        tells("b", None, visit("Ruto/Kenya", "Oslo/Norway", "2026-03-05/2026-03-06")),
        tells("c", None, talks().on("2026-03-05")),
    ];
    let record = record(&visits);
    assert_eq!(event(&record, &id("c", 0)).part_of.as_ref().map(|p| &p.of), Some(&id("b", 0)));
}

#[test]
fn judgements_link_and_unlink_and_never_close_a_circle() {
    let a = tells("a", None, visit("Ruto/Kenya", "Oslo/Norway", "2026-03-04"));
    let b = tells("b", None, talks().on("2026-03-05"));
    let c = tells("c", None, met("Petro/Colombia, Rangel/Portugal").at("Lisbon/Portugal").on("2026-03-05"));
    let of = |material: &[Material], report: &str| {
        let record = record(material);
        event(&record, &id(report, 0)).part_of.as_ref().map(|part| part.of.clone())
    };
    let told = [a, b, c];
    let with = |judgements: &[Material]| [&told[..], judgements].concat();
    assert_eq!(of(&told, "b"), Some(id("a", 0)));
    assert_eq!(of(&with(&[set(1, "b", None)]), "b"), None);
    assert_eq!(of(&with(&[set(1, "b", Some("c"))]), "b"), Some(id("c", 0)), "a person outranks the rule");
    assert_eq!(of(&with(&[set(1, "b", Some("c")), set(2, "b", None)]), "b"), None, "the later counts");
    assert_eq!(of(&with(&[set(1, "b", None), set(2, "b", Some("c"))]), "b"), Some(id("c", 0)));
    let turned = with(&[set(1, "a", Some("b"))]);
    assert_eq!((of(&turned, "a"), of(&turned, "b")), (Some(id("b", 0)), None), "the rule gives way");
    // As two stores that become one may have it.
    let circle = with(&[set(1, "a", Some("c")), set(2, "c", Some("b")), set(3, "b", Some("a"))]);
    assert_eq!((of(&circle, "a"), of(&circle, "c"), of(&circle, "b")), (Some(id("c", 0)), Some(id("b", 0)), None));
    let gone = with(&[set(1, "b", Some("nowhere"))]);
    assert_eq!(of(&gone, "b"), Some(id("a", 0)), "what is not there decides nothing");
}

#[test]
fn what_is_part_of_something_is_not_made_one_with_it() {
    let same = || met("Ruto/Kenya, Støre/Norway").at("Oslo/Norway").on("2026-03-05");
    let (a, b) = (tells("a", None, same()), tells("b", None, same()));
    assert_eq!(record(&[a.clone(), b.clone()]).events.len(), 1);
    let parted = record(&[a, b, set(1, "a", Some("b"))]);
    assert_eq!(parted.events.len(), 2);
    assert_eq!(event(&parted, &id("a", 0)).part_of.as_ref().map(|p| &p.of), Some(&id("b", 0)));
}

fn tellings() -> impl Strategy<Value = Told> {
    const PEOPLE: [&str; 6] = ["Ruto/Kenya", "Støre/Norway", "Eide/Norway", "Petro/Colombia", "Kenya", "*leaders"];
    let kinds = select(vec!["visit", "visit", "summit", "meeting", "talks", "call"]);
    let places = select(vec!["Oslo/Norway", "Oslo/Norway", "Norway/Norway", "Nairobi/Kenya"]);
    let times = select(vec!["", "2026-03-04", "2026-03-05", "2026-03-04/2026-03-06", "2026-03"]);
    (kinds, subsequence(&PEOPLE[..], 1..=4), places, times).prop_map(|(kind, who, place, time)| {
        let value = told(kind, &who.join(", ")).at(place);
        if time.is_empty() { value } else { value.on(time) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_lead_to_events_and_never_back(
        (material, mixed) in (vec(vec(tellings(), 1..4), 1..7), vec((0..7usize, 0..8usize), 0..4)).prop_flat_map(|(told, links)| {
            let reports = told.iter().enumerate().map(|(n, claims)| report(&format!("r{n}"), Some("2026-03-08"), claims));
            let name = |n: usize| format!("r{n}");
            let judged = links.iter().enumerate().map(|(n, (part, whole))| {
                let whole = (*whole < 7).then(|| name(*whole));
                set(n, &name(*part), whole.as_deref().filter(|whole| *whole != name(*part)))
            });
            let material = all(&reports.chain(judged).collect::<Vec<_>>());
            let mix = (
                Just(material.reports.clone()).prop_shuffle(),
                Just(material.claims.clone()).prop_shuffle(),
                Just(material.judgements.clone()).prop_shuffle(),
            );
            let mixed = mix.prop_map(|(reports, claims, judgements)| Material { reports, claims, judgements, now: None });
            (Just(material), mixed)
        })
    ) {
        let record = reconcile(&material);
        prop_assert_eq!(&record, &reconcile(&mixed));
        let events: BTreeMap<_, _> = record.events.iter().map(|event| (&event.id, event)).collect();
        for event in &record.events {
            let mut at = event;
            for _ in 0..=record.events.len() {
                let Some(part) = &at.part_of else { break };
                prop_assert!(!part.reasons.is_empty());
                at = events.get(&part.of).expect("it leads to an event of the record");
                prop_assert_ne!(&at.id, &event.id, "an event is no part of itself");
            }
        }
    }
}

#[test]
fn a_visit_took_place_where_a_part_of_it_did() {
    let stay = || tells("a", Some("2026-03-03"), visit("Ruto/Kenya", "Oslo/Norway", "2026-03-04/2026-03-06").planned());
    let after = |mut all: Material| {
        all.now = Some(crate::told::day("2026-03-20"));
        reconcile(&all)
    };
    let status = |record: &Record| {
        let whole = event(record, &id("a", 0));
        (whole.status, whole.overdue, whole.history.last().map(|told| told.claim.clone()))
    };
    let (first, second) = (id("a", 0), id("b", 0));
    let met = |on: &str| tells("b", Some("2026-03-10"), talks().on(on));
    let held = after(all(&[stay(), met("2026-03-05")]));
    assert_eq!(status(&held), (Status::Held, false, Some(second)));
    let before = after(all(&[stay(), met("2026-03-03")]));
    assert_eq!(status(&before), (Status::Planned, true, Some(first.clone())), "the day before it was to begin");
    let ahead = after(all(&[stay(), tells("b", Some("2026-03-02"), talks().on("2026-03-05").planned())]));
    assert_eq!(status(&ahead), (Status::Planned, true, Some(first.clone())), "planned as well");
    let called = JudgementKind::Set { field: "status".to_owned(), value: "planned".to_owned() };
    let judged = after(all(&[stay(), met("2026-03-05"), judged(1, called, vec![subject("a", 0)])]));
    assert_eq!(status(&judged), (Status::Planned, true, Some(first)), "somebody judged otherwise");
}
