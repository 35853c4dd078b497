//! Records held still: one in memory, one over a store.

mod claims;
mod copies;
mod earlier;
mod kept;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chancery_data::Schema;
use chancery_model::{Claim, ClaimId, Day, Judgement, Note, Record, Report, ReportId, Snapshot};
use chancery_reconcile::{Given, Link, Material, added, reconcile, reconcile_linked};
use chancery_record::{Kept, Mark, RecordError, Store};

use self::claims::Claims;
use self::copies::{put_in_force, stand_ins};
pub use self::earlier::known_by;
pub use self::kept::{WORTH_KEEPING, keep, kept, kept_about, kept_on};
use crate::spread::{Carried, taken};
use crate::{Engine, EngineError, Progress};

/// How many reports are read between two words on the progress.
const STEP: usize = 32;

/// What both kinds of snapshot hold.
#[derive(Debug)]
struct Held {
    record: Record,
    claims: Claims,
    /// The claims of copies, each with the claim of the same words that stands for it.
    stand_ins: Vec<(ClaimId, ClaimId)>,
    judgements: Vec<Judgement>,
    notes: Vec<(ReportId, Note)>,
}

impl Held {
    fn new(schema: &Schema, material: Material, notes: Vec<(ReportId, Note)>) -> Self {
        Self::with(schema, material, notes, |material| reconcile(schema, material))
    }

    /// The same, with a record that is made so.
    fn with(
        schema: &Schema,
        mut material: Material,
        mut notes: Vec<(ReportId, Note)>,
        make: impl FnOnce(&Material) -> Record,
    ) -> Self {
        // Judgements are told as they were made, of a copy too.
        let judgements = material.judgements.clone();
        let (copies, stand_ins) = without_copies(&mut material);
        notes.retain(|(report, _)| !copies.contains_key(report));
        let record = make(&material);
        let added = added(schema, &material.judgements);
        // Somebody has looked at a sentence in which words are marked: what it may have told is told.
        notes.retain(|(report, note)| {
            let marked =
                |c: &Claim| c.anchor.report == *report && note.evidence.iter().any(|e| e.span.overlaps(c.anchor.span));
            !(note.code.starts_with("possible-") && added.iter().any(marked))
        });
        let claims = Claims::made(material.claims, added);
        Self { record, claims, stand_ins, judgements, notes }
    }

    /// A claim; for one of a copy, the claim that stands for it.
    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        let copy = self.stand_ins.binary_search_by(|(copy, _)| copy.cmp(id));
        self.claims.get(copy.map_or(id, |at| &self.stand_ins[at].1))
    }
}

/// Puts given dates into force and leaves copies out: gives each with whatever stands for it, and their claims likewise.
pub(crate) fn without_copies(material: &mut Material) -> (BTreeMap<ReportId, ReportId>, Vec<(ClaimId, ClaimId)>) {
    let copies = put_in_force(&mut material.reports, &mut material.judgements);
    let stand_ins = stand_ins(&copies, &material.claims);
    if !copies.is_empty() {
        material.claims.retain(|claim| !copies.contains_key(&claim.anchor.report));
    }
    (copies, stand_ins)
}

/// A record in memory, of reports that no store holds.
#[derive(Debug)]
pub struct Collected {
    held: Held,
    texts: BTreeMap<ReportId, String>,
}

/// A record over a store, as of a moment.
#[derive(Debug)]
pub struct Stored {
    held: Held,
    store: Mutex<Store>,
    /// What the store held when this was made of all of it.
    mark: Option<Mark>,
}

impl Engine {
    /// Reports to a record in memory. The same bytes under several names are one report, under the
    /// first of them by alphabet.
    #[must_use]
    pub fn gather_reports(&self, reports: Vec<Report>, now: Option<Day>, problems: &mut Vec<String>) -> Collected {
        self.gather_watched(reports, now, problems, &mut |_| {})
    }

