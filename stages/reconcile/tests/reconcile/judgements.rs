//! What people's decisions do.

use chancery_model::{JudgementKind, ReportId, Status, Subject};
use chancery_reconcile::Verdict;

use crate::told::{all, day, event, id, judged, met, record, report, subject, tells, verdict};

const PAIR: &str = "Witkoff/US, Putin/Russia";

fn set(n: usize, field: &str, value: &str, on: Subject) -> chancery_reconcile::Material {
    judged(n, JudgementKind::Set { field: field.to_owned(), value: value.to_owned() }, vec![on])
}

#[test]
fn a_rejected_claim_is_left_out_and_so_is_a_rejected_report() {
    let a = report("a", Some("2025-12-03"), &[met(PAIR), met("Rubio/US, Lavrov/Russia")]);
    let b = tells("b", Some("2025-12-05"), met("Orban/Hungary, Putin/Russia"));
    let one = judged(1, JudgementKind::Reject, vec![subject("a", 0)]);
    let found = record(&[a.clone(), b.clone(), one]);
    assert_eq!(found.events.len(), 2);
    assert!(found.events.iter().all(|e| e.id != id("a", 0)));

    let whole = judged(1, JudgementKind::Reject, vec![Subject::Report(ReportId("b".into()))]);
    let found = record(&[a, b, whole]);
    assert_eq!(found.events.len(), 2);
    assert_eq!(found.reports.len(), 1);
    assert_eq!(found.now, Some(day("2025-12-03")), "a rejected report dates nothing");
}

#[test]
fn a_withdrawn_judgement_counts_for_nothing() {
    let mut reject = judged(1, JudgementKind::Reject, vec![subject("a", 0)]);
    reject.judgements[0].withdrawn = Some("2026-01-02T00:00:00Z".into());
    assert_eq!(record(&[tells("a", None, met(PAIR)), reject]).events.len(), 1);
}

#[test]
fn same_joins_what_nothing_else_would() {
    let a = report("a", None, &[met(PAIR).at("Moscow").on("2025-12-02"), met(PAIR).at("Geneva").on("2025-12-04")]);
    let b = tells("b", None, met("Orban/Hungary, Vance/US"));
    let same = judged(1, JudgementKind::Same, vec![subject("a", 0), subject("a", 1), subject("b", 0)]);
    assert_eq!(record(&[a.clone(), b.clone(), same.clone()]).events.len(), 1);
    assert_eq!(verdict(&all(&[a, same]), &b), Verdict::JudgedSame);
}

#[test]
fn a_third_report_joins_an_event_that_a_judgement_moved_to_another_day() {
    let plan = tells("a", None, met(PAIR).planned().at("Moscow").on("2025-12-02"));
    let held = tells("b", None, met(PAIR).at("Moscow").on("2025-12-04"));
    let again = tells("c", None, met(PAIR).at("Moscow").on("2025-12-04"));
    let same = judged(1, JudgementKind::Same, vec![subject("a", 0), subject("b", 0)]);
    assert_eq!(record(&[plan, held, again, same]).events.len(), 1);
}

#[test]
fn different_keeps_apart_even_what_another_judgement_joins() {
    let on = |r: &str| tells(r, None, met(PAIR).at("Moscow").on("2025-12-02"));
    let different = judged(1, JudgementKind::Different, vec![subject("a", 0), subject("b", 0)]);
    let found = record(&[on("a"), on("b"), on("c"), different.clone()]);
    assert_eq!(found.events.len(), 2, "the third joins one of the two");
    let same = judged(2, JudgementKind::Same, vec![subject("a", 0), subject("b", 0)]);
    assert_eq!(record(&[on("a"), on("b"), different.clone(), same]).events.len(), 2);
    assert_eq!(verdict(&all(&[on("a"), different]), &on("b")), Verdict::JudgedDifferent);
}

