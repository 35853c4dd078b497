//! Whether a time belongs to a trigger, by the dependency tree: no finite clause of another verb may stand
//! between them. "He spoke on Wednesday, hours after they met" leaves the meeting without a day.

use std::ops::Range;

use crate::tree::Tree;

/// Whether the words at tokens `time` and `trigger` of a sentence share a clause; so they do where no parser
/// has spoken.
pub(crate) fn shared(tree: &Tree<'_, '_>, time: Range<usize>, trigger: usize) -> bool {
    let outside = |at: &usize| tree.head(*at).is_none_or(|head| !time.contains(&head));
    let Some(top) = time.clone().rev().find(outside) else { return true };
    let Some(meet) = tree.path(top).find(|at| tree.is_below(trigger, *at)) else { return true };
    let below = |from: usize| tree.path(from).take_while(|at| *at != meet);
    !below(trigger).any(|at| tree.parts(at)) && !below(top).any(|at| tree.stands_apart(at, trigger))
}

impl Tree<'_, '_> {
    /// Whether it heads a clause with a tense of its own.
    fn is_finite(&self, at: usize) -> bool {
        let tensed = |at: usize| matches!(self.xpos(at), "VBD" | "VBZ" | "VBP" | "MD");
        let helps = |child: usize| matches!(self.relation(child), "aux" | "aux:pass" | "cop");
        tensed(at) || self.children(at).iter().any(|child| helps(*child) && tensed(*child))
    }

    /// Whether "after" or the like opens the clause: it has its own time.
    fn is_before_or_after(&self, at: usize) -> bool {
        self.children(at).iter().any(|child| self.relation(*child) == "mark" && self.words.is("time-joints", *child))
    }

    /// Whether a clause does not share the time told in the clause above it.
    fn parts(&self, at: usize) -> bool {
        let apart = match self.relation(at) {
            // "On Tuesday, Britain said it was suspending talks": what goes on while it is said.
            "ccomp" => self.xpos(at) != "VBG",
            "parataxis" | "acl" => true,
            "advcl" => self.is_before_or_after(at),
            _ => false,
        };
        apart && self.is_finite(at)
    }

    /// Whether the time told in a clause is not that of the words above it.
    fn stands_apart(&self, at: usize, trigger: usize) -> bool {
        let apart = match self.relation(at) {
            "conj" | "ccomp" | "parataxis" => true,
            "advcl" => self.is_before_or_after(at),
            // "talks that ended on Sunday" tells of the talks, "Merz, who came on Sunday" of Merz.
            "acl:relcl" => self.head(at).is_some_and(|head| head != trigger && self.upos(head) == "PROPN"),
            _ => false,
        };
        apart && self.is_finite(at)
    }
}
