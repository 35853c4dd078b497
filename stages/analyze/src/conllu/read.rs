//! CoNLL-U text in, sentences out, or the line at fault.

use thiserror::Error;

use super::{MultiwordRange, Sentence, Word};

/// What is wrong with a CoNLL-U file; lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConlluError {
    /// A word line with more or fewer than ten columns.
    #[error("line {line}: {found} columns, expected 10 parted by tabs")]
    Columns {
        /// The line.
        line: usize,
        /// How many there are.
        found: usize,
    },
    /// An id that is no number, no range, or not the next.
    #[error("line {line}: the id is `{id}`, expected `{expected}`; number the words from 1 on")]
    Order {
        /// The line.
        line: usize,
        /// The id found.
        id: String,
        /// The id of the next word.
        expected: usize,
    },
    /// A range that ends before it begins, overlaps another or goes beyond the sentence.
    #[error("line {line}: the range `{id}` does not cover words of its sentence; end it at a word that follows")]
    Range {
        /// The line.
        line: usize,
        /// The id found.
        id: String,
    },
    /// A word or range without a form.
    #[error("line {line}: the form is empty; write `_` where it is unknown")]
    Form {
        /// The line.
        line: usize,
    },
    /// A head that is no number, the word itself, or beyond the sentence.
    #[error("line {line}: the head `{head}` is no other word of the sentence, which has {words}")]
    Head {
        /// The line.
        line: usize,
        /// The head found.
        head: String,
        /// How many words the sentence has.
        words: usize,
    },
}

/// A sentence being read, with what can only be judged at its end.
#[derive(Default)]
struct Draft {
    sentence: Sentence,
    /// Line and text of each word's head.
    heads: Vec<(usize, String)>,
    /// Line and id of each range.
    ranges: Vec<(usize, String)>,
}

/// Reads CoNLL-U. Blank lines part sentences; the last needs none behind it.
///
/// # Errors
/// The first fault, with its line.
pub fn read(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut out = Vec::new();
    let mut draft = Draft::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            out.extend(std::mem::take(&mut draft).finish()?);
        } else if line.starts_with('#') {
            draft.sentence.comments.push(line.to_owned());
        } else {
            draft.take(number, line)?;
        }
    }
    out.extend(draft.finish()?);
    Ok(out)
}

impl Draft {
    fn take(&mut self, line: usize, text: &str) -> Result<(), ConlluError> {
        let columns: Vec<&str> = text.split('\t').collect();
        let &[id, form, lemma, upos, xpos, feats, head, deprel, deps, misc] = columns.as_slice() else {
            return Err(ConlluError::Columns { line, found: columns.len() });
        };
        let next = self.sentence.words.len() + 1;
        let order = || ConlluError::Order { line, id: id.to_owned(), expected: next };
        if let Some((word, node)) = id.split_once('.') {
            let follows = word.parse() == Ok(next - 1) && node.parse::<usize>().is_ok();
            return if follows { Ok(()) } else { Err(order()) };
        }
        if form.trim().is_empty() {
            return Err(ConlluError::Form { line });
        }
        if let Some((first, last)) = id.split_once('-') {
            if first.parse() != Ok(next) {
                return Err(order());
            }
            let covered = self.sentence.ranges.last().map_or(0, |range| range.words.end);
            let range = || ConlluError::Range { line, id: id.to_owned() };
            let last: usize = last.parse().map_err(|_| range())?;
            if last < next || covered >= next {
                return Err(range());
            }
            self.ranges.push((line, id.to_owned()));
            let (form, misc) = (form.to_owned(), known(misc));
            self.sentence.ranges.push(MultiwordRange { words: next - 1..last, form, misc });
            return Ok(());
        }
        if id.parse() != Ok(next) {
            return Err(order());
        }
        let number = match head {
            "_" => None,
            _ => Some(head.parse().map_err(|_| ConlluError::Head { line, head: head.to_owned(), words: next })?),
        };
        self.heads.push((line, head.to_owned()));
        self.sentence.words.push(Word {
            form: form.to_owned(),
            // The lemma of an underscore is an underscore.
            lemma: known(lemma).or_else(|| (form == "_").then(|| "_".to_owned())),
            upos: known(upos),
            xpos: known(xpos),
            feats: known(feats),
            head: number,
            deprel: known(deprel),
            deps: known(deps),
            misc: known(misc),
        });
        Ok(())
    }

    /// The sentence, where there is one.
    fn finish(self) -> Result<Option<Sentence>, ConlluError> {
        let words = self.sentence.words.len();
        for (i, (word, (line, head))) in self.sentence.words.iter().zip(self.heads).enumerate() {
            if word.head.is_some_and(|number| number > words || number == i + 1) {
                return Err(ConlluError::Head { line, head, words });
            }
        }
        for (range, (line, id)) in self.sentence.ranges.iter().zip(self.ranges) {
            if range.words.end > words {
                return Err(ConlluError::Range { line, id });
            }
        }
        Ok((words > 0).then_some(self.sentence))
    }
}

fn known(column: &str) -> Option<String> {
    (column != "_" && !column.is_empty()).then(|| column.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: &str = "_\t_\t_\t_";

    fn word(id: &str, form: &str, head: &str) -> String {
        format!("{id}\t{form}\t{REST}\t{head}\t_\t_\t_\n")
    }

    fn fault(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn faults_name_their_line() {
        let two = word("1", "Ships", "2") + &word("2", "sail", "0");
        assert_eq!(fault(&format!("# a\n{two}\n1\tShips\n")), "line 5: 2 columns, expected 10 parted by tabs");
        let ahead = word("1", "Ships", "2") + &word("3", "sail", "0");
        assert_eq!(fault(&ahead), "line 2: the id is `3`, expected `2`; number the words from 1 on");
        assert_eq!(fault(&word("one", "x", "_")), "line 1: the id is `one`, expected `1`; number the words from 1 on");
        assert_eq!(fault(&word("1", "", "_")), "line 1: the form is empty; write `_` where it is unknown");
        for head in ["9", "1", "-1", "x"] {
            let found = fault(&word("1", "x", head));
            assert!(found.starts_with(&format!("line 1: the head `{head}` is no other word")), "{found}");
        }
        for id in ["1-4", "1-0", "1-x"] {
            let found = fault(&format!("{}{two}", word(id, "Shipsail", "_")));
            assert!(found.starts_with(&format!("line 1: the range `{id}` does not cover")), "{found}");
        }
        assert!(fault(&format!("{}{two}", word("2-3", "x", "_"))).starts_with("line 1: the id is `2-3`"));
        assert!(fault(&word("5.1", "x", "_")).starts_with("line 1: the id is `5.1`"));
    }

    #[test]
    fn odd_but_sound_files_are_read() {
        assert_eq!(read(""), Ok(Vec::new()));
        assert_eq!(read("# alone\n\n\n"), Ok(Vec::new()));
        let text = format!("\u{feff}{}", word("1", "_", "_")).replace('\n', "\r\n");
        let sentences = read(&text).unwrap();
        assert_eq!((sentences.len(), sentences[0].words[0].lemma.as_deref()), (1, Some("_")));
        assert_eq!(read(&word("0.1", "x", "_")), Ok(Vec::new()));
    }
}
