//! What a proposal is called, and what its name tells: which version it is, and whether it only points to one told
//! before.

use chancery_model::{ByteSpan, ProposalFinding};

use crate::grammar::Grammar;
use crate::scene::Scene;
use crate::seats::{Seats, Who};
use crate::tree::Tree;

/// Longest complement, in words, that helps to name a proposal ("plan **to end the war**").
const NAME_WORDS: usize = 12;

/// Whether a word makes the noun it hangs on one told of before: "the plan", "its plan".
pub(super) fn is_determined(t: &Tree<'_, '_>, at: usize) -> bool {
    matches!(t.words.lower(at), "the" | "this" | "that" | "these" | "those") || t.relation(at) == "nmod:poss"
}

/// Whether a word before a noun tells a version: "28-point", "updated".
pub(super) fn is_version(grammar: &Grammar<'_, '_, '_>, at: usize) -> bool {
    let t = grammar.tree;
    let counted = || t.children(at).iter().any(|c| t.relation_base(*c) == "nummod");
    let before = t.head(at).is_some_and(|noun| at < noun) && t.relation_base(at) != "nmod";
    before && (grammar.is(at, "version") || grammar.is(at, "revised") || grammar.is(at, "points") && counted())
}

/// Whether a noun says no more than that it was told of before: "the plan", "Kenya's latest proposal".
pub(super) fn points(
    scene: &Scene<'_, '_>,
    grammar: &Grammar<'_, '_, '_>,
    seats: &Seats<'_>,
    noun: usize,
    finding: &ProposalFinding,
) -> bool {
    let t = &scene.tree;
    let plain = |c: &usize| match t.relation_base(*c) {
        "amod" | "compound" | "nummod" => {
            is_version(grammar, *c) || grammar.is(*c, "pointing-word") || seats.any(grammar, *c, Who::Owner)
        }
        "nmod" => t.relation(*c) == "nmod:poss" || matches!(t.case(*c).as_str(), "by" | "from" | "to"),
        "acl" => t.relation(*c) == "acl:relcl" || t.xpos(*c) == "VBN",
        _ => true,
    };
    (finding.definite || finding.revised) && t.children(noun).iter().all(plain)
}

/// The words that name a proposal: those before the noun; where they tell no more than whose it is and which
/// version, what it is for as well.
pub(super) fn name(scene: &Scene<'_, '_>, grammar: &Grammar<'_, '_, '_>, noun: usize) -> ByteSpan {
    let t = &scene.tree;
    let before = |c: &usize| *c < noun && matches!(t.relation_base(*c), "amod" | "compound" | "nummod" | "flat");
    // "US President **Donald Trump's** peace plan"
    let owned = t.children(noun).iter().copied().filter(|c| *c < noun).flat_map(|c| t.subtree(c));
    let owner = owned.filter(|at| t.words.is_possessive(*at)).max().unwrap_or(0);
    let modifiers: Vec<usize> =
        t.children(noun).iter().copied().filter(|c| before(c) && t.subtree(*c)[0] > owner).collect();
    let from = modifiers.iter().map(|c| t.subtree(*c)[0]).min().unwrap_or(noun);
    let flat = t.children(noun).iter().copied().filter(|c| *c > noun && t.relation_base(*c) == "flat");
    let mut to = flat.max().unwrap_or(noun) + 1;
    let telling = |c: &usize| grammar.is(*c, "proposal-topic");
    if !modifiers.iter().any(telling) {
        let aim = |c: &usize| {
            let purpose = t.relation_base(*c) == "nmod" && matches!(t.case(*c).as_str(), "for" | "on" | "of");
            let infinitive = t.relation(*c) == "acl" && t.marks(*c).any(|m| matches!(m, "to" | "for" | "on"));
            *c > noun && (purpose || infinitive)
        };
        // "circulated a draft **on a ceasefire**": right behind the noun it belongs to it, whatever the tree says.
        let beside = t.head(noun).filter(|verb| t.is_verb(*verb)).into_iter().flat_map(|verb| t.children(verb));
        let beside =
            beside.copied().filter(|c| t.relation_base(*c) == "obl" && matches!(t.case(*c).as_str(), "on" | "for"));
        let beside = beside.filter(|c| !grammar.is(*c, "calendar") && !grammar.is(*c, "measure"));
        if let Some(aim) =
            t.children(noun).iter().copied().filter(aim).chain(beside).find(|c| t.subtree(*c)[0] == noun + 1)
        {
            let words = t.subtree(aim);
            if words[words.len() - 1] - noun <= NAME_WORDS {
                to = words[words.len() - 1] + 1;
            }
        }
    }
    scene.words.span(from, to)
}
