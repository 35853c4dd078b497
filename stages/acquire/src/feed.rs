//! Saved feeds, RSS, Atom and JSON Feed: each entry a report, its HTML reduced to text.

use chancery_model::{Edtf, Media};
use feed_rs::model::{Content, Entry, Feed, FeedType};
use feed_rs::parser;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::error::AcquireError;
use crate::html::{self, Metadata};
use crate::published::Says;
use crate::{day, jsonl};

/// The entries of a feed, and what is wrong with the others.
pub(crate) fn read(text: &str, name: &str) -> (Vec<Draft>, Vec<AcquireError>) {
    let feed = match parse(text, None) {
        Ok(feed) => feed,
        Err(reason) => return (Vec::new(), vec![AcquireError::BrokenFeed { path: name.to_owned(), reason }]),
    };
    if feed.entries.is_empty() {
        return (Vec::new(), vec![AcquireError::EmptyFeed(name.to_owned())]);
    }
    let (mut drafts, mut problems) = (Vec::new(), Vec::new());
    for (i, entry) in entries(&feed).enumerate() {
        match entry.draft() {
            Some(draft) => drafts.push(draft),
            None => problems.push(AcquireError::EmptyEntry { path: name.to_owned(), entry: i + 1 }),
        }
    }
    (drafts, problems)
}

/// A feed as `feed-rs` reads it, its links led on from `base`, or why it cannot be read.
pub(crate) fn parse(text: &str, base: Option<&str>) -> Result<Feed, String> {
    let parser = parser::Builder::new()
        .sanitize_content(false)
        .base_uri(base)
        // The calendar date as written, whatever the zone.
        .timestamp_parser(|words| match day::value(words).and_then(Edtf::single_day) {
            Some(day) => format!("{day}T12:00:00Z").parse().ok(),
            None => None,
        })
        // An entry without an id of its own is known by its address or title.
        .id_generator(|links, title, _| {
            let link = links.first().map(|l| l.href.clone());
            link.or_else(|| title.as_ref().map(|t| t.content.clone())).unwrap_or_default()
        })
        .build();
    parser.parse(without_declaration(text).as_bytes()).map_err(|e| e.to_string())
}

/// The entries of a feed.
pub(crate) fn entries(feed: &Feed) -> impl Iterator<Item = Listed> {
    let outlet = feed.title.as_ref().map(|t| html::inline(&t.content)).filter(|t| !t.is_empty());
    feed.entries.iter().map(move |entry| Listed::new(entry, &feed.feed_type, outlet.as_deref()))
}

/// The text is decoded already, so what the declaration says of the encoding no longer holds.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start();
    text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(text, |(_, rest)| rest.trim_start())
}

/// What a feed tells in one entry.
pub(crate) struct Listed {
    pub(crate) id: Option<String>,
    pub(crate) metadata: Metadata,
    /// What it says itself, if anything.
    text: Option<String>,
    /// What of it is kept, by name.
    pub(crate) fields: Map<String, Value>,
}

impl Listed {
    fn new(entry: &Entry, kind: &FeedType, outlet: Option<&str>) -> Self {
        // A JSON feed says which texts are plain; elsewhere there is markup in any of them.
        let plain = |c: &Content| *kind == FeedType::JSON && c.content_type.subty() == "plain";
        let body = entry.content.as_ref().and_then(|c| {
            let body = c.body.as_deref()?;
            Some(if plain(c) { body.to_owned() } else { html::reduce(body) })
        });
        let summary = || entry.summary.as_ref().map(|s| html::reduce(&s.content));
        let says = |text: &String| text.chars().any(char::is_alphanumeric);
        let text = body.filter(says).or_else(|| summary().filter(says));
        let link =
            entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate")).or(entry.links.first());
        let authors: Vec<&str> =
            entry.authors.iter().filter_map(|a| a.name.as_deref()).filter(|a| !a.is_empty()).collect();
        let mut metadata = Metadata {
            title: entry.title.as_ref().map(|t| html::inline(&t.content)),
            url: link.map(|l| l.href.clone()),
            outlet: outlet.map(str::to_owned),
            author: (!authors.is_empty()).then(|| authors.join(", ")),
            ..Metadata::default()
        };
        let published = entry.published.map(|p| p.date_naive().to_string());
        let updated = entry.updated.map(|p| p.date_naive().to_string());
        metadata.date(published.as_deref().unwrap_or_default(), Says::Published);
        metadata.date(updated.as_deref().unwrap_or_default(), Says::Modified);
        let id = Some(entry.id.clone()).filter(|id| !id.is_empty());
        let fields = [
            ("id", id.as_ref()),
            ("url", metadata.url.as_ref()),
            ("title", metadata.title.as_ref()),
            ("outlet", metadata.outlet.as_ref()),
            ("author", metadata.author.as_ref()),
            ("published", published.as_ref()),
            ("updated", updated.as_ref()),
            ("text", text.as_ref()),
        ];
        let fields = fields.into_iter().filter_map(|(k, v)| Some((k.to_owned(), Value::from(v?.as_str())))).collect();
        Self { id, metadata, text, fields }
    }

