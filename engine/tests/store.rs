//! A store over time: dates given and taken back, judgements on copies, readings of what was
//! stored, adding that is broken off and begun again.

mod sample;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use chancery_engine::record::{Entry, Outcome, Store};
use chancery_engine::{Input, Options, Tally};
use chancery_model::{
    ClaimId, Edtf, Judgement, JudgementId, JudgementKind, Reading, ReadingId, Record, ReportId, Snapshot, Subject,
    sha256,
};
use sample::{AT, ENGINE, Told, essence, gather, write_all};

const UNDATED: &str = "Sergei Lavrov met Hakan Fidan in Ankara on Monday.";

fn add(store: &mut Store, inputs: &[Input], published: Option<&str>, at: &str) -> Tally {
    let published = published.map(|date| date.parse::<Edtf>().unwrap());
    ENGINE.add(store, inputs, &Options { published }, at, &mut |_| {}).unwrap()
}

/// The record of the store at `path`, without wall-clock moments.
fn record(path: &Path) -> Record {
    essence(&ENGINE.snapshot(Store::open(path).unwrap(), None, None).unwrap()).0
}

/// The day of the only event.
fn day(record: &Record) -> Option<String> {
    assert_eq!(record.events.len(), 1, "{:#?}", record.events);
    record.events[0].date().map(|date| date.to_string())
}

#[test]
fn a_given_date_outlives_reading_anew_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = write_all(&[Told::plain(UNDATED)], folder.path());
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).unwrap();

    assert_eq!(add(&mut store, &inputs, None, AT), Tally { new: 1, undated: 1, ..Tally::default() });
    let undated = record(&path);
    assert_eq!((day(&undated), undated.reports[0].published.edtf), (None, None));

    let given = add(&mut store, &inputs, Some("2025-12-09"), "2025-12-10T08:00:01Z");
    assert_eq!(given, Tally { reread: 1, ..Tally::default() });
    let dated = record(&path);
    assert_eq!(day(&dated).as_deref(), Some("2025-12-08"));
    assert_eq!(dated.reports[0].published.reason, "given by the user");

    let again = add(&mut store, &inputs, None, "2025-12-10T08:00:02Z");
    assert_eq!(again, Tally { known: 1, ..Tally::default() });
    assert_eq!(record(&path), dated);

    let [judgement] = &store.material(None).unwrap().judgements[..] else { panic!("one date was given") };
    assert!(store.withdraw(&judgement.id, "2025-12-10T08:00:03Z").unwrap());
    let without = add(&mut store, &inputs, None, "2025-12-10T08:00:04Z");
    assert_eq!(without, Tally { reread: 1, undated: 1, ..Tally::default() });
    assert_eq!(record(&path), undated);
    assert_eq!(store.verify().unwrap(), []);
}

#[test]
fn of_dates_given_within_a_second_the_last_is_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = write_all(&[Told::plain(UNDATED)], folder.path());
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).unwrap();
    // Mondays follow their dates; the first comes back after it was replaced.
    let given = ["09", "16", "23", "30", "09", "16", "09"];
    for (n, day_given) in given.iter().enumerate() {
        let date = format!("2025-12-{day_given}");
        let tally = add(&mut store, &inputs, Some(&date), AT);
        assert_eq!((tally.new, tally.reread), if n == 0 { (1, 0) } else { (0, 1) });
        assert_eq!(store.judgements(None).unwrap().len(), 1, "one is in force");
        let record = record(&path);
        assert_eq!(record.reports[0].published.edtf.unwrap().to_string(), date);
        let monday = date.parse::<Edtf>().unwrap().first_day().unwrap().yesterday().unwrap();
        assert_eq!(day(&record), Some(monday.to_string()));
        assert_eq!(add(&mut store, &inputs, None, AT), Tally { known: 1, ..Tally::default() }, "read under {date}");
    }
    assert_eq!(store.status().unwrap().withdrawn, given.len() - 1);
    assert_eq!(store.verify().unwrap(), []);
}

#[test]
fn a_date_can_be_given_as_not_known() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = write_all(&[Told::line(UNDATED, "a", Some("2025-12-16"))], folder.path());
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).unwrap();
    add(&mut store, &inputs, None, AT);
    let id = store.material(None).unwrap().cards[0].id.clone();
    let kind = JudgementKind::Set { field: "published".to_owned(), value: "null".to_owned() };
    store.judge(&judgement(kind, vec![Subject::Report(id)])).unwrap();
    let again = add(&mut store, &inputs, None, "2025-12-10T10:00:00Z");
    assert_eq!(again, Tally { reread: 1, undated: 1, ..Tally::default() });
    let record = record(&path);
    assert_eq!((day(&record), record.reports[0].published.edtf), (None, None));
}

