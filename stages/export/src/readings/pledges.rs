//! Pledges that reports tell of, a row each.

use chancery_model::{ClaimValue, Decimal, PledgeValue};

use super::{ReadReport, Told, claims, told};
use crate::table::{Table, list, number, text};
use crate::tables::{edtf, known, name, names};

type Row<'r> = Told<'r, PledgeValue>;

pub(super) fn table(read: &[ReadReport]) -> Table {
    let rows = told(read, |claim| match &claim.value {
        ClaimValue::Pledge(value) => Some(&**value),
        _ => None,
    });
    let columns = vec![
        text("by", "whoever is bound", |r: &Row<'_>| Some(r.value.by.actor.name.clone())),
        text("by_id", "that one's id", |r| Some(r.value.by.actor.id.0.clone())),
        list("parties", "the members of a group that is bound together", |r| names(&r.value.parties)),
        text("said_by", "the person who gives the word", |r| name(r.value.said_by.as_ref().map(|p| &p.actor))),
        text("to", "whom it is given to", |r| name(r.value.to.as_ref().map(|p| &p.actor))),
        text("to_id", "that one's id", |r| r.value.to.as_ref().map(|p| p.actor.id.0.clone())),
        text("what", "what is to be done or given, in the report's own words", |r| known(&r.value.what)),
        number("amount", "the money in it, in units of its currency", |r| {
            r.value.amount.as_ref().and_then(|money| money.value.parse().ok())
        }),
        text("currency", "ISO 4217", |r| r.value.amount.as_ref().map(|money| money.currency.clone())),
        text("amount_words", "the words that tell the amount", |r| r.value.amount.as_ref().map(|m| m.text.clone())),
        text("period", "how often it falls due: day, week, month, quarter or year; unknown where it does once", |r| {
            r.value.period.map(|p| p.as_str().to_owned())
        }),
        number("in_all", "the money in all, where that is known", |r| {
            r.value.in_all().and_then(|all: Decimal| all.to_string().parse().ok())
        }),
        text("until", "until when, EDTF", |r| edtf(r.value.until.as_ref().and_then(|u| u.edtf))),
        text("status", "promised, approved or delivered", |r| Some(r.value.status.as_str().to_owned())),
        text("process", "the negotiation that it belongs to", |r| r.value.process.clone()),
    ];
    claims("pledges", "what a report says that somebody undertook", &rows, columns)
}
