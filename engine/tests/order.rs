//! Any order of arrival, in any batches, on disk or in memory, gives the same record; and whatever
//! is read, every claim stands on exact words.

mod sample;
#[path = "sample/sentences.rs"]
mod sentences;

use std::collections::BTreeSet;

use chancery_engine::record::Store;
use chancery_engine::{Input, Options, Tally};
use chancery_model::{Claim, Report, Snapshot};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use sample::{AT, ENGINE, Form, Told, essence, gather, write_all};
use sentences::sentence;

const OUTLETS: &[&str] = &["The Harbour Post", "Northern Wire"];
const DATES: &[&str] = &["2025-12-08", "2025-12-09"];

fn add(store: &mut Store, inputs: &[Input], at: &str) -> Tally {
    ENGINE.add(store, inputs, &Options::default(), at, &mut |_| {}).expect("the store takes it")
}

/// Whether the words of each claim are those of the text, told by which are not.
fn misquoted<'c>(claims: impl IntoIterator<Item = &'c Claim>, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for claim in claims {
        let words = claim.evidence.iter().map(|e| (text.get(e.span.range()), e.exact.as_str()));
        let whole = text.get(claim.anchor.span.range()).is_some_and(|words| !words.is_empty());
        if claim.evidence.is_empty() || !whole {
            faults.push(format!("{} hangs on nothing", claim.id));
        }
        for (found, quoted) in words.filter(|(found, quoted)| quoted.is_empty() || *found != Some(quoted)) {
            faults.push(format!("{} quotes {quoted:?} where the text has {found:?}", claim.id));
        }
    }
    faults
}

#[test]
fn the_sample_reports_are_worth_reading() {
    let text = "Sergei Lavrov met Hakan Fidan in Ankara on 8 December 2025. Marco Rubio and Andrii Sybiha spoke by \
                phone on 8 December 2025. “We are closer than we were in Geneva,” Hakan Fidan said on Monday.";
    let told =
        [Told::plain(text), Told::line(text, "a", Some("2025-12-09")), Told::line(text, "b", Some("2025-12-09"))];
    let folder = tempfile::tempdir().unwrap();
    let collected = gather(&write_all(&told, folder.path()));
    let record = collected.record();
    assert_eq!(record.reports.len(), 2, "one of the lines is a copy of the other");
    assert_eq!(record.events.len(), 2, "{:#?}", record.events);
    assert!(record.events.iter().all(|event| event.claims.len() == 2));
    assert_eq!(record.statements.len(), 2);
    for report in &record.reports {
        let claims = record.events.iter().flat_map(|e| &e.claims).chain(record.statements.iter().map(|s| &s.id));
        let claims = claims.filter_map(|id| collected.claim(id)).filter(|c| c.anchor.report == report.id);
        assert_eq!(misquoted(claims, text), [""; 0]);
    }
}

/// Any report.
fn told() -> impl Strategy<Value = Told> {
    let line = (select(&["a", "b", "c"][..]), option::of(select(OUTLETS)), option::of(select(DATES)));
    let form = prop_oneof![
        any::<bool>().prop_map(|mark| Form::Plain { mark }),
        line.prop_map(|(id, outlet, published)| Form::Line { id, outlet, published }),
    ];
    (vec(sentence(), 1..4), form).prop_map(|(sentences, form)| Told { text: sentences.join(" "), form })
}

/// Reports of which some are surely copies, or the same, of others.
fn several() -> impl Strategy<Value = Vec<Told>> {
    let twin = (any::<prop::sample::Index>(), told());
    (vec(told(), 2..6), vec(twin, 0..4)).prop_map(|(mut all, twins)| {
        for (of, told) in twins {
            let text = of.get(&all).text.clone();
            all.push(Told { text, form: told.form });
        }
        all
    })
}

