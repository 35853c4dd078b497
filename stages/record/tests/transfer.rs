//! Export and import: nothing is lost, nothing is half there.

mod places;
mod sample;

use std::slice::from_ref;

use chancery_model::{Judgement, JudgementId, JudgementKind, ReadingId, Subject};
use chancery_record::{Counts, Entry, RecordError, Store};
use sample::{AT, entry};

const LATER: &str = "2025-12-10T08:00:00Z";
const LATEST: &str = "2025-12-11T08:00:00Z";

fn reject(id: &str, entry: &Entry, at: &str) -> Judgement {
    Judgement {
        id: JudgementId(id.to_owned()),
        kind: JudgementKind::Reject,
        subjects: vec![Subject::Report(entry.report.id.clone())],
        by: "Ann".to_owned(),
        at: at.to_owned(),
        withdrawn: None,
    }
}

/// Two reports, one of them read twice and known by two names, a judgement in force and one withdrawn.
fn contents() -> (Store, [Entry; 2]) {
    let harbour = entry("harbour", "Two ministers met at the harbour of Ostend. Nobody said more.");
    let ferry = entry("ferry", "The ferry company visited the port authority. The café “Zum Anker” said nothing.");
    let mut store = Store::in_memory();
    store.add(&[harbour.clone(), ferry.clone()], AT).unwrap();
    let mut again = harbour.clone();
    again.reading.id = ReadingId("second reading of harbour".to_owned());
    again.reading.claims.truncate(1);
    again.report.key = "pier".to_owned();
    store.add(&[again], LATER).unwrap();
    store.judge(&reject("j01", &ferry, LATER)).unwrap();
    store.judge(&reject("j02", &harbour, LATER)).unwrap();
    store.withdraw(&JudgementId("j02".to_owned()), LATEST).unwrap();
    (store, [harbour, ferry])
}

fn exported(store: &Store) -> String {
    let mut lines = Vec::new();
    store.export(&mut lines).unwrap().unwrap();
    String::from_utf8(lines).unwrap()
}

fn import(store: &mut Store, lines: &str) -> Result<Counts, RecordError> {
    store.import(&mut lines.as_bytes(), "export.jsonl").map(|imported| imported.new)
}

#[test]
fn an_import_is_the_store_that_was_exported() {
    let (store, entries) = contents();
    let lines = exported(&store);
    let mut copy = Store::in_memory();
    let counts = Counts { reports: 2, arrivals: 3, readings: 3, judgements: 2 };
    assert_eq!(import(&mut copy, &lines).unwrap(), counts);
    assert_eq!(copy.verify().unwrap(), []);
    for as_of in [None, Some(AT), Some(LATER), Some(LATEST)] {
        assert_eq!(copy.material(as_of).unwrap(), store.material(as_of).unwrap(), "{as_of:?}");
    }
    for Entry { report, .. } in &entries {
        assert_eq!(copy.report(&report.id).unwrap(), store.report(&report.id).unwrap());
    }
    assert_eq!(copy.all_judgements().unwrap(), store.all_judgements().unwrap());
    assert_eq!(copy.search("cafe", 5).unwrap().len(), 1);
    assert_eq!(exported(&copy), lines);
}

#[test]
fn an_import_cut_off_anywhere_leaves_nothing_behind() {
    let (store, _) = contents();
    let lines = exported(&store);
    let ends: Vec<usize> = lines.match_indices('\n').map(|(at, _)| at + 1).collect();
    let mut cuts: Vec<usize> = ends.iter().flat_map(|end| [end.saturating_sub(40), end - 1, *end]).collect();
    cuts.retain(|cut| *cut > 0 && *cut < lines.len() - 1);
    assert!(cuts.len() > 20);
    for cut in cuts.into_iter().filter(|cut| lines.is_char_boundary(*cut)) {
        let mut copy = Store::in_memory();
        let error = import(&mut copy, &lines[..cut]).unwrap_err();
        let told = error.to_string();
        let first = cut < ends[0] - 1;
        assert!(
            if first { told.contains("no export") } else { told.contains("nothing was imported") },
            "{cut}: {told}"
        );
        assert_eq!(copy.status().unwrap().reports, 0, "{cut}");
        assert_eq!(copy.status().unwrap().judgements, 0, "{cut}");
        assert_eq!(copy.verify().unwrap(), [], "{cut}");
    }
    // The last line end alone may be lost: everything is there.
    import(&mut Store::in_memory(), lines.trim_end()).unwrap();
}

#[test]
fn an_import_that_was_altered_is_refused() {
    let (store, _) = contents();
    let lines = exported(&store);
    let many: Vec<&str> = lines.lines().collect();
    let mut without = many.clone();
    without.remove(3);
    let mut twice = many.clone();
    twice.insert(3, many[3]);
    let mut turned = many.clone();
    turned.swap(2, 3);
    let mut longer = many.clone();
    longer.push(many[1]);
    let altered = [
        without.join("\n"),
        twice.join("\n"),
        turned.join("\n"),
        longer.join("\n"),
        lines.replace("\"by\":\"Ann\"", "\"by\":\"Eve\""),
        lines.replace("The ferry company", "The ferry compagny"),
        lines.replace("\"at\":\"2025-12-09T08:00:00Z\"", "\"at\":\"2025-12-09\""),
    ];
    for (n, altered) in altered.iter().enumerate() {
        let mut copy = Store::in_memory();
        let error = import(&mut copy, altered).unwrap_err();
        assert!(error.to_string().contains("nothing was imported"), "{n}: {error}");
        assert_eq!((copy.status().unwrap().reports, copy.status().unwrap().arrivals), (0, 0), "{n}");
        assert_eq!(copy.verify().unwrap(), [], "{n}");
    }
    let foreign = import(&mut Store::in_memory(), "{\"id\": \"a report\", \"text\": \"They met.\"}\n").unwrap_err();
    assert!(foreign.to_string().starts_with("`export.jsonl` is no export of a store"), "{foreign}");
    let newer = lines.replacen("{\"export\":1}", "{\"export\":99}", 1);
    let newer = import(&mut Store::in_memory(), &newer).unwrap_err();
    assert!(newer.to_string().contains("upgrade chancery"), "{newer}");
}

