//! Positions that reports tell of, a row each.

use chancery_model::{ClaimValue, PositionValue};

use super::{ReadReport, Told, claims, told};
use crate::table::{Table, flag, list, text};
use crate::tables::{known, name};

type Row<'r> = Told<'r, PositionValue>;

pub(super) fn table(read: &[ReadReport]) -> Table {
    let rows = told(read, |claim| match &claim.value {
        ClaimValue::Position(value) => Some(value),
        _ => None,
    });
    let columns = vec![
        text("holder", "whose it is", |r: &Row<'_>| Some(r.value.holder.actor.name.clone())),
        text("holder_id", "the holder's id", |r| Some(r.value.holder.actor.id.0.clone())),
        text("holder_kind", "person, state, organisation or group", |r| {
            Some(r.value.holder.actor.kind.as_str().to_owned())
        }),
        text("said_by", "whoever puts it into words", |r| name(r.value.said_by.as_ref().map(|p| &p.actor))),
        text("said_by_id", "that one's id", |r| r.value.said_by.as_ref().map(|p| p.actor.id.0.clone())),
        text("issue", "what it is about", |r| Some(r.value.issue.clone())),
        text("clause", "the clause of the issue", |r| r.value.clause.clone()),
        text("stance", "demands, supports, accepts, open, conditional, opposes, rejects or uncommitted", |r| {
            Some(r.value.stance.as_str().to_owned())
        }),
        flag("red_line", "whether the words are absolute", |r| Some(r.value.red_line)),
        text("proposition", "what the stance is about, in the report's own words", |r| known(&r.value.proposition)),
        text("condition", "on what it depends, word for word", |r| r.value.condition.map(|span| r.exact(span))),
        text("rung", "how close the report stands to the holder", |r| Some(r.value.rung.as_str().to_owned())),
        list("chain", "through whom the words came, nearest the holder first", |r| r.value.chain.clone()),
        text("process", "the negotiation that it belongs to", |r| r.value.process.clone()),
    ];
    claims("positions", "where a report says that somebody stands on one matter", &rows, columns)
}
