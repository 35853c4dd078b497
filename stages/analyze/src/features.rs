//! What the encoder is told of each word: its pieces, its capitals, its ending, and what the
//! register knows it by.
//!
//! The encoder was trained on what this file says of its training sentences; whoever changes it
//! trains anew.

use chancery_data::{Data, Referent};
use chancery_model::Token;

use crate::names;
use crate::wordpiece::Vocabulary;

/// Classes of look of a word; see [`shape`].
pub const SHAPES: usize = 20;
/// Rows of the table of three-letter endings.
pub const ENDINGS3: usize = 4096;
/// Rows of the table of two-letter endings.
pub const ENDINGS2: usize = 1024;
/// Things the register may know a word by, each as the first word of such a name and as a later one.
pub const KNOWN: usize = 20;

/// What is told of the words of one sentence; all parts have one entry a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// Numbers in the vocabulary.
    pub pieces: Vec<Vec<u32>>,
    /// Look, below [`SHAPES`].
    pub shape: Vec<u8>,
    /// Last three letters, below [`ENDINGS3`].
    pub ending3: Vec<u16>,
    /// Last two letters, below [`ENDINGS2`].
    pub ending2: Vec<u16>,
    /// Bits, [`KNOWN`] of them: bit `2k` says that a name of class `k` starts here, `2k + 1` that it goes on.
    pub known: Vec<u32>,
}

impl Features {
    /// Describes the words of a sentence.
    #[must_use]
    pub fn of(data: &Data, vocabulary: &Vocabulary, text: &str, tokens: &[Token]) -> Self {
        let mut features = Self { known: known(data, text, tokens), ..Self::default() };
        for (i, token) in tokens.iter().enumerate() {
            let word = token.span.of(text);
            features.pieces.push(vocabulary.pieces(word));
            features.shape.push(shape(word, i == 0));
            features.ending3.push(ending(word, 3, ENDINGS3));
            features.ending2.push(ending(word, 2, ENDINGS2));
        }
        features
    }
}

/// The look of a word: marks, digits, letters with digits, lower case, one capital, all capitals, capitalised,
/// capitals within, and other; told apart by whether it opens the sentence.
fn shape(word: &str, opens: bool) -> u8 {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let (mut count, mut upper) = (0_usize, 0_usize);
    let first_upper = letters.clone().next().is_some_and(char::is_uppercase);
    letters.by_ref().for_each(|c| {
        count += 1;
        upper += usize::from(c.is_uppercase());
    });
    let digit = word.chars().any(char::is_numeric);
    let class = match (count, upper) {
        (0, _) if !digit => 1,
        (0, _) => 2,
        _ if digit => 3,
        (_, 0) => 4,
        (1, _) => 5,
        (n, u) if n == u => 6,
        (_, 1) if first_upper => 7,
        _ if first_upper => 8,
        _ => 9,
    };
    class + if opens { 10 } else { 0 }
}

/// The row of a word's last letters: FNV-1a over them, in lower case.
fn ending(word: &str, letters: usize, rows: usize) -> u16 {
    let lower = word.to_lowercase();
    let from = lower.char_indices().rev().nth(letters - 1).map_or(0, |(i, _)| i);
    let mut hash: u32 = 0x811c_9dc5;
    for byte in lower[from..].bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    u16::try_from(hash as usize % rows).expect("tables are small")
}

/// What the register knows the words by: the longest name from the left counts.
fn known(data: &Data, text: &str, tokens: &[Token]) -> Vec<u32> {
    let mut out = vec![0; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        let (to, referents) = names::longest(data, text, tokens, at).unwrap_or((at + 1, Vec::new()));
        let classes = referents.iter().fold(0, |bits, referent| bits | 1 << (2 * class(referent)));
        for (i, bits) in out[at..to].iter_mut().enumerate() {
            *bits |= classes << usize::from(i > 0);
        }
        at = to;
    }
    for (bits, token) in out.iter_mut().zip(tokens) {
        let word = token.span.of(text);
        if data.lexicon.given_name(word).is_some() {
            *bits |= 1 << (2 * 8);
        }
        if data.lexicon.role(&word.to_lowercase()).is_some() {
            *bits |= 1 << (2 * 9);
        }
    }
    out
}

fn class(referent: &Referent) -> u32 {
    match referent {
        Referent::State(_) => 0,
        Referent::National(_) => 1,
        Referent::Organisation(_) => 2,
        Referent::Person(_) => 3,
        Referent::Surname(_) => 4,
        Referent::Place(_) => 5,
        Referent::Capital(_) => 6,
        Referent::Seat(_) => 7,
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::ByteSpan;

    use super::*;
    use crate::DATA;

    fn known_of(text: &str) -> Vec<u32> {
        let mut tokens = Vec::new();
        crate::token::split(&DATA, text, ByteSpan::new(0, text.len()), &mut tokens);
        known(&DATA, text, &tokens)
    }

    #[test]
    fn tells_looks_apart() {
        let looks = |word| shape(word, false);
        assert_eq!(
            ["--", "12", "G7", "talks", "A", "NATO", "Paris", "McCain", "iPhone"].map(looks),
            [1, 2, 3, 4, 5, 6, 7, 8, 9]
        );
        assert_eq!(shape("Paris", true), 17);
    }

    #[test]
    fn endings_are_of_the_last_letters() {
        assert_eq!(ending("meeting", 3, ENDINGS3), ending("Talking", 3, ENDINGS3));
        assert_ne!(ending("meeting", 3, ENDINGS3), ending("meetings", 3, ENDINGS3));
        assert_eq!(ending("a", 3, ENDINGS3), ending("A", 3, ENDINGS3));
    }

    #[test]
    fn the_register_speaks() {
        let bits = known_of("Saudi Arabia told us that the United Nations envoy left");
        assert_eq!(bits[0] & 3, 1);
        assert_eq!(bits[1] & 3, 2);
        assert_eq!(bits[3], 0, "a pronoun is no state");
        assert_eq!(bits[6] & (3 << 4), 1 << 4);
        assert_eq!(bits[7] & (3 << 4), 2 << 4);
        assert_ne!(bits[8] & (1 << 18), 0, "an envoy is a role");
    }
}
