//! Holds every rule of `data/times` to the sentences in its file: read alone, as of the day told, each
//! `must` sentence gives the words marked, by that rule, with that type and value; no `must_not`
//! sentence gives anything by it.

use std::fmt::Write as _;

use chancery_data::{Data, TimeExample, TimeRule};
use chancery_engine::Engine;
use chancery_model::{Edtf, Report};

fn report(text: &str, on: Option<Edtf>) -> Report {
    let mut report = Report::plain(text);
    report.published.edtf = on;
    report
}

/// The words, the rule, and type and value of each time of each report.
fn read(engine: &Engine, reports: &[Report]) -> Vec<Vec<(String, String, String)>> {
    let all = engine.read_all(&reports.iter().collect::<Vec<_>>(), |read| {
        let rules = read.findings.times.iter().map(|time| time.rule.0.clone());
        let told = read.times.iter().map(|time| {
            let value = time.value.as_deref().map_or_else(String::new, |value| format!(" {value}"));
            (time.span.of(&read.document.report.text).to_owned(), format!("{}{value}", time.kind))
        });
        rules.zip(told).map(|(rule, (words, told))| (words, rule, told)).collect()
    });
    all.into_iter().map(|one| one.expect("a sentence can be read")).collect()
}

#[test]
fn rules_for_times_are_true_of_their_sentences() {
    let engine = Engine::new(Data::builtin().expect("the built-in data loads"));
    let rules = &engine.data().times.rules;
    let must: Vec<(&TimeRule, &TimeExample)> = rules.iter().flat_map(|r| r.must.iter().map(move |e| (r, e))).collect();
    let must_not: Vec<(&TimeRule, &String)> =
        rules.iter().flat_map(|r| r.must_not.iter().map(move |e| (r, e))).collect();
    let plain = |text: &str| text.replace(['[', ']'], "");
    let mut reports: Vec<Report> = must.iter().map(|(_, e)| report(&plain(&e.text), e.on)).collect();
    reports.extend(must_not.iter().map(|(_, text)| report(text, None)));
    let found = read(&engine, &reports);
    let mut faults = String::new();
    for ((rule, example), found) in must.iter().zip(&found) {
        let words = example.text.split(['[', ']']).nth(1).unwrap_or_default();
        let wanted = (words.to_owned(), rule.id.0.clone(), example.gives.clone());
        if !found.contains(&wanted) {
            let _ = writeln!(faults, "{}\n  expected {wanted:?}\n  found {found:?}", example.text);
        }
    }
    for ((rule, text), found) in must_not.iter().zip(&found[must.len()..]) {
        if found.iter().any(|(_, by, _)| *by == rule.id.0) {
            let _ = writeln!(faults, "{text}\n  expected nothing by {}\n  found {found:?}", rule.id);
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_operation_of_the_language_is_used() {
    let data = Data::builtin().expect("the built-in data loads");
    let used: std::collections::BTreeSet<String> =
        data.times.rules.iter().map(|rule| format!("{:?}", rule.means.operation)).collect();
    assert_eq!(used.len(), chancery_data::Operation::COUNT, "only {used:?} are used");
}

/// Words and values of the times of a report.
fn values(engine: &Engine, text: &str, on: &str) -> Vec<(String, String)> {
    let found = read(engine, &[report(text, on.parse().ok())]).remove(0);
    found.into_iter().map(|(words, _, told)| (words, told)).collect()
}

#[test]
fn the_day_is_told_from_the_speech_and_by_the_verb() {
    let engine = Engine::new(Data::builtin().expect("the built-in data loads"));
    let told = |words: &str, value: &str| (words.to_owned(), format!("DATE {value}"));
    // 17 June 2025 is a Tuesday.
    let quoted = "“We will meet again on Monday,” Emmanuel Macron said on Friday.";
    assert_eq!(values(&engine, quoted, "2025-06-17"), [told("Monday", "2025-06-16"), told("Friday", "2025-06-13")]);
    let plain = "They will meet again on Monday.";
    assert_eq!(values(&engine, plain, "2025-06-17"), [told("Monday", "2025-06-23")]);
    let occasion = "Both sides played down Monday's discussions.";
    assert_eq!(values(&engine, occasion, "2025-06-15"), [told("Monday", "2025-06-16")]);
    assert_eq!(values(&engine, occasion, "2025-06-17"), [told("Monday", "2025-06-16")]);
    let undated = values(&engine, "They will meet on Monday.", "");
    assert_eq!(undated, [("Monday".to_owned(), "DATE".to_owned())]);
}
