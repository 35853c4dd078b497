//! What views may ask.

use crate::{Claim, ClaimId, Judgement, Note, Record, ReportId};

/// A record held still, with the claims and texts it was made from. The store and the record in
/// memory both implement it; views know nothing else.
pub trait Snapshot {
    /// The record.
    fn record(&self) -> &Record;

    /// The text of a report, as all spans index it; `None` where there is no such report.
    fn text(&self, report: &ReportId) -> Option<String>;

    /// A claim of the reports' latest readings; for one that the record shows under another id,
    /// the claim that stands for it.
    fn claim(&self, id: &ClaimId) -> Option<&Claim>;

    /// All claims of the reports' latest readings, and those that judgements add, in order of their ids; those that
    /// judgements leave out of the record are among them.
    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_>;

    /// Claims of copies, each with the claim of the same words that stands for it, in order.
    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        &[]
    }

    /// The judgements in force, by id.
    fn judgements(&self) -> &[Judgement];

    /// Remarks made while reading, with the report each belongs to, in order of reports.
    fn notes(&self) -> &[(ReportId, Note)];
}
