//! Records held still: one in memory, one over a store. Here dates given by users come into force,
//! and copies of a report are left out of the record.

use std::collections::{BTreeMap, BTreeSet};

use chancery_data::Schema;
use chancery_model::{
    Anchor, Claim, ClaimId, Day, Edtf, Judgement, Note, Record, Report, ReportCard, ReportId, Snapshot, Subject,
};
use chancery_reconcile::{Material, added, reconcile};
use chancery_record::{RecordError, Store};

use crate::given::{dated, given_date_of, given_dates};
use crate::{Engine, EngineError, Progress};

/// How many reports are read between two words on the progress.
const STEP: usize = 32;

/// What both kinds of snapshot hold.
#[derive(Debug)]
struct Held {
    record: Record,
    claims: Vec<Claim>,
    /// Where each stands, by id.
    by_id: Vec<usize>,
    /// The claims of copies, each with the claim of the same words that stands for it.
    stand_ins: Vec<(ClaimId, ClaimId)>,
    judgements: Vec<Judgement>,
    notes: Vec<(ReportId, Note)>,
}

impl Held {
    fn new(schema: &Schema, mut material: Material, mut notes: Vec<(ReportId, Note)>) -> Self {
        let given = given_dates(&material.judgements);
        for card in &mut material.reports {
            if let Some(date) = given.get(&card.id) {
                card.published = dated(&card.published, *date);
            }
        }
        // Judgements are told as they were made, of a copy too.
        let judgements = material.judgements.clone();
        let copies = copies(&material.reports);
        let stand_ins = stand_ins(&copies, &material.claims);
        leave_out(&copies, &mut material);
        // They are in force on the cards: nobody is to read them a second time, and otherwise.
        material.judgements.retain(|judgement| given_date_of(judgement).is_none());
        notes.retain(|(report, _)| !copies.contains_key(report));
        let record = reconcile(schema, &material);
        let added = added(schema, &material.judgements);
        // Somebody has looked at a sentence in which words are marked: what it may have told is told.
        notes.retain(|(report, note)| {
            let marked =
                |c: &Claim| c.anchor.report == *report && note.evidence.iter().any(|e| e.span.overlaps(c.anchor.span));
            !(note.code.starts_with("possible-") && added.iter().any(marked))
        });
        let mut claims = material.claims;
        claims.extend(added);
        let mut by_id: Vec<usize> = (0..claims.len()).collect();
        // Of two on the same words the one that somebody marked counts: it came last.
        by_id.sort_by(|&a, &b| claims[a].id.cmp(&claims[b].id).then(b.cmp(&a)));
        by_id.dedup_by(|b, a| claims[*a].id == claims[*b].id);
        Self { record, claims, by_id, stand_ins, judgements, notes }
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        Box::new(self.by_id.iter().map(|&at| &self.claims[at]))
    }

    /// A claim; for one of a copy, the claim that stands for it.
    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        let copy = self.stand_ins.binary_search_by(|(copy, _)| copy.cmp(id));
        let id = copy.map_or(id, |at| &self.stand_ins[at].1);
        self.by_id.binary_search_by(|&at| self.claims[at].id.cmp(id)).ok().map(|at| &self.claims[self.by_id[at]])
    }
}

/// Reports with the text, outlet and day of another (what neither tells counts as the same), each
/// with the one that stands for it: the first by id, so that the order of arrival is of no matter.
fn copies(reports: &[ReportCard]) -> BTreeMap<ReportId, ReportId> {
    let mut alike: BTreeMap<_, BTreeSet<&ReportId>> = BTreeMap::new();
    for card in reports {
        alike.entry((&card.text_hash, &card.outlet, card.published.edtf)).or_default().insert(&card.id);
    }
    let mut copies = BTreeMap::new();
    for mut ids in alike.into_values() {
        let Some(first) = ids.pop_first() else { continue };
        copies.extend(ids.into_iter().map(|id| (id.clone(), first.clone())));
    }
    copies
}

