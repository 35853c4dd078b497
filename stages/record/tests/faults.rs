//! Stores that are missing, foreign, locked, full of holes or cut short: what is said, and what
//! is left.

mod sample;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chancery_record::{Harm, Outcome, RecordError, Store};
use rusqlite::Connection;
use sample::{AT, entry};

const TEXT: &str = "Zelensky met Starmer in London. Starmer said that talks went on. They shook hands.";

/// A folder with a sound store of two reports.
fn store() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.chancery");
    let batch = [entry("meeting", TEXT), entry("visit", "Rutte visited Kyiv. He said that aid would come.")];
    Store::create_or_open(&path).unwrap().add(&batch, AT).unwrap();
    (folder, path)
}

/// The message of an error that must come.
fn message<T>(result: Result<T, RecordError>) -> String {
    result.err().expect("this must not succeed").to_string()
}

/// Does to a store what nobody should: past its triggers, with the database's own tools.
fn tamper(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute_batch(sql).unwrap();
}

#[test]
fn a_missing_store_is_named_with_the_way_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.chancery");
    let p = path.display();
    let expected = format!("there is no store at `{p}`; make one with `chancery add --store {p} PATH`");
    assert_eq!(message(Store::open(&path)), expected);
    assert_eq!(message(Store::open_read_only(&path)), expected);
    assert!(!path.exists());

    let nowhere = folder.path().join("no/such/folder/record.chancery");
    assert!(message(Store::create_or_open(&nowhere)).contains("its folder is missing"));
    assert!(message(Store::create_or_open(folder.path())).contains("it is a folder; name a file"));
    assert!(message(Store::open(folder.path())).contains("it is a folder; name a file"));
}

