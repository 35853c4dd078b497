//! Papers, agencies and broadcasters at a place of the tree, by name or by noun.

use chancery_data::outlet_named;
use chancery_model::{ByteSpan, Mention, MentionForm, NameKind};

use crate::grammar::Grammar;
use crate::seats::Seats;

/// Most words before the last of a name.
const LONGEST: usize = 6;

/// Whether an outlet stands at a word: "**Reuters**", "the state news **agency**".
pub(crate) fn is_outlet(grammar: &Grammar<'_, '_, '_>, at: usize) -> bool {
    !grammar.is(at, "social-platform") && (name(grammar, at).is_some() || is_noun(grammar, at))
}

impl Seats<'_> {
    /// The outlet at a word: its name, else its description.
    pub(crate) fn outlet(
        &mut self,
        grammar: &Grammar<'_, '_, '_>,
        at: usize,
        mentions: &mut Vec<Mention>,
    ) -> Option<usize> {
        let Some(span) = name(grammar, at) else {
            return self.speaker(grammar, at, mentions);
        };
        let form = MentionForm::Name { name: span, kind: NameKind::Organisation, title: None, of: None };
        if let Some(known) = mentions.iter().rposition(|m| m.span == span && m.form == form) {
            return Some(known);
        }
        mentions.push(Mention { span, form, sentence: self.sentence() });
        Some(mentions.len() - 1)
    }
}

/// Whether it does by its name.
pub(crate) fn is_named(grammar: &Grammar<'_, '_, '_>, at: usize) -> bool {
    name(grammar, at).is_some()
}

fn is_noun(grammar: &Grammar<'_, '_, '_>, at: usize) -> bool {
    grammar.is(at, "outlet-noun")
}

/// The name of the outlet at a word: one that data/outlets knows, or whatever a noun for an outlet stands beside
/// ("the news agency **Anadol**").
fn name(grammar: &Grammar<'_, '_, '_>, at: usize) -> Option<ByteSpan> {
    let t = grammar.tree;
    let known = |span: ByteSpan| {
        let text = t.words.document.text(span).split_whitespace().collect::<Vec<_>>().join(" ");
        outlet_named(&t.words.data.outlets, &text).is_some()
    };
    let named = around(grammar, at);
    if let Some(span) = named.filter(|span| known(*span)) {
        return Some(span);
    }
    // A name that the analysis cut short or lost: "Channel 12", "Al Arabiya".
    let proper = |at: usize| t.words.document.text(t.words.token(at).span).starts_with(char::is_uppercase);
    let first = t.sentence.start;
    for to in (at + 1..=(at + 3).min(t.sentence.end)).rev() {
        for from in at.saturating_sub(LONGEST).max(first)..=at {
            let span = t.words.span(from, to);
            if proper(from) && known(span) {
                return Some(span);
            }
        }
    }
    let beside = |c: &usize| matches!(t.relation_base(*c), "appos" | "flat" | "compound" | "nmod");
    let noun = |c: &usize| beside(c) && is_noun(grammar, *c);
    if is_noun(grammar, at) {
        let name = t.children(at).iter().copied().filter(beside).filter(|c| t.case(*c).is_empty());
        return name
            .filter_map(|c| around(grammar, c))
            .find(|span| known(*span) || span.start() > t.words.token(at).span.start());
    }
    named.filter(|_| t.children(at).iter().any(noun))
}

/// The name that covers a word.
fn around(grammar: &Grammar<'_, '_, '_>, at: usize) -> Option<ByteSpan> {
    let words = grammar.tree.words;
    let from = at.saturating_sub(LONGEST).max(grammar.tree.sentence.start);
    let names = (from..=at).rev().filter_map(|from| words.name_at(from));
    let (name, _) = names.into_iter().find(|(_, to)| *to > at)?;
    matches!(name.kind, NameKind::Organisation | NameKind::Other | NameKind::Place).then_some(name.span)
}
