//! Behind a stop, what still belongs to the sentence: footnotes and notes in square brackets.

use chancery_data::Data;

use super::opens_sentence;

/// The length of a note in square brackets that opens `rest`, blanks before it included, else 0: "[12]", "[...]"
/// for words left out, "[citation needed]".
pub(super) fn bracketed(rest: &str) -> usize {
    const LONGEST: usize = 24;
    let open = rest.trim_start_matches(' ');
    let Some(note) = open.strip_prefix('[') else { return 0 };
    let Some(length) = note.bytes().take(LONGEST).position(|b| b == b']') else { return 0 };
    let note = &note[..length];
    let number = (1..=3).contains(&length) && note.bytes().all(|b| b.is_ascii_digit());
    let words = !note.is_empty() && note.split(' ').count() <= 2 && note.chars().all(|c| c.is_lowercase() || c == ' ');
    if number || words || matches!(note, "..." | "…") { rest.len() - open.len() + length + 2 } else { 0 }
}

/// The length of a footnote's bare number that opens `rest`, the blank before it included, else 0: "It lapsed. 14
/// Yet it is kept." Only a word that opens sentences tells it from a sentence that begins with a figure.
pub(super) fn footnote(data: &Data, rest: &str) -> usize {
    let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    let fits = rest.starts_with(' ') && (1..=3).contains(&digits);
    let next = if fits { rest[1 + digits..].strip_prefix(' ') } else { None };
    if next.is_some_and(|next| opens_sentence(data, next)) { 1 + digits } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DATA;

    #[test]
    fn notes_are_short_and_small() {
        for (rest, length) in
            [(" [12] It", 5), ("[...]", 5), (" […] x", 6), ("[sic] a", 5), ("[1234]", 0), ("[The end]", 0), ("[]", 0)]
        {
            assert_eq!(bracketed(rest), length, "{rest}");
        }
        assert_eq!(bracketed("[an error that the page had while it was made]"), 0);
    }

    #[test]
    fn a_bare_number_is_a_footnote_before_an_opener() {
        assert_eq!(footnote(&DATA, " 14 Yet it is kept"), 3);
        for rest in [" 14 boats", " 14 Peruvian boats", " 2014 The", " 14", "14 The", ""] {
            assert_eq!(footnote(&DATA, rest), 0, "{rest}");
        }
    }
}
