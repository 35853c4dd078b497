//! What stands behind a colon says what the noun before it is: "one demand: **the troops must leave**".

use crate::grammar::Grammar;

/// How many words may stand between the noun and the colon.
const NEAR: usize = 8;

impl Grammar<'_, '_, '_> {
    /// The clause behind the colon that closes a noun with what hangs on it ("its position on the border: …"), or what
    /// is said of it ("its position is clear: …"). Words in quotation marks are told by their own rules.
    pub(crate) fn behind_colon(&self, noun: usize) -> Option<usize> {
        let t = self.tree;
        let colon = (noun + 1..t.sentence.end).take(NEAR + 1).find(|at| t.words.lower(*at) == ":")?;
        // "is clear", "remains the same"
        let said = t.head(noun).filter(|head| t.relation_base(noun) == "nsubj" && (noun..colon).contains(head));
        let top = said.unwrap_or(noun);
        let closes = t.is_nominal(noun) && (noun + 1..colon).all(|at| t.is_below(at, top));
        let outside = |at: &usize| t.head(*at).is_none_or(|head| head < colon);
        let clause = (colon + 1..t.sentence.end).find(|at| t.relation_base(*at) != "punct" && outside(at))?;
        let tells =
            t.is_verb(clause) || t.children(clause).iter().any(|c| matches!(t.relation_base(*c), "cop" | "aux"));
        let quoted = t.words.document.quotation_at(t.words.token(colon + 1).span).is_some();
        (closes && tells && !quoted).then_some(clause)
    }
}
