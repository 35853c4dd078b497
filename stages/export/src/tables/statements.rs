//! Statements, a row each.

use chancery_model::RecordedStatement;

use super::{Quoting, edtf, known, name, quotation};
use crate::source::{Cited, Source};
use crate::table::{Table, key, list, of, text};

struct Row<'s> {
    statement: &'s RecordedStatement,
    quote: Option<Cited>,
    quoted: Vec<String>,
    rule: Option<String>,
}

impl Quoting for Row<'_> {
    fn quote(&self) -> Option<&Cited> {
        self.quote.as_ref()
    }
}

pub(super) fn table(source: &Source<'_>) -> Table {
    fn row<'s>(source: &Source<'s>, statement: &'s RecordedStatement) -> Row<'s> {
        let marked = |span| source.cite(&statement.report, span).exact;
        Row {
            quote: statement.evidence.first().map(|e| source.cited(e)),
            quoted: statement.value.quotes.iter().map(|span| marked(*span)).collect(),
            rule: source.snapshot.claim(&statement.id).map(|claim| claim.rule.0.clone()),
            statement,
        }
    }
    let rows: Vec<Row<'_>> = source.record().statements.iter().map(|s| row(source, s)).collect();
    let mut columns = vec![
        key("id", "id of the statement, as `chancery why` takes it", |r: &Row<'_>| Some(r.statement.id.0.clone())),
        text("speaker", "who said it", |r| name(r.statement.value.speaker.as_ref().map(|p| &p.actor))),
        of("actors", "speaker_id", "the speaker's id", |r| {
            r.statement.value.speaker.as_ref().map(|p| p.actor.id.0.clone())
        }),
        text("speaker_for", "whom the speaker acts for", |r| {
            name(r.statement.value.speaker.as_ref().and_then(|p| p.acts_for.as_ref()))
        }),
        text("office", "the speaker's office on the day", |r| {
            r.statement.value.speaker.as_ref().and_then(|p| p.office.clone())
        }),
        text("form", "direct, indirect or mixed", |r| Some(r.statement.value.form.as_str().to_owned())),
        text("cue", "the word of saying", |r| r.statement.value.cue.clone()),
        text("rung", "how close the report stands to the speaker", |r| {
            Some(r.statement.value.rung.as_str().to_owned())
        }),
        list("chain", "through whom the words came, nearest the speaker first", |r| r.statement.value.chain.clone()),
        text("text", "what was said", |r| known(&r.statement.value.text)),
        list("quoted", "each stretch inside quotation marks, without them", |r| r.quoted.clone()),
        text("learned", "when it was learned, EDTF", |r| edtf(r.statement.learned)),
        of("events", "part_of", "the event at which two sides stood before the press together", |r| {
            r.statement.part_of.as_ref().map(|event| event.0.clone())
        }),
        text("rule", "the rule that read it", |r| r.rule.clone()),
    ];
    columns.extend(quotation());
    Table::of("statements", "somebody's words, as one report has them", &rows, columns)
}
