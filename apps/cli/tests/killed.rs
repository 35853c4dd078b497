//! Commands that are killed in the middle, and given again: whatever moment it was, the store is sound, and the record
//! comes to be the one that an undisturbed command gives, byte for byte.

#[path = "../../../engine/tests/sample/sentences.rs"]
mod sentences;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use sentences::sentence;
use tempfile::TempDir;

/// Reports in files of many, and each in a file of its own: together more than go into two transactions.
const IN_LINES: usize = 70;
const IN_FILES: usize = 130;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    quiet(&mut command, folder);
    command.args(arguments);
    command
}

fn quiet(command: &mut Command, folder: &Path) {
    command.current_dir(folder).env("CHANCERY_USER", "Ann");
    for variable in ["CHANCERY_STORE", "CHANCERY_REGISTER", "CHANCERY_RULES", "NO_COLOR"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = command(folder, arguments).output().expect("the program starts");
    assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("output is UTF-8")
}

/// Kills the command after a while; one that has ended by then has ended well.
fn kill(folder: &Path, arguments: &[&str], after: Duration) {
    let mut child = command(folder, arguments).spawn().expect("the program starts");
    std::thread::sleep(after);
    match child.try_wait().expect("the child can be asked") {
        Some(status) => assert!(status.success(), "{arguments:?}: it failed by itself"),
        None => {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        }
    }
}

/// How many reports are in a store after a kill. It is sound, or there is none yet, and then the message says so.
fn reports(folder: &Path, store: &str) -> usize {
    let at = ["--store", store];
    // A reader comes first, as it may: it is not to need somebody who writes.
    let viewed = command(folder, &[&["record"][..], &at].concat()).output().unwrap();
    let Output { status, stdout, stderr } = command(folder, &[&["verify"][..], &at].concat()).output().unwrap();
    let (told, why) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    if status.code() == Some(2) && why.contains("there is no store at") {
        assert_eq!(viewed.status.code(), Some(2));
        return 0;
    }
    assert!(status.success() && told.contains("sound"), "{told}{why}");
    let status = command(folder, &[&["status", "--json"][..], &at].concat()).output().unwrap();
    let status: serde_json::Value = serde_json::from_slice(&status.stdout).expect("it tells what it holds");
    let reports = usize::try_from(status["reports"].as_u64().expect("a number")).unwrap();
    let nothing = viewed.status.code() == Some(1) && reports == 0;
    assert!(viewed.status.success() || nothing, "{}", String::from_utf8_lossy(&viewed.stderr));
    reports
}

/// What a store holds, without the moments at which it came in.
fn held(folder: &Path, store: &str) -> String {
    let exported = done(folder, &["export", "--store", store]);
    let mut lines = String::new();
    for line in exported.lines().filter(|line| !line.starts_with("{\"end\"")) {
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        for kind in ["report", "arrival", "reading"] {
            for moment in ["at", "added"] {
                if let Some(moment) = line.get_mut(kind).and_then(|of| of.get_mut(moment)) {
                    *moment = serde_json::Value::Null;
                }
            }
        }
        writeln!(lines, "{line}").unwrap();
    }
    lines
}

/// Reports under `reports`, no two of one text.
fn folder_of(sentences: &[String]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).unwrap();
    let text = |n: usize| {
        let told = &sentences[n % sentences.len()];
        format!("{told} {} A note bears number {n}.", sentences[(n / 7) % sentences.len()])
    };
    for (file, numbers) in ["a", "b"].into_iter().zip([0..IN_LINES / 2, IN_LINES / 2..IN_LINES]) {
        let line = |n: usize| format!("{{\"id\":\"n{n}\",\"published\":\"2025-12-09\",\"text\":{:?}}}\n", text(n));
        fs::write(reports.join(format!("{file}.jsonl")), numbers.map(line).collect::<String>()).unwrap();
    }
    for n in IN_LINES..IN_LINES + IN_FILES {
        fs::write(reports.join(format!("{n}.txt")), text(n)).unwrap();
    }
    folder
}

/// A store that nothing disturbed, and how long it took.
fn undisturbed(folder: &Path) -> (String, String, Duration) {
    let begun = Instant::now();
    done(folder, &["add", "reports", "--store", "whole.chancery"]);
    let took = begun.elapsed();
    let whole = (done(folder, &["record", "--store", "whole.chancery"]), held(folder, "whole.chancery"));
    assert_eq!(reports(folder, "whole.chancery"), IN_LINES + IN_FILES);
    (whole.0, whole.1, took)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn adding_killed_at_any_moment_and_given_again_is_adding(
        sentences in vec(sentence(), 10..20),
        moments in vec(0..100u32, 3),
    ) {
        let folder = folder_of(&sentences);
        let folder = folder.path();
        let (record, contents, took) = undisturbed(folder);
        let add = ["add", "reports", "--store", "killed.chancery"];
        let mut here = 0;
        for moment in moments {
            kill(folder, &add, took * moment / 100);
            let now = reports(folder, "killed.chancery");
            prop_assert!(now >= here, "{} reports, then {}", here, now);
            here = now;
        }
        done(folder, &add);
        prop_assert!(done(folder, &["record", "--store", "killed.chancery"]) == record, "another record");
        prop_assert!(held(folder, "killed.chancery") == contents, "another store");
        prop_assert_eq!(reports(folder, "killed.chancery"), IN_LINES + IN_FILES);
    }
}

