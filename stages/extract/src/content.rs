//! The words that fill `<content>`: what is wanted, refused or undertaken, and whose words it stands in.

use chancery_model::{ByteSpan, StatementFinding};

use crate::grammar::Grammar;
use crate::tree::Tree;

/// What becomes of the "to" of an infinitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Infinitive {
    /// "to withdraw"
    Kept,
    /// "withdraw"
    Bare,
}

/// Takes away the words that only join the content to what governs it: "**for** a ceasefire", "**to** the truce",
/// "**that** it withdraw".
pub(crate) fn without_joints(t: &Tree<'_, '_>, heads: &[usize], tokens: &mut Vec<usize>, infinitive: Infinitive) {
    let joins = |at: &usize| {
        let head = heads.iter().copied().find(|h| t.head(*at) == Some(*h) && at < h);
        head.is_some_and(|h| match t.relation(*at) {
            "case" | "cc" => true,
            "mark" => {
                let plain = t.words.lower(*at) == "to" && t.xpos(h) != "VBG" && t.is_verb(h);
                !plain || infinitive == Infinitive::Bare
            }
            _ => false,
        })
    };
    let joined: Vec<usize> = tokens.iter().copied().filter(joins).flat_map(|at| t.subtree(at)).collect();
    tokens.retain(|at| !joined.contains(at));
}

/// Takes away clauses that only stand beside an infinitive: "refuses to land **and has closed its airspace**", "welcomes
/// the offer to pay **and supports a truce**".
pub(crate) fn without_clauses_beside(t: &Tree<'_, '_>, tokens: &mut Vec<usize>) {
    let beside: Vec<usize> = tokens.iter().copied().filter(|at| is_beside(t, *at)).collect();
    tokens.retain(|at| !beside.iter().any(|clause| t.is_below(*at, *clause)));
}

/// Adds who should do it, whom the tree may hang on the noun: "its call for **the dispute** to be settled".
pub(crate) fn with_subjects(t: &Tree<'_, '_>, heads: &[usize], tokens: &mut Vec<usize>) {
    for head in heads {
        let mark = |word: &str| {
            t.children(*head).iter().copied().find(|c| t.relation(*c) == "mark" && t.words.lower(*c) == word)
        };
        if let (Some(for_), Some(to)) = (mark("for"), mark("to")) {
            tokens.extend(for_ + 1..to);
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
}

/// Takes away what somebody says beside: "calls for its release, **describing the trial as unfair**".
pub(crate) fn without_remarks(grammar: &Grammar<'_, '_, '_>, tokens: &mut Vec<usize>) {
    let t = grammar.tree;
    let remark = |at: &usize| {
        let set_off = t.subtree(*at)[0].checked_sub(1).is_some_and(|before| t.words.lower(before) == ",")
            || t.children(*at).iter().any(|c| t.words.lower(*c) == "," && c < at);
        let bare = t.xpos(*at) == "VBG" && t.relation(*at) == "advcl" && t.marks(*at).next().is_none();
        bare && set_off && ["saying", "judging", "accuse", "stressing"].iter().any(|class| grammar.is(*at, class))
    };
    let remarks: Vec<usize> = tokens.iter().copied().filter(remark).collect();
    tokens.retain(|at| !remarks.iter().any(|remark| t.is_below(*at, *remark)));
}

/// Whether a clause stands between a word and what it hangs on `above` by, that is joined to an infinitive and is none.
pub(crate) fn is_parted(t: &Tree<'_, '_>, at: usize, above: usize) -> bool {
    t.path(at).take_while(|node| *node != above).any(|node| is_beside(t, node))
}

/// Whether a clause with a tense is joined to an infinitive: it belongs to the clause above.
fn is_beside(t: &Tree<'_, '_>, clause: usize) -> bool {
    let infinitive = |head: usize| t.is_verb(head) && !t.is_finite(head);
    t.relation(clause) == "conj" && t.is_finite(clause) && t.head(clause).is_some_and(infinitive)
}

/// The words of each deed, where the words that fill the content list several of one doer: "respect the border, free the
/// crew and pay". Nothing where it is one.
pub(crate) fn deeds(t: &Tree<'_, '_>, heads: &[usize], tokens: &[usize]) -> Vec<ByteSpan> {
    let [head] = *heads else { return Vec::new() };
    let own = |c: usize| t.child(c, &["nsubj", "nsubj:pass", "csubj"]).is_some();
    let more: Vec<usize> = t.children(head).iter().copied().filter(|c| t.relation(*c) == "conj").collect();
    // "the line should be kept and **ruling out** a retreat": told beside, and no other deed.
    let alike = |c: usize| t.is_verb(c) && (t.xpos(c) == "VBG") == (t.xpos(head) == "VBG");
    if !t.is_verb(head) || more.is_empty() || more.iter().any(|c| !alike(*c) || own(*c)) {
        return Vec::new();
    }
    let first = tokens.iter().copied().filter(|at| !more.iter().any(|c| t.is_below(*at, *c))).collect();
    let each = more.iter().map(|c| {
        let joint = |at: &usize| t.head(*at) == Some(*c) && t.relation(*at) == "cc";
        tokens.iter().copied().filter(|at| t.is_below(*at, *c) && !joint(at)).collect::<Vec<_>>()
    });
    let all = std::iter::once(first).chain(each);
    all.filter_map(|tokens| t.stretches(tokens).into_iter().reduce(ByteSpan::cover)).collect()
}

/// Whose words a trigger stands in: the narrowest statement around it.
pub(crate) fn spoken_in(statements: &[StatementFinding], trigger: ByteSpan) -> Option<usize> {
    let within = |s: &StatementFinding| s.content.iter().any(|piece| piece.contains(trigger));
    let size = |s: &StatementFinding| s.content.iter().map(|p| p.end() - p.start()).sum::<usize>();
    let around = statements.iter().enumerate().filter(|(_, s)| within(s));
    around.min_by_key(|(_, s)| size(s)).map(|(i, _)| i)
}
