//! The program as a user meets it: what it prints on which stream, and its exit code.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const REPORT: &str = "Published on March 10, 2026\n\n\
    German Chancellor Friedrich Merz met French President Emmanuel Macron in Berlin on Monday.\n\n\
    “We will not trade land for a promise,” Merz said after the meeting.\n";

/// The program, in a folder of its own and without the user's settings.
fn chancery(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env_remove("CHANCERY_STORE").env_remove("NO_COLOR");
    command.env_remove("CHANCERY_REGISTER");
    command.stdin(Stdio::null());
    command
}

/// Exit code, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = chancery(folder, arguments).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code().expect("the program ends by itself"), text(stdout), text(stderr))
}

fn folder_with_report() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("berlin.txt"), REPORT).unwrap();
    folder
}

fn quiet_error(code: i32, message: &str) -> (i32, String, String) {
    (code, String::new(), format!("{message}\n"))
}

#[test]
fn help_and_version_are_results() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err) = run(folder.path(), &["--help"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for command in [
        "add",
        "watch",
        "read",
        "record",
        "brief",
        "events",
        "positions",
        "matrix",
        "proposals",
        "pledges",
        "diff",
        "contradictions",
        "gaps",
        "checks",
        "show",
        "why",
        "search",
        "judge",
        "reread",
        "export",
        "import",
        "verify",
        "status",
        "register",
        "score",
        "completions",
        "manual",
    ] {
        assert!(out.lines().any(|l| l.trim_start().starts_with(command)), "{command} is not in the help:\n{out}");
    }
    let version = concat!("chancery ", env!("CARGO_PKG_VERSION"), "\n").to_owned();
    assert_eq!(run(folder.path(), &["--version"]), (0, version, String::new()));
}

#[test]
fn wrong_arguments_are_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, message) in [
        (&["brief", "--nwo"][..], "chancery: unexpected argument `--nwo` found; `chancery help` tells more"),
        (
            &["brief", "--now", "soon"],
            "chancery: invalid value `soon` for `--now <DATE>`: not a day; write it like 2025-12-08; `chancery help` tells more",
        ),
        (
            &["add"],
            "chancery: the following required arguments were not provided: <PATH>...; `chancery help` tells more",
        ),
        (
            &["events", "--kind", "picnic", "."],
            "chancery: `picnic` is no kind of event; the kinds are call, meeting, summit, talks, visit",
        ),
    ] {
        assert_eq!(run(folder.path(), arguments), quiet_error(2, message));
    }
}

#[test]
fn inputs_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    for command in ["add", "read", "brief", "events", "record"] {
        assert_eq!(
            run(folder.path(), &[command, "missing.txt"]),
            quiet_error(2, "chancery: `missing.txt` does not exist; check the path"),
            "{command}"
        );
        assert_eq!(
            run(folder.path(), &[command, "empty.txt"]),
            quiet_error(2, "chancery: `empty.txt` is empty; save the report again"),
            "{command}"
        );
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no store is left of nothing");
    let (code, _, err) = run(folder.path(), &["read", "missing.txt", "empty.txt"]);
    assert_eq!(code, 2);
    assert_eq!(err.lines().last(), Some("chancery: none of the inputs could be read"));
}

#[test]
fn a_bad_input_does_not_stop_the_others() {
    let folder = folder_with_report();
    let (code, out, err) = run(folder.path(), &["read", "--json", "missing.txt", "berlin.txt"]);
    assert_eq!((code, err.as_str()), (0, "chancery: `missing.txt` does not exist; check the path\n"));
    assert_eq!(out.lines().count(), 1);
}

#[test]
fn a_store_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["brief", "events", "record", "status", "verify"] {
        let (code, out, err) = run(folder.path(), &[command]);
        assert_eq!((code, out.as_str()), (2, ""), "{command}");
        assert!(err.starts_with("chancery: there is no store at `record.chancery`"), "{command}: {err}");
        assert_eq!(err.lines().count(), 1, "{command}: {err}");
    }
    assert!(!folder.path().join("record.chancery").exists(), "asking makes no store");
}

