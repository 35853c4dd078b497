//! One report, read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chancery_data::Data;
use chancery_model::{Document, Findings, Reading, ReadingId, Report};

pub use chancery_identify::ResolvedTime;

use crate::{Engine, VERSION};

/// What one pass over a report gives, with the steps between.
#[derive(Clone, Debug)]
pub struct Read<'r> {
    /// The report after language analysis.
    pub document: Document<'r>,
    /// What the text says.
    pub findings: Findings,
    /// The claims, with actors, days and places fixed.
    pub reading: Reading,
    /// Every expression of time with its TIMEX3 type and value, in order of the text.
    pub times: Vec<ResolvedTime>,
}

impl<'r> Read<'r> {
    pub(crate) fn new(
        data: &Data,
        document: Document<'r>,
        findings: Findings,
        identified: chancery_identify::Identified,
    ) -> Self {
        let report = document.report;
        let reading = Reading {
            id: ReadingId::of(&report.id, VERSION, &data.fingerprint, report.published.edtf),
            report: report.id.clone(),
            engine: VERSION.to_owned(),
            data: data.fingerprint.clone(),
            claims: identified.claims,
            notes: identified.notes,
        };
        Self { document, findings, reading, times: identified.times }
    }
}

impl Engine {
    /// Reads a report; a fault of the program loses that report only, and is told.
    pub(crate) fn try_read(&self, report: &Report) -> Result<Reading, String> {
        catch_unwind(AssertUnwindSafe(|| self.read(report).reading)).map_err(|_| {
            let name = report.path.as_deref().unwrap_or(&report.key);
            format!("`{name}` could not be read: a fault of the program, please tell its authors")
        })
    }
}