    /// A report of what it says itself; `None` where that is nothing.
    pub(crate) fn draft(self) -> Option<Draft> {
        Some(jsonl::of_object(&self.fields, self.text?, self.metadata, self.id, Media::Feed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_become_reports() {
        let rss = r#"<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>The Example &amp; Co</title>
            <item><title>Envoys meet</title><link>https://example.org/a</link><guid>a-1</guid>
            <pubDate>Mon, 08 Dec 2025 23:30:00 -0500</pubDate>
            <description>&lt;p&gt;The envoys met in Genève.&lt;/p&gt;&lt;p&gt;They left.&lt;/p&gt;</description></item>
            <item><title>Nothing</title><link>https://example.org/b</link></item></channel></rss>"#;
        let (drafts, problems) = read(rss, "a.xml");
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].text, "The envoys met in Genève.\n\nThey left.");
        assert_eq!(drafts[0].id.as_deref(), Some("a-1"));
        assert_eq!(drafts[0].metadata.outlet.as_deref(), Some("The Example & Co"));
        assert_eq!(drafts[0].metadata.dates[0].edtf.to_string(), "2025-12-08");
        assert_eq!(problems[0].to_string(), "entry 2 of `a.xml` has no text; save the page it leads to");
        let bytes = String::from_utf8(drafts[0].bytes.clone()).unwrap();
        assert!(bytes.starts_with("{\"id\":\"a-1\",\"outlet\":"), "{bytes}");
    }

    #[test]
    fn json_feeds_tell_which_texts_are_plain() {
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Example", "items": [
            {"id": "1", "url": "https://example.org/1", "title": "Talks", "date_published": "2025-12-08T23:30:00-05:00",
             "content_text": "Fewer than <ten> envoys met.\n\nThey left."},
            {"id": "2", "content_html": "<p>The envoys left Gen&egrave;ve.</p>", "authors": [{"name": "Jane Doe"}]},
            {"id": "3", "title": "Nothing"}]}"#;
        let (drafts, problems) = read(json, "a.json");
        let texts: Vec<_> = drafts.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(texts, ["Fewer than <ten> envoys met.\n\nThey left.", "The envoys left Genève."]);
        assert_eq!(drafts[0].metadata.outlet.as_deref(), Some("The Example"));
        assert_eq!(drafts[0].metadata.dates[0].edtf.to_string(), "2025-12-08");
        assert_eq!(drafts[1].metadata.author.as_deref(), Some("Jane Doe"));
        assert_eq!(problems[0].to_string(), "entry 3 of `a.json` has no text; save the page it leads to");
        let broken = r#"{"version": "https://jsonfeed.org/version/1", "items": ["#;
        assert!(matches!(read(broken, "b.json").1[..], [AcquireError::BrokenFeed { .. }]));
    }

    #[test]
    fn atom_and_broken_feeds() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title><id>f</id><updated>2025-12-09T00:00:00Z</updated>
            <entry><id>e</id><title>Talks</title><link href="https://example.org/e"/><author><name>Jane Doe</name></author>
            <published>2025-12-08T01:00:00+09:00</published><updated>2025-12-09T00:00:00Z</updated>
            <content type="html">&lt;p&gt;The envoys met.&lt;/p&gt;</content></entry></feed>"#;
        let (drafts, problems) = read(atom, "a.atom");
        assert!(problems.is_empty());
        assert_eq!(drafts[0].metadata.author.as_deref(), Some("Jane Doe"));
        let dates: Vec<_> = drafts[0].metadata.dates.iter().map(|d| d.edtf.to_string()).collect();
        assert_eq!(dates, ["2025-12-08", "2025-12-09"]);
        assert!(matches!(
            read("<rss><channel>", "b.xml").1[..],
            [AcquireError::BrokenFeed { .. } | AcquireError::EmptyFeed(_)]
        ));
        let empty = "<rss version=\"2.0\"><channel><title>x</title></channel></rss>";
        assert!(matches!(read(empty, "c.xml").1[..], [AcquireError::EmptyFeed(_)]));
    }
}