#[test]
fn the_json_of_a_report_has_its_text_and_layers_as_asked() {
    let folder = folder_with_report();
    let read = |flags: &[&str]| -> serde_json::Value {
        let arguments: Vec<&str> = ["read", "--json", "berlin.txt"].iter().chain(flags).copied().collect();
        let (code, out, err) = run(folder.path(), &arguments);
        assert_eq!((code, err.as_str()), (0, ""));
        serde_json::from_str(&out).unwrap()
    };
    let whole = read(&["--layers", "tokens"]);
    assert_eq!(whole["report"]["key"], "berlin");
    assert_eq!(whole["report"]["published"]["edtf"], "2026-03-10");
    assert!(whole["report"]["text"].as_str().unwrap().contains("Macron in Berlin"));
    assert!(whole["sentences"].as_array().unwrap().len() > 1);
    let short = read(&["--no-text", "--published", "2026-03-11"]);
    assert_eq!(short["report"].get("text"), None);
    assert_eq!(short.get("sentences"), None);
    assert_eq!(short["report"]["published"]["basis"], "given");
}

#[test]
fn from_report_to_store_to_page() {
    let folder = folder_with_report();
    let run = |arguments: &[&str]| run(folder.path(), arguments);
    assert_eq!(run(&["add", "berlin.txt"]), (0, String::new(), "chancery: 1 report added\n".to_owned()));
    assert_eq!(run(&["add", "berlin.txt"]), (0, String::new(), "chancery: 1 report known already\n".to_owned()));

    let (code, table, _) = run(&["events"]);
    assert_eq!(code, 0);
    let row = table.lines().nth(1).expect("a row").to_owned();
    assert!(row.starts_with("2026-03-09  meeting  held"), "{table}");
    let id = row.split_whitespace().last().unwrap();

    let (code, page, _) = run(&["show", id]);
    assert!(code == 0 && page.contains("Emmanuel Macron") && page.contains("Berlin"), "{page}");
    let (code, page, _) = run(&["why", id]);
    assert!(code == 0 && page.contains("met French President Emmanuel Macron in Berlin on Monday"), "{page}");
    let (code, page, _) = run(&["brief"]);
    assert!(code == 0 && page.contains("What happened") && page.contains("trade land for a promise"), "{page}");
    // A record in memory and a store of the same reports give the same page.
    assert_eq!(run(&["brief", "berlin.txt"]).1, page);

    let (code, page, _) = run(&["search", "promise"]);
    assert!(code == 0 && page.contains("promise"), "{page}");
    assert_eq!(run(&["search", "zeppelin"]), quiet_error(1, "chancery: no report holds `zeppelin`"));
    assert_eq!(run(&["events", "--actor", "nobody"]), quiet_error(1, "chancery: no such events"));
    assert_eq!(run(&["--quiet", "events", "--actor", "nobody"]), (1, String::new(), String::new()));
    assert_eq!(
        run(&["why", "zz"]),
        quiet_error(
            1,
            "chancery: nothing in the record is called `zz`; `chancery events` lists the ids of events, `chancery search WORDS` of reports"
        )
    );
    assert_eq!(run(&["verify"]).0, 0);
    let (code, status, _) = run(&["status", "--json"]);
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    assert_eq!((code, &status["reports"]), (0, &1.into()));
}

#[test]
fn copies_are_kept_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let line = |id: &str| {
        format!("{{\"id\":\"{id}\",\"text\":\"Friedrich Merz met Emmanuel Macron in Berlin on 9 March 2026.\"}}\n")
    };
    fs::write(folder.path().join("wire.jsonl"), line("a") + &line("b")).unwrap();
    let (code, _, err) = run(folder.path(), &["add", "wire.jsonl"]);
    assert_eq!(code, 0);
    assert_eq!(err.lines().next(), Some("chancery: 1 report added, 1 report kept as a copy of one with the same text"));
    let (_, page, _) = run(folder.path(), &["status"]);
    assert!(page.contains("reports: 2") && page.contains("copies among them: 1"), "{page}");
    let (_, status, _) = run(folder.path(), &["status", "--json"]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&status).unwrap()["copies"], 1);
}

