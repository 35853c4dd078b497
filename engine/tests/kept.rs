//! A record that is kept beside its store is the one that would be made, or counts for nothing.

mod sample;

use std::fs;
use std::path::Path;

use chancery_engine::record::Store;
use chancery_engine::{Input, Marked, Options, Ruling, keep, kept, kept_about, kept_on};
use chancery_model::{ClaimId, ClaimKind, Snapshot, Subject};
use chancery_view::{find, why};
use sample::{AT, ENGINE, Form, Told, essence, gather, write_all};

const FIRST: &str = "Sergei Lavrov met Hakan Fidan in Ankara on 8 December 2025. “Ankara will host the next round,” Hakan \
                     Fidan said. Turkey pledged $20 million for grain. A long table stood in the hall. \
                     Norwegian Prime Minister Jonas Gahr Støre held talks with Kenyan President William Ruto in Oslo on 5 \
                     December 2025.";
const SECOND: &str = "Sergei Lavrov met Hakan Fidan in Geneva on 8 December 2025. Marco Rubio and Andrii Sybiha will meet \
                      on 12 December 2025. Russia rejects a ceasefire. Kenyan President William Ruto \
                      visited Norway from 4 to 6 December.";

const VISIT: &str = "Kenyan President William Ruto arrived in Oslo on 4 December 2025 for a state visit. In Oslo, William Ruto \
                     held talks with Norwegian Prime Minister Jonas Gahr Støre on 5 December 2025.";

fn reports() -> Vec<Told> {
    let copy = |id| Told {
        text: SECOND.to_owned(),
        form: Form::Line { id, outlet: Some("The Harbour Post"), published: Some("2025-12-09") },
    };
    vec![
        Told::line(FIRST, "a", Some("2025-12-09")),
        copy("b"),
        copy("c"),
        Told::line(VISIT, "d", Some("2025-12-09")),
        // Of one text with the first, and undated.
        Told::plain(FIRST),
    ]
}

fn add(path: &Path, inputs: &[Input]) {
    let mut store = Store::create_or_open(path).unwrap();
    ENGINE.add(&mut store, inputs, &Options::default(), AT, &mut |_| {}).unwrap();
}

fn open(path: &Path) -> Store {
    Store::open_read_only(path).unwrap()
}

/// A store with copies, texts of one origin, a contradiction, and claims that judgements add and reject.
fn store(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("record.chancery");
    add(&path, &write_all(&reports(), folder));
    let mut store = Store::open(&path).unwrap();
    let snapshot = ENGINE.snapshot(open(&path), None, None).unwrap();
    let report = snapshot.record().reports[0].id.clone();
    let words = if snapshot.text(&report).unwrap().contains("table") { "long table" } else { "the next" };
    let fields = vec![("kind".to_owned(), "meeting".to_owned()), ("participants".to_owned(), "Ann Lee".to_owned())];
    let mark = Marked { report, words: words.to_owned(), start: None, kind: ClaimKind::Event, fields };
    let statement = snapshot.claims().find(|claim| claim.anchor.kind == ClaimKind::Statement).unwrap();
    for ruling in [Ruling::Add(mark), Ruling::Reject(vec![Subject::Claim(statement.anchor.clone())])] {
        if let Ok(judgement) = ENGINE.judge(&snapshot, &ruling, "Ann", "2025-12-11T08:00:00Z") {
            store.judge(&judgement).unwrap();
        }
    }
    path
}

#[test]
fn what_is_kept_is_what_would_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let made = ENGINE.snapshot(open(&path), None, None).unwrap();
    assert!(!made.stand_ins().is_empty() && !made.record().contradictions.is_empty() && !made.judgements().is_empty());
    assert!(made.record().events.iter().any(|event| event.part_of.is_some()));
    assert!(made.record().origins.iter().any(|origin| origin.reports.len() > 1));
    keep(&ENGINE.data().schema, &open(&path), "this", 0).unwrap();
    let kept = kept(open(&path), "this").expect("it is kept");
    assert_eq!(essence(&kept), essence(&made));
    assert_eq!(kept.stand_ins(), made.stand_ins());
    assert!(made.claims().all(|claim| kept.claim(&claim.id) == Some(claim)));
    assert!(kept.claims().eq(made.claims()));
    assert_eq!(kept.claim(&ClaimId("e000000000000".to_owned())), None);
}

