//! Names annotated by others and names found in, marks by kind out: span and kind must both be right.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{ByteSpan, Name, NameKind};

use super::Figure;

/// A stretch of text with the names others marked in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The text; given tokens are parted by a blank.
    pub(crate) text: String,
    /// The tokens, where the set gives them: names then consist of whole tokens.
    pub(crate) tokens: Option<Vec<ByteSpan>>,
    /// The names, of all kinds that are scored, in order.
    pub(crate) names: Vec<Name>,
}

/// A set of passages and what is known of its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameSet {
    pub(crate) passages: Vec<Passage>,
    /// The kinds that are scored: names of other kinds are left out of account on both sides.
    pub(crate) kinds: BTreeSet<NameKind>,
    /// Whether names of one kind side by side cannot be told apart, and so count as one.
    pub(crate) joined: bool,
    /// Tags that are no known label, read as no name: how many, and the line of the first.
    pub(crate) unknown: Option<(usize, usize)>,
}

/// Marks by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameScore {
    /// For each kind that is scored.
    pub(crate) kinds: BTreeMap<NameKind, Figure>,
    /// In all.
    pub(crate) all: Figure,
}

impl NameScore {
    /// Adds the counts of another set.
    pub(crate) fn add(&mut self, other: &Self) {
        for (kind, figure) in &other.kinds {
            self.kinds.entry(*kind).or_default().add(*figure);
        }
        self.all.add(other.all);
    }
}

/// Scores the names found in each passage. Names that cut a given token are widened to the whole of it.
pub(crate) fn score(set: &NameSet, found: Vec<Vec<Name>>) -> NameScore {
    let mut out =
        NameScore { kinds: set.kinds.iter().map(|k| (*k, Figure::default())).collect(), ..Default::default() };
    for (passage, mut found) in set.passages.iter().zip(found) {
        found.retain(|name| set.kinds.contains(&name.kind));
        for name in &mut found {
            name.span = widened(passage, name.span);
        }
        if set.joined {
            found = join(&passage.text, found);
        }
        let key = |name: &Name| (name.span, name.kind);
        let gold: BTreeSet<_> = passage.names.iter().map(key).collect();
        let found: BTreeSet<_> = found.iter().map(key).collect();
        for (kind, figure) in &mut out.kinds {
            let own = |set: &BTreeSet<(ByteSpan, NameKind)>| set.iter().filter(|n| n.1 == *kind).count();
            let correct = gold.intersection(&found).filter(|n| n.1 == *kind).count();
            figure.add(Figure { correct, system: own(&found), gold: own(&gold) });
        }
    }
    for figure in out.kinds.values() {
        out.all.add(*figure);
    }
    out
}

/// The span, widened to whole tokens where tokens are given.
fn widened(passage: &Passage, span: ByteSpan) -> ByteSpan {
    let Some(tokens) = &passage.tokens else { return span };
    let first = tokens.partition_point(|t| t.end() <= span.start());
    let last = tokens.partition_point(|t| t.start() < span.end());
    match tokens.get(first..last) {
        Some([one]) => *one,
        Some([one, .., other]) => ByteSpan::new(one.start(), other.end()),
        _ => span,
    }
}

/// Names with those of one kind side by side made one.
pub(crate) fn join(text: &str, mut names: Vec<Name>) -> Vec<Name> {
    names.sort_by_key(|name| name.span);
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        match out.last_mut() {
            Some(last)
                if last.kind == name.kind
                    && last.span.end() <= name.span.start()
                    && text[last.span.end()..name.span.start()].trim().is_empty() =>
            {
                last.span = ByteSpan::new(last.span.start(), name.span.end());
            }
            _ => out.push(name),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use NameKind::{Organisation, Person, Place};

    use super::*;

    const TEXT: &str = "Ann Lee left Oslo for Rome Pact talks";

    fn name(words: &str, kind: NameKind) -> Name {
        let start = TEXT.find(words).unwrap();
        Name { span: ByteSpan::new(start, start + words.len()), kind }
    }

    fn set(names: Vec<Name>, kinds: &[NameKind]) -> NameSet {
        let passage = Passage { text: TEXT.to_owned(), tokens: None, names };
        NameSet { passages: vec![passage], kinds: kinds.iter().copied().collect(), joined: false, unknown: None }
    }

    #[test]
    fn span_and_kind_must_both_be_right() {
        let gold = vec![name("Ann Lee", Person), name("Oslo", Place), name("Rome Pact", Organisation)];
        let set = set(gold, &[Person, Place, Organisation]);
        let found = score(&set, vec![vec![name("Lee", Person), name("Oslo", Place), name("Rome Pact", Place)]]);
        assert_eq!(found.all, Figure { correct: 1, system: 3, gold: 3 });
        assert_eq!(found.kinds[&Place], Figure { correct: 1, system: 2, gold: 1 });
        assert_eq!(score(&set, vec![Vec::new()]).all.f1(), 0.0);
    }

    #[test]
    fn other_kinds_are_left_out_of_account() {
        let set = set(vec![name("Ann Lee", Person)], &[Person]);
        let found = score(&set, vec![vec![name("Ann Lee", Person), name("Oslo", Place)]]);
        assert_eq!(found.all, Figure { correct: 1, system: 1, gold: 1 });
    }

    #[test]
    fn names_are_widened_to_given_tokens() {
        let mut set = set(vec![name("Ann Lee", Person)], &[Person]);
        set.passages[0].tokens = Some(vec![ByteSpan::new(0, 3), ByteSpan::new(4, 7), ByteSpan::new(8, 12)]);
        let half = Name { span: ByteSpan::new(1, 6), kind: Person };
        assert_eq!(score(&set, vec![vec![half]]).all.correct, 1);
        let outside = Name { span: ByteSpan::new(20, 22), kind: Person };
        assert_eq!(score(&set, vec![vec![outside]]).all.correct, 0);
    }

    #[test]
    fn neighbours_of_one_kind_count_as_one_where_they_cannot_be_told_apart() {
        let mut set = set(vec![name("Rome Pact", Organisation)], &[Organisation]);
        set.joined = true;
        let found = score(&set, vec![vec![name("Pact", Organisation), name("Rome", Organisation)]]);
        assert_eq!(found.all, Figure { correct: 1, system: 1, gold: 1 });
    }
}
