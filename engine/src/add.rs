//! Takes inputs, reads their reports, and puts both into a store, a batch a transaction. A report
//! that is there already is read as it was stored, and only where program, data or date are others
//! than the last time. A date given by the user never enters the stored report: it is a judgement.

use std::collections::BTreeMap;

use chancery_model::{Edtf, Judgement, ReadingId, Report, ReportId};
use chancery_record::{Entry, Outcome, Store};

use crate::given::{dated, given_date, given_dates};
use crate::read::name_of;
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

    /// Adds what became of more.
    pub fn absorb(&mut self, more: &Self) {
        self.new += more.new;
        self.known += more.known;
        self.same_text += more.same_text;
        self.reread += more.reread;
        self.undated += more.undated;
        self.problems.extend(more.problems.iter().cloned());
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
        let dates = Dates { all: options.published, each: given_dates(&store.judgements(None)?) };
        let mut options = options.clone();
        options.published = None;
        let mut done = 0;
        let mut intake = self.intake(inputs, &options);
        while let Some((batch, problems)) = intake.next(BATCH) {
            tally.problems.extend(problems);
            done += batch.len();
            if !batch.is_empty() {
                self.add_batch(store, batch, &dates, at, &mut tally).map_err(|error| error.after(tally.recorded()))?;
            }
            progress(Progress { done, total: done + intake.left() });
        }
        Ok(tally)
    }

    /// Adds reports that were opened before, in one transaction, and counts them in `tally`. `at` is the present
    /// moment, RFC 3339 UTC.
    ///
    /// # Errors
    /// Where the store cannot be written: then none of them is there.
    pub fn add_opened(
        &self,
        store: &mut Store,
        reports: Vec<Report>,
        at: &str,
        tally: &mut Tally,
    ) -> Result<(), EngineError> {
        let dates = Dates { all: None, each: given_dates(&store.judgements(None)?) };
        self.add_batch(store, reports, &dates, at, tally).map_err(|error| error.after(tally.recorded()))
    }

    /// Reads reports of a store again, all of them or only some, with this program, this data and the dates in
    /// force. One that was last read so is counted as known and left alone. `at` is the present moment, RFC 3339 UTC.
    ///
    /// # Errors
    /// As [`Engine::add`].
    pub fn reread(
        &self,
        store: &mut Store,
        only: Option<&[ReportId]>,
        at: &str,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Tally, EngineError> {
        let mut tally = Tally::default();
        let dates = Dates { all: None, each: given_dates(&store.judgements(None)?) };
        let ids = only.map_or_else(|| store.report_ids(), |some| Ok(some.to_vec()))?;
        let mut done = 0;
        for some in ids.chunks(BATCH) {
            let kept: Vec<Option<Report>> = some.iter().map(|id| store.report(id)).collect::<Result<_, _>>()?;
            let kept = kept.into_iter().flatten().collect();
            self.add_batch(store, kept, &dates, at, &mut tally).map_err(|error| error.after(tally.recorded()))?;
            done += some.len();
            progress(Progress { done, total: ids.len() });
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
            let date = dates.of(&report.id).unwrap_or(report.published.edtf);
            tally.undated += usize::from(date.is_none());
            let reading = ReadingId::of(&report.id, VERSION, &self.fingerprint, date);
            let read = store.latest_reading(&report.id)? == Some(reading);
            if read { &mut known } else { &mut unread }.push(report);
        }

        let mut entries = Vec::new();
        for outcome in self.read_as_of(dates, unread, at) {
            match outcome {
                Ok(entry) => entries.push(entry),
                Err(problem) => tally.problems.push(problem),
            }
        }

        let judgements: Vec<Judgement> = known.iter().filter_map(|report| dates.judgement(report, at)).collect();
        store.came_again(&known, &judgements, at)?;
        tally.known += known.len();
        for (outcome, entry) in store.add(&entries, at)?.into_iter().zip(entries) {
            match outcome {
                Outcome::New => tally.new += 1,
                Outcome::Known => tally.known += 1,
                Outcome::SameText { .. } => tally.same_text += 1,
                Outcome::Reread => tally.reread += 1,
                Outcome::Refused { why } => {
                    tally.problems.push(format!("`{}` was not recorded: {why}", name_of(&entry.report)));
                }
            }
        }
        Ok(())
    }

    /// Reads reports under the dates in force; the reports themselves keep the dates that they tell.
    fn read_as_of(&self, dates: &Dates, mut reports: Vec<Report>, at: &str) -> Vec<Result<Entry, String>> {
        let told: Vec<_> = reports.iter().map(|report| report.published.clone()).collect();
        for report in &mut reports {
            if let Some(date) = dates.of(&report.id) {
                report.published = dated(&report.published, date);
            }
        }
        let readings = self.read_all(&reports.iter().collect::<Vec<_>>(), |way| way.reading);
        let entry = |((mut report, own), reading): ((Report, _), Result<_, String>)| {
            report.published = own;
            let judgements = dates.judgement(&report, at).into_iter().collect();
            reading.map(|reading| Entry { report, reading, judgements })
        };
        reports.into_iter().zip(told).zip(readings).map(entry).collect()
    }
}

/// The publication dates that users gave.
struct Dates {
    /// The one given now, for all that is added.
    all: Option<Edtf>,
    /// Those given earlier.
    each: BTreeMap<ReportId, Option<Edtf>>,
}

impl Dates {
    /// The date given to a report: `Some(None)` where it is given as not known.
    fn of(&self, report: &ReportId) -> Option<Option<Edtf>> {
        self.all.map(Some).or_else(|| self.each.get(report).copied())
    }

    /// The judgement that puts the date given now into force; `None` where there is nothing to do.
    fn judgement(&self, report: &Report, at: &str) -> Option<Judgement> {
        let date = self.all.filter(|_| self.each.get(&report.id) != Some(&self.all))?;
        Some(given_date(&report.id, date, at))
    }
}