#[test]
fn what_bears_on_one_thing_tells_the_same_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    keep(&ENGINE.data().schema, &open(&path), "this", 0).unwrap();
    let made = ENGINE.snapshot(open(&path), None, None).unwrap();
    let claims = made.claims().map(|claim| &claim.id.0).chain(made.stand_ins().iter().map(|(copy, _)| &copy.0));
    let contradictions = made.record().contradictions.iter().map(|c| &c.id.0);
    let ids: Vec<&String> = claims.chain(contradictions).collect();
    assert!(ids.len() > 12, "{ids:?}");
    assert!(made.record().events.iter().any(|event| event.part_of.is_some()), "a visit has a part");
    for id in ids {
        let about = kept_about(open(&path), "this", id).unwrap_or_else(|_| panic!("{id} is found"));
        let told = why(&about, find(&about, id).unwrap()).unwrap();
        assert_eq!(told, why(&made, find(&made, id).unwrap()).unwrap());
    }
    assert!(kept_about(open(&path), "this", "e000000000000").is_err(), "nothing bears that id");
}

#[test]
fn what_was_made_of_something_else_counts_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let is_kept = || kept(open(&path), "this").is_ok();
    assert!(!is_kept(), "nobody kept it");
    keep(&ENGINE.data().schema, &open(&path), "this", 1_000).unwrap();
    assert!(!is_kept(), "so few reports are not worth it");
    keep(&ENGINE.data().schema, &open(&path), "this", 0).unwrap();
    assert!(is_kept());
    assert!(kept(open(&path), "another program").is_err());

    add(&path, &[Told::plain("Marco Rubio met Hakan Fidan in Ankara.").write(folder.path(), 9)]);
    assert!(!is_kept(), "a report came since");
    keep(&ENGINE.data().schema, &open(&path), "this", 0).unwrap();
    assert!(is_kept());
    let judgement = Store::open(&path).unwrap().judgements(None).unwrap().pop().unwrap();
    Store::open(&path).unwrap().withdraw(&judgement.id, "2025-12-12T08:00:00Z").unwrap();
    assert!(!is_kept(), "a judgement was withdrawn since");
    keep(&ENGINE.data().schema, &open(&path), "this", 0).unwrap();

    let other = folder.path().join("other.chancery");
    add(&other, &[Told::plain("Marco Rubio met Hakan Fidan in Geneva.").write(folder.path(), 10)]);
    fs::copy(folder.path().join("record.chancery-kept"), folder.path().join("other.chancery-kept")).unwrap();
    assert!(kept(open(&other), "this").is_err(), "it was made of another store");
    keep(&ENGINE.data().schema, &open(&other), "this", 0).unwrap();
    let kept = kept(open(&other), "this").expect("it is kept anew");
    assert_eq!(essence(&kept).0, essence(&gather(&[Input::File(folder.path().join("10.txt"))])).0);
}

#[test]
fn what_a_killed_process_left_half_written_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7_200);
    let left = |name: &str, old: bool| {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        if old {
            file.set_modified(long_ago).unwrap();
        }
    };
    left("record.chancery-kept-17", true);
    left("record.chancery-kept-18", false);
    left("record.chancery-kept-notes", true);
    left("other.chancery-kept-17", true);
    keep(&ENGINE.data().schema, &open(&path), "this", 0).unwrap();
    assert!(kept(open(&path), "this").is_ok());
    let is_there = |name: &str| folder.path().join(name).exists();
    assert!(!is_there("record.chancery-kept-17"), "nobody writes it any more");
    assert!(is_there("record.chancery-kept-18"), "somebody may be writing it");
    assert!(is_there("record.chancery-kept-notes") && is_there("other.chancery-kept-17"), "not ours");
}

#[test]
fn a_file_that_is_damaged_counts_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    keep(&ENGINE.data().schema, &open(&path), "this", 0).unwrap();
    let file = folder.path().join("record.chancery-kept");
    let whole = fs::read(&file).unwrap();
    for damaged in [&b""[..], b"no database at all, but long enough to look like one", &whole[..whole.len() / 2]] {
        fs::write(&file, damaged).unwrap();
        assert!(kept(open(&path), "this").is_err());
        keep(&ENGINE.data().schema, &open(&path), "this", 0).unwrap();
        assert!(kept(open(&path), "this").is_ok(), "it is kept anew");
    }
    let names = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    assert!(!names.into_iter().any(|name| name.contains("-kept-")), "nothing half written is left");
}

