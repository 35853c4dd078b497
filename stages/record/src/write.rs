//! Adds reports to the store: takes them with their readings and what was judged of them; gives
//! word of what each was. A batch is one change, so it is recorded whole or not at all. Changes no row.

use chancery_model::{Judgement, Reading, Report, ReportId};

use crate::database::{Database, Failure, Result as Asked, values};
use crate::judge::Rulings;
use crate::rows::{ReadingRow, day, insert_arrival, insert_reading, insert_report, row_of, to_json};
use crate::sound::{reading_faults, report_faults};
use crate::{RecordError, Store, moment};

/// A report, what one reading of it found, and what was judged of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The report.
    pub report: Report,
    /// The reading.
    pub reading: Reading,
    /// What is judged of the report as it is added: recorded with the reading, or neither is. A
    /// value set replaces the one in force for the same field and subjects, which is withdrawn.
    pub judgements: Vec<Judgement>,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Added, with its reading.
    New,
    /// Here already, and read so the last time: nothing changed, but for a new name.
    Known,
    /// Added, with its reading; the same text from the same outlet and day is here too, in other
    /// bytes. An outlet or day that neither tells counts as the same. The dates that the reports
    /// themselves tell are compared: which of them count as copies is for the record to say.
    SameText {
        /// The report that was here, of several the first by id.
        of: ReportId,
    },
    /// Here already, and last read otherwise: this reading is now the one in force.
    Reread,
    /// Not recorded: hashes, spans or quoted words do not fit the text. The rest of the batch is
    /// not touched by it.
    Refused {
        /// What does not fit, in a sentence.
        why: String,
    },
}

impl Store {
    /// Adds a batch: all of it, or on an error nothing. Outcomes come in the order of the batch.
    ///
    /// # Errors
    /// When `at` or the date of a judgement is no moment, the store is in use, may not be written,
    /// or has no space left.
    pub fn add(&mut self, batch: &[Entry], at: &str) -> Result<Vec<Outcome>, RecordError> {
        let at = moment(at)?;
        let judgements = batch.iter().flat_map(|entry| &entry.judgements);
        judgements.clone().try_for_each(|j| moment(&j.at).map(drop))?;
        let any = judgements.count() > 0;
        self.write(|database| {
            let mut rulings = if any { Rulings::in_force(database)? } else { Rulings::default() };
            let one = |entry: &Entry| {
                let outcome = add_one(database, entry, at)?;
                if !matches!(outcome, Outcome::Refused { .. }) {
                    entry.judgements.iter().try_for_each(|j| rulings.put(database, j, at))?;
                }
                Ok(outcome)
            };
            batch.iter().map(one).collect()
        })
    }

    /// Notes the names under which reports came that are here already, and what was judged of them,
    /// as [`Entry::judgements`] are; passes over reports that are not here.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn came_again(&mut self, reports: &[Report], judgements: &[Judgement], at: &str) -> Result<(), RecordError> {
        let at = moment(at)?;
        judgements.iter().try_for_each(|j| moment(&j.at).map(drop))?;
        if reports.is_empty() && judgements.is_empty() {
            return Ok(());
        }
        self.write(|database| {
            if !judgements.is_empty() {
                let mut rulings = Rulings::in_force(database)?;
                judgements.iter().try_for_each(|j| rulings.put(database, j, at))?;
            }
            for report in reports {
                if let Some(row) = row_of(database, &report.id)? {
                    note_arrival(database, row, report, at)?;
                }
            }
            Ok(())
        })
    }
}

fn add_one(database: &Database, entry: &Entry, at: &str) -> Asked<Outcome> {
    let Entry { report, reading, .. } = entry;
    if let Some(why) = first_fault(entry) {
        return Ok(Outcome::Refused { why });
    }
    if let Some(row) = row_of(database, &report.id)? {
        return add_again(database, row, entry, at);
    }
    let here = same_text(database, report)?;
    let row = insert_report(database, report, at)?;
    note_arrival(database, row, report, at)?;
    note_reading(database, row, reading, at)?;
    Ok(here.map_or(Outcome::New, |of| Outcome::SameText { of }))
}

