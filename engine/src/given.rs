//! Publication dates given by users: judgements on reports, and the only place that reads them.
//! Takes judgements, gives the dates in force; withdrawing what a new one replaces is the store's.

use std::collections::BTreeMap;

use chancery_model::{Edtf, Judgement, JudgementId, JudgementKind, Published, ReportId, Subject};

/// The field that a date is given to.
const FIELD: &str = "published";

/// A date given by the user is a judgement, so that it outlives every later reading.
pub(crate) fn given_date(report: &ReportId, date: Edtf, at: &str) -> Judgement {
    let kind = JudgementKind::Set { field: FIELD.to_owned(), value: date.to_string() };
    let subjects = vec![Subject::Report(report.clone())];
    let id = JudgementId::of(&kind, &subjects, "user", at);
    Judgement { id, kind, subjects, by: "user".to_owned(), at: at.to_owned(), withdrawn: None }
}

/// The date that a judgement gives to reports, written plainly or as JSON: `Some(None)` for one
/// that says that it is not known, `None` where it is about something else.
pub(crate) fn given_date_of(judgement: &Judgement) -> Option<Option<Edtf>> {
    let JudgementKind::Set { field, value } = &judgement.kind else { return None };
    match (field.as_str(), value.trim().trim_matches('"')) {
        (FIELD, "null") => Some(None),
        (FIELD, value) => value.parse().ok().map(Some),
        _ => None,
    }
}

/// The dates in force that users gave, by report: the latest judgement on each, of those made in
/// one second the last by id.
pub(crate) fn given_dates(judgements: &[Judgement]) -> BTreeMap<ReportId, Option<Edtf>> {
    let mut latest: BTreeMap<&ReportId, (&str, &JudgementId, Option<Edtf>)> = BTreeMap::new();
    for judgement in judgements.iter().filter(|j| j.withdrawn.is_none()) {
        let Some(date) = given_date_of(judgement) else { continue };
        for subject in &judgement.subjects {
            let Subject::Report(report) = subject else { continue };
            let this = (judgement.at.as_str(), &judgement.id, date);
            latest.entry(report).and_modify(|slot| *slot = this.max(*slot)).or_insert(this);
        }
    }
    latest.into_iter().map(|(report, (.., date))| (report.clone(), date)).collect()
}

/// What a report tells of its publication, with the date in force.
pub(crate) fn dated(own: &Published, date: Option<Edtf>) -> Published {
    match date {
        Some(date) => own.with_given(date),
        None => {
            let mut candidates = own.candidates.clone();
            for candidate in candidates.iter_mut().filter(|c| c.refused.is_none()) {
                candidate.refused = Some("the user says that it is not the date".to_owned());
            }
            let reason = "the user says that the date is not known".to_owned();
            Published { edtf: None, basis: None, text: None, reason, candidates }
        }
    }
}