#[test]
fn a_date_given_at_once_is_as_one_given_later() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = write_all(&[Told::plain(UNDATED), Told::line(UNDATED, "a", Some("2025-12-16"))], folder.path());
    let (at_once, later) = (folder.path().join("at-once.chancery"), folder.path().join("later.chancery"));
    let mut store = Store::create_or_open(&at_once).unwrap();
    add(&mut store, &inputs, Some("2025-12-09"), AT);
    let own = store.material(None).unwrap().cards.into_iter().map(|card| card.published.edtf);
    assert_eq!(
        own.flatten().map(|date| date.to_string()).collect::<Vec<_>>(),
        ["2025-12-16"],
        "what they tell is kept"
    );

    let mut store = Store::create_or_open(&later).unwrap();
    add(&mut store, &inputs, None, AT);
    assert_eq!(day(&record(&later)).as_deref(), Some("2025-12-15"), "the undated one goes with the dated one");
    add(&mut store, &inputs, Some("2025-12-09"), "2025-12-10T08:00:01Z");
    assert_eq!(day(&record(&later)).as_deref(), Some("2025-12-08"));
    assert_eq!(record(&later), record(&at_once));
    // A judgement of a person may write the date as JSON does.
    let ids = store.material(None).unwrap().cards.into_iter().map(|card| Subject::Report(card.id)).collect();
    let kind = JudgementKind::Set { field: "published".to_owned(), value: "\"2025-12-16\"".to_owned() };
    store.judge(&judgement(kind, ids)).unwrap();
    add(&mut store, &inputs, None, "2025-12-11T08:00:00Z");
    assert_eq!(day(&record(&later)).as_deref(), Some("2025-12-15"));
}

fn judgement(kind: JudgementKind, subjects: Vec<Subject>) -> Judgement {
    let at = "2025-12-10T09:00:00Z";
    let id = JudgementId::of(&kind, &subjects, "user", at);
    Judgement { id, kind, subjects, by: "user".to_owned(), at: at.to_owned(), withdrawn: None }
}

#[test]
fn copies_that_dates_bring_together_or_apart() {
    let text = "Sergei Lavrov met Hakan Fidan in Ankara on 8 December 2025.";
    let folder = tempfile::tempdir().unwrap();
    let told = [Told::line(text, "a", Some("2025-12-09")), Told::line(text, "b", None)];
    let inputs = write_all(&told, folder.path());
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).unwrap();
    assert_eq!(add(&mut store, &inputs, None, AT).new, 2);
    let apart = record(&path);
    assert_eq!(apart.reports.len(), 2);
    add(&mut store, &inputs[1..], Some("2025-12-09"), "2025-12-10T08:00:01Z");
    assert_eq!(record(&path).reports.len(), 1);
    assert_eq!(record(&path).events[0].claims.len(), 1, "a copy is no second voice");
    assert_eq!(store.status().unwrap().reports, 2);

    // An id that was once given leads on, whichever of the two is the one shown.
    let snapshot = ENGINE.snapshot(Store::open(&path).unwrap(), None, None).unwrap();
    let shown = &snapshot.record().events[0].claims[0];
    let given: Vec<&ClaimId> = apart.events.iter().flat_map(|e| &e.claims).collect();
    assert_eq!(given.len(), 2);
    for id in given {
        assert_eq!(&snapshot.claim(id).unwrap().id, shown);
        let found = chancery_view::find(&snapshot, &id.0[..5]).unwrap();
        assert!(matches!(found, chancery_view::Handle::Event(e) if e.claims[0] == *shown), "{found:?}");
    }
}

#[test]
fn what_was_judged_of_a_copy_is_judged_of_the_one_that_is_shown() {
    let text = "Sergei Lavrov met Hakan Fidan in Ankara on 8 December 2025.";
    let folder = tempfile::tempdir().unwrap();
    let mut inputs = write_all(&[Told::line(text, "a", None), Told::line(text, "b", None)], folder.path());
    let id = |input: &Input| -> ReportId { ENGINE.acquire(input, &Options::default()).reports[0].id.clone() };
    inputs.sort_by_key(|input| std::cmp::Reverse(id(input)));
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).unwrap();
    add(&mut store, &inputs[..1], None, AT);
    assert_eq!(record(&path).events.len(), 1);
    let anchor = store.material(None).unwrap().claims[0].anchor.clone();
    store.judge(&judgement(JudgementKind::Reject, vec![Subject::Claim(anchor.clone())])).unwrap();
    assert_eq!(record(&path).events, []);

    assert_eq!(add(&mut store, &inputs[1..], None, AT), Tally { same_text: 1, undated: 1, ..Tally::default() });
    let snapshot = ENGINE.snapshot(Store::open(&path).unwrap(), None, None).unwrap();
    assert_eq!(snapshot.record().reports[0].id, id(&inputs[1]), "the one added last is the first by id");
    assert_eq!(snapshot.record().events, []);
    assert_eq!(snapshot.judgements()[0].subjects, [Subject::Claim(anchor)], "it is told as it was made");
    assert_eq!(snapshot.text(&id(&inputs[0])).as_deref(), Some(text), "the copy can be read");
}

