//! What a stance depends on: "only after a ceasefire", "if Russia withdraws", "in peacetime".

use chancery_model::ByteSpan;

use crate::grammar::Grammar;

/// The words that make the stance at `at` depend on something, those that hold `trigger` itself left out.
pub(crate) fn condition(grammar: &Grammar<'_, '_, '_>, at: usize, trigger: usize) -> Option<usize> {
    let t = grammar.tree;
    let hangs = |c: &usize| matches!(t.relation_base(*c), "advcl" | "obl" | "nmod" | "acl" | "advmod");
    let beside = t.children(at).iter().copied().filter(hangs).filter(|c| !t.is_below(trigger, *c));
    beside.into_iter().find(|c| opens(grammar, *c))
}

/// Whether a refusal with this condition is one only until then.
pub(crate) fn is_lifting(grammar: &Grammar<'_, '_, '_>, clause: usize) -> bool {
    openers(grammar, clause).iter().any(|word| grammar.is_word(word, "condition-lifting"))
}

/// The words of the clause or phrase.
pub(crate) fn words(grammar: &Grammar<'_, '_, '_>, clause: usize) -> Option<ByteSpan> {
    let t = grammar.tree;
    t.stretches(t.subtree(clause)).into_iter().reduce(ByteSpan::cover)
}

fn opens(grammar: &Grammar<'_, '_, '_>, clause: usize) -> bool {
    let t = grammar.tree;
    let only = t.children(clause).iter().any(|c| t.words.lower(*c) == "only") || before_is_only(grammar, clause);
    let openers = openers(grammar, clause);
    let is = |class: &str| openers.iter().any(|word| grammar.is_word(word, class));
    is("condition-mark") || only && is("condition-mark-only") || grammar.is_behind(clause, "condition-phrase")
}

/// "He would talk **only** after a truce": the tree may hang "only" on the verb.
fn before_is_only(grammar: &Grammar<'_, '_, '_>, clause: usize) -> bool {
    let t = grammar.tree;
    let first = t.subtree(clause)[0];
    first > t.sentence.start && t.words.lower(first - 1) == "only"
}

fn openers(grammar: &Grammar<'_, '_, '_>, clause: usize) -> Vec<String> {
    let t = grammar.tree;
    let mut openers: Vec<String> = t.marks(clause).map(str::to_owned).collect();
    let row: Vec<&str> = t.marks(clause).collect();
    openers.push(row.join("-"));
    openers.push(t.case(clause));
    openers
}
