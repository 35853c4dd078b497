//! CoNLL-U, the file format of Universal Dependencies: text in, sentences out, and back again.
//!
//! Words, multiword ranges and comments are kept; empty nodes are skipped. Columns that nothing here
//! asks about stay strings. Raw text is rebuilt in `raw`, documents are turned into sentences in
//! `document`; what the columns mean is for others to say.

mod annotate;
mod document;
mod raw;
mod read;

use std::fmt::Write as _;
use std::ops::Range;

use chancery_model::NameKind;

pub use annotate::annotate;
pub use document::of_document;
pub use raw::{Raw, raw_text};
pub use read::{ConlluError, read};

/// A sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Lines of comment with their `#`, in order.
    pub comments: Vec<String>,
    /// Its words; word `i` has id `i + 1`.
    pub words: Vec<Word>,
    /// Tokens of several words, in order, never overlapping.
    pub ranges: Vec<MultiwordRange>,
}

/// A word. `None` stands for `_`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// As it stands in the text; inside a multiword range, its part of the token. Never empty.
    pub form: String,
    /// Base form.
    pub lemma: Option<String>,
    /// Universal part of speech.
    pub upos: Option<String>,
    /// Part of speech of the treebank's own.
    pub xpos: Option<String>,
    /// Morphological features.
    pub feats: Option<String>,
    /// Id of the head, 0 for the root.
    pub head: Option<usize>,
    /// Relation to the head, with its subtype.
    pub deprel: Option<String>,
    /// Enhanced dependencies.
    pub deps: Option<String>,
    /// Whatever else, as `Key=Value` parted by `|`.
    pub misc: Option<String>,
}

/// A token of several words: don't = do + n't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultiwordRange {
    /// Its words, as indices into [`Sentence::words`]; at least one.
    pub words: Range<usize>,
    /// As it stands in the text. Never empty.
    pub form: String,
    /// Whatever else, as for a word.
    pub misc: Option<String>,
}

/// A token as it stands in the text: a word, or a range of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surface<'s> {
    /// As it stands in the text.
    pub form: &'s str,
    /// Its words, as indices into [`Sentence::words`].
    pub words: Range<usize>,
    /// Whether the words come out of a multiword range.
    pub multiword: bool,
    /// Whether a blank follows.
    pub space_after: bool,
}

impl Sentence {
    /// The tokens as they stand in the text, in order.
    #[must_use]
    pub fn surface(&self) -> Vec<Surface<'_>> {
        let mut out = Vec::with_capacity(self.words.len());
        let mut ranges = self.ranges.iter().peekable();
        let mut at = 0;
        while at < self.words.len() {
            let (form, misc, words, multiword) = match ranges.next_if(|r| r.words.start == at) {
                Some(range) => (&range.form, &range.misc, range.words.clone(), true),
                None => (&self.words[at].form, &self.words[at].misc, at..at + 1, false),
            };
            // A range that covers nothing would hold this loop for ever.
            at = words.end.max(at + 1);
            let space_after = value(misc.as_deref(), "SpaceAfter") != Some("No");
            out.push(Surface { form, words, multiword, space_after });
        }
        out
    }

    /// The value of a comment `# key = value`; empty for a bare `# key`.
    #[must_use]
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.comments.iter().find_map(|line| {
            let rest = line.trim_start_matches('#').trim_start().strip_prefix(key)?;
            // "newpar_block" is another key than "newpar"; "newdoc id = 7" is the key "newdoc".
            let ends = rest.is_empty() || rest.starts_with([' ', '\t', '=']);
            ends.then(|| rest.split_once('=').map_or("", |(_, value)| value.trim()))
        })
    }

    /// The names told in MISC (`NE=B-person`, `NE=I-person`): words from–to, and the kind. A kind that
    /// is none of the five is passed over.
    #[must_use]
    pub fn names(&self) -> Vec<(Range<usize>, NameKind)> {
        let mut out: Vec<(Range<usize>, NameKind)> = Vec::new();
        for (i, word) in self.words.iter().enumerate() {
            let Some((place, kind)) = value(word.misc.as_deref(), "NE").and_then(|tag| tag.split_once('-')) else {
                continue;
            };
            let Some(kind) = name_kind(kind) else { continue };
            match out.last_mut() {
                Some(last) if place == "I" && last.0.end == i && last.1 == kind => last.0.end = i + 1,
                _ => out.push((i..i + 1, kind)),
            }
        }
        out
    }

    /// Tells names in MISC, in place of those told there already; what else stands there is kept, in
    /// alphabetical order beside a name.
    pub fn put_names(&mut self, names: impl IntoIterator<Item = (Range<usize>, NameKind)>) {
        let mut told = vec![None; self.words.len()];
        for (words, kind) in names {
            for at in words.start..words.end.min(told.len()) {
                told[at] = Some(format!("NE={}-{}", if at == words.start { 'B' } else { 'I' }, kind.as_str()));
            }
        }
        for (word, name) in self.words.iter_mut().zip(told) {
            let others = word.misc.iter().flat_map(|misc| misc.split('|')).filter(|entry| !entry.starts_with("NE="));
            let mut entries: Vec<String> = others.map(str::to_owned).collect();
            if let Some(name) = name {
                entries.push(name);
                entries.sort();
            }
            word.misc = Some(entries.join("|")).filter(|misc| !misc.is_empty());
        }
    }
}

