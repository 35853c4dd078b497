//! Walks over raw HTML: tags, visible characters and the bytes they stand on. Builds no tree and
//! accepts anything.

use std::ops::Range;

/// A piece of a page, in order.
pub(super) enum Piece<'p> {
    /// A start tag, with its name in small letters and its attributes as written.
    Open { name: String, attributes: &'p str },
    /// An end tag.
    Close { name: String },
    /// Characters between tags, entities not yet read.
    Text(Range<usize>),
    /// What stands inside `<script>`, `<style>` and their like.
    Hidden { name: String, range: Range<usize> },
}

/// Elements whose content is not text, or not text of the body.
const HIDDEN: &[&str] = &["script", "style", "title", "textarea", "template", "svg", "iframe", "noscript"];

/// Of those, the ones that hide the rest of the page when they are never closed.
const HIDDEN_TO_THE_END: &[&str] = &["script", "style", "title", "textarea"];

/// Elements that authors close themselves, so that open ones tell how deep a page is nested.
const NESTING: &[&str] =
    &["div", "span", "section", "article", "table", "ul", "ol", "blockquote", "font", "b", "i", "a"];

/// How deep the page is nested, at its deepest.
pub(super) fn depth(page: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for piece in pieces(page) {
        match piece {
            Piece::Open { name, .. } if NESTING.contains(&name.as_str()) => depth += 1,
            Piece::Close { name } if NESTING.contains(&name.as_str()) => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The pieces of a page.
pub(super) fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // Elements found to be closed nowhere behind some point, so that nobody looks again.
    let mut unclosed = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let Some(found) = page[at..].find('<') else {
            pieces.push(Piece::Text(at..page.len()));
            break;
        };
        let open = at + found;
        if open > at {
            pieces.push(Piece::Text(at..open));
        }
        let rest = &page[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at = comment.find("-->").map_or(page.len(), |i| open + 4 + i + 3);
        } else if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let end = data.find("]]>").map_or(page.len(), |i| open + 9 + i);
            pieces.push(Piece::Text(open + 9..end));
            at = (end + 3).min(page.len());
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            at = rest.find('>').map_or(page.len(), |i| open + i + 1);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            at = open + tag(page, open, &mut unclosed, &mut pieces);
        } else {
            pieces.push(Piece::Text(open..open + 1));
            at = open + 1;
        }
    }
    pieces
}

/// Reads the tag at `open`; gives how many bytes it, and hidden content behind it, take.
fn tag<'p>(page: &'p str, open: usize, unclosed: &mut Vec<String>, pieces: &mut Vec<Piece<'p>>) -> usize {
    let rest = &page[open..];
    let end = tag_end(rest);
    let inner = rest[1..end].trim_end_matches('>');
    if let Some(name) = inner.strip_prefix('/') {
        pieces.push(Piece::Close { name: name_of(name) });
        return end;
    }
    let name = name_of(inner);
    let attributes = &inner[name.len().min(inner.len())..];
    let hidden = HIDDEN.contains(&name.as_str()) && !attributes.trim_end().ends_with('/');
    pieces.push(Piece::Open { name: name.clone(), attributes });
    if !hidden {
        return end;
    }
    if unclosed.contains(&name) {
        return end;
    }
    let close = match find_close(&rest[end..], &name) {
        Some(i) => end + i,
        None if HIDDEN_TO_THE_END.contains(&name.as_str()) => rest.len(),
        None => {
            unclosed.push(name);
            return end;
        }
    };
    pieces.push(Piece::Hidden { name, range: open + end..open + close });
    close
}

/// Where a tag ends, quoted attributes stepped over.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (i, b) in rest.bytes().enumerate().skip(1) {
        match (quote, b) {
            (None, b'>') => return i + 1,
            // A quotation mark opens a value only behind `=`.
            (None, b'"' | b'\'') if rest[..i].trim_end().ends_with('=') => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    // A quotation mark that is never closed: the tag ends at the first angle.
    rest.find('>').map_or(rest.len(), |i| i + 1)
}

fn name_of(inner: &str) -> String {
    inner.chars().take_while(|c| !c.is_whitespace() && *c != '/' && *c != '>').collect::<String>().to_ascii_lowercase()
}

