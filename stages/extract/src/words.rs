//! The words of a document, lower-cased once, with questions the rules ask of them.

use std::ops::Range;

use chancery_data::{Data, Lexicon, Opening, Referent, fold};
use chancery_model::{ByteSpan, Document, Evidence, Name, NameKind, Token};

/// A document with its words ready for look-up.
pub(crate) struct Words<'a> {
    pub(crate) data: &'a Data,
    pub(crate) document: &'a Document<'a>,
    lower: Vec<String>,
    /// Base forms, lower case; the word itself where no lemmatiser has spoken.
    lemmas: Vec<String>,
    /// For each token, the phrases of the lexicon that open with it.
    openings: Vec<&'a [Opening]>,
    /// For each token, the name that starts there, as an index.
    starts: Vec<Option<usize>>,
}

impl<'a> Words<'a> {
    pub(crate) fn of(data: &'a Data, document: &'a Document<'a>) -> Self {
        let lower: Vec<String> = document.tokens.iter().map(|t| fold(document.text(t.span))).collect();
        let base = |(token, word): (&Token, &String)| {
            let guess = token.lemma.as_ref().map_or_else(|| word.clone(), |l| fold(l));
            let verb = token.upos.as_deref() == Some("VERB");
            let irregular = data.lemmas.irregular(word).filter(|_| verb);
            irregular.map_or_else(|| data.lemmas.base(&guess, word).into_owned(), str::to_owned)
        };
        let lemmas = document.tokens.iter().zip(&lower).map(base).collect();
        let openings = lower.iter().map(|word| data.lexicon.openings(word)).collect();
        let mut starts = vec![None; document.tokens.len()];
        for (i, name) in document.names.iter().enumerate() {
            let at = document.tokens.partition_point(|t| t.span.start() < name.span.start());
            if at < starts.len() {
                starts[at] = Some(i);
            }
        }
        Self { data, document, lower, lemmas, openings, starts }
    }

    pub(crate) fn lexicon(&self) -> &'a Lexicon {
        &self.data.lexicon
    }

    pub(crate) fn token(&self, at: usize) -> &'a Token {
        &self.document.tokens[at]
    }

    /// The lower-case word at `at`; empty beyond the end.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// The base form of the word at `at`, lower case; empty beyond the end.
    pub(crate) fn lemma(&self, at: usize) -> &str {
        self.lemmas.get(at).map_or("", String::as_str)
    }

    /// Whether the word at `at` stands in the name of a place.
    pub(crate) fn names_place(&self, at: usize) -> bool {
        let span = self.token(at).span;
        let after = self.document.names.partition_point(|n| n.span.start() <= span.start());
        let name = after.checked_sub(1).map(|i| &self.document.names[i]);
        name.is_some_and(|name| name.kind == NameKind::Place && name.span.contains(span))
    }

    /// The name that starts at `at`, and the token after it.
    pub(crate) fn name_at(&self, at: usize) -> Option<(&'a Name, usize)> {
        let name = &self.document.names[(*self.starts.get(at)?)?];
        let mut end = at + 1;
        while self.document.tokens.get(end).is_some_and(|t| t.span.start() < name.span.end()) {
            end += 1;
        }
        Some((name, end))
    }

    /// How many words from `at`, before `end`, form a phrase of the class; 0 for none.
    pub(crate) fn phrase(&self, class: &str, at: usize, end: usize) -> usize {
        let opening = self.openings(at).iter().find(|o| o.class == class);
        opening.and_then(|o| self.length(o, at, end)).unwrap_or(0)
    }

    fn openings(&self, at: usize) -> &'a [Opening] {
        self.openings.get(at).copied().unwrap_or_default()
    }

    fn length(&self, opening: &Opening, at: usize, end: usize) -> Option<usize> {
        opening.longest(|i| (at + i < end).then(|| self.lower(at + i)))
    }

    /// The currency that a phrase from `at`, before `end`, names: how many words, and the ISO 4217 code. `place` opens
    /// the names of its classes in data/lexicon/currencies.toml.
    pub(crate) fn currency(&self, place: &str, at: usize, end: usize) -> Option<(usize, String)> {
        let named = self.openings(at).iter().filter_map(|opening| {
            let code = opening.class.strip_prefix(place)?;
            Some((self.length(opening, at, end)?, code.to_uppercase()))
        });
        named.max_by_key(|(length, _)| *length)
    }

    /// Whether a phrase of the class starts at `at`.
    pub(crate) fn is(&self, class: &str, at: usize) -> bool {
        self.phrase(class, at, at + 6) > 0
    }

    /// Whether words joined by hyphens are a phrase of the class.
    pub(crate) fn is_joined(&self, class: &str, words: &str) -> bool {
        let words: Vec<&str> = words.split('-').collect();
        self.data.lexicon.phrase(class, &words) == Some(words.len())
    }

    /// The span from token `from` up to, without, token `to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> ByteSpan {
        self.token(from).span.cover(self.token(to.max(from + 1) - 1).span)
    }

    /// The stretch of a sentence's tokens around token `at`: at most [`Evidence::MOST_WORDS`] of them, up to
    /// `before` of which stand before it.
    pub(crate) fn around(&self, sentence: &Range<usize>, at: usize, before: usize) -> ByteSpan {
        let from = at.saturating_sub(before).max(sentence.start);
        self.span(from, (from + Evidence::MOST_WORDS).min(sentence.end))
    }

    /// A sentence where it is short enough to quote, else its stretch around token `at`.
    pub(crate) fn excerpt(&self, sentence: usize, at: usize, before: usize) -> ByteSpan {
        let sentence = &self.document.sentences[sentence];
        let short = sentence.tokens.len() <= Evidence::MOST_WORDS;
        if short { sentence.span } else { self.around(&sentence.tokens, at, before) }
    }

    /// Whether a name stands for whoever sits there: a capital, or the seat of a body.
    pub(crate) fn is_seat(&self, name: ByteSpan) -> bool {
        let referents = self.data.names.referents(self.document.text(name));
        referents.iter().any(|r| matches!(r, Referent::Capital(_) | Referent::Seat(_)))
    }

    pub(crate) fn is_possessive(&self, at: usize) -> bool {
        matches!(self.lower(at), "'s" | "'")
    }
}
