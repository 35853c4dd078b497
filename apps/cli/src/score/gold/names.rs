//! Whether two names, or two lists of parties, mean the same.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::items::Party;
use crate::score::pairs::pairs;
use crate::score::words::{in_word, without_stops};

/// Spellings of actors and of places, folded, and the one that stands for all.
static ALIASES: LazyLock<[BTreeMap<&str, &str>; 2]> = LazyLock::new(|| {
    let rows = include_str!("aliases.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut tables = [BTreeMap::new(), BTreeMap::new()];
    for row in rows {
        if let [kind, spelling, means] = row.split('\t').collect::<Vec<_>>()[..] {
            tables[usize::from(kind == "place")].insert(spelling, means);
        }
    }
    tables
});

/// Titles before a name.
const TITLES: [&str; 15] = [
    "the",
    "president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "prince",
    "pope",
    "sir",
    "dr",
    "foreign minister",
    "secretary of state",
    "mr",
    "mrs",
    "ms",
];

/// How often an alias or a title is taken off a name.
const DEEPEST: usize = 4;

/// Whether a name may be a person's: then a surname alone will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Person,
    Body,
}

/// Lower case, without diacritics, stops of abbreviations and marks.
pub(super) fn fold(text: &str) -> String {
    let bare = text.nfkd().filter(|c| canonical_combining_class(*c) == 0).collect::<String>().to_lowercase();
    let kept = |c: &char| in_word(*c) || c.is_whitespace() || *c == '-';
    let kept: String = without_stops(&bare).chars().filter(kept).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The spelling that stands for all, without titles.
fn plain(name: &str, aliases: &BTreeMap<&str, &str>) -> String {
    let mut name = fold(name);
    for _ in 0..DEEPEST {
        if let Some(means) = aliases.get(name.as_str()) {
            name = (*means).to_owned();
        }
        let untitled = |title: &&str| Some(name.strip_prefix(title)?.strip_prefix(' ')?.to_owned());
        match TITLES.iter().find_map(untitled) {
            Some(bare) => name = bare,
            None => break,
        }
    }
    name
}

/// Whether two names mean one place.
pub(super) fn same_place(a: &str, b: &str) -> bool {
    plain(a, &ALIASES[1]) == plain(b, &ALIASES[1])
}

/// Whether two names mean one actor.
fn same(a: &str, b: &str, of: Of) -> bool {
    let aliases = &ALIASES[0];
    let (a, b) = (plain(a, aliases), plain(b, aliases));
    if a.is_empty() || b.is_empty() || a == b {
        return !a.is_empty() && !b.is_empty();
    }
    let state = |name: &String| aliases.values().any(|means| means == name);
    if of == Of::Body || state(&a) || state(&b) {
        return false;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    // A surname alone, or forenames that may be one.
    a.last() == b.last() && (a.len() == 1 || b.len() == 1 || a[0].chars().next() == b[0].chars().next())
}

/// How well a party of ours answers to one of the gold: 1 by name, half where it acts for it.
pub(super) fn likeness(gold: &Party, ours: &Party) -> f64 {
    let of = if ours.person == Some(false) { Of::Body } else { Of::Person };
    if gold.names.iter().any(|g| ours.names.iter().any(|o| same(g, o, of))) {
        return 1.0;
    }
    let acts_for = |state: &String| gold.names.iter().any(|g| same(g, state, Of::Body));
    if ours.acts_for.as_ref().is_some_and(acts_for) { 0.5 } else { 0.0 }
}

/// Whether both are told and one answers to the other at all.
pub(super) fn answers(gold: Option<&Party>, ours: Option<&Party>) -> bool {
    gold.zip(ours).is_some_and(|(gold, ours)| likeness(gold, ours) > 0.0)
}

/// Whether both are told and bear one name.
pub(super) fn named_alike(gold: Option<&Party>, ours: Option<&Party>) -> bool {
    gold.zip(ours).is_some_and(|(gold, ours)| likeness(gold, ours) == 1.0)
}

/// How far two lists of parties agree, from 0 to 1 (Dice).
pub(super) fn agreement(gold: &[&Party], ours: &[&Party]) -> f64 {
    if gold.is_empty() || ours.is_empty() {
        return 0.0;
    }
    let answered = pairs(gold, ours, |g, o| likeness(g, o), 0.5);
    let sum: f64 = answered.iter().map(|(i, j)| likeness(gold[*i], ours[*j])).sum();
    2.0 * sum / (gold.len() + ours.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str, acts_for: Option<&str>, person: Option<bool>) -> Party {
        Party { names: vec![name.to_owned()], acts_for: acts_for.map(str::to_owned), person }
    }

    #[test]
    fn the_table_of_aliases_is_sound() {
        let rows: Vec<&str> =
            include_str!("aliases.tsv").lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert!(rows.is_sorted());
        assert_eq!(ALIASES.iter().map(BTreeMap::len).sum::<usize>(), rows.len());
        assert!(ALIASES.iter().flatten().all(|(from, to)| fold(from) == *from && fold(to) == *to));
    }

    #[test]
    fn names_are_folded() {
        for (name, folded) in [
            ("U.S.", "us"),
            ("the U.S. Senate.", "the us senate"),
            ("Élysée  Palace", "elysee palace"),
            ("People’s Republic", "peoples republic"),
            ("Al-Thani, J.", "al-thani j"),
        ] {
            assert_eq!(fold(name), folded);
        }
    }

    #[test]
    fn one_actor_under_several_names() {
        assert!(same("The White House", "United States of America", Of::Body));
        assert!(same("President Zelenskyy", "Zelensky", Of::Person));
        assert!(same("Ann Marie Lee", "A. Lee", Of::Person));
        assert!(!same("Ann Lee", "Bob Lee", Of::Person));
        assert!(!same("Ann Lee", "Lee", Of::Body));
        assert!(!same("", "", Of::Body));
        assert!(same_place("Downing Street", "London") && !same_place("Oslo", "Bergen"));
    }

    #[test]
    fn a_person_counts_half_for_the_state() {
        let (state, envoy) = (party("Norway", None, Some(false)), party("Kari Moe", Some("Norway"), Some(true)));
        assert_eq!((likeness(&state, &envoy), likeness(&envoy, &state)), (0.5, 0.0));
        assert_eq!(agreement(&[&state, &envoy], &[&envoy]), 2.0 / 3.0);
        assert_eq!(agreement(&[], &[&envoy]), 0.0);
    }
}
