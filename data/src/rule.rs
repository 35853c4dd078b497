//! Rules as files: patterns, a reason, and sentences they must and must not match.

use chancery_model::{Aside, Attendance, EventKind, OutcomeValue, RuleId, Stance, Status};
use serde::Deserialize;
use serde::de::value::{Error as ValueError, StrDeserializer};

use crate::{Fault, Lemmas, Pattern, Schema, Slot};

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

/// What a rule reads.
#[derive(Clone, Debug)]
pub enum Reads {
    /// Events.
    Event {
        /// Their kind.
        kind: EventKind,
        /// PLOVER mode, where it has one.
        mode: Option<String>,
        /// The status it tells by itself, whatever the words around it say.
        status: Option<Status>,
        /// How many sides must be named for it to tell an event of its own; with fewer, its words only
        /// add to an event already told.
        sides: usize,
    },
    /// Positions.
    Position {
        /// The stance.
        stance: Stance,
        /// The stance under a negation; none where nothing is said then.
        negated: Option<Stance>,
        /// The stance under "may", "might", "could"; none where nothing is said then.
        hedged: Option<Stance>,
        /// Whether its words are absolute.
        red_line: bool,
        /// Whether the trigger is what the stance is about, and not what tells it: "will not **cede** land".
        with_trigger: bool,
    },
    /// Statements.
    Statement,
    /// What is told of an occasion besides who, where and when.
    Aside {
        /// What the words tell as they stand; none where they tell nothing then.
        plain: Option<Aside>,
        /// What they tell under a negation; none where they tell nothing then.
        negated: Option<Aside>,
        /// What they tell under "may", "might", "could", "whether"; none where they tell nothing then.
        hedged: Option<Aside>,
    },
    /// Proposals.
    Proposal {
        /// Whether its words alone tell that the noun is a proposal.
        firm: bool,
        /// Whether it counts as one, by these words, only where another party is told: to whom it is put, or who answers.
        party: bool,
        /// Whether the trigger is part of what the proposal holds: "would **cap** the army at 600".
        with_trigger: bool,
    },
}

impl Rule {
    /// What it tells of occasions besides who, where and when, where it reads that: `outcome`, `attendance`, `topic`.
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
    /// Of an event: who takes part or acts, in order; of a proposal: who puts it forward.
    #[serde(default)]
    pub actors: Vec<String>,
    /// Of an event: whom it is done to; of a proposal: whom it is put to.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Of an event: the go-betweens.
    #[serde(default)]
    pub mediators: Vec<String>,
    /// Of an event: its status.
    pub status: Option<Status>,
    /// Of a position: whose it is; absent where it is whoever speaks.
    pub holder: Option<String>,
    /// Of a position: the stance.
    pub stance: Option<Stance>,
    /// Of a position, statement or proposal: what is wanted, refused, said or held.
    pub content: Option<String>,
    /// Of a statement: who speaks.
    pub speaker: Option<String>,
    /// Of a proposal: what it is called.
    pub proposal: Option<String>,
    /// Of a proposal: who wrote it.
    #[serde(default)]
    pub drafters: Vec<String>,
    /// Of an outcome or attendance: which.
    pub value: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    reads: Option<String>,
    kind: Option<String>,
    mode: Option<String>,
    status: Option<Status>,
    sides: Option<usize>,
    stance: Option<Stance>,
    value: Option<String>,
    negated: Option<String>,
    hedged: Option<String>,
    red_line: Option<bool>,
    with_trigger: Option<bool>,
    firm: Option<bool>,
    party: Option<bool>,
    reason: String,
    patterns: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(rename = "match", default)]
    matches: Vec<Example>,
    #[serde(default)]
    not: Vec<String>,
}

