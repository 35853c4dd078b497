//! `watch`: feeds by address, and what is new in them into a store. The one command that asks anything of the network,
//! and it asks only what the user names.

mod feed;
mod named;
mod notebook;
mod pages;

use anyhow::{anyhow, bail};
use chancery_engine::Tally;
use chancery_engine::record::Place;
use chancery_fetch::{Address, Clock, Fetcher, Settings};

use self::feed::Outcome;
use self::notebook::Notebook;
use crate::args::{Watch, contact};
use crate::clock::{self, Wall};
use crate::commands::add::summary;
use crate::out::{Out, Verdict, complain};
use crate::sources::{Knowledge, tell};

/// What all feeds are asked with.
struct Watcher<'a> {
    args: &'a Watch,
    knowledge: &'a Knowledge,
    out: &'a Out,
    clock: &'a Wall,
    fetcher: Fetcher<'a>,
    notebook: Notebook,
    store: Place,
}

pub(crate) fn run(args: &Watch, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let (feeds, problems) = named::feeds(&args.feeds, &args.list);
    if feeds.is_empty() {
        tell(&problems, false)?;
        bail!("no feed is named; write its address");
    }
    let wall = Wall::default();
    let settings = Settings {
        version: chancery_engine::VERSION.to_owned(),
        contact: args.contact.clone().map_or_else(set_contact, |named| Ok(Some(named)))?,
        pause: args.pause,
        time: args.timeout,
    };
    let fetcher = Fetcher::new(settings, &|name| std::env::var(name).ok(), &wall);
    let store = args.store.place();
    let notebook = Notebook::beside(&store);
    let mut watcher = Watcher { args, knowledge, out, clock: &wall, fetcher, notebook, store };
    let Some(every) = args.every else {
        let round = watcher.round(&feeds)?;
        tell(&[problems, round.problems].concat(), round.went_well > 0)?;
        return Ok(Verdict::found_if(round.new > 0));
    };
    wall.until_stopped()?;
    problems.iter().for_each(|problem| complain(problem));
    let mut new = 0;
    loop {
        let begun = wall.now();
        match watcher.round(&feeds) {
            Ok(round) => {
                round.problems.iter().for_each(|problem| complain(problem));
                new += round.new;
                if round.new > 0 {
                    watcher.keep();
                }
            }
            // The store may be in use, or its disk be full: what is not in it comes again.
            Err(error) => complain(&format!("{error:#}; it is tried again")),
        }
        wall.wait((begun + every).saturating_sub(wall.now()));
        if wall.stopped() {
            out.talk(&format!(
                "stopped; {} came in",
                if new == 1 { "1 report".into() } else { format!("{new} reports") }
            ));
            return Ok(Verdict::found_if(new > 0));
        }
    }
}

/// The contact of the environment. One that cannot be told is no reason to ask without.
fn set_contact() -> anyhow::Result<Option<String>> {
    let set = std::env::var("CHANCERY_CONTACT").ok().filter(|text| !text.trim().is_empty());
    set.map(|text| contact(&text).map_err(|fault| anyhow!("CHANCERY_CONTACT is {fault}"))).transpose()
}

/// What came of asking all feeds once.
#[derive(Default)]
struct Round {
    /// Reports that are new, or were read anew.
    new: usize,
    /// Feeds that answered, or need not be asked.
    went_well: usize,
    problems: Vec<String>,
}

impl Watcher<'_> {
    fn round(&mut self, feeds: &[Address]) -> anyhow::Result<Round> {
        let (mut round, mut all) = (Round::default(), Tally::default());
        for address in feeds {
            let outcome = self.feed(address, &mut round.problems)?;
            if self.clock.stopped() {
                break;
            }
            round.went_well += usize::from(!matches!(outcome, Outcome::Failed));
            let line = match outcome {
                Outcome::Failed => continue,
                Outcome::Rests if self.args.every.is_some() => continue,
                Outcome::Rests => self.resting(address),
                Outcome::Unchanged => "unchanged".to_owned(),
                Outcome::Read(read) => {
                    let tally = read.tally;
                    round.new += tally.new + tally.same_text + tally.reread;
                    all.absorb(&tally);
                    let said = if read.entries == 0 { "no entries".to_owned() } else { summary(&tally) };
                    let without = match read.bare {
                        0 => String::new(),
                        1 => "; an entry has no text, and `--articles` fetches its page".to_owned(),
                        n => format!("; {n} entries have no text, and `--articles` fetches their pages"),
                    };
                    let left = match read.left {
                        0 => String::new(),
                        1 => "; a page is left for the next run".to_owned(),
                        n => format!("; {n} pages are left for the next run"),
                    };
                    format!("{said}{without}{left}")
                }
            };
            self.out.talk(&format!("`{address}`: {line}"));
        }
        if feeds.len() > 1 && round.went_well > 0 {
            self.out.talk(&format!("together: {}", summary(&all)));
        }
        Ok(round)
    }

    fn resting(&self, address: &Address) -> String {
        let remembered = self.notebook.of(address);
        let until = clock::told(remembered.not_before);
        let why = match remembered.failures {
            0 => "it holds until then by its own word".to_owned(),
            1 => format!("for it failed: {}", remembered.reason),
            n => format!("for it failed {n} times in a row: {}", remembered.reason),
        };
        format!("not asked before {until}, {why}; `--now` asks all the same")
    }

    /// Keeps the record at hand for whoever looks at it next.
    fn keep(&self) {
        if let Err(error) = self.knowledge.keep(&self.store) {
            self.out
                .talk(&format!("looking at the record will take longer, for it could not be kept at hand: {error:#}"));
        }
    }
}
