//! A sentence as rules see it: its tree, who and what stands in it, and what was found at which word.

use std::collections::BTreeMap;
use std::ops::Range;

use chancery_data::{Reads, Rule};
use chancery_model::{Mention, Sentence, SentenceKind, TimeFinding};

use crate::grammar::Grammar;
use crate::item::{self, Item, ItemKind};
use crate::matcher::{Match, Matcher, RuleIndex};
use crate::mention::{self, Chunk};
use crate::seats::{Seats, Who};
use crate::tree::Tree;
use crate::words::Words;

/// The parts of a sentence that belong to nobody's claim yet.
pub(crate) struct Scene<'a, 'w> {
    pub(crate) words: &'a Words<'w>,
    pub(crate) sentence: usize,
    pub(crate) items: Vec<Item>,
    pub(crate) tree: Tree<'a, 'w>,
    pub(crate) chunks: Vec<Chunk>,
    /// Lengths of time ("a day"): their words, and their index among the times of the document.
    pub(crate) lengths: Vec<(Range<usize>, usize)>,
    /// Items that name places, by each of their words.
    places: BTreeMap<usize, usize>,
}

impl<'a, 'w> Scene<'a, 'w> {
    /// Nothing stands in site chrome, nor in what is too long to be a sentence.
    pub(crate) fn of(
        words: &'a Words<'w>,
        sentence: usize,
        times: &[TimeFinding],
        mentions: &mut Vec<Mention>,
    ) -> Self {
        let Sentence { tokens, chrome, .. } = &words.document.sentences[sentence];
        let silent = *chrome || tokens.len() > Sentence::MOST_TOKENS;
        let chunks = if silent { Vec::new() } else { mention::chunks(words, sentence) };
        let items = if silent { Vec::new() } else { item::items(words, sentence, &chunks, times, mentions) };
        let mut places = BTreeMap::new();
        for (i, item) in items.iter().enumerate() {
            if item.is_place() {
                places.extend((item.from..item.to).map(|at| (at, i)));
            }
        }
        let lengths = if silent { Vec::new() } else { item::lengths(words, sentence, times) };
        Self { words, sentence, items, tree: Tree::of(words, sentence), chunks, lengths, places }
    }

    /// Whether rules may read here.
    pub(crate) fn is_prose(&self) -> bool {
        !self.items.is_empty() && self.words.document.sentences[self.sentence].kind != SentenceKind::Headline
    }

    /// Whether the sentence asks.
    pub(crate) fn is_question(&self) -> bool {
        let closing = self.tree.sentence.clone().rev().take_while(|at| self.tree.upos(*at) == "PUNCT");
        closing.into_iter().any(|at| self.words.lower(at) == "?")
    }

    /// Whether it is set like a title, all its longer words with a capital.
    pub(crate) fn is_titled(&self) -> bool {
        const LONGER: usize = 4;
        const FEWEST: usize = 5;
        let written = |at: usize| self.words.document.text(self.words.token(at).span);
        let longer = |word: &&str| word.chars().count() >= LONGER && word.chars().all(char::is_alphabetic);
        let words: Vec<&str> = self.tree.sentence.clone().map(written).filter(longer).collect();
        words.len() >= FEWEST && words.iter().all(|word| word.starts_with(char::is_uppercase))
    }

    /// Whether it is an entry of a list of days: "**March 3:** Lula meets Modi". The present is what was, or will be, on
    /// that day.
    pub(crate) fn is_entry(&self) -> bool {
        let opens = self.items.first().filter(|item| matches!(item.kind, ItemKind::Time(_)));
        opens.is_some_and(|item| self.tree.sentence.contains(&item.to) && self.words.is("entry-marks", item.to))
    }

    /// Whether it names a day.
    pub(crate) fn is_dated(&self) -> bool {
        self.items.iter().any(|i| matches!(i.kind, ItemKind::Time(_)))
    }

    /// The item that holds a word.
    pub(crate) fn item_of(&self, at: usize) -> usize {
        self.items.partition_point(|item| item.to <= at).min(self.items.len().saturating_sub(1))
    }

    /// All rules that match at a word, the one that counts first.
    pub(crate) fn all_matches<'d>(
        &self,
        grammar: &Grammar<'_, 'a, 'w>,
        index: &RuleIndex<'d>,
        seats: &Seats<'_>,
        who: Who,
        at: usize,
    ) -> Vec<Match<'d>> {
        let binds = |rule: &Rule| matches!(rule.reads, Reads::Pledge { .. });
        let mut all = self.matches_at(grammar, index, seats, who, at, |rule| !binds(rule));
        all.extend(self.matches_at(grammar, index, seats, Who::Bound, at, binds));
        all
    }

    /// The matches at each word, one a rule, of the rules that `reads` lets through, in order of the sentence.
    pub(crate) fn every_match<'d>(
        &self,
        grammar: &Grammar<'_, 'a, 'w>,
        index: &RuleIndex<'d>,
        seats: &Seats<'_>,
        who: Who,
        reads: impl Fn(&Rule) -> bool + Copy,
    ) -> Vec<Match<'d>> {
        self.tree.sentence.clone().flat_map(|at| self.matches_at(grammar, index, seats, who, at, reads)).collect()
    }

    /// The best match of each rule that `reads` lets through, at one word.
    pub(crate) fn matches_at<'d>(
        &self,
        grammar: &Grammar<'_, 'a, 'w>,
        index: &RuleIndex<'d>,
        seats: &Seats<'_>,
        who: Who,
        at: usize,
        reads: impl Fn(&Rule) -> bool,
    ) -> Vec<Match<'d>> {
        let matcher = Matcher { grammar, seats, places: &self.places, who };
        index.all(&matcher, at, reads)
    }

    /// The best match at each word, of the rules that `reads` lets through, in order of the sentence.
    pub(crate) fn matches<'d>(
        &self,
        grammar: &Grammar<'_, 'a, 'w>,
        index: &RuleIndex<'d>,
        seats: &Seats<'_>,
        who: Who,
        reads: impl Fn(&Rule) -> bool + Copy,
    ) -> Vec<Match<'d>> {
        let matcher = Matcher { grammar, seats, places: &self.places, who };
        self.tree.sentence.clone().filter_map(|at| index.best(&matcher, at, reads)).collect()
    }
}
