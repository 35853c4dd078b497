//! The record at hand: made of the store once and again when the store has changed, and shared by all visitors.
//!
//! Here alone the engine is asked for a record. A visitor is answered from the record at hand while a newer one is
//! being made, unless the change was his own: then the answer waits for it.

use core::net::SocketAddr;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chancery_engine::record::{Mark, RecordError, Store};
use chancery_engine::{Engine, EngineError, Stored, known_by};
use chancery_model::{Claim, ClaimId, Day, Edtf, Judgement, Note, Record, ReportId, Snapshot};
use chancery_view::{Narrowed, ViewError, in_process, processes};

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
    /// Held by whoever makes a record, so that two never make the same.
    making: Mutex<()>,
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
}

/// While somebody writes all the time, so much more time is left between two makings than one takes.
const REST: u32 = 3;

/// A record that many may read at once, or what of it belongs to one negotiation.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    whole: Arc<Stored>,
    narrow: Option<Arc<Narrow>>,
    texts: Arc<Texts>,
    mark: Mark,
    day: Day,
    made: Arc<Made>,
}

/// What was made of a record, as long as it is the one at hand.
#[derive(Debug)]
struct Made {
    /// Records as they stood before, by what they were asked for.
    earlier: Once<Arc<Record>>,
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
        let (earlier, as_of) = (Once::new(EARLIER), Once::new(MOMENTS));
        Self { earlier, as_of, narrow: Once::new(NEGOTIATIONS), pages: Once::new(PAGES) }
    }
}

/// How many earlier records, moments, negotiations and pages are kept.
const EARLIER: usize = 6;
const MOMENTS: usize = 3;
const NEGOTIATIONS: usize = 12;
const PAGES: usize = 100;

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
        let texts = Arc::new(Texts { settings: settings.clone(), idle: Mutex::new(Vec::new()) });
        texts.with(|store| store.mark())?;
        let watched = settings.watch.iter().map(|folder| Arc::new(Watched::new(folder.clone()))).collect();
        let intakes = Intakes::default();
        Ok(Self {
            settings,
            engine,
            intakes,
            watched,
            at_hand: Mutex::default(),
            making: Mutex::new(()),
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
        if held.mark != mark && !at_hand.renewing && rested {
            at_hand.renewing = true;
            let desk = Arc::clone(self);
            // Whoever asks next will be told what is wrong.
            std::thread::spawn(move || drop(desk.renew(Ahead::FirstPage)));
        }
        Ok(held)
    }

    /// The record as the store has it now, made anew where it has changed.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub(crate) fn renewed(&self) -> Result<Arc<Held>, EngineError> {
        self.renew(Ahead::Nothing)
    }

    /// Makes the record, and what most will ask for first, before anybody comes.
    pub(crate) fn prepare(&self) -> Result<Arc<Held>, EngineError> {
        self.renew(Ahead::FirstPage)
    }

    /// The one place where a record is made.
    fn renew(&self, ahead: Ahead) -> Result<Arc<Held>, EngineError> {
        let _making = held(&self.making);
        let made = self.make(ahead);
        held(&self.at_hand).renewing = false;
        made
    }

    fn make(&self, ahead: Ahead) -> Result<Arc<Held>, EngineError> {
        let (mark, day, begun) = (self.texts.with(|store| store.mark())?, self.today(), Instant::now());
        if let Some(held) = held(&self.at_hand).held.clone().filter(|held| held.mark == mark && held.day == day) {
            return Ok(held);
        }
        let store = Store::open_read_only(&self.settings.store)?;
        let whole = Arc::new(self.engine.snapshot(store, None, Some(day))?);
        let (texts, made) = (Arc::clone(&self.texts), Arc::new(Made::new()));
        let new = Arc::new(Held { whole, narrow: None, texts, mark, day, made });
        if ahead == Ahead::FirstPage {
            // Nobody waits for this one: what most will ask for is made before it is shown.
            let eve = new.newest().unwrap_or(day).yesterday().unwrap_or(day);
            self.known_by(&new, eve)?;
        }
        let mut at_hand = held(&self.at_hand);
        at_hand.held = Some(Arc::clone(&new));
        at_hand.made = Some((Instant::now(), begun.elapsed()));
        Ok(new)
    }

    /// What of a record belongs to a negotiation.
    ///
    /// # Errors
    /// Where it tells of no such negotiation.
    pub(crate) fn within(&self, held: &Arc<Held>, key: &str) -> Result<Arc<Held>, ViewError> {
        held.made.narrow.get(key, || {
            let narrowed = Narrowed::to(&**held, key)?;
            let narrow = Narrow { record: narrowed.record().clone(), notes: narrowed.notes().to_vec() };
            Ok(Arc::new(Held { narrow: Some(Arc::new(narrow)), ..Held::clone(held) }))
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
            Ok(Arc::new(Held { whole, narrow: None, texts, mark, day, made: Arc::new(Made::new()) }))
        })
    }

    /// What of an earlier record belongs to a negotiation; nothing, where nobody told of it yet.
    pub(crate) fn within_earlier(&self, held: &Arc<Held>, key: &str) -> Arc<Held> {
        self.within(held, key).unwrap_or_else(|_| {
            let narrow = Narrow { record: in_process(held.record(), key), notes: Vec::new() };
            Arc::new(Held { narrow: Some(Arc::new(narrow)), ..Held::clone(held) })
        })
    }

    /// The record as the store stood at a moment, told from the day of that moment.
    pub(crate) fn stood(&self, held: &Held, moment: &str) -> Result<Arc<Record>, EngineError> {
        let day = day_of(moment).map_or(held.day, |day| day.min(held.day));
        let schema = &self.engine.data().schema;
        held.made
            .earlier
            .get(&format!("stood {moment}"), || Ok(Arc::new(held.whole.stood(schema, moment, Some(day))?)))
    }

    /// The record as reports published by a day tell it. A negotiation is told from all that was known: what belongs
    /// to it is for the record to say.
    pub(crate) fn known_by(&self, held: &Held, day: Day) -> Result<Arc<Record>, EngineError> {
        let schema = &self.engine.data().schema;
        held.made.earlier.get(&format!("known {day}"), || Ok(Arc::new(known_by(schema, &*held.whole, day))))
    }

    /// A store for reading.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Store) -> Result<T, RecordError>) -> Result<T, RecordError> {
        self.texts.with(look)
    }
}

