//! Which words keep the full stop behind them: takes a word without its last stop, gives its kind.
//!
//! The list is data (`data/lexicon/abbreviations.tsv`); initials and letters with stops between them
//! are told by their shape.

use chancery_data::{AbbreviationKind as Kind, Data};

/// The kind of abbreviation that `word` is, written without its last stop.
pub(crate) fn kind(data: &Data, word: &str) -> Option<Kind> {
    // No abbreviation is longer; most words of a text need no lookup.
    if word.is_empty() || word.len() > 24 {
        return None;
    }
    if let Some(kind) = data.abbreviations.get(word) {
        return Some(*kind);
    }
    let mut letters = word.chars();
    let first = letters.next()?;
    if first.is_uppercase() && letters.as_str().is_empty() {
        return Some(Kind::Initial);
    }
    if word.contains('.') {
        let lettered = word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        });
        return lettered.then_some(Kind::Final);
    }
    if word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase()) {
        let capitalised = format!("{}{}", &word[..1], word[1..].to_ascii_lowercase());
        // "NO." and "SUN." are words in a line set in capitals.
        return data.abbreviations.get(&capitalised).copied().filter(|kind| *kind == Kind::Title);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DATA;

    #[test]
    fn shapes_and_entries() {
        let kind = |word| kind(&DATA, word);
        assert_eq!(kind("U.S"), Some(Kind::Final));
        assert_eq!(kind("p.m"), Some(Kind::Final));
        assert_eq!(kind("J"), Some(Kind::Initial));
        assert_eq!(kind("Gen"), Some(Kind::Title));
        assert_eq!(kind("GEN"), Some(Kind::Title));
        assert_eq!(kind("Sept"), Some(Kind::Month));
        assert_eq!(kind("e.g"), Some(Kind::Inner));
        for word in ["peace", "sun", "example.com", "", "3.5", "SUN", "a..b"] {
            assert_eq!(kind(word), None, "{word}");
        }
    }
}