impl RuleFile {
    /// What the rule reads, and the slot that its patterns have to fill.
    fn reads(&self, schema: &Schema) -> Result<(Reads, Option<Slot>), (&'static str, String)> {
        let given = |key, is: bool| if is { Some(key) } else { None };
        let of_events = given("mode", self.mode.is_some())
            .or(given("status", self.status.is_some()))
            .or(given("sides", self.sides.is_some()));
        let only_positions = given("stance", self.stance.is_some()).or(given("red_line", self.red_line.is_some()));
        // Of positions and proposals.
        let with_trigger = given("with_trigger", self.with_trigger.is_some());
        let of_proposals = given("firm", self.firm.is_some()).or(given("party", self.party.is_some()));
        let of_asides = given("value", self.value.is_some());
        let turned = given("negated", self.negated.is_some()).or(given("hedged", self.hedged.is_some()));
        let of_positions = only_positions.or(turned);
        let misplaced = |key: &'static str, of: &str| Err((key, format!("`{key}` is for rules of {of}: leave it out")));
        match (self.reads.as_deref(), &self.kind) {
            (None, Some(kind)) => {
                if let Some(key) = of_positions.or(of_asides).or(with_trigger).or(of_proposals) {
                    return misplaced(key, "positions, proposals, outcomes and attendance");
                }
                if let Some(key) = of_proposals {
                    return misplaced(key, "proposals");
                }
                let Some(kind_schema) = schema.events.get(kind) else {
                    return Err(("kind", format!("`{kind}` is no kind of data/schema/events.toml")));
                };
                let sides = self.sides.unwrap_or(if kind_schema.is_engagement() { 2 } else { 1 });
                let (kind, mode) = (EventKind(kind.clone()), self.mode.clone());
                Ok((Reads::Event { kind, mode, status: self.status, sides }, None))
            }
            (Some("position"), None) => {
                if let Some(key) = of_events.or(of_asides) {
                    return misplaced(key, "events, outcomes and attendance");
                }
                let Some(plain) = self.stance else {
                    return Err(("reads", "a rule of positions needs a `stance`".to_owned()));
                };
                let (negated, hedged) = (stance("negated", &self.negated)?, stance("hedged", &self.hedged)?);
                let (red_line, with_trigger) = (self.red_line.unwrap_or(false), self.with_trigger.unwrap_or(false));
                Ok((Reads::Position { stance: plain, negated, hedged, red_line, with_trigger }, Some(Slot::Content)))
            }
            (Some("statement"), None) => {
                match of_events.or(of_positions).or(of_asides).or(with_trigger).or(of_proposals) {
                    Some(key) => misplaced(key, "events, positions, proposals, outcomes and attendance"),
                    None => Ok((Reads::Statement, Some(Slot::Speaker))),
                }
            }
            (Some("proposal"), None) => match of_events.or(of_positions).or(of_asides) {
                Some(key) => misplaced(key, "events, positions, outcomes and attendance"),
                None => {
                    let is = |key: Option<bool>| key.unwrap_or(false);
                    let (firm, party, with_trigger) = (is(self.firm), is(self.party), is(self.with_trigger));
                    Ok((Reads::Proposal { firm, party, with_trigger }, None))
                }
            },
            (Some(sort @ ("outcome" | "attendance" | "topic")), None) => {
                match of_events.or(only_positions).or(with_trigger).or(of_proposals) {
                    Some(key) => misplaced(key, "events, positions and proposals"),
                    None => self.asides(sort).map(|reads| (reads, None)),
                }
            }
            (Some(_), Some(_)) => Err(("reads", "`reads` and `kind` exclude each other".to_owned())),
            (Some(other), None) => Err((
                "reads",
                format!(
                    "`{other}` is nothing to read: `position`, `proposal`, `statement`, `outcome`, `attendance`, `topic`, or a `kind` of event"
                ),
            )),
            (None, None) => Err(("reason", "say what the rule reads: `kind = …` or `reads = …`".to_owned())),
        }
    }
}

impl RuleFile {
    /// What a rule of outcomes, attendance or topics tells.
    fn asides(&self, sort: &str) -> Result<Reads, (&'static str, String)> {
        let tells = |key: &'static str, word: &Option<String>| match word {
            None => Ok(None),
            Some(word) => aside(sort, word).map(Some).ok_or_else(|| (key, format!("`{word}` is no {sort}"))),
        };
        let (plain, negated, hedged) =
            (tells("value", &self.value)?, tells("negated", &self.negated)?, tells("hedged", &self.hedged)?);
        match sort {
            "topic" if plain.is_some() => Err(("value", "a rule of topics has no `value`: leave it out".to_owned())),
            "topic" => Ok(Reads::Aside { plain: Some(Aside::Topic), negated, hedged: Some(Aside::Topic) }),
            _ if plain.is_none() && negated.is_none() && hedged.is_none() => {
                Err(("reads", format!("a rule of {sort} needs a `value`")))
            }
            _ => Ok(Reads::Aside { plain, negated, hedged }),
        }
    }
}

/// A word of `negated` or `hedged` as a stance.
fn stance(key: &'static str, word: &Option<String>) -> Result<Option<Stance>, (&'static str, String)> {
    let Some(word) = word else { return Ok(None) };
    Stance::deserialize(StrDeserializer::<ValueError>::new(word))
        .map(Some)
        .map_err(|_| (key, format!("`{word}` is no stance")))
}

fn aside(sort: &str, word: &str) -> Option<Aside> {
    let word = StrDeserializer::<ValueError>::new(word);
    match sort {
        "outcome" => OutcomeValue::deserialize(word).ok().map(Aside::Outcome),
        "attendance" => Attendance::deserialize(word).ok().map(Aside::Attendance),
        _ => None,
    }
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
        let (reads, slot) = match file.reads(schema) {
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
        if let Some(slot) = slot.filter(|slot| patterns.iter().any(|p| !p.fills(*slot))) {
            fault("patterns", format!("every pattern of this rule has to fill `<{slot}>`"));
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
