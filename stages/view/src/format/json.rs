//! JSON, one value a line.

use serde::Serialize;

/// A view as one line of JSON, with its newline.
#[must_use]
pub fn line(view: &impl Serialize) -> String {
    let mut out = serde_json::to_string(view).expect("views have string keys and no other way to fail");
    out.push('\n');
    out
}
