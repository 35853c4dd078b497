//! How far an event lies from what the clause above it tells of: "he left on Friday, hours after they met".

use chancery_model::{ByteSpan, Distance};

use crate::item::ItemKind;
use crate::scene::Scene;

impl Scene<'_, '_> {
    /// The words before "after" or "before" that tell how far the occasion at `trigger` lies from the clause above,
    /// unless a time stands with the occasion itself.
    pub(crate) fn distance(&self, trigger: usize, time: Option<usize>) -> Option<Distance> {
        let t = &self.tree;
        let joint = |node: usize| {
            let marks = t.children(node).iter().copied().filter(|c| matches!(t.relation(*c), "mark" | "case"));
            marks.into_iter().find(|c| *c < trigger && matches!(self.words.lower(*c), "after" | "before"))
        };
        let (node, joint) = t.path(trigger).find_map(|node| joint(node).map(|joint| (node, joint)))?;
        let (words, length) = self.length_before(joint)?;
        let below = |item: usize| t.is_below(self.items[item].from, node);
        if time.is_some_and(|item| below(item) && self.items[item].from > joint) {
            return None;
        }
        let told = |i: &usize| matches!(self.items[*i].kind, ItemKind::Time(_)) && !below(*i);
        let here = self.item_of(joint) - 1;
        let beside = (0..here).rev().find(told).or_else(|| (here..self.items.len()).find(told));
        let from = beside.and_then(|i| match self.items[i].kind {
            ItemKind::Time(time) => Some(time),
            _ => None,
        });
        Some(Distance { occasion: None, words, length, earlier: self.words.lower(joint) == "after", from })
    }
    /// The same the other way round: "met **a day after** the summit", "left a day before the summit opens".
    pub(crate) fn distance_behind(&self, trigger: usize) -> Option<Distance> {
        let t = &self.tree;
        let verb = t.path(trigger).find(|at| t.is_verb(*at))?;
        let joined = |node: usize| {
            let marks = t.children(node).iter().copied().filter(|c| matches!(t.relation(*c), "mark" | "case"));
            marks.into_iter().find(|c| *c > trigger && matches!(self.words.lower(*c), "after" | "before"))
        };
        let (node, joint) = t.children(verb).iter().find_map(|c| joined(*c).map(|joint| (*c, joint)))?;
        let (words, length) = self.length_before(joint)?;
        // "a day before **the summit** opens"
        let subject = t.child(node, &["nsubj", "nsubj:pass"]).filter(|subject| t.is_occasion(*subject));
        let word = subject.unwrap_or(node);
        let occasion = Some(self.words.span(word, word + 1));
        Some(Distance { words, length, earlier: self.words.lower(joint) == "before", from: None, occasion })
    }

    /// The words from a length of time to the joint behind it, and the length where it is one of days or more.
    fn length_before(&self, joint: usize) -> Option<(ByteSpan, Option<usize>)> {
        let before = joint.checked_sub(1).filter(|before| self.tree.sentence.contains(before))?;
        let length = self.lengths.iter().find(|(words, _)| words.contains(&before));
        if length.is_none() && !self.words.is("short-of-a-day", before) {
            return None;
        }
        let first = length.map_or(before, |(words, _)| words.start);
        Some((self.words.span(first, joint + 1), length.map(|(_, time)| *time)))
    }
}