/// Words and marks that stir the rules, and letters that stir everything else.
fn piece() -> impl Strategy<Value = String> {
    let stirring = "Sergei Lavrov|Rubio|Zelensky's|the Turkish foreign minister|EU|U.S.|NATO|met|will meet|visited|said|\
        held talks with|spoke by phone with|told reporters|\"|“|”|‘|’|'|«|»|—|-|…|...|.|,|:|;|?|!|(|)|* |# |---|\n|\n\n|\
        \r\n|\t|on Monday|on|8 December 2025|Dec. 8|31 February|2025|next week|in Geneva|in|the|and|$5 billion|\
        GENEVA, Dec 8 (Reuters) -|By Jane Doe|Advertisement|\u{a0}|\u{200b}|\u{feff}|İstanbul|ﬁnal|ß|e\u{301}|👩‍👩‍👧|\
        中國|مسقط|\u{202e}";
    prop_oneof![
        6 => select(stirring.split('|').collect::<Vec<_>>()).prop_map(str::to_owned),
        1 => sentence(),
        1 => "\\PC{1,12}",
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_and_batches_do_not_matter(
        (told, order, cuts) in several().prop_flat_map(|told| {
            let (n, order) = (told.len(), (0..told.len()).collect::<Vec<_>>());
            (Just(told), Just(order).prop_shuffle(), vec(any::<bool>(), n))
        })
    ) {
        let folder = tempfile::tempdir().unwrap();
        let inputs = write_all(&told, folder.path());
        let expected = essence(&gather(&inputs));
        let shuffled: Vec<Input> = order.iter().map(|&i| inputs[i].clone()).collect();
        prop_assert_eq!(&essence(&gather(&shuffled)), &expected);

        let mut whole = Store::in_memory();
        add(&mut whole, &shuffled, AT);
        let whole = ENGINE.snapshot(whole, None, None).unwrap();
        prop_assert_eq!(&essence(&whole), &expected);

        let path = folder.path().join("record.chancery");
        let mut from = 0;
        for to in 1..=shuffled.len() {
            if to == shuffled.len() || cuts[to] {
                let mut store = Store::create_or_open(&path).unwrap();
                add(&mut store, &shuffled[from..to], &format!("2025-12-10T08:00:{to:02}Z"));
                from = to;
            }
        }
        let store = Store::open(&path).unwrap();
        prop_assert_eq!(store.verify().unwrap(), []);
        let ids: BTreeSet<_> = inputs.iter().flat_map(|i| ENGINE.acquire(i, &Options::default()).reports).map(|r| r.id).collect();
        for id in &ids {
            prop_assert!(store.report(id).unwrap().is_some(), "copies are kept");
        }
        prop_assert_eq!(store.status().unwrap().reports, ids.len());
        prop_assert_eq!(&essence(&ENGINE.snapshot(store, None, None).unwrap()), &expected);
    }

    #[test]
    fn adding_twice_changes_nothing(told in several()) {
        let folder = tempfile::tempdir().unwrap();
        let inputs = write_all(&told, folder.path());
        let mut store = Store::in_memory();
        let first = add(&mut store, &inputs, AT);
        prop_assert_eq!(first.new + first.same_text + first.known, inputs.len());
        let before = (store.material(None).unwrap(), store.status().unwrap());
        let second = add(&mut store, &inputs, "2025-12-11T08:00:00Z");
        prop_assert_eq!(&second, &Tally { known: inputs.len(), undated: second.undated, ..Tally::default() });
        prop_assert_eq!((store.material(None).unwrap(), store.status().unwrap()), before);
        prop_assert_eq!(store.verify().unwrap(), []);
    }
}

proptest! {
    // Sixteen texts a case: the language model reads them together.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_read_stands_on_exact_words(
        texts in vec(vec((piece(), select(vec!["", " ", " "])), 1..60), 16),
    ) {
        let text = |pieces: &Vec<(String, &str)>| -> String {
            pieces.iter().flat_map(|(piece, blank)| [piece.as_str(), blank]).collect()
        };
        let inputs: Vec<Input> = texts.iter().map(|pieces| Input::Stdin(text(pieces).into_bytes())).collect();
        let acquired: Vec<_> = inputs.iter().map(|input| ENGINE.acquire(input, &Options::default())).collect();
        let reports: Vec<&Report> = acquired.iter().flat_map(|a| &a.reports).collect();
        for told in ENGINE.read_all(&reports, |way| misquoted(&way.reading.claims, &way.document.report.text)) {
            prop_assert_eq!(told, Ok(Vec::new()));
        }
        // The store looks at every other span as well.
        let mut store = Store::in_memory();
        let tally = add(&mut store, &inputs, AT);
        let problems: usize = acquired.iter().map(|a| a.problems.len()).sum();
        prop_assert_eq!(tally.problems.len(), problems, "{:?}", tally.problems);
        ENGINE.snapshot(store, None, None).unwrap();
    }
}
