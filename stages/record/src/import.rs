//! Takes the lines of an export and adds what of it is missing here, all of it or nothing.

use std::io::{BufRead, ErrorKind};

use chancery_model::{Claim, Imprint, Judgement, Note, ReportId};
use sha2::{Digest, Sha256};

use crate::database::{Database, Failure, Result as Asked, values};
use crate::judge::{insert_body, withdraw};
use crate::rows::{ReadingRow, insert_arrival, insert_reading, insert_report, row_of};
use crate::sound::{reading_faults, report_faults};
use crate::transfer::{ArrivalLine, Counts, EXPORT_FORMAT, Ending, ExportLine, ReadingLine, ReportLine};
use crate::{RecordError, Store, moment};

/// What became of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many there are of each in the file.
    pub held: Counts,
    /// How many of them were not here and are now.
    pub new: Counts,
    /// Judgements that were in force here and are withdrawn by the file.
    pub withdrawn: usize,
    /// Reports that are here with another text than in the file, as another version read it from the same bytes:
    /// their readings were left out.
    pub other_text: usize,
}

impl Store {
    /// Adds what is missing here of an export, which messages call `name`. A file that is cut off or was altered
    /// leaves nothing behind.
    ///
    /// # Errors
    /// When the file cannot be read, is no whole export, or does not hold together; and as [`Store::add`].
    pub fn import(&mut self, from: &mut dyn BufRead, name: &str) -> Result<Imported, RecordError> {
        let store = self.name.clone();
        let whole = self.database.write(|database| {
            let seen = Imported::default();
            let mut importer = Importer { database, store: &store, name, seen, other: None, line: 0 };
            importer.all(from).map(|()| importer.seen)
        });
        whole.map_err(|failure| failure.of(&store))?
    }
}

struct Importer<'c> {
    database: &'c Database,
    store: &'c str,
    /// How messages call the file.
    name: &'c str,
    seen: Imported,
    /// The report at hand, where it is here with another text.
    other: Option<ReportId>,
    line: usize,
}

