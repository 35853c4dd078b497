//! The record at hand: made of the store once and again when the store has changed, and shared by all visitors.
//!
//! Here alone the engine is asked for a record. A visitor is answered from the record at hand while a newer one is
//! being made, unless the change was his own: then the answer waits for it.

use core::net::SocketAddr;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chancery_engine::record::{Mark, RecordError, Store};
use chancery_engine::{Engine, EngineError, Stored, known_by};
use chancery_model::{Claim, ClaimId, Day, Judgement, Note, Record, ReportId, Snapshot};
use chancery_view::{Narrowed, ViewError, processes};

use crate::settings::Settings;

/// The desk: a store, the engine, and the record at hand.
#[derive(Debug)]
pub struct Desk {
    settings: Settings,
    engine: Arc<Engine>,
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
    /// Records as they stood before, by what they were asked for, as long as the store does not change.
    earlier: BTreeMap<String, Arc<Record>>,
    /// What of the record at hand belongs to a negotiation.
    narrow: BTreeMap<String, Arc<Held>>,
}

/// How many earlier records are kept.
const EARLIER: usize = 6;

/// A record that many may read at once, or what of it belongs to one negotiation.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    whole: Arc<Stored>,
    narrow: Option<Arc<Narrow>>,
    texts: Arc<Texts>,
    mark: Mark,
    day: Day,
}

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
        Ok(Self { settings, engine, at_hand: Mutex::default(), making: Mutex::new(()), texts, pass: random() })
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

    /// What every change must bring.
    #[must_use]
    pub fn pass(&self) -> &str {
        &self.pass
    }

    /// The day that counts as today.
    pub(crate) fn today(&self) -> Day {
        let now = || jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        self.settings.now.unwrap_or_else(now)
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
        let mut at_hand = self.lock();
        let Some(held) = at_hand.held.clone() else {
            drop(at_hand);
            return self.renewed();
        };
        if held.day != day {
            drop(at_hand);
            return self.renewed();
        }
        if held.mark != mark && !at_hand.renewing {
            at_hand.renewing = true;
            let desk = Arc::clone(self);
            std::thread::spawn(move || {
                let made = desk.renewed();
                desk.lock().renewing = false;
                // Whoever asks next will be told what is wrong.
                drop(made);
            });
        }
        Ok(held)
    }

    /// The record as the store has it now, made anew where it has changed: the one place where one is made.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub(crate) fn renewed(&self) -> Result<Arc<Held>, EngineError> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let (mark, day) = (self.texts.with(|store| store.mark())?, self.today());
        if let Some(held) = self.lock().held.clone().filter(|held| held.mark == mark && held.day == day) {
            return Ok(held);
        }
        let store = Store::open_read_only(&self.settings.store)?;
        let whole = Arc::new(self.engine.snapshot(store, None, Some(day))?);
        let held = Arc::new(Held { whole, narrow: None, texts: Arc::clone(&self.texts), mark, day });
        let mut at_hand = self.lock();
        at_hand.held = Some(Arc::clone(&held));
        at_hand.earlier.clear();
        at_hand.narrow.clear();
        Ok(held)
    }

    /// What of the record at hand belongs to a negotiation.
    ///
    /// # Errors
    /// Where it tells of no such negotiation.
    pub(crate) fn within(&self, held: &Arc<Held>, key: &str) -> Result<Arc<Held>, ViewError> {
        if let Some(narrow) = self.lock().narrow.get(key) {
            return Ok(Arc::clone(narrow));
        }
        let narrowed = Narrowed::to(&**held, key)?;
        let narrow = Narrow { record: narrowed.record().clone(), notes: narrowed.notes().to_vec() };
        let narrow = Arc::new(Held { narrow: Some(Arc::new(narrow)), ..Held::clone(held) });
        let mut at_hand = self.lock();
        // Somebody may have made a newer record meanwhile.
        if at_hand.held.as_ref().is_some_and(|now| now.mark == held.mark) {
            at_hand.narrow.insert(key.to_owned(), Arc::clone(&narrow));
        }
        Ok(narrow)
    }

    /// The negotiations that the record at hand tells of, by key.
    pub(crate) fn processes(&self) -> BTreeSet<String> {
        let held = self.lock().held.clone();
        held.map(|held| processes(held.record())).unwrap_or_default()
    }

    /// The record as the store stood at a moment, told from the day of that moment.
    pub(crate) fn stood(&self, held: &Held, moment: &str) -> Result<Arc<Record>, EngineError> {
        let day = moment.get(..10).and_then(|day| day.parse().ok()).map_or(held.day, |day: Day| day.min(held.day));
        let schema = &self.engine.data().schema;
        self.earlier(format!("stood {moment}"), || held.whole.stood(schema, moment, Some(day)))
    }

    /// The record as reports published by a day tell it.
    pub(crate) fn known_by(&self, held: &Held, day: Day) -> Result<Arc<Record>, EngineError> {
        // A negotiation is told from all that was known: what belongs to it is for the record to say.
        let whole = &*held.whole;
        self.earlier(format!("known {day}"), || Ok(known_by(&self.engine.data().schema, whole, day)))
    }

    fn earlier(
        &self,
        asked: String,
        make: impl FnOnce() -> Result<Record, EngineError>,
    ) -> Result<Arc<Record>, EngineError> {
        if let Some(record) = self.lock().earlier.get(&asked) {
            return Ok(Arc::clone(record));
        }
        let record = Arc::new(make()?);
        let mut at_hand = self.lock();
        while at_hand.earlier.len() >= EARLIER {
            at_hand.earlier.pop_first();
        }
        at_hand.earlier.insert(asked, Arc::clone(&record));
        Ok(record)
    }

    /// A store for reading.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Store) -> Result<T, RecordError>) -> Result<T, RecordError> {
        self.texts.with(look)
    }

    fn lock(&self) -> MutexGuard<'_, AtHand> {
        // A panic while it was held leaves nothing half done: every change to it is one assignment.
        self.at_hand.lock().unwrap_or_else(PoisonError::into_inner)
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
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let store = idle.map_or_else(|| Store::open_read_only(&self.settings.store), Ok)?;
        let found = look(&store);
        if found.is_ok() {
            self.give_back(store);
        }
        found
    }

    fn give_back(&self, store: Store) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
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

/// Thirty-two hexadecimal digits that nobody can guess.
///
/// # Panics
/// Where the system has no randomness to give: then nothing here would be safe.
fn random() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
