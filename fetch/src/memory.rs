//! What is remembered of feeds from one run to the next: how to ask whether anything is new, and when to leave whom
//! alone. Losing it costs one whole answer a feed, and nothing else. Reading and writing the file is the caller's.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Refusal, Validators};

/// How long the first failure makes wait; each further one in a row doubles it.
const FIRST_REST: u64 = 5 * 60;

/// The longest that failures make wait, in seconds.
pub const LONGEST_REST: u64 = 6 * 3600;

/// The longest that a feed's own word that it holds makes wait, in seconds.
const LONGEST_HOLD: u64 = 24 * 3600;

/// The longest that caching rules of a server make wait, in seconds: they are set for whole sites, pictures and all.
const LONGEST_CACHE: u64 = 3600;

/// The way it is written.
const FORMAT: u32 = 1;

/// All feeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    format: u32,
    /// By the address that the user named.
    #[serde(default)]
    pub feeds: BTreeMap<String, Remembered>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { format: FORMAT, feeds: BTreeMap::new() }
    }
}

/// One feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// What to ask with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validators: Option<Validators>,
    /// Second since 1970 before which it is left alone.
    #[serde(default)]
    pub not_before: u64,
    /// How often it has failed in a row.
    #[serde(default)]
    pub failures: u32,
    /// Why it failed last; empty where it did not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// For how many minutes it says that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
    /// Whether the pages of its entries were fetched.
    #[serde(default)]
    pub articles: bool,
    /// A report that came of it: in a store without it, nothing of what is remembered counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The pages of its entries that were asked for, by their address, as long as the feed lists them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pages: BTreeMap<String, PageSeen>,
}

/// A page that was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSeen {
    /// The state of the entry then: in another, its page is asked for again.
    pub entry: String,
    /// How often it failed, of one that has not come yet.
    #[serde(default)]
    pub failed: u32,
}

impl Memory {
    /// As it was written.
    ///
    /// # Errors
    /// Where it is damaged, or of a newer program; in words.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let memory: Self = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if memory.format == FORMAT { Ok(memory) } else { Err(format!("it is of format {}", memory.format)) }
    }

    /// To be written.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

impl Remembered {
    /// Whether the feed is to be left alone at this second.
    #[must_use]
    pub fn rests(&self, now: u64) -> bool {
        // No wait is longer than a day: a later moment comes of a clock that was wrong.
        now < self.not_before && self.not_before - now <= LONGEST_HOLD
    }

    /// It went well; `cached` is how long the server says that it holds.
    pub fn went_well(&mut self, now: u64, cached: Option<Duration>) {
        let own = self.ttl.map_or(0, |minutes| (u64::from(minutes) * 60).min(LONGEST_HOLD));
        let wait = own.max(cached.map_or(0, |time| time.as_secs().min(LONGEST_CACHE)));
        (self.not_before, self.failures) = (now + wait, 0);
        self.reason.clear();
    }

    /// It failed.
    pub fn failed(&mut self, now: u64, refusal: &Refusal) {
        if !refusal.counts() {
            return;
        }
        self.rest(now, &refusal.to_string(), refusal.retry_after());
    }

    /// What came was no use, or the server asked for a rest.
    pub fn rest(&mut self, now: u64, reason: &str, asked: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        let doubled = FIRST_REST << (self.failures - 1).min(16);
        let wait = doubled.min(LONGEST_REST).max(asked.map_or(0, |asked| asked.as_secs()));
        (self.not_before, self.reason) = (now + wait.min(LONGEST_HOLD), reason.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(code: u16, wait: Option<u64>) -> Refusal {
        Refusal::Status { code, retry_after: wait.map(Duration::from_secs) }
    }

    #[test]
    fn failures_double_the_wait_up_to_hours() {
        let mut feed = Remembered::default();
        let mut waits = Vec::new();
        for _ in 0..9 {
            feed.failed(1000, &status(500, None));
            waits.push((feed.not_before - 1000) / 60);
        }
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 360, 360]);
        assert!(feed.rests(1000) && !feed.rests(feed.not_before));
        feed.went_well(5000, None);
        assert!(!feed.rests(5000));
        assert_eq!((feed.failures, feed.reason.as_str()), (0, ""));
    }

    #[test]
    fn servers_may_ask_for_more_and_what_never_left_the_house_counts_nothing() {
        let mut feed = Remembered::default();
        feed.failed(1000, &status(429, Some(7200)));
        assert_eq!(feed.not_before, 8200);
        assert_eq!(feed.reason, "the server answers that it was asked too often (429)");
        feed.failed(1000, &status(503, Some(30)));
        assert_eq!(feed.not_before, 1600, "the doubled wait is longer than what is asked for");
        let before = feed.clone();
        feed.failed(1000, &Refusal::NoHost("example.org".to_owned()));
        assert_eq!(feed, before);
    }

    #[test]
    fn feeds_say_how_long_they_hold() {
        let mut feed = Remembered::default();
        let minutes = |n: u64| Some(Duration::from_secs(n * 60));
        for (ttl, cached, wait) in [
            (Some(60), minutes(5), 3600),
            (None, minutes(5), 300),
            (None, minutes(60 * 24 * 365), 3600),
            (Some(60 * 24 * 7), None, 24 * 3600),
            (None, None, 0),
        ] {
            feed.ttl = ttl;
            feed.went_well(1000, cached);
            assert_eq!(feed.not_before - 1000, wait);
        }
        // Of a clock that stood wrong when it was written.
        feed.not_before = 10_000_000;
        assert!(!feed.rests(1000));
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let mut memory = Memory::default();
        let validators =
            Validators { url: "https://example.org/feed".into(), etag: Some("\"a\"".into()), last_modified: None };
        let pages = BTreeMap::from([("https://example.org/a".to_owned(), PageSeen { entry: "e1".into(), failed: 1 })]);
        let feed = Remembered { validators: Some(validators), pages, ..Remembered::default() };
        memory.feeds.insert("https://example.org/feed".to_owned(), feed);
        assert_eq!(Memory::read(memory.json().as_bytes()), Ok(memory));
        assert!(Memory::read(b"{\"format\": 1, \"feeds\": {").is_err());
        assert_eq!(Memory::read(b"{\"format\": 9}"), Err("it is of format 9".to_owned()));
    }
}
