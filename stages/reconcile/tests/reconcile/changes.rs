//! What became of things from one record to the next.

use chancery_model::{Change, ChangeKind, Changed, JudgementKind, Record, Status};
use chancery_reconcile::{Material, changes};

use crate::told::{id, judged, met, record, subject, tells, told};

fn kinds(changes: &[Change]) -> Vec<ChangeKind> {
    changes.iter().map(|change| change.kind).collect()
}

fn between(before: &[Material], after: &[Material]) -> Vec<Change> {
    changes(&record(before), &record(after))
}

const WHO: &str = "Zelensky/Ukraine, Meloni/Italy";

fn rome(report: &str, day: &str, status: Status) -> Material {
    tells(report, Some(day), met(WHO).at("Rome").on("2025-12-09").status(status))
}

#[test]
fn a_record_differs_in_nothing_from_itself() {
    let parts = [rome("a", "2025-12-08", Status::Planned), rome("b", "2025-12-10", Status::Held)];
    assert_eq!(between(&parts, &parts), []);
    assert_eq!(changes(&Record::default(), &Record::default()), []);
}

#[test]
fn what_was_planned_and_took_place_is_confirmed_by_the_report_that_says_so() {
    let plan = rome("a", "2025-12-08", Status::Planned);
    let found = between(std::slice::from_ref(&plan), &[plan.clone(), rome("b", "2025-12-10", Status::Held)]);
    assert_eq!(kinds(&found), [ChangeKind::Confirmed]);
    assert_eq!(found[0].of, Changed::Event(id("a", 0)));
    assert_eq!(found[0].reports.iter().map(|r| r.0.as_str()).collect::<Vec<_>>(), ["b"]);
    let fields: Vec<&str> = found[0].differences.iter().map(|d| d.field.as_str()).collect();
    assert_eq!(fields, ["status", "origins"]);
}

#[test]
fn plans_are_called_off_denied_and_revived() {
    let plan = rome("a", "2025-12-01", Status::Planned);
    for (status, kind) in [(Status::Cancelled, ChangeKind::Cancelled), (Status::Denied, ChangeKind::Denied)] {
        let off = rome("b", "2025-12-02", status);
        // A denial on the days of the plan contradicts it, which is new.
        let found = between(std::slice::from_ref(&plan), &[plan.clone(), off.clone()]);
        assert_eq!(found[0].kind, kind);
        assert!(matches!(found[0].of, Changed::Event(_)));
        let again = rome("c", "2025-12-03", Status::Planned);
        let all = [plan.clone(), off.clone(), again];
        assert_eq!(between(&all[..2], &all)[0].kind, ChangeKind::Reversed);
    }
}

#[test]
fn another_report_of_the_same_is_told_again_and_another_event_is_new() {
    let held = rome("a", "2025-12-10", Status::Held);
    let again = rome("b", "2025-12-10", Status::Held);
    assert_eq!(kinds(&between(std::slice::from_ref(&held), &[held.clone(), again])), [ChangeKind::ToldAgain]);
    let other = tells("c", Some("2025-12-10"), told("call", WHO).on("2025-12-10"));
    let found = between(std::slice::from_ref(&held), &[held.clone(), other]);
    assert_eq!(kinds(&found), [ChangeKind::New]);
    assert_eq!(found[0].of, Changed::Event(id("c", 0)));
}

#[test]
fn a_day_that_passes_makes_a_plan_overdue() {
    let plan = rome("a", "2025-12-08", Status::Planned);
    let later = tells("b", Some("2025-12-20"), told("call", "Stubb/Finland, Store/Norway").on("2025-12-19"));
    let found = between(std::slice::from_ref(&plan), &[plan.clone(), later]);
    assert_eq!(kinds(&found), [ChangeKind::Overdue, ChangeKind::New]);
}

#[test]
fn what_a_person_rejects_is_withdrawn() {
    let held = rome("a", "2025-12-10", Status::Held);
    let rejected = judged(1, JudgementKind::Reject, vec![subject("a", 0)]);
    let found = between(std::slice::from_ref(&held), &[held.clone(), rejected]);
    assert_eq!(kinds(&found), [ChangeKind::Withdrawn]);
    assert_eq!(found[0].of, Changed::Event(id("a", 0)));
}
