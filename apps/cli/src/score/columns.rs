//! The text of a name set in, its passages out. Two forms are told apart by their content: JSON Lines
//! with offsets in code points, and columns with a tag a word (IOB2, or IOB where names of one kind
//! side by side cannot be told apart).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail};
use chancery_engine::analyze::conllu::name_kind;
use chancery_model::{ByteSpan, Name, NameKind};
use serde::Deserialize;

use super::names::{NameSet, Passage, join};
use crate::args::Kinds;

/// Labels and the kinds they stand for.
const LABELS: &str = include_str!("labels.tsv");

/// A line of a set in JSON.
#[derive(Deserialize)]
struct Line {
    text: String,
    names: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    start: usize,
    end: usize,
    kind: String,
}

/// Reads a set. Without `kinds`, those are scored that the set knows: all five in JSON, persons, places
/// and organisations in columns.
///
/// # Errors
/// The first line at fault; one that holds no known tag at all is no name set.
pub(crate) fn read(text: &str, kinds: Option<Kinds>) -> anyhow::Result<NameSet> {
    let json = text.trim_start().starts_with('{');
    let kinds = kinds.unwrap_or(if json { Kinds::Five } else { Kinds::Three });
    let mut set = if json { lines(text)? } else { columns(text, kinds)? };
    set.kinds = [NameKind::Person, NameKind::Place, NameKind::Organisation].into();
    if kinds == Kinds::Five {
        set.kinds.extend([NameKind::Group, NameKind::Other]);
    }
    for passage in &mut set.passages {
        passage.names.retain(|name| set.kinds.contains(&name.kind));
    }
    Ok(set)
}

fn lines(text: &str) -> anyhow::Result<NameSet> {
    let mut passages = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let at = || format!("line {number}");
        let line: Line = serde_json::from_str(line).with_context(at)?;
        let places: Vec<usize> = line.text.char_indices().map(|(i, _)| i).chain([line.text.len()]).collect();
        let mut names = Vec::new();
        for Marked { start, end, kind } in line.names {
            let kind = name_kind(&kind).with_context(|| format!("`{kind}` is no kind of name")).with_context(at)?;
            let (Some(&from), Some(&to)) = (places.get(start), places.get(end)) else {
                bail!("line {number}: {start}–{end} is not in the text, which has {} characters", places.len() - 1);
            };
            if from >= to {
                bail!("line {number}: the name {start}–{end} is empty");
            }
            names.push(Name { span: ByteSpan::new(from, to), kind });
        }
        passages.push(Passage { text: line.text, tokens: None, names });
    }
    Ok(NameSet { passages, kinds: BTreeSet::new(), joined: false, unknown: None })
}

/// A passage whose lines are being read.
#[derive(Default)]
struct Draft {
    text: String,
    tokens: Vec<ByteSpan>,
    names: Vec<Name>,
    /// The label that the word before bears.
    open: Option<String>,
}

impl Draft {
    fn take(&mut self, word: &str, tag: Option<(Place, &str, NameKind)>) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(word);
        let span = ByteSpan::new(start, self.text.len());
        self.tokens.push(span);
        let Some((place, label, kind)) = tag else {
            self.open = None;
            return;
        };
        let goes_on = place == Place::Inside && self.open.as_deref() == Some(label);
        match self.names.last_mut() {
            Some(last) if goes_on => last.span = ByteSpan::new(last.span.start(), span.end()),
            _ => self.names.push(Name { span, kind }),
        }
        self.open = Some(label.to_owned());
    }

    fn finish(self) -> Option<Passage> {
        Some(Passage { text: self.text, tokens: Some(self.tokens), names: self.names }).filter(|p| !p.text.is_empty())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Begin,
    Inside,
}

fn columns(text: &str, kinds: Kinds) -> anyhow::Result<NameSet> {
    let labels = labels(kinds);
    let mut passages = Vec::new();
    let mut draft = Draft::default();
    let (mut begins, mut known, mut unknown) = (false, false, None);
    for (number, line) in (1..).zip(text.lines()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (word, tag) = match cells[..] {
            _ if line.trim().is_empty() => {
                passages.extend(std::mem::take(&mut draft).finish());
                continue;
            }
            // A hash that is a word of the text has a tag behind it.
            [comment] if comment.starts_with('#') => continue,
            [word, tag] => (word, tag),
            // Empty cells between the word and its tag, or behind it.
            [word, ref rest @ ..] if rest.iter().filter(|cell| !cell.trim().is_empty()).count() == 1 => {
                (word, rest.iter().copied().find(|cell| !cell.trim().is_empty()).unwrap_or_default())
            }
            [id, word, tag, ..] if id.bytes().all(|b| b.is_ascii_digit() || b"-.".contains(&b)) => (word, tag),
            _ => bail!("line {number}: {} columns, expected a word and its tag parted by a tab", cells.len()),
        };
        let (word, tag) = (word.trim(), tag.trim());
        if word.is_empty() {
            continue;
        }
        let read = match tag.split_once('-') {
            Some(("B", label)) => labels.get(label).map(|kind| (Place::Begin, label, *kind)),
            Some(("I", label)) => labels.get(label).map(|kind| (Place::Inside, label, *kind)),
            _ => None,
        };
        begins |= read.is_some_and(|(place, ..)| place == Place::Begin);
        known |= read.is_some() || tag == "O";
        if read.is_none() && tag != "O" {
            unknown = Some(unknown.map_or((1, number), |(count, first)| (count + 1, first)));
        }
        draft.take(word, read.and_then(|(place, label, kind)| kind.map(|kind| (place, label, kind))));
    }
    passages.extend(draft.finish());
    if let (false, Some((_, line))) = (known, unknown) {
        bail!("line {line}: no tag of a name set; expected O, or B- or I- and a label such as PER");
    }
    if !begins {
        for passage in &mut passages {
            passage.names = join(&passage.text, std::mem::take(&mut passage.names));
        }
    }
    Ok(NameSet { passages, kinds: BTreeSet::new(), joined: !begins, unknown })
}

