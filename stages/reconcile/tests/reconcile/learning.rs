//! When things were learned, and what follows from it.

use chancery_model::Status;
use chancery_reconcile::Material;

use crate::told::{Told, all, day, event, id, met, reconcile, record, report, tells, told};

const PAIR: &str = "Witkoff/US, Putin/Russia";

fn learned(parts: &[Material], report: &str) -> Option<String> {
    let record = record(parts);
    let entry = record.events.iter().flat_map(|e| &e.history).find(|h| h.report.0 == report).unwrap();
    entry.learned.map(|e| e.to_string())
}

fn moscow() -> Told {
    met(PAIR).at("Moscow")
}

#[test]
fn an_undated_report_is_bounded_by_the_events_it_tells() {
    let dated = tells("a", Some("2025-12-02"), moscow().on("2025-12-02"));
    assert_eq!(learned(&[dated.clone(), tells("b", None, moscow())], "b").as_deref(), Some("2025-12-02/.."));
    assert_eq!(learned(&[dated, tells("b", None, moscow().planned())], "b").as_deref(), Some("../2025-12-02"));
    assert_eq!(learned(&[tells("b", None, moscow())], "b"), None);
}

#[test]
fn the_card_of_an_undated_report_names_the_event_that_bounds_it() {
    let dated = tells("a", Some("2025-12-02"), moscow().on("2025-12-02"));
    let found = record(&[dated, tells("b", None, moscow())]);
    let bounds = |report: &str| found.reports.iter().find(|card| card.id.0 == report).unwrap().bounds.clone();
    let undated = bounds("b").unwrap();
    assert_eq!(undated.edtf.to_string(), "2025-12-02/..");
    assert_eq!(undated.by, [found.events[0].id.clone()]);
    assert_eq!(bounds("a"), None, "its date is told");
}

#[test]
fn bounds_meet_or_cancel_out() {
    let geneva = || met("Rubio/US, Yermak/Ukraine").at("Geneva");
    let dated = report("a", Some("2025-12-20"), &[moscow().on("2025-12-02"), geneva().on("2025-12-09")]);
    let between = report("b", None, &[moscow(), geneva().planned()]);
    assert_eq!(learned(&[dated.clone(), between], "b").as_deref(), Some("2025-12-02/2025-12-09"));
    let nonsense = report("b", None, &[moscow().planned(), geneva()]);
    assert_eq!(learned(&[dated, nonsense], "b"), None);
}

#[test]
fn a_plan_and_its_fulfilment_are_one_history() {
    let parts = [
        tells("held", Some("2025-12-03"), moscow().on("2025-12-02")),
        tells("late", None, moscow()),
        tells("plan", Some("2025-11-30"), moscow().on("2025-12-02").planned()),
        tells("idea", Some("2025-11-20"), moscow().on("2025-12").status(Status::Proposed)),
    ];
    let record = record(&parts);
    assert_eq!(record.events.len(), 1);
    let event = &record.events[0];
    let steps: Vec<_> = event.history.iter().map(|h| (h.report.0.as_str(), h.status)).collect();
    assert_eq!(
        steps,
        [("idea", Status::Proposed), ("plan", Status::Planned), ("late", Status::Held), ("held", Status::Held),],
        "the undated report was written on the day or later, so it comes at the first day it can"
    );
    assert_eq!(event.status, Status::Held);
    assert_eq!(event.id, id("idea", 0), "the id is that of the claim learned first");
}

#[test]
fn the_last_word_is_the_status_in_force() {
    let on = |r: &str, published: Option<&str>, status| tells(r, published, moscow().on("2025-12-02").status(status));
    let status = |parts: &[Material]| record(parts).events[0].status;
    use Status::{Cancelled, Held, Planned, Proposed};
    let (early, late) = (Some("2025-11-20"), Some("2025-11-30"));
    assert_eq!(status(&[on("a", early, Planned), on("b", late, Cancelled)]), Cancelled);
    assert_eq!(status(&[on("a", early, Cancelled), on("b", late, Planned)]), Planned, "it is on again");
    assert_eq!(status(&[on("a", early, Cancelled), on("b", early, Planned)]), Cancelled);
    assert_eq!(status(&[on("a", early, Proposed), on("b", None, Planned)]), Planned);
    assert_eq!(status(&[on("a", None, Held), on("b", late, Planned)]), Held);
    assert_eq!(status(&[on("a", Some("2025-12-02"), Held), on("b", Some("2025-12-05"), Planned)]), Held);
    let undated = |r: &str, published: Option<&str>, status| tells(r, published, moscow().status(status));
    let mixed = record(&[undated("a", early, Cancelled), undated("b", None, Planned)]);
    assert_eq!(mixed.events.len(), 1);
    assert_eq!(mixed.events[0].history.last().map(|h| h.status), Some(Cancelled), "history closes with it");
}

#[test]
fn now_is_the_newest_publication_date_unless_told() {
    let parts = [
        tells("a", Some("2025-12-02"), moscow()),
        tells("b", Some("2025-11"), told("call", PAIR)),
        tells("c", None, told("call", PAIR)),
    ];
    assert_eq!(record(&parts).now, Some(day("2025-12-02")));
    assert_eq!(record(&parts[2..]).now, None);
    let given = Material { now: Some(day("2026-01-01")), ..all(&parts) };
    assert_eq!(reconcile(&given).now, given.now);
}

#[test]
fn a_plan_whose_day_has_passed_in_silence_is_overdue() {
    let plan = tells("a", Some("2025-12-01"), moscow().planned().on("2025-12-05"));
    let overdue = |parts: &[Material]| event(&record(parts), &id("a", 0)).overdue;
    let other = |published| tells("z", Some(published), told("call", PAIR).on("2025-11-01"));
    assert!(!overdue(std::slice::from_ref(&plan)));
    assert!(!overdue(&[plan.clone(), other("2025-12-05")]), "its day is not over");
    assert!(overdue(&[plan.clone(), other("2025-12-06")]));
    let held = tells("b", Some("2025-12-06"), moscow().on("2025-12-05"));
    assert!(!overdue(&[plan.clone(), held]));
    let off = tells("b", Some("2025-11-30"), moscow().on("2025-12-05").status(Status::Cancelled));
    assert!(!overdue(&[plan, off, other("2025-12-06")]), "something says that it was called off");
    let idea = tells("a", Some("2025-12-01"), moscow().status(Status::Proposed).on("2025-12-05"));
    assert!(!overdue(&[idea, other("2025-12-06")]), "nobody planned it");
    let undated = tells("a", Some("2025-12-01"), moscow().planned());
    assert!(!overdue(&[undated, other("2025-12-06")]));
}
