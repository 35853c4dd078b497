//! Occasions that share their verb: "met Fidan on Monday and Araghchi on Tuesday", "met in Rome on Monday and in Oslo on
//! Tuesday" tell of two. The second leaves the verb out (gapping), and how a tree then hangs its words varies; the order
//! of the words does not.

use chancery_data::Slot;
use chancery_model::{ByteSpan, EventFinding, Mention, Seat};

use crate::circumstance::Hit;
use crate::item::ItemKind;
use crate::scene::Scene;

/// One of several occasions under one verb.
#[derive(Clone, Debug)]
pub(crate) struct Leg {
    /// The item that names with whom; where it is the same company, none.
    who: Option<usize>,
    /// The words that tell with whom, or where.
    words: ByteSpan,
    time: Option<usize>,
    place: Option<ByteSpan>,
}

impl Leg {
    fn has_its_own(&self, first: &Self) -> bool {
        self.time.is_some() && first.time.is_some() || self.place.is_some() && first.place.is_some()
    }
}

impl Scene<'_, '_> {
    /// The occasions that a match tells one behind the other, each with a day or a place where the first has one:
    /// "X in Quito on Monday, Y in Lima and Z in Bogotá". Empty where it tells of one.
    pub(crate) fn legs(&self, hit: &Hit) -> Vec<Leg> {
        let legs = self.with_others(hit);
        if legs.is_empty() { self.elsewhere(hit) } else { legs }
    }

    /// Those with somebody else each.
    fn with_others(&self, hit: &Hit) -> Vec<Leg> {
        let slots = || hit.slots.iter().filter(|(slot, _)| matches!(slot, Slot::Actors | Slot::Host));
        let Some(first) = slots().map(|(_, item)| *item).filter(|item| *item >= hit.trigger.1).min() else {
            return Vec::new();
        };
        // "between X in Quito and Y in Lima": two who speak from afar.
        if !slots().any(|(_, item)| *item < first) || self.case_before(first) == "between" {
            return Vec::new();
        }
        let mut legs: Vec<Leg> = Vec::new();
        let mut at = first;
        while let Some((leg, behind)) = self.leg(at) {
            let alike = legs.first().map_or(leg.time.is_some() || leg.place.is_some(), |first| leg.has_its_own(first));
            if !alike {
                break;
            }
            legs.push(leg);
            match self.next_leg(behind, self.case_before(first)) {
                Some(next) => at = next,
                None => break,
            }
        }
        if legs.len() > 1 { legs } else { Vec::new() }
    }

    /// Those of the same company, each with a day and a place.
    fn elsewhere(&self, hit: &Hit) -> Vec<Leg> {
        let tells = |i: &usize| matches!(self.items[*i].kind, ItemKind::Time(_) | ItemKind::Place(..));
        let beyond = hit.to.max(hit.trigger.1);
        let mut behind = (hit.trigger.1..self.items.len()).take_while(|i| *i < beyond || !self.opens_clause(*i));
        let first = behind.find(|i| *i >= beyond && tells(i)).filter(|_| hit.named_place().is_none());
        let Some(first) = first else { return Vec::new() };
        let mut legs = Vec::new();
        let mut at = first;
        while self.items.get(at).is_some_and(|_| tells(&at)) {
            let (time, place, behind) = self.when_and_where(at);
            let (Some(time), Some(place)) = (time, place) else { break };
            legs.push(Leg { who: None, words: place, time: Some(time), place: Some(place) });
            let Some(next) = self.next_leg(behind, "") else { break };
            at = next + (next..next + 2).take_while(|i| self.is_case(*i) || self.is_article(*i)).count();
        }
        if legs.len() > 1 { legs } else { Vec::new() }
    }

    /// The first day and the first place from an item on, and the item behind them. Neither is told twice, but for what
    /// a place lies in ("in Muscat, Oman").
    fn when_and_where(&self, from: usize) -> (Option<usize>, Option<ByteSpan>, usize) {
        let (mut time, mut place) = (None, None);
        let mut at = from;
        loop {
            let joints = (at..at + 3).take_while(|i| self.is_joint(*i)).count();
            let (bare, next) = (joints == 1 && self.is_comma(at), at + joints);
            match self.items.get(next).map(|item| &item.kind) {
                Some(ItemKind::Time(told)) if time.is_none() => time = Some(*told),
                Some(ItemKind::Place(told, _)) if place.is_none() && self.lies(next) => place = Some(*told),
                Some(ItemKind::Place(..)) if bare => {}
                _ => return (time, place, at),
            }
            at += joints + 1;
        }
    }

