//! Drawings made on the server: who meets whom, and where. The same record gives the same drawing: no clock and no
//! chance is in them, and each has the table beside it that says the same in words.

mod map;
mod network;
mod place;
mod projection;

pub(crate) use map::{Scope, is_too_wide, map};
pub(crate) use network::network;
