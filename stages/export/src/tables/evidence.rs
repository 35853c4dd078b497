//! The words behind everything in the record, a row a piece.

use chancery_model::{ClaimId, RecordedEvidence};

use super::{Quoting, quotation};
use crate::source::{Cited, Source};
use crate::table::{Table, text, whole};

struct Row {
    of: &'static str,
    id: String,
    number: usize,
    quote: Cited,
}

impl Quoting for Row {
    fn quote(&self) -> Option<&Cited> {
        Some(&self.quote)
    }
}

pub(super) fn table(source: &Source<'_>) -> Table {
    let record = source.record();
    let mut rows = Vec::new();
    let mut add = |of, ClaimId(id): &ClaimId, words: &[RecordedEvidence]| {
        let row = |(at, e)| Row { of, id: id.clone(), number: at + 1, quote: source.cited(e) };
        rows.extend(words.iter().enumerate().map(row));
    };
    record.events.iter().for_each(|e| add("event", &e.id, &e.evidence));
    record.positions.iter().for_each(|p| add("position", &p.id, &p.evidence));
    record.proposals.iter().for_each(|p| add("proposal", &p.id, &p.evidence));
    record.pledges.iter().for_each(|p| add("pledge", &p.id, &p.evidence));
    record.statements.iter().for_each(|s| add("statement", &s.id, &s.evidence));
    let mut columns = vec![
        text("subject", "id of what the words tell", |r: &Row| Some(r.id.clone())),
        text("subject_kind", "event, position, proposal, pledge or statement", |r| Some(r.of.to_owned())),
        whole("piece", "which piece of its evidence, from 1", |r| Some(r.number)),
    ];
    columns.extend(quotation());
    Table::of("evidence", "exact words of a report behind something in the record", &rows, columns)
}