    pub(crate) fn gather_watched(
        &self,
        mut reports: Vec<Report>,
        now: Option<Day>,
        problems: &mut Vec<String>,
        progress: &mut dyn FnMut(Progress),
    ) -> Collected {
        reports.sort_by(|a, b| (&a.id, &a.key, &a.path).cmp(&(&b.id, &b.key, &b.path)));
        reports.dedup_by(|b, a| a.id == b.id);
        let mut readings = Vec::new();
        for some in reports.chunks(STEP) {
            let some: Vec<&Report> = some.iter().collect();
            readings.extend(self.read_all(&some, |way| way.reading));
            progress(Progress { done: readings.len(), total: reports.len() });
        }
        let mut carried = Vec::new();
        for (report, reading) in reports.into_iter().zip(readings) {
            match reading {
                Ok(reading) => carried.push(Carried::of(report.card(), report.text, reading)),
                Err(problem) => problems.push(problem),
            }
        }
        Collected::made(&self.data.schema, carried, None, now)
    }

    /// The record of a store, as [`snapshot`].
    ///
    /// # Errors
    /// As [`snapshot`].
    pub fn snapshot(&self, store: Store, as_of: Option<&str>, now: Option<Day>) -> Result<Stored, EngineError> {
        snapshot(&self.data.schema, store, as_of, now)
    }
}

/// The record of a store, as of a wall-clock moment (RFC 3339 UTC; `None` for all of it).
///
/// # Errors
/// Where the store cannot be read.
pub fn snapshot(schema: &Schema, store: Store, as_of: Option<&str>, now: Option<Day>) -> Result<Stored, EngineError> {
    let (kept, mark) = match as_of {
        None => store.material_marked().map(|(kept, mark)| (kept, Some(mark)))?,
        Some(_) => (store.material(as_of)?, None),
    };
    let material = Material { reports: kept.cards, claims: kept.claims, judgements: kept.judgements, now };
    Ok(Stored { mark, ..Stored::new(Held::new(schema, material, kept.notes), store) })
}

impl Collected {
    /// The record of reports in their order, with the links that were found elsewhere, if they were.
    pub(crate) fn made(schema: &Schema, carried: Vec<Carried>, links: Option<&[Link]>, now: Option<Day>) -> Self {
        let (material, notes, texts) = taken(carried, now);
        let make = |material: &Material| match links {
            Some(links) => reconcile_linked(schema, &given(material), links),
            None => reconcile(schema, material),
        };
        Self { held: Held::with(schema, material, notes, make), texts }
    }
}

fn given(material: &Material) -> Given<'_> {
    Given {
        reports: material.reports.iter().collect(),
        claims: material.claims.iter().collect(),
        judgements: material.judgements.iter().collect(),
        now: material.now,
    }
}

impl Stored {
    fn new(held: Held, store: Store) -> Self {
        Self { held, store: Mutex::new(store), mark: None }
    }

    fn into_store(self) -> Store {
        self.store.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(kept: Kept, store: Store) -> Self {
        let Kept { record, stand_ins, notes, claims, judgements } = kept;
        Self::new(Held { record, claims: Claims::Kept(claims), stand_ins, judgements, notes }, store)
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The text of a report, with the reason where it cannot be read.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn try_text(&self, report: &ReportId) -> Result<Option<String>, RecordError> {
        self.store().text(report)
    }
}

impl Snapshot for Collected {
    fn record(&self) -> &Record {
        &self.held.record
    }

    fn text(&self, report: &ReportId) -> Option<String> {
        self.texts.get(report).cloned()
    }

    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.held.claim(id)
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        self.held.claims.all()
    }

    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        &self.held.stand_ins
    }

    fn judgements(&self) -> &[Judgement] {
        &self.held.judgements
    }

    fn notes(&self) -> &[(ReportId, Note)] {
        &self.held.notes
    }
}

impl Snapshot for Stored {
    fn record(&self) -> &Record {
        &self.held.record
    }

    fn text(&self, report: &ReportId) -> Option<String> {
        self.store().text(report).ok().flatten()
    }

    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.held.claim(id)
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        self.held.claims.all()
    }

    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        &self.held.stand_ins
    }

    fn judgements(&self) -> &[Judgement] {
        &self.held.judgements
    }

    fn notes(&self) -> &[(ReportId, Note)] {
        &self.held.notes
    }
}
