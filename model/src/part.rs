//! That one event is part of another.

use serde::{Deserialize, Serialize};

use crate::ClaimId;

/// The greater event that an event is a part of, and why it is taken for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The greater event, by the id that it has in the record.
    pub of: ClaimId,
    /// The reasons, a sentence each.
    pub reasons: Vec<String>,
}