#[test]
fn a_stored_report_is_read_anew_as_it_was_stored() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = write_all(&[Told::plain(UNDATED)], folder.path());
    let mut report = ENGINE.acquire(&inputs[0], &Options::default()).reports.remove(0);
    // As a version that reads files otherwise may have stored it.
    report.text = UNDATED.replace("Monday", "8 December 2025");
    report.text_hash = sha256(report.text.as_bytes());
    report.source.map.clear();
    let reading = Reading {
        id: ReadingId("of an earlier version".to_owned()),
        report: report.id.clone(),
        engine: "0.0.1".to_owned(),
        data: String::new(),
        claims: Vec::new(),
        notes: Vec::new(),
        imprint: None,
    };
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).unwrap();
    let entry = Entry { report: report.clone(), reading, judgements: Vec::new() };
    assert_eq!(store.add(&[entry], AT).unwrap(), [Outcome::New]);
    assert_eq!(record(&path).events, []);

    assert_eq!(add(&mut store, &inputs, None, AT), Tally { reread: 1, undated: 1, ..Tally::default() });
    assert_eq!(store.report(&report.id).unwrap(), Some(report));
    assert_eq!(day(&record(&path)).as_deref(), Some("2025-12-08"));
    assert_eq!(add(&mut store, &inputs, None, AT), Tally { known: 1, undated: 1, ..Tally::default() });
    assert_eq!(store.verify().unwrap(), []);
}

#[test]
fn a_record_as_of_a_moment_is_the_one_there_was() {
    let folder = tempfile::tempdir().unwrap();
    let told = [Told::plain(UNDATED), Told::line("Marco Rubio met Andrii Sybiha in Geneva.", "a", Some("2025-12-09"))];
    let inputs = write_all(&told, folder.path());
    let mut store = Store::in_memory();
    add(&mut store, &inputs[..1], None, AT);
    add(&mut store, &inputs, Some("2025-12-09"), "2025-12-11T08:00:00Z");
    let then = ENGINE.snapshot(store, Some("2025-12-10T23:59:59Z"), None).unwrap();
    assert_eq!(essence(&then), essence(&gather(&inputs[..1])));
}

/// Reports enough for three transactions.
const REPORTS: usize = 300;

/// Reports in one file, of which each is another.
fn many(folder: &Path) -> Vec<Input> {
    let places = ["Ankara", "Geneva", "Muscat"];
    let line = |n: usize| {
        let (place, day) = (places[n % places.len()], 1 + n % 28);
        let text = format!("Sergei Lavrov met Hakan Fidan in {place} on {day} December 2025. A note bears number {n}.");
        format!("{{\"id\":\"n{n}\",\"published\":\"2025-12-30\",\"text\":{text:?}}}\n")
    };
    let path = folder.join("many.jsonl");
    std::fs::write(&path, (0..REPORTS).map(line).collect::<String>()).expect("the file can be written");
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

#[test]
fn a_message_is_kept_as_received_and_its_attachments_are_remarked() {
    let folder = tempfile::tempdir().unwrap();
    let message = "From: Press Office <press@example.org>\r\nDate: Tue, 9 Dec 2025 10:00:00 +0100\r\nSubject: Talks\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSergei Lavrov met Hakan Fidan in Ankara on Mon=\r\nday.\r\n--b\r\nContent-Type: application/pdf; name=\"annex.pdf\"\r\nContent-Disposition: attachment; filename=\"annex.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b--\r\n";
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).unwrap();
    let inputs = [Input::Sent("talks.eml".into(), message.into())];
    assert_eq!(add(&mut store, &inputs, None, AT), Tally { new: 1, ..Tally::default() });
    assert_eq!(day(&record(&path)).as_deref(), Some("2025-12-08"));
    assert_eq!(store.verify().unwrap(), []);

    let snapshot = ENGINE.snapshot(Store::open(&path).unwrap(), None, None).unwrap();
    let told: Vec<_> = snapshot.notes().iter().flat_map(|(_, n)| &n.evidence).map(|e| e.exact.as_str()).collect();
    assert_eq!(told, ["Attachment: annex.pdf"]);
    let report = store.report(&snapshot.record().reports[0].id).unwrap().expect("it was added");
    assert_eq!(report.source.bytes, message.as_bytes());
    assert_eq!(report.published.basis.map(|b| b.as_str()), Some("metadata"));
}
