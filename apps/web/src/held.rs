//! The record at hand: made of the store once and again when the store has changed, and shared by all visitors.
//!
//! Here alone the engine is asked for a record. A visitor is answered from the record at hand while a newer one is
//! being made, unless the change was his own: then the answer waits for it.

mod showing;
mod texts;

use core::net::SocketAddr;
use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use chancery_engine::record::{Mark, RecordError, Store};
use chancery_engine::{Engine, EngineError, Stored, aside, kept_on, known_by};
use chancery_model::{Day, Edtf, Note, Notebook, Record, ReportId, Snapshot};
use chancery_view::{Narrowed, ViewError, in_process, processes};

pub(crate) use self::showing::Showing;
use self::texts::Texts;
use crate::ahead::Ahead;
use crate::answer::Fault;
use crate::intake::{Intakes, Watched};
use crate::once::{Once, held};
use crate::settings::Settings;

/// The desk: a store, the engine, and the record at hand.
#[derive(Debug)]
pub struct Desk {
    settings: Settings,
    engine: Arc<Engine>,
    intakes: Intakes,
    watched: Vec<Arc<Watched>>,
    at_hand: Mutex<AtHand>,
    /// Told when a newer record is at hand.
    newer: Condvar,
    /// Held by whoever makes a record, so that two never make the same.
    making: Mutex<()>,
    /// What is made while nobody waits for it.
    ahead: Ahead,
    texts: Arc<Texts>,
    /// What every change must bring, so that no other page can make one.
    pass: String,
}

#[derive(Debug, Default)]
struct AtHand {
    held: Option<Arc<Held>>,
    /// Whether somebody is making a newer one already.
    renewing: bool,
    /// When the last one was made, and how long that took.
    made: Option<(Instant, Duration)>,
    /// What the store held when it was last looked at, and since when.
    seen: Option<(Mark, Instant)>,
}

/// While somebody writes all the time, so much more time is left between two makings than one takes.
const REST: u32 = 3;
/// For how long a store must have stayed as it is for nobody to be writing any more.
pub(crate) const QUIET: Duration = Duration::from_secs(2);

/// A record that many may read at once, or what of it belongs to one negotiation.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    whole: Arc<Stored>,
    narrow: Option<Arc<Narrow>>,
    texts: Arc<Texts>,
    mark: Mark,
    day: Day,
    made: Arc<Made>,
    /// What views worked out of it.
    notebook: Arc<Notebook>,
}

/// What was made of a record, as long as it is the one at hand.
#[derive(Debug)]
struct Made {
    /// Records as they stood before, by what they were asked for.
    earlier: Once<Arc<Record>>,
    /// Those of them that the desk's own pages lead to.
    linked: Once<Arc<Record>>,
    /// All that the store held at a moment.
    as_of: Once<Arc<Held>>,
    /// What of it belongs to a negotiation.
    narrow: Once<Arc<Held>>,
    /// Pages, by their address: the same record gives the same page.
    pages: Once<Kept>,
}

/// An answer that is kept: its kind, how it is named as a file, its body.
pub(crate) type Kept = (&'static str, Option<&'static str>, Arc<str>);

impl Made {
    fn new() -> Self {
        Self {
            earlier: Once::new(EARLIER),
            linked: Once::new(LINKED),
            as_of: Once::new(MOMENTS),
            narrow: Once::new(NEGOTIATIONS),
            pages: Once::new(PAGES),
        }
    }
}

/// How many earlier records, linked ones among them, moments, negotiations and pages are kept.
const EARLIER: usize = 4;
const LINKED: usize = 2;
const MOMENTS: usize = 3;
const NEGOTIATIONS: usize = 12;
const PAGES: usize = 100;
/// From how many bytes on a page is too long to be kept: lists as data, which are made as fast as they are sent.
const LONG: usize = 1 << 20;

/// What of a record belongs to one negotiation. Claims, texts and judgements are all there still: what is seen leads
/// to its words.
#[derive(Debug)]
struct Narrow {
    record: Record,
    notes: Vec<(ReportId, Note)>,
}

