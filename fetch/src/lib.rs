//! The one place of the program that opens connections: bytes from addresses that the user named, fetched with manners.
//!
//! It asks only what it is told to ask, one request at a time: robots.txt first, a pause between two requests to one
//! host, conditional requests, no cookies, no more bytes and seconds than allowed. It gives the bytes and what the server
//! said of them, or a refusal that says why; what the bytes are is for others to read. It touches no file, and looks at
//! no clock but the one it is given.

mod address;
mod error;
mod memory;
mod robots;

mod client;
mod proxy;
mod reach;

mod fetcher;

use std::time::Duration;

pub use address::{Address, AddressFault};
pub use error::Refusal;
pub use fetcher::{Answer, Ask, Came, Fetcher, Settings, Wanted};
pub use memory::{LONGEST_REST, Memory, PageSeen, Remembered};
pub use reach::Reach;
pub use robots::{Robots, Rule};

/// The clock, and how to wait by it.
pub trait Clock {
    /// Seconds since 1970.
    fn now(&self) -> Duration;

    /// Waits; the user may end it before.
    fn wait(&self, time: Duration);

    /// Whether the user wants it to end.
    fn stopped(&self) -> bool;
}

/// What tells one state of a page from another, as the server gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Validators {
    /// The address that it was given under.
    pub url: String,
    /// `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}