/// Runs a command that may write files up to a size, and is killed by the system in the middle of the write that goes
/// beyond it. Whether it was.
#[cfg(unix)]
fn killed_at_size(folder: &Path, blocks: u64, arguments: &[&str]) -> bool {
    use std::os::unix::process::ExitStatusExt;

    let mut shell = Command::new("sh");
    quiet(&mut shell, folder);
    shell.args(["-c", &format!("ulimit -c 0; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
    let Output { status, stderr, .. } =
        shell.arg(env!("CARGO_BIN_EXE_chancery")).args(arguments).output().expect("a shell starts");
    assert!(status.success() || status.signal().is_some(), "{}", String::from_utf8_lossy(&stderr));
    !status.success()
}

#[cfg(unix)]
#[test]
fn adding_killed_in_the_middle_of_a_write_and_given_again_is_adding() {
    let sentences = ["Sergei Lavrov met Hakan Fidan in Ankara on Monday.", "Marco Rubio spoke by phone with Fidan."];
    let folder = folder_of(&sentences.map(str::to_owned));
    let folder = folder.path();
    let (record, contents, _) = undisturbed(folder);
    let size = fs::metadata(folder.join("whole.chancery")).unwrap().len() / 512;
    let add = ["add", "reports", "--store", "killed.chancery"];
    let (mut killed, mut here) = (0, 0);
    // Before the store is made, while it is made, in a transaction, in a later one.
    for blocks in [1, 24, size / 3, size * 2 / 3] {
        killed += usize::from(killed_at_size(folder, blocks, &add));
        let now = reports(folder, "killed.chancery");
        assert!(now >= here, "{here} reports, then {now}");
        here = now;
    }
    assert!(killed >= 2, "{killed} were killed");
    done(folder, &add);
    assert_eq!(done(folder, &["record", "--store", "killed.chancery"]), record);
    assert_eq!(held(folder, "killed.chancery"), contents);
}

/// A folder of rules of one's own, with which talks are not read.
fn without_talks(folder: &Path) -> PathBuf {
    let rule = "rules/talks/talks-with.toml";
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(rule);
    let other = fs::read_to_string(built_in).unwrap().replace("*[talks]*", "*[mediating]*");
    let own = folder.join("own").join(rule);
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::write(own, other).unwrap();
    folder.join("own")
}

fn copy(folder: &Path, from: &str, to: &str) {
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(folder.join(format!("{to}{ending}")));
    }
    fs::copy(folder.join(from), folder.join(to)).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_again_and_importing_killed_at_any_moment_and_given_again_are_whole(
        sentences in vec(sentence(), 10..20),
        moments in vec(0..100u32, 3),
    ) {
        let mut sentences = sentences;
        sentences.push("Sergei Lavrov held talks with Hakan Fidan in Ankara on 8 December 2025.".to_owned());
        let folder = folder_of(&sentences);
        let folder = folder.path();
        let own = without_talks(folder);
        let mut add = command(folder, &["add", "reports", "--store", "older.chancery"]);
        assert!(add.env("CHANCERY_RULES", own).output().unwrap().status.success());
        let older = done(folder, &["record", "--store", "older.chancery"]);

        copy(folder, "older.chancery", "whole.chancery");
        let begun = Instant::now();
        done(folder, &["reread", "--store", "whole.chancery"]);
        let took = begun.elapsed();
        let (record, contents) =
            (done(folder, &["record", "--store", "whole.chancery"]), held(folder, "whole.chancery"));
        prop_assert!(record != older, "read again, it is another record");
        copy(folder, "older.chancery", "killed.chancery");
        for moment in &moments {
            kill(folder, &["reread", "--store", "killed.chancery"], took * *moment / 100);
            prop_assert_eq!(reports(folder, "killed.chancery"), IN_LINES + IN_FILES);
        }
        done(folder, &["reread", "--store", "killed.chancery"]);
        prop_assert!(done(folder, &["record", "--store", "killed.chancery"]) == record, "another record");
        prop_assert!(held(folder, "killed.chancery") == contents, "another store");

        // An import is there as a whole or not at all.
        done(folder, &["export", "-o", "whole.jsonl", "--store", "whole.chancery"]);
        let begun = Instant::now();
        done(folder, &["import", "whole.jsonl", "--store", "imported.chancery"]);
        let took = begun.elapsed();
        for moment in &moments {
            kill(folder, &["import", "whole.jsonl", "--store", "cut.chancery"], took * *moment / 100);
            let here = reports(folder, "cut.chancery");
            prop_assert!([0, IN_LINES + IN_FILES].contains(&here), "{} reports", here);
        }
        done(folder, &["import", "whole.jsonl", "--store", "cut.chancery"]);
        let exported = fs::read_to_string(folder.join("whole.jsonl")).unwrap();
        prop_assert!(done(folder, &["export", "--store", "cut.chancery"]) == exported, "another export");
        prop_assert_eq!(reports(folder, "cut.chancery"), IN_LINES + IN_FILES);
    }
}