#[test]
fn what_is_missing_is_added_and_what_is_here_stays() {
    let (store, [harbour, ferry]) = contents();
    let lines = exported(&store);
    let mut copy = Store::in_memory();
    let own = entry("own", "The crew met the pilot.");
    copy.add(&[ferry.clone(), own], LATER).unwrap();
    copy.judge(&reject("j02", &harbour, LATER)).unwrap();
    let told = copy.import(&mut lines.as_bytes(), "export.jsonl").unwrap();
    assert_eq!(told.held, Counts { reports: 2, arrivals: 3, readings: 3, judgements: 2 });
    // The reading of the ferry was made here on another day, so that of the file is one more.
    assert_eq!(told.new, Counts { reports: 1, arrivals: 2, readings: 3, judgements: 1 });
    assert_eq!(told.withdrawn, 1, "j02 was in force here");
    assert_eq!(copy.status().unwrap().reports, 3);
    let before = copy.material(None).unwrap();
    assert_eq!(import(&mut copy, &lines).unwrap(), Counts::default());
    assert_eq!(copy.material(None).unwrap(), before);
    assert_eq!(copy.verify().unwrap(), []);
}

#[test]
fn an_older_reading_that_comes_later_is_not_in_force() {
    let (store, [harbour, _]) = contents();
    let mut newest = harbour.clone();
    newest.reading.id = ReadingId("third reading of harbour".to_owned());
    let mut copy = Store::in_memory();
    copy.add(from_ref(&newest), LATEST).unwrap();
    import(&mut copy, &exported(&store)).unwrap();
    assert_eq!(copy.latest_reading(&harbour.report.id).unwrap(), Some(newest.reading.id.clone()));
    let claims = copy.material(None).unwrap().claims;
    let here = claims.iter().filter(|c| c.anchor.report == harbour.report.id).count();
    assert_eq!(here, newest.reading.claims.len(), "those of the reading made last");
    assert_eq!(copy.material(Some(LATER)).unwrap().claims.len(), {
        // The report itself was added here only later.
        let ferry = store.material(None).unwrap().claims;
        ferry.iter().filter(|c| c.anchor.report != harbour.report.id).count()
    });
}

#[test]
fn a_report_with_another_text_keeps_its_own() {
    let (store, [harbour, _]) = contents();
    // Another version made another text of the same bytes.
    let mut other = harbour.clone();
    other.report.text = harbour.report.text.to_uppercase();
    other.report.text_hash = chancery_model::sha256(other.report.text.as_bytes());
    other.report.source.map.clear();
    other.reading.claims.clear();
    other.reading.notes.clear();
    let mut copy = Store::in_memory();
    copy.add(&[other], AT).unwrap();
    let told = copy.import(&mut exported(&store).as_bytes(), "export.jsonl").unwrap();
    assert_eq!((told.other_text, told.new.reports, told.new.readings), (1, 1, 1));
    assert_eq!(copy.verify().unwrap(), []);
}

#[test]
fn what_goes_from_a_file_into_a_database_and_back_is_the_same() {
    let Some(schema) = places::Schema::new() else { return };
    let (store, entries) = contents();
    let lines = exported(&store);
    let mut database = Store::create_or_open(&schema.address()).unwrap();
    for cut in [lines.len() - 2, lines.len() / 2, lines.len() / 3] {
        let cut = (0..=cut).rev().find(|cut| lines.is_char_boundary(*cut)).unwrap();
        assert!(import(&mut database, &lines[..cut]).unwrap_err().to_string().contains("nothing was imported"));
        assert_eq!((database.status().unwrap().reports, database.verify().unwrap()), (0, vec![]));
    }
    assert_eq!(import(&mut database, &lines).unwrap(), Counts { reports: 2, arrivals: 3, readings: 3, judgements: 2 });
    assert_eq!(database.verify().unwrap(), []);
    assert_eq!(exported(&database), lines);
    for as_of in [None, Some(AT), Some(LATER), Some(LATEST)] {
        assert_eq!(database.material(as_of).unwrap(), store.material(as_of).unwrap(), "{as_of:?}");
    }
    assert_eq!(database.report(&entries[0].report.id).unwrap(), store.report(&entries[0].report.id).unwrap());
    assert_eq!(database.search("cafe", 5).unwrap(), store.search("cafe", 5).unwrap());
    assert_eq!(import(&mut database, &lines).unwrap(), Counts::default());
    let mut back = Store::in_memory();
    import(&mut back, &exported(&database)).unwrap();
    assert_eq!(exported(&back), lines);
}
