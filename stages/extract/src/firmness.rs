//! Words that make a stance absolute: "categorically", "under no circumstances", "will never".

use crate::grammar::Grammar;

/// Whether any of these words, those of the stance and of what it is about, stands beside an absolute one.
pub(crate) fn is_absolute(grammar: &Grammar<'_, '_, '_>, heads: &[usize], negated: bool) -> bool {
    let t = grammar.tree;
    let by_itself = heads.iter().any(|head| t.is_verb(*head) && grammar.is(*head, "absolute"));
    // "cannot allow **even** one gram"
    let least = |head: &usize| t.subtree(*head).into_iter().any(|at| grammar.is(at, "absolute-least"));
    if by_itself || negated && heads.iter().any(least) {
        return true;
    }
    let beside = || heads.iter().flat_map(|head| t.children(*head).iter().copied());
    let always = |c: usize| grammar.is(c, "absolute") || grammar.is(c, "absolute-no");
    if beside().any(always) {
        return true;
    }
    let ahead = heads.iter().any(|head| is_ahead(grammar, *head));
    ahead && beside().any(|c| grammar.is(c, "absolute-ahead"))
}

/// Whether a phrase with a negation of its own stands beside a word: "under no circumstances".
pub(crate) fn is_negated_absolutely(grammar: &Grammar<'_, '_, '_>, at: usize) -> bool {
    grammar.tree.children(at).iter().any(|c| grammar.is(*c, "absolute-no"))
}

/// The phrases beside a word that only make it absolute: "**under any circumstances**".
pub(crate) fn phrases(grammar: &Grammar<'_, '_, '_>, at: usize) -> Vec<usize> {
    let t = grammar.tree;
    let beside = t.children(at).iter().copied().filter(|c| matches!(t.relation_base(*c), "obl" | "advmod"));
    beside.filter(|c| grammar.is(*c, "absolute") || grammar.is(*c, "absolute-no")).collect()
}

/// Whether a verb tells of what is to come: "will accept", "to accept", "never accepts".
fn is_ahead(grammar: &Grammar<'_, '_, '_>, at: usize) -> bool {
    let t = grammar.tree;
    let past = matches!(t.xpos(at), "VBD")
        || t.children(at).iter().any(|c| t.relation_base(*c) == "aux" && t.lemma(*c) == "have");
    let modal = t.children(at).iter().any(|c| t.relation_base(*c) == "aux" && t.xpos(*c) == "MD");
    modal || !past && t.is_verb(at)
}
