//! The claims of a record: made with it, or kept with it.

use chancery_model::{Claim, ClaimId};
use chancery_record::KeptClaims;

/// Claims by id.
#[derive(Debug)]
pub(super) enum Claims {
    Made {
        claims: Vec<Claim>,
        /// Where each stands, by id.
        by_id: Vec<usize>,
    },
    Kept(KeptClaims),
}

impl Claims {
    /// Those of readings and those that judgements add. Whoever marked words knew better than the rule that read them.
    pub(super) fn made(mut claims: Vec<Claim>, added: Vec<Claim>) -> Self {
        claims.extend(added);
        let mut by_id: Vec<usize> = (0..claims.len()).collect();
        by_id.sort_by(|&a, &b| claims[a].id.cmp(&claims[b].id).then(b.cmp(&a)));
        by_id.dedup_by(|later, first| claims[*later].id == claims[*first].id);
        Self::Made { claims, by_id }
    }

    /// A claim.
    ///
    /// # Panics
    /// Where what is kept can be read no longer.
    pub(super) fn get(&self, id: &ClaimId) -> Option<&Claim> {
        match self {
            Self::Made { claims, by_id } => {
                by_id.binary_search_by(|&at| claims[at].id.cmp(id)).ok().map(|at| &claims[by_id[at]])
            }
            Self::Kept(claims) => claims.get(id),
        }
    }

    /// All claims, by id.
    ///
    /// # Panics
    /// As [`Claims::get`].
    pub(super) fn all(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        match self {
            Self::Made { claims, by_id } => Box::new(by_id.iter().map(|&at| &claims[at])),
            Self::Kept(claims) => Box::new(claims.all()),
        }
    }
}