#[test]
fn who_gives_no_date_is_told_how() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("undated.txt"), "Friedrich Merz met Emmanuel Macron in Berlin on Monday.\n").unwrap();
    let run = |arguments: &[&str]| run(folder.path(), arguments);
    let (_, _, err) = run(&["add", "undated.txt"]);
    assert!(err.contains("`--published DATE`"), "{err}");
    let (_, page, _) = run(&["brief", "undated.txt"]);
    assert!(page.contains("Undated (“Monday”)") && page.contains("`--published"), "{page}");
    for arguments in [
        &["brief", "--published", "2026-03-10", "undated.txt"][..],
        &["events", "undated.txt", "--published", "2026-03-10"],
    ] {
        let (code, page, err) = run(arguments);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(page.contains("9 March 2026") || page.contains("2026-03-09"), "{page}");
    }
    // The id leads back under the same date.
    let (_, table, _) = run(&["events", "undated.txt"]);
    let id = table.split_whitespace().last().unwrap();
    let (code, page, _) = run(&["why", id, "--published", "2026-03-10", "--from", "undated.txt"]);
    assert!(code == 0 && page.contains("9 March 2026"), "{page}");
    let (_, _, err) = run(&["add", "--published", "2026-03-10", "undated.txt"]);
    assert_eq!(err, "chancery: 1 report read anew\n");
}

#[test]
fn actors_are_found_by_other_spellings() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("kyiv.txt"),
        "Published on March 10, 2026\n\nVolodymyr Zelensky met Friedrich Merz in Kyiv on Monday.\n",
    )
    .unwrap();
    for name in ["volodymyr-zelensky", "Zelensky", "Volodymyr Zelenskyy", "zelenskiy"] {
        let (code, page, err) = run(folder.path(), &["show", name, "--from", "kyiv.txt"]);
        assert!(code == 0 && page.starts_with("Volodymyr Zelensky\n"), "{name}: {err}{page}");
        let (code, table, err) = run(folder.path(), &["events", "--actor", name, "kyiv.txt"]);
        assert!(code == 0 && table.lines().count() == 2, "{name}: {err}{table}");
    }
    assert_eq!(run(folder.path(), &["show", "Meloni", "--from", "kyiv.txt"]).0, 1, "she is not in this record");
}

#[test]
fn many_inputs_are_told_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..80).map(|n| format!("{n:03}.txt")).collect();
    for name in &names {
        fs::write(folder.path().join(name), format!("{REPORT}Note {name}.\n")).unwrap();
    }
    fs::write(folder.path().join("040.txt"), "").unwrap();
    let (code, out, err) = run(folder.path(), &["read", "--json", "--no-text", "."]);
    assert_eq!((code, err.as_str()), (0, "chancery: `./040.txt` is empty; save the report again\n"));
    let keys: Vec<String> = out
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["report"]["key"].as_str().unwrap().to_owned()
        })
        .collect();
    let expected: Vec<&str> = names.iter().map(|n| n.trim_end_matches(".txt")).filter(|n| *n != "040").collect();
    assert_eq!(keys, expected);
}

#[test]
fn standard_input_is_read_once() {
    let folder = folder_with_report();
    let read = |input: Stdio| {
        let output = chancery(folder.path(), &["read", "--json", "-", "-"]).stdin(input).output().unwrap();
        (output.status.code(), output.stdout.len(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, length, err) = read(fs::File::open(folder.path().join("berlin.txt")).unwrap().into());
    assert!(code == Some(0) && length > 0 && err.is_empty(), "{err}");
    let told = "chancery: standard input is empty; send a report into it, or name a file instead of `-`\n";
    assert_eq!(read(Stdio::null()), (Some(2), 0, told.to_owned()));
}

#[test]
fn the_store_may_be_named_by_the_environment() {
    let folder = folder_with_report();
    let mut add = chancery(folder.path(), &["--quiet", "add", "berlin.txt"]);
    assert!(add.env("CHANCERY_STORE", "named.chancery").status().unwrap().success());
    assert!(folder.path().join("named.chancery").exists());
}

#[test]
fn colours_are_for_terminals() {
    let folder = folder_with_report();
    assert!(!run(folder.path(), &["brief", "berlin.txt"]).1.contains('\u{1b}'));
    assert!(run(folder.path(), &["--color", "always", "brief", "berlin.txt"]).1.contains('\u{1b}'));
}

#[test]
fn completions_know_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let (code, script, err) = run(folder.path(), &["completions", shell]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(script.contains("chancery") && script.contains("brief"), "{shell}");
    }
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = tempfile::tempdir().unwrap();
    // More than a pipe holds, so that the program must meet the closed end.
    fs::write(folder.path().join("long.txt"), REPORT.repeat(500)).unwrap();
    let mut command = chancery(folder.path(), &["read", "--json", "long.txt"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
