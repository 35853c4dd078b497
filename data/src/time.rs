//! Rules for expressions of time, as files under `data/times`: what the words look like, what they
//! mean, and examples. Here they are read, checked and indexed by the words that they begin with;
//! `stages/extract` runs them.
//!
//! ```toml
//! [[rule]]
//! name = "ago"
//! patterns = ["about? {n} {unit} ago"]
//! means = "shift {unit} -{n}"
//! must = [{ text = "They left [two years ago].", on = "2025-12-08", gives = "DATE 2023" }]
//! must_not = ["They are two years older."]
//! ```
//!
//! `pattern.rs` tells the language of patterns, `meaning.rs` that of meanings. Of the rules that fit at
//! a word the one that reads most words counts, among equals the first. `group = "day"` lets patterns
//! of other rules name the rule as `<day>`; `part = true` keeps it from being a time by itself.

mod meaning;
mod pattern;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chancery_model::RuleId;
use serde::Deserialize;

use crate::Fault;
use crate::rule::toml_fault;

pub use meaning::{Meaning, Operation, Piece};
pub use pattern::{Reader, TimeElement, TimePart, TimePattern};
pub use words::{TimeWords, Worded};

/// A rule that reads expressions of time.
#[derive(Clone, Debug)]
pub struct TimeRule {
    /// `time/FILE/NAME`.
    pub id: RuleId,
    /// The group by which other patterns may name it.
    pub group: Option<String>,
    /// Whether it is only a part of others.
    pub part: bool,
    /// What it looks for.
    pub patterns: Vec<TimePattern>,
    /// What that means.
    pub means: Meaning,
    /// Sentences in which it must read the words marked.
    pub must: Vec<TimeExample>,
    /// Sentences in which it must read nothing.
    pub must_not: Vec<String>,
}

/// A sentence with one expression of time marked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeExample {
    /// The sentence, with `[ ]` around the words.
    pub text: String,
    /// The day it was written, where that is known.
    pub on: Option<chancery_model::Edtf>,
    /// Type and value after TIMEX3, `DATE 2023`; the value is left out where none can be known.
    pub gives: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    group: Option<String>,
    #[serde(default)]
    part: bool,
    patterns: Vec<String>,
    means: String,
    #[serde(default)]
    must: Vec<TimeExample>,
    #[serde(default)]
    must_not: Vec<String>,
}

/// One pattern of one rule: their places in the lists.
pub type PatternAt = (usize, usize);

/// All rules for times.
#[derive(Debug, Default)]
pub struct TimeRules {
    /// In the order of files and of rules within them.
    pub rules: Vec<TimeRule>,
    /// The words that rules speak of.
    pub words: TimeWords,
    by_word: HashMap<String, Vec<PatternAt>>,
    by_figure: Vec<PatternAt>,
}

impl TimeRules {
    pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Self {
        let words = TimeWords::read(files, faults);
        let mut rules = Vec::new();
        for (path, content) in files {
            let Some(stem) = path.strip_prefix("times/").and_then(|p| p.strip_suffix(".toml")) else { continue };
            if stem == words::FILE {
                continue;
            }
            match toml::from_str::<File>(content) {
                Ok(file) => {
                    for written in file.rule {
                        let line = line_of(content, &written.name);
                        let mut told = |message: String| {
                            let message = format!("rule `{}`: {message}", written.name);
                            faults.push(Fault { file: (*path).to_owned(), line, message });
                        };
                        rules.extend(rule(stem, &written, &words, &mut told));
                    }
                }
                Err(e) => faults.push(toml_fault(path, content, &e)),
            }
        }
        let mut all = Self { rules, words, ..Self::default() };
        if faults.is_empty() {
            all.check_groups(faults);
        }
        // Groups in a circle have no first word.
        if faults.is_empty() {
            all.index();
        }
        all
    }

    /// The patterns that may begin with a lower-case word, in the order of the rules.
    #[must_use]
    pub fn beginning(&self, word: &str) -> &[PatternAt] {
        if is_figure(word) { &self.by_figure } else { self.by_word.get(word).map_or(&[], Vec::as_slice) }
    }