impl Desk {
    /// A desk over a store that can be read.
    ///
    /// # Errors
    /// Where the store cannot be opened.
    pub fn new(settings: Settings, engine: Arc<Engine>) -> Result<Self, RecordError> {
        let texts = Arc::new(Texts::of(settings.clone()));
        texts.with(|store| store.mark())?;
        let watched = settings.watch.iter().map(|folder| Arc::new(Watched::new(folder.clone()))).collect();
        Ok(Self {
            settings,
            engine,
            intakes: Intakes::default(),
            watched,
            at_hand: Mutex::default(),
            newer: Condvar::new(),
            making: Mutex::new(()),
            ahead: Ahead::default(),
            texts,
            pass: random(),
        })
    }

    /// How it is set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The same desk, at the address that it came to listen on.
    pub(crate) fn listening_at(mut self, at: SocketAddr) -> Self {
        self.settings.listen = at;
        self
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(crate) fn ahead(&self) -> &Ahead {
        &self.ahead
    }

    /// What is being added, and was added lately.
    pub(crate) fn intakes(&self) -> &Intakes {
        &self.intakes
    }

    /// The folders that are watched.
    pub(crate) fn watched(&self) -> &[Arc<Watched>] {
        &self.watched
    }

    /// What every change must bring.
    #[must_use]
    pub fn pass(&self) -> &str {
        &self.pass
    }

    /// The day that counts as today.
    pub(crate) fn today(&self) -> Day {
        self.settings.now.unwrap_or_else(|| self.clock())
    }

    /// The day of the wall clock, which reports come and decisions are made by.
    pub(crate) fn clock(&self) -> Day {
        jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// When the first report came.
    pub(crate) fn first_added(&self) -> Option<String> {
        self.texts.with(Store::status).ok()?.first_added
    }

    /// The present moment, in UTC to the second.
    pub(crate) fn moment(&self) -> String {
        jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// The record at hand. Where the store has changed since it was made, a newer one is begun.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub(crate) fn held(self: &Arc<Self>) -> Result<Arc<Held>, EngineError> {
        let (mark, day) = (self.texts.with(|store| store.mark())?, self.today());
        let mut at_hand = held(&self.at_hand);
        let Some(held) = at_hand.held.clone().filter(|held| held.day == day) else {
            drop(at_hand);
            return self.renewed();
        };
        let rested = at_hand.made.is_none_or(|(at, took)| at.elapsed() >= took * REST);
        let quiet = at_hand.seen.as_ref().is_some_and(|(seen, since)| *seen == mark && since.elapsed() >= QUIET);
        if at_hand.seen.as_ref().is_none_or(|(seen, _)| *seen != mark) {
            at_hand.seen = Some((mark.clone(), Instant::now()));
        }
        if held.mark != mark && !at_hand.renewing && (rested || quiet) {
            at_hand.renewing = true;
            let desk = Arc::clone(self);
            // Whoever asks next will be told what is wrong.
            std::thread::spawn(move || drop(desk.renew(Waits::Nobody)));
        }
        Ok(held)
    }

    /// The record as the store has it now, made anew where it has changed.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub(crate) fn renewed(&self) -> Result<Arc<Held>, EngineError> {
        self.renew(Waits::Visitor)
    }

    /// The one place where a record is made.
    fn renew(&self, waits: Waits) -> Result<Arc<Held>, EngineError> {
        let _making = held(&self.making);
        let made = match waits {
            Waits::Visitor => self.make(waits),
            Waits::Nobody => aside(|| self.make(waits)),
        };
        held(&self.at_hand).renewing = false;
        made
    }

    fn make(&self, waits: Waits) -> Result<Arc<Held>, EngineError> {
        let (mark, day, begun) = (self.texts.with(|store| store.mark())?, self.today(), Instant::now());
        if let Some(held) = held(&self.at_hand).held.clone().filter(|held| held.mark == mark && held.day == day) {
            return Ok(held);
        }
        let whole = Arc::new(self.whole(day)?);
        let (texts, made) = (Arc::clone(&self.texts), Arc::new(Made::new()));
        let new = Arc::new(Held { whole, narrow: None, texts, mark, day, made, notebook: Arc::default() });
        if waits == Waits::Nobody {
            // They are shown the one before: what most will ask for is made before this one is shown.
            self.earlier(&new, &Earlier::Known(new.eve()))?;
        }
        let mut at_hand = held(&self.at_hand);
        at_hand.held = Some(Arc::clone(&new));
        at_hand.made = Some((Instant::now(), begun.elapsed()));
        self.newer.notify_all();
        Ok(new)
    }

    /// The record of the whole store: the one kept beside it, where that is of what it holds now.
    fn whole(&self, day: Day) -> Result<Stored, EngineError> {
        let mut store = Store::open_read_only(&self.settings.store)?;
        if let Some(by) = &self.settings.kept_by {
            store = match kept_on(store, by, day) {
                Ok(kept) => return Ok(kept),
                Err(store) => *store,
            };
        }
        self.engine.snapshot(store, None, Some(day))
    }

    /// The next record that comes to be at hand after one. Begins it where the store has changed, so that whoever comes
    /// next need not see the one before.
    pub(crate) fn next(self: &Arc<Self>, after: Option<&Arc<Held>>) -> Arc<Held> {
        loop {
            let at_hand = held(&self.at_hand);
            let is_next = |next: &Arc<Held>| after.is_none_or(|after| !Arc::ptr_eq(after, next));
            if let Some(next) = at_hand.held.clone().filter(is_next) {
                return next;
            }
            drop(self.newer.wait_timeout(at_hand, QUIET));
            // What is wrong with the store is told to whoever asks.
            drop(self.held());
        }
    }

    /// Whether a record is the one at hand, and of what the store holds now.
    pub(crate) fn is_current(&self, held_then: &Arc<Held>) -> bool {
        let is_at_hand = held(&self.at_hand).held.as_ref().is_some_and(|now| Arc::ptr_eq(now, held_then));
        is_at_hand && self.texts.with(|store| store.mark()).is_ok_and(|mark| mark == held_then.mark)
    }

    /// What of a record belongs to a negotiation.
    ///
    /// # Errors
    /// Where it tells of no such negotiation.
    pub(crate) fn within(&self, held: &Arc<Held>, key: &str) -> Result<Arc<Held>, ViewError> {
        held.made.narrow.get(key, || {
            let narrowed = Narrowed::to(&**held, key)?;
            let narrow = Narrow { record: narrowed.record().clone(), notes: narrowed.notes().to_vec() };
            Ok(Arc::new(Held { narrow: Some(Arc::new(narrow)), notebook: Arc::default(), ..Held::clone(held) }))
        })
    }

    /// All that the store held at a moment of the wall clock, told from the day of that moment.
    ///
    /// # Errors
    /// Where the moment is still to come, or the store cannot be read.
    pub(crate) fn as_of(&self, held: &Held, moment: &str) -> Result<Arc<Held>, Fault> {
        if day_of(moment).is_some_and(|day| day > self.clock()) {
            return Err(Fault::senseless(format!("`as_of` is `{moment}`, which is still to come")));
        }
        held.made.as_of.get(moment, || {
            let day = day_of(moment).map_or(held.day, |day| day.min(held.day));
            let store = Store::open_read_only(&self.settings.store)?;
            let whole = Arc::new(self.engine.snapshot(store, Some(moment), Some(day))?);
            let (texts, mark) = (Arc::clone(&held.texts), held.mark.clone());
            let (made, notebook) = (Arc::new(Made::new()), Arc::default());
            Ok(Arc::new(Held { whole, narrow: None, texts, mark, day, made, notebook }))
        })
    }

    /// What of an earlier record belongs to a negotiation; nothing, where nobody told of it yet.
    pub(crate) fn within_earlier(&self, held: &Arc<Held>, key: &str) -> Arc<Held> {
        self.within(held, key).unwrap_or_else(|_| {
            let narrow = Narrow { record: in_process(held.record(), key), notes: Vec::new() };
            Arc::new(Held { narrow: Some(Arc::new(narrow)), notebook: Arc::default(), ..Held::clone(held) })
        })
    }

    /// The record as the store stood at a moment, told from the day of that moment.
    pub(crate) fn stood(&self, held: &Held, moment: &str) -> Result<Arc<Record>, EngineError> {
        self.asked(held, Earlier::Stood(moment.to_owned()))
    }

    /// The record as reports published by a day tell it. A negotiation is told from all that was known: what belongs
    /// to it is for the record to say.
    pub(crate) fn known_by(&self, held: &Held, day: Day) -> Result<Arc<Record>, EngineError> {
        self.asked(held, Earlier::Known(day))
    }

    fn asked(&self, held: &Held, earlier: Earlier) -> Result<Arc<Record>, EngineError> {
        let made = self.earlier(held, &earlier);
        self.ahead.note(earlier);
        made
    }

    /// The record as it stood before.
    pub(crate) fn earlier(&self, held: &Held, earlier: &Earlier) -> Result<Arc<Record>, EngineError> {
        let schema = &self.engine.data().schema;
        let make = || match earlier {
            Earlier::Known(day) => Ok(known_by(schema, &*held.whole, *day)),
            Earlier::Stood(moment) => {
                let day = day_of(moment).map_or(held.day, |day| day.min(held.day));
                held.whole.stood(schema, moment, Some(day))
            }
        };
        let is_linked = [held.eve(), held.yesterday()].map(Earlier::Known).contains(earlier);
        let of = if is_linked { &held.made.linked } else { &held.made.earlier };
        of.get(&format!("{earlier:?}"), || make().map(Arc::new))
    }

    /// Keeps a record beside the store, for whoever looks at it next.
    pub(crate) fn keep(&self, held: &Held) -> Result<(), EngineError> {
        let Some(by) = self.settings.kept_by.as_ref().filter(|_| !self.settings.read_only) else { return Ok(()) };
        let store = Store::open_read_only(&self.settings.store)?;
        held.whole.keep(&self.engine.data().schema, &store, by, self.settings.worth_keeping)
    }

    /// A store for reading.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Store) -> Result<T, RecordError>) -> Result<T, RecordError> {
        self.texts.with(look)
    }
}

