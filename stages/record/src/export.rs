//! Writes a whole store as lines of JSON, the same lines for the same contents whatever the order in which they came.

use std::io::{self, Write};

use chancery_model::ReportId;
use rusqlite::{Connection, Row};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::rows::{self, REPORT};
use crate::transfer::{ArrivalLine, Counts, EXPORT_FORMAT, Ending, ExportLine, Opening, ReadingLine, ReportLine};
use crate::{RecordError, Store};

/// What stopped an export.
enum Stopped {
    Database(rusqlite::Error),
    Writing(io::Error),
}

impl From<rusqlite::Error> for Stopped {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl Store {
    /// Writes everything that is here: reports with their bytes, the names they came under, all readings, all
    /// judgements.
    ///
    /// # Errors
    /// When the store cannot be read; the inner error when `to` cannot be written.
    pub fn export(&self, to: &mut dyn Write) -> Result<io::Result<Counts>, RecordError> {
        let snapshot = self.connection.unchecked_transaction().map_err(|e| self.blame(e))?;
        let mut writer = Writer { to, hash: Sha256::new() };
        match all(&snapshot, &mut writer) {
            Ok(counts) => Ok(Ok(counts)),
            Err(Stopped::Writing(error)) => Ok(Err(error)),
            Err(Stopped::Database(error)) => Err(self.blame(error)),
        }
    }
}

fn all(connection: &Connection, writer: &mut Writer<'_>) -> Result<Counts, Stopped> {
    let mut counts = Counts::default();
    writer.line(&ExportLine { chancery: Some(Opening { export: EXPORT_FORMAT }), ..ExportLine::default() })?;
    let mut question = connection.prepare(&format!("{REPORT} ORDER BY r.id"))?;
    let mut reports = question.query(())?;
    while let Some(row) = reports.next()? {
        let (report, seq) = (rows::report(row)?, row.get::<_, i64>(18)?);
        let id = report.id.clone();
        counts.reports += 1;
        let report = Some(ReportLine::of(report, row.get(11)?));
        writer.line(&ExportLine { report, ..ExportLine::default() })?;
        counts.arrivals += arrivals(connection, seq, &id, writer)?;
        counts.readings += readings(connection, seq, &id, writer)?;
    }
    let question = "SELECT j.body, w.at FROM judgement j LEFT JOIN withdrawal w ON w.judgement = j.seq
         ORDER BY j.at, j.id";
    let mut question = connection.prepare(question)?;
    let mut judgements = question.query(())?;
    while let Some(row) = judgements.next()? {
        counts.judgements += 1;
        let (judgement, withdrawn) = (Some(raw(row, 0)?), row.get(1)?);
        writer.line(&ExportLine { judgement, withdrawn, ..ExportLine::default() })?;
    }
    let sha256 = writer.hash.clone().finalize().iter().map(|b| format!("{b:02x}")).collect();
    writer.line(&ExportLine { end: Some(Ending { counts, sha256 }), ..ExportLine::default() })?;
    writer.to.flush().map_err(Stopped::Writing)?;
    Ok(counts)
}

fn arrivals(connection: &Connection, report: i64, id: &ReportId, writer: &mut Writer<'_>) -> Result<usize, Stopped> {
    let question = "SELECT key, path, at FROM arrival WHERE report = ?1 ORDER BY key, path";
    let mut question = connection.prepare_cached(question)?;
    let mut rows = question.query([report])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let arrival = ArrivalLine { report: id.clone(), key: row.get(0)?, path: row.get(1)?, at: row.get(2)? };
        writer.line(&ExportLine { arrival: Some(arrival), ..ExportLine::default() })?;
    }
    Ok(count)
}

fn readings(connection: &Connection, report: i64, id: &ReportId, writer: &mut Writer<'_>) -> Result<usize, Stopped> {
    // A store of an older format that is only looked at has no imprints.
    let (imprint, join) = if rows::has_imprints(connection)? {
        ("i.body", "LEFT JOIN imprint i ON i.reading = g.seq")
    } else {
        ("NULL", "")
    };
    let mut question = connection.prepare_cached(&format!(
        "SELECT at, id, engine, data, notes, claims, {imprint} FROM reading g {join} WHERE report = ?1 ORDER BY at, g.seq"
    ))?;
    let mut rows = question.query([report])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let reading = ReadingLine {
            report: id.clone(),
            at: row.get(0)?,
            id: row.get(1)?,
            engine: row.get(2)?,
            data: row.get(3)?,
            notes: raw(row, 4)?,
            claims: raw(row, 5)?,
            imprint: row.get::<_, Option<String>>(6)?.map(|_| raw(row, 6)).transpose()?,
        };
        writer.line(&ExportLine { reading: Some(reading), ..ExportLine::default() })?;
    }
    Ok(count)
}

/// A column of JSON as it stands.
fn raw(row: &Row<'_>, column: usize) -> rusqlite::Result<Box<RawValue>> {
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
