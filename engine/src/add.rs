//! Takes inputs, reads their reports, and puts both into a store, a batch a transaction. A report
//! that is there already is read as it was stored, and only where program, data or date are others
//! than the last time. A date given by the user never enters the stored report: it is a judgement.

use std::collections::BTreeMap;

use chancery_model::{Edtf, Judgement, JudgementId, JudgementKind, Reading, ReadingId, Report, ReportId, Subject};
use chancery_record::{Entry, Outcome, Store};
use rayon::prelude::*;

use crate::{Engine, EngineError, Input, Options, VERSION};

/// How many reports go into one transaction: enough that the disk is not waited for after each,
/// few enough that an interrupted run loses seconds of work.
const BATCH: usize = 128;

/// How far the reading of many reports has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Reports done.
    pub done: usize,
    /// Reports in all, as far as is known: an input that has not been opened counts for one.
    pub total: usize,
}

/// What became of the inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports added.
    pub new: usize,
    /// Reports that were there already, unchanged.
    pub known: usize,
    /// Reports whose text was there already from the same outlet and day: added too, though the
    /// record shows one of them only.
    pub same_text: usize,
    /// Reports that were there already and were read anew (newer program, data or date).
    pub reread: usize,
    /// Those of all these reports, by their own account or the user's, without a publication date.
    pub undated: usize,
    /// Inputs that could not be read or recorded, each with its reason.
    pub problems: Vec<String>,
}

impl Tally {
    /// How many of the reports are in the store now.
    #[must_use]
    pub fn recorded(&self) -> usize {
        self.new + self.known + self.same_text + self.reread
    }
}

impl Engine {
    /// Adds all reports of `inputs` to `store`. A bad input is told in the tally and skipped.
    /// `at` is the present moment, RFC 3339 UTC.
    ///
    /// # Errors
    /// Where the store cannot be written; batches before that are kept, and counted in the error.
    pub fn add(
        &self,
        store: &mut Store,
        inputs: &[Input],
        options: &Options,
        at: &str,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Tally, EngineError> {
        let mut tally = Tally::default();
        let dates = Dates { all: options.published, each: given_dates(&store.material(None)?.judgements) };
        let mut options = options.clone();
        options.published = None;
        let (mut done, mut unopened) = (0, inputs.len());
        for chunk in inputs.chunks(BATCH) {
            let acquired: Vec<_> = chunk.par_iter().map(|input| self.acquire(input, &options)).collect();
            let mut reports = Vec::new();
            for a in acquired {
                tally.problems.extend(a.problems.iter().map(ToString::to_string));
                reports.extend(a.reports);
            }
            unopened -= chunk.len();
            while !reports.is_empty() {
                let batch = reports.split_off(reports.len().saturating_sub(BATCH));
                done += batch.len();
                self.add_batch(store, batch, &dates, at, &mut tally).map_err(|error| error.after(tally.recorded()))?;
                progress(Progress { done, total: done + reports.len() + unopened });
            }
        }
        Ok(tally)
    }

    fn add_batch(
        &self,
        store: &mut Store,
        reports: Vec<Report>,
        dates: &Dates,
        at: &str,
        tally: &mut Tally,
    ) -> Result<(), EngineError> {
        let (mut known, mut unread) = (Vec::new(), Vec::new());
        for report in reports {
            let report = match store.report(&report.id)? {
                Some(kept) => Report { key: report.key, path: report.path, ..kept },
                None => report,
            };
            let date = dates.of(&report.id).or(report.published.edtf);
            tally.undated += usize::from(date.is_none());
            let reading = ReadingId::of(&report.id, VERSION, &self.data().fingerprint, date);
            let read = store.latest_reading(&report.id)? == Some(reading);
            if read { &mut known } else { &mut unread }.push(report);
        }

        let read: Vec<_> = unread.into_par_iter().map(|report| self.read_as_of(dates, report)).collect();
        let mut entries = Vec::new();
        for outcome in read {
            match outcome {
                Ok(entry) => entries.push(entry),
                Err(problem) => tally.problems.push(problem),
            }
        }

        store.came_again(&known, at)?;
        tally.known += known.len();
        for (outcome, entry) in store.add(&entries, at)?.into_iter().zip(entries) {
            match outcome {
                Outcome::New => tally.new += 1,
                Outcome::Known => tally.known += 1,
                Outcome::SameText { .. } => tally.same_text += 1,
                Outcome::Reread => tally.reread += 1,
                Outcome::Refused { why } => {
                    tally.problems.push(format!("`{}` was not recorded: {why}", name_of(&entry.report)));
                    continue;
                }
            }
            known.push(entry.report);
        }
        for report in known {
            if let Some(date) = dates.all.filter(|date| dates.each.get(&report.id) != Some(date)) {
                store.judge(&given_date(&report.id, date, at))?;
            }
        }
        Ok(())
    }

    fn reading(&self, report: &Report) -> Result<Reading, String> {
        self.try_read(report).map(|read| read.reading)
    }

    /// Reads a report under the date in force; the report itself keeps the date that it tells.
    fn read_as_of(&self, dates: &Dates, mut report: Report) -> Result<Entry, String> {
        let Some(date) = dates.of(&report.id) else {
            return self.reading(&report).map(|reading| Entry { report, reading });
        };
        let dated = report.published.with_given(date);
        let own = std::mem::replace(&mut report.published, dated);
        let reading = self.reading(&report)?;
        report.published = own;
        Ok(Entry { report, reading })
    }
}

/// The publication dates that users gave.
struct Dates {
    /// The one given now, for all that is added.
    all: Option<Edtf>,
    /// Those given earlier.
    each: BTreeMap<ReportId, Edtf>,
}

impl Dates {
    fn of(&self, report: &ReportId) -> Option<Edtf> {
        self.all.or_else(|| self.each.get(report).copied())
    }
}

fn name_of(report: &Report) -> &str {
    report.path.as_deref().unwrap_or(&report.key)
}

/// A date given by the user is a judgement, so that it outlives every later reading.
fn given_date(report: &ReportId, date: Edtf, at: &str) -> Judgement {
    let kind = JudgementKind::Set { field: "published".to_owned(), value: date.to_string() };
    let subjects = vec![Subject::Report(report.clone())];
    let id = JudgementId::of(&kind, &subjects, "user", at);
    Judgement { id, kind, subjects, by: "user".to_owned(), at: at.to_owned(), withdrawn: None }
}

/// The dates in force that users gave, by report: the latest judgement on each.
pub(crate) fn given_dates(judgements: &[Judgement]) -> BTreeMap<ReportId, Edtf> {
    let mut latest: BTreeMap<ReportId, (&str, Edtf)> = BTreeMap::new();
    for judgement in judgements.iter().filter(|j| j.withdrawn.is_none()) {
        let JudgementKind::Set { field, value } = &judgement.kind else { continue };
        let (true, Ok(date)) = (field == "published", value.trim_matches('"').parse()) else { continue };
        for subject in &judgement.subjects {
            if let Subject::Report(report) = subject {
                let slot = latest.entry(report.clone()).or_insert((&judgement.at, date));
                if slot.0 <= judgement.at.as_str() {
                    *slot = (&judgement.at, date);
                }
            }
        }
    }
    latest.into_iter().map(|(report, (_, date))| (report, date)).collect()
}