/// The kind of each label; `None` where names so labelled are left out of account.
fn labels(kinds: Kinds) -> BTreeMap<&'static str, Option<NameKind>> {
    let rows = LABELS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let cells = rows.map(|row| row.split('\t').collect::<Vec<_>>());
    let row = |cells: Vec<&'static str>| match cells[..] {
        [label, kind, when] => Some((label, name_kind(kind).filter(|_| when == "always" || kinds == Kinds::Five))),
        _ => None,
    };
    cells.filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use NameKind::{Organisation, Other, Person, Place as Site};

    use super::*;

    fn names(set: &NameSet) -> Vec<Vec<(&str, NameKind)>> {
        let of = |p: &'_ Passage| -> Vec<(std::ops::Range<usize>, NameKind)> {
            p.names.iter().map(|n| (n.span.range(), n.kind)).collect()
        };
        set.passages.iter().map(|p| of(p).into_iter().map(|(r, k)| (&p.text[r], k)).collect()).collect()
    }

    #[test]
    fn the_table_of_labels_is_sound() {
        let rows: Vec<&str> = LABELS.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert!(rows.is_sorted());
        assert_eq!(labels(Kinds::Five).len(), rows.len());
        assert!(labels(Kinds::Five).values().all(Option::is_some));
    }

    #[test]
    fn json_counts_code_points() {
        let line = r#"{"id": "a", "text": "Zoë Ünal met Élan.", "names": [{"start": 0, "end": 8, "kind": "person"}, {"start": 13, "end": 17, "kind": "other"}]}"#;
        let set = read(line, None).unwrap();
        assert_eq!(names(&set), [[("Zoë Ünal", Person), ("Élan", Other)]]);
        assert_eq!(names(&read(line, Some(Kinds::Three)).unwrap()), [[("Zoë Ünal", Person)]]);
    }

    #[test]
    fn columns_of_both_sorts() {
        let set =
            read("Ann\tB-politician\nLee\tI-politician\nleft\tO\n\nOslo\tB-LOC\nPolls\tB-election\n", None).unwrap();
        assert_eq!(names(&set), [vec![("Ann Lee", Person)], vec![("Oslo", Site)]]);
        assert!(!set.joined);
        let set = read("# newdoc\n1\tOslo\tB-LOC\t-\tx\n2\tRome\tB-LOC\t-\tx\n3\t#\tO\t-\t-\n", None).unwrap();
        assert_eq!(names(&set), [[("Oslo", Site), ("Rome", Site)]]);
        assert_eq!(names(&read("Oslo\tB-LOC\t\t\nRome\t\tB-LOC\n", None).unwrap()), [[("Oslo", Site), ("Rome", Site)]]);
        let set = read("Polls\tB-election\n", Some(Kinds::Five)).unwrap();
        assert_eq!(names(&set), [[("Polls", Other)]]);
    }

    #[test]
    fn without_beginnings_neighbours_are_joined() {
        let set = read("Oslo\tI-LOC\nPact\tI-ORG\nBloc\tI-ORG\nsaid\t0\n", None).unwrap();
        assert_eq!(names(&set), [[("Oslo", Site), ("Pact Bloc", Organisation)]]);
        assert_eq!((set.joined, set.unknown), (true, Some((1, 4))));
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |text: &str| format!("{:#}", read(text, None).unwrap_err());
        assert_eq!(fault("Ann\tO\nLee\n"), "line 2: 1 columns, expected a word and its tag parted by a tab");
        assert!(fault("Ann\tO\textra\n").starts_with("line 1: 3 columns"));
        assert!(fault("Ann\twords\n").starts_with("line 1: no tag of a name set"));
        assert!(fault("{\"text\": \"a\", \"names\": []}\n{\"text\": 1}\n").starts_with("line 2: "));
        let outside = r#"{"text": "Oslo", "names": [{"start": 1, "end": 9, "kind": "place"}]}"#;
        assert_eq!(fault(outside), "line 1: 1–9 is not in the text, which has 4 characters");
        let ship = r#"{"text": "Oslo", "names": [{"start": 0, "end": 4, "kind": "ship"}]}"#;
        assert_eq!(fault(ship), "line 1: `ship` is no kind of name");
        let empty = r#"{"text": "Oslo", "names": [{"start": 2, "end": 2, "kind": "place"}]}"#;
        assert_eq!(fault(empty), "line 1: the name 2–2 is empty");
    }
}
