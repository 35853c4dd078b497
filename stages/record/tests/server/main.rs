//! A store in a PostgreSQL database: several who write at once, a server that goes away, and what is not a store.

mod encrypted;
#[path = "../places/mod.rs"]
mod places;
#[path = "../sample/mod.rs"]
mod sample;
#[path = "../places/server.rs"]
mod server;

use std::slice::from_ref;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use chancery_model::{Judgement, JudgementId, JudgementKind, Subject};
use chancery_record::{Entry, Harm, Outcome, RecordError, Store};
use places::Schema;
use sample::{AT, entry};
use server::Server;

const TEXT: &str = "Zelensky met Starmer in London. Starmer said that talks went on. They shook hands.";

/// A schema with a sound store of two reports.
fn store() -> Option<Schema> {
    let schema = Schema::new()?;
    let batch = [entry("meeting", TEXT), entry("visit", "Rutte visited Kyiv. He said that aid would come.")];
    Store::create_or_open(&schema.address()).unwrap().add(&batch, AT).unwrap();
    Some(schema)
}

/// The message of an error that must come.
fn message<T>(result: Result<T, RecordError>) -> String {
    result.err().expect("this must not succeed").to_string()
}

/// Reports of one round, in batches.
fn batches(round: &str, reports: usize) -> Vec<Vec<Entry>> {
    let text = |i: usize| format!("Visitor {i} met the host in round {round}. {}", "They spoke. ".repeat(20));
    let entries: Vec<Entry> = (0..reports).map(|i| entry(&format!("{round}-{i}"), &text(i))).collect();
    entries.chunks(50).map(<[Entry]>::to_vec).collect()
}

fn judgement(id: &str, about: &Entry) -> Judgement {
    let (kind, subjects) = (JudgementKind::Reject, vec![Subject::Report(about.report.id.clone())]);
    Judgement {
        id: JudgementId(id.to_owned()),
        kind,
        subjects,
        by: "Ann".to_owned(),
        at: AT.to_owned(),
        withdrawn: None,
    }
}

#[test]
fn what_is_no_store_is_named_and_left_alone() {
    let Some(schema) = Schema::new() else { return };
    let place = schema.address();
    let expected = format!("there is no store at `{place}`; make one with `chancery add --store {place} PATH`");
    assert_eq!(message(Store::open(&place)), expected);
    assert_eq!(message(Store::open_read_only(&place)), expected);
    let name = place.rsplit('=').next().unwrap();
    let mut client = schema.connection().unwrap();
    client.batch_execute(&format!("CREATE SCHEMA {name}; CREATE TABLE {name}.report (id text)")).unwrap();
    let expected = format!("`{place}` is not a Chancery store");
    assert_eq!(message(Store::create_or_open(&place)), expected);
    assert_eq!(message(Store::open_read_only(&place)), expected);
    client.batch_execute(&format!("DROP TABLE {name}.report")).unwrap();
    drop(Store::create_or_open(&place).unwrap());
    assert_eq!(Store::open(&place).unwrap().verify().unwrap(), []);
    client.batch_execute("UPDATE chancery SET format = 3").unwrap();
    let newer =
        format!("`{place}` was written by a newer Chancery (format 3; this one reads up to 2): upgrade chancery");
    assert_eq!(message(Store::create_or_open(&place)), newer);
    client.batch_execute("UPDATE chancery SET format = 1").unwrap();
    assert!(message(Store::open(&place)).contains("older Chancery (format 1;"));
}

#[test]
fn a_server_that_is_not_there_is_named_without_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let place = format!("postgresql://ann:secret@/desk?host={}", folder.path().display());
    let told = message(Store::create_or_open(&place));
    assert!(
        told.contains("postgresql://ann@/desk") && told.contains("cannot be reached") && !told.contains("secret"),
        "{told}"
    );
    let refused = message(Store::open("postgresql://ann:secret@host/desk?sslmode=prefer"));
    assert!(refused.contains("say `require` or `disable`") && !refused.contains("secret"), "{refused}");
}

