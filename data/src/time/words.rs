//! The words that rules for times speak of: tables of phrases and their values.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use crate::Fault;
use crate::rule::toml_fault;

/// The file of the tables, under `data/times`, without its ending.
pub(super) const FILE: &str = "words";

/// A phrase and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// Lower-case words.
    pub phrase: Vec<String>,
    /// The value that rules work with.
    pub value: String,
}

/// Tables of words.
#[derive(Debug, Default)]
pub struct TimeWords {
    /// Table and first word to phrases, longest first.
    phrases: HashMap<String, HashMap<String, Vec<Worded>>>,
    capitals: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Whether a word counts only with a capital: "May".
    #[serde(default)]
    capital: bool,
    /// Value to phrases.
    words: BTreeMap<String, Vec<String>>,
}

impl TimeWords {
    pub(super) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Self {
        let mut all = Self::default();
        let wanted = format!("times/{FILE}.toml");
        for (path, content) in files.iter().filter(|(path, _)| *path == wanted) {
            match toml::from_str::<BTreeMap<String, Table>>(content) {
                Ok(tables) => tables.into_iter().for_each(|(name, table)| all.put(name, table)),
                Err(e) => faults.push(toml_fault(path, content, &e)),
            }
        }
        all
    }

    fn put(&mut self, name: String, table: Table) {
        if table.capital {
            self.capitals.insert(name.clone());
        }
        let mut all: Vec<Worded> = Vec::new();
        for (value, phrases) in table.words {
            let worded = |phrase: &String| Worded {
                phrase: phrase.split_whitespace().map(str::to_owned).collect(),
                value: value.clone(),
            };
            all.extend(phrases.iter().map(worded));
        }
        all.sort_by(|a, b| b.phrase.len().cmp(&a.phrase.len()).then_with(|| a.phrase.cmp(&b.phrase)));
        let by_first = self.phrases.entry(name).or_default();
        for worded in all {
            if let Some(first) = worded.phrase.first() {
                by_first.entry(first.clone()).or_default().push(worded);
            }
        }
    }

    /// Whether there is a table of this name.
    #[must_use]
    pub fn has(&self, table: &str) -> bool {
        self.phrases.contains_key(table)
    }

    /// Whether the words of a table count only with a capital.
    #[must_use]
    pub fn capital(&self, table: &str) -> bool {
        self.capitals.contains(table)
    }

    /// The phrases of a table that begin with a lower-case word, longest first.
    #[must_use]
    pub fn phrases(&self, table: &str, first: &str) -> &[Worded] {
        self.phrases.get(table).and_then(|t| t.get(first)).map_or(&[], Vec::as_slice)
    }

    /// The words that phrases of a table begin with.
    pub fn openers(&self, table: &str) -> impl Iterator<Item = &str> {
        let words: BTreeSet<&str> =
            self.phrases.get(table).into_iter().flat_map(HashMap::keys).map(String::as_str).collect();
        words.into_iter()
    }
}