/// Writes sentences as CoNLL-U; what was read comes back with the same words, ranges and comments.
#[must_use]
pub fn write(sentences: &[Sentence]) -> String {
    let mut out = String::new();
    let column = |value: &Option<String>| value.clone().unwrap_or_else(|| "_".to_owned());
    for sentence in sentences {
        for comment in &sentence.comments {
            out.push_str(comment);
            out.push('\n');
        }
        let mut ranges = sentence.ranges.iter().peekable();
        for (i, word) in sentence.words.iter().enumerate() {
            if let Some(range) = ranges.next_if(|r| r.words.start == i) {
                let (first, last, misc) = (i + 1, range.words.end, column(&range.misc));
                let _ = writeln!(out, "{first}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", range.form);
            }
            let head = word.head.map_or_else(|| "_".to_owned(), |head| head.to_string());
            let columns = [&word.lemma, &word.upos, &word.xpos, &word.feats].map(column).join("\t");
            let rest = [&word.deprel, &word.deps, &word.misc].map(column).join("\t");
            let _ = writeln!(out, "{}\t{}\t{columns}\t{head}\t{rest}", i + 1, word.form);
        }
        out.push('\n');
    }
    out
}

/// The value of a key in MISC.
fn value<'m>(misc: Option<&'m str>, key: &str) -> Option<&'m str> {
    misc?.split('|').find_map(|entry| entry.strip_prefix(key)?.strip_prefix('='))
}

/// The kind of name that a word of JSON or MISC stands for.
#[must_use]
pub fn name_kind(word: &str) -> Option<NameKind> {
    use NameKind::{Group, Organisation, Other, Person, Place};
    [Person, Place, Organisation, Group, Other].into_iter().find(|kind| kind.as_str() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# newdoc id = quay\n# newpar_block = p\n# text = Ito doesn't sail.\n\
        1\tIto\tIto\tPROPN\tNNP\t_\t4\tnsubj\t4:nsubj\tNE=B-person\n\
        2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        2\tdoes\tdo\tAUX\tVBZ\t_\t4\taux\t_\t_\n\
        3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n\
        4\tsail\tsail\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n\
        4.1\tships\tship\tNOUN\t_\t_\t_\t_\t4:obj\t_\n\
        5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n";

    #[test]
    fn what_was_read_is_written() {
        let sentences = read(SAMPLE).unwrap();
        let written = write(&sentences);
        let without_empty_nodes: String =
            SAMPLE.split_inclusive('\n').filter(|line| !line.starts_with("4.1")).collect();
        assert_eq!(written, without_empty_nodes);
        assert_eq!(read(&written).unwrap(), sentences);
    }

    #[test]
    fn tokens_stand_as_in_the_text() {
        let sentences = read(SAMPLE).unwrap();
        let surface = sentences[0].surface();
        assert_eq!(surface.iter().map(|t| t.form).collect::<Vec<_>>(), ["Ito", "doesn't", "sail", "."]);
        assert_eq!((surface[1].words.clone(), surface[1].multiword), (1..3, true));
        assert_eq!(surface.iter().map(|t| t.space_after).collect::<Vec<_>>(), [true, true, false, true]);
    }

    #[test]
    fn comments_are_asked_by_their_key() {
        let sentences = read(SAMPLE).unwrap();
        assert_eq!(sentences[0].comment("newdoc"), Some("quay"));
        assert_eq!(sentences[0].comment("newpar_block"), Some("p"));
        assert_eq!(sentences[0].comment("newpar"), None);
    }

    #[test]
    fn names_are_kept_in_misc() {
        let mut sentence = read(SAMPLE).unwrap().remove(0);
        assert_eq!(sentence.names(), [(0..1, NameKind::Person)]);
        sentence.put_names([(0..1, NameKind::Person), (3..5, NameKind::Other)]);
        assert_eq!(sentence.words[3].misc.as_deref(), Some("NE=B-other|SpaceAfter=No"));
        assert_eq!(sentence.names(), [(0..1, NameKind::Person), (3..5, NameKind::Other)]);
        sentence.words[0].misc = Some("Translit=ito|NE=B-person|Gloss=man".to_owned());
        sentence.put_names([(3..9, NameKind::Place)]);
        assert_eq!(sentence.words[0].misc.as_deref(), Some("Translit=ito|Gloss=man"), "the rest keeps its order");
        assert_eq!(sentence.names(), [(3..5, NameKind::Place)], "words that are not there bear no name");
    }
}
