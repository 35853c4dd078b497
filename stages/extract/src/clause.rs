//! Whether a time belongs to a trigger, by the dependency tree: no finite clause of another verb may stand
//! between them. "He spoke on Wednesday, hours after they met" leaves the meeting without a day.

use std::ops::Range;

use crate::words::Words;

/// Most steps up a tree.
const STEPS: usize = 40;

/// Whether the words at tokens `time` and `trigger` of a sentence share a clause; so they do where no parser
/// has spoken.
pub(crate) fn shared(words: &Words<'_>, sentence: &Range<usize>, time: Range<usize>, trigger: usize) -> bool {
    let tree = Tree { words, sentence };
    let outside = |at: &usize| tree.head(*at).is_none_or(|head| !time.contains(&head));
    let Some(top) = time.clone().rev().find(outside) else { return true };
    let (up, over) = (tree.path(top), tree.path(trigger));
    let Some(meet) = up.iter().find(|at| over.contains(at)).copied() else { return true };
    let below = |path: &[usize]| path.iter().copied().take_while(|at| *at != meet).collect::<Vec<_>>();
    !below(&over).into_iter().any(|at| tree.parts(at))
        && !below(&up).into_iter().any(|at| tree.stands_apart(at, trigger))
}

struct Tree<'a, 'w> {
    words: &'a Words<'w>,
    sentence: &'a Range<usize>,
}

impl Tree<'_, '_> {
    fn head(&self, at: usize) -> Option<usize> {
        let head = self.words.token(at).head?.checked_sub(1)? + self.sentence.start;
        self.sentence.contains(&head).then_some(head)
    }

    fn relation(&self, at: usize) -> &str {
        self.words.token(at).deprel.as_deref().unwrap_or_default()
    }

    fn tag(&self, at: usize) -> &str {
        self.words.token(at).xpos.as_deref().unwrap_or_default()
    }

    /// From a word to the root.
    fn path(&self, at: usize) -> Vec<usize> {
        std::iter::successors(Some(at), |at| self.head(*at)).take(STEPS).collect()
    }

    fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        self.sentence.clone().filter(move |child| self.head(*child) == Some(at))
    }

    /// Whether it heads a clause with a tense of its own.
    fn is_finite(&self, at: usize) -> bool {
        let tensed = |at: usize| matches!(self.tag(at), "VBD" | "VBZ" | "VBP" | "MD");
        let helps = |child: usize| matches!(self.relation(child), "aux" | "aux:pass" | "cop");
        tensed(at) || self.children(at).any(|child| helps(child) && tensed(child))
    }

    /// Whether "after" or the like opens the clause: it has its own time.
    fn is_before_or_after(&self, at: usize) -> bool {
        self.children(at).any(|child| self.relation(child) == "mark" && self.words.is("time-joints", child))
    }

    /// Whether a clause does not share the time told in the clause above it.
    fn parts(&self, at: usize) -> bool {
        let apart = match self.relation(at) {
            // "On Tuesday, Britain said it was suspending talks": what goes on while it is said.
            "ccomp" => self.tag(at) != "VBG",
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
            "acl:relcl" => self
                .head(at)
                .is_some_and(|head| head != trigger && self.words.token(head).upos.as_deref() == Some("PROPN")),
            _ => false,
        };
        apart && self.is_finite(at)
    }
}
