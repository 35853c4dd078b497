//! How fast a store is, printed: `cargo test -p chancery-record --test speed -- --ignored --nocapture`, behind
//! `scripts/postgres run` in PostgreSQL too.

mod places;
mod sample;

use std::time::Instant;

use chancery_record::{Entry, Place, Store};
use sample::{AT, entry};

const REPORTS: usize = 2_000;

/// Words from a list, chosen by a number that is different every time: about 3 kB, ten sentences.
fn text(seed: usize) -> String {
    let words =
        ["talks", "minister", "ceasefire", "border", "delegation", "summit", "envoy", "proposal", "aid", "guarantee"];
    let mut state = seed as u64 + 1;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{}{}", words[(state >> 33) as usize % words.len()], (state >> 40) % 500)
    };
    (0..10)
        .map(|_| format!("Visitor {seed} {}.", (0..26).map(|_| word()).collect::<Vec<_>>().join(" ")))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
#[ignore = "a measurement"]
fn two_thousand_reports() {
    let folder = tempfile::tempdir().unwrap();
    measured(&Place::from(folder.path().join("record.chancery")));
    if let Some(schema) = places::Schema::new() {
        println!("in PostgreSQL");
        measured(&Place::from(&schema.address()));
    }
}

fn measured(place: &Place) {
    let entries: Vec<Entry> = (0..REPORTS).map(|i| entry(&i.to_string(), &text(i))).collect();
    let mut store = Store::create_or_open(place).unwrap();
    let start = Instant::now();
    for batch in entries.chunks(64) {
        store.add(batch, AT).unwrap();
    }
    let taken = start.elapsed().as_secs_f64();
    println!("add: {:.0} reports/s, texts of {} bytes", REPORTS as f64 / taken, entries[0].report.text.len());
    let timed = |what: &str, work: &dyn Fn() -> usize| {
        let start = Instant::now();
        println!("{what}: {} in {:.0} ms", work(), start.elapsed().as_secs_f64() * 1_000.0);
    };
    timed("material, claims", &|| store.material(None).unwrap().claims.len());
    timed("search, hits", &|| {
        store.search("ceasefire1 OR border2", 20).unwrap().len() + store.search("visitor", 20).unwrap().len()
    });
    timed("status, bytes", &|| usize::try_from(store.status().unwrap().size).unwrap());
    timed("verify, faults", &|| store.verify().unwrap().len());
    assert_eq!(store.material(None).unwrap().cards.len(), REPORTS);
}
