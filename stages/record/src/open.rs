//! Opens stores: takes a place, gives a [`Store`] whose format this version reads, or says why
//! not. Does not look at what is recorded.

use crate::database::{Database, Use};
use crate::{Place, RecordError, Store};

impl Store {
    /// Opens the store at `place`, and makes an empty one where there is none.
    ///
    /// # Errors
    /// When the file or database is no store, is of an unknown format, is in use, or may not be written; when the
    /// server of the database cannot be reached.
    pub fn create_or_open(place: impl Into<Place>) -> Result<Self, RecordError> {
        Self::at(&place.into(), Use::Make)
    }

    /// Opens the store at `place` for reading and writing.
    ///
    /// # Errors
    /// As [`Store::create_or_open`], and when there is none.
    pub fn open(place: impl Into<Place>) -> Result<Self, RecordError> {
        Self::at(&place.into(), Use::Write)
    }

    /// Opens the store at `place` for reading only: beside other readers and a writer, and from a
    /// medium that cannot be written.
    ///
    /// # Errors
    /// When there is none, it is no store, is of an unknown format, or is locked; when the server of the database
    /// cannot be reached.
    pub fn open_read_only(place: impl Into<Place>) -> Result<Self, RecordError> {
        Self::at(&place.into(), Use::Read)
    }

    /// An empty store that is gone when dropped.
    ///
    /// # Panics
    /// When the database library itself is broken.
    #[must_use]
    pub fn in_memory() -> Self {
        let database = Database::in_memory().expect("a database in memory needs nothing that could be missing");
        Self { database, name: "the record in memory".to_owned() }
    }

    /// Takes away a store that holds nothing, unless another process has come to use it: `true` where it is gone.
    /// For whoever made it and has nothing to put into it after all. A database stays.
    pub fn discard(self, place: impl Into<Place>) -> bool {
        place.into().file().is_some_and(|path| self.database.discard(path))
    }

    fn at(place: &Place, opened_for: Use) -> Result<Self, RecordError> {
        Ok(Self { database: Database::open(place, opened_for)?, name: place.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_left_blank_by_a_killed_process_becomes_a_store() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("blank");
        std::fs::write(&path, b"").unwrap();
        assert!(matches!(Store::open(&path), Err(RecordError::Missing { .. })));
        drop(Store::create_or_open(&path).unwrap());
        Store::open(&path).unwrap();
    }

    #[test]
    fn an_empty_store_is_taken_away_and_one_that_another_has_open_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.chancery");
        assert!(Store::create_or_open(&path).unwrap().discard(&path));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);

        let store = Store::create_or_open(&path).unwrap();
        let other = Store::open(&path).unwrap();
        assert!(!store.discard(&path));
        assert_eq!(other.status().unwrap().reports, 0);
        Store::open(&path).unwrap();
    }
}
