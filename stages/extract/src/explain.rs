//! What rules see in a sentence: the arguments of each word that triggers one, and the rules that match there.

use chancery_data::{Data, Slot};
use chancery_model::{Document, Mention, RuleId};

use crate::grammar::Grammar;
use crate::matcher::RuleIndex;
use crate::scene::Scene;
use crate::seats::{Seats, Who};
use crate::time;
use crate::words::Words;

/// A word that triggers rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Index of the sentence.
    pub sentence: usize,
    /// The word, as it stands.
    pub word: String,
    /// Its arguments: the relation, and the words.
    pub arguments: Vec<(String, String)>,
    /// The rules with a match there, each with the words that fill its slots; the one that counts stands first.
    pub matches: Vec<(RuleId, Vec<(Slot, String)>)>,
    /// How many rules name the word.
    pub tried: usize,
}

/// Every word of a document that triggers a rule, in order of the text.
#[must_use]
pub fn explain(data: &Data, document: &Document<'_>) -> Vec<Trigger> {
    let words = Words::of(data, document);
    let index = RuleIndex::of(&words);
    let times = time::times(&words);
    let mut mentions: Vec<Mention> = Vec::new();
    let mut found = Vec::new();
    for sentence in 0..document.sentences.len() {
        let scene = Scene::of(&words, sentence, &times, &mut mentions);
        let seats = Seats::of(&scene.chunks, sentence);
        let grammar = Grammar::of(&scene.tree);
        let phrase = |at: usize| {
            let tree = &scene.tree;
            let subtree = tree.subtree(at);
            let (from, to) = (subtree[0], subtree[subtree.len() - 1] + 1);
            document.text(words.span(from, to)).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        for at in scene.tree.sentence.clone() {
            let tried = index.rules_at(scene.tree.lemma(at));
            if tried == 0 {
                continue;
            }
            let arguments = grammar.arguments(at).iter().map(|a| (a.relation.clone(), phrase(a.head))).collect();
            let matches = scene.all_matches(&grammar, &index, &seats, Who::Anybody, at).into_iter();
            let told = |m: crate::matcher::Match<'_>| {
                (m.rule.id.clone(), m.slots.iter().map(|(slot, head)| (*slot, phrase(*head))).collect())
            };
            let word = document.text(words.token(at).span).to_owned();
            found.push(Trigger { sentence, word, arguments, matches: matches.map(told).collect(), tried });
        }
    }
    found
}
