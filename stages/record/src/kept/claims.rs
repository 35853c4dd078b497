//! The claims of a kept record: read when one of them is asked for.

use std::sync::{Mutex, OnceLock, PoisonError};

use chancery_model::{Claim, ClaimId};
use rusqlite::Result;

use super::file::{File, List};

/// Claims by id.
#[derive(Debug)]
pub struct KeptClaims {
    ids: Vec<ClaimId>,
    pieces: Vec<OnceLock<Vec<Claim>>>,
    /// Where they come from; they are all at hand without.
    file: Option<Mutex<File>>,
}

impl KeptClaims {
    /// Those of a file.
    pub(super) fn of(file: File) -> Result<Self> {
        let ids: Vec<ClaimId> = file.get(List::ClaimIds)?;
        let pieces = (0..ids.len().div_ceil(List::Claims.size())).map(|_| OnceLock::new()).collect();
        Ok(Self { ids, pieces, file: Some(Mutex::new(file)) })
    }

    /// These, which are in order of their ids.
    pub(super) fn few(claims: Vec<Claim>) -> Self {
        let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id.clone()).collect();
        let mut claims = claims.into_iter().peekable();
        let mut pieces = Vec::new();
        while claims.peek().is_some() {
            pieces.push(OnceLock::from(claims.by_ref().take(List::Claims.size()).collect::<Vec<Claim>>()));
        }
        Self { ids, pieces, file: None }
    }

    /// A claim.
    ///
    /// # Panics
    /// Where the file can be read no longer.
    #[must_use]
    pub fn get(&self, id: &ClaimId) -> Option<&Claim> {
        let n = self.ids.binary_search(id).ok()?;
        let size = List::Claims.size();
        let piece = self.pieces[n / size].get_or_init(|| self.read(|file| file.piece(List::Claims, n / size)));
        piece.get(n % size)
    }

    /// All claims, by id.
    ///
    /// # Panics
    /// As [`KeptClaims::get`].
    pub fn all(&self) -> impl Iterator<Item = &Claim> {
        if self.pieces.iter().any(|piece| piece.get().is_none()) {
            for (piece, claims) in self.pieces.iter().zip(self.read(|file| file.pieces(List::Claims))) {
                // One that was read before is the same.
                let _ = piece.set(claims);
            }
        }
        self.pieces.iter().filter_map(OnceLock::get).flatten()
    }

    fn read<T>(&self, ask: impl Fn(&File) -> Result<Vec<T>>) -> Vec<T> {
        let Some(file) = &self.file else { return Vec::new() };
        let file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let told = |error| panic!("`{}` is damaged ({error}); delete it, nothing is lost with it", file.path());
        ask(&file).unwrap_or_else(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept::file;

    #[test]
    #[should_panic(expected = "record.chancery-kept` is damaged")]
    fn a_file_that_lacks_claims_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.chancery-kept");
        let id = ClaimId("e000000000001".to_owned());
        file::replace(&path, &|file| file.put(List::ClaimIds, std::slice::from_ref(&id))).unwrap();
        let _ = KeptClaims::of(File::open(&path).unwrap()).unwrap().get(&id);
    }
}
