//! The record as tables, one file a table. Ids are those of the record's JSON; whatever is told in the words of a report
//! stands with these words, the report's id and their place in code points of its text.

mod actors;
mod claims;
mod contradictions;
mod events;
mod evidence;
mod history;
mod participants;
mod pledges;
mod positions;
mod proposals;
pub(crate) mod reports;
mod statements;

use chancery_data::Data;
use chancery_model::{Actor, Edtf, Participant, ReportId, Snapshot};

use crate::source::{Cited, Source};
use crate::table::{self, Drawn, Table, text, whole};

/// All tables of a record, in the order in which they are told.
#[must_use]
pub fn tables(snapshot: &dyn Snapshot, data: &Data) -> Vec<Table> {
    let source = Source::of(snapshot, data);
    of(&source)
}

pub(crate) fn of(source: &Source<'_>) -> Vec<Table> {
    vec![
        reports::table(source),
        actors::table(source),
        events::table(source),
        participants::table(source),
        history::table(source),
        positions::table(source),
        proposals::table(source),
        pledges::table(source),
        statements::table(source),
        contradictions::table(source),
        claims::table(source),
        evidence::table(source),
    ]
}

/// What a row with a quotation has.
trait Quoting {
    /// The words.
    fn quote(&self) -> Option<&Cited>;
}

/// The columns of a quotation.
fn quotation<R: Quoting>() -> Vec<Drawn<R>> {
    vec![
        text("quote", "the words that tell it best, exactly as the report has them", |r: &R| {
            r.quote().map(|q| q.exact.clone())
        }),
        table::of("reports", "quote_report", "id of the report that has these words", |r: &R| {
            r.quote().map(|q| q.report.0.clone())
        }),
        whole("quote_start", "where they begin in the report's text, in Unicode code points from 0", |r: &R| {
            r.quote().map(|q| q.start)
        }),
        whole("quote_end", "where they end, in code points; the first one behind them", |r: &R| {
            r.quote().map(|q| q.end)
        }),
    ]
}

pub(crate) fn known(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

pub(crate) fn edtf(date: Option<Edtf>) -> Option<String> {
    date.map(|date| date.to_string())
}

pub(crate) fn ids<'p>(people: impl IntoIterator<Item = &'p Participant>) -> Vec<String> {
    people.into_iter().map(|p| p.actor.id.0.clone()).collect()
}

pub(crate) fn names<'p>(people: impl IntoIterator<Item = &'p Participant>) -> Vec<String> {
    people.into_iter().map(|p| p.actor.name.clone()).collect()
}

pub(crate) fn name(actor: Option<&Actor>) -> Option<String> {
    actor.map(|a| a.name.clone())
}

fn report_ids(reports: &[ReportId]) -> Vec<String> {
    reports.iter().map(|r| r.0.clone()).collect()
}

fn claim_ids(claims: &[chancery_model::ClaimId]) -> Vec<String> {
    claims.iter().map(|c| c.0.clone()).collect()
}
