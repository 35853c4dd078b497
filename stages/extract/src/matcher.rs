//! Patterns against the items of a sentence.

use chancery_data::{Element, Part, Pattern, Slot};

use crate::item::{Item, ItemKind};
use crate::words::Words;

/// Where a pattern matched.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    /// Slots filled, with the item that fills each, in order of the sentence.
    pub(crate) slots: Vec<(Slot, usize)>,
    /// First item of the match.
    pub(crate) from: usize,
    /// Item after the last.
    pub(crate) to: usize,
    /// Items of the trigger.
    pub(crate) trigger: (usize, usize),
    /// Whether the trigger is a noun ("a visit"), by the name of its class.
    pub(crate) noun: bool,
}

/// Matches `pattern` with its trigger at item `at`.
pub(crate) fn matches(words: &Words<'_>, items: &[Item], pattern: &Pattern, at: usize) -> Option<Match> {
    let trigger = &pattern.elements[pattern.trigger];
    let (_, end) = Side::right(words, items).consume(trigger, at)?;
    let (left, right) = (&pattern.elements[..pattern.trigger], &pattern.elements[pattern.trigger + 1..]);
    let reversed: Vec<&Element> = left.iter().rev().collect();
    let before = Side::left(words, items).run(&reversed, at)?;
    let forward: Vec<&Element> = right.iter().collect();
    let after = Side::right(words, items).run(&forward, end)?;
    let mut slots: Vec<_> = before.slots.into_iter().chain(after.slots).collect();
    slots.sort_by_key(|(_, item)| *item);
    let noun = matches!(&trigger.part, Part::Class(class) if class.ends_with("-noun"));
    Some(Match { slots, from: before.edge, to: after.edge, trigger: (at, end), noun })
}

/// One direction of reading. Positions are borders between items: reading right from `p` looks at
/// item `p`, reading left at item `p - 1`.
struct Side<'a, 'w> {
    words: &'a Words<'w>,
    items: &'a [Item],
    leftward: bool,
    /// The border at which a possessive was read last.
    possessive: Option<usize>,
}

struct Run {
    edge: usize,
    slots: Vec<(Slot, usize)>,
}

impl<'a, 'w> Side<'a, 'w> {
    fn right(words: &'a Words<'w>, items: &'a [Item]) -> Self {
        Self { words, items, leftward: false, possessive: None }
    }

    fn left(words: &'a Words<'w>, items: &'a [Item]) -> Self {
        Self { words, items, leftward: true, possessive: None }
    }

    /// The nearest way to satisfy all elements from border `at`.
    fn run(&self, elements: &[&Element], at: usize) -> Option<Run> {
        let Some((first, rest)) = elements.split_first() else {
            return Some(Run { edge: at, slots: Vec::new() });
        };
        if let Part::Gap { most, wide } = first.part {
            let mut border = at;
            for _ in 0..=most {
                if let Some(run) = self.run(rest, border) {
                    return Some(run);
                }
                let item = self.item(border)?;
                if !wide && (self.closes_clause(item) || self.opens_clause(item)) {
                    return None;
                }
                border = self.step(border);
            }
            return None;
        }
        let possessive = matches!(&first.part, Part::Class(class) if class == "possessive");
        if let Some((slot, next)) = self.consume(first, at)
            && let Some(mut run) = self.after(possessive.then_some(next)).run(rest, next)
        {
            run.slots.extend(slot);
            return Some(run);
        }
        if first.optional { self.run(rest, at) } else { None }
    }

    fn after(&self, possessive: Option<usize>) -> Self {
        Self { words: self.words, items: self.items, leftward: self.leftward, possessive }
    }

    fn item(&self, border: usize) -> Option<&'a Item> {
        if self.leftward { self.items.get(border.checked_sub(1)?) } else { self.items.get(border) }
    }

    fn step(&self, border: usize) -> usize {
        if self.leftward { border - 1 } else { border + 1 }
    }

    fn closes_clause(&self, item: &Item) -> bool {
        match item.kind {
            ItemKind::Actors(..) => true,
            ItemKind::Word => matches!(self.words.lower(item.from), ";" | ":" | "." | "?" | "!"),
            ItemKind::Place(..) | ItemKind::Time(_) => false,
        }
    }

    /// Read onwards, a word that opens another clause ends the reach of a gap: "talks about ending
    /// the war with Moscow" are not with Moscow.
    fn opens_clause(&self, item: &Item) -> bool {
        !self.leftward && matches!(item.kind, ItemKind::Word) && self.words.is("clause-openers", item.from)
    }

    /// Takes one element at border `at`: the slot filled and the border beyond.
    fn consume(&self, element: &Element, at: usize) -> Option<(Option<(Slot, usize)>, usize)> {
        if let Part::Slot(slot @ Slot::Subject) = element.part {
            let first = self.items[..at].iter().position(|i| matches!(i.kind, ItemKind::Actors(..)))?;
            return (self.leftward && !self.is_owner(first, usize::MAX)).then_some((Some((slot, first)), first));
        }
        let item = self.item(at)?;
        let index = if self.leftward { at - 1 } else { at };
        match &element.part {
            Part::Words(any) => {
                let is_word = matches!(item.kind, ItemKind::Word);
                (is_word && any.iter().any(|w| w == self.words.lower(item.from))).then(|| (None, self.step(at)))
            }
            Part::Class(class) => self.class(class, at).map(|next| (None, next)),
            Part::Slot(slot) => {
                let fits = match slot {
                    Slot::Place => match &item.kind {
                        ItemKind::Place(..) => true,
                        ItemKind::Actors(_, places) => !places.is_empty(),
                        _ => false,
                    },
                    Slot::People => {
                        matches!(&item.kind, ItemKind::Actors(_, places) if places.is_empty())
                            && !self.is_owner(index, at)
                    }
                    Slot::Recipients if matches!(item.kind, ItemKind::Place(_, Some(_))) => true,
                    Slot::Time => matches!(item.kind, ItemKind::Time(_)),
                    _ => matches!(item.kind, ItemKind::Actors(..)) && !self.is_owner(index, at),
                };
                fits.then(|| (Some((*slot, index)), self.step(at)))
            }
            Part::Gap { .. } => None,
        }
    }

    /// Whether an actor only owns what follows ("Iran's programme"): no side of an event, unless the
    /// pattern itself has just read the possessive.
    fn is_owner(&self, item: usize, border: usize) -> bool {
        let owns = self.items.get(item + 1).is_some_and(|next| self.words.is_possessive(next.from));
        let asked = self.leftward && self.possessive == Some(border);
        owns && !asked
    }

    /// A phrase of the class that starts (or, reading left, ends) at border `at`.
    fn class(&self, class: &str, at: usize) -> Option<usize> {
        if !self.leftward {
            let item = self.items.get(at)?;
            let n = self.words.phrase(class, item.from, item.from + 6);
            return self.words_from(at, n);
        }
        (1..=4usize).rev().find_map(|n| {
            let start = at.checked_sub(n)?;
            let item = self.items.get(start)?;
            (self.words.phrase(class, item.from, item.from + n) == n && self.words_from(start, n) == Some(at))
                .then_some(start)
        })
    }

    /// The border after `n` word items from `at`.
    fn words_from(&self, at: usize, n: usize) -> Option<usize> {
        let all =
            n > 0 && (at..at + n).all(|i| self.items.get(i).is_some_and(|item| matches!(item.kind, ItemKind::Word)));
        all.then_some(at + n)
    }
}
