//! What was learned when of events, positions and pledges, a row a step.

use chancery_model::{ClaimId, Edtf, ReportId};

use super::edtf;
use crate::source::Source;
use crate::table::{Table, flag, of, text, whole};

struct Row<'s> {
    of: &'static str,
    id: &'s ClaimId,
    step: usize,
    value: &'static str,
    red_line: Option<bool>,
    date: Option<Edtf>,
    learned: Option<Edtf>,
    report: &'s ReportId,
    claim: &'s ClaimId,
}

pub(super) fn table(source: &Source<'_>) -> Table {
    let record = source.record();
    let mut rows = Vec::new();
    for event in &record.events {
        rows.extend(event.history.iter().enumerate().map(|(at, h)| Row {
            of: "event",
            id: &event.id,
            step: at + 1,
            value: h.status.as_str(),
            red_line: None,
            date: h.date,
            learned: h.learned,
            report: &h.report,
            claim: &h.claim,
        }));
    }
    for position in &record.positions {
        rows.extend(position.history.iter().enumerate().map(|(at, h)| Row {
            of: "position",
            id: &position.id,
            step: at + 1,
            value: h.stance.as_str(),
            red_line: Some(h.red_line),
            date: None,
            learned: h.learned,
            report: &h.report,
            claim: &h.claim,
        }));
    }
    for pledge in &record.pledges {
        rows.extend(pledge.history.iter().enumerate().map(|(at, h)| Row {
            of: "pledge",
            id: &pledge.id,
            step: at + 1,
            value: h.status.as_str(),
            red_line: None,
            date: None,
            learned: h.learned,
            report: &h.report,
            claim: &h.claim,
        }));
    }
    Table::of(
        "history",
        "what one report said of an event, position or pledge, in the order learned",
        &rows,
        vec![
            text("subject", "id of the event, position or pledge", |r: &Row<'_>| Some(r.id.0.clone())),
            text("subject_kind", "event, position or pledge", |r| Some(r.of.to_owned())),
            whole("step", "which step of its history, from 1", |r| Some(r.step)),
            text("value", "the status or stance told", |r| Some(r.value.to_owned())),
            flag("red_line", "of a stance: whether in absolute words", |r| r.red_line),
            text("date", "of an event: the day told for it, EDTF", |r| edtf(r.date)),
            text("learned", "when that was learned, EDTF", |r| edtf(r.learned)),
            of("reports", "report", "id of the report that says so", |r| Some(r.report.0.clone())),
            of("claims", "claim", "id of the claim that says so", |r| Some(r.claim.0.clone())),
        ],
    )
}
