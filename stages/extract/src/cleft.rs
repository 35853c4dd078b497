//! Clefts and relative clauses, whose verbs lack what stands outside of them: "what Kenya wants **is a ceasefire**", "the
//! **demand** that Chad says it rejects".

use crate::grammar::{Argument, Grammar, push};
use crate::tree::Tree;

const SUBJECT: [&str; 4] = ["nsubj", "nsubj:outer", "csubj", "csubj:outer"];

impl Grammar<'_, '_, '_> {
    /// What the object of a verb within a cleft is said to be.
    pub(crate) fn identified(&self, verb: usize) -> Option<usize> {
        let t = self.tree;
        let what = |at: usize| t.words.lower(at) == "what";
        let free = t.head(verb).filter(|head| t.relation(verb) == "acl:relcl" && what(*head));
        let fronted = || t.child(verb, &["obj"]).filter(|object| what(*object)).map(|_| verb);
        let clause = free.or_else(fronted).filter(|clause| SUBJECT.contains(&t.relation(*clause)))?;
        t.head(clause).filter(|said| is(t, *said).is_some())
    }

    /// "The president **whom he met**", "a demand **that Chad says it rejects**": what a relative clause lacks is the noun
    /// it hangs on.
    pub(crate) fn add_relative_object(&self, at: usize, found: &mut Vec<Argument>) {
        let t = self.tree;
        let relative = |verb: usize| (t.relation(verb) == "acl:relcl").then(|| t.head(verb)).flatten();
        let told = t.head(at).filter(|verb| t.relation(at) == "ccomp" && self.is(*verb, "saying"));
        let Some(noun) = relative(at).or_else(|| told.filter(|_| t.marks(at).next().is_none()).and_then(relative))
        else {
            return;
        };
        let filled = found.iter().any(|a| a.relation == "obj" || a.head == noun);
        if !filled && !self.is_passive(at) && t.child(at, &["nsubj"]).is_some() {
            push(found, "obj", noun);
        }
    }
}

/// The words that only say that it is so, before what it is: "in Lima, **what Kenya wants is** a ceasefire".
pub(crate) fn frame(t: &Tree<'_, '_>, said: usize, verb: usize) -> Vec<usize> {
    let asked = |c: &usize| SUBJECT.contains(&t.relation(*c)) && t.is_below(verb, *c);
    let is = is(t, said).filter(|_| t.children(said).iter().any(asked));
    is.map_or_else(Vec::new, |is| (t.sentence.start..=is).collect())
}

/// The "is" beside what something is said to be, which the tree may take for that of "is doing".
fn is(t: &Tree<'_, '_>, said: usize) -> Option<usize> {
    let be = |c: &usize| matches!(t.relation(*c), "cop" | "aux") && t.lemma(*c) == "be";
    t.children(said).iter().copied().find(be)
}
