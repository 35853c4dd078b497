//! Proposals that reports tell of, a row each.

use chancery_model::{ClaimValue, ProposalValue};

use super::{ReadReport, Told, claims, told};
use crate::table::{Table, flag, list, text};
use crate::tables::{known, names};

type Row<'r> = Told<'r, ProposalValue>;

pub(super) fn table(read: &[ReadReport]) -> Table {
    let rows = told(read, |claim| match &claim.value {
        ClaimValue::Proposal(value) => Some(value),
        _ => None,
    });
    let columns = vec![
        text("name", "what the report calls it, at its fullest", |r: &Row<'_>| known(&r.value.name)),
        list("versions", "the words that tell one version from another", |r| {
            r.value.versions.iter().map(|span| r.exact(*span)).collect()
        }),
        list("by", "who put it forward", |r| names(&r.value.by)),
        list("drafted_by", "who wrote it", |r| names(&r.value.drafted_by)),
        list("to", "whom it was put to", |r| names(&r.value.to)),
        list("contains", "the words that tell what it holds", |r| {
            r.value.contains.iter().map(|span| r.exact(*span)).collect()
        }),
        list("answers", "party, colon and stance, in the order of the text", |r| {
            let answers = r.value.answers.iter();
            answers.map(|a| format!("{}: {}", a.by.actor.name, a.stance.as_str())).collect()
        }),
        flag("planned", "whether it is only about to be put forward", |r| Some(r.value.planned)),
        text("process", "the negotiation that it belongs to", |r| r.value.process.clone()),
    ];
    claims("proposals", "a plan or text on the table that a report tells of", &rows, columns)
}