#[test]
fn rows_cannot_be_changed_or_removed() {
    let Some(schema) = store() else { return };
    let mut client = schema.connection().unwrap();
    let tables = [
        ("report", "added"),
        ("reading", "at"),
        ("arrival", "at"),
        ("judgement", "at"),
        ("withdrawal", "at"),
        ("imprint", "body"),
    ];
    for (table, column) in tables {
        let update = format!("UPDATE {table} SET {column} = {column}");
        for sql in [format!("DELETE FROM {table}"), update, format!("TRUNCATE {table} CASCADE")] {
            let told = client.batch_execute(&sql).expect_err(&sql);
            assert!(told.as_db_error().is_some_and(|e| e.message().contains("kept as they are")), "{sql}: {told}");
        }
    }
    assert_eq!(Store::open(&schema.address()).unwrap().verify().unwrap(), []);
}

#[test]
fn a_store_opened_for_reading_cannot_be_written() {
    let Some(schema) = store() else { return };
    let mut store = Store::open_read_only(&schema.address()).unwrap();
    assert!(message(store.add(&[entry("call", "Rutte called Starmer.")], AT)).contains("may not be written"));
    assert_eq!(store.verify().unwrap(), []);
    assert_eq!(store.search("starmer", 5).unwrap().len(), 1);
}

#[test]
fn verify_names_whatever_was_altered() {
    let short = entry("meeting", TEXT).report.id.short().to_owned();
    let cases = [
        (
            "DROP TRIGGER kept ON report; UPDATE report SET text = replace(text, 'Starmer', 'Stormer') WHERE title = 'Report meeting'",
            vec![
                (Harm::Store, "the trigger kept on report of the store is missing or was altered".to_owned()),
                (Harm::Entry, format!("the text of report `{short}` is not the one read")),
                (Harm::Entry, "quotes “Starmer said that talks went on.” at 32..64".to_owned()),
                (Harm::Search, "the search index does not hold the words of the texts".to_owned()),
            ],
        ),
        (
            "ALTER TABLE reading DISABLE TRIGGER kept; UPDATE reading SET notes = '{' WHERE seq = 1",
            vec![
                (Harm::Store, "the trigger kept on reading of the store is missing or was altered".to_owned()),
                (Harm::Entry, "reading number 1 cannot be read".to_owned()),
            ],
        ),
        (
            "DROP TRIGGER kept ON report; ALTER TABLE reading DROP CONSTRAINT reading_report_fkey; \
             ALTER TABLE arrival DROP CONSTRAINT arrival_report_fkey; ALTER TABLE words DROP CONSTRAINT words_report_fkey; \
             DELETE FROM report WHERE seq = 1",
            vec![(Harm::Entry, "reading 1 belongs to a report that is not there".to_owned())],
        ),
        ("DELETE FROM words", vec![(Harm::Search, "the search index does not hold the words of the texts".to_owned())]),
        (
            "CREATE TABLE mine (x int)",
            vec![(Harm::Store, "the table mine of the store does not belong there".to_owned())],
        ),
        (
            "CREATE OR REPLACE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            vec![(Harm::Store, "the function keep of the store is missing or was altered".to_owned())],
        ),
        (
            "ALTER TABLE report ALTER COLUMN id TYPE text COLLATE \"POSIX\"",
            vec![(Harm::Store, "the table report of the store is missing or was altered".to_owned())],
        ),
    ];
    for (sql, expected) in cases {
        let Some(schema) = store() else { return };
        schema.connection().unwrap().batch_execute(sql).unwrap();
        let faults = Store::open(&schema.address()).unwrap().verify().unwrap();
        for (harm, words) in expected {
            let found = faults.iter().any(|fault| fault.harm == harm && fault.message.contains(&words));
            assert!(found, "{sql}\nshould give: {words}\ngives: {faults:#?}");
        }
    }
}

