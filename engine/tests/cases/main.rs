//! Runs `cases/*.md`: the reports of each case go through the whole engine in memory, in both
//! orders, and the record that comes out is compared with the one written down, and what each report
//! says with what is written down of that. Everything expected must appear and nothing else may. The
//! form of the files is told in `cases/README.md`.

mod aspects;
mod compare;
mod form;
mod judged;
mod lines;
mod views;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use chancery_data::Data;
use chancery_engine::{Engine, Input, Options};
use chancery_model::{Claim, Day, Form, Record, RecordedStatement, Report, Snapshot};

use crate::compare::differences;
use crate::form::{Case, Sort, parse};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Data::builtin().expect("the built-in data loads")));

macro_rules! files {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            run(&stringify!($name).replace('_', "-"));
        })*

        #[test]
        fn every_file_is_run() {
            let listed: BTreeSet<_> = [$(stringify!($name)),*].map(|name| name.replace('_', "-")).into();
            let found: BTreeSet<_> = fs::read_dir(folder())
                .expect("the folder of cases is there")
                .map(|entry| entry.expect("its entries can be read").path())
                .filter(|path| path.extension().is_some_and(|e| e == "md"))
                .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
                .filter(|stem| stem != "README")
                .collect();
            assert_eq!(found, listed, "files of cases (left) and tests listed here (right)");
        }
    };
}

files!(
    attendance,
    called_off,
    calls,
    chains,
    changes,
    checks,
    chrome,
    clauses,
    contradictions,
    courtesies,
    dates,
    denials,
    gaps,
    guests,
    itineraries,
    judgements,
    life,
    meetings,
    merging,
    names,
    nothing,
    origins,
    outcomes,
    parts,
    plans,
    pledges,
    positions,
    promises,
    proposals,
    quotations,
    readings,
    readouts,
    red_lines,
    stances,
    several,
    sides,
    talks,
    totals,
    visits
);

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../cases")
}

fn run(stem: &str) {
    let file = format!("cases/{stem}.md");
    let cases = parse(&fs::read_to_string(folder().join(format!("{stem}.md"))).expect("the file can be read"), &file);
    let mut failures = String::new();
    let mut failed = 0;
    for case in &cases {
        if let Err(told) = check(case) {
            failed += 1;
            let _ = writeln!(failures, "\n{file}:{} {}\n{told}", case.line, case.name);
        }
    }
    assert!(failed == 0, "{failed} of {} cases of {file} fail\n{failures}", cases.len());
}

/// The lines that a block tells of a record.
type LinesOf<'a> = &'a dyn Fn(&dyn Snapshot) -> Vec<String>;

