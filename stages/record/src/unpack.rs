//! Takes readings as they lie in columns, gives their claims, notes and imprints.

use crate::database::{Result, Row};
use crate::rows;
use chancery_model::{Claim, Imprint, Note, ReportId};

/// A reading's columns.
pub(crate) struct Packed {
    pub(crate) report: ReportId,
    claims: String,
    notes: String,
    imprint: Option<String>,
}

/// A reading.
pub(crate) struct Unpacked {
    pub(crate) report: ReportId,
    pub(crate) claims: Vec<Claim>,
    pub(crate) notes: Vec<Note>,
    pub(crate) imprint: Option<Imprint>,
}

impl Packed {
    /// A report's reading, from a row that has its claims, notes and imprint after the first column.
    pub(crate) fn of(report: ReportId, row: &Row<'_>) -> Result<Self> {
        Ok(Self { report, claims: row.get(1)?, notes: row.get(2)?, imprint: row.get(3)? })
    }

    pub(crate) fn unpack(self) -> Result<Unpacked> {
        let claims = rows::parsed(&self.claims, 1)?;
        let notes = rows::parsed(&self.notes, 2)?;
        let imprint = self.imprint.map(|imprint| rows::parsed(&imprint, 3)).transpose()?;
        Ok(Unpacked { report: self.report, claims, notes, imprint })
    }
}
