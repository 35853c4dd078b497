//! Rules as files: patterns, a reason, and sentences they must and must not match.

use chancery_model::{EventKind, RuleId, Stance};
use serde::Deserialize;

use crate::progress::Progress;
use crate::{Fault, Lemmas, Pattern, Reads, Schema};

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Path of its file under `data/rules`, without the ending.
    pub id: RuleId,
    /// What it reads.
    pub reads: Reads,
    /// One sentence: what it says about English.
    pub reason: String,
    /// Its patterns; of those that match, the one that asks for most counts, among equals the first.
    pub patterns: Vec<Pattern>,
    /// The patterns as they are written.
    pub written: Vec<String>,
    /// Patterns around the same trigger that forbid it.
    pub unless: Vec<Pattern>,
    /// Sentences it must match.
    pub matches: Vec<Example>,
    /// Sentences in which it must find nothing.
    pub not: Vec<String>,
}

impl Rule {
    /// What it tells of occasions besides who, where and when, where it reads that: `outcome`,
    /// `attendance`, `called-off`, `topic`.
    #[must_use]
    pub fn aside(&self) -> Option<&'static str> {
        match &self.reads {
            Reads::Aside { plain, negated, hedged } => plain.or(*negated).or(*hedged).map(|aside| aside.sort()),
            _ => None,
        }
    }

    /// The kind of event it reads, where it reads events.
    #[must_use]
    pub fn kind(&self) -> Option<&EventKind> {
        match &self.reads {
            Reads::Event { kind, .. } => Some(kind),
            _ => None,
        }
    }
}

/// A sentence that a rule must match, with what it must find there, as the sentence words it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Of an event: who takes part or acts, in order. Of a pledge: who is bound; left out where it is whoever speaks. Of a proposal: who puts it
    /// forward.
    #[serde(default)]
    pub actors: Vec<String>,
    /// Of an event or pledge: whom it is done to; of a proposal: whom it is put to.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Of an event: the go-betweens.
    #[serde(default)]
    pub mediators: Vec<String>,
    /// Of an event or pledge: its status.
    pub status: Option<Progress>,
    /// Of a position: whose it is; absent where it is whoever speaks.
    pub holder: Option<String>,
    /// Of a position: the stance.
    pub stance: Option<Stance>,
    /// Of a position, statement, pledge or proposal: what is wanted, refused, said, undertaken or held.
    pub content: Option<String>,
    /// Of a position: whether its words are absolute.
    pub red_line: Option<bool>,
    /// Of a position: the words that make it depend on something.
    pub condition: Option<String>,
    /// Of a statement: who speaks.
    pub speaker: Option<String>,
    /// Of a proposal: what it is called.
    pub proposal: Option<String>,
    /// Of a proposal: who wrote it.
    #[serde(default)]
    pub drafters: Vec<String>,
    /// Of an outcome or attendance: which.
    pub value: Option<String>,
    /// Of a statement: through whom its words came, nearest the speaker first.
    #[serde(default)]
    pub through: Vec<String>,
    /// Of a statement: where its words stood.
    pub medium: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFile {
    pub(crate) reads: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) mode: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) sides: Option<usize>,
    pub(crate) apart: Option<bool>,
    pub(crate) people: Option<bool>,
    pub(crate) stance: Option<String>,
    pub(crate) negated: Option<String>,
    pub(crate) hedged: Option<String>,
    pub(crate) red_line: Option<bool>,
    pub(crate) with_trigger: Option<bool>,
    pub(crate) value: Option<String>,
    pub(crate) firm: Option<bool>,
    pub(crate) party: Option<bool>,
    reason: String,
    patterns: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(rename = "match", default)]
    matches: Vec<Example>,
    #[serde(default)]
    not: Vec<String>,
}

pub(crate) fn read(files: &[(&str, &str)], lemmas: &Lemmas, schema: &Schema, faults: &mut Vec<Fault>) -> Vec<Rule> {
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
        let (reads, slots) = match file.reads(schema) {
            Ok(told) => told,
            Err((key, message)) => {
                fault(key, message);
                continue;
            }
        };
        if file.matches.is_empty() || file.not.is_empty() {
            fault("patterns", "a rule needs sentences that it must match and sentences that it must not".to_owned());
        }
        let mut parse = |text: &String| match Pattern::parse(text, |class| lemmas.has(class)) {
            Ok(pattern) => Some(pattern),
            Err((column, message)) => {
                fault(text, format!("pattern `{text}`, column {column}: {message}"));
                None
            }
        };
        let patterns: Vec<Pattern> = file.patterns.iter().filter_map(&mut parse).collect();
        let unless = file.unless.iter().filter_map(&mut parse).collect();
        if !slots.is_empty() && patterns.iter().any(|p| !slots.iter().any(|slot| p.fills(*slot))) {
            let slots = slots.iter().map(|slot| format!("`<{slot}>`")).collect::<Vec<_>>().join(" or ");
            fault("patterns", format!("every pattern of this rule has to fill {slots}"));
        }
        rules.push(Rule {
            id: RuleId(id.to_owned()),
            reads,
            reason: file.reason,
            patterns,
            written: file.patterns,
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
