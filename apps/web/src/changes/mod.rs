//! What a visitor may change: each takes a form and leads back to a page. Whether the form may be taken at all is
//! settled before.

mod add;
mod judge;
mod seen;

use std::sync::Arc;

use crate::answer::{Answer, Fault};
use crate::held::Desk;
use crate::visit::Query;

pub(crate) use add::add;
pub(crate) use seen::SEEN;

/// A change, of a form.
pub(crate) type Change = fn(&Arc<Desk>, &Query) -> Result<Answer, Fault>;

/// All of them but adding, which takes files.
pub(crate) const ALL: &[(&str, Change)] = &[("/judge", judge::judge), ("/undo", judge::undo), ("/seen", seen::seen)];

/// The page to go back to: one of the desk's own, whatever the form says.
fn back(form: &Query, otherwise: &str) -> String {
    let own = |path: &&str| path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    form.get("back").filter(own).unwrap_or(otherwise).to_owned()
}
