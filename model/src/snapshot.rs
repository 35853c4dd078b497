//! What views may ask.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::{Claim, ClaimId, Judgement, Note, Record, ReportId};

/// A record held still, with the claims and texts it was made from. The store and the record in
/// memory both implement it; views know nothing else.
pub trait Snapshot {
    /// The record.
    fn record(&self) -> &Record;

    /// The text of a report, as all spans index it; `None` where there is no such report.
    fn text(&self, report: &ReportId) -> Option<String>;

    /// A claim of the reports' latest readings; for one that the record shows under another id,
    /// the claim that stands for it.
    fn claim(&self, id: &ClaimId) -> Option<&Claim>;

    /// All claims of the reports' latest readings, and those that judgements add, in order of their ids; those that
    /// judgements leave out of the record are among them.
    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_>;

    /// Claims of copies, each with the claim of the same words that stands for it, in order.
    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        &[]
    }

    /// The judgements in force, by id.
    fn judgements(&self) -> &[Judgement];

    /// Remarks made while reading, with the report each belongs to, in order of reports.
    fn notes(&self) -> &[(ReportId, Note)];

    /// Where those who look leave what they worked out, for the next look; `None` where there will be none.
    fn notebook(&self) -> Option<&Notebook> {
        None
    }
}

/// What was worked out of a snapshot: one thing of a kind.
#[derive(Default)]
pub struct Notebook(Mutex<BTreeMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Notebook {
    /// The thing of a kind, worked out where it is not here yet. Whoever asks meanwhile waits for it.
    pub fn get<T: Any + Send + Sync>(&self, work_out: impl FnOnce() -> T) -> Arc<T> {
        let mut things = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Ok(known)) = things.get(&TypeId::of::<T>()).cloned().map(Arc::downcast) {
            return known;
        }
        let thing = Arc::new(work_out());
        things.insert(TypeId::of::<T>(), Arc::<T>::clone(&thing));
        thing
    }
}

impl fmt::Debug for Notebook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notebook").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_worked_out_once_and_beside_those_of_other_kinds() {
        let notebook = Notebook::default();
        assert_eq!(*notebook.get(|| 7_u32), 7);
        assert_eq!(*notebook.get(|| "seven".to_owned()), "seven");
        assert_eq!(*notebook.get(|| 8_u32), 7);
    }
}
