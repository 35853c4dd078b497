//! What was fetched from an address: a feed as its entries, a page as a report. Reads the bytes and what the server said
//! of them; it fetches nothing.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chancery_data::Outlet;
use chancery_model::{Edtf, Media, Report, sha256};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::Regex;
use url::Url;

use crate::draft::Draft;
use crate::html::Metadata;
use crate::json::canonical;
use crate::published::Says;
use crate::{AcquireError, Acquired, Furniture, Options, decode, drafts, feed as feeds, kind};

/// What came from an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The address.
    pub address: String,
    /// The address as it may be shown to anybody: without keys.
    pub shown: String,
    /// The character encoding, where the server names one.
    pub charset: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A feed.
#[derive(Debug, Default)]
pub struct Feed {
    /// Its entries, in its order.
    pub entries: Vec<FeedEntry>,
    /// For how many minutes it says that it holds.
    pub ttl: Option<u32>,
}

/// An entry of a feed.
#[derive(Debug)]
pub struct FeedEntry {
    /// Its id, or what it is known by without one.
    pub key: String,
    /// Where its page is, as the feed says.
    pub link: Option<String>,
    /// Changes with whatever it says.
    pub state: String,
    /// When it says that it was published.
    pub published: Option<Edtf>,
    /// What it says itself as a report; `None` where it has no text.
    pub report: Option<Report>,
}

/// The entries of a feed that was fetched. One without entries is a feed.
///
/// # Errors
/// Where it is none, or cannot be read.
pub fn feed(fetched: &Fetched, outlets: &[Outlet], furniture: &Furniture) -> Result<Feed, AcquireError> {
    let none = |what: String| AcquireError::NoFeed { path: fetched.address.clone(), what };
    if fetched.bytes.trim_ascii().is_empty() {
        return Err(none("sent nothing".to_owned()));
    }
    if let Some(what) = kind::not_text(&fetched.bytes) {
        return Err(none(format!("is no feed but {what}")));
    }
    let text = decode::labelled(&fetched.bytes, fetched.charset.as_deref()).text;
    match kind::media(&text, None) {
        Media::Feed => {}
        Media::Html => return Err(none(of_page(&text, &fetched.address))),
        _ => return Err(none("is no feed".to_owned())),
    }
    let broken = |reason| none(format!("is a feed that cannot be parsed ({reason})"));
    let parsed = feeds::parse(&text, Some(&fetched.address)).map_err(broken)?;
    let path = Path::new(&fetched.shown);
    let entry = |listed: feeds::Listed| {
        let state = sha256(canonical(&listed.fields).0.as_bytes());
        let published =
            listed.metadata.dates.iter().find(|offer| offer.says == Says::Published).map(|offer| offer.edtf);
        let link = listed.metadata.url.clone();
        let key = listed.id.clone().or_else(|| link.clone()).unwrap_or_else(|| state.clone());
        let report = listed.draft().map(|draft| draft.finish(Some(path), outlets, furniture, &Options::default()));
        FeedEntry { key, link, state, published, report }
    };
    Ok(Feed { entries: feeds::entries(&parsed).map(entry).collect(), ttl: parsed.ttl })
}

/// What to say of a page where a feed was to be.
fn of_page(page: &str, address: &str) -> String {
    match &feeds_named(page, address)[..] {
        [] => "is a web page, no feed, and names none".to_owned(),
        [one] => format!("is a web page, no feed; its feed is at `{one}`"),
        several => format!("is a web page, no feed; its feeds are at `{}`", several.join("`, `")),
    }
}

/// The feeds that a page at an address names for its readers.
fn feeds_named(page: &str, address: &str) -> Vec<String> {
    static LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?is)<link\s[^<>]{0,2000}>").expect("a pattern"));
    static OF_FEED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?i)type\s*=\s*["']?application/(?:rss|atom|feed)\+"#).expect("a pattern"));
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?i)\shref\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))"#).expect("a pattern"));
    let of_feed = |tag: &&str| OF_FEED.is_match(tag) && tag.to_ascii_lowercase().contains("alternate");
    let tags = LINK.find_iter(page).map(|found| found.as_str()).filter(of_feed);
    let places = tags.filter_map(|tag| PLACE.captures(tag)?.iter().skip(1).flatten().next());
    let written = places.map(|place| html_escape::decode_html_entities(place.as_str().trim()).into_owned());
    let base = Url::parse(address).ok();
    let whole = |link: String| base.as_ref().and_then(|base| base.join(&link).ok()).map_or(link, String::from);
    written.map(whole).take(5).collect()
}

/// The report of a page that was fetched. `key` is the name that it goes by, `published` the day that whoever led here
/// gives it, which counts where the page says nothing better.
#[must_use]
pub fn page(
    fetched: &Fetched,
    key: &str,
    published: Option<Edtf>,
    outlets: &[Outlet],
    furniture: &Furniture,
) -> Acquired {
    let path = PathBuf::from(&fetched.shown);
    let label = fetched.charset.as_deref();
    let (drafts, problems) = match drafts(fetched.bytes.clone(), None, label, &fetched.address, furniture) {
        Ok(read) => read,
        Err(problem) => return Acquired { reports: Vec::new(), problems: vec![problem] },
    };
    let finish = |draft: Draft| {
        let mut metadata = Metadata { url: Some(fetched.address.clone()), ..draft.metadata };
        if let Some(day) = published {
            metadata.date(&day.to_string(), Says::Published);
        }
        let draft = Draft { metadata, id: Some(key.to_owned()), ..draft };
        draft.finish(Some(&path), outlets, furniture, &Options::default())
    };
    // What holds several reports is no page.
    match drafts.len() {
        1 => Acquired { reports: drafts.into_iter().map(finish).collect(), problems },
        _ => Acquired { reports: Vec::new(), problems: vec![AcquireError::NoArticle(fetched.address.clone())] },
    }
}

