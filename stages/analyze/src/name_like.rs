//! A quotation in, whether it is a name out: titles of works, slogans and nicknames stand between marks
//! without being anybody's words.

use chancery_model::{ByteSpan, Document, Quotation};

/// Words before a mark that announce a name.
const NAMING: &[&str] = &[
    "known as",
    "referred to as",
    "so-called",
    "dubbed",
    "titled",
    "entitled",
    "named",
    "nicknamed",
    "codenamed",
    "code-named",
    "slogan",
];

/// Short words that stay small in a title.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "de", "del", "der", "des", "di", "du", "for", "from", "in", "la", "le",
    "los", "of", "on", "or", "over", "the", "to", "und", "van", "von", "vs", "with", "y",
];

/// Marks the quotations of a document that are names.
pub(crate) fn mark(document: &mut Document<'_>) {
    let name_like: Vec<bool> = document.quotations.iter().map(|q| is_name_like(document, q)).collect();
    for (quotation, name_like) in document.quotations.iter_mut().zip(name_like) {
        quotation.name_like = name_like;
    }
}

/// Whether a quotation names something (a title, a slogan, a nickname, a line in capitals) rather than
/// giving somebody's words: every word of weight is capitalised, or the words before announce a name.
fn is_name_like(document: &Document<'_>, quotation: &Quotation) -> bool {
    let [piece] = quotation.pieces.as_slice() else { return false };
    let words = || {
        document
            .text(*piece)
            .split(|c: char| c.is_whitespace() || "-–—/".contains(c))
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let weighty = || words().filter(|w| w.starts_with(char::is_alphabetic) && !SMALL.contains(w));
    if weighty().count() > 1 && weighty().all(|w| w.starts_with(char::is_uppercase)) {
        // Capitals throughout are somebody's shouting, unless the line is set so.
        return !weighty().all(is_shouted) || in_capitals(document, quotation.span);
    }
    if words().count() > 8 {
        return false;
    }
    let text = &document.report.text[..quotation.span.start()];
    let before = text.trim_end();
    let before = before.strip_suffix(" the").or_else(|| before.strip_suffix(" a")).unwrap_or(before);
    NAMING.iter().any(|cue| {
        before.get(before.len().saturating_sub(cue.len())..).is_some_and(|tail| tail.eq_ignore_ascii_case(cue))
            && !before[..before.len() - cue.len()].ends_with(char::is_alphanumeric)
    })
}

fn is_shouted(word: &str) -> bool {
    !word.contains(char::is_lowercase)
}

/// Whether what stands beside a quotation is set in capitals, or nothing does.
fn in_capitals(document: &Document<'_>, span: ByteSpan) -> bool {
    let Some(sentence) = document.sentence_at(span.start()).map(|i| document.sentences[i].span) else { return false };
    let (before, after) = (sentence.start()..span.start(), span.end()..sentence.end().max(span.end()));
    let words = |range| {
        let text: &str = document.report.text.get(range).unwrap_or("");
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1)
    };
    match (words(before).next_back(), words(after).next()) {
        (Some(word), _) | (None, Some(word)) => is_shouted(word),
        (None, None) => true,
    }
}