#[test]
fn who_may_only_read_reads_and_is_told_so() {
    let Some(schema) = store() else { return };
    let place = schema.address();
    let name = place.rsplit('=').next().unwrap();
    schema
        .connection()
        .unwrap()
        .batch_execute(&format!(
            "CREATE ROLE reader_{name} LOGIN; GRANT USAGE ON SCHEMA {name} TO reader_{name};
             GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO reader_{name};
             CREATE ROLE writer_{name} LOGIN; GRANT USAGE ON SCHEMA {name} TO writer_{name};
             GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {name} TO writer_{name}"
        ))
        .unwrap();
    let mut reader = Store::open(&place.replace("postgres@", &format!("reader_{name}@"))).unwrap();
    assert_eq!(reader.verify().unwrap(), []);
    let told = message(reader.add(&[entry("call", "Rutte called Starmer.")], AT));
    assert!(told.contains("does not let you do that (permission denied for table report)"), "{told}");
    let mut writer = Store::create_or_open(&place.replace("postgres@", &format!("writer_{name}@"))).unwrap();
    assert_eq!(writer.add(&[entry("call", "Rutte called Starmer.")], AT).unwrap(), [Outcome::New]);
    assert_eq!(reader.status().unwrap().reports, 3, "a reader sees what came after it opened");
    drop((reader, writer));
    let drop_roles = format!("DROP OWNED BY reader_{name}, writer_{name}; DROP ROLE reader_{name}, writer_{name}");
    schema.connection().unwrap().batch_execute(&drop_roles).unwrap();
}

#[test]
fn two_make_and_fill_a_store_at_once() {
    let Some(schema) = Schema::new() else { return };
    let (place, start) = (schema.address(), Barrier::new(3));
    thread::scope(|scope| {
        for writer in ["a", "b", "c"] {
            let (place, start) = (&place, &start);
            scope.spawn(move || {
                start.wait();
                let mut store = Store::create_or_open(place).unwrap();
                for batch in batches(writer, 200).iter().chain(&batches("both", 200)) {
                    store.add(batch, AT).unwrap();
                }
            });
        }
    });
    let store = Store::open(&place).unwrap();
    assert_eq!(store.verify().unwrap(), []);
    let status = store.status().unwrap();
    assert_eq!((status.reports, status.readings, status.arrivals), (800, 800, 800));
    let mut alone = Store::in_memory();
    for batch in ["both", "b", "c", "a"].iter().flat_map(|round| batches(round, 200)) {
        alone.add(&batch, AT).unwrap();
    }
    assert_eq!(store.material(None).unwrap(), alone.material(None).unwrap());
}

#[test]
fn of_two_who_judge_in_view_of_the_same_one_looks_again() {
    let Some(schema) = store() else { return };
    let (place, meeting) = (schema.address(), entry("meeting", TEXT));
    for round in 0..20 {
        let start = Barrier::new(2);
        let judged = thread::scope(|scope| {
            let judge = |who: &'static str| {
                let (place, start, meeting) = (&place, &start, &meeting);
                scope.spawn(move || {
                    let mut store = Store::open(place).unwrap();
                    let so_far = store.docket().unwrap();
                    start.wait();
                    store.judge_in_view(&judgement(&format!("j{round}{who}"), meeting), so_far).unwrap()
                })
            };
            [judge("a"), judge("b")].map(|judge| judge.join().unwrap())
        });
        assert_eq!(judged.iter().flatten().count(), 1, "{judged:?}");
    }
    assert_eq!(Store::open(&place).unwrap().judgements(None).unwrap().len(), 20);
}

#[test]
fn a_writer_waits_for_another_and_not_for_ever() {
    let Some(schema) = store() else { return };
    let place = schema.address();
    let mut other = schema.connection().unwrap();
    let lock = "BEGIN; SELECT pg_advisory_xact_lock(1128809305, hashtext(current_schema()))";
    other.batch_execute(lock).unwrap();
    let mut store = Store::open(&place).unwrap();
    let adding = thread::spawn(move || (store.add(&[entry("call", "Rutte called Starmer.")], AT), store));
    thread::sleep(Duration::from_millis(700));
    assert_eq!(Store::open_read_only(&place).unwrap().status().unwrap().reports, 2, "a reader does not wait");
    other.batch_execute("COMMIT").unwrap();
    let (added, mut store) = adding.join().unwrap();
    assert_eq!(added.unwrap(), [Outcome::New]);

    other.batch_execute(lock).unwrap();
    let refused = message(store.add(&[entry("late", "Rutte called late.")], AT));
    assert_eq!(refused, format!("`{place}` is in use by another process; try again when it is done"));
    other.batch_execute("COMMIT").unwrap();
    assert_eq!(store.add(&[entry("late", "Rutte called late.")], AT).unwrap(), [Outcome::New]);
}