/// Who waits for a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waits {
    Visitor,
    Nobody,
}

/// A record as it stood before, by either clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Earlier {
    /// As reports published by a day tell it.
    Known(Day),
    /// As the store stood at a moment.
    Stood(String),
}

fn newest(record: &Record) -> Option<Day> {
    record.reports.iter().filter_map(|card| card.published.edtf.and_then(Edtf::last_day)).max()
}

impl Held {
    /// The newest day of publication.
    pub(crate) fn newest(&self) -> Option<Day> {
        newest(self.record())
    }

    /// The day before that: what came since is what the first page shows.
    pub(crate) fn eve(&self) -> Day {
        let newest = newest(self.whole.record()).unwrap_or(self.day);
        newest.yesterday().unwrap_or(newest)
    }

    /// The day before the one that counts as today.
    pub(crate) fn yesterday(&self) -> Day {
        self.day.yesterday().unwrap_or(self.day)
    }

    /// The day that counts as today.
    pub(crate) fn today(&self) -> Day {
        self.day
    }

    /// The negotiations that the whole record tells of, by key.
    pub(crate) fn processes(&self) -> BTreeSet<String> {
        processes(self.whole.record())
    }

    /// A page of this record, made where it is not kept.
    pub(crate) fn page<E>(&self, address: &str, make: impl FnOnce() -> Result<Kept, E>) -> Result<Kept, E> {
        let page = self.made.pages.get(address, make)?;
        if page.2.len() > LONG {
            self.made.pages.forget(address);
        }
        Ok(page)
    }
}

/// The day of a moment.
fn day_of(moment: &str) -> Option<Day> {
    moment.get(..10)?.parse().ok()
}

/// Thirty-two hexadecimal digits that nobody can guess.
///
/// # Panics
/// Where the system has no randomness to give: then nothing here would be safe.
pub(crate) fn random() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
