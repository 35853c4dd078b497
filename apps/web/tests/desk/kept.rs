//! The record kept beside the store: a desk takes it, and keeps it anew when the store has changed.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use chancery_engine::record::Store;
use chancery_engine::{Options, keep, kept, list};
use chancery_model::Snapshot;
use chancery_web::{Desk, Settings, serve};

use super::{AT, ENGINE, LONDON, Sample};

/// Longer than a desk ever takes.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn a_desk_tells_the_same_of_a_record_that_was_kept() {
    let plain = Sample::london();
    let schema = &ENGINE.data().schema;
    let taking = Sample::london_with(|settings| {
        keep(schema, &Store::open_read_only(&settings.store).expect("the store"), "this", 0).expect("it is kept");
        Settings { kept_by: Some("this".to_owned()), ..settings }
    });
    for path in ["/chronology.json", "/matrix.json", "/upcoming.json", "/positions.json", "/changes.json"] {
        assert_eq!(taking.json(path), plain.json(path), "{path}");
    }
}

#[test]
fn a_desk_keeps_the_record_and_keeps_it_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("record.chancery");
    std::fs::write(&path, &*LONDON).expect("a copy");
    let settings = Settings {
        listen: "127.0.0.1:0".parse().expect("an address"),
        kept_by: Some("this".to_owned()),
        worth_keeping: 0,
        ..Settings::new(path.clone(), "tester".to_owned())
    };
    let desk = Desk::new(settings, Arc::clone(&ENGINE)).expect("a desk");
    let (ready, is_ready) = channel();
    thread::spawn(move || serve(desk, |address| ready.send(address.to_owned()).expect("somebody waits")));
    is_ready.recv_timeout(PATIENCE).expect("it listens");
    let is_kept = || {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Ok(kept) = kept(Store::open_read_only(&path).expect("the store"), "this") {
                return kept;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("it is not kept after {PATIENCE:?}");
    };
    let made = || ENGINE.snapshot(Store::open_read_only(&path).expect("the store"), None, None).expect("a record");
    let before = is_kept();
    assert_eq!(before.record(), made().record());

    let report = folder.path().join("more.txt");
    std::fs::write(&report, "Published 2025-12-09\n\nMarco Rubio met Hakan Fidan in Ankara.").expect("a report");
    let mut store = Store::open(&path).expect("the store");
    let inputs = list(&report).expect("an input");
    ENGINE.add(&mut store, &inputs, &Options::default(), AT, &mut |_| {}).expect("it is added");
    // Nobody asks for a page: the desk sees by itself that the store has changed.
    let anew = is_kept();
    assert_eq!(anew.record(), made().record());
    assert_eq!(anew.record().reports.len(), before.record().reports.len() + 1);
}
