//! A word in, the pieces that the encoder knows out (WordPiece; Wu et al. 2016, arXiv:1609.08144).
//!
//! Words are folded as the uncased BERT models fold them: lower case, no accents, no control
//! characters, marks and ideographs each on their own; then the longest known piece is taken from
//! the left, again and again.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most pieces that are read of a word; what is beyond tells little of what a word is.
pub const MOST_PIECES: usize = 10;
/// Longer stretches, in characters, are no words: they are read as one unknown piece.
const LONGEST: usize = 100;

/// The pieces an encoder knows, by number.
#[derive(Debug)]
pub struct Vocabulary {
    pieces: HashMap<String, u32>,
    unknown: u32,
    /// Stands before a sentence; the root of its tree.
    pub first: u32,
    /// Stands behind a sentence.
    pub last: u32,
}

/// A vocabulary that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the vocabulary has no piece `{0}`")]
pub struct MissingPiece(&'static str);

impl Vocabulary {
    /// Reads a vocabulary: one piece a line, numbered from 0, continuations marked by `##`.
    ///
    /// # Errors
    /// When `[UNK]`, `[CLS]` or `[SEP]` is not among the pieces.
    pub fn read(lines: &str) -> Result<Self, MissingPiece> {
        let pieces: HashMap<String, u32> = (0..).zip(lines.lines()).map(|(i, piece)| (piece.to_owned(), i)).collect();
        let number = |piece: &'static str| pieces.get(piece).copied().ok_or(MissingPiece(piece));
        let (unknown, first, last) = (number("[UNK]")?, number("[CLS]")?, number("[SEP]")?);
        Ok(Self { pieces, unknown, first, last })
    }

    /// The pieces of a word: at least one, at most [`MOST_PIECES`].
    #[must_use]
    pub fn pieces(&self, word: &str) -> Vec<u32> {
        let mut out = Vec::new();
        let mut part = String::new();
        for c in word.chars().filter(|c| !is_dropped(*c)).flat_map(char::to_lowercase).nfd() {
            if is_combining_mark(c) {
                continue;
            }
            if is_alone(c) {
                self.part(&part, &mut out);
                self.part(c.encode_utf8(&mut [0; 4]), &mut out);
                part.clear();
            } else {
                part.push(c);
            }
            if out.len() >= MOST_PIECES {
                part.clear();
                break;
            }
        }
        self.part(&part, &mut out);
        out.truncate(MOST_PIECES);
        if out.is_empty() {
            out.push(self.unknown);
        }
        out
    }

    /// Adds the pieces of a stretch without marks.
    fn part(&self, part: &str, out: &mut Vec<u32>) {
        if part.is_empty() {
            return;
        }
        if part.chars().nth(LONGEST).is_some() {
            return out.push(self.unknown);
        }
        let start = out.len();
        let mut from = 0;
        let mut key = String::with_capacity(part.len() + 2);
        while from < part.len() {
            let ends = part[from..].char_indices().map(|(i, c)| from + i + c.len_utf8());
            let ends: Vec<usize> = ends.collect();
            let found = ends.iter().rev().find_map(|&to| {
                key.clear();
                if from > 0 {
                    key.push_str("##");
                }
                key.push_str(&part[from..to]);
                self.pieces.get(key.as_str()).map(|&piece| (piece, to))
            });
            let Some((piece, to)) = found else {
                out.truncate(start);
                return out.push(self.unknown);
            };
            out.push(piece);
            from = to;
        }
    }
}

fn is_dropped(c: char) -> bool {
    c == '\u{fffd}'
        || c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Marks and ideographs are pieces of their own.
fn is_alone(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let ideograph = matches!(u32::from(c), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x2fa1f);
    ideograph
        || matches!(c, '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::read("[UNK]\n[CLS]\n[SEP]\nmeet\n##ing\n##s\nu\n.\nzele\n##nsky\n“\na").expect("it is complete")
    }

    #[test]
    fn takes_the_longest_piece_from_the_left() {
        let v = vocabulary();
        assert_eq!(v.pieces("Meetings"), [3, 4, 5]);
        assert_eq!(v.pieces("U.S."), [6, 7, 0, 7]);
        assert_eq!(v.pieces("Zelenskÿ"), [8, 9]);
    }

    #[test]
    fn always_gives_a_piece_and_never_too_many() {
        let v = vocabulary();
        assert_eq!(v.pieces(""), [0]);
        assert_eq!(v.pieces("\u{200b}"), [0]);
        assert_eq!(v.pieces(&"x".repeat(5000)), [0]);
        assert_eq!(v.pieces(&"“".repeat(5000)).len(), MOST_PIECES);
    }

    #[test]
    fn a_vocabulary_without_its_marks_is_refused() {
        assert!(Vocabulary::read("meet").is_err());
    }
}
