//! The pages that new entries of a feed lead to, each with the same manners as the feed. A page stands for its entry; an
//! entry whose page cannot be had is added as the feed tells it, so that nothing is lost.

use std::collections::{BTreeMap, BTreeSet};

use chancery_engine::record::Store;
use chancery_engine::{Feed, FeedEntry, Fetched, Progress};
use chancery_fetch::{Address, Answer, Ask, PageSeen, Refusal, Remembered, Wanted};
use chancery_model::{Report, ReportId};

use super::Watcher;
use super::feed::{MOST, Read};

/// How often a page that may come another time is asked for.
const TRIES: u32 = 3;

/// Kinds of content that an article may come as.
const KINDS: &[&str] = &[
    "",
    "application/octet-stream",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/xhtml+xml",
    "text/html",
    "text/markdown",
    "text/plain",
];

/// What became of a page.
enum Page {
    /// It is a report.
    Came(Box<Report>),
    /// It is none, and will not be.
    None(String),
    /// It may come another time.
    Later(Refusal),
}

impl Watcher<'_> {
    /// Adds the pages of new entries, each when it has come.
    pub(super) fn pages(
        &mut self,
        feed: Feed,
        answer: &Answer,
        remembered: &mut Remembered,
        store: &mut Store,
        problems: &mut Vec<String>,
    ) -> anyhow::Result<Read> {
        let mut read = Read { entries: feed.entries.len(), ..Read::default() };
        let mut before = std::mem::take(&mut remembered.pages);
        let (mut seen, mut own, mut asked) = (BTreeMap::new(), Vec::new(), 0);
        let (bar, total) = (self.out.bar()?, read.entries.min(self.args.most));
        // Hosts that had better be left alone for now.
        let mut resting = BTreeSet::new();
        for entry in feed.entries {
            let link = entry.link.as_deref().and_then(|link| answer.address.join(link).ok());
            let Some(link) = link.filter(|link| !seen.contains_key(link.as_str())) else {
                own.extend(entry.report);
                continue;
            };
            let key = link.to_string();
            let last = before.remove(&key);
            if is_known(&entry, &key, last.as_ref(), store)? {
                read.tally.known += 1;
                read.report = read.report.take().or(in_store(&entry, &key, store)?);
                seen.insert(key, last.unwrap_or(PageSeen { entry: entry.state, failed: 0 }));
                continue;
            }
            if asked == self.args.most || resting.contains(link.host()) {
                read.left += 1;
                seen.extend(last.map(|last| (key, last)));
                continue;
            }
            asked += 1;
            bar.show(Progress { done: asked - 1, total });
            let failed = match self.page(&link, &entry, answer) {
                Page::Came(report) => {
                    self.put(store, vec![*report], &mut read)?;
                    0
                }
                Page::Later(Refusal::Stopped) => {
                    read.left += 1;
                    break;
                }
                Page::Later(refusal) => {
                    resting.insert(link.host().to_owned());
                    read.rest = read.rest.max(refusal.retry_after());
                    // Where the way there is cut, it is nobody's failure.
                    let failed = last.map_or(0, |last| last.failed) + u32::from(refusal.counts());
                    if failed < TRIES {
                        read.left += 1;
                        problems.push(format!("`{link}` is not fetched: {refusal}; it is left for the next run"));
                        failed.max(1)
                    } else {
                        problems.push(told_by_feed(&format!("`{link}` is not fetched: {refusal}"), &entry));
                        own.extend(entry.report);
                        0
                    }
                }
                Page::None(why) => {
                    problems.push(told_by_feed(&why, &entry));
                    own.extend(entry.report);
                    0
                }
            };
            seen.insert(key, PageSeen { entry: entry.state, failed });
        }
        bar.finish();
        self.put(store, own, &mut read)?;
        remembered.pages = seen;
        Ok(read)
    }

    fn page(&mut self, link: &Address, entry: &FeedEntry, feed: &Answer) -> Page {
        let ask = Ask { address: link, wanted: Wanted::Page, known: None, reach: feed.reach, most: MOST };
        let answer = match self.fetcher.fetch(&ask) {
            Ok(answer) => answer,
            Err(refusal) if refusal.may_pass() => return Page::Later(refusal),
            Err(refusal) => return Page::None(format!("`{link}` is not fetched: {refusal}")),
        };
        let Some(came) = answer.came else { return Page::None(format!("`{link}` sent nothing")) };
        if !KINDS.contains(&came.kind.as_str()) {
            return Page::None(format!("`{link}` is no page but `{}`", came.kind));
        }
        if answer.address.is_front() && !link.is_front() {
            return Page::None(format!("`{link}` leads to the front page `{}`", answer.address));
        }
        let shown = answer.address.without_query();
        let fetched = Fetched { address: answer.address.to_string(), shown, charset: came.charset, bytes: came.bytes };
        let engine = match self.knowledge.engine() {
            Ok(engine) => engine,
            Err(error) => return Page::None(format!("`{link}` cannot be read: {error:#}")),
        };
        match engine.page(&fetched, link.as_str(), entry.published) {
            Ok(mut acquired) => match acquired.reports.pop() {
                Some(report) => Page::Came(Box::new(report)),
                None => Page::None(acquired.problems.first().map_or_else(String::new, ToString::to_string)),
            },
            Err(fault) => Page::None(fault),
        }
    }
}

fn told_by_feed(why: &str, entry: &FeedEntry) -> String {
    if entry.report.is_some() { format!("{why}; what the feed says of it is added") } else { why.to_owned() }
}

/// Whether the page of an entry was had in this state of the entry, or the store has it, or has the entry itself.
fn is_known(entry: &FeedEntry, key: &str, last: Option<&PageSeen>, store: &Store) -> anyhow::Result<bool> {
    match last {
        Some(last) if last.failed > 0 => Ok(false),
        Some(last) => Ok(last.entry == entry.state),
        None => Ok(in_store(entry, key, store)?.is_some()),
    }
}

/// The report that a store has of the page of an entry, or else of the entry itself.
fn in_store(entry: &FeedEntry, key: &str, store: &Store) -> anyhow::Result<Option<ReportId>> {
    if let Some(page) = store.find_report(key)?.pop() {
        return Ok(Some(page));
    }
    let Some(own) = &entry.report else { return Ok(None) };
    Ok(store.has(&own.id)?.then(|| own.id.clone()))
}
