//! The record as it stood before, by either clock.

use std::collections::{BTreeMap, BTreeSet};

use chancery_data::Schema;
use chancery_model::{Day, Edtf, Judgement, JudgementKind, Record, ReportCard, ReportId, Snapshot, Subject};
use chancery_reconcile::{Given, reconcile_given};

use super::Stored;
use super::copies::put_in_force;
use crate::EngineError;
use crate::given::given_date_of;

/// The record of a snapshot as it stood at the end of a day, by the days on which reports were published; a report
/// without a day counts as known. Judgements are in force whenever they were made.
#[must_use]
pub fn known_by(schema: &Schema, snapshot: &dyn Snapshot, day: Day) -> Record {
    let known = |card: &&ReportCard| card.published.edtf.and_then(Edtf::first_day).is_none_or(|first| first <= day);
    let reports: Vec<&ReportCard> = snapshot.record().reports.iter().filter(known).collect();
    let kept: BTreeSet<&ReportId> = reports.iter().map(|card| &card.id).collect();
    let claims = snapshot.claims().filter(|claim| kept.contains(&claim.anchor.report)).collect();
    let judgements = snapshot.judgements().iter().filter(|j| given_date_of(j).is_none()).collect();
    reconcile_given(schema, &Given { reports, claims, judgements, now: Some(day) })
}

impl Stored {
    /// The record of the same store as of a wall-clock moment (RFC 3339 UTC): what [`snapshot`] gives, made of claims
    /// that are at hand as far as they were the same then. `now` is the day that counted as today; by default the
    /// newest publication date of then.
    ///
    /// # Errors
    /// As [`snapshot`].
    pub fn stood(&self, schema: &Schema, as_of: &str, now: Option<Day>) -> Result<Record, EngineError> {
        let shown: BTreeMap<&ReportId, &ReportCard> =
            self.held.record.reports.iter().map(|card| (&card.id, card)).collect();
        // Where words were marked, what a rule reads in them is not at hand.
        let is_mark = |j: &&Judgement| matches!(j.kind, JudgementKind::Add { .. });
        let marks = self.held.judgements.iter().filter(is_mark).flat_map(|j| &j.subjects);
        let marked: BTreeSet<&ReportId> = marks.flat_map(Subject::anchors).map(|anchor| &anchor.report).collect();
        let at_hand = |report: &ReportId| shown.contains_key(report) && !marked.contains(report);
        let (mut then, same) = self.store().material_but(Some(as_of), &at_hand)?;
        for card in then.cards.iter_mut().filter(|card| same.contains(&card.id)) {
            card.imprint.clone_from(&shown[&card.id].imprint);
        }
        let copies = put_in_force(&mut then.cards, &mut then.judgements);
        let at_hand = self.held.claims.all().filter(|claim| same.contains(&claim.anchor.report));
        let claims = then.claims.iter().chain(at_hand);
        let given = Given {
            reports: then.cards.iter().collect(),
            claims: claims.filter(|claim| !copies.contains_key(&claim.anchor.report)).collect(),
            judgements: then.judgements.iter().collect(),
            now,
        };
        Ok(reconcile_given(schema, &given))
    }
}
