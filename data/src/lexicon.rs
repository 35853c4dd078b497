//! Word classes, role nouns and given names.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::Table;
use crate::{Fault, Gender};

/// A noun for what people are ("foreign minister", "envoy").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleNoun {
    /// Singular, lower case.
    pub role: String,
    /// `minister`, `envoy`, `spokesperson`, …
    pub kind: String,
    /// Plural, lower case.
    pub plural: Option<String>,
}

/// Words and what they are.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Classes of words and phrases, each phrase a list of lower-case words.
    classes: BTreeMap<String, Class>,
    /// Role nouns by singular and plural; the flag tells a plural.
    roles: BTreeMap<String, (RoleNoun, bool)>,
    given: BTreeMap<String, Option<Gender>>,
}

#[derive(Debug, Default)]
struct Class {
    /// By first word; longest first.
    phrases: BTreeMap<String, Vec<Vec<String>>>,
}

impl Lexicon {
    pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Self {
        let mut lexicon = Self::default();
        for (path, content) in files.iter().filter(|(p, _)| p.starts_with("lexicon/") && p.ends_with(".toml")) {
            match toml::from_str::<BTreeMap<String, Vec<String>>>(content) {
                Ok(classes) => {
                    for (name, forms) in classes {
                        let class = lexicon.classes.entry(name).or_default();
                        for form in forms {
                            class.put(&form);
                        }
                    }
                }
                Err(e) => faults.push(crate::rule::toml_fault(path, content, &e)),
            }
        }
        let columns = ["role", "kind", "plural"];
        for row in Table::read(files, "lexicon/roles.tsv", &columns, 1, faults).rows() {
            let noun = RoleNoun { role: row.text(0), kind: row.text(1), plural: row.optional(2) };
            if let Some(plural) = noun.plural.clone().filter(|p| *p != noun.role) {
                lexicon.roles.insert(plural, (noun.clone(), true));
            }
            lexicon.roles.insert(noun.role.clone(), (noun, false));
        }
        for row in Table::read(files, "lexicon/given-names.tsv", &["name", "gender"], 1, faults).rows() {
            lexicon.given.insert(row.text(0), Gender::read(&row.text(1)));
        }
        lexicon
    }

    /// Whether there is a class of this name.
    #[must_use]
    pub fn has_class(&self, class: &str) -> bool {
        self.classes.contains_key(class)
    }

    /// How many of the `words` (lower case), from the first, form a phrase of the class; the
    /// longest such phrase counts.
    #[must_use]
    pub fn phrase(&self, class: &str, words: &[&str]) -> Option<usize> {
        let first = words.first()?;
        let phrases = self.classes.get(class)?.phrases.get(*first)?;
        phrases.iter().find(|p| p.len() <= words.len() && p.iter().zip(words).all(|(a, b)| a == b)).map(Vec::len)
    }

    /// The words that open a phrase of the class.
    pub fn openers(&self, class: &str) -> impl Iterator<Item = &str> {
        self.classes.get(class).into_iter().flat_map(|c| c.phrases.keys().map(String::as_str))
    }

    /// The role noun a lower-case phrase is, and whether it is the plural.
    #[must_use]
    pub fn role(&self, phrase: &str) -> Option<(&RoleNoun, bool)> {
        self.roles.get(phrase).map(|(noun, plural)| (noun, *plural))
    }

    /// Whether a word is a given name, and whose; the outer `None` means it is none.
    #[must_use]
    pub fn given_name(&self, word: &str) -> Option<Option<Gender>> {
        self.given.get(word).copied()
    }
}

impl Class {
    fn put(&mut self, form: &str) {
        let words: Vec<String> = form.split_whitespace().map(str::to_owned).collect();
        let Some(first) = words.first() else { return };
        let list = self.phrases.entry(first.clone()).or_default();
        list.push(words);
        list.sort_by_key(|w| std::cmp::Reverse(w.len()));
        list.dedup();
    }
}

/// The names of all classes that a pattern may use, for messages.
pub(crate) fn class_names(lexicon: &Lexicon) -> BTreeSet<&str> {
    lexicon.classes.keys().map(String::as_str).collect()
}
