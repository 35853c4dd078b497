//! Searches titles and texts: takes words as a person types them, gives reports with the sentence
//! that answers best. Word forms and accents do not matter. No query is malformed: what cannot be
//! searched for is passed over.

use chancery_model::{ByteSpan, Edtf, Published, ReportId};

use crate::database::{Found, Result};
use crate::rows::parsed;
use crate::{RecordError, Store};

/// Terms of a query beyond this many are passed over: nobody types them.
const MOST_TERMS: usize = 32;

/// Bytes looked at on either side of a found word for the ends of its sentence.
const REACH: usize = 240;

/// What the index puts around found words; taken out again before anybody sees them.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// A report that answers a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The report.
    pub report: ReportId,
    /// Its headline.
    pub title: Option<String>,
    /// Its publisher.
    pub outlet: Option<String>,
    /// Its own publication date.
    pub published: Option<Edtf>,
    /// About a sentence of the text: the one with most of the words, else the first.
    pub span: ByteSpan,
    /// The words under `span`.
    pub exact: String,
    /// The words found in it, in order; none where only the title holds them.
    pub found: Vec<ByteSpan>,
}

impl Store {
    /// The reports that hold all words of `query`, best first, at most `limit`. Words inside
    /// quotation marks stand together in that order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn search(&self, query: &str, limit: usize) -> std::result::Result<Vec<Hit>, RecordError> {
        let terms: Vec<String> = terms(query).take(MOST_TERMS).collect();
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        self.look(|database| database.search(&terms, limit)?.into_iter().map(hit).collect())
    }
}

fn hit(found: Found) -> Result<Hit> {
    let Found { report, title, outlet, published, text, marked } = found;
    let (span, words) = best_sentence(&text, &found_words(&text, marked.as_deref().unwrap_or("")));
    let (exact, published) = (span.of(&text).to_owned(), parsed::<Published>(&published, 4)?.edtf);
    Ok(Hit { report: ReportId(report), title, outlet, published, span, exact, found: words })
}

/// Phrases between pairs of quotation marks, and single words elsewhere; a mark without a partner
/// counts for nothing. Terms without a letter or digit are left out.
fn terms(query: &str) -> impl Iterator<Item = String> {
    let query = query.replace(['“', '”', '„', '«', '»'], "\"").replace(char::is_control, " ");
    let parts: Vec<&str> = query.split('"').collect();
    let last = parts.len() - 1;
    let mut terms = Vec::new();
    for (i, part) in parts.into_iter().enumerate() {
        // Odd parts stand inside marks, but for a last one, whose mark is never closed.
        if i % 2 == 1 && i < last {
            terms.push(part.to_owned());
        } else {
            terms.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    terms.into_iter().filter(|term| term.contains(char::is_alphanumeric))
}

/// Where the index's marks stand, in bytes of the text without them.
fn found_words(text: &str, marked: &str) -> Vec<ByteSpan> {
    let (mut at, mut from, mut found) = (0, None, Vec::new());
    for c in marked.chars() {
        let is_text = text.get(at..).is_some_and(|rest| rest.starts_with(c));
        match c {
            _ if is_text => at += c.len_utf8(),
            OPEN => from = Some(at),
            CLOSE => found.extend(from.take().map(|from| ByteSpan::new(from, at))),
            _ => break,
        }
    }
    found
}

/// The sentence with most of the found words, the first of equals, and those words.
fn best_sentence(text: &str, found: &[ByteSpan]) -> (ByteSpan, Vec<ByteSpan>) {
    let opening = text.len() - text.trim_start().len();
    let mut best = (sentence_around(text, ByteSpan::new(opening, opening)), Vec::new());
    let mut rest = found;
    while let Some(&first) = rest.first() {
        let sentence = sentence_around(text, first);
        let inside = rest.iter().take_while(|word| sentence.contains(**word)).count().max(1);
        if inside > best.1.len() {
            best = (sentence, rest[..inside].to_vec());
        }
        rest = &rest[inside..];
    }
    best
}

/// About the sentence that holds `word`: for the eye, so cheaply found and never long.
fn sentence_around(text: &str, word: ByteSpan) -> ByteSpan {
    let before = text[..word.start()].char_indices().rev();
    let after = text[word.end()..].char_indices().map(|(i, c)| (word.end() + i, c));
    let start = edge(text, word.start(), before).unwrap_or(0);
    let end = edge(text, word.end(), after).unwrap_or(text.len());
    let piece = &text[start..end];
    let start = end - piece.trim_start().len();
    ByteSpan::new(start, start + piece.trim().len())
}

/// Where, going through `chars` away from byte `from`, the sentence ends, or the last blank before
/// it grows too long; `None` where the text itself ends first.
fn edge(text: &str, from: usize, chars: impl Iterator<Item = (usize, char)>) -> Option<usize> {
    let mut blank = from;
    for (i, c) in chars {
        if ends_sentence(&text[..i], c) {
            return Some(i);
        }
        if i.abs_diff(from) > REACH {
            return Some(blank);
        }
        if c.is_whitespace() {
            blank = i;
        }
    }
    None
}

/// Whether a sentence or line ends between `before` and the character that follows it.
fn ends_sentence(before: &str, next: char) -> bool {
    if next == '\n' || !next.is_whitespace() {
        return next == '\n';
    }
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = word.trim_end_matches(['"', '”', '\'', '’', ')']);
    // "Mr.", "Gen." and "U.S." end no sentence.
    let is_title = |w: &str| w.contains('.') || (w.len() < 4 && w.starts_with(char::is_uppercase));
    word.ends_with(['!', '?']) || word.strip_suffix('.').is_some_and(|w| !is_title(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_becomes_terms() {
        for (query, expected) in [
            ("peace talks", &["peace", "talks"][..]),
            (r#""peace talks" Rome"#, &["peace talks", "Rome"]),
            (r#"peace "talks in"#, &["peace", "talks", "in"]),
            ("“peace talks”", &["peace talks"]),
            ("title:x OR (y NEAR z*)", &["title:x", "OR", "(y", "NEAR", "z*)"]),
            (r#"" - * ""#, &[]),
            ("", &[]),
        ] {
            assert_eq!(terms(query).collect::<Vec<_>>(), expected, "{query}");
        }
    }

    #[test]
    fn a_sentence_is_cut_at_its_ends_and_not_at_titles() {
        let text = "  First line\nTalks with Gen. Orlov of the U.S. side ended. Then they left.";
        let cut = |word: &str| {
            let at = text.find(word).unwrap();
            sentence_around(text, ByteSpan::new(at, at + word.len())).of(text)
        };
        assert_eq!(cut("First"), "First line");
        assert_eq!(cut("Orlov"), "Talks with Gen. Orlov of the U.S. side ended.");
        assert_eq!(cut("left"), "Then they left.");
    }

    #[test]
    fn marks_are_told_from_text() {
        let text = "a\u{1}b cé d";
        let found = found_words(text, "a\u{1}b \u{1}cé\u{2} d");
        assert_eq!(found.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["cé"]);
    }
}