/// The claims of copies, each with the claim of the same words and kind of the report that stands
/// for the copy, so that an id once given leads on when another copy comes to be the one shown.
fn stand_ins(copies: &BTreeMap<ReportId, ReportId>, claims: &[Claim]) -> Vec<(ClaimId, ClaimId)> {
    if copies.is_empty() {
        return Vec::new();
    }
    let shown: BTreeSet<&ReportId> = copies.values().collect();
    let of_shown = claims.iter().filter(|c| shown.contains(&c.anchor.report));
    let by_anchor: BTreeMap<&Anchor, &ClaimId> = of_shown.map(|c| (&c.anchor, &c.id)).collect();
    let stand_in = |claim: &Claim| {
        let report = copies.get(&claim.anchor.report)?.clone();
        let stands = by_anchor.get(&Anchor { report, ..claim.anchor.clone() })?;
        Some((claim.id.clone(), (*stands).clone()))
    };
    claims.iter().filter_map(stand_in).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Leaves copies out. What was judged of a copy is judged of the report that stands for it: its
/// words are the same.
fn leave_out(copies: &BTreeMap<ReportId, ReportId>, material: &mut Material) {
    if copies.is_empty() {
        return;
    }
    material.reports.retain(|card| !copies.contains_key(&card.id));
    material.claims.retain(|claim| !copies.contains_key(&claim.anchor.report));
    for report in material.judgements.iter_mut().flat_map(|j| &mut j.subjects).flat_map(Subject::reports_mut) {
        if let Some(first) = copies.get(report) {
            report.clone_from(first);
        }
    }
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
    store: Store,
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
        let mut cards: Vec<ReportCard> = Vec::new();
        let (mut claims, mut notes, mut texts) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (report, reading) in reports.into_iter().zip(readings) {
            match reading {
                Ok(reading) => {
                    claims.extend(reading.claims);
                    notes.extend(reading.notes.into_iter().map(|n| (report.id.clone(), n)));
                    cards.push(ReportCard { imprint: reading.imprint, ..report.card() });
                    texts.insert(report.id, report.text);
                }
                Err(problem) => problems.push(problem),
            }
        }
        let material = Material { reports: cards, claims, judgements: Vec::new(), now };
        Collected { held: Held::new(&self.data.schema, material, notes), texts }
    }

    /// The record of a store, as of a wall-clock moment (RFC 3339 UTC; `None` for all of it).
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn snapshot(&self, store: Store, as_of: Option<&str>, now: Option<Day>) -> Result<Stored, EngineError> {
        let kept = store.material(as_of)?;
        let material = Material { reports: kept.cards, claims: kept.claims, judgements: kept.judgements, now };
        Ok(Stored { held: Held::new(&self.data.schema, material, kept.notes), store })
    }
}

impl Engine {
    /// The record of a snapshot as it stood at the end of a day, by the days on which reports were published; a report
    /// without a day counts as known. Judgements are in force whenever they were made.
    #[must_use]
    pub fn known_by(&self, snapshot: &dyn Snapshot, day: Day) -> Record {
        let known = |card: &&ReportCard| card.published.edtf.and_then(Edtf::first_day).is_none_or(|first| first <= day);
        let reports: Vec<ReportCard> = snapshot.record().reports.iter().filter(known).cloned().collect();
        let kept: BTreeSet<&ReportId> = reports.iter().map(|card| &card.id).collect();
        let claims = snapshot.claims().filter(|claim| kept.contains(&claim.anchor.report)).cloned().collect();
        let judgements = snapshot.judgements().iter().filter(|j| given_date_of(j).is_none()).cloned().collect();
        reconcile(&self.data.schema, &Material { reports, claims, judgements, now: Some(day) })
    }
}

impl Stored {
    /// The store beneath.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The record by itself, which threads may share, and the store that holds its texts.
    #[must_use]
    pub fn apart(self) -> (Collected, Store) {
        (Collected { held: self.held, texts: BTreeMap::new() }, self.store)
    }

    /// The text of a report, with the reason where it cannot be read.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn try_text(&self, report: &ReportId) -> Result<Option<String>, RecordError> {
        self.store.text(report)
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
        self.held.claims()
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
        self.store.text(report).ok().flatten()
    }

    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.held.claim(id)
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        self.held.claims()
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
