//! Names of persons as strings: surnames, spellings, one line.

use chancery_data::{Lexicon, fold};

/// The last word of a name, with the particles before it, folded.
pub(crate) fn surname(lexicon: &Lexicon, text: &str) -> String {
    let folded = fold(text);
    let folded = folded.trim_end_matches(" jr.").trim_end_matches(" jr").trim_end_matches(',');
    let words: Vec<&str> = folded.split(' ').collect();
    let particle = |w: &str| lexicon.phrase("particles", &[w]).is_some();
    if !is_whole(lexicon, text) {
        return words.join(" ");
    }
    let mut from = words.len().saturating_sub(1);
    while from > 1 && particle(words[from - 1]) {
        from -= 1;
    }
    words[from..].join(" ")
}

/// Whether a name is a given name and a surname, and not a surname of several words ("de Mistura").
pub(crate) fn is_whole(lexicon: &Lexicon, text: &str) -> bool {
    let particle = |word: &&str| {
        lexicon.phrase("particles", &[&word.to_lowercase()]).is_some() && lexicon.given_name(word).is_none()
    };
    text.split_whitespace().skip_while(particle).nth(1).is_some()
}

/// A folded name with a capital in front, as look-up asks for.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A name as it is written on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Given names that differ only in spelling: same first letter, and few letters apart.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    if a.chars().next() != b.chars().next() {
        return false;
    }
    a.starts_with(b) || b.starts_with(a) || distance(a, b) <= 2
}

/// Levenshtein distance.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let cost = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
