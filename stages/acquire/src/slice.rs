//! Parts of a text: its lines, and what lies before or behind some byte.

/// The lines of a text without their blanks at both ends, with where they start.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at + line.len() - line.trim_start().len();
        *at += line.len();
        Some((start, line.trim()))
    })
}

/// The last character boundary at or before `at`.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// At most the first `most` bytes of a text.
pub(crate) fn head(text: &str, most: usize) -> &str {
    &text[..boundary(text, most)]
}
