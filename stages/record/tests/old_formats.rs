//! Stores of every format ever written open for ever. How one is made: `old_formats/README.md`.

mod sample;

use std::fs;
use std::path::{Path, PathBuf};
use std::slice::from_ref;

use chancery_model::{Judgement, JudgementId, JudgementKind, ReadingId, Subject};
use chancery_record::{Entry, FORMAT, Outcome, Store};
use sample::{AT, entry};

const READ_AGAIN: &str = "2025-12-10T08:00:00Z";
const CORRECTED: &str = "2025-12-11T08:00:00Z";

/// What the store of each format holds: two reports, one of them read twice, a judgement in force
/// and one withdrawn. Format 1 keeps no imprints.
fn contents() -> ([Entry; 2], Entry, [Judgement; 2]) {
    let harbour = entry(
        "harbour",
        "Two ministers met at the harbour of Ostend. One of them said that the ferry would sail again in spring.",
    );
    let ferry = entry("ferry", "The ferry company visited the port authority. Nobody said when the café will open.");
    let mut again = harbour.clone();
    again.reading.id = ReadingId("second reading of harbour".to_owned());
    again.reading.engine = "0.2.0".to_owned();
    again.reading.claims.truncate(1);
    let judgement = |id: &str, kind| Judgement {
        id: JudgementId(id.to_owned()),
        kind,
        subjects: vec![
            Subject::Report(harbour.report.id.clone()),
            Subject::Claim(harbour.reading.claims[0].anchor.clone()),
        ],
        by: "user".to_owned(),
        at: READ_AGAIN.to_owned(),
        withdrawn: None,
    };
    let set = judgement(
        "j00000000000a",
        JudgementKind::Set { field: "published".to_owned(), value: "\"2025-12-07\"".to_owned() },
    );
    let reject = judgement("j00000000000b", JudgementKind::Reject);
    ([harbour, ferry], again, [set, reject])
}

fn committed(format: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/old_formats/format-{format}.store"))
}

#[test]
fn format_1_opens_is_sound_and_takes_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.chancery");
    fs::copy(committed(1), &path).unwrap();
    let (entries, again, [set, reject]) = contents();

    let mut store = Store::create_or_open(&path).unwrap();
    assert_eq!(store.verify().unwrap(), []);
    for Entry { report, .. } in &entries {
        assert_eq!(store.report(&report.id).unwrap().as_ref(), Some(report));
    }
    let claims = |entries: &[&Entry]| {
        let mut entries = entries.to_vec();
        entries.sort_by(|a, b| a.report.id.cmp(&b.report.id));
        entries.iter().flat_map(|e| e.reading.claims.clone()).collect::<Vec<_>>()
    };
    assert_eq!(store.material(Some(AT)).unwrap().claims, claims(&[&entries[0], &entries[1]]));
    let now = store.material(None).unwrap();
    assert_eq!(now.claims, claims(&[&again, &entries[1]]));
    assert_eq!(now.judgements, from_ref(&set));
    assert_eq!(store.material(Some(READ_AGAIN)).unwrap().judgements, [set, reject]);
    assert_eq!(store.search("cafe", 5).unwrap()[0].report, entries[1].report.id);
    assert_eq!(store.add(&[entry("more", "The crew met.")], CORRECTED).unwrap(), [Outcome::New]);
}

#[test]
fn format_1_is_looked_at_as_it_is_and_comes_to_keep_imprints_when_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.chancery");
    fs::copy(committed(1), &path).unwrap();
    let store = Store::open_read_only(&path).unwrap();
    assert!(store.material(None).unwrap().cards.iter().all(|card| card.imprint.is_none()));
    assert_eq!((store.verify().unwrap(), store.status().unwrap().format), (vec![], 1));
    drop(store);

    let mut store = Store::open(&path).unwrap();
    let more = entry("more", "The crew met.");
    store.add(from_ref(&more), CORRECTED).unwrap();
    let cards = store.material(None).unwrap().cards;
    let imprints: Vec<_> = cards.iter().filter_map(|card| card.imprint.clone()).collect();
    assert_eq!(Some(imprints), more.reading.imprint.map(|imprint| vec![imprint]));
    assert_eq!((store.verify().unwrap(), store.status().unwrap().format), (vec![], FORMAT));
}

#[test]
fn format_2_opens_with_its_imprints() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.chancery");
    fs::copy(committed(2), &path).unwrap();
    let store = Store::create_or_open(&path).unwrap();
    assert_eq!(store.verify().unwrap(), []);
    let ([_, ferry], again, [set, _]) = contents();
    let now = store.material(None).unwrap();
    for Entry { report, reading, .. } in [&again, &ferry] {
        let card = now.cards.iter().find(|card| card.id == report.id).unwrap();
        assert_eq!(card.imprint, reading.imprint);
        assert!(reading.claims.iter().all(|claim| now.claims.contains(claim)));
    }
    assert_eq!(now.judgements, from_ref(&set));
}

#[test]
fn every_format_is_kept() {
    for format in 1..=FORMAT {
        let size = fs::metadata(committed(format)).map(|file| file.len());
        assert!(size.as_ref().is_ok_and(|&bytes| bytes < 100_000), "format {format}: {size:?}");
    }
}

#[test]
#[ignore = "writes the committed store of the present format, once"]
fn make_the_store_of_this_format() {
    let path = committed(FORMAT);
    assert!(!path.exists(), "`{}` is there and stays as it is", path.display());
    let (entries, again, [set, reject]) = contents();
    let mut store = Store::create_or_open(&path).unwrap();
    store.add(&entries, AT).unwrap();
    store.add(&[again], READ_AGAIN).unwrap();
    store.judge(&set).unwrap();
    store.judge(&reject).unwrap();
    store.withdraw(&reject.id, CORRECTED).unwrap();
}

#[test]
fn stores_of_every_format_are_exported_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    for format in 1..=FORMAT {
        let path = folder.path().join(format!("{format}.chancery"));
        fs::copy(committed(format), &path).unwrap();
        let old = Store::open_read_only(&path).unwrap();
        let mut lines = Vec::new();
        old.export(&mut lines).unwrap().unwrap();
        let mut new = Store::in_memory();
        new.import(&mut &lines[..], "export.jsonl").unwrap();
        assert_eq!(new.verify().unwrap(), [], "format {format}");
        assert_eq!(new.material(None).unwrap(), old.material(None).unwrap(), "format {format}");
        assert_eq!(new.all_judgements().unwrap(), old.all_judgements().unwrap(), "format {format}");
    }
}
