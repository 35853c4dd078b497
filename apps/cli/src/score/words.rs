//! Words as the counts see them: letters and digits, lower case; and texts whose characters have numbers, as
//! the offsets of annotations count them.

use std::collections::BTreeMap;

/// Words that say little about what a text is about.
const SMALL: [&str; 26] = [
    "the", "a", "an", "of", "to", "in", "on", "for", "and", "or", "by", "with", "its", "his", "her", "their", "that",
    "be", "is", "are", "any", "at", "from", "as", "it", "this",
];

/// A text by its characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    chars: Vec<char>,
}

/// A stretch of a text: the number of its first character, and that after its last.
pub(crate) type Stretch = (usize, usize);

/// A word in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) at: Stretch,
    pub(crate) lower: String,
}

impl Text {
    /// The text with its characters numbered.
    pub(crate) fn of(text: &str) -> Self {
        Self { chars: text.chars().collect() }
    }

    /// The words of a stretch; `None` where it leaves the text.
    pub(crate) fn at(&self, (start, end): Stretch) -> Option<String> {
        self.chars.get(start..end).map(|chars| chars.iter().collect())
    }

    /// Where words stand first.
    pub(crate) fn find(&self, words: &str) -> Option<Stretch> {
        let words: Vec<char> = words.chars().collect();
        let starts = self.chars.windows(words.len().max(1));
        starts.into_iter().position(|window| window == words).map(|at| (at, at + words.len()))
    }

    /// All its words, in order.
    pub(crate) fn words(&self) -> Vec<Word> {
        let mut out = Vec::new();
        let mut at = 0;
        for run in self.chars.chunk_by(|a, b| in_word(*a) == in_word(*b)) {
            if in_word(run[0]) {
                let lower = run.iter().flat_map(|c| c.to_lowercase()).collect();
                out.push(Word { at: (at, at + run.len()), lower });
            }
            at += run.len();
        }
        out
    }
}

/// The words of a text, in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c| !in_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Without the stops of abbreviations: "U.S." is "US".
pub(crate) fn without_stops(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let word = |at: usize| chars.get(at).copied().is_some_and(in_word);
    let of_abbreviation = |at: usize| {
        let after_word = at > 0 && word(at - 1);
        let after_letter = after_word && (at == 1 || !word(at - 2));
        chars[at] == '.' && after_word && (word(at + 1) || after_letter)
    };
    (0..chars.len()).filter(|at| !of_abbreviation(*at)).map(|at| chars[at]).collect()
}

/// Whether a word says little about what a text is about.
pub(crate) fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// Whether a character is part of a word.
pub(crate) fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How alike two lists of words are, whatever their order: twice the words in both, by all of both.
pub(crate) fn alike<'w>(
    ours: impl IntoIterator<Item = &'w String>,
    theirs: impl IntoIterator<Item = &'w String>,
) -> f64 {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for word in ours {
        counts.entry(word).or_default().0 += 1;
    }
    for word in theirs {
        counts.entry(word).or_default().1 += 1;
    }
    let both: usize = counts.values().map(|(a, b)| a.min(b)).sum();
    let all: usize = counts.values().map(|(a, b)| a + b).sum();
    (2 * both) as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_at_their_characters() {
        let text = Text::of("Zoë’s 2nd pact");
        let words = text.words();
        let told: Vec<(Stretch, &str)> = words.iter().map(|w| (w.at, w.lower.as_str())).collect();
        assert_eq!(told, [((0, 3), "zoë"), ((4, 5), "s"), ((6, 9), "2nd"), ((10, 14), "pact")]);
        assert_eq!(text.at((10, 14)).as_deref(), Some("pact"));
        assert_eq!((text.at((10, 15)), text.at((3, 2))), (None, None));
        assert_eq!((text.find("2nd"), text.find("treaty"), Text::default().find("x")), (Some((6, 9)), None, None));
    }

    #[test]
    fn stops_of_abbreviations_are_no_breaks() {
        assert_eq!(without_stops("the U.S. Senate. J. Roe, 2.5 a.m."), "the US Senate. J Roe, 25 am");
    }

    #[test]
    fn likeness_counts_each_word_as_often_as_it_stands() {
        let alike = |a: &str, b: &str| alike(&words(a), &words(b));
        assert_eq!(alike("Talks, talks!", "talks"), 2.0 / 3.0);
        assert_eq!((alike("", ""), alike("a pact", "pact A")), (0.0, 1.0));
    }
}
