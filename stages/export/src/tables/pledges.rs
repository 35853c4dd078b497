//! Pledges, a row each.

use chancery_model::{Decimal, Edtf, RecordedPledge};

use super::{Quoting, claim_ids, edtf, known, name, names, quotation, report_ids};
use crate::source::{Cited, Source};
use crate::table::{Table, key, list, number, text, whole};

struct Row<'s> {
    pledge: &'s RecordedPledge,
    quote: Option<Cited>,
    rule: Option<String>,
    learned: (Option<Edtf>, Option<Edtf>),
}

impl Quoting for Row<'_> {
    fn quote(&self) -> Option<&Cited> {
        self.quote.as_ref()
    }
}

pub(super) fn table(source: &Source<'_>) -> Table {
    fn row<'s>(source: &Source<'s>, pledge: &'s RecordedPledge) -> Row<'s> {
        let of_value = pledge.evidence.iter().find(|e| e.report == pledge.report);
        Row {
            pledge,
            quote: of_value.or(pledge.evidence.first()).map(|e| source.cited(e)),
            rule: source.snapshot.claim(&pledge.id).map(|claim| claim.rule.0.clone()),
            learned: Source::learned(pledge.history.iter().map(|told| told.learned)),
        }
    }
    let rows: Vec<Row<'_>> = source.record().pledges.iter().map(|p| row(source, p)).collect();
    let mut columns = vec![
        key("id", "id of the pledge, as `chancery why` takes it", |r: &Row<'_>| Some(r.pledge.id.0.clone())),
        text("by", "whoever is bound", |r| Some(r.pledge.value.by.actor.name.clone())),
        text("by_id", "that one's id", |r| Some(r.pledge.value.by.actor.id.0.clone())),
        list("parties", "the members of a group that is bound together", |r| names(&r.pledge.value.parties)),
        text("said_by", "the person who gives the word", |r| name(r.pledge.value.said_by.as_ref().map(|p| &p.actor))),
        text("to", "whom it is given to", |r| name(r.pledge.value.to.as_ref().map(|p| &p.actor))),
        text("to_id", "that one's id", |r| r.pledge.value.to.as_ref().map(|p| p.actor.id.0.clone())),
        text("what", "what is to be done or given, in the report's own words", |r| known(&r.pledge.value.what)),
        number("amount", "the money in it, in units of its currency", |r| {
            r.pledge.value.amount.as_ref().and_then(|money| money.value.parse().ok())
        }),
        text("currency", "ISO 4217", |r| r.pledge.value.amount.as_ref().map(|money| money.currency.clone())),
        text("amount_words", "the words that tell the amount", |r| {
            r.pledge.value.amount.as_ref().map(|money| money.text.clone())
        }),
        text("period", "how often it falls due: day, week, month, quarter or year; unknown where it does once", |r| {
            r.pledge.value.period.map(|p| p.as_str().to_owned())
        }),
        number("in_all", "the money in all, where that is known", |r| {
            r.pledge.value.in_all().and_then(|all: Decimal| all.to_string().parse().ok())
        }),
        text("until", "until when, EDTF", |r| edtf(r.pledge.value.until.as_ref().and_then(|u| u.edtf))),
        text("status", "promised, approved or delivered, by any report", |r| Some(r.pledge.status.as_str().to_owned())),
        text("process", "the negotiation that it belongs to", |r| r.pledge.value.process.clone()),
        text("first_learned", "when the first report that tells it was published, EDTF", |r| edtf(r.learned.0)),
        text("last_learned", "when the last one was, EDTF", |r| edtf(r.learned.1)),
        whole("origins", "how many acts of reporting its reports go back to", |r| Some(r.pledge.origins)),
        list("reports", "ids of the reports that tell it", |r| report_ids(&r.pledge.reports)),
        list("claims", "ids of the claims that it is made of", |r| claim_ids(&r.pledge.claims)),
        text("rule", "the rule that read the first of them", |r| r.rule.clone()),
    ];
    columns.extend(quotation());
    Table::of("pledges", "what somebody undertook, with all that any report says of it", &rows, columns)
}
