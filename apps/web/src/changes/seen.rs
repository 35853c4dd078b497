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

/// Whether a text is a moment in UTC to the second, as stores compare them.
pub(crate) fn is_moment(text: &str) -> bool {
    let shape = b"dddd-dd-ddTdd:dd:ddZ";
    text.len() == shape.len()
        && text.bytes().zip(shape).all(|(byte, &form)| if form == b'd' { byte.is_ascii_digit() } else { byte == form })
}
