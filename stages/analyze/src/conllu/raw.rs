//! Sentences in, the text they were cut from out, as far as CoNLL-U tells it.

use chancery_model::ByteSpan;

use super::Sentence;

/// A text and where the words of its sentences stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// Paragraphs parted by an empty line.
    pub text: String,
    /// For each sentence the span of each word; the words of a multiword range have its span.
    pub spans: Vec<Vec<ByteSpan>>,
}

/// Rebuilds the text. `# newpar` and `# newdoc` open a paragraph; the sentences of one are joined by a
/// blank unless `SpaceAfter=No`.
#[must_use]
pub fn raw_text(sentences: &[Sentence]) -> Raw {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(sentences.len());
    let mut gap = "";
    for sentence in sentences {
        if ["newdoc", "newpar"].iter().any(|key| sentence.comment(key).is_some()) && !text.is_empty() {
            gap = "\n\n";
        }
        let mut own = Vec::with_capacity(sentence.words.len());
        for token in sentence.surface() {
            text.push_str(gap);
            let start = text.len();
            text.push_str(token.form);
            own.extend(token.words.map(|_| ByteSpan::new(start, text.len())));
            gap = if token.space_after { " " } else { "" };
        }
        spans.push(own);
    }
    Raw { text, spans }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::read;

    #[test]
    fn paragraphs_sentences_and_ranges() {
        let word = |id: &str, form: &str, misc: &str| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
        let text = [
            "# newdoc\n# newpar\n",
            &word("1", "Go", "SpaceAfter=No"),
            &word("2", "!", "_"),
            "\n",
            &word("1-2", "Don't", "_"),
            &word("1", "Do", "_"),
            &word("2", "n't", "_"),
            "\n# newpar = 2\n",
            &word("1", "É", "SpaceAfter=No"),
            "\n",
            &word("1", "x", "_"),
        ]
        .concat();
        let raw = raw_text(&read(&text).unwrap());
        assert_eq!(raw.text, "Go! Don't\n\nÉx");
        let words: Vec<Vec<_>> = raw.spans.iter().map(|s| s.iter().map(|w| w.of(&raw.text)).collect()).collect();
        assert_eq!(words, [vec!["Go", "!"], vec!["Don't", "Don't"], vec!["É"], vec!["x"]]);
    }
}
