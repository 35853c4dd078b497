//! A web page: its main text, its metadata, and the way from every word back to the page.
//!
//! A kept library finds the article; this module turns what it found into lines of text and
//! looks the words up again in the page as received.

mod align;
mod blocks;
mod metadata;
mod scan;

use chancery_model::{ByteSpan, Chrome, ChromeKind, Segment};
use dom_smoothie::{Config, Readability};

use self::blocks::{Block, Kind};
use crate::chrome::{Furniture, covers};
use crate::decode::Decoded;

pub(crate) use metadata::Metadata;

/// A paragraph with fewer words than this does not make an article.
const PARAGRAPH: usize = 10;

/// A page nested deeper than this is no page but a trap: finding its article takes the square of it.
const DEPTH: usize = 1500;

/// The article of a page.
pub(crate) struct Article {
    pub(crate) text: String,
    pub(crate) map: Vec<Segment>,
    pub(crate) chrome: Vec<Chrome>,
}

/// What the page says of itself.
pub(crate) fn metadata(page: &str) -> Metadata {
    metadata::read(page)
}

/// The main text of a page; `None` where it has no article. `title` is left out of the text.
pub(crate) fn article(page: &Decoded, title: Option<&str>, furniture: &Furniture) -> Option<Article> {
    if scan::depth(&page.text) > DEPTH {
        return None;
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let content = Readability::new(page.text.as_str(), None, Some(config)).ok()?.parse().ok()?.content;
    let mut blocks = blocks::read(&content);
    let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
    if let (Some(title), Some(first)) = (title, blocks.first())
        && same(&first.text, title)
    {
        blocks.remove(0);
    }
    if !blocks.iter().any(|block| is_prose(block, furniture)) {
        return None;
    }
    let (text, spans) = blocks::join(&blocks);
    let captions = blocks.iter().zip(&spans).filter(|(b, _)| b.kind == Kind::Caption);
    let chrome = captions.map(|(_, span)| Chrome { span: *span, kind: ChromeKind::Caption }).collect();
    let map = align::map(&text, &spans, page);
    Some(Article { text, map, chrome })
}

/// All the text of a page that is nothing but article, as messages are; `None` where it has none.
pub(crate) fn whole(page: &Decoded) -> Option<Article> {
    let blocks = blocks::read(&page.text);
    let (text, spans) = blocks::join(&blocks);
    let map = align::map(&text, &spans, page);
    (!text.is_empty()).then_some(Article { text, map, chrome: Vec::new() })
}

/// Whether a block is a paragraph of an article: some words, a stop, and no cookie banner.
fn is_prose(block: &Block, furniture: &Furniture) -> bool {
    let text = block.text.as_str();
    text.split_whitespace().count() >= PARAGRAPH
        && text.contains(['.', '!', '?', '…'])
        && !covers(&furniture.mark(text, Vec::new()), ByteSpan::new(0, text.len()))
}

/// The text of a piece of HTML that holds nothing but article.
pub(crate) fn reduce(fragment: &str) -> String {
    blocks::join(&blocks::read(fragment)).0
}

/// The text of a title or name that may hold tags and entities.
pub(crate) fn inline(fragment: &str) -> String {
    blocks::read(fragment).iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join(" ")
}
