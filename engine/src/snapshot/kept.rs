//! A record kept beside its store, and looked at instead of being made again.

use chancery_data::Schema;
use chancery_reconcile::Material;
use chancery_record::{Keeping, Store};

use super::{Held, Stored};
use crate::EngineError;

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
    let keeping = Keeping {
        record: &held.record,
        stand_ins: &held.stand_ins,
        notes: &held.notes,
        claims: &held.claims.all().collect::<Vec<_>>(),
    };
    Ok(store.keep(by, &mark, &keeping)?)
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
