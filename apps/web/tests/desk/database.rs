//! A desk over a store in a PostgreSQL database, and what visitors are told when its server goes away.

#[path = "../../../../stages/record/tests/places/server.rs"]
mod server;

use std::sync::Arc;

use chancery_engine::record::Store;
use chancery_web::{Desk, Settings, router};

use crate::{ENGINE, LONDON, Sample};

/// A desk over the reports that ship with the project, in a database.
fn sample(place: &str) -> Sample {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Settings { now: "2025-12-09".parse().ok(), ..Settings::new(place, "tester".to_owned()) };
    let desk = Arc::new(Desk::new(settings, Arc::clone(&ENGINE)).expect("a desk"));
    Sample { router: router(Arc::clone(&desk)), desk, folder }
}

/// Brings those reports into a database.
fn fill(place: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("record.chancery");
    std::fs::write(&path, &*LONDON).expect("a copy");
    let mut lines = Vec::new();
    Store::open(&path).and_then(|store| store.export(&mut lines)).expect("it can be read").expect("it can be written");
    Store::create_or_open(place).and_then(|mut store| store.import(&mut &*lines, "the file")).expect("it is whole");
}

#[test]
fn a_desk_outlives_its_server_and_shows_what_others_decide() {
    let Some(mut server) = server::Server::start() else { return };
    let place = server.address();
    fill(&place);
    let (ann, ben, file) = (sample(&place), sample(&place), Sample::london());
    assert_eq!(ann.json("/chronology.json")["events"], file.json("/chronology.json")["events"]);
    assert_eq!(ann.json("/search.json?q=talks"), file.json("/search.json?q=talks"));
    let event = ann.json("/chronology.json")["events"][0]["id"].as_str().expect("an event").to_owned();
    assert_eq!(ann.post("/judge", &[("task", "explain"), ("id", &event), ("text", "seen")]).status, 303);
    crate::changes::until(|| ben.json("/judgements.json").as_array().is_some_and(|all| all.len() == 1));

    server.kill();
    for address in ["/chronology", "/search?q=talks", "/judgements"] {
        let told = ann.get(address);
        assert_eq!(told.status, 503, "{address}");
        assert!(told.body.contains("cannot be reached") || told.body.contains("went away"), "{}", told.body);
    }
    let refused = ben.post("/judge", &[("task", "explain"), ("id", &event), ("text", "again")]);
    assert_eq!(refused.status, 503, "{}", refused.body);

    server.start_again();
    for sample in [&ann, &ben] {
        assert_eq!(sample.json("/chronology.json")["events"], file.json("/chronology.json")["events"]);
        assert_eq!(sample.json("/judgements.json").as_array().map(Vec::len), Some(1));
    }
    assert_eq!(ben.post("/judge", &[("task", "explain"), ("id", &event), ("text", "again")]).status, 303);
    let added =
        crate::changes::add(&ann, &[], &[("note.txt", "Sergei Lavrov met Hakan Fidan in Ankara on 5 March 2026.")]);
    assert_eq!(added.status, 200, "{}", added.body);
    assert_eq!(Store::open(&place).expect("the store").verify().expect("it can be read"), []);
}