#[test]
fn a_set_field_replaces_what_was_read() {
    let a = tells("a", None, met(PAIR));
    let b = tells("b", None, met(PAIR).at("Moscow/Russia").on("2025-12-02"));
    let parts = [
        a,
        b,
        set(1, "place", "Moscow", subject("a", 0)),
        set(2, "time", "2025-12-02", subject("a", 0)),
        set(3, "status", "denied", subject("a", 0)),
        set(4, "kind", "talks", subject("a", 0)),
        set(5, "mood", "friendly", subject("a", 0)),
    ];
    let found = record(&parts);
    assert_eq!(found.events.len(), 1, "the fields now agree with the other report's");
    let statuses: Vec<Status> = found.events[0].history.iter().map(|h| h.status).collect();
    assert!(statuses.contains(&Status::Denied));
    assert_eq!(found.events[0].kind.0, "talks");
    assert_eq!(found.events[0].place.as_ref().unwrap().country.as_deref(), Some("Russia"));
}

#[test]
fn the_latest_word_on_a_field_counts_and_nonsense_does_not() {
    let parts = [
        set(3, "time", "\"2025-12-03\"", subject("a", 0)),
        set(2, "time", "2025-12-01", subject("a", 0)),
        set(4, "time", "next week", subject("a", 0)),
        tells("a", None, met(PAIR)),
    ];
    assert_eq!(event(&record(&parts), &id("a", 0)).date(), Some("2025-12-03".parse().unwrap()));
    let cleared = set(5, "time", "null", subject("a", 0));
    assert_eq!(event(&record(&[parts[0].clone(), parts[3].clone(), cleared]), &id("a", 0)).date(), None);
}

#[test]
fn a_publication_date_can_be_set() {
    let on = Subject::Report(ReportId("a".into()));
    let parts = [
        tells("a", None, met(PAIR)),
        set(2, "published", "2025-12-09", on.clone()),
        set(1, "published", "2025-12-01", on),
    ];
    let found = record(&parts);
    assert_eq!(found.now, Some(day("2025-12-09")));
    assert_eq!(found.events[0].history[0].learned, Some("2025-12-09".parse().unwrap()));
}

#[test]
fn names_that_lead_in_a_circle_change_nothing_and_end() {
    let told = tells("a", None, met(PAIR));
    let actors: Vec<_> = record(std::slice::from_ref(&told)).actors.into_iter().map(|a| a.actor).collect();
    let [first, second] = [&actors[0], &actors[1]];
    let renamed = |n, from: &chancery_model::Actor, to: &chancery_model::Actor| {
        let kind = JudgementKind::Rename { from: from.name.clone(), to: to.clone() };
        judged(n, kind, vec![Subject::Actor(from.id.clone())])
    };
    let circle = record(&[told.clone(), renamed(1, first, second), renamed(2, second, first)]);
    assert_eq!(circle.actors.iter().map(|a| &a.actor).collect::<Vec<_>>(), actors.iter().collect::<Vec<_>>());
    let other = chancery_model::Actor { name: "Another Name".to_owned(), ..first.clone() };
    let called = record(&[told, renamed(1, first, &other)]);
    assert!(called.actors.iter().any(|a| a.actor == other), "one actor may only bear another name");
}

#[test]
fn of_several_claims_kept_apart_from_one_nothing_is_said_among_themselves() {
    let on = |r: &str| tells(r, None, met(PAIR).at("Moscow").on("2025-12-02"));
    let Subject::Claim(a) = subject("a", 0) else { unreachable!("a claim") };
    let Subject::Claim(b) = subject("b", 0) else { unreachable!("a claim") };
    let apart = judged(1, JudgementKind::Different, vec![Subject::Claims(vec![a, b]), subject("c", 0)]);
    let found = record(&[on("a"), on("b"), on("c"), apart]);
    let mut sizes: Vec<usize> = found.events.iter().map(|e| e.claims.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2]);
}

#[test]
fn what_is_set_of_an_event_outranks_reports_that_come_later() {
    let on = |r: &str, day| tells(r, Some(day), met(PAIR).at("Moscow/Russia").on("2025-12-02"));
    let earlier = [on("a", "2025-12-03"), set(1, "place", "Geneva", subject("a", 0))];
    let place = |parts: &[chancery_reconcile::Material]| {
        let found = record(parts);
        found.events.iter().map(|e| e.place.as_ref().unwrap().name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(place(&earlier), ["Geneva"]);
    let [a, judged] = earlier;
    let same = crate::told::judged(2, JudgementKind::Same, vec![subject("a", 0), subject("b", 0), subject("c", 0)]);
    assert_eq!(place(&[a, judged, same, on("b", "2025-12-04"), on("c", "2025-12-05")]), ["Geneva"]);
}
