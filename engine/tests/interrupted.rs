//! Adding that a fault breaks off between two transactions, and that is begun again.

mod sample;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use chancery_engine::record::Store;
use chancery_engine::{Input, Options};
use chancery_model::Snapshot;
use sample::{AT, ENGINE, essence, gather};

/// Reports enough for three transactions.
const REPORTS: usize = 300;

/// Reports in one file, of which each is another.
fn many(folder: &std::path::Path) -> Vec<Input> {
    let places = ["Ankara", "Geneva", "Muscat"];
    let line = |n: usize| {
        let (place, day) = (places[n % places.len()], 1 + n % 28);
        let text = format!("Sergei Lavrov met Hakan Fidan in {place} on {day} December 2025. A note bears number {n}.");
        format!("{{\"id\":\"n{n}\",\"published\":\"2025-12-30\",\"text\":{text:?}}}\n")
    };
    let path = folder.join("many.jsonl");
    fs::write(&path, (0..REPORTS).map(line).collect::<String>()).expect("the file can be written");
    vec![Input::File(path)]
}

#[test]
fn a_fault_between_transactions_loses_nothing_that_was_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = many(folder.path());
    let path = folder.path().join("record.chancery");
    let mut before = 0;
    for transactions in 1..=2 {
        let mut seen = 0;
        let fault = catch_unwind(AssertUnwindSafe(|| {
            let mut store = Store::create_or_open(&path).unwrap();
            ENGINE.add(&mut store, &inputs, &Options::default(), AT, &mut |_| {
                seen += 1;
                assert!(seen < transactions, "the fault that was wanted");
            })
        }));
        assert!(fault.is_err(), "it was broken off");
        let store = Store::open(&path).unwrap();
        assert_eq!(store.verify().unwrap(), []);
        let here = store.status().unwrap().reports;
        assert!(before < here && here < REPORTS, "{before}, then {here}");
        before = here;
    }
    let mut store = Store::open(&path).unwrap();
    let tally = ENGINE.add(&mut store, &inputs, &Options::default(), AT, &mut |_| {}).unwrap();
    assert_eq!((tally.known, tally.new), (before, REPORTS - before), "what was recorded is not read again");
    assert_eq!(store.verify().unwrap(), []);
    let resumed = ENGINE.snapshot(store, None, None).unwrap();
    let undisturbed = gather(&inputs);
    assert!(!undisturbed.record().events.is_empty());
    assert_eq!(essence(&resumed), essence(&undisturbed));
}
