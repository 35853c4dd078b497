//! What a report shows of where it comes from.

use serde::{Deserialize, Serialize};

use crate::{ActorId, ClaimId, Sketch};

/// Whose act of reporting a report is: its publisher, whose text it says that it is, what it passes on from others,
/// and a likeness by which its text is known again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imprint {
    /// Who published it, by the usual name where `data/outlets` has one.
    pub outlet: Option<String>,
    /// The state or body whose official outlet that is.
    pub speaks_for: Option<ActorId>,
    /// Whose text it says that it is.
    pub credits: Vec<Credit>,
    /// What it passes on from others, by claim.
    pub passed_on: Vec<PassedOn>,
    /// The likeness of its own prose.
    pub sketch: Sketch,
}

/// A word of the report that its text is another outlet's: "(AP)", "By Jane Doe, Associated Press".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Credit {
    /// The outlet, by its usual name.
    pub outlet: String,
    /// The words that say so.
    pub words: String,
}

/// A claim that the report has from another outlet: "Reuters reported", "told Le Monde".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PassedOn {
    /// The claim.
    pub claim: ClaimId,
    /// The outlet it comes from, by its usual name: of several in a chain, the one nearest to what happened.
    pub outlet: String,
}

impl Imprint {
    /// The outlet that a claim was passed on from.
    #[must_use]
    pub fn source_of(&self, claim: &ClaimId) -> Option<&str> {
        self.passed_on.iter().find(|p| p.claim == *claim).map(|p| p.outlet.as_str())
    }
}
