//! Afterthoughts: "wants Kenya to withdraw, **a demand that Kenya rejects**". What is said there of a matter that was just
//! told is somebody else's stance on it, and no part of the matter.

use crate::grammar::Grammar;

/// The noun that opens an afterthought around a word, within what hangs on `above`.
pub(crate) fn around(grammar: &Grammar<'_, '_, '_>, at: usize, above: usize) -> Option<usize> {
    let t = grammar.tree;
    if !t.is_below(at, above) {
        return None;
    }
    t.path(at).take_while(|node| *node != above).find(|node| is_afterthought(grammar, *node))
}

/// The afterthoughts below a word, each by its noun.
pub(crate) fn below(grammar: &Grammar<'_, '_, '_>, above: usize) -> Vec<usize> {
    let t = grammar.tree;
    t.subtree(above).into_iter().filter(|at| *at != above && is_afterthought(grammar, *at)).collect()
}

/// A noun that points to what was just told, set off by a comma or dash, with a clause of its own.
fn is_afterthought(grammar: &Grammar<'_, '_, '_>, noun: usize) -> bool {
    let t = grammar.tree;
    let beside = matches!(t.relation(noun), "appos" | "parataxis" | "conj" | "dep" | "obl:unmarked" | "nmod:unmarked");
    beside
        && grammar.is(noun, "pointing")
        && t.case(noun).is_empty()
        && t.children(noun).iter().any(|c| t.relation(*c) == "acl:relcl")
        && t.children(noun).iter().any(|c| t.upos(*c) == "PUNCT" && *c < noun)
}
