//! What a stance depends on: "only after a ceasefire", "if Russia withdraws", "in peacetime".

use chancery_model::ByteSpan;

use crate::grammar::Grammar;

/// How many words may open a clause: "as long as", "in exchange for".
const OPENING: usize = 5;

/// What the stance at `at` depends on, if anything; not what holds `trigger` itself.
pub(crate) fn condition(grammar: &Grammar<'_, '_, '_>, at: usize, trigger: usize, refusal: Refusal) -> Option<usize> {
    let t = grammar.tree;
    let beside = t.children(at).iter().copied().filter(|c| !t.is_below(trigger, *c));
    let lifts = |c: usize| refusal == Refusal::Yes && is_lifting(grammar, c);
    beside.into_iter().find(|c| hangs(grammar, *c) && (opens(grammar, *c) || lifts(*c)))
}

/// Whether what depends is a refusal, which ends where its condition comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    Yes,
    No,
}

/// Whether a refusal with this condition is one only until then.
pub(crate) fn is_lifting(grammar: &Grammar<'_, '_, '_>, clause: usize) -> bool {
    is_opened_by(grammar, clause, "condition-lifting")
}

/// The words of the clause or phrase, with "only" before it.
pub(crate) fn words(grammar: &Grammar<'_, '_, '_>, clause: usize) -> Option<ByteSpan> {
    let t = grammar.tree;
    let mut tokens = t.subtree(clause);
    if let Some(only) = only_before(grammar, clause) {
        tokens.insert(0, only);
    }
    t.stretches(tokens).into_iter().reduce(ByteSpan::cover)
}

/// Whether a clause leaves open whether anything comes of the rest: "if", "unless", "should the council agree".
pub(crate) fn is_unmet(grammar: &Grammar<'_, '_, '_>, clause: usize) -> bool {
    is_opened_by(grammar, clause, "condition-unmet")
}

/// Whether a clause or phrase says what the word it hangs on depends on.
pub(crate) fn opens(grammar: &Grammar<'_, '_, '_>, clause: usize) -> bool {
    let t = grammar.tree;
    let only = t.children(clause).iter().any(|c| t.words.lower(*c) == "only") || only_before(grammar, clause).is_some();
    hangs(grammar, clause)
        && (is_opened_by(grammar, clause, "condition-mark")
            || only && is_opened_by(grammar, clause, "condition-mark-only")
            || is_inverted(grammar, clause)
            || grammar.is_behind(clause, "condition-phrase"))
}

/// "**Should the ban remain**, …": a condition without "if".
fn is_inverted(grammar: &Grammar<'_, '_, '_>, clause: usize) -> bool {
    let t = grammar.tree;
    let first = t.subtree(clause)[0];
    let subject = t.child(clause, &["nsubj", "nsubj:pass"]);
    t.relation(clause) == "advcl"
        && matches!(t.words.lower(first), "should" | "were" | "had")
        && t.head(first) == Some(clause)
        && subject.is_some_and(|subject| subject > first)
}

fn hangs(grammar: &Grammar<'_, '_, '_>, clause: usize) -> bool {
    matches!(grammar.tree.relation_base(clause), "advcl" | "obl" | "nmod" | "acl" | "advmod" | "amod")
}

/// "He would talk **only** after a truce": the tree may hang "only" on the verb.
fn only_before(grammar: &Grammar<'_, '_, '_>, clause: usize) -> Option<usize> {
    let t = grammar.tree;
    let before = t.subtree(clause)[0].checked_sub(1)?;
    (t.sentence.contains(&before) && t.words.lower(before) == "only").then_some(before)
}

/// Whether the first words are of a class, however the tree joins them.
fn is_opened_by(grammar: &Grammar<'_, '_, '_>, clause: usize, class: &str) -> bool {
    let t = grammar.tree;
    let words = t.subtree(clause);
    let opening = words.iter().map(|at| t.words.lower(*at)).skip_while(|word| *word == "only");
    let opening: Vec<&str> = opening.take(OPENING).collect();
    (1..=opening.len()).any(|n| grammar.is_word(&opening[..n].join("-"), class))
}
