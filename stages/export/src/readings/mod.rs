//! What reports say, one by one, as tables: nothing is put together over reports. A row is one claim, with the columns
//! that the record's table of its kind has, as far as one report can tell them; a file a table.

mod events;
mod offices;
mod pledges;
mod positions;
mod proposals;
mod reports;
mod statements;

use chancery_model::{ByteSpan, Claim, Report, ReportCard};
use chancery_view::CodePoints;

use crate::source::Cited;
use crate::table::{self, Drawn, Table, key, text, whole};
use crate::tables::known;

/// A report with what was read in it.
#[derive(Clone, Debug)]
pub struct ReadReport {
    card: ReportCard,
    text: String,
    points: CodePoints,
    claims: Vec<Claim>,
}

impl ReadReport {
    /// A report and its claims.
    #[must_use]
    pub fn of(report: &Report, claims: Vec<Claim>) -> Self {
        Self { card: report.card(), text: report.text.clone(), points: CodePoints::of(&report.text), claims }
    }

    /// The words of a span.
    fn cite(&self, span: ByteSpan) -> Cited {
        let (start, end) = self.points.span(span);
        Cited { report: self.card.id.clone(), start, end, exact: span.of(&self.text).to_owned() }
    }
}

/// What reports say, in the order of the reports, and of one report in the order of its claims: tables of reports,
/// events (acts too), positions, proposals, pledges, statements and offices.
#[must_use]
pub fn readings(read: &[ReadReport]) -> Vec<Table> {
    vec![
        reports::table(read),
        events::table(read),
        positions::table(read),
        proposals::table(read),
        pledges::table(read),
        statements::table(read),
        offices::table(read),
    ]
}

/// A claim of one sort with the report that makes it.
struct Told<'r, V> {
    report: &'r ReadReport,
    claim: &'r Claim,
    value: &'r V,
}

/// The claims of one sort.
fn told<'r, V>(read: &'r [ReadReport], is: impl Fn(&'r Claim) -> Option<&'r V>) -> Vec<Told<'r, V>> {
    let mut rows = Vec::new();
    for report in read {
        rows.extend(report.claims.iter().filter_map(|claim| Some(Told { report, claim, value: is(claim)? })));
    }
    rows
}

impl<V> Told<'_, V> {
    /// The words of a span of the report.
    fn exact(&self, span: ByteSpan) -> String {
        span.of(&self.report.text).to_owned()
    }

    /// The words that tell the claim: those around what gave it away, else the first.
    fn quote(&self) -> Option<Cited> {
        let around = self.claim.evidence.iter().find(|e| e.span.contains(self.claim.anchor.span));
        Some(self.report.cite(around.or(self.claim.evidence.first())?.span))
    }
}

/// The columns that open every table of claims.
fn opening<'r, V: 'r>() -> Vec<Drawn<Told<'r, V>>> {
    vec![
        key("id", "id of the claim, as `chancery why` takes it", |r: &Told<'_, V>| Some(r.claim.id.0.clone())),
        table::of("reports", "report", "id of the report that says it", |r: &Told<'_, V>| {
            Some(r.report.card.id.0.clone())
        }),
    ]
}

/// The columns that close every table of claims: rule and words.
fn closing<'r, V: 'r>() -> Vec<Drawn<Told<'r, V>>> {
    vec![
        text("rule", "the rule that read it", |r: &Told<'_, V>| Some(r.claim.rule.0.clone())),
        text("quote", "the words that tell it best, exactly as the report has them", |r: &Told<'_, V>| {
            r.quote().and_then(|q| known(&q.exact))
        }),
        whole("quote_start", "where they begin in the report's text, in Unicode code points from 0", |r| {
            r.quote().map(|q| q.start)
        }),
        whole("quote_end", "where they end, in code points; the first one behind them", |r| r.quote().map(|q| q.end)),
    ]
}

/// A table of claims of one sort.
fn claims<'r, V: 'r>(
    name: &'static str,
    about: &'static str,
    rows: &[Told<'r, V>],
    own: Vec<Drawn<Told<'r, V>>>,
) -> Table {
    Table::of(name, about, rows, opening().into_iter().chain(own).chain(closing()).collect())
}