#[test]
fn a_foreign_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (text, database) = (folder.path().join("notes.txt"), folder.path().join("other.sqlite"));
    fs::write(&text, "These are notes, and no store at all.\n".repeat(200)).unwrap();
    Connection::open(&database).unwrap().execute_batch("CREATE TABLE report (id TEXT)").unwrap();
    for path in [text, database] {
        let before = fs::read(&path).unwrap();
        let expected = format!("`{}` is not a Chancery store", path.display());
        assert_eq!(message(Store::create_or_open(&path)), expected);
        assert_eq!(message(Store::open(&path)), expected);
        assert_eq!(message(Store::open_read_only(&path)), expected);
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn other_formats_are_named() {
    let (_folder, path) = store();
    tamper(&path, "PRAGMA user_version = 3");
    let p = path.display();
    let newer = format!("`{p}` was written by a newer Chancery (format 3; this one reads up to 2): upgrade chancery");
    assert_eq!(message(Store::create_or_open(&path)), newer);
    assert_eq!(message(Store::open_read_only(&path)), newer);
    tamper(&path, "PRAGMA user_version = 0");
    assert!(message(Store::open(&path)).contains("older Chancery (format 0; this one reads from 1)"));
}

#[test]
fn a_writer_keeps_writers_out_and_lets_readers_in() {
    let (_folder, path) = store();
    let mut waiting = Store::open(&path).unwrap();
    let writer = Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let expected = format!("`{}` is in use by another process; try again when it is done", path.display());
    let batch = [entry("call", "Rutte called Starmer.")];
    assert_eq!(message(waiting.add(&batch, AT)), expected);
    let reader = Store::open_read_only(&path).unwrap();
    assert_eq!(reader.status().unwrap().reports, 2);
    writer.execute_batch("ROLLBACK").unwrap();
    assert_eq!(waiting.add(&batch, AT).unwrap(), [Outcome::New]);
    assert_eq!(reader.status().unwrap().reports, 3, "a reader sees what came after it opened");
}

#[test]
fn a_store_locked_against_readers_says_so() {
    let (_folder, path) = store();
    let owner = Connection::open(&path).unwrap();
    owner.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let expected = format!("`{}` is in use by another process; try again when it is done", path.display());
    assert_eq!(message(Store::open_read_only(&path)), expected);
    assert_eq!(message(Store::create_or_open(&path)), expected);
}

#[test]
fn a_store_opened_for_reading_cannot_be_written() {
    let (_folder, path) = store();
    let mut store = Store::open_read_only(&path).unwrap();
    assert!(message(store.add(&[entry("call", "Rutte called Starmer.")], AT)).contains("may not be written"));
    assert_eq!(store.verify().unwrap(), []);
    assert_eq!(store.search("starmer", 5).unwrap().len(), 1);
}

#[test]
fn rows_cannot_be_changed_or_removed() {
    let (_folder, path) = store();
    let connection = Connection::open(&path).unwrap();
    for table in ["report", "reading", "arrival"] {
        for sql in [format!("DELETE FROM {table}"), format!("UPDATE {table} SET seq = seq + 10")] {
            assert!(connection.execute(&sql, ()).is_err(), "{sql}");
        }
    }
}

#[test]
fn verify_names_whatever_was_altered() {
    let meeting = entry("meeting", TEXT).report.id;
    let short = meeting.short();
    let cases = [
        (
            "DROP TRIGGER report_fixed; UPDATE report SET text = replace(text, 'Starmer', 'Stormer') WHERE title = 'Report meeting'",
            vec![
                (Harm::Store, "the trigger report_fixed of the store is missing or was altered".to_owned()),
                (Harm::Entry, format!("the bytes of report `{short}` are not those received")),
                (Harm::Entry, format!("the text of report `{short}` is not the one read")),
                (Harm::Entry, "quotes “Starmer said that talks went on.” at 32..64".to_owned()),
                (Harm::Search, "the search index does not hold the words of the texts".to_owned()),
            ],
        ),
        (
            "DROP TRIGGER reading_fixed; UPDATE reading SET claims = replace(claims, 'hands.', 'fists.')",
            vec![(Harm::Entry, "where the text has “They shook hands.”".to_owned())],
        ),
        (
            "DROP TRIGGER reading_fixed; UPDATE reading SET notes = '{' WHERE seq = 1",
            vec![(Harm::Entry, "reading number 1 cannot be read".to_owned())],
        ),
        (
            "DROP TRIGGER report_fixed; UPDATE report SET media = 'parchment', added = 'today' WHERE seq = 2",
            vec![(Harm::Entry, "report number 2 cannot be read".to_owned())],
        ),
        (
            "DROP TRIGGER reading_fixed; UPDATE reading SET at = 'yesterday' WHERE seq = 2",
            vec![(Harm::Entry, "reading number 2 is dated `yesterday`, which is no moment".to_owned())],
        ),
        (
            "DROP TRIGGER report_kept; DELETE FROM report WHERE seq = 1",
            vec![(Harm::Entry, "reading 1 belongs to a report that is not there".to_owned())],
        ),
        (
            "INSERT INTO words (words) VALUES ('delete-all')",
            vec![(Harm::Search, "the search index does not hold the words of the texts".to_owned())],
        ),
        (
            "INSERT INTO judgement (id, at, body) VALUES ('j1', '2025-12-09T08:00:00Z', '[]')",
            vec![(Harm::Entry, "judgement `j1` cannot be read".to_owned())],
        ),
        ("CREATE TABLE mine (x)", vec![(Harm::Store, "the table mine of the store does not belong there".to_owned())]),
    ];
    for (sql, expected) in cases {
        let (_folder, path) = store();
        tamper(&path, sql);
        let faults = Store::open(&path).unwrap().verify().unwrap();
        for (harm, words) in expected {
            let found = faults.iter().any(|fault| fault.harm == harm && fault.message.contains(&words));
            assert!(found, "{sql}\nshould give: {words}\ngives: {faults:#?}");
        }
    }
}

#[test]
fn a_damaged_file_never_passes() {
    let (_folder, path) = store();
    let whole = fs::read(&path).unwrap();
    let page = 4096;
    assert!(whole.len() > 12 * page);
    for at in 1..whole.len() / page {
        let mut holed = whole.clone();
        holed[at * page..(at + 1) * page].fill(0x5a);
        fs::write(&path, &holed).unwrap();
        let result = Store::open(&path).and_then(|store| store.verify());
        match result {
            Ok(faults) => assert!(!faults.is_empty(), "page {at}"),
            Err(error) => assert!(matches!(error, RecordError::Damaged { .. }), "page {at}: {error}"),
        }
    }
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let cut = Store::open(&path).and_then(|store| store.verify());
    assert!(cut.as_ref().map_or(true, |faults| !faults.is_empty()), "{cut:?}");
}

const BATCH: usize = 600;
const CHILD: &str = "CHANCERY_TEST_STORE";

fn child(test: &str, store: &Path, program: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--exact", test, "--ignored", "--nocapture"]).env(CHILD, store);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn killed_in_the_middle_of_a_batch_leaves_whole_batches() {
    let folder = tempfile::tempdir().unwrap();
    for delay in [0, 15, 60, 200] {
        let path = folder.path().join(format!("{delay}.chancery"));
        let mut process: Child =
            child("child_adds_until_killed", &path, &std::env::current_exe().unwrap()).spawn().unwrap();
        while !path.with_extension("begun").exists() {
            assert!(process.try_wait().unwrap().is_none(), "the child must not end by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(delay));
        process.kill().unwrap();
        process.wait().unwrap();

        let mut store = Store::open(&path).unwrap();
        assert_eq!(store.verify().unwrap(), []);
        let status = store.status().unwrap();
        assert!(status.reports >= BATCH && status.reports.is_multiple_of(BATCH), "{status:?}");
        assert_eq!((status.readings, status.arrivals), (status.reports, status.reports));
        assert_eq!(store.add(&[entry("after", TEXT)], AT).unwrap(), [Outcome::New]);
    }
}

#[test]
#[ignore = "run in a process of its own, to be killed"]
fn child_adds_until_killed() {
    let Some(path) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let mut store = Store::create_or_open(&path).unwrap();
    for round in 0.. {
        let text = |i: usize| format!("Visitor {i} met the host in round {round}. {}", "They spoke. ".repeat(20));
        let batch: Vec<_> = (0..BATCH).map(|i| entry(&format!("{round}-{i}"), &text(i))).collect();
        if round == 1 {
            fs::write(path.with_extension("begun"), "").unwrap();
        }
        store.add(&batch, AT).unwrap();
    }
}

/// Permissions do not bind root, so root sends a nobody.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_read_and_not_written() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let (folder, path) = store();
    let program = folder.path().join("child");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&path, PermissionsExt::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o555)).unwrap();
    let mut command = child("child_meets_a_closed_folder", &path, &program);
    command.current_dir(folder.path());
    if fs::metadata(folder.path()).unwrap().uid() == 0 {
        command.uid(65_534).gid(65_534);
    }
    let output = command.output().unwrap();
    fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("2 reports read"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
#[ignore = "run in a process of its own, as somebody without leave to write"]
fn child_meets_a_closed_folder() {
    let Some(path) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let refused = Store::open(&path);
    assert!(matches!(refused, Err(RecordError::ReadOnly { .. })), "{refused:?}");
    let elsewhere = Store::create_or_open(path.with_extension("new"));
    assert!(matches!(elsewhere, Err(RecordError::Unopened { .. })), "{elsewhere:?}");
    let store = Store::open_read_only(&path).unwrap();
    assert_eq!(store.verify().unwrap(), []);
    println!("{} reports read", store.status().unwrap().reports);
}
