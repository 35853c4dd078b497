//! One feed: asked, read, added, remembered. It is remembered after the store has what came, so that whatever ends the
//! program in between costs one whole answer and loses nothing.

use std::time::Duration;

use chancery_engine::record::{RecordError, Store};
use chancery_engine::{Feed, Fetched, Tally};
use chancery_fetch::{Address, Answer, Ask, Clock, Reach, Refusal, Remembered, Wanted};
use chancery_model::{Report, ReportId};

use super::Watcher;
use crate::clock;

/// The most that a feed or a page may take, in mebibytes.
pub(super) const MOST: usize = 20;

/// How many reports go into one transaction.
const BATCH: usize = 128;

/// What came of asking a feed.
pub(super) enum Outcome {
    /// It is left alone for a while.
    Rests,
    /// The server says that all is as it was.
    Unchanged,
    /// It was read.
    Read(Read),
    /// Nothing that could be read came, and it was told why.
    Failed,
}

/// What a feed gave.
#[derive(Default)]
pub(super) struct Read {
    pub(super) tally: Tally,
    /// How many entries it has.
    pub(super) entries: usize,
    /// Those without text whose pages nobody asked for.
    pub(super) bare: usize,
    /// Pages that are left for the next run.
    pub(super) left: usize,
    /// How long the server of a page asks to be left alone.
    pub(super) rest: Option<Duration>,
    /// A report of it that is in the store.
    pub(super) report: Option<ReportId>,
}

impl Watcher<'_> {
    /// Asks a feed and adds what it has.
    pub(super) fn feed(&mut self, address: &Address, problems: &mut Vec<String>) -> anyhow::Result<Outcome> {
        let mut remembered = self.notebook.of(address);
        if !self.args.now && remembered.rests(self.clock.now().as_secs()) {
            return Ok(Outcome::Rests);
        }
        self.forget_what_the_store_lacks(&mut remembered)?;
        let known = remembered.validators.clone();
        let ask = Ask { address, wanted: Wanted::Feed, known: known.as_ref(), reach: Reach::Anywhere, most: MOST };
        let answer = match self.fetcher.fetch(&ask) {
            Ok(answer) => answer,
            Err(Refusal::Stopped) => return Ok(Outcome::Failed),
            Err(refusal) => {
                remembered.failed(self.clock.now().as_secs(), &refusal);
                let again = if refusal.counts() { self.again(&remembered) } else { String::new() };
                problems.push(format!("`{address}` is not fetched: {refusal}{again}"));
                self.notebook.put(address, remembered);
                return Ok(Outcome::Failed);
            }
        };
        if let Some(moved) = &answer.moved {
            self.out.talk(&format!("`{address}` has moved for good to `{moved}`; name that from now on"));
        }
        let outcome = self.take(address, &answer, &mut remembered, problems)?;
        self.notebook.put(address, remembered);
        Ok(outcome)
    }

    fn again(&self, remembered: &Remembered) -> String {
        format!("; it is asked again after {}", clock::told(remembered.not_before))
    }

    /// What is remembered says what the store holds. Of another store by that name it says nothing.
    fn forget_what_the_store_lacks(&self, remembered: &mut Remembered) -> anyhow::Result<()> {
        let holds = match &remembered.report {
            Some(id) => match Store::open_read_only(&self.store) {
                Err(RecordError::Missing { .. }) => false,
                opened => opened?.has(&ReportId(id.clone()))?,
            },
            None => true,
        };
        if !holds {
            (remembered.validators, remembered.report) = (None, None);
            remembered.pages.clear();
        }
        if remembered.articles != self.args.articles {
            // The entries that are there are looked at once more.
            remembered.validators = None;
        }
        Ok(())
    }

    /// Reads an answer into the store and into what is remembered.
    fn take(
        &mut self,
        address: &Address,
        answer: &Answer,
        remembered: &mut Remembered,
        problems: &mut Vec<String>,
    ) -> anyhow::Result<Outcome> {
        let Some(came) = &answer.came else {
            remembered.went_well(self.clock.now().as_secs(), answer.holds);
            return Ok(Outcome::Unchanged);
        };
        let fetched = Fetched {
            address: answer.address.to_string(),
            shown: address.without_query(),
            charset: came.charset.clone(),
            bytes: came.bytes.clone(),
        };
        let feed = match self.knowledge.engine()?.feed(&fetched) {
            Ok(feed) => feed,
            Err(problem) => {
                remembered.rest(self.clock.now().as_secs(), "what came is no feed", None);
                problems.push(format!("{problem}{}", self.again(remembered)));
                return Ok(Outcome::Failed);
            }
        };
        remembered.ttl = feed.ttl;
        let read = self.add(feed, answer, remembered, problems)?;
        let now = self.clock.now().as_secs();
        remembered.went_well(now, answer.holds);
        remembered.not_before = remembered.not_before.max(now + read.rest.unwrap_or_default().as_secs());
        remembered.articles = self.args.articles;
        remembered.report = read.report.as_ref().map(|id| id.0.clone());
        // Else the server would say that all is as it was.
        remembered.validators = came.validators.clone().filter(|_| read.left == 0);
        Ok(Outcome::Read(read))
    }

    /// Adds the entries, or their pages. No store is made for nothing.
    fn add(
        &mut self,
        feed: Feed,
        answer: &Answer,
        remembered: &mut Remembered,
        problems: &mut Vec<String>,
    ) -> anyhow::Result<Read> {
        if feed.entries.is_empty() {
            return Ok(Read::default());
        }
        let is_new = self.store.may_be_new();
        let mut store = Store::create_or_open(&self.store)?;
        let mut read = if self.args.articles {
            self.pages(feed, answer, remembered, &mut store, problems)?
        } else {
            let mut read = Read { entries: feed.entries.len(), ..Read::default() };
            let reports: Vec<Report> = feed.entries.into_iter().filter_map(|entry| entry.report).collect();
            read.bare = read.entries - reports.len();
            self.put(&mut store, reports, &mut read)?;
            read
        };
        if read.tally.recorded() == 0 && is_new {
            store.discard(&self.store);
        }
        problems.append(&mut read.tally.problems);
        Ok(read)
    }

    /// Puts reports into the store.
    pub(super) fn put(&self, store: &mut Store, mut reports: Vec<Report>, read: &mut Read) -> anyhow::Result<()> {
        let engine = self.knowledge.engine()?;
        read.report = read.report.take().or_else(|| reports.first().map(|report| report.id.clone()));
        while !reports.is_empty() {
            let batch = reports.drain(..reports.len().min(BATCH)).collect();
            engine.add_opened(store, batch, &clock::now(), &mut read.tally)?;
        }
        Ok(())
    }
}
