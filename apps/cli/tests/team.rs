//! Several people at one store in a PostgreSQL database: as with a file, and with a server that may go away.

#[path = "../../../stages/record/tests/places/server.rs"]
mod server;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use server::Server;

fn command(folder: &Path, who: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env("CHANCERY_USER", who).env("XDG_CACHE_HOME", folder.join("cache"));
    for variable in ["CHANCERY_STORE", "CHANCERY_REGISTER", "CHANCERY_RULES", "NO_COLOR"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Exit code, standard output, standard error.
fn told(Output { status, stdout, stderr }: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code().expect("the program ends by itself"), text(stdout), text(stderr))
}

/// The command at a store that its environment names.
fn at(place: &str, folder: &Path, who: &str, arguments: &[&str]) -> Command {
    let mut command = command(folder, who, arguments);
    command.env("CHANCERY_STORE", place);
    command
}

fn done(place: &str, folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = told(at(place, folder, "Ann", arguments).output().expect("the program starts"));
    assert_eq!(code, 0, "{arguments:?}: {err}");
    out
}

fn wait(child: Child) -> (i32, String, String) {
    told(child.wait_with_output().expect("the program ends"))
}

/// Reports in lines, no two of one text.
fn reports(folder: &Path, name: &str, count: usize) {
    let mut lines = String::new();
    for n in 0..count {
        let text = format!("Sergei Lavrov met Hakan Fidan in Ankara on {} March 2026. Note {name}{n}.", 1 + n % 28);
        writeln!(lines, "{{\"id\":\"{name}{n}\",\"published\":\"2026-04-01\",\"text\":{text:?}}}").unwrap();
    }
    fs::write(folder.join(format!("{name}.jsonl")), lines).unwrap();
}

fn held(place: &str, folder: &Path) -> u64 {
    let status: serde_json::Value = serde_json::from_str(&done(place, folder, &["status", "--json"])).unwrap();
    status["reports"].as_u64().expect("a number")
}

#[test]
fn a_team_adds_judges_and_views_at_once_and_the_server_may_go_away() {
    let Some(mut server) = Server::start() else { return };
    let (place, folder) = (server.address(), tempfile::tempdir().unwrap());
    let folder = folder.path();
    ["a", "b", "c"].iter().for_each(|name| reports(folder, name, 150));

    // Two add at once, and the store is made by whoever comes first.
    let adding = ["a", "b"]
        .map(|name| at(&place, folder, name, &["add", &format!("{name}.jsonl")]).spawn().expect("the program starts"));
    for child in adding {
        let (code, _, err) = wait(child);
        assert_eq!(code, 0, "{err}");
        assert!(err.contains("150 reports added"), "{err}");
    }
    assert_eq!(held(&place, folder), 300);

    // Two judge at once: both are heard, and the second in view of what the first said.
    let events = done(&place, folder, &["events", "--json"]);
    let ids: Vec<String> = events
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 28);
    let contrary: [&[&str]; 2] = [&["judge", "same", &ids[0], &ids[1]], &["judge", "different", &ids[0], &ids[1]]];
    let judging = ["Ann", "Ben"].into_iter().zip(contrary);
    let judging: Vec<Child> =
        judging.map(|(who, task)| at(&place, folder, who, task).spawn().expect("the program starts")).collect();
    let ended: Vec<_> = judging.into_iter().map(wait).collect();
    assert_eq!(
        ended.iter().filter(|(code, ..)| *code == 0).count(),
        1,
        "of two that exclude each other one stands: {ended:?}"
    );
    assert_eq!(done(&place, folder, &["judge", "list", "--json"]).lines().count(), 1);

    // What one store holds goes into another of either sort, and is the same there.
    done(&place, folder, &["export", "-o", "all.jsonl"]);
    done("copy.chancery", folder, &["import", "all.jsonl"]);
    done("copy.chancery", folder, &["export", "-o", "again.jsonl"]);
    assert_eq!(fs::read(folder.join("all.jsonl")).unwrap(), fs::read(folder.join("again.jsonl")).unwrap());
    assert_eq!(done("copy.chancery", folder, &["record"]), done(&place, folder, &["record"]));
    assert_eq!(done("copy.chancery", folder, &["search", "Note a7"]), done(&place, folder, &["search", "Note a7"]));

    // The server is killed while somebody adds: what was recorded stays, and the same command brings the rest.
    let adding = at(&place, folder, "Ann", &["add", "c.jsonl"]).spawn().expect("the program starts");
    while held(&place, folder) == 300 {
        std::thread::sleep(Duration::from_millis(5));
    }
    server.kill();
    let (code, _, err) = wait(adding);
    if code != 0 {
        assert!(err.contains("what came before it is kept") || err.contains("cannot be reached"), "{err}");
    }
    let (code, _, err) = told(at(&place, folder, "Ann", &["brief"]).output().unwrap());
    assert_eq!(code, 2);
    assert!(err.contains(&format!("`{place}` cannot be reached")), "{err}");
    server.start_again();
    assert!(done(&place, folder, &["verify"]).contains("sound"));
    done(&place, folder, &["add", "c.jsonl"]);
    assert_eq!(held(&place, folder), 450);
    assert!(done(&place, folder, &["verify"]).contains("sound"));
}

#[test]
fn a_record_is_kept_for_a_database_and_counts_for_no_other() {
    let Some(server) = Server::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // So many that the record is kept, and a few.
    reports(folder, "a", 1_000);
    reports(folder, "b", 5);
    let [north, south] = ["north", "south"].map(|schema| format!("{}&schema={schema}", server.address()));
    done(&north, folder, &["add", "a.jsonl"]);
    done(&south, folder, &["add", "b.jsonl"]);
    let cached = || fs::read_dir(folder.join("cache/chancery")).unwrap().count();
    assert_eq!(cached(), 1);
    let (kept, other) = (done(&north, folder, &["record"]), done(&south, folder, &["record"]));
    assert_ne!(kept, other);
    fs::remove_dir_all(folder.join("cache")).unwrap();
    assert_eq!(done(&north, folder, &["record"]), kept);
    assert_eq!(done(&south, folder, &["record"]), other);
}