#[test]
fn a_connection_lost_between_two_questions_is_taken_up_again() {
    let Some(schema) = store() else { return };
    let name = schema.address().rsplit('=').next().unwrap().to_owned();
    // Named, so that no other test loses its connection.
    let place = format!("{}&application_name={name}", schema.address());
    let mut store = Store::open(&place).unwrap();
    let cut = || {
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1";
        assert_eq!(schema.connection().unwrap().query(cut, &[&name]).unwrap().len(), 1);
        thread::sleep(Duration::from_millis(50));
    };
    cut();
    assert_eq!(store.docket().unwrap(), store.docket().unwrap());
    cut();
    assert_eq!(store.material(None).unwrap().cards.len(), 2);
    cut();
    assert_eq!(store.add(&[entry("call", "Rutte called Starmer.")], AT).unwrap(), [Outcome::New]);

    // In the middle of one, it is lost: and nothing of it is there.
    let killer = {
        let mut client = schema.connection().unwrap();
        let name = name.clone();
        thread::spawn(move || {
            let begun = Instant::now();
            let busy = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE application_name = $1 AND state <> 'idle' AND xact_start < clock_timestamp() - interval '40 ms'";
            while client.query(busy, &[&name]).unwrap().is_empty() {
                assert!(begun.elapsed() < Duration::from_secs(20), "nothing was under way");
                thread::sleep(Duration::from_millis(2));
            }
        })
    };
    let big: Vec<Entry> = batches("big", 2_000).concat();
    let error = store.add(&big, AT).unwrap_err();
    assert!(matches!(error, RecordError::Lost { .. }), "{error}");
    let told = error.to_string();
    assert!(
        told.contains("went away in the middle") && told.contains("nothing of what was under way was recorded"),
        "{told}"
    );
    killer.join().unwrap();
    assert_eq!(store.status().unwrap().reports, 3);
    assert_eq!(store.add(&big, AT).unwrap().len(), 2_000);
    assert_eq!(store.verify().unwrap(), []);
}

#[test]
fn a_server_killed_in_the_middle_of_adding_keeps_whole_batches_and_the_rest_is_added_after() {
    let Some(mut server) = Server::start() else { return };
    let schema = Schema::on(server.address());
    let (place, all) = (schema.address(), batches("long", 1_500));
    for delay in [30, 150] {
        let mut store = Store::create_or_open(&place).unwrap();
        let (here, adding) = (store.status().unwrap().reports, all.clone());
        let writer = thread::spawn(move || {
            let added = adding.iter().try_for_each(|batch| store.add(batch, AT).map(drop));
            (added, store)
        });
        let reader = Store::open_read_only(&place).unwrap();
        while reader.status().unwrap().reports <= here.max(100) {
            thread::sleep(Duration::from_millis(2));
        }
        thread::sleep(Duration::from_millis(delay));
        server.kill();
        let (added, mut store) = writer.join().unwrap();
        let error = added.expect_err("it was killed before all was added");
        assert!(
            matches!(error, RecordError::Lost { .. } | RecordError::InDoubt { .. } | RecordError::Unreached { .. }),
            "{error}"
        );
        let unreached = message(store.add(&all[0], AT));
        assert!(unreached.contains("cannot be reached"), "{unreached}");
        server.start_again();

        // The same store, and the same reader, go on.
        let status = store.status().unwrap();
        assert!(status.reports > here && status.reports < 1_500 && status.reports.is_multiple_of(50), "{status:?}");
        assert_eq!((status.readings, status.arrivals), (status.reports, status.reports));
        assert_eq!(store.verify().unwrap(), []);
        assert_eq!(reader.material(None).unwrap().cards.len(), status.reports);
        assert_eq!(store.add(from_ref(&all[0][0]), AT).unwrap(), [Outcome::Known]);
    }
    let mut store = Store::open(&place).unwrap();
    all.iter().for_each(|batch| drop(store.add(batch, AT).unwrap()));
    assert_eq!(store.verify().unwrap(), []);
    let mut file = Store::in_memory();
    all.iter().for_each(|batch| drop(file.add(batch, AT).unwrap()));
    assert_eq!(store.material(None).unwrap(), file.material(None).unwrap());
}
