//! Rules as files: patterns, a reason, and sentences they must and must not match.

use chancery_model::{EventKind, RuleId, Status};
use serde::Deserialize;

use crate::lexicon::class_names;
use crate::{Fault, Lexicon, Pattern, Schema};

/// A rule that reads events.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Path of its file under `data/rules`, without the ending.
    pub id: RuleId,
    /// The kind of event it reads.
    pub kind: EventKind,
    /// One sentence: what it says about English.
    pub reason: String,
    /// The status it tells by itself, whatever the words around it say.
    pub status: Option<Status>,
    /// How many sides must be named for it to tell an event of its own; with fewer, its words only
    /// add to an event already told.
    pub sides: usize,
    /// Its patterns; of those that match, the one that seats most people counts, else the first.
    pub patterns: Vec<Pattern>,
    /// Patterns around the same trigger that forbid it.
    pub unless: Vec<Pattern>,
    /// Sentences it must match.
    pub matches: Vec<Example>,
    /// Sentences in which it must find nothing.
    pub not: Vec<String>,
}

/// A sentence that a rule must match.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The participants, as the sentence words them, in order.
    pub actors: Vec<String>,
    /// The status it tells.
    pub status: Status,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    kind: String,
    reason: String,
    status: Option<Status>,
    #[serde(default = "two")]
    sides: usize,
    patterns: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(rename = "match", default)]
    matches: Vec<Example>,
    #[serde(default)]
    not: Vec<String>,
}

fn two() -> usize {
    2
}

pub(crate) fn read(files: &[(&str, &str)], lexicon: &Lexicon, schema: &Schema, faults: &mut Vec<Fault>) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (path, content) in files {
        let Some(id) = path.strip_prefix("rules/").and_then(|p| p.strip_suffix(".toml")) else { continue };
        let file: RuleFile = match toml::from_str(content) {
            Ok(file) => file,
            Err(e) => {
                faults.push(toml_fault(path, content, &e));
                continue;
            }
        };
        let mut fault = |needle: &str, message: String| {
            faults.push(Fault { file: (*path).to_owned(), line: line_of(content, needle), message });
        };
        if !schema.events.contains_key(&file.kind) {
            fault("kind", format!("`{}` is no kind of data/schema/events.toml", file.kind));
        }
        if file.matches.is_empty() || file.not.is_empty() {
            fault("patterns", "a rule needs sentences that it must match and sentences that it must not".to_owned());
        }
        let (mut patterns, mut unless) = (Vec::new(), Vec::new());
        let told = file.patterns.iter().map(|text| (text, true)).chain(file.unless.iter().map(|text| (text, false)));
        for (text, wanted) in told {
            match Pattern::parse(text, |class| lexicon.has_class(class)) {
                Ok(pattern) if wanted => patterns.push(pattern),
                Ok(pattern) => unless.push(pattern),
                Err((column, message)) => {
                    let classes = class_names(lexicon);
                    let hint =
                        if message.contains("class") { format!(" (there are: {classes:?})") } else { String::new() };
                    fault(text, format!("pattern `{text}`, column {column}: {message}{hint}"));
                }
            }
        }
        rules.push(Rule {
            id: RuleId(id.to_owned()),
            kind: EventKind(file.kind),
            reason: file.reason,
            status: file.status,
            sides: file.sides,
            patterns,
            unless,
            matches: file.matches,
            not: file.not,
        });
    }
    rules
}

fn line_of(content: &str, needle: &str) -> usize {
    content.find(needle).map_or(0, |at| content[..at].matches('\n').count() + 1)
}

pub(crate) fn toml_fault(path: &str, content: &str, error: &toml::de::Error) -> Fault {
    let line = error.span().map_or(0, |s| content[..s.start.min(content.len())].matches('\n').count() + 1);
    Fault { file: path.to_owned(), line, message: error.message().to_owned() }
}
