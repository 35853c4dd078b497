//! A remark made while reading.

use serde::{Deserialize, Serialize};

use crate::Evidence;

/// Something a careful reader would want to know of: coded, worded, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Stable code (`undated`, `unknown-speaker`, `possible-engagement`).
    pub code: String,
    /// The remark, in words.
    pub message: String,
    /// Where it belongs.
    pub evidence: Vec<Evidence>,
}