    /// Every group that a pattern names has a rule, and none leads back to itself.
    fn check_groups(&self, faults: &mut Vec<Fault>) {
        let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for rule in &self.rules {
            if let Some(group) = &rule.group {
                named.entry(group).or_default().extend(rule.patterns.iter().flat_map(TimePattern::groups));
            }
        }
        for rule in &self.rules {
            let mut open: Vec<&str> = rule.patterns.iter().flat_map(TimePattern::groups).collect();
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            let mut fault = |message: String| {
                let file = rule.id.0.split('/').nth(1).unwrap_or_default();
                faults.push(Fault { file: format!("times/{file}.toml"), line: 0, message });
            };
            while let Some(group) = open.pop() {
                if rule.group.as_deref() == Some(group) {
                    fault(format!("rule `{}`: the group `{group}` leads back to itself", rule.id));
                    break;
                }
                let Some(next) = named.get(group) else {
                    fault(format!("rule `{}`: no rule is of the group `{group}`", rule.id));
                    break;
                };
                if seen.insert(group) {
                    open.extend(next);
                }
            }
        }
    }

    fn index(&mut self) {
        let (mut by_word, mut by_figure) = (HashMap::<String, Vec<PatternAt>>::new(), Vec::new());
        for (r, rule) in self.rules.iter().enumerate() {
            for (p, pattern) in rule.patterns.iter().enumerate() {
                let mut first = First::default();
                self.first(&pattern.elements, &mut first);
                for word in first.words {
                    by_word.entry(word).or_default().push((r, p));
                }
                if first.figure {
                    by_figure.push((r, p));
                }
            }
        }
        (self.by_word, self.by_figure) = (by_word, by_figure);
    }

    /// What the elements may begin with.
    fn first(&self, elements: &[TimeElement], into: &mut First) {
        for element in elements {
            match &element.part {
                TimePart::Any => {}
                TimePart::Words(any) => into.words.extend(any.iter().cloned()),
                TimePart::Table(table) => into.take(self.words.openers(table)),
                TimePart::Reader(reader) => {
                    into.figure = true;
                    for table in reader.tables() {
                        into.take(self.words.openers(table));
                    }
                }
                TimePart::Group(group) => {
                    for rule in self.rules.iter().filter(|r| r.group.as_ref() == Some(group)) {
                        for pattern in &rule.patterns {
                            self.first(&pattern.elements, into);
                        }
                    }
                }
            }
            if !element.optional {
                break;
            }
        }
    }
}

/// What a pattern may begin with.
#[derive(Default)]
struct First {
    words: BTreeSet<String>,
    figure: bool,
}

impl First {
    fn take<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        for word in words {
            self.figure |= is_figure(word);
            self.words.insert(word.to_owned());
        }
    }
}

/// Whether a token is written with a figure at its head: "16th", "'80s", "mid-1990s".
fn is_figure(word: &str) -> bool {
    let word = word.strip_prefix("mid-").unwrap_or(word);
    word.trim_start_matches(['\'', '’', '‘']).starts_with(|c: char| c.is_ascii_digit())
}

fn line_of(content: &str, name: &str) -> usize {
    let at = content.find(&format!("name = \"{name}\"")).unwrap_or(0);
    content[..at].matches('\n').count() + 1
}

fn rule(stem: &str, written: &Written, words: &TimeWords, fault: &mut impl FnMut(String)) -> Option<TimeRule> {
    let mut patterns = Vec::new();
    for text in &written.patterns {
        match TimePattern::parse(text, words) {
            Ok(pattern) => patterns.push(pattern),
            Err(message) => fault(format!("pattern `{text}`: {message}")),
        }
    }
    // What a pattern at fault keeps is not known.
    if patterns.len() < written.patterns.len() {
        return None;
    }
    if written.must.is_empty() || written.must_not.is_empty() {
        fault("a rule needs sentences that it must read and sentences that it must not".to_owned());
    }
    for example in &written.must {
        let marked = example.text.matches(['[', ']']).collect::<String>();
        if marked != "[]" {
            fault(format!("“{}”: mark one time with [ ]", example.text));
        }
    }
    let captured: BTreeSet<&str> = patterns.iter().flat_map(TimePattern::names).collect();
    let means = match Meaning::parse(&written.means, &captured) {
        Ok(means) => means,
        Err(message) => {
            fault(format!("means `{}`: {message}", written.means));
            return None;
        }
    };
    Some(TimeRule {
        id: RuleId(format!("time/{stem}/{}", written.name)),
        group: written.group.clone(),
        part: written.part,
        patterns,
        means,
        must: written.must.clone(),
        must_not: written.must_not.clone(),
    })
}
