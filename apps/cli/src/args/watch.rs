//! Arguments of `watch`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::StoreFlag;

/// Feeds to fetch.
#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// Go on until Ctrl-C, and ask again after this long (15m, 1h); 1m or more
    #[arg(long, value_name = "TIME", value_parser = every)]
    pub(crate) every: Option<Duration>,
    /// Fetch the page of each new entry too, and add it instead of what the feed says of it
    #[arg(long)]
    pub(crate) articles: bool,
    /// How many pages to fetch of one feed in one run at most; the others are left for the next
    #[arg(long, value_name = "N", default_value_t = 20, requires = "articles")]
    pub(crate) most: usize,
    /// Feeds in a file: an address a line, or OPML as feed readers export it; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) list: Vec<PathBuf>,
    /// Ask also those that are to be left alone for a while
    #[arg(long)]
    pub(crate) now: bool,
    /// Where whoever runs a server can reach you, told to it in the name of the program [default: $CHANCERY_CONTACT]
    #[arg(long, value_name = "MAIL-OR-URL", value_parser = contact)]
    pub(crate) contact: Option<String>,
    /// The least time between two requests to one host
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "2s")]
    pub(crate) pause: Duration,
    /// The most time that one request may take
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "60s")]
    pub(crate) timeout: Duration,
    #[command(flatten)]
    pub(crate) store: StoreFlag,
    /// Addresses of feeds: RSS, Atom or JSON Feed
    #[arg(value_name = "FEED", required_unless_present = "list")]
    pub(crate) feeds: Vec<String>,
}

/// The shortest time between two rounds.
const SHORTEST: Duration = Duration::from_secs(60);

fn every(text: &str) -> Result<Duration, String> {
    match time(text)? {
        short if short < SHORTEST => Err("too often for those who are asked; 1m is the least".to_owned()),
        time => Ok(time),
    }
}

fn time(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len());
    let seconds = match unit {
        "s" | "" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        "d" => 24 * 3600,
        _ => 0,
    };
    let time = number.parse::<u64>().ok().filter(|_| seconds > 0).and_then(|number| number.checked_mul(seconds));
    time.map(Duration::from_secs).ok_or_else(|| "not a time; write it like 30s, 15m or 1h".to_owned())
}

/// What goes into the head of a request must not end it.
pub(crate) fn contact(text: &str) -> Result<String, String> {
    let text = text.trim();
    let sound = !text.is_empty() && text.len() < 200 && text.chars().all(|c| c.is_ascii_graphic() && !"()".contains(c));
    if sound { Ok(text.to_owned()) } else { Err("not a mail address or web address".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        for (text, seconds) in [("30s", 30), ("90", 90), ("15m", 900), ("1h", 3600), ("2d", 172_800)] {
            assert_eq!(time(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for wrong in ["", "m", "1 h", "-5m", "1.5h", "5 weeks", "99999999999999999d"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        assert!(every("59s").is_err());
        assert!(contact("desk@example.org").is_ok() && contact("a\r\nCookie: x").is_err() && contact("").is_err());
    }
}
