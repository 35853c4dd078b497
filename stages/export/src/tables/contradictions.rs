//! Contradictions, a row a side.

use chancery_model::{Contradiction, ContradictionSide};

use super::{Quoting, claim_ids, quotation, report_ids};
use crate::source::{Cited, Source};
use crate::table::{Table, list, text, whole};

struct Row<'s> {
    contradiction: &'s Contradiction,
    side: &'s ContradictionSide,
    number: usize,
    quote: Option<Cited>,
}

impl Quoting for Row<'_> {
    fn quote(&self) -> Option<&Cited> {
        self.quote.as_ref()
    }
}

pub(super) fn table(source: &Source<'_>) -> Table {
    let mut rows = Vec::new();
    for contradiction in &source.record().contradictions {
        rows.extend(contradiction.sides.iter().enumerate().map(|(at, side)| Row {
            contradiction,
            side,
            number: at + 1,
            quote: side.evidence.first().map(|e| source.cited(e)),
        }));
    }
    let mut columns = vec![
        text("id", "id of the contradiction", |r: &Row<'_>| Some(r.contradiction.id.0.clone())),
        text("kind", "date, place, attendance, figure, office, occurrence, agreement or attribution", |r| {
            Some(r.contradiction.kind.as_str().to_owned())
        }),
        text("status", "open, explained or resolved", |r| Some(r.contradiction.status.as_str().to_owned())),
        text("about", "whom or what it is about", |r| Some(r.contradiction.about.clone())),
        list("events", "ids of the events it is about", |r| claim_ids(&r.contradiction.events)),
        whole("side", "which side, from 1; that of most reports first", |r| Some(r.number)),
        text("value", "what this side says", |r| Some(r.side.value.clone())),
        list("reports", "ids of the reports that say so; none where the register does", |r| {
            report_ids(&r.side.reports)
        }),
        list("claims", "ids of the claims that say so", |r| claim_ids(&r.side.claims)),
    ];
    columns.extend(quotation());
    Table::of("contradictions", "one side of what reports contradict each other in", &rows, columns)
}
