//! Who is only said to be a guest: "met **visiting** President A".

use crate::grammar::Grammar;

impl Grammar<'_, '_, '_> {
    /// Whether a participle only says of whoever is named right behind it that he is a guest: "talks with **visiting**
    /// President A", and not "talks while visiting A".
    pub(crate) fn is_guesting(&self, at: usize) -> bool {
        let t = self.tree;
        let Some(guest) = t.child(at, &["obj"]).filter(|_| self.is(at, "guesting") && t.xpos(at) == "VBG") else {
            return false;
        };
        let whose = t.marks(at).all(|mark| matches!(mark, "with" | "to" | "by" | "for"));
        let helped = t.children(at).iter().any(|c| t.relation_base(*c) == "aux");
        let before = at > t.sentence.start && t.upos(at - 1) == "PUNCT";
        let close = t.subtree(guest).first() == Some(&(at + 1)) && t.upos(at + 1) != "DET";
        whose && !helped && !before && close && t.upos(guest) == "PROPN" && !t.words.names_place(guest)
    }
}
