//! A report after language analysis.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{ByteSpan, Report};

/// A report with its sentences, tokens, quotations and names. All spans index `report.text`.
#[derive(Clone, Debug)]
pub struct Document<'r> {
    /// What was analysed.
    pub report: &'r Report,
    /// In order of the text; those inside site chrome are kept and flagged.
    pub sentences: Vec<Sentence>,
    /// In order of the text, over all sentences.
    pub tokens: Vec<Token>,
    /// Direct quotations, in order of the text.
    pub quotations: Vec<Quotation>,
    /// Names, each read as far as it goes, in order of the text, never overlapping.
    pub names: Vec<Name>,
}

impl<'r> Document<'r> {
    /// The words under a span.
    #[must_use]
    pub fn text(&self, span: ByteSpan) -> &'r str {
        span.of(&self.report.text)
    }

    /// The sentence that holds byte `at`, by index.
    #[must_use]
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        let i = self.sentences.partition_point(|s| s.span.end() <= at);
        (i < self.sentences.len() && self.sentences[i].span.start() <= at).then_some(i)
    }

    /// The tokens of a sentence.
    #[must_use]
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        &self.tokens[self.sentences[sentence].tokens.clone()]
    }

    /// The quotation, if any, whose marks enclose the span.
    #[must_use]
    pub fn quotation_at(&self, span: ByteSpan) -> Option<usize> {
        let i = self.quotations.partition_point(|q| q.span.end() <= span.start());
        self.quotations.get(i).filter(|q| q.pieces.iter().any(|p| p.contains(span))).map(|_| i)
    }
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last character, without surrounding blanks.
    pub span: ByteSpan,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<usize>,
    /// What kind of sentence it is.
    pub kind: SentenceKind,
    /// Number of its paragraph, from 0.
    pub paragraph: usize,
    /// Whether it lies in site chrome: nothing is read from it.
    pub chrome: bool,
}

impl Sentence {
    /// More tokens than these are a table or a list run together, not a sentence; reading them would
    /// take time out of proportion.
    pub const MOST_TOKENS: usize = 400;
}

/// Kinds of sentence, by layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SentenceKind {
    /// Running text.
    Prose,
    /// A line of its own without a full stop.
    Headline,
    /// An item of a bullet list.
    Item,
}

/// A word after Universal Dependencies: contractions and possessives are split, punctuation
/// stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: ByteSpan,
    /// Base form, where a lemmatiser has spoken.
    pub lemma: Option<String>,
    /// Universal part of speech, where a tagger has spoken.
    pub upos: Option<String>,
    /// Part of speech of the Penn Treebank, which tells tenses and plurals apart.
    pub xpos: Option<String>,
    /// Head within the sentence, 1-based, 0 for the root, where a parser has spoken.
    pub head: Option<usize>,
    /// Dependency relation to the head.
    pub deprel: Option<String>,
    /// Whether it goes on with the word that the token before it began: the `n't` of "don't", the `'s`
    /// of "Rossi's".
    pub continues: bool,
}

impl Token {
    /// A token of which only its place is known.
    #[must_use]
    pub fn at(span: ByteSpan) -> Self {
        Self { span, lemma: None, upos: None, xpos: None, head: None, deprel: None, continues: false }
    }
}

/// A direct quotation: words between quotation marks, over one or several paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the first mark to the last, marks included.
    pub span: ByteSpan,
    /// What stands inside the marks, without them: one piece a paragraph, or more where site chrome
    /// stands between.
    pub pieces: Vec<ByteSpan>,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether the marks only set off a title, slogan or nickname: nobody's words.
    pub name_like: bool,
}

/// A name in the text, before it is known whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name alone, without title or possessive ending.
    pub span: ByteSpan,
    /// What kind of thing it names.
    pub kind: NameKind,
}

/// Kinds of name. Armed groups are organisations; nationals and adherents are groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A human being.
    Person,
    /// A state, city, region, building.
    Place,
    /// A body that acts: ministry, party, alliance, militia.
    Organisation,
    /// People of a nation, faith or cause.
    Group,
    /// Anything else that bears a name.
    Other,
}

impl NameKind {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Other => "other",
        }
    }
}
