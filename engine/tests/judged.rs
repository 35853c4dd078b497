//! Whatever people judge, in whatever order judgements and reports come: the same record; withdrawn, the record that
//! was there before; and a store that is exported and imported is the same store.

mod sample;

use std::path::Path;

use chancery_engine::record::Store;
use chancery_engine::{Input, Marked, Options, Ruling};
use chancery_model::{Actor, Anchor, ClaimId, ClaimKind, Judgement, ReportId, Snapshot, Subject};
use chancery_view::record_json;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use sample::{AT, ENGINE, Told, essence, gather, write_all};

const PAIRS: &[(&str, &str)] =
    &[("Sergei Lavrov", "Hakan Fidan"), ("Marco Rubio", "Andrii Sybiha"), ("Hakan Fidan", "Marco Rubio")];
const PLACES: &[&str] = &["Ankara", "Geneva"];
const DAYS: &[&str] = &["on 8 December 2025", "on 9 December 2025", "last month"];

/// A decision on one of the things that are there, by number.
#[derive(Clone, Debug)]
enum Wish {
    Same(usize, usize),
    Different(usize, usize),
    Reject(usize),
    RejectReport(usize),
    Explain(usize),
    Set(usize, &'static str, &'static str),
    Rename(usize, &'static str),
    Grade,
    Add(usize),
    Part(usize, usize),
}

fn wish() -> impl Strategy<Value = Wish> {
    let any = || 0..100usize;
    let settings = &[
        ("status", "cancelled"),
        ("status", "planned"),
        ("place", "Muscat"),
        ("date", "2025-12-08"),
        ("date", "unknown"),
        ("participants", "Marco Rubio, Ann Lee (Kenya)"),
        ("kind", "talks"),
        ("issues", "territory"),
        ("outcome", "partial"),
        ("process", "none"),
    ][..];
    prop_oneof![
        3 => (any(), any()).prop_map(|(a, b)| Wish::Same(a, b)),
        3 => (any(), any()).prop_map(|(a, b)| Wish::Different(a, b)),
        1 => any().prop_map(Wish::Reject),
        1 => any().prop_map(Wish::RejectReport),
        1 => any().prop_map(Wish::Explain),
        4 => (any(), select(settings)).prop_map(|(at, (field, value))| Wish::Set(at, field, value)),
        2 => (any(), select(&["Johan Lindqvist", "Hakan Fidan", "Lee"][..])).prop_map(|(at, to)| Wish::Rename(at, to)),
        1 => Just(Wish::Grade),
        2 => any().prop_map(Wish::Add),
        3 => (any(), any()).prop_map(|(part, whole)| Wish::Part(part, whole)),
    ]
}

/// A report with words of which some are no rule's.
fn told() -> impl Strategy<Value = Told> {
    let sentence =
        (0..3usize, select(PAIRS), select(PLACES), select(DAYS)).prop_map(|(form, (a, b), place, day)| match form {
            0 => format!("{a} met {b} in {place} {day}."),
            1 => format!("{a} will meet {b} in {place} {day}."),
            _ => format!("{a} and {b} held talks in {place} {day}."),
        });
    let published = select(&[None, Some("2025-12-09"), Some("2025-12-10")][..]);
    (vec(sentence, 1..3), published, any::<u32>()).prop_map(|(sentences, published, mark)| {
        // No two reports are copies: words that are no rule's differ.
        let text = format!("{} A long table number {mark} stood in the hall.", sentences.join(" "));
        published.map_or_else(|| Told::plain(&text), |day| Told::line(&text, "a", Some(day)))
    })
}

fn add(store: &mut Store, inputs: &[Input]) {
    ENGINE.add(store, inputs, &Options::default(), AT, &mut |_| {}).expect("the store takes it");
}

fn json(path: &Path) -> String {
    let open = || Store::open_read_only(path).expect("it opens");
    let made = ENGINE.snapshot(open(), None, None).expect("it can be read");
    chancery_engine::keep(&ENGINE.data().schema, &open(), "here", 0).expect("it can be kept");
    let kept = chancery_engine::kept(open(), "here").expect("it was kept");
    assert_eq!(essence(&kept), essence(&made), "what is kept is what was made");
    assert!(kept.claims().eq(made.claims()));
    record_json(&made)
}

/// What a wish decides of a record; `None` where nothing is there to decide on.
fn ruling(wish: &Wish, snapshot: &dyn Snapshot) -> Option<Ruling> {
    let record = snapshot.record();
    let anchors = |ids: &[ClaimId]| ids.iter().filter_map(|id| Some(snapshot.claim(id)?.anchor.clone())).collect();
    let party = |at: usize| -> Option<Vec<Anchor>> {
        (!record.events.is_empty()).then(|| anchors(&record.events[at % record.events.len()].claims))
    };
    let subjects = |at: usize| Some(party(at)?.into_iter().map(Subject::Claim).collect::<Vec<_>>());
    let report = |at: usize| -> Option<ReportId> {
        (!record.reports.is_empty()).then(|| record.reports[at % record.reports.len()].id.clone())
    };
    Some(match *wish {
        Wish::Same(a, b) => Ruling::Same(vec![party(a)?, party(b)?]),
        Wish::Different(a, b) => Ruling::Different(vec![party(a)?, party(b)?]),
        Wish::Reject(at) => Ruling::Reject(subjects(at)?),
        Wish::RejectReport(at) => Ruling::Reject(vec![Subject::Report(report(at)?)]),
        Wish::Explain(at) => Ruling::Explain { on: subjects(at)?, text: "so we were told".to_owned() },
        Wish::Set(at, field, value) => {
            Ruling::Set { on: subjects(at)?, field: field.to_owned(), value: value.to_owned() }
        }
        Wish::Part(part, whole) => {
            let on = subjects(part)?;
            let value = record.events[whole % record.events.len()].id.0.clone();
            Ruling::Set { on, field: "part_of".to_owned(), value }
        }
        Wish::Rename(at, to) => {
            let actors: Vec<&Actor> = record.actors.iter().map(|a| &a.actor).collect();
            (!actors.is_empty())
                .then(|| Ruling::Rename { from: actors[at % actors.len()].clone(), to: to.to_owned() })?
        }
        Wish::Grade => Ruling::Grade { source: Subject::Outlet("The Harbour Post".to_owned()), letter: "C".to_owned() },
        Wish::Add(at) => {
            let fields = [("kind", "meeting"), ("participants", "Marco Rubio, Hakan Fidan"), ("place", "Geneva")];
            let fields = fields.map(|(field, value)| (field.to_owned(), value.to_owned())).to_vec();
            let words = "stood in the hall".to_owned();
            Ruling::Add(Marked { report: report(at)?, words, start: None, kind: ClaimKind::Event, fields })
        }
    })
}

/// Judges what is wished for in turn; what stands against an earlier one is refused and leaves nothing behind. Gives
/// the judgements, each with the record before it.
fn judge(store: &mut Store, path: &Path, wishes: &[Wish]) -> Vec<(Judgement, String)> {
    let mut made = Vec::new();
    for (n, wish) in wishes.iter().enumerate() {
        let before = json(path);
        let snapshot = ENGINE.snapshot(Store::open_read_only(path).unwrap(), None, None).unwrap();
        let Some(ruling) = ruling(wish, &snapshot) else { continue };
        match ENGINE.judge(&snapshot, &ruling, "Ann", &format!("2025-12-11T08:00:{n:02}Z")) {
            Ok(judgement) => {
                let so_far = store.docket().unwrap();
                assert_eq!(store.judge_in_view(&judgement, so_far).unwrap().as_ref(), Some(&judgement.id));
                made.push((judgement, before));
            }
            Err(refusal) => {
                assert!(!refusal.to_string().is_empty());
                assert_eq!(json(path), before, "a refusal leaves nothing behind: {refusal}");
            }
        }
    }
    made
}

#[test]
fn the_wishes_are_worth_trying() {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        "Sergei Lavrov met Hakan Fidan in Ankara on 8 December 2025. A long table number 1 stood in the hall.",
        "Sergei Lavrov met Hakan Fidan in Ankara on 9 December 2025. A long table number 2 stood in the hall.",
    ];
    let told = texts.map(|text| Told::line(text, "a", Some("2025-12-09")));
    let inputs = write_all(&told, folder.path());
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).unwrap();
    add(&mut store, &inputs);
    let (first, second) = (0, 1);
    assert_eq!(judge(&mut store, &path, &[Wish::Same(first, second), Wish::Different(first, second)]).len(), 1);
    let snapshot = ENGINE.snapshot(Store::open_read_only(&path).unwrap(), None, None).unwrap();
    assert_eq!(snapshot.record().events.len(), 1);
    let wishes = [Wish::Add(first), Wish::Rename(first, "Johan Lindqvist"), Wish::Grade, Wish::Explain(first)];
    assert_eq!(judge(&mut store, &path, &wishes).len(), 4);
    assert_eq!(store.verify().unwrap(), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_judgement_and_its_withdrawal_leave_the_record_as_it_was(
        told in vec(told(), 2..5), wishes in vec(wish(), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let inputs = write_all(&told, folder.path());
        let path = folder.path().join("record.chancery");
        let mut store = Store::create_or_open(&path).unwrap();
        add(&mut store, &inputs);
        let made = judge(&mut store, &path, &wishes);
        for (n, (judgement, before)) in made.iter().enumerate().rev() {
            let at = format!("2025-12-12T08:00:{n:02}Z");
            prop_assert!(store.withdraw(&judgement.id, &at).unwrap());
            prop_assert_eq!(&json(&path), before, "{:?}", judgement);
        }
        prop_assert_eq!(store.verify().unwrap(), []);
        let left = ENGINE.snapshot(store, None, None).unwrap();
        prop_assert_eq!(essence(&left), essence(&gather(&inputs)));
    }

    #[test]
    fn judgements_and_reports_may_come_in_any_order(
        (told, wishes, order) in (2..5usize).prop_flat_map(|n| {
            let order = (0..n).collect::<Vec<_>>();
            (vec(told(), n), vec(wish(), 1..6), Just(order).prop_shuffle())
        }),
        first in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let inputs = write_all(&told, folder.path());
        let path = folder.path().join("record.chancery");
        let mut store = Store::create_or_open(&path).unwrap();
        add(&mut store, &inputs);
        let judgements: Vec<Judgement> =
            judge(&mut store, &path, &wishes).into_iter().map(|(judgement, _)| judgement).collect();
        let expected = ENGINE.snapshot(Store::open_read_only(&path).unwrap(), None, None).unwrap();

        let mut other = Store::in_memory();
        if first {
            judgements.iter().rev().for_each(|j| assert!(other.judge(j).unwrap()));
        }
        order.iter().for_each(|&i| add(&mut other, &inputs[i..=i]));
        if !first {
            judgements.iter().rev().for_each(|j| assert!(other.judge(j).unwrap()));
        }
        // Said twice, it is said once.
        add(&mut other, &inputs);
        prop_assert!(judgements.iter().all(|j| !other.judge(j).unwrap()));
        let other = ENGINE.snapshot(other, None, None).unwrap();
        prop_assert_eq!(essence(&other), essence(&expected));

        // So does what was exported and imported.
        let mut lines = Vec::new();
        store.export(&mut lines).unwrap().unwrap();
        let copied = folder.path().join("copy.chancery");
        let mut copy = Store::create_or_open(&copied).unwrap();
        copy.import(&mut &lines[..], "the export").unwrap();
        prop_assert_eq!(copy.verify().unwrap(), []);
        let mut again = Vec::new();
        copy.export(&mut again).unwrap().unwrap();
        prop_assert!(again == lines, "an export of the import is the export");
        prop_assert_eq!(json(&copied), json(&path));
    }

    #[test]
    fn reading_again_changes_nothing_that_was_judged(told in vec(told(), 1..4), wishes in vec(wish(), 1..4)) {
        let folder = tempfile::tempdir().unwrap();
        let inputs = write_all(&told, folder.path());
        let path = folder.path().join("record.chancery");
        let mut store = Store::create_or_open(&path).unwrap();
        add(&mut store, &inputs);
        judge(&mut store, &path, &wishes);
        let before = json(&path);
        let tally = ENGINE.reread(&mut store, None, "2025-12-12T08:00:00Z", &mut |_| {}).unwrap();
        prop_assert_eq!(tally.known, store.status().unwrap().reports, "this program has read them so");
        prop_assert_eq!(json(&path), before);
        prop_assert_eq!(store.verify().unwrap(), []);
    }
}
