//! Positions, a row each.

use chancery_model::{Edtf, RecordedPosition};

use super::{Quoting, claim_ids, edtf, known, name, quotation, report_ids};
use crate::source::{Cited, Source};
use crate::table::{Table, flag, key, list, of, text, whole};

struct Row<'s> {
    position: &'s RecordedPosition,
    quote: Option<Cited>,
    condition: Option<String>,
    rule: Option<String>,
    learned: (Option<Edtf>, Option<Edtf>),
}

impl Quoting for Row<'_> {
    fn quote(&self) -> Option<&Cited> {
        self.quote.as_ref()
    }
}

pub(super) fn table(source: &Source<'_>) -> Table {
    fn row<'s>(source: &Source<'s>, position: &'s RecordedPosition) -> Row<'s> {
        let in_force = position.in_force().and_then(|told| source.snapshot.claim(&told.claim));
        let first = || position.evidence.first().map(|e| source.cited(e));
        Row {
            quote: in_force.and_then(|claim| source.telling(claim)).or_else(first),
            condition: position.value.condition.map(|span| source.cite(&position.report, span).exact),
            rule: in_force.map(|claim| claim.rule.0.clone()),
            learned: Source::learned(position.history.iter().map(|told| told.learned)),
            position,
        }
    }
    let rows: Vec<Row<'_>> = source.record().positions.iter().map(|p| row(source, p)).collect();
    let mut columns = vec![
        key("id", "id of the position, as `chancery why` takes it", |r: &Row<'_>| Some(r.position.id.0.clone())),
        text("holder", "whose it is", |r| Some(r.position.value.holder.actor.name.clone())),
        of("actors", "holder_id", "the holder's id", |r| Some(r.position.value.holder.actor.id.0.clone())),
        text("holder_kind", "person, state, organisation or group", |r| {
            Some(r.position.value.holder.actor.kind.as_str().to_owned())
        }),
        text("said_by", "whoever puts it into words", |r| name(r.position.value.said_by.as_ref().map(|p| &p.actor))),
        text("said_by_id", "that one's id", |r| r.position.value.said_by.as_ref().map(|p| p.actor.id.0.clone())),
        text("issue", "what it is about", |r| Some(r.position.value.issue.clone())),
        text("clause", "the clause of the issue", |r| r.position.value.clause.clone()),
        text("stance", "demands, supports, accepts, open, conditional, opposes, rejects or uncommitted", |r| {
            Some(r.position.value.stance.as_str().to_owned())
        }),
        flag("red_line", "whether the words are absolute", |r| Some(r.position.value.red_line)),
        text("proposition", "what the stance is about, in the report's own words", |r| {
            known(&r.position.value.proposition)
        }),
        text("condition", "on what it depends, word for word", |r| r.condition.clone()),
        text("rung", "how close the report stands to the holder", |r| Some(r.position.value.rung.as_str().to_owned())),
        list("chain", "through whom the words came, nearest the holder first", |r| r.position.value.chain.clone()),
        flag("disputed", "whether what was learned last tells both for and against", |r| Some(r.position.disputed)),
        text("process", "the negotiation that it belongs to", |r| r.position.value.process.clone()),
        text("first_learned", "when the first report that tells it was published, EDTF", |r| edtf(r.learned.0)),
        text("last_learned", "when the last one was, EDTF", |r| edtf(r.learned.1)),
        whole("origins", "how many acts of reporting its reports go back to", |r| Some(r.position.origins)),
        list("reports", "ids of the reports that tell it", |r| report_ids(&r.position.reports)),
        list("claims", "ids of the claims that it is made of", |r| claim_ids(&r.position.claims)),
        text("rule", "the rule that read the claim in force", |r| r.rule.clone()),
    ];
    columns.extend(quotation());
    Table::of("positions", "where somebody stands on one matter, as last learned", &rows, columns)
}
