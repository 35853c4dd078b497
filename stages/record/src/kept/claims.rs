//! The claims of a kept record: unpacked when one of them is asked for.

use std::io::Result;
use std::sync::OnceLock;

use chancery_model::{Claim, ClaimId};

use super::file::{Bodies, File, List, unpacked};
use crate::crew;

/// Claims by id.
#[derive(Debug)]
pub struct KeptClaims {
    ids: Vec<ClaimId>,
    pieces: Vec<OnceLock<Vec<Claim>>>,
    /// What the pieces are unpacked from. It was held to its checksums when the file was opened, and what becomes of
    /// the file since is of no matter.
    bodies: Bodies,
}

impl KeptClaims {
    /// Those of a file.
    pub(super) fn of(file: &File) -> Result<Self> {
        let (ids, bodies) = (file.get(List::ClaimIds)?, file.bodies(List::Claims)?);
        Ok(Self { ids, pieces: (0..bodies.len()).map(|_| OnceLock::new()).collect(), bodies })
    }

    /// These, which are in order of their ids.
    pub(super) fn few(claims: Vec<Claim>) -> Self {
        let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id.clone()).collect();
        let mut claims = claims.into_iter().peekable();
        let mut pieces = Vec::new();
        while claims.peek().is_some() {
            pieces.push(OnceLock::from(claims.by_ref().take(List::Claims.size()).collect::<Vec<Claim>>()));
        }
        Self { ids, pieces, bodies: Bodies::default() }
    }

    /// A claim.
    ///
    /// # Panics
    /// Where another program wrote the file under the name of this one.
    #[must_use]
    pub fn get(&self, id: &ClaimId) -> Option<&Claim> {
        let n = self.ids.binary_search(id).ok()?;
        let (piece, within) = (n / List::Claims.size(), n % List::Claims.size());
        self.pieces.get(piece)?.get_or_init(|| read(self.bodies.get(piece))).get(within)
    }

    /// All claims, by id.
    ///
    /// # Panics
    /// As [`KeptClaims::get`].
    pub fn all(&self) -> impl Iterator<Item = &Claim> {
        let unread = || self.pieces.iter().enumerate().filter(|(_, piece)| piece.get().is_none());
        if unread().next().is_some() {
            let bodies = unread().map(|(n, _)| Ok((n, self.bodies.get(n))));
            let read = crew::each(bodies, |(n, body)| Ok::<_, std::convert::Infallible>((n, read(body))));
            for (n, claims) in read.into_iter().flatten() {
                // One that was read meanwhile is the same.
                let _ = self.pieces[n].set(claims);
            }
        }
        self.pieces.iter().filter_map(OnceLock::get).flatten()
    }
}

fn read(body: &[u8]) -> Vec<Claim> {
    unpacked(body).expect("what agrees with its checksum is what this program wrote")
}
