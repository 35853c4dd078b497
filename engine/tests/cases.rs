//! Runs `cases/*.md`: the reports of each case go through the whole engine in memory, in both
//! orders, and the record that comes out is compared with the one written down. Everything
//! expected must appear and nothing else may. The form of the files is told in `cases/README.md`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use chancery_data::Data;
use chancery_engine::{Engine, Input, Options};
use chancery_model::{Edtf, Event, Form, Participant, Record, RecordedStatement, Report, Snapshot};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Data::builtin().expect("the built-in data loads")));

macro_rules! files {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            run(stringify!($name));
        })*

        #[test]
        fn every_file_is_run() {
            let listed: BTreeSet<_> = [$(stringify!($name)),*].map(str::to_owned).into();
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

files!(calls, chrome, dates, meetings, names, nothing, plans, quotations, several, talks, visits);

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../cases")
}

/// One heading of a file with what stands under it.
#[derive(Default)]
struct Case {
    name: String,
    line: usize,
    reason: bool,
    reports: Vec<Block>,
    expected: Option<Vec<String>>,
}

/// A fenced report.
struct Block {
    name: String,
    outlet: Option<String>,
    published: Option<Edtf>,
    text: String,
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

/// Compares what a case expects with what the engine finds.
fn check(case: &Case) -> Result<(), String> {
    let reports = acquire(case);
    let found = lines_of(&gather(reports.clone()));
    let backwards = lines_of(&gather(reports.into_iter().rev().collect()));
    if found != backwards {
        return Err(format!("another order of arrival gives another record:\n{}", differences(&found, &backwards)));
    }
    let expected = case.expected.as_deref().unwrap_or_default();
    let told = differences(expected, &found);
    if told.is_empty() {
        return Ok(());
    }
    Err(format!("- expected and missing, + found and not expected\n{told}found:\n```record\n{}\n```", found.join("\n")))
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

fn gather(reports: Vec<Report>) -> Record {
    let mut problems = Vec::new();
    let record = ENGINE.gather_reports(reports, None, &mut problems).record().clone();
    assert!(problems.is_empty(), "{problems:?}");
    record
}

/// The record as the lines a case would list.
fn lines_of(record: &Record) -> Vec<String> {
    let lines: Vec<_> = record.events.iter().map(event_line).chain(quoted(record).map(statement_line)).collect();
    if lines.is_empty() { vec!["nothing".to_owned()] } else { lines }
}

/// Statements with words between marks.
fn quoted(record: &Record) -> impl Iterator<Item = &RecordedStatement> {
    record.statements.iter().filter(|s| s.value.form != Form::Indirect)
}

fn event_line(event: &Event) -> String {
    let date = event.date().map_or_else(|| "undated".to_owned(), |d| d.to_string());
    let mut line = format!("{date} {} {}", event.kind, event.status.as_str());
    if let Some(place) = &event.place {
        let _ = write!(line, " in {}", place.name);
    }
    let names =
        |of: &mut dyn Iterator<Item = &Participant>| of.map(|p| p.actor.name.as_str()).collect::<Vec<_>>().join(", ");
    let _ = write!(line, ": {}", names(&mut event.actors.iter()));
    if !event.recipients.is_empty() {
        let _ = write!(line, " → {}", names(&mut event.recipients.iter()));
    }
    if !event.mediators.is_empty() {
        let _ = write!(line, "; mediated by {}", names(&mut event.mediators.iter()));
    }
    let mut notes = Vec::new();
    if event.reports.len() > 1 {
        notes.push(format!("{} reports", event.reports.len()));
    }
    if event.origins != event.reports.len() {
        notes.push(format!("{} origin{}", event.origins, if event.origins == 1 { "" } else { "s" }));
    }
    let mut statuses: Vec<_> = event.history.iter().map(|h| h.status.as_str()).collect();
    statuses.dedup();
    if statuses.len() > 1 {
        notes.push(statuses.join(", "));
    }
    if event.overdue {
        notes.push("overdue".to_owned());
    }
    if !notes.is_empty() {
        let _ = write!(line, " [{}]", notes.join("; "));
    }
    line
}

fn statement_line(statement: &RecordedStatement) -> String {
    let speaker = statement.value.speaker.as_ref().map_or("unknown", |p| p.actor.name.as_str());
    let text = statement.value.text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("said {speaker}: \"{}\"", text.trim_end_matches(','))
}

/// What stands on one side only, a line each; empty where both are the same but for order.
fn differences(expected: &[String], found: &[String]) -> String {
    let mut surplus: Vec<(String, &String)> = found.iter().map(|line| (canonical(line), line)).collect();
    let mut told = String::new();
    for line in expected {
        match surplus.iter().position(|(form, _)| *form == canonical(line)) {
            Some(at) => drop(surplus.remove(at)),
            None => told.push_str(&format!("- {line}\n")),
        }
    }
    for (_, line) in surplus {
        told.push_str(&format!("+ {line}\n"));
    }
    told
}

/// A line with its actors and notes in alphabetical order: two lines that say the same are equal.
fn canonical(line: &str) -> String {
    let sorted = |list: &str, separator: &str| {
        let mut items: Vec<_> = list.split(separator).map(str::trim).collect();
        items.sort_unstable();
        items.join(separator)
    };
    let (Some((head, rest)), false) = (line.split_once(": "), line.starts_with("said ")) else {
        return line.to_owned();
    };
    let (people, notes) = rest.split_once(" [").map_or((rest, ""), |(p, n)| (p, n.trim_end_matches(']')));
    let (people, mediators) = people.split_once("; mediated by ").unwrap_or((people, ""));
    let (actors, recipients) = people.split_once(" → ").unwrap_or((people, ""));
    let [actors, recipients, mediators] = [actors, recipients, mediators].map(|list| sorted(list, ", "));
    format!("{head}: {actors} → {recipients}; {mediators} [{}]", sorted(notes, "; "))
}

/// Reads a file of cases; a file that breaks the form fails the test, with the line.
fn parse(text: &str, file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((i, line)) = lines.next() {
        let at = format!("{file}:{}", i + 1);
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), line: i + 1, ..Case::default() });
        } else if line.starts_with("```") {
            let info = line.trim_start_matches('`');
            let fence = &line[..line.len() - info.len()];
            let body: Vec<_> = lines.by_ref().map(|(_, l)| l).take_while(|l| *l != fence).collect();
            let case = cases.last_mut().unwrap_or_else(|| panic!("{at}: a block stands before the first heading"));
            assert!(case.expected.is_none(), "{at}: a block stands after the case's record");
            match info.split_once(' ').map_or((info, ""), |(kind, words)| (kind, words)) {
                ("report", words) => case.reports.push(block(words, body.join("\n") + "\n", &at)),
                ("record", "") => case.expected = Some(body.into_iter().map(|l| expected(l, &at)).collect()),
                _ => panic!("{at}: a block is either a `report` or a `record`"),
            }
        } else if let (Some(case), false) = (cases.last_mut(), line.trim().is_empty()) {
            case.reason = true;
        }
    }
    for case in &cases {
        let at = format!("{file}:{} {}", case.line, case.name);
        assert!(case.reason, "{at}: say in a sentence why the case matters");
        assert!(!case.reports.is_empty() && case.expected.is_some(), "{at}: a case has reports and a record");
    }
    assert!(!cases.is_empty(), "{file}: there is no case in it");
    cases
}

