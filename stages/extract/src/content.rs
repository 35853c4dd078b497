//! The words that fill `<content>`: what is wanted, refused or undertaken, and whose words it stands in.

use chancery_model::{ByteSpan, StatementFinding};

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
            "case" => true,
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

/// Whose words a trigger stands in: the narrowest statement around it.
pub(crate) fn spoken_in(statements: &[StatementFinding], trigger: ByteSpan) -> Option<usize> {
    let within = |s: &StatementFinding| s.content.iter().any(|piece| piece.contains(trigger));
    let size = |s: &StatementFinding| s.content.iter().map(|p| p.end() - p.start()).sum::<usize>();
    let around = statements.iter().enumerate().filter(|(_, s)| within(s));
    around.min_by_key(|(_, s)| size(s)).map(|(i, _)| i)
}
