//! Several processes at one store: they wait for each other or are refused with a clear message, and nothing that was
//! told to be done is lost.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env("CHANCERY_USER", "Ann");
    for variable in ["CHANCERY_STORE", "CHANCERY_REGISTER", "CHANCERY_RULES", "NO_COLOR"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    command(folder, arguments).spawn().expect("the program starts")
}

/// Exit code, standard output, standard error.
fn told(Output { status, stdout, stderr }: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code().expect("the program ends by itself"), text(stdout), text(stderr))
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(command(folder, arguments).output().expect("the program starts"))
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {err}");
    out
}

fn wait(child: Child) -> (i32, String, String) {
    told(child.wait_with_output().expect("the program ends"))
}

/// Files `a.jsonl` and `b.jsonl` of reports.
fn folder(reports: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        let mut lines = String::new();
        for n in 0..reports {
            let text = format!("Sergei Lavrov met Hakan Fidan in Ankara on {} March 2026. Note {name}{n}.", 1 + n % 28);
            writeln!(lines, "{{\"id\":\"{name}{n}\",\"published\":\"2026-04-01\",\"text\":{text:?}}}").unwrap();
        }
        fs::write(folder.path().join(format!("{name}.jsonl")), lines).unwrap();
    }
    folder
}

fn reports(folder: &Path) -> u64 {
    let status: serde_json::Value = serde_json::from_str(&done(folder, &["status", "--json"])).unwrap();
    status["reports"].as_u64().expect("a number")
}

#[test]
fn one_adds_while_others_judge_and_view() {
    let folder = folder(140);
    let folder = folder.path();
    done(folder, &["add", "a.jsonl"]);
    let events = done(folder, &["events", "--json"]);
    let ids: Vec<String> = events
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 28);

    let mut adding = start(folder, &["add", "b.jsonl"]);
    let (mut kept, mut rounds) = (Vec::new(), 0);
    for id in &ids {
        let ended = adding.try_wait().expect("the child can be asked").is_some();
        rounds += usize::from(!ended);
        let (code, out, err) = run(folder, &["judge", "explain", id, "seen while others wrote"]);
        // Whoever cannot be waited for is told so, and has done nothing.
        match code {
            0 => kept.push(out.split(':').next().expect("it opens with the id").to_owned()),
            _ => assert!(err.contains("in use by another process") && err.contains("try again"), "{err}"),
        }
        let (code, out, err) = run(folder, &["events", "--json"]);
        assert_eq!((code, out.lines().count()), (0, 28), "a reader is never kept out: {err}");
        if ended && kept.len() > 1 {
            break;
        }
    }
    assert!(rounds > 0, "something was done while the other added");
    let (code, _, err) = wait(adding);
    assert_eq!(code, 0, "queued, not refused: {err}");
    assert!(err.contains("140 reports added"), "{err}");
    assert_eq!(reports(folder), 280);
    let judged = done(folder, &["judge", "list", "--json"]);
    assert_eq!(judged.lines().count(), kept.len());
    assert!(kept.iter().all(|id| judged.contains(id.as_str())), "{kept:?}\n{judged}");
    assert!(done(folder, &["verify"]).contains("sound"));
}

#[test]
fn an_import_that_fails_takes_no_store_from_another() {
    let folder = folder(20);
    let folder = folder.path();
    done(folder, &["add", "a.jsonl", "--store", "other.chancery"]);
    let lines = done(folder, &["export", "--store", "other.chancery"]);
    let cut = &lines[..lines.len() - 40];

    // It waits for the rest of its input while another makes use of the store that it has made.
    let mut import = command(folder, &["import", "-"]);
    let mut importing = import.stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut pipe = importing.stdin.take().expect("it reads");
    while !folder.join("record.chancery").exists() {
        assert!(importing.try_wait().unwrap().is_none(), "it waits");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let adding = start(folder, &["add", "b.jsonl"]);
    std::thread::sleep(std::time::Duration::from_millis(300));
    std::io::Write::write_all(&mut pipe, cut.as_bytes()).expect("it takes it");
    drop(pipe);
    let (code, _, err) = wait(importing);
    assert_eq!(code, 2);
    assert!(err.contains("nothing was imported"), "{err}");
    let (code, _, err) = wait(adding);
    if code == 0 {
        assert_eq!(reports(folder), 20, "what was added is there");
    } else {
        assert!(err.contains("in use by another process"), "{err}");
        done(folder, &["add", "b.jsonl"]);
    }
    assert!(done(folder, &["verify"]).contains("sound"));
    assert_eq!(reports(folder), 20);
}