/// A fenced report with the words after `report`.
fn block(words: &str, text: String, at: &str) -> Block {
    let mut block = Block { name: "report.txt".to_owned(), outlet: None, published: None, text };
    let mut rest = words.trim();
    while !rest.is_empty() {
        let (key, value) = rest.split_once('=').unwrap_or_else(|| panic!("{at}: write `key=value`, not `{rest}`"));
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or_else(|| panic!("{at}: close the quotation marks")),
            None => value.split_once(' ').unwrap_or((value, "")),
        };
        match key {
            "published" => block.published = Some(value.parse().unwrap_or_else(|e| panic!("{at}: {e}"))),
            "outlet" => block.outlet = Some(value.to_owned()),
            "name" => block.name = value.to_owned(),
            _ => panic!("{at}: `{key}` is none of published, outlet, name"),
        }
        rest = after.trim_start();
    }
    block
}

/// An expected line, refused where it cannot be one: a slip of the pen must not pass for a case.
fn expected(line: &str, at: &str) -> String {
    let statuses = ["held", "ongoing", "planned", "proposed", "cancelled", "denied"];
    let event = || {
        let mut words = line.split_once(": ")?.0.split(' ');
        let date = words.next()?;
        let dated = date == "undated" || date.parse::<Edtf>().is_ok();
        let kind = words.next()?;
        let known = ENGINE.data().schema.events.contains_key(kind);
        let status = statuses.contains(&words.next()?);
        let place = words.next().is_none_or(|word| word == "in");
        Some(dated && known && status && place)
    };
    let said = || line.strip_prefix("said ")?.split_once(": \"").map(|(_, words)| words.ends_with('"'));
    let fits = line == "nothing" || said().or_else(event) == Some(true);
    assert!(fits, "{at}: `{line}` is no line of a record; see cases/README.md");
    line.to_owned()
}

#[test]
fn a_difference_is_told_and_order_is_not_one() {
    let lines = |of: &[&str]| of.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
    let expected = lines(&["undated call held: Iran, Oman [2 reports; planned, held]", "said Iran: \"a b c d\""]);
    let same = lines(&["said Iran: \"a b c d\"", "undated call held: Oman, Iran [planned, held; 2 reports]"]);
    assert_eq!(differences(&expected, &same), "");
    let other = lines(&["undated call held: Iran [2 reports; planned, held]", "said Iran: \"a b c d\""]);
    assert_eq!(
        differences(&expected, &other),
        "- undated call held: Iran, Oman [2 reports; planned, held]\n+ undated call held: Iran [2 reports; planned, held]\n"
    );
    assert_ne!(differences(&lines(&["nothing"]), &other), "");
}
