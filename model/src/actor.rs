//! Who acts.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Identifies an actor: a register id (`ua`, `nato`, `keir-starmer`), `name:` and the folded name for
/// one whom the register does not know, or `described:`, the report and the folded words for somebody
/// told only by a description, who is nobody in particular beyond that report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActorId(pub String);

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person, state, organisation or group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// What it is.
    pub kind: ActorKind,
    /// Its usual name.
    pub name: String,
}

/// Kinds of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A state.
    State,
    /// A body that acts: ministry, party, alliance, militia.
    Organisation,
    /// People taken together ("European leaders", "a senior EU official").
    Group,
}

impl ActorKind {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Organisation => "organisation",
            Self::Group => "group",
        }
    }
}