#[test]
fn what_stood_at_a_moment_is_made_of_what_is_at_hand() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let mut later = Store::open(&path).unwrap();
    let reports = [
        Told::plain("Marco Rubio met Hakan Fidan in Ankara."),
        Told { form: Form::Plain { mark: true }, ..Told::plain(FIRST) },
    ];
    for (told, n) in reports.iter().zip(20..) {
        let at = format!("2025-12-1{}T08:00:00Z", n - 18);
        ENGINE.add(&mut later, &[told.write(folder.path(), n)], &Options::default(), &at, &mut |_| {}).unwrap();
    }
    let undated = later.material(None).unwrap().cards.into_iter().find(|card| card.published.edtf.is_none()).unwrap();
    let again = Options { published: Some("2025-12-09".parse().unwrap()) };
    let path_of = folder.path().join("03.txt");
    assert!(undated.path.is_some());
    ENGINE.add(&mut later, &[Input::File(path_of)], &again, "2025-12-14T08:00:00Z", &mut |_| {}).unwrap();
    keep(&ENGINE.data().schema, &open(&path), "this", 0).unwrap();
    let kept = kept(open(&path), "this").expect("it is kept");
    for as_of in [
        "2025-12-10T08:00:00Z",
        "2025-12-11T08:00:00Z",
        "2025-12-12T08:00:00Z",
        "2025-12-13T08:00:00Z",
        "2025-12-15T00:00:00Z",
    ] {
        let made = ENGINE.snapshot(open(&path), Some(as_of), None).unwrap();
        assert_eq!(&kept.stood(&ENGINE.data().schema, as_of, None).unwrap(), made.record(), "as of {as_of}");
    }
    assert!(kept.stood(&ENGINE.data().schema, "yesterday", None).is_err());
}

#[test]
fn what_is_kept_is_told_as_of_a_later_day_where_that_tells_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let day = |text: &str| text.parse().unwrap();
    let schema = &ENGINE.data().schema;
    keep(schema, &open(&path), "this", 0).unwrap();
    assert!(kept_on(open(&path), "this", day("2025-12-08")).is_err(), "the reports are of a later day");
    for same in ["2025-12-09", "2025-12-12"] {
        let kept = kept_on(open(&path), "this", day(same)).expect("no plan was due before");
        let made = ENGINE.snapshot(open(&path), None, Some(day(same))).unwrap();
        assert_eq!(kept.record(), made.record(), "as of {same}");
    }
    let overdue = day("2025-12-13");
    let made = ENGINE.snapshot(open(&path), None, Some(overdue)).unwrap();
    assert!(made.record().events.iter().any(|event| event.overdue), "a meeting was planned for the twelfth");
    assert!(kept_on(open(&path), "this", overdue).is_err(), "a plan is overdue by then");
}

#[test]
fn a_record_at_hand_is_kept_as_it_would_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let schema = &ENGINE.data().schema;
    let made = ENGINE.snapshot(open(&path), None, None).unwrap();
    for day in ["2025-12-08", "2025-12-09", "2025-12-11", "2025-12-13"] {
        let at_hand = ENGINE.snapshot(open(&path), None, day.parse().ok()).unwrap();
        at_hand.keep(schema, &open(&path), day, 0).unwrap();
        assert_eq!(kept(open(&path), day).expect("it is kept").record(), made.record(), "at hand as of {day}");
    }
    let at_hand = ENGINE.snapshot(open(&path), None, None).unwrap();
    add(&path, &[Told::plain("Marco Rubio met Hakan Fidan in Ankara.").write(folder.path(), 9)]);
    at_hand.keep(schema, &open(&path), "this", 0).unwrap();
    assert!(kept(open(&path), "this").is_err(), "a report came since it was made");
}

#[test]
fn no_damage_is_read_as_part_of_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let schema = &ENGINE.data().schema;
    keep(schema, &open(&path), "this", 0).unwrap();
    let made = ENGINE.snapshot(open(&path), None, None).unwrap();
    let file = folder.path().join("record.chancery-kept");
    let whole = fs::read(&file).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 300 + 1) {
        let mut damaged = whole.clone();
        // What a power cut leaves of a page that was not written.
        damaged[at..].iter_mut().take(64).for_each(|byte| *byte = 0);
        fs::write(&file, &damaged).unwrap();
        if let Ok(kept) = kept(open(&path), "this") {
            assert_eq!(essence(&kept), essence(&made), "damaged at {at}");
            assert!(kept.claims().eq(made.claims()), "damaged at {at}");
        }
        keep(schema, &open(&path), "this", 0).unwrap();
        assert!(fs::read(&file).unwrap() == whole, "damaged at {at}, it is kept anew");
    }
}
