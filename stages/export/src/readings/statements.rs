//! Statements that reports hold, a row each.

use chancery_model::{ClaimValue, StatementValue};

use super::{ReadReport, Told, claims, told};
use crate::table::{Table, list, text};
use crate::tables::{known, name};

type Row<'r> = Told<'r, StatementValue>;

pub(super) fn table(read: &[ReadReport]) -> Table {
    let rows = told(read, |claim| match &claim.value {
        ClaimValue::Statement(value) => Some(value),
        _ => None,
    });
    let columns = vec![
        text("speaker", "who said it", |r: &Row<'_>| name(r.value.speaker.as_ref().map(|p| &p.actor))),
        text("speaker_id", "the speaker's id", |r| r.value.speaker.as_ref().map(|p| p.actor.id.0.clone())),
        text("speaker_for", "whom the speaker acts for", |r| {
            name(r.value.speaker.as_ref().and_then(|p| p.acts_for.as_ref()))
        }),
        text("office", "the speaker's office on the day", |r| r.value.speaker.as_ref().and_then(|p| p.office.clone())),
        text("form", "direct, indirect or mixed", |r| Some(r.value.form.as_str().to_owned())),
        text("cue", "the word of saying", |r| r.value.cue.clone()),
        text("rung", "how close the report stands to the speaker", |r| Some(r.value.rung.as_str().to_owned())),
        list("chain", "through whom the words came, nearest the speaker first", |r| r.value.chain.clone()),
        text("text", "what was said", |r| known(&r.value.text)),
        list("quoted", "each stretch inside quotation marks, without them", |r| {
            r.value.quotes.iter().map(|span| r.exact(*span)).collect()
        }),
    ];
    claims("statements", "somebody's words, as a report has them", &rows, columns)
}
