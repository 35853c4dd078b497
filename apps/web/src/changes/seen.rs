//! "I have seen this": kept by the visitor's browser and nowhere else.

use std::sync::Arc;

use crate::answer::{Answer, Fault};
use crate::held::Desk;
use crate::visit::Query;

/// The cookie that holds the moment.
pub(crate) const SEEN: &str = "chancery_seen";

pub(super) fn seen(desk: &Arc<Desk>, _: &Query) -> Result<Answer, Fault> {
    // A year: whoever stays away longer begins anew.
    let cookie = format!("{SEEN}={}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000", desk.moment());
    Ok(Answer::Go { to: "/".to_owned(), cookie: Some(cookie) })
}
