//! Holds every rule to the sentences in its file: read alone, each `match` sentence must give a
//! finding of that rule with those sides and that status, and no `not` sentence may give one that
//! could become an event. Looks at findings only; what becomes of them is for `cases.rs`.

use std::fmt::Write as _;
use std::sync::LazyLock;

use chancery_data::{Data, Rule};
use chancery_engine::{Engine, Input, Options};
use chancery_model::{EventFinding, Findings, MentionForm, Report, SentenceKind};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Data::builtin().expect("the built-in data loads")));

/// Fewest sentences of each sort that show where a rule begins and ends.
const FEWEST: usize = 3;

#[test]
fn sentences_that_a_rule_must_match_are_matched() {
    let mut faults = String::new();
    for rule in &ENGINE.data().rules {
        for example in &rule.matches {
            let expected = format!("{}: {}", example.status.as_str(), example.actors.join(", "));
            let found = read(rule, &example.text);
            if !found.iter().any(|f| f.own && f.told == expected) {
                fault(&mut faults, rule, &example.text, &expected, &found);
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn sentences_that_a_rule_must_not_match_are_left_alone() {
    let mut faults = String::new();
    for rule in &ENGINE.data().rules {
        // A rule that only adds to an event already told may not add anybody.
        let enough = if rule.sides > 2 { 1 } else { rule.sides };
        for text in &rule.not {
            let found = read(rule, text);
            if found.iter().any(|f| f.own && f.sides >= enough) {
                fault(&mut faults, rule, text, &format!("fewer than {enough} sides"), &found);
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_rule_shows_its_edges() {
    for rule in &ENGINE.data().rules {
        for (key, count) in [("match", rule.matches.len()), ("not", rule.not.len())] {
            assert!(count >= FEWEST, "data/rules/{}.toml: {count} `{key}` sentences; give {FEWEST} or more", rule.id);
        }
    }
}

/// What was found in a sentence.
struct Found {
    /// The rule that found it.
    rule: String,
    /// Whether that is the rule in question.
    own: bool,
    /// `held: Emmanuel Macron, Xi Jinping`, sides in order of the text.
    told: String,
    /// How many sides that may be.
    sides: usize,
}

/// What is found in a report that is one sentence, by `rule` and others.
fn read(rule: &Rule, text: &str) -> Vec<Found> {
    let acquired = ENGINE.acquire(&Input::Stdin(text.as_bytes().to_vec()), &Options::default());
    let [report] = &acquired.reports[..] else { panic!("data/rules/{}.toml: “{text}” is no report", rule.id) };
    let read = ENGINE.read(report);
    let alone = read.document.sentences.len() == 1 && read.document.sentences[0].kind == SentenceKind::Prose;
    assert!(alone, "data/rules/{}.toml: “{text}” is not read as one sentence of prose", rule.id);
    read.findings.events.iter().map(|event| found(rule, report, &read.findings, event)).collect()
}

fn found(rule: &Rule, report: &Report, findings: &Findings, event: &EventFinding) -> Found {
    let mut mentions: Vec<_> = event.actors.iter().map(|seat| &findings.mentions[seat.mention]).collect();
    mentions.sort_by_key(|mention| mention.span.start());
    let names: Vec<&str> = mentions
        .iter()
        .map(|mention| match mention.form {
            MentionForm::Name { name, .. } => name.of(&report.text),
            MentionForm::Role { .. } | MentionForm::Pronoun => mention.span.of(&report.text),
        })
        .collect();
    let sides = mentions.iter().map(|mention| match mention.form {
        // Nobody can tell who "reporters" are.
        MentionForm::Role { of: None, definite: false, .. } => 0,
        // "The two leaders" may be all the sides there are.
        MentionForm::Role { plural: true, .. } => 2,
        _ => 1,
    });
    Found {
        rule: event.rule.to_string(),
        own: event.rule == rule.id,
        told: format!("{}: {}", event.status.as_str(), names.join(", ")),
        sides: sides.sum(),
    }
}

fn fault(faults: &mut String, rule: &Rule, text: &str, expected: &str, found: &[Found]) {
    let _ = write!(faults, "\ndata/rules/{}.toml\n  {text}\n  expected {expected}\n", rule.id);
    for one in found {
        let _ = writeln!(faults, "  found    {} (by {})", one.told, one.rule);
    }
    if found.is_empty() {
        let _ = writeln!(faults, "  found    nothing");
    }
}
