//! Proposals, a row each.

use chancery_model::RecordedProposal;

use super::{Quoting, claim_ids, names, quotation, report_ids};
use crate::source::{Cited, Source};
use crate::table::{Table, flag, key, list, text, whole};

struct Row<'s> {
    proposal: &'s RecordedProposal,
    quote: Option<Cited>,
}

impl Quoting for Row<'_> {
    fn quote(&self) -> Option<&Cited> {
        self.quote.as_ref()
    }
}

pub(super) fn table(source: &Source<'_>) -> Table {
    fn row<'s>(source: &Source<'s>, proposal: &'s RecordedProposal) -> Row<'s> {
        Row { proposal, quote: proposal.evidence.first().map(|e| source.cited(e)) }
    }
    let rows: Vec<Row<'_>> = source.record().proposals.iter().map(|p| row(source, p)).collect();
    let mut columns = vec![
        key("id", "id of the proposal, as `chancery why` takes it", |r: &Row<'_>| Some(r.proposal.id.0.clone())),
        text("name", "its name at its fullest", |r| Some(r.proposal.name.clone())),
        list("versions", "the words that tell its versions, in the order learned", |r| {
            r.proposal.versions.iter().map(|v| v.exact.clone()).collect()
        }),
        list("by", "who put it forward", |r| names(&r.proposal.by)),
        list("drafted_by", "who wrote it", |r| names(&r.proposal.drafted_by)),
        list("to", "whom it was put to", |r| names(&r.proposal.to)),
        list("contains", "the words that tell what it holds", |r| {
            r.proposal.contains.iter().map(|c| c.exact.clone()).collect()
        }),
        list("answers", "party, colon and stance, in the order learned", |r| {
            let answers = r.proposal.answers.iter();
            answers.map(|a| format!("{}: {}", a.by.actor.name, a.stance.as_str())).collect()
        }),
        flag("planned", "whether every report has it yet to be put forward", |r| Some(r.proposal.planned)),
        text("process", "the negotiation that it belongs to", |r| r.proposal.process.clone()),
        whole("origins", "how many acts of reporting its reports go back to", |r| Some(r.proposal.origins)),
        list("reports", "ids of the reports that tell it", |r| report_ids(&r.proposal.reports)),
        list("claims", "ids of the claims that it is made of", |r| claim_ids(&r.proposal.claims)),
    ];
    columns.extend(quotation());
    Table::of("proposals", "a plan or text on the table, with all that any report says of it", &rows, columns)
}
