//! Classes of lemmas: words that take the same arguments, by part of speech.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::Fault;
use crate::table::Table;

/// Parts of speech that a class tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speech {
    /// Verbs, participles among them.
    Verb,
    /// Common nouns.
    Noun,
    /// Adjectives, participles used as such among them.
    Adjective,
    /// Anything else: a preposition, an adverb.
    Other,
}

/// A word or phrase of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The class.
    pub class: String,
    /// What part of speech its head is.
    pub speech: Speech,
    /// The other words, base forms, that hang on the head.
    pub with: Vec<String>,
}

/// All classes.
#[derive(Debug, Default)]
pub struct Lemmas {
    /// Entries by the base form of their head.
    entries: HashMap<String, Vec<Entry>>,
    /// The heads of each class.
    classes: BTreeMap<String, Vec<(String, Speech)>>,
    /// Past forms and participles of irregular verbs, with the verb.
    irregular: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassFile {
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    adjective: Vec<String>,
    #[serde(default)]
    other: Vec<String>,
}

impl Lemmas {
    pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Self {
        let mut lemmas = Self::default();
        for row in Table::read(files, "lexicon/irregular.tsv", &["form", "lemma"], 1, faults).rows() {
            lemmas.irregular.insert(row.text(0), row.text(1));
        }
        for (path, content) in files.iter().filter(|(path, _)| path.starts_with("lemmas/")) {
            let classes = match toml::from_str::<BTreeMap<String, ClassFile>>(content) {
                Ok(classes) => classes,
                Err(e) => {
                    faults.push(crate::rule::toml_fault(path, content, &e));
                    continue;
                }
            };
            for (class, file) in classes {
                if lemmas.classes.contains_key(&class) {
                    let line = content.lines().position(|l| l == format!("[{class}]")).map_or(0, |at| at + 1);
                    let message = format!("the class `{class}` stands in another file too: give one another name");
                    faults.push(Fault { file: (*path).to_owned(), line, message });
                    continue;
                }
                lemmas.classes.insert(class.clone(), Vec::new());
                let lists = [
                    (Speech::Verb, file.verb),
                    (Speech::Noun, file.noun),
                    (Speech::Adjective, file.adjective),
                    (Speech::Other, file.other),
                ];
                for (speech, phrases) in lists {
                    for phrase in phrases {
                        lemmas.put(&class, speech, &phrase);
                    }
                }
            }
        }
        lemmas
    }

    /// Verbs are headed by their first word, all others by their last.
    fn put(&mut self, class: &str, speech: Speech, phrase: &str) {
        let mut words: Vec<String> = phrase.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() {
            return;
        }
        let head = if speech == Speech::Verb { words.remove(0) } else { words.remove(words.len() - 1) };
        self.classes.entry(class.to_owned()).or_default().push((head.clone(), speech));
        self.entries.entry(head).or_default().push(Entry { class: class.to_owned(), speech, with: words });
    }

    /// Whether there is a class of this name.
    #[must_use]
    pub fn has(&self, class: &str) -> bool {
        self.classes.contains_key(class)
    }

    /// The names of all classes, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.classes.keys().map(String::as_str)
    }

    /// The heads of a class with their part of speech.
    #[must_use]
    pub fn heads(&self, class: &str) -> &[(String, Speech)] {
        self.classes.get(class).map_or(&[], Vec::as_slice)
    }

    /// The verb that a form belongs to, where it is an irregular one.
    #[must_use]
    pub fn irregular(&self, form: &str) -> Option<&str> {
        self.irregular.get(form).map(String::as_str)
    }

    /// The base form of a word: the one guessed, or, where no class knows that, one that a class knows and that
    /// the form may come from by the regular endings. Guesses lose a silent "e" ("postpon") or keep a doubled
    /// letter ("bann").
    #[must_use]
    pub fn base<'w>(&'w self, guess: &'w str, form: &'w str) -> Cow<'w, str> {
        if self.entries.contains_key(guess) {
            return guess.into();
        }
        let known = |candidate: &String| self.entries.contains_key(candidate);
        uninflected(form).into_iter().find(known).map_or_else(|| guess.into(), Into::into)
    }

    /// The entries headed by a base form.
    #[must_use]
    pub fn entries(&self, lemma: &str) -> &[Entry] {
        self.entries.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// What a form may be an inflection of: "banned" of "bann", "banne" and "ban".
fn uninflected(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    for ending in ["ing", "ed", "es", "s", "d"] {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        found.push(stem.to_owned());
        if let Some(stem) = stem.strip_suffix('i') {
            found.push(format!("{stem}y"));
        }
        found.push(format!("{stem}e"));
        let mut letters = stem.chars().rev();
        if let (Some(last), Some(before)) = (letters.next(), letters.next())
            && last == before
        {
            found.push(stem[..stem.len() - last.len_utf8()].to_owned());
        }
    }
    found
}
