//! Writes a whole store as lines of JSON, the same lines for the same contents whatever the order in which they came.

use std::io::{self, Write};

use chancery_model::ReportId;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::database::{self, Database, Failure, Row, values};
use crate::rows::{self, REPORT};
use crate::transfer::{ArrivalLine, Counts, EXPORT_FORMAT, Ending, ExportLine, Opening, ReadingLine, ReportLine};
use crate::{RecordError, Store};

/// What stopped an export.
enum Stopped {
    Database(Failure),
    Writing(io::Error),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Database(failure)
    }
}

impl Store {
    /// Writes everything that is here: reports with their bytes, the names they came under, all readings, all
    /// judgements.
    ///
    /// # Errors
    /// When the store cannot be read; the inner error when `to` cannot be written.
    pub fn export(&self, to: &mut dyn Write) -> Result<io::Result<Counts>, RecordError> {
        let mut writer = Writer { to, hash: Sha256::new() };
        match self.database.hold(|database| all(database, &mut writer)) {
            Ok(Ok(counts)) => Ok(Ok(counts)),
            Ok(Err(Stopped::Writing(error))) => Ok(Err(error)),
            Ok(Err(Stopped::Database(failure))) | Err(failure) => Err(self.blame(failure)),
        }
    }
}

fn all(database: &Database, writer: &mut Writer<'_>) -> Result<Counts, Stopped> {
    let mut counts = Counts::default();
    writer.line(&ExportLine { chancery: Some(Opening { export: EXPORT_FORMAT }), ..ExportLine::default() })?;
    database.each(&format!("{REPORT} ORDER BY r.id"), &[], |row| {
        let (report, seq) = (rows::report(row)?, row.get::<i64>(18)?);
        let id = report.id.clone();
        counts.reports += 1;
        let report = Some(ReportLine::of(report, row.get(11)?));
        writer.line(&ExportLine { report, ..ExportLine::default() })?;
        counts.arrivals += arrivals(database, seq, &id, writer)?;
        counts.readings += readings(database, seq, &id, writer)?;
        Ok::<_, Stopped>(())
    })?;
    let question = "SELECT j.body, w.at FROM judgement j LEFT JOIN withdrawal w ON w.judgement = j.seq
         ORDER BY j.at, j.id";
    database.each(question, &[], |row| {
        counts.judgements += 1;
        let (judgement, withdrawn) = (Some(raw(row, 0)?), row.get(1)?);
        writer.line(&ExportLine { judgement, withdrawn, ..ExportLine::default() })
    })?;
    let sha256 = writer.hash.clone().finalize().iter().map(|b| format!("{b:02x}")).collect();
    writer.line(&ExportLine { end: Some(Ending { counts, sha256 }), ..ExportLine::default() })?;
    writer.to.flush().map_err(Stopped::Writing)?;
    Ok(counts)
}

fn arrivals(database: &Database, report: i64, id: &ReportId, writer: &mut Writer<'_>) -> Result<usize, Stopped> {
    let question = "SELECT key, path, at FROM arrival WHERE report = ?1 ORDER BY key, path NULLS FIRST";
    let arrivals = database.all(question, values![report], |row| {
        Ok(ArrivalLine { report: id.clone(), key: row.get(0)?, path: row.get(1)?, at: row.get(2)? })
    })?;
    let count = arrivals.len();
    for arrival in arrivals {
        writer.line(&ExportLine { arrival: Some(arrival), ..ExportLine::default() })?;
    }
    Ok(count)
}

fn readings(database: &Database, report: i64, id: &ReportId, writer: &mut Writer<'_>) -> Result<usize, Stopped> {
    // A store of an older format that is only looked at has no imprints.
    let (imprint, join) = if rows::has_imprints(database)? {
        ("i.body", "LEFT JOIN imprint i ON i.reading = g.seq")
    } else {
        ("NULL", "")
    };
    let question = format!(
        "SELECT at, id, engine, data, notes, claims, {imprint} FROM reading g {join} WHERE report = ?1 ORDER BY at, g.seq"
    );
    let readings = database.all(&question, values![report], |row| {
        Ok(ReadingLine {
            report: id.clone(),
            at: row.get(0)?,
            id: row.get(1)?,
            engine: row.get(2)?,
            data: row.get(3)?,
            notes: raw(row, 4)?,
            claims: raw(row, 5)?,
            imprint: row.get::<Option<String>>(6)?.map(|_| raw(row, 6)).transpose()?,
        })
    })?;
    let count = readings.len();
    for reading in readings {
        writer.line(&ExportLine { reading: Some(reading), ..ExportLine::default() })?;
    }
    Ok(count)
}

/// A column of JSON as it stands.
fn raw(row: &Row<'_>, column: usize) -> database::Result<Box<RawValue>> {
    rows::from_json(row, column)
}

/// Writes lines and hashes them.
struct Writer<'w> {
    to: &'w mut dyn Write,
    hash: Sha256,
}

impl Writer<'_> {
    fn line(&mut self, line: &ExportLine) -> Result<(), Stopped> {
        let mut text = serde_json::to_vec(line).map_err(|e| Stopped::Writing(e.into()))?;
        text.push(b'\n');
        self.hash.update(&text);
        self.to.write_all(&text).map_err(Stopped::Writing)
    }
}
