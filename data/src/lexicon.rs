//! Word classes, role nouns and given names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    /// Phrases of all classes, by their first word: most words open none, so most questions end
    /// here.
    openings: HashMap<String, Vec<Opening>>,
    /// First words of each class's phrases.
    classes: BTreeMap<String, BTreeSet<String>>,
    /// Role nouns by singular and plural; the flag tells a plural.
    roles: HashMap<String, (RoleNoun, bool)>,
    given: HashMap<String, Option<Gender>>,
}

/// The phrases of one class that begin with one word.
#[derive(Debug)]
pub struct Opening {
    /// The class.
    pub class: String,
    /// Each phrase as lower-case words, longest first.
    phrases: Vec<Vec<String>>,
}

impl Opening {
    /// How many words the longest phrase has that is there; `word(i)` is the i-th word from the
    /// first on, and nothing beyond the end.
    #[must_use]
    pub fn longest<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<usize> {
        let fits = |phrase: &&Vec<String>| phrase.iter().enumerate().all(|(i, p)| word(i) == Some(p.as_str()));
        self.phrases.iter().find(fits).map(Vec::len)
    }
}

impl Lexicon {
    pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Self {
        let mut lexicon = Self::default();
        for (path, content) in files.iter().filter(|(p, _)| p.starts_with("lexicon/") && p.ends_with(".toml")) {
            match toml::from_str::<BTreeMap<String, Vec<String>>>(content) {
                Ok(classes) => {
                    for (name, forms) in classes {
                        lexicon.classes.entry(name.clone()).or_default();
                        for form in forms {
                            lexicon.put(&name, &form);
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

    fn put(&mut self, class: &str, form: &str) {
        let words: Vec<String> = form.split_whitespace().map(str::to_owned).collect();
        let Some(first) = words.first() else { return };
        self.classes.entry(class.to_owned()).or_default().insert(first.clone());
        let openings = self.openings.entry(first.clone()).or_default();
        let opening = match openings.iter_mut().find(|o| o.class == class) {
            Some(opening) => opening,
            None => {
                openings.push(Opening { class: class.to_owned(), phrases: Vec::new() });
                openings.last_mut().expect("one was just put there")
            }
        };
        opening.phrases.push(words);
        opening.phrases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        opening.phrases.dedup();
    }

    /// The phrases, by class, that open with a lower-case word.
    #[must_use]
    pub fn openings(&self, word: &str) -> &[Opening] {
        self.openings.get(word).map_or(&[], Vec::as_slice)
    }

    /// How many of the `words` (lower case), from the first, form a phrase of the class; the
    /// longest such phrase counts.
    #[must_use]
    pub fn phrase(&self, class: &str, words: &[&str]) -> Option<usize> {
        let openings = self.openings(words.first()?);
        openings.iter().find(|o| o.class == class)?.longest(|i| words.get(i).copied())
    }

    /// The words that open a phrase of the class.
    pub fn openers(&self, class: &str) -> impl Iterator<Item = &str> {
        self.classes.get(class).into_iter().flatten().map(String::as_str)
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
