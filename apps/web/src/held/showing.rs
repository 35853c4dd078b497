//! The record at hand, and one as it stood before, as views see them.

use chancery_model::{Claim, ClaimId, Judgement, Note, Notebook, Record, ReportId, Snapshot};

use super::Held;

impl Snapshot for Held {
    fn record(&self) -> &Record {
        self.narrow.as_ref().map_or_else(|| self.whole.record(), |narrow| &narrow.record)
    }

    fn text(&self, report: &ReportId) -> Option<String> {
        self.texts.with(|store| store.text(report)).ok().flatten()
    }

    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.whole.claim(id)
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        self.whole.claims()
    }

    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        self.whole.stand_ins()
    }

    fn judgements(&self) -> &[Judgement] {
        self.whole.judgements()
    }

    fn notes(&self) -> &[(ReportId, Note)] {
        self.narrow.as_ref().map_or_else(|| self.whole.notes(), |narrow| &narrow.notes)
    }

    fn notebook(&self) -> Option<&Notebook> {
        Some(&self.notebook)
    }
}

/// A snapshot that shows another record: as it stood before, with the claims of today.
pub(crate) struct Showing<'h> {
    pub(crate) held: &'h Held,
    pub(crate) record: &'h Record,
}

impl Snapshot for Showing<'_> {
    fn record(&self) -> &Record {
        self.record
    }

    fn text(&self, report: &ReportId) -> Option<String> {
        self.held.text(report)
    }

    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.held.claim(id)
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        self.held.claims()
    }

    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        self.held.stand_ins()
    }

    fn judgements(&self) -> &[Judgement] {
        self.held.judgements()
    }

    fn notes(&self) -> &[(ReportId, Note)] {
        self.held.notes()
    }

    fn notebook(&self) -> Option<&Notebook> {
        self.held.notebook().filter(|_| std::ptr::eq(self.record, self.held.record()))
    }
}
