//! Why an address was not fetched, worded for the person who named it. A message speaks of the address as "it": whoever
//! tells it names the address.

use std::time::Duration;

use thiserror::Error;

use crate::robots::Rule;

/// Why nothing came.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// No machine of that name.
    #[error("no host `{0}` is found; check the address, and whether this machine is connected")]
    NoHost(String),
    /// The machine, or the way to it, refuses.
    #[error("`{host}` cannot be reached ({reason})")]
    Unreachable {
        /// The host.
        host: String,
        /// What the system said.
        reason: String,
    },
    /// The proxy between does not help.
    #[error("the proxy does not connect ({0}); HTTPS_PROXY, HTTP_PROXY and NO_PROXY say which is used")]
    Proxy(String),
    /// The connection cannot be trusted.
    #[error(
        "the certificate of `{host}` is not trusted on this machine ({reason}); SSL_CERT_FILE may name another authority"
    )]
    Untrusted {
        /// The host.
        host: String,
        /// What is wrong.
        reason: String,
    },
    /// Too slow.
    #[error("it took too long to {0}")]
    TooSlow(&'static str),
    /// The server says no.
    #[error("the server answers {}", status(*.code))]
    Status {
        /// The status of the answer.
        code: u16,
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The owner of the host asks programs not to.
    #[error("robots.txt of `{host}` asks programs to leave it alone, {rule}")]
    Robots {
        /// The host.
        host: String,
        /// The line that says so.
        rule: Rule,
    },
    /// Nobody knows whether programs may ask, which counts as no.
    #[error("robots.txt of `{host}` cannot be read ({reason}), and until it can nothing is asked there")]
    NoRobots {
        /// The host.
        host: String,
        /// Why not.
        reason: String,
    },
    /// Redirects that lead back.
    #[error("it leads in a circle, by way of `{0}`")]
    Circle(String),
    /// Redirects without end.
    #[error("it leads on more than {0} times")]
    TooManyHops(usize),
    /// A redirect to what is not asked.
    #[error("it leads to `{to}`, which is not followed: {reason}")]
    BadHop {
        /// Where to.
        to: String,
        /// Why not.
        reason: String,
    },
    /// Something on the net of this machine's own house, where the user named nothing.
    #[error("`{0}` stands in the local network, where only addresses that you name yourself are asked")]
    Local(String),
    /// More bytes than allowed.
    #[error("it is larger than {0} MiB")]
    TooLarge(usize),
    /// Fewer bytes than promised.
    #[error("the connection broke off before all of it came")]
    CutOff,
    /// Packed in a way that cannot be undone.
    #[error("it is packed in a way that cannot be unpacked ({0})")]
    Packed(String),
    /// No answer as the protocol wants it.
    #[error("the server does not speak the language of the web ({0})")]
    NoAnswer(String),
    /// The user ended it.
    #[error("it was stopped")]
    Stopped,
}

impl Refusal {
    /// Whether it may go well another time without anybody doing something.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status { code, .. } => matches!(code, 408 | 425 | 429 | 500..),
            Self::NoHost(_) | Self::Unreachable { .. } | Self::Proxy(_) | Self::TooSlow(_) => true,
            Self::NoRobots { .. } | Self::CutOff | Self::Stopped => true,
            _ => false,
        }
    }

    /// Whether the server, or the way to it, was burdened: what never left this machine's own network burdens nobody.
    #[must_use]
    pub fn counts(&self) -> bool {
        !matches!(self, Self::NoHost(_) | Self::Proxy(_) | Self::Stopped | Self::Local(_))
    }

    /// How long the server asks to be left alone.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        if let Self::Status { retry_after, .. } = self { *retry_after } else { None }
    }
}

/// A status in words.
fn status(code: u16) -> String {
    let words = match code {
        401 => "that it wants a password",
        402 => "that it wants to be paid",
        403 => "that it does not allow it",
        404 => "that nothing is there",
        410 => "that nothing is there any more",
        429 => "that it was asked too often",
        451 => "that a law forbids it",
        500.. => "that it cannot answer now",
        _ => return code.to_string(),
    };
    format!("{words} ({code})")
}
