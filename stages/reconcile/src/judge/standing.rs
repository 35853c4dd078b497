//! A claim as judgements leave it.

use std::ops::Deref;

use chancery_model::Claim;

/// As it was given, or changed. The size of a pointer, for there are many and few are changed.
pub(crate) enum Standing<'m> {
    Given(&'m Claim),
    Made(Box<Claim>),
}

impl Standing<'_> {
    /// The claim, to be changed; one that was given is copied first.
    pub(crate) fn to_mut(&mut self) -> &mut Claim {
        if let Self::Given(claim) = self {
            *self = Self::Made(Box::new((*claim).clone()));
        }
        match self {
            Self::Made(claim) => claim,
            Self::Given(_) => unreachable!("it was made"),
        }
    }
}

impl Deref for Standing<'_> {
    type Target = Claim;

    fn deref(&self) -> &Claim {
        match self {
            Self::Given(claim) => claim,
            Self::Made(claim) => claim,
        }
    }
}
