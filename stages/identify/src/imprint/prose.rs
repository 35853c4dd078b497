//! The words of a report's own prose: no page furniture, no headline, no dateline; quoted words are marked.

use chancery_model::{Document, ProseWord, SentenceKind};

/// The words, in order of the text.
pub(crate) fn words<'t>(document: &Document<'t>) -> Vec<ProseWord<'t>> {
    let text = document.report.text.as_str();
    let opens = document.report.dateline.as_ref().map_or(0, |d| d.span.end());
    let mut quoted = document.quotations.iter().filter(|q| !q.name_like).flat_map(|q| &q.pieces).peekable();
    let mut words = Vec::new();
    let prose = document.sentences.iter().filter(|s| !s.chrome && s.kind != SentenceKind::Headline);
    for span in prose.map(|s| s.span) {
        let from = span.start().max(opens).min(span.end());
        let mut at = from;
        for word in text[from..span.end()].split_inclusive(|c: char| !is_of_word(c)) {
            let start = at;
            at += word.len();
            let bare = word.trim_end_matches(|c: char| !is_of_word(c));
            if !bare.chars().any(char::is_alphanumeric) {
                continue;
            }
            while quoted.next_if(|piece| piece.end() <= start).is_some() {}
            let inside = quoted.peek().is_some_and(|piece| piece.start() <= start);
            words.push(ProseWord { text: bare, quoted: inside });
        }
    }
    words
}

/// Letters, figures, and the apostrophe, which parts no words.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\'' || c == '’'
}
