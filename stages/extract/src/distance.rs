//! How far an event lies from what the clause above it tells of: "he left on Friday, hours after they met".

use chancery_model::Distance;

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
        let before = joint.checked_sub(1).filter(|before| t.sentence.contains(before))?;
        let length = self.lengths.iter().find(|(words, _)| words.contains(&before));
        if length.is_none() && !self.words.is("short-of-a-day", before) {
            return None;
        }
        let below = |item: usize| t.is_below(self.items[item].from, node);
        if time.is_some_and(|item| below(item) && self.items[item].from > joint) {
            return None;
        }
        let told = |i: &usize| matches!(self.items[*i].kind, ItemKind::Time(_)) && !below(*i);
        let here = self.item_of(before);
        let beside = (0..here).rev().find(told).or_else(|| (here..self.items.len()).find(told));
        let from = beside.and_then(|i| match self.items[i].kind {
            ItemKind::Time(time) => Some(time),
            _ => None,
        });
        let first = length.map_or(before, |(words, _)| words.start);
        let words = self.words.span(first, joint + 1);
        let length = length.map(|(_, time)| *time);
        Some(Distance { words, length, earlier: self.words.lower(joint) == "after", from })
    }
}
