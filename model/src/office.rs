//! Which office a report gives somebody.

use serde::{Deserialize, Serialize};

use crate::{Edtf, Participant};

/// That somebody holds an office, or held it once, as a title before a name tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeValue {
    /// Who.
    pub holder: Participant,
    /// The title in the words of the report, lower case: "president".
    pub title: String,
    /// Whether the words say that he holds it no longer: "former president".
    pub former: bool,
    /// When he held it by the register: intervals, open while he holds it still.
    #[serde(default)]
    pub terms: Vec<Edtf>,
}