impl Importer<'_> {
    fn all(&mut self, from: &mut dyn BufRead) -> Result<(), RecordError> {
        let mut hash = Sha256::new();
        let mut ended = false;
        let mut text = Vec::new();
        loop {
            text.clear();
            match from.read_until(b'\n', &mut text) {
                Ok(0) => break,
                Ok(_) => self.line += 1,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.unreadable(&error.to_string())),
            }
            if ended {
                return Err(self.fault("something stands behind its last line"));
            }
            let line: ExportLine = match serde_json::from_slice(&text) {
                Ok(line) => line,
                Err(_) if self.line == 1 => return Err(self.no_export()),
                Err(_) if !text.ends_with(b"\n") => return Err(self.cut_off()),
                Err(error) => return Err(self.fault(&format!("it cannot be read: {error}"))),
            };
            if let Some(end) = line.end {
                self.end(&end, hash.clone())?;
                ended = true;
                continue;
            }
            hash.update(&text);
            self.take(line)?;
        }
        match (self.line, ended) {
            (0, _) => Err(self.no_export()),
            (_, true) => Ok(()),
            _ => Err(self.cut_off()),
        }
    }

    fn take(&mut self, line: ExportLine) -> Result<(), RecordError> {
        if self.line == 1 {
            return match line.chancery {
                Some(opening) if opening.export > EXPORT_FORMAT => Err(self.newer(opening.export)),
                Some(_) => Ok(()),
                None => Err(self.no_export()),
            };
        }
        match line {
            ExportLine { report: Some(report), .. } => self.report(report),
            ExportLine { arrival: Some(arrival), .. } => self.arrival(&arrival),
            ExportLine { reading: Some(reading), .. } => self.reading(&reading),
            ExportLine { judgement: Some(body), withdrawn, .. } => self.judgement(body.get(), withdrawn.as_deref()),
            _ => Err(self.fault("it tells nothing")),
        }
    }

    fn report(&mut self, line: ReportLine) -> Result<(), RecordError> {
        self.seen.held.reports += 1;
        self.other = None;
        let id = line.id.clone();
        let Some((report, added)) = line.report() else { return Err(self.fault("its bytes are not in base64")) };
        if let Some(fault) = report_faults(&report).first() {
            return Err(self.fault(fault));
        }
        self.moment(&added)?;
        let hash = self.of_report("SELECT text_hash FROM report WHERE id = ?1", &id)?;
        match hash {
            Some(here) if here != report.text_hash => {
                self.seen.other_text += 1;
                self.other = Some(id);
            }
            Some(_) => {}
            None => {
                insert_report(self.database, &report, &added).map_err(|e| self.blame(e))?;
                self.seen.new.reports += 1;
            }
        }
        Ok(())
    }

    fn arrival(&mut self, line: &ArrivalLine) -> Result<(), RecordError> {
        self.seen.held.arrivals += 1;
        self.moment(&line.at)?;
        let row = self.row(&line.report)?;
        let added = insert_arrival(self.database, row, &line.key, line.path.as_deref(), &line.at);
        self.seen.new.arrivals += usize::from(added.map_err(|e| self.blame(e))?);
        Ok(())
    }

    fn reading(&mut self, line: &ReadingLine) -> Result<(), RecordError> {
        self.seen.held.readings += 1;
        self.moment(&line.at)?;
        let row = self.row(&line.report)?;
        if self.other.as_ref() == Some(&line.report) {
            return Ok(());
        }
        let question = "SELECT seq FROM reading WHERE report = ?1 AND id = ?2 AND at = ?3";
        let here: Asked<Option<i64>> = self.database.one(question, values![row, &line.id, &line.at], |row| row.get(0));
        if here.map_err(|e| self.blame(e))?.is_some() {
            return Ok(());
        }
        let claims: Vec<Claim> = self.parsed(line.claims.get())?;
        let notes: Vec<Note> = self.parsed(line.notes.get())?;
        let text = self.of_report("SELECT text FROM report WHERE id = ?1", &line.report)?;
        if let Some(fault) = reading_faults(&line.report, &text.unwrap_or_default(), &claims, &notes).first() {
            return Err(self.fault(fault));
        }
        let imprint = line.imprint.as_ref().map(|imprint| imprint.get());
        imprint.map(|imprint| self.parsed::<Imprint>(imprint)).transpose()?;
        let ReadingLine { at, id, engine, data, .. } = line;
        let (notes, claims) = (line.notes.get(), line.claims.get());
        insert_reading(self.database, row, &ReadingRow { at, id, engine, data, notes, claims, imprint })
            .map_err(|e| self.blame(e))?;
        self.seen.new.readings += 1;
        Ok(())
    }

    fn judgement(&mut self, body: &str, withdrawn: Option<&str>) -> Result<(), RecordError> {
        self.seen.held.judgements += 1;
        let judgement: Judgement = self.parsed(body)?;
        self.moment(&judgement.at)?;
        withdrawn.map(|at| self.moment(at)).transpose()?;
        let added = insert_body(self.database, &judgement.id, &judgement.at, body).map_err(|e| self.blame(e))?;
        self.seen.new.judgements += usize::from(added);
        if let Some(at) = withdrawn {
            let news = withdraw(self.database, &judgement.id, at).map_err(|e| self.blame(e))?;
            self.seen.withdrawn += usize::from(news && !added);
        }
        Ok(())
    }

    /// The counts and the hash must be those of the lines before.
    fn end(&self, end: &Ending, hash: Sha256) -> Result<(), RecordError> {
        if end.counts != self.seen.held {
            return Err(self.altered("lines are missing or were added"));
        }
        let found: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
        if found != end.sha256 {
            return Err(self.altered("its lines are not those that were written"));
        }
        Ok(())
    }

    /// The row of a report that came before.
    fn row(&self, report: &ReportId) -> Result<i64, RecordError> {
        let row = row_of(self.database, report).map_err(|e| self.blame(e))?;
        row.ok_or_else(|| self.fault(&format!("it is about report `{}`, which is not there", report.short())))
    }

    /// A text that is told of a report.
    fn of_report(&self, question: &str, report: &ReportId) -> Result<Option<String>, RecordError> {
        self.database.one(question, values![&report.0], |row| row.get(0)).map_err(|e| self.blame(e))
    }

    fn parsed<T: serde::de::DeserializeOwned>(&self, json: &str) -> Result<T, RecordError> {
        serde_json::from_str(json).map_err(|error| self.fault(&format!("it cannot be read: {error}")))
    }

    fn moment(&self, at: &str) -> Result<(), RecordError> {
        moment(at).map(drop).map_err(|_| self.fault(&format!("`{at}` is no moment")))
    }

    fn blame(&self, failure: Failure) -> RecordError {
        failure.of(self.store)
    }

    fn no_export(&self) -> RecordError {
        RecordError::NoExport { file: self.name.to_owned() }
    }

    fn cut_off(&self) -> RecordError {
        RecordError::CutOff { file: self.name.to_owned(), line: self.line }
    }

    fn newer(&self, found: u32) -> RecordError {
        RecordError::NewerExport { file: self.name.to_owned(), found }
    }

    fn altered(&self, reason: &str) -> RecordError {
        RecordError::Altered { file: self.name.to_owned(), reason: reason.to_owned() }
    }

    fn unreadable(&self, reason: &str) -> RecordError {
        RecordError::Altered { file: self.name.to_owned(), reason: format!("it cannot be read: {reason}") }
    }

    fn fault(&self, reason: &str) -> RecordError {
        RecordError::Altered { file: self.name.to_owned(), reason: format!("line {}: {reason}", self.line) }
    }
}
