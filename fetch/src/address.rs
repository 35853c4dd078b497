//! Addresses that may be asked: pages of the web, and nothing else.

use std::fmt;

use thiserror::Error;
use url::{Host, Url};

/// An address of `http` or `https`, without a password and without the part that servers never see.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(Url);

/// Why words are no address that is asked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AddressFault {
    /// No address at all.
    #[error("it is no address; write it like `https://example.org/feed.xml`")]
    Words,
    /// Something else than a page of the web.
    #[error("only `http` and `https` are fetched, not `{0}`")]
    Scheme(String),
    /// A name or password stands in it.
    #[error("it holds a name or password, which would be kept and shown; leave it out")]
    Password,
}

impl Address {
    /// The address that a user wrote.
    ///
    /// # Errors
    /// Where it is none that is asked.
    pub fn parse(words: &str) -> Result<Self, AddressFault> {
        let words = words.trim();
        // "localhost:8080/feed" would be an address of scheme "localhost".
        if !words.contains("://") || words.chars().any(char::is_whitespace) {
            return Err(AddressFault::Words);
        }
        Url::parse(words).map_err(|_| AddressFault::Words).and_then(Self::of)
    }

    /// Where a link on the page at this address leads.
    ///
    /// # Errors
    /// Where it leads to nothing that is asked.
    pub fn join(&self, link: &str) -> Result<Self, AddressFault> {
        self.0.join(link.trim()).map_err(|_| AddressFault::Words).and_then(Self::of)
    }

    fn of(mut url: Url) -> Result<Self, AddressFault> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressFault::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressFault::Password);
        }
        url.set_fragment(None);
        if url.host().is_some() { Ok(Self(url)) } else { Err(AddressFault::Words) }
    }

    /// As it is sent and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Without what follows a question mark, where keys of subscribers stand.
    #[must_use]
    pub fn without_query(&self) -> String {
        let mut url = self.0.clone();
        url.set_query(None);
        url.into()
    }

    /// Whether it is the front page of its host.
    #[must_use]
    pub fn is_front(&self) -> bool {
        self.0.path() == "/" && self.0.query().is_none()
    }

    /// The host.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Scheme, host and port: what one robots.txt holds for.
    pub(crate) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The robots.txt that holds for it.
    pub(crate) fn robots(&self) -> Self {
        let mut url = self.0.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        Self(url)
    }

    /// What the server is asked for.
    pub(crate) fn path(&self) -> String {
        let query = self.0.query().map_or_else(String::new, |q| format!("?{q}"));
        format!("{}{query}", self.0.path())
    }

    pub(crate) fn is_secret(&self) -> bool {
        self.0.scheme() == "https"
    }

    pub(crate) fn of_host(&self) -> Option<Host<&str>> {
        self.0.host()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_are_addresses() {
        for good in ["https://example.org/feed", " http://example.org:8080/a?b=c#d ", "HTTPS://EXAMPLE.org"] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        let scheme = |s: &str| AddressFault::Scheme(s.to_owned());
        for (bad, fault) in [
            ("example.org/feed", AddressFault::Words),
            ("example.org:80/feed", AddressFault::Words),
            ("feed.xml", AddressFault::Words),
            ("", AddressFault::Words),
            ("https://", AddressFault::Words),
            ("https://exa mple.org", AddressFault::Words),
            ("file:///etc/hosts", scheme("file")),
            ("ftp://example.org/feed", scheme("ftp")),
            ("data:text/plain,hello", AddressFault::Words),
            ("localhost:8080/feed", AddressFault::Words),
            ("feed://example.org/feed", scheme("feed")),
            ("https://ann:secret@example.org/", AddressFault::Password),
        ] {
            assert_eq!(Address::parse(bad), Err(fault), "{bad}");
        }
    }

    #[test]
    fn links_lead_on_from_their_page() {
        let feed = Address::parse("https://example.org/news/feed.xml?key=1#top").unwrap();
        assert_eq!(feed.as_str(), "https://example.org/news/feed.xml?key=1");
        assert_eq!(feed.without_query(), "https://example.org/news/feed.xml");
        assert_eq!(feed.path(), "/news/feed.xml?key=1");
        assert_eq!(feed.robots().as_str(), "https://example.org/robots.txt");
        assert_eq!(feed.join("../a.html").unwrap().as_str(), "https://example.org/a.html");
        assert_eq!(feed.join("//world.example.org/a").unwrap().host(), "world.example.org");
        assert!(feed.join("file:///etc/hosts").is_err());
        assert!(feed.join("javascript:alert(1)").is_err());
    }
}
