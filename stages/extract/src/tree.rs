//! The dependency tree of one sentence. Words are known by their index in the document.

use std::ops::Range;

use chancery_data::Speech;
use chancery_model::ByteSpan;

use crate::words::Words;

/// Most steps up a tree.
const STEPS: usize = 40;
/// How far up a tree a word that opens a clause is still heard.
const HEARD: usize = 6;

/// A sentence with its tree.
pub(crate) struct Tree<'a, 'w> {
    pub(crate) words: &'a Words<'w>,
    pub(crate) sentence: Range<usize>,
    children: Vec<Vec<usize>>,
}

impl<'a, 'w> Tree<'a, 'w> {
    pub(crate) fn of(words: &'a Words<'w>, sentence: usize) -> Self {
        let sentence = words.document.sentences[sentence].tokens.clone();
        let mut children = vec![Vec::new(); sentence.len()];
        let mut tree = Self { words, sentence, children: Vec::new() };
        for at in tree.sentence.clone() {
            if let Some(head) = tree.head(at) {
                children[head - tree.sentence.start].push(at);
            }
        }
        tree.children = children;
        tree
    }

    /// The word that `at` hangs on; none of the root, and none where no parser has spoken.
    pub(crate) fn head(&self, at: usize) -> Option<usize> {
        let head = self.words.token(at).head?.checked_sub(1)? + self.sentence.start;
        self.sentence.contains(&head).then_some(head)
    }

    /// The words that hang on `at`, in order.
    pub(crate) fn children(&self, at: usize) -> &[usize] {
        self.children.get(at.wrapping_sub(self.sentence.start)).map_or(&[], Vec::as_slice)
    }

    /// The first child in one of these relations.
    pub(crate) fn child(&self, at: usize, relations: &[&str]) -> Option<usize> {
        self.children(at).iter().copied().find(|c| relations.contains(&self.relation(*c)))
    }

