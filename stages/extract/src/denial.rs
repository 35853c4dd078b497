//! What is told only because somebody says that it is not so: "denied **having agreed**", "dismissed reports that it
//! **had accepted**", "it is not true that it **supports**".

use crate::grammar::Grammar;
use crate::status::StatusReader;

/// How firmly words are denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denial {
    /// Somebody says that it is not so.
    Flat,
    /// Somebody does not deny it, or does not confirm it, which affirms nothing.
    Dodged,
}

/// Whether what the word at `at` tells stands under a denial.
pub(crate) fn of(grammar: &Grammar<'_, '_, '_>, at: usize) -> Option<Denial> {
    let t = grammar.tree;
    let status = StatusReader { grammar, act: false, dated: false };
    let firmness = |head: usize| if status.is_negated(head) { Denial::Dodged } else { Denial::Flat };
    let mut node = at;
    while let Some(head) = t.head(node) {
        let claimed = grammar.is(node, "rumour");
        match t.relation_base(node) {
            "ccomp" | "xcomp" if grammar.is(head, "denying") => return Some(firmness(head)),
            // "would not **confirm** that they had met"
            "ccomp" if grammar.is(head, "affirming") && is_withheld(grammar, &status, head) => {
                return Some(Denial::Dodged);
            }
            "obj" | "nsubj" if claimed && (grammar.is(head, "denying") || grammar.is(head, "declining")) => {
                return Some(firmness(head));
            }
            "ccomp" | "csubj" | "nsubj" if claimed || t.is_verb(node) => match truth(grammar, head) {
                Some(true) if status.is_negated(head) => return Some(Denial::Flat),
                Some(false) if !status.is_negated(head) => return Some(Denial::Flat),
                _ => {}
            },
            _ => {}
        }
        let on = match t.relation_base(node) {
            "ccomp" | "xcomp" | "conj" | "csubj" => true,
            // "making any **demand**"
            "obj" => claimed || grammar.carrier(node) == Some(head),
            "acl" | "nmod" => grammar.is(head, "rumour"),
            _ => false,
        };
        if !on {
            return None;
        }
        node = head;
    }
    None
}

/// Whether somebody does not say so, or declines to: "refused to **confirm**".
fn is_withheld(grammar: &Grammar<'_, '_, '_>, status: &StatusReader<'_, '_, '_, '_>, verb: usize) -> bool {
    let t = grammar.tree;
    let declined = t.relation(verb) == "xcomp" && t.head(verb).is_some_and(|head| grammar.is(head, "declining"));
    declined || status.is_negated(verb)
}

/// Whether a word calls something true or untrue.
fn truth(grammar: &Grammar<'_, '_, '_>, at: usize) -> Option<bool> {
    if grammar.is(at, "true") { Some(true) } else { grammar.is(at, "untrue").then_some(false) }
}