    /// Whether a place is where somebody is: "in Gaza", and not "on Gaza".
    fn lies(&self, item: usize) -> bool {
        let before = (0..item).rev().find(|i| !self.is_article(*i)).filter(|before| self.is_case(*before));
        before.is_none_or(|before| self.words.is("whereabouts", self.items[before].from))
    }

    fn is_joint(&self, item: usize) -> bool {
        self.is_case(item) || self.is_comma(item) || self.is_article(item)
    }

    fn is_article(&self, item: usize) -> bool {
        self.items.get(item).is_some_and(|item| self.words.is("articles", item.from))
    }

    fn is_comma(&self, item: usize) -> bool {
        self.items.get(item).is_some_and(|item| self.words.lower(item.from) == ",")
    }

    /// With whom from an item on, and where and when behind it; and the item behind all that.
    fn leg(&self, from: usize) -> Option<(Leg, usize)> {
        let actors = |i: usize| self.items.get(i).is_some_and(|item| matches!(item.kind, ItemKind::Actors(..)));
        if !actors(from) || self.is_subject(from) {
            return None;
        }
        // "the foreign minister, **X**,"
        let mut who = from;
        while self.is_comma(who + 1) && actors(who + 2) {
            who += 2;
        }
        let (time, place, behind) = self.when_and_where(who + 1);
        Some((Leg { who: Some(who), words: self.span(from, who + 1), time, place }, behind))
    }

    /// Where the next leg begins, behind "and", a comma or both ("and again"), under the preposition of the first or none.
    fn next_leg(&self, behind: usize, case: &str) -> Option<usize> {
        let joint = |i: &usize| {
            let item = self.items.get(*i).filter(|item| matches!(item.kind, ItemKind::Word));
            item.is_some_and(|item| self.tree.relation(item.from) == "cc" || self.words.lower(item.from) == ",")
        };
        let joints = (behind..self.items.len()).take_while(joint).count();
        let adverb = |i: &usize| self.items.get(*i).is_some_and(|item| self.tree.relation(item.from) == "advmod");
        let next = behind + joints + usize::from(adverb(&(behind + joints)));
        let again = self.items.get(next).is_some_and(|item| !case.is_empty() && self.words.lower(item.from) == case);
        (joints > 0).then_some(next + usize::from(again))
    }

    fn is_case(&self, item: usize) -> bool {
        let word = self.items.get(item).filter(|item| matches!(item.kind, ItemKind::Word));
        word.is_some_and(|item| self.tree.relation(item.from) == "case")
    }

    /// The preposition directly before an item; empty where there is none.
    fn case_before(&self, item: usize) -> &str {
        let before = item.checked_sub(1).filter(|before| self.is_case(*before));
        before.map_or("", |before| self.words.lower(self.items[before].from))
    }

    /// One event a leg, with its own company, day and place; anchored at the words from the trigger to whom it names,
    /// from the second on.
    pub(crate) fn by_leg(&self, whole: &EventFinding, legs: &[Leg], mentions: &[Mention]) -> Vec<EventFinding> {
        let inside = |seat: &Seat, leg: &Leg| leg.who.is_some() && leg.words.contains(mentions[seat.mention].span);
        let (timed, placed) = (legs.iter().any(|leg| leg.time.is_some()), legs.iter().any(|leg| leg.place.is_some()));
        let model = legs.first().and_then(|leg| whole.actors.iter().find(|seat| inside(seat, leg)));
        let alone = |(i, leg): (usize, &Leg)| {
            let mut one = whole.clone();
            one.actors.retain(|seat| inside(seat, leg) || !legs.iter().any(|other| inside(seat, other)));
            let met = leg.who.filter(|_| !one.actors.iter().any(|seat| inside(seat, leg)));
            if let Some((ItemKind::Actors(list, _), model)) = met.map(|who| &self.items[who].kind).zip(model) {
                one.actors.extend(list.iter().map(|mention| Seat { mention: *mention, ..model.clone() }));
            }
            if timed {
                one.time = leg.time;
                one.distance = one.distance.filter(|_| leg.time.is_none());
                one.nearness = one.nearness.filter(|_| leg.time.is_none());
            }
            if placed {
                one.place = leg.place;
            }
            if i > 0 {
                one.trigger = whole.trigger.cover(leg.words);
            }
            one
        };
        legs.iter().enumerate().map(alone).collect()
    }
}