    /// The relation to the head, with its subtype.
    pub(crate) fn relation(&self, at: usize) -> &'w str {
        self.words.token(at).deprel.as_deref().unwrap_or_default()
    }

    /// The relation without its subtype.
    pub(crate) fn relation_base(&self, at: usize) -> &'w str {
        self.relation(at).split(':').next().unwrap_or_default()
    }

    pub(crate) fn lemma(&self, at: usize) -> &'a str {
        self.words.lemma(at)
    }

    pub(crate) fn upos(&self, at: usize) -> &'w str {
        self.words.token(at).upos.as_deref().unwrap_or_default()
    }

    pub(crate) fn xpos(&self, at: usize) -> &'w str {
        self.words.token(at).xpos.as_deref().unwrap_or_default()
    }

    pub(crate) fn is_nominal(&self, at: usize) -> bool {
        // A word of another language stands for a noun where one would: "held a **tête-à-tête**".
        let foreign = || self.upos(at) == "X" && matches!(self.relation_base(at), "obj" | "obl" | "nsubj" | "nmod");
        matches!(self.upos(at), "NOUN" | "PROPN" | "PRON" | "NUM") || foreign()
    }

    pub(crate) fn is_verb(&self, at: usize) -> bool {
        self.upos(at) == "VERB" || self.upos(at) == "AUX" && self.relation_base(at) != "aux"
    }

    /// Whether a semicolon stands between a clause and the one it is joined to.
    pub(crate) fn is_set_apart(&self, clause: usize) -> bool {
        let Some(head) = self.head(clause) else { return false };
        let beside = self.children(clause).iter().chain(self.children(head)).copied();
        beside.filter(|c| *c > head.min(clause) && *c < head.max(clause)).any(|c| self.words.lower(c) == ";")
    }

    /// Whether a clause has the verb of one who is spoken of: "supports", "is ready".
    pub(crate) fn is_third_person(&self, clause: usize) -> bool {
        let helps = |c: usize| matches!(self.relation_base(c), "aux" | "cop") && self.xpos(c) == "VBZ";
        self.xpos(clause) == "VBZ" || self.children(clause).iter().any(|c| helps(*c))
    }

    /// Whether a clause tells what should be: "insists that prices **be** cut", "that she **leave**".
    pub(crate) fn is_subjunctive(&self, clause: usize) -> bool {
        let helpers =
            || self.children(clause).iter().copied().filter(|c| matches!(self.relation_base(*c), "aux" | "cop"));
        let Some(subject) = self.child(clause, &["nsubj", "nsubj:pass", "csubj"]) else { return false };
        let first = helpers().next().unwrap_or(clause);
        // "that Kenya **lift**": no form of one who is spoken of.
        let several = self.children(subject).iter().any(|c| self.relation(*c) == "conj");
        let one = matches!(self.xpos(subject), "NN" | "NNP") && !several;
        self.xpos(first) == "VB" || one && first == clause && self.xpos(first) == "VBP"
    }

    /// Whether a word may stand for an entry of this part of speech.
    pub(crate) fn speaks_as(&self, at: usize, speech: Speech) -> bool {
        match speech {
            Speech::Verb => self.upos(at) == "VERB",
            Speech::Noun => matches!(self.upos(at), "NOUN" | "PROPN"),
            Speech::Adjective => self.upos(at) == "ADJ" || self.upos(at) == "VERB" && self.xpos(at) == "VBN",
            Speech::Other => true,
        }
    }

    /// From a word to the root, itself first.
    pub(crate) fn path(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(at), |at| self.head(*at)).take(STEPS)
    }

    /// Whether `at` is `above` or hangs below it.
    pub(crate) fn is_below(&self, at: usize, above: usize) -> bool {
        self.path(at).any(|node| node == above)
    }

    /// All words below `at`, itself among them, in order of the sentence.
    pub(crate) fn subtree(&self, at: usize) -> Vec<usize> {
        let mut found = vec![at];
        let mut next = 0;
        while next < found.len() && found.len() <= self.sentence.len() {
            found.extend_from_slice(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The preposition before a noun, its words joined by hyphens; empty for none.
    pub(crate) fn case(&self, at: usize) -> String {
        let mut parts: Vec<usize> = Vec::new();
        let own = self.children(at).iter().copied();
        // A title may lead its bearer ("with Foreign Minister A"), and the tree hang "with" on the name.
        let inner = self.children(at).iter().copied().filter(|c| matches!(self.relation_base(*c), "appos" | "flat"));
        let inner = inner.flat_map(|c| self.children(c).iter().copied());
        for c in own.chain(inner).filter(|c| self.relation(*c) == "case" && *c < at) {
            parts.push(c);
            parts.extend(self.children(c).iter().copied().filter(|f| self.relation(*f) == "fixed"));
        }
        parts.sort_unstable();
        // "with Under-Secretary-General A" opens with one preposition only.
        let row = parts.iter().enumerate().take_while(|(i, p)| **p == parts[0] + i).count();
        let words: Vec<&str> = parts.into_iter().take(row).map(|p| self.words.lower(p)).collect();
        words.join("-")
    }

    /// The words that open a clause ("that", "after", "to"), lower case.
    pub(crate) fn marks(&self, at: usize) -> impl Iterator<Item = &'a str> {
        let marks = self.children(at).iter().copied().filter(|c| matches!(self.relation(*c), "mark" | "case"));
        marks.map(|c| self.words.lower(c))
    }

    /// Whether a word stands in a clause that one of these opens.
    pub(crate) fn stands_under(&self, at: usize, openers: &[&str]) -> bool {
        self.path(at).take(HEARD).any(|node| self.marks(node).any(|mark| openers.contains(&mark)))
    }

    /// The stretches that words make, stops and marks at their ends left out.
    pub(crate) fn stretches(&self, mut tokens: Vec<usize>) -> Vec<ByteSpan> {
        tokens.sort_unstable();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for at in tokens {
            match runs.last_mut() {
                Some((_, to)) if *to == at => *to = at + 1,
                _ => runs.push((at, at + 1)),
            }
        }
        let silent = |at: usize| self.upos(at) == "PUNCT";
        let trimmed = |(mut from, mut to): (usize, usize)| {
            while from < to && silent(from) {
                from += 1;
            }
            while to > from && silent(to - 1) {
                to -= 1;
            }
            (from < to).then(|| self.words.span(from, to))
        };
        runs.into_iter().filter_map(trimmed).collect()
    }
}
