//! A record kept beside its store, and looked at instead of being made again.

use chancery_data::Schema;
use chancery_model::{Day, Edtf, Event, JudgementKind, Record};
use chancery_reconcile::Material;
use chancery_record::{Keeping, Mark, Store};

use super::{Held, Stored};
use crate::EngineError;
use crate::given::given_date_of;

/// Makes the record of a store and keeps it beside the store, for whoever looks at it next, where the store has so many
/// reports that this is worth the while. `by` names whatever decides what the record is: this program and the knowledge
/// that it works from.
///
/// # Errors
/// Where the store cannot be read, or the file beside it not be written.
pub fn keep(schema: &Schema, store: &Store, by: &str, fewest: usize) -> Result<(), EngineError> {
    if store.is_kept(by) || store.report_ids()?.len() < fewest {
        return Ok(());
    }
    let (kept, mark) = store.material_marked()?;
    let material = Material { reports: kept.cards, claims: kept.claims, judgements: kept.judgements, now: None };
    let held = Held::new(schema, material, kept.notes);
    write(&held, held.record.now, store, (by, &mark))
}

fn write(held: &Held, now: Option<Day>, store: &Store, (by, mark): (&str, &Mark)) -> Result<(), EngineError> {
    let keeping = Keeping {
        record: &held.record,
        now,
        stand_ins: &held.stand_ins,
        notes: &held.notes,
        claims: &held.claims.all().collect::<Vec<_>>(),
    };
    Ok(store.keep(by, mark, &keeping)?)
}

/// From how many reports on a record is kept: fewer are put together in the time that a look-up takes.
pub const WORTH_KEEPING: usize = 1_000;

/// The record that `by` last kept of a store; the store again where that is not what the store holds now.
///
/// # Errors
/// With the store.
pub fn kept(store: Store, by: &str) -> Result<Stored, Box<Store>> {
    match store.kept(by) {
        Some(kept) => Ok(Stored::kept(kept, store)),
        None => Err(Box::new(store)),
    }
}

/// The record that `by` last kept of a store, told as of a day; the store again where it is not what the store holds
/// now, or that day may tell something otherwise.
///
/// # Errors
/// With the store.
pub fn kept_on(store: Store, by: &str, day: Day) -> Result<Stored, Box<Store>> {
    let mut stored = kept(store, by)?;
    let now = stored.held.record.now;
    if now != Some(day) {
        if now.is_none_or(|now| now > day) || stored.held.turns(now, day) {
            return Err(Box::new(stored.into_store()));
        }
        stored.held.record.now = Some(day);
    }
    Ok(stored)
}

impl Stored {
    /// Keeps this record, which was made of all that its store holds, as [`keep`] would: told as of the newest day of
    /// its reports. It is not made again where that tells the same.
    ///
    /// # Errors
    /// As [`keep`].
    pub fn keep(&self, schema: &Schema, store: &Store, by: &str, fewest: usize) -> Result<(), EngineError> {
        let Some(mark) = &self.mark else { return keep(schema, store, by, fewest) };
        if self.held.record.reports.len() < fewest || store.mark()? != *mark || store.is_kept(by) {
            return Ok(());
        }
        let newest = newest(&self.held.record);
        match self.held.record.now {
            now if now == newest => {}
            Some(now) if newest.is_none_or(|newest| newest <= now) && !self.held.turns(newest, now) => {}
            _ => return keep(schema, store, by, fewest),
        }
        write(&self.held, newest, store, (by, mark))
    }
}

impl Held {
    /// Whether a record may tell something otherwise as of one day than as of a later one: a plan whose day lies
    /// between them becomes overdue, and settles or unsettles what it is part of.
    fn turns(&self, from: Option<Day>, to: Day) -> bool {
        // What was set of an event may have moved it since its plans were weighed.
        let sets = |kind: &JudgementKind| matches!(kind, JudgementKind::Set { .. });
        let mut judgements = self.judgements.iter().filter(|j| j.withdrawn.is_none() && given_date_of(j).is_none());
        let between = |event: &Event| {
            event.date().and_then(Edtf::last_day).is_some_and(|day| day < to && from.is_none_or(|from| day >= from))
        };
        // A word without a day may be one that its part lent to a plan.
        let told = |event: &Event| event.history.iter().any(|word| !word.status.is_ahead() && word.date.is_some());
        judgements.any(|j| sets(&j.kind)) || self.record.events.iter().any(|event| between(event) && !told(event))
    }
}

/// The newest day on which a report was published.
fn newest(record: &Record) -> Option<Day> {
    record.reports.iter().filter_map(|card| card.published.edtf?.last_day()).max()
}

/// What of that record bears on the thing that the id of a claim or contradiction leads to, for [`chancery_view`]'s
/// `why`: its claims, the reports that tell it, and their texts. There are no notes, and no other thing.
///
/// # Errors
/// With the store, as [`kept`], and where nothing has this id.
pub fn kept_about(store: Store, by: &str, id: &str) -> Result<Stored, Box<Store>> {
    match store.kept_about(by, id) {
        Some(kept) => Ok(Stored::kept(kept, store)),
        None => Err(Box::new(store)),
    }
}