fn find_close(rest: &str, name: &str) -> Option<usize> {
    let close = format!("</{name}");
    let (hay, needle) = (rest.as_bytes(), close.as_bytes());
    let mut at = 0;
    while let Some(i) = rest[at..].find("</") {
        let here = at + i;
        if hay.len() >= here + needle.len() && hay[here..here + needle.len()].eq_ignore_ascii_case(needle) {
            return Some(here);
        }
        at = here + 2;
    }
    None
}

/// The characters of a stretch of page text with the bytes each stands on; entities are read.
pub(super) fn characters(page: &str, range: Range<usize>) -> impl Iterator<Item = (char, Range<usize>)> {
    let mut at = range.start;
    let mut pending: Vec<(char, Range<usize>)> = Vec::new();
    std::iter::from_fn(move || {
        if let Some(next) = pending.pop() {
            return Some(next);
        }
        let rest = page.get(at..range.end).filter(|r| !r.is_empty())?;
        if let Some((text, length)) = entity(rest) {
            let bytes = at..at + length;
            at += length;
            pending.extend(text.chars().rev().map(|c| (c, bytes.clone())));
            return pending.pop();
        }
        let c = rest.chars().next()?;
        at += c.len_utf8();
        Some((c, at - c.len_utf8()..at))
    })
}

/// The entity that opens `rest`, read, and its length.
fn entity(rest: &str) -> Option<(String, usize)> {
    let end = rest.strip_prefix('&')?.bytes().take(32).position(|b| b == b';')? + 2;
    let source = rest.get(..end)?;
    let text = html_escape::decode_html_entities(source);
    // Numbers 128–159 mean windows-1252, as every browser reads them.
    if let Some(code) = source.strip_prefix("&#").and_then(|n| n.trim_end_matches(';').parse::<u8>().ok())
        && (128..160).contains(&code)
    {
        let byte = [code];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        return Some((text.into_owned(), end));
    }
    (text != source).then(|| (text.into_owned(), end))
}

/// The value of an attribute, entities read.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let key = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
            let (start, stop) = match quote {
                Some(q) => (1, after[1..].find(q).map_or(after.len(), |i| i + 1)),
                None => (0, after.find(char::is_whitespace).unwrap_or(after.len())),
            };
            value = &after[start..stop];
            rest = &after[(stop + usize::from(quote.is_some())).min(after.len())..];
        } else if key.is_empty() {
            return None;
        }
        if key.eq_ignore_ascii_case(name) {
            return Some(characters(value, 0..value.len()).map(|(c, _)| c).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn visible(page: &str) -> String {
        let texts = pieces(page).into_iter().filter_map(|p| match p {
            Piece::Text(range) => Some(characters(page, range).map(|(c, _)| c).collect::<String>()),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn sees_what_a_reader_sees() {
        for (page, text) in [
            ("<p title=\"a > b\">Talks &amp; more</p>", "Talks & more"),
            ("a<script>if (a < b) {}</script>b<!-- <p>c -->d", "abd"),
            ("5 < 6 &copy; &#8217; &#146; &nosuch; &#x2014;", "5 < 6 © ’ ’ &nosuch; —"),
            ("<TITLE>x</TITLE><p>unclosed", "unclosed"),
            ("<p class=it's>one</p>", "one"),
            ("<style>p { } ", ""),
            ("<svg>open<svg> end", "open end"),
            ("<", "<"),
        ] {
            assert_eq!(visible(page), text, "{page}");
        }
    }

    #[test]
    fn reads_attributes() {
        let attributes = " property='og:title' content=\"Talks &amp; &quot;peace&quot;\" data-x=1 hidden";
        assert_eq!(attribute(attributes, "content").as_deref(), Some("Talks & \"peace\""));
        assert_eq!(attribute(attributes, "data-x").as_deref(), Some("1"));
        assert_eq!(attribute(attributes, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(attributes, "none"), None);
        assert_eq!(attribute(" = = ==", "none"), None);
    }

    proptest! {
        #[test]
        fn accepts_anything(page in "[<>/a-c!&;#= \"'\\-é]{0,80}") {
            for piece in pieces(&page) {
                match piece {
                    Piece::Text(range) => {
                        for (_, bytes) in characters(&page, range) {
                            prop_assert!(page.get(bytes).is_some());
                        }
                    }
                    Piece::Open { attributes, .. } => { let _ = attribute(attributes, "a"); }
                    Piece::Hidden { range, .. } => { prop_assert!(page.get(range).is_some()); }
                    Piece::Close { .. } => {}
                }
            }
        }
    }
}