/// Compares what a case expects with what the engine finds.
fn check(case: &Case) -> Result<(), String> {
    let reports = acquire(case);
    let mut told = String::new();
    let only = |lines: &[String]| lines.iter().map(|line| aspects::only(line, &case.aspects)).collect::<Vec<_>>();
    type OfRecord = fn(&Record) -> Vec<String>;
    type OfSnapshot<'c> = Box<dyn Fn(&dyn Snapshot) -> Vec<String> + 'c>;
    let of_record: [(_, OfRecord, _); 3] = [
        (&case.record, record_lines, "record"),
        (&case.positions, position_lines, "record positions"),
        (&case.contradictions, contradiction_lines, "record contradictions"),
    ];
    let mut blocks: Vec<(&[String], OfSnapshot<'_>, String)> = Vec::new();
    for (expected, lines_of, info) in of_record {
        let Some(expected) = expected else { continue };
        blocks.push((expected, Box::new(move |snapshot| lines_of(snapshot.record())), info.to_owned()));
    }
    for (view, expected) in &case.views {
        let lines_of = |snapshot: &dyn Snapshot| or_nothing(view.lines(snapshot));
        blocks.push((expected, Box::new(lines_of), format!("record {}", view.as_str())));
    }
    for (expected, lines_of, info) in blocks {
        let found = lines(reports.clone(), case, &lines_of);
        let backwards = lines(reports.iter().rev().cloned().collect(), case, &lines_of);
        if found != backwards {
            return Err(format!("another order of arrival gives another record:\n{}", differences(&found, &backwards)));
        }
        told += &compared(expected, &only(&found), &info);
    }
    if let Some((day, expected)) = &case.changes {
        let found = change_lines(&reports, *day);
        told += &compared(expected, &found, &format!("changes {day}"));
    }
    if let Some((sorts, expected)) = &case.read {
        let found = only(&claim_lines(&reports, sorts));
        let info: Vec<_> = sorts.iter().map(|sort| sort.as_str()).collect();
        told += &compared(expected, &found, &format!("read {}", info.join(" ")));
    }
    if told.is_empty() { Ok(()) } else { Err(format!("- expected and missing, + found and not expected\n{told}")) }
}

/// What is missing and what is too much, with the block that was found; empty where there is neither.
fn compared(expected: &[String], found: &[String], info: &str) -> String {
    match differences(expected, found) {
        told if told.is_empty() => told,
        told => format!("{told}found:\n```{info}\n{}\n```\n", found.join("\n")),
    }
}

fn acquire(case: &Case) -> Vec<Report> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut reports = Vec::new();
    for (i, block) in case.reports.iter().enumerate() {
        // A JSON line is how a bare text names its publisher.
        let (name, text) = match &block.outlet {
            Some(outlet) => ("report.jsonl", format!(r#"{{"outlet":{},"text":{}}}"#, json(outlet), json(&block.text))),
            None => (block.name.as_str(), block.text.clone()),
        };
        let path = folder.path().join(format!("{i}-{name}"));
        fs::write(&path, text).expect("a temporary file can be written");
        let options = Options { published: block.published };
        let acquired = ENGINE.acquire(&Input::File(path), &options);
        assert!(acquired.problems.is_empty(), "{}: {:?}", case.name, acquired.problems);
        reports.extend(acquired.reports);
    }
    reports
}

/// A string as JSON writes it; cases hold no control characters but line ends.
fn json(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// The lines of the record of reports, and of what was judged of them.
fn lines(reports: Vec<Report>, case: &Case, of: LinesOf<'_>) -> Vec<String> {
    match &case.judged {
        Some(lines) => judged::told(&reports, lines, of),
        None => {
            let mut problems = Vec::new();
            let snapshot = ENGINE.gather_reports(reports, None, &mut problems);
            assert!(problems.is_empty(), "{problems:?}");
            of(&snapshot)
        }
    }
}

/// The record as the lines a case would list.
fn record_lines(record: &Record) -> Vec<String> {
    let quoted = |s: &&RecordedStatement| s.value.form != Form::Indirect;
    let said = record.statements.iter().filter(quoted).map(|s| lines::said(record, s));
    or_nothing(record.events.iter().map(|e| lines::recorded(record, e)).chain(said).collect())
}

/// The positions of the record as the lines a case would list.
fn position_lines(record: &Record) -> Vec<String> {
    or_nothing(record.positions.iter().map(lines::stands).collect())
}

/// What reports contradict each other in, as the lines a case would list.
fn contradiction_lines(record: &Record) -> Vec<String> {
    or_nothing(record.contradictions.iter().map(lines::differs).collect())
}

/// What changed in the record since the end of a day, as the lines a case would list.
fn change_lines(reports: &[Report], day: Day) -> Vec<String> {
    let mut problems = Vec::new();
    let snapshot = ENGINE.gather_reports(reports.to_vec(), None, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    let before = chancery_engine::known_by(&ENGINE.data().schema, &snapshot, day);
    let found = chancery_engine::changes(&before, snapshot.record());
    or_nothing(found.iter().map(|change| lines::changed(snapshot.record(), &before, change)).collect())
}

/// What reports say, of some sorts, as the lines a case would list.
fn claim_lines(reports: &[Report], sorts: &[Sort]) -> Vec<String> {
    let reports: Vec<&Report> = reports.iter().collect();
    let read: Vec<(&Report, Vec<Claim>)> = ENGINE
        .read_all(&reports, |way| (way.document.report, way.reading.claims))
        .into_iter()
        .map(|read| read.expect("a report of a case is read"))
        .collect();
    let told = read.iter().flat_map(|(report, claims)| claims.iter().map(move |claim| (report, claim)));
    or_nothing(told.filter_map(|(report, claim)| lines::claimed(report, claim, sorts)).collect())
}

fn or_nothing(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { vec!["nothing".to_owned()] } else { lines }
}
