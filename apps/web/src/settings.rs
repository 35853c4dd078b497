//! How the desk is set up: where it listens, who may come in, who sits at it.

use core::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use chancery_engine::record::Place;
use chancery_model::Day;

/// How the desk is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The store.
    pub store: Place,
    /// Where it listens; port 0 is any that is free.
    pub listen: SocketAddr,
    /// What a visitor must bring, where others than this machine can reach it.
    pub token: Option<String>,
    /// Whether nothing can be judged or added.
    pub read_only: bool,
    /// Who judges.
    pub by: String,
    /// The day that counts as today; the clock's where none is given.
    pub now: Option<Day>,
    /// Names whatever decides what a record is, where the record kept beside the store is taken, and kept anew when the
    /// store has changed.
    pub kept_by: Option<String>,
    /// From how many reports on a record is kept.
    pub worth_keeping: usize,
    /// Folders that are watched: what is put there is added.
    pub watch: Vec<PathBuf>,
}

/// An address that others can reach needs a token.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` can be reached from other machines; give a token of {LEAST} characters or more with `--token`")]
pub struct TooOpen(SocketAddr);

/// The port that nobody else is known to use.
const PORT: u16 = 8474;

/// The shortest token that is worth one.
const LEAST: usize = 16;

impl Settings {
    /// A desk over a store, on this machine alone.
    #[must_use]
    pub fn new(store: impl Into<Place>, by: String) -> Self {
        let listen = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT);
        let worth_keeping = chancery_engine::WORTH_KEEPING;
        Self {
            store: store.into(),
            listen,
            token: None,
            read_only: false,
            by,
            now: None,
            kept_by: None,
            worth_keeping,
            watch: Vec::new(),
        }
    }

    /// The same, unless others could come in unasked.
    ///
    /// # Errors
    /// Where others can reach the address and there is no token, or a short one.
    pub fn checked(self) -> Result<Self, TooOpen> {
        let guarded = self.token.as_ref().is_some_and(|token| token.chars().count() >= LEAST);
        let short = self.token.is_some() && !guarded;
        if short || (!guarded && !self.listen.ip().is_loopback()) { Err(TooOpen(self.listen)) } else { Ok(self) }
    }

    /// The address to open in a browser.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.token {
            Some(token) => {
                let token: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
                format!("http://{}/?token={token}", self.listen)
            }
            None => format!("http://{}/", self.listen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_address_needs_a_long_token() {
        let at = |listen: &str, token: Option<&str>| {
            let listen = listen.parse().expect("an address");
            let token = token.map(str::to_owned);
            Settings { listen, token, ..Settings::new("s", "me".to_owned()) }.checked().is_ok()
        };
        assert!(at("127.0.0.1:0", None) && at("[::1]:0", None));
        assert!(!at("0.0.0.0:0", None) && !at("192.168.1.5:80", None));
        assert!(!at("0.0.0.0:0", Some("short")) && !at("127.0.0.1:0", Some("")));
        assert!(at("0.0.0.0:0", Some("a-token-of-some-length")));
    }
}