/// What is made ahead of those who will ask for it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ahead {
    Nothing,
    FirstPage,
}

impl Held {
    /// The newest day of publication.
    pub(crate) fn newest(&self) -> Option<Day> {
        self.record().reports.iter().filter_map(|card| card.published.edtf.and_then(Edtf::last_day)).max()
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
        self.made.pages.get(address, make)
    }
}

/// Stores opened for reading: a connection serves one thread at a time.
#[derive(Debug)]
struct Texts {
    settings: Settings,
    idle: Mutex<Vec<Store>>,
}

/// How many are kept open.
const IDLE: usize = 8;

impl Texts {
    fn with<T>(&self, look: impl FnOnce(&Store) -> Result<T, RecordError>) -> Result<T, RecordError> {
        let idle = held(&self.idle).pop();
        let store = idle.map_or_else(|| Store::open_read_only(&self.settings.store), Ok)?;
        let found = look(&store);
        if found.is_ok() {
            self.give_back(store);
        }
        found
    }

    fn give_back(&self, store: Store) {
        let mut idle = held(&self.idle);
        if idle.len() < IDLE {
            idle.push(store);
        }
    }
}

impl Snapshot for Held {
    fn record(&self) -> &Record {
        self.narrow.as_ref().map_or_else(|| self.whole.record(), |narrow| &narrow.record)
    }

    fn text(&self, report: &ReportId) -> Option<String> {
        self.texts.with(|store| store.text(report)).ok().flatten()
    }

    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.whole.claim(id)
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        self.whole.claims()
    }

    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        self.whole.stand_ins()
    }

    fn judgements(&self) -> &[Judgement] {
        self.whole.judgements()
    }

    fn notes(&self) -> &[(ReportId, Note)] {
        self.narrow.as_ref().map_or_else(|| self.whole.notes(), |narrow| &narrow.notes)
    }
}

/// A snapshot that shows another record: as it stood before, with the claims of today.
pub(crate) struct Showing<'h> {
    pub(crate) held: &'h Held,
    pub(crate) record: &'h Record,
}

impl Snapshot for Showing<'_> {
    fn record(&self) -> &Record {
        self.record
    }

    fn text(&self, report: &ReportId) -> Option<String> {
        self.held.text(report)
    }

    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.held.claim(id)
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        self.held.claims()
    }

    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        self.held.stand_ins()
    }

    fn judgements(&self) -> &[Judgement] {
        self.held.judgements()
    }

    fn notes(&self) -> &[(ReportId, Note)] {
        self.held.notes()
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