/// A report that is here already. Its text stays the one first stored, so a reading of another
/// text (the same bytes, read by a newer version) cannot be hung on it.
fn add_again(database: &Database, row: i64, entry: &Entry, at: &str) -> Asked<Outcome> {
    let Entry { report, reading, .. } = entry;
    let question = "SELECT r.text_hash, g.id, g.at FROM report r JOIN reading g ON g.report = r.seq WHERE r.seq = ?1
         ORDER BY g.at DESC, g.seq DESC LIMIT 1";
    let last = database.one(question, values![row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let (text_hash, last, last_at): (String, String, String) =
        last.ok_or_else(|| Failure::Content(format!("report number {row} has no reading")))?;
    let reread = last != reading.id.0;
    if reread && text_hash != report.text_hash {
        let name = report.id.short();
        let why = format!("report `{name}` is stored with another text than was read; read it from the store");
        return Ok(Outcome::Refused { why });
    }
    note_arrival(database, row, report, at)?;
    if reread {
        // The reading made last counts, on a machine whose clock was set back too.
        note_reading(database, row, reading, at.max(&last_at))?;
    }
    Ok(if reread { Outcome::Reread } else { Outcome::Known })
}

fn first_fault(Entry { report, reading, .. }: &Entry) -> Option<String> {
    if reading.report != report.id {
        let (read, given) = (reading.report.short(), report.id.short());
        return Some(format!("the reading of report `{read}` came with report `{given}`"));
    }
    let faults = report_faults(report).into_iter();
    faults.chain(reading_faults(&report.id, &report.text, &reading.claims, &reading.notes)).next()
}

fn same_text(database: &Database, report: &Report) -> Asked<Option<ReportId>> {
    let question = "SELECT id FROM report WHERE text_hash = ?1 AND outlet IS NOT DISTINCT FROM ?2
         AND day IS NOT DISTINCT FROM ?3 ORDER BY id LIMIT 1";
    let day = day(report);
    database.one(question, values![&report.text_hash, &report.outlet, &day], |row| row.get(0).map(ReportId))
}

fn note_arrival(database: &Database, row: i64, report: &Report, at: &str) -> Asked<()> {
    insert_arrival(database, row, &report.key, report.path.as_deref(), at).map(drop)
}

fn note_reading(database: &Database, row: i64, reading: &Reading, at: &str) -> Asked<()> {
    let Reading { id, engine, data, .. } = reading;
    let (notes, claims) = (to_json(&reading.notes)?, to_json(&reading.claims)?);
    let imprint = reading.imprint.as_ref().map(to_json).transpose()?;
    let (notes, claims, imprint) = (&*notes, &*claims, imprint.as_deref());
    insert_reading(database, row, &ReadingRow { at, id: &id.0, engine, data, notes, claims, imprint })
}

#[cfg(test)]
mod tests {
    use chancery_model::{JudgementId, JudgementKind, Subject};

    use super::*;
    use crate::sample;

    #[test]
    fn a_batch_that_finds_no_space_is_not_there_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("small");
        let mut store = Store::create_or_open(&path).unwrap();
        let text = |i: usize| format!("Visitor {i} met the host. {}", "They spoke. ".repeat(300));
        let mut batch: Vec<_> = (0..40).map(|i| sample::entry(&i.to_string(), &text(i))).collect();
        store.add(&batch[..2], sample::AT).unwrap();
        let kind = JudgementKind::Set { field: "published".to_owned(), value: "2025-12-07".to_owned() };
        let subjects = vec![Subject::Report(batch[2].report.id.clone())];
        let (id, by, at) = (JudgementId("j01".to_owned()), "user".to_owned(), sample::AT.to_owned());
        batch[2].judgements.push(Judgement { id, kind, subjects, by, at, withdrawn: None });
        let before = store.material(None).unwrap();

        let pages: i64 = store.database.sqlite().pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        store.database.sqlite().pragma_update(None, "max_page_count", pages + 100).unwrap();
        let error = store.add(&batch, sample::AT).unwrap_err();
        let expected = format!("no space left for `{}`; nothing of this batch was recorded", path.display());
        assert_eq!(error.to_string(), expected);
        assert_eq!(store.material(None).unwrap(), before);
        assert_eq!(store.verify().unwrap(), []);

        store.database.sqlite().pragma_update(None, "max_page_count", 1_000_000).unwrap();
        assert_eq!(store.add(&batch, sample::AT).unwrap().iter().filter(|o| **o == Outcome::New).count(), 38);
        assert_eq!(store.judgements(None).unwrap(), batch[2].judgements);
    }
}