/// The addresses in a list of feeds: those of an OPML file, as feed readers write, or else a line each, where `#` opens a
/// remark. With each the line that it stands on.
#[must_use]
pub fn feed_list(bytes: &[u8]) -> Vec<(usize, String)> {
    let text = decode::decode(bytes).text;
    if !text.trim_start().starts_with('<') {
        let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim()));
        let named = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        // An address may hold a `#` of its own; a remark stands apart.
        return named.map(|(i, line)| (i, line.split(" #").next().unwrap_or(line).trim().to_owned())).collect();
    }
    let (mut found, mut reader) = (Vec::new(), Reader::from_str(&text));
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                if let Some(address) = feed_of(&tag) {
                    let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(text.len());
                    found.push((1 + text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count(), address));
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn feed_of(tag: &BytesStart<'_>) -> Option<String> {
    if !tag.local_name().as_ref().eq_ignore_ascii_case("outline") {
        return None;
    }
    let named = tag.html_attributes().flatten().find(|a| a.key.as_ref().eq_ignore_ascii_case("xmlUrl"))?;
    Some(html_escape::decode_html_entities(named.value.trim()).into_owned()).filter(|address| !address.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetched(bytes: &[u8], charset: Option<&str>) -> Fetched {
        Fetched {
            address: "https://example.org/news/feed?key=1".to_owned(),
            shown: "https://example.org/news/feed".to_owned(),
            charset: charset.map(str::to_owned),
            bytes: bytes.to_vec(),
        }
    }

    fn read(bytes: &[u8], charset: Option<&str>) -> Result<Feed, String> {
        feed(&fetched(bytes, charset), &[], &Furniture::new(&chancery_data::Data::builtin().unwrap().chrome))
            .map_err(|e| e.to_string())
    }

    #[test]
    fn entries_tell_where_their_pages_are() {
        let rss =
            br#"<rss version="2.0"><channel><title>The Example</title><link>https://example.org/</link><ttl>60</ttl>
            <item><title>Envoys meet</title><link>/a</link><guid isPermaLink="false">a-1</guid>
            <pubDate>Mon, 08 Dec 2025 23:30:00 -0500</pubDate><description>The envoys met.</description></item>
            <item><title>No text</title><link>https://example.org/b</link></item></channel></rss>"#;
        let feed = read(rss, None).unwrap();
        assert_eq!(feed.ttl, Some(60));
        let [first, second] = &feed.entries[..] else { panic!("two entries") };
        assert_eq!((first.key.as_str(), first.link.as_deref()), ("a-1", Some("https://example.org/a")));
        assert_eq!(first.published.unwrap().to_string(), "2025-12-08");
        let report = first.report.as_ref().unwrap();
        assert_eq!(report.path.as_deref(), Some("https://example.org/news/feed"), "no key is shown");
        assert_eq!((second.link.as_deref(), second.report.is_none()), (Some("https://example.org/b"), true));
        assert_ne!(first.state, second.state);
    }

    #[test]
    fn what_the_server_says_of_the_encoding_counts() {
        let rss = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>x</title>\
            <item><title>t</title><guid>1</guid><description>Talks in Gen\xE8ve.</description></item></channel></rss>";
        let text = |charset| read(rss, charset).unwrap().entries[0].report.as_ref().unwrap().text.clone();
        assert_eq!(text(Some("windows-1252")), "Talks in Genève.");
        assert_eq!(text(Some("iso-8859-2")), "Talks in Gen\u{10d}ve.");
    }

    #[test]
    fn what_is_no_feed_is_told() {
        let page = br#"<!DOCTYPE html><html><head><link rel=stylesheet href="a.css"><link rel="alternate" type="text/html" href="/fr">
            <link href='/feed?a=1&amp;b=2' rel="alternate" type="application/rss+xml"></head><body><p>News</p></body></html>"#;
        for (bytes, told) in [
            (&page[..], "is a web page, no feed; its feed is at `https://example.org/feed?a=1&b=2`"),
            (b"<html><body><p>Talks</p></body></html>", "is a web page, no feed, and names none"),
            (b"The envoys met.", "is no feed"),
            (b"  \n", "sent nothing"),
            (b"\x89PNG\r\n", "is no feed but a picture"),
            (b"<rss version=\"2.0\"><channel><item><title>Ta", "is a feed that cannot be parsed"),
        ] {
            let message = read(bytes, None).unwrap_err();
            assert!(message.contains(told), "{message}");
        }
        let empty = read(b"<rss version=\"2.0\"><channel><title>x</title></channel></rss>", None).unwrap();
        assert!(empty.entries.is_empty());
    }

    #[test]
    fn lists_of_feeds_are_lines_or_opml() {
        let lines = b"# Agencies\nhttps://example.org/a  # first\n\n  https://example.org/b#top\n";
        let of = |n: usize, address: &str| (n, address.to_owned());
        assert_eq!(feed_list(lines), [of(2, "https://example.org/a"), of(4, "https://example.org/b#top")]);
        let opml = br#"<?xml version="1.0"?><opml version="2.0"><body>
            <outline text="Agencies"><outline type="rss" text="A" xmlUrl="https://example.org/a?x=1&amp;y=2"/>
            <outline text="B" xmlurl='https://example.org/b'></outline></outline></body>"#;
        assert_eq!(feed_list(opml), [of(2, "https://example.org/a?x=1&y=2"), of(3, "https://example.org/b")]);
    }
}
