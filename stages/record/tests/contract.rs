//! What every store keeps to, in a file, in memory and in a PostgreSQL database alike.

mod places;
mod sample;

use std::collections::BTreeMap;
use std::slice::from_ref;

use chancery_model::{
    ByteSpan, ClaimKind, Dateline, Edtf, Judgement, JudgementId, JudgementKind, ReadingId, Report, ReportId, Segment,
    Subject,
};
use chancery_record::{Entry, Outcome, RecordError, Store};
use proptest::prelude::*;
use sample::{AT, entry};

const LATER: &str = "2025-12-10T08:00:00Z";
const LATEST: &str = "2025-12-11T08:00:00Z";

const MEETING: &str = "Zelensky met Starmer in London. Starmer said that the négociations went on. They shook hands.";
const CALL: &str = "Rutte called the foreign ministers. The Peace talks move to Rome, Rutte said today.";

/// Runs a check on a store of each sort, and then looks whether it left the store sound.
fn on_all(check: impl Fn(&mut Store)) {
    let mut memory = Store::in_memory();
    check(&mut memory);
    assert_eq!(memory.verify().unwrap(), []);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.chancery");
    check(&mut Store::create_or_open(&path).unwrap());
    assert_eq!(Store::open(&path).unwrap().verify().unwrap(), []);
    assert_eq!(Store::open_read_only(&path).unwrap().material(None).unwrap(), memory.material(None).unwrap());
    let Some(schema) = places::Schema::new() else { return };
    check(&mut Store::create_or_open(&schema.address()).unwrap());
    assert_eq!(Store::open(&schema.address()).unwrap().verify().unwrap(), []);
    let material = Store::open_read_only(&schema.address()).unwrap().material(None).unwrap();
    assert_eq!(material, memory.material(None).unwrap());
}

/// The same words in other bytes: as a web page might wrap them.
fn wrapped(key: &str, text: &str) -> Entry {
    let mut entry = entry(key, text);
    let bytes = format!("<p>{text}</p>").into_bytes();
    let id = ReportId::of(&bytes);
    entry.report.source.map =
        vec![Segment { text: ByteSpan::new(0, text.len()), bytes: (3, 3 + text.len()), verbatim: true }];
    entry.report.source.bytes = bytes;
    entry.reading.report = id.clone();
    for claim in &mut entry.reading.claims {
        claim.anchor.report = id.clone();
    }
    entry.report.id = id;
    entry
}

fn judgement(id: &str, subject: &Report) -> Judgement {
    Judgement {
        id: JudgementId(id.to_owned()),
        kind: JudgementKind::Set { field: "published".to_owned(), value: "\"2025-12-07\"".to_owned() },
        subjects: vec![Subject::Report(subject.id.clone())],
        by: "user".to_owned(),
        at: AT.to_owned(),
        withdrawn: None,
    }
}

#[test]
fn what_was_added_comes_back_whole() {
    on_all(|store| {
        let (plain, mut page) = (entry("meeting", MEETING), wrapped("call", CALL));
        page.report.dateline = Some(Dateline { place: "Rutte".to_owned(), span: ByteSpan::new(0, 5) });
        assert_eq!(store.add(&[plain.clone(), page.clone()], AT).unwrap(), [Outcome::New, Outcome::New]);
        let material = store.material(None).unwrap();
        let mut both = [plain, page];
        both.sort_by(|a, b| a.report.id.cmp(&b.report.id));
        for (Entry { report, reading, .. }, card) in both.iter().zip(&material.cards) {
            assert!(store.has(&report.id).unwrap());
            assert_eq!(store.report(&report.id).unwrap().as_ref(), Some(report));
            assert_eq!(store.text(&report.id).unwrap().as_ref(), Some(&report.text));
            let mut expected = report.card();
            expected.added = Some(AT.to_owned());
            expected.imprint.clone_from(&reading.imprint);
            assert_eq!(*card, expected);
            assert!(material.notes.contains(&(report.id.clone(), reading.notes[0].clone())));
        }
        let claims: Vec<_> = both.iter().flat_map(|e| e.reading.claims.clone()).collect();
        assert_eq!(material.claims, claims);
        let absent = ReportId("sha256:00".to_owned());
        assert!(!store.has(&absent).unwrap());
        assert_eq!(store.report(&absent).unwrap(), None);
        assert_eq!(store.text(&absent).unwrap(), None);
        assert_eq!(store.latest_reading(&absent).unwrap(), None);
    });
}

#[test]
fn adding_twice_changes_nothing() {
    on_all(|store| {
        let entry = entry("meeting", MEETING);
        store.add(from_ref(&entry), AT).unwrap();
        let before = (store.status().unwrap(), store.material(None).unwrap());
        assert_eq!(store.add(&[entry.clone(), entry.clone()], LATER).unwrap(), [Outcome::Known, Outcome::Known]);
        assert_eq!((store.status().unwrap(), store.material(None).unwrap()), before);
    });
}

#[test]
fn a_known_report_under_another_name_is_one_more_arrival() {
    on_all(|store| {
        let mut entry = entry("meeting", MEETING);
        store.add(from_ref(&entry), AT).unwrap();
        entry.report.path = Some("copy/of-meeting.txt".to_owned());
        assert_eq!(store.add(from_ref(&entry), LATER).unwrap(), [Outcome::Known]);
        let mut again = entry.report.clone();
        again.key = "other".to_owned();
        store.came_again(&[again, sample::entry("absent", CALL).report], &[], LATEST).unwrap();
        let status = store.status().unwrap();
        assert_eq!((status.reports, status.readings, status.arrivals), (1, 1, 3));
        for name in ["copy/of-meeting.txt", "meeting.txt", "meeting", "other"] {
            assert_eq!(store.find_report(name).unwrap(), [entry.report.id.clone()], "{name}");
        }
        let path = |as_of| store.material(as_of).unwrap().cards[0].path.clone();
        assert_eq!(path(Some(AT)).as_deref(), Some("meeting.txt"));
        assert_eq!(path(None).as_deref(), Some("copy/of-meeting.txt"), "the first by alphabet");
        assert_eq!(store.report(&entry.report.id).unwrap(), Some(entry.report));
    });
}

#[test]
fn the_same_text_in_other_bytes_is_kept_and_told() {
    on_all(|store| {
        let first = entry("meeting", MEETING);
        let same = wrapped("page", MEETING);
        let mut elsewhere = wrapped("elsewhere", &format!("{MEETING} Ends."));
        let mut day_after = elsewhere.clone();
        let batch = [first.clone(), same.clone(), same.clone()];
        let of = Outcome::SameText { of: first.report.id.clone() };
        assert_eq!(store.add(&batch, AT).unwrap(), [Outcome::New, of, Outcome::Known]);
        assert_eq!(store.report(&same.report.id).unwrap().as_ref(), Some(&same.report));
        assert_eq!(store.latest_reading(&same.report.id).unwrap().as_ref(), Some(&same.reading.id));
        let status = store.status().unwrap();
        assert_eq!((status.reports, status.copies, status.arrivals), (2, 1, 2));
        for name in ["page", "page.txt", &same.report.id.0] {
            assert_eq!(store.find_report(name).unwrap(), from_ref(&same.report.id), "{name}");
        }

        // What neither tells does not tell them apart.
        let (mut bare, mut bare_page) = (entry("bare", CALL), wrapped("bare-page", CALL));
        for report in [&mut bare.report, &mut bare_page.report] {
            report.outlet = None;
            report.published.edtf = None;
        }
        let of = Outcome::SameText { of: bare.report.id.clone() };
        assert_eq!(store.add(&[bare, bare_page], AT).unwrap(), [Outcome::New, of]);
        assert_eq!(store.status().unwrap().copies, 2);

        // Another outlet, or another day, makes another report of it.
        elsewhere.report.outlet = Some("The Gazette".to_owned());
        day_after.report.published.edtf = Some("2025-12-09".parse::<Edtf>().unwrap());
        let plain = entry("plain", &elsewhere.report.text);
        assert_eq!(store.add(&[plain, elsewhere], AT).unwrap(), [Outcome::New, Outcome::New]);
        assert_eq!(store.status().unwrap().copies, 2);
        let mut other = Store::in_memory();
        let plain = entry("plain", &day_after.report.text);
        assert_eq!(other.add(&[plain, day_after], AT).unwrap(), [Outcome::New, Outcome::New]);
    });
}

#[test]
fn the_last_reading_is_in_force_and_earlier_ones_are_kept() {
    on_all(|store| {
        let first = entry("meeting", MEETING);
        let mut second = first.clone();
        second.reading.id = ReadingId("second reading".to_owned());
        second.reading.claims.truncate(1);
        second.reading.notes.clear();
        assert_eq!(store.add(from_ref(&first), AT).unwrap(), [Outcome::New]);
        assert_eq!(store.latest_reading(&first.report.id).unwrap(), Some(first.reading.id.clone()));
        assert_eq!(store.add(from_ref(&second), LATER).unwrap(), [Outcome::Reread]);
        assert_eq!(store.latest_reading(&first.report.id).unwrap(), Some(second.reading.id.clone()));
        assert_eq!(store.material(None).unwrap().claims, second.reading.claims);
        assert_eq!(store.material(None).unwrap().notes, []);
        assert_eq!(store.material(Some(AT)).unwrap().claims, first.reading.claims);
        assert_eq!(store.status().unwrap().claims, BTreeMap::from([(ClaimKind::Event, 1)]));
        // A date given and taken back leads to the first reading again.
        assert_eq!(store.add(from_ref(&first), LATEST).unwrap(), [Outcome::Reread]);
        assert_eq!(store.material(None).unwrap().claims, first.reading.claims);
        assert_eq!(store.material(Some(LATER)).unwrap().claims, second.reading.claims);
        assert_eq!(store.status().unwrap().readings, 3);
        assert_eq!(store.material(Some("2025-12-09T07:59:59Z")).unwrap(), chancery_record::Material::default());
    });
}

#[test]
fn a_judgement_is_in_force_from_when_it_was_made_until_withdrawn() {
    on_all(|store| {
        let entry = entry("meeting", MEETING);
        store.add(from_ref(&entry), AT).unwrap();
        let (kept, withdrawn) = (judgement("j02", &entry.report), judgement("j01", &entry.report));
        assert!(store.judge(&kept).unwrap());
        assert!(store.judge(&withdrawn).unwrap());
        assert!(!store.judge(&kept).unwrap(), "it is here already");
        assert_eq!(store.material(None).unwrap().judgements, [withdrawn.clone(), kept.clone()]);
        assert!(store.withdraw(&withdrawn.id, LATER).unwrap());
        assert!(!store.withdraw(&withdrawn.id, LATEST).unwrap(), "it is withdrawn already");
        assert!(!store.withdraw(&JudgementId("j99".to_owned()), LATEST).unwrap(), "there is none");
        assert!(!store.judge(&withdrawn).unwrap(), "withdrawn for good");
        assert_eq!(store.material(None).unwrap().judgements, from_ref(&kept));
        assert_eq!(store.material(Some(LATER)).unwrap().judgements, from_ref(&kept));
        assert_eq!(store.material(Some(AT)).unwrap().judgements, [withdrawn, kept]);
        assert_eq!(store.material(Some("2025-12-09T07:59:59Z")).unwrap().judgements, []);
        let status = store.status().unwrap();
        assert_eq!((status.judgements, status.withdrawn), (1, 1));

        let gone = Judgement { withdrawn: Some(LATER.to_owned()), ..judgement("j03", &entry.report) };
        assert!(store.judge(&gone).unwrap());
        assert_eq!(store.status().unwrap().withdrawn, 2);
    });
}

#[test]
fn a_value_set_with_a_report_replaces_the_one_before() {
    on_all(|store| {
        let plain = entry("meeting", MEETING);
        let set = |value: &str, at: &str| {
            let kind = JudgementKind::Set { field: "published".to_owned(), value: value.to_owned() };
            let subjects = vec![Subject::Report(plain.report.id.clone())];
            let id = JudgementId::of(&kind, &subjects, "user", at);
            Judgement { id, kind, subjects, by: "user".to_owned(), at: at.to_owned(), withdrawn: None }
        };
        let with = |judgement: &Judgement| {
            let JudgementKind::Set { value, .. } = &judgement.kind else { panic!("it sets a date") };
            let mut entry = plain.clone();
            entry.reading.id = ReadingId(format!("read under {value}"));
            entry.judgements.push(judgement.clone());
            entry
        };
        let (first, second) = (set("2025-12-07", AT), set("2025-12-06", AT));
        assert_eq!(store.add(&[with(&first), with(&first)], AT).unwrap(), [Outcome::New, Outcome::Known]);
        assert_eq!(store.judgements(None).unwrap(), from_ref(&first));
        assert_eq!(store.add(&[with(&second)], AT).unwrap(), [Outcome::Reread]);
        assert_eq!(store.judgements(None).unwrap(), from_ref(&second));

        // The first again, within the second in which it was withdrawn: there under another id.
        assert_eq!(store.add(&[with(&first)], AT).unwrap(), [Outcome::Reread]);
        let again = store.judgements(None).unwrap();
        assert_eq!(again.len(), 1);
        assert_ne!(again[0].id, first.id);
        assert_eq!(Judgement { id: first.id.clone(), ..again[0].clone() }, first);

        // What is judged of a report that is refused is not recorded either.
        let mut unfit = with(&set("2025-12-05", LATER));
        unfit.report.text_hash.clear();
        assert!(matches!(store.add(&[unfit], LATER).unwrap()[..], [Outcome::Refused { .. }]));
        assert_eq!(store.judgements(None).unwrap(), again);

        let last = set("2025-12-04", LATER);
        let others = judgement("j01", &entry("absent", CALL).report);
        store.came_again(from_ref(&plain.report), &[last.clone(), others.clone()], LATER).unwrap();
        let mut expected = [last, others];
        expected.sort_by(|a, b| a.id.cmp(&b.id));
        assert_eq!(store.judgements(None).unwrap(), expected);
        assert_eq!(store.judgements(Some(AT)).unwrap().iter().filter(|j| j.id == again[0].id).count(), 1);
        let badly_dated = set("2025-12-03", "today");
        assert!(matches!(store.add(&[with(&badly_dated)], LATER), Err(RecordError::Moment { .. })));
        assert_eq!(store.verify().unwrap(), []);
    });
}

/// Makes an entry unfit for its text.
type Spoil = fn(&mut Entry);

#[test]
fn what_does_not_fit_its_text_is_refused_alone() {
    on_all(|store| {
        let good = entry("call", CALL);
        let bad: [(&str, Spoil); 8] = [
            ("“Zelensky meets”", |e| e.reading.claims[0].evidence[0].exact = "Zelensky meets".to_owned()),
            ("no words", |e| e.reading.claims[1].evidence.clear()),
            ("whole characters", |e| {
                let inside = MEETING.find('é').unwrap() + 1;
                e.reading.claims[1].anchor.span = ByteSpan::new(inside, inside + 3);
            }),
            ("whole characters", |e| e.reading.notes[0].evidence[0].span = ByteSpan::new(0, 9_999)),
            ("another report", |e| e.reading.claims[0].anchor.report = ReportId("sha256:beef".to_owned())),
            ("hash is not its id", |e| e.report.source.bytes.push(b' ')),
            ("hash is another", |e| e.report.text_hash = "sha256:beef".to_owned()),
            ("came with report", |e| e.reading.report = ReportId("sha256:beef".to_owned())),
        ];
        for (expected, spoil) in bad {
            let mut entry = entry("meeting", MEETING);
            spoil(&mut entry);
            let outcomes = store.add(&[entry.clone(), good.clone()], AT).unwrap();
            let [Outcome::Refused { why }, Outcome::New | Outcome::Known] = &outcomes[..] else {
                panic!("{expected}: {outcomes:?}")
            };
            assert!(why.contains(expected), "{why}");
            assert!(!store.has(&entry.report.id).unwrap());
        }
        assert_eq!(store.status().unwrap().arrivals, 1);
    });
}

#[test]
fn a_reading_of_another_text_is_not_hung_on_the_stored_one() {
    on_all(|store| {
        let stored = wrapped("page", MEETING);
        store.add(from_ref(&stored), AT).unwrap();
        let mut newer = wrapped("page", MEETING);
        let text = MEETING.replace("They shook hands.", "Again.");
        newer.report.text_hash = chancery_model::sha256(text.as_bytes());
        newer.report.text = text;
        newer.report.source.map.clear();
        newer.reading.claims.truncate(1);
        newer.reading.id = ReadingId("of another text".to_owned());
        let outcome = store.add(&[newer], LATER).unwrap();
        assert!(matches!(&outcome[..], [Outcome::Refused { why }] if why.contains("another text")), "{outcome:?}");
        assert_eq!(store.status().unwrap().readings, 1);
    });
}

#[test]
fn reports_are_found_by_key_path_or_opening_digits() {
    on_all(|store| {
        let (meeting, call) = (entry("meeting", MEETING), entry("1", CALL));
        store.add(&[meeting.clone(), call.clone()], AT).unwrap();
        let id = &meeting.report.id;
        for name in ["meeting", "meeting.txt", &id.0, id.short(), &id.0[..16], &id.short()[..5].to_uppercase()] {
            assert_eq!(store.find_report(name).unwrap(), from_ref(id), "{name}");
        }
        assert_eq!(store.find_report("1").unwrap(), [call.report.id], "a key comes before an id");
        for name in ["", "sha256:", "nobody", "%", "meet", "0000000000"] {
            assert_eq!(store.find_report(name).unwrap(), [], "{name}");
        }
    });
}

#[test]
fn search_finds_word_forms_accents_and_phrases() {
    on_all(|store| {
        store.add(&[entry("meeting", MEETING), entry("call", CALL)], AT).unwrap();
        let found = |query: &str| -> Vec<String> {
            store.search(query, 10).unwrap().into_iter().map(|hit| hit.exact).collect()
        };
        let said = "Starmer said that the négociations went on.";
        let talks = "The Peace talks move to Rome, Rutte said today.";
        assert_eq!(found("negociation"), [said]);
        assert_eq!(found("STARMER négociations"), [said]);
        assert_eq!(found("\"peace talk\""), [talks]);
        assert_eq!(found("“talks move” today"), [talks]);
        assert_eq!(found("\"talks peace\""), [""; 0]);
        assert_eq!(found("Rome Starmer"), [""; 0], "all words must be there");
        assert_eq!(found("rome \"unclosed").len(), 0);
        assert_eq!(found("rome \"today"), [talks], "a mark without a partner counts for nothing");
        assert_eq!(found("title:rome"), [""; 0]);
        assert_eq!(found("report AND call"), [""; 0], "no word is an operator");
        assert_eq!(found("report call"), ["Rutte called the foreign ministers."]);
        let title_only = &store.search("report meeting", 10).unwrap()[0];
        assert_eq!(title_only.exact, "Zelensky met Starmer in London.");
        assert_eq!(title_only.found, []);
        let hit = &store.search("rutte rome", 10).unwrap()[0];
        assert_eq!(hit.found.iter().map(|s| s.of(CALL)).collect::<Vec<_>>(), ["Rome", "Rutte"]);
        assert_eq!((hit.title.as_deref(), hit.outlet.as_deref()), (Some("Report call"), Some("The Courier")));
        assert_eq!(store.search("report", 1).unwrap().len(), 1);
    });
}

#[test]
fn a_moment_must_compare_as_text() {
    on_all(|store| {
        for at in ["2025-12-08", "2025-12-08T08:00:00+00:00", "2025-12-08T08:00:00.5Z", "2025-12-08 08:00:00Z", ""] {
            assert!(matches!(store.add(&[], at), Err(RecordError::Moment { .. })), "{at}");
            assert!(matches!(store.material(Some(at)), Err(RecordError::Moment { .. })), "{at}");
        }
        let error = store.add(&[], "today").unwrap_err().to_string();
        let expected =
            "`today` is not a moment of the record; write it in UTC to the second, like `2025-12-08T09:30:00Z`";
        assert_eq!(error, expected);
    });
}

#[test]
fn status_counts() {
    on_all(|store| {
        let empty = store.status().unwrap();
        assert_eq!((empty.reports, empty.format, empty.first_added), (0, chancery_record::FORMAT, None));
        store.add(&[entry("meeting", MEETING)], AT).unwrap();
        store.add(&[entry("call", CALL)], LATER).unwrap();
        let status = store.status().unwrap();
        assert_eq!((status.reports, status.readings, status.arrivals), (2, 2, 2));
        assert_eq!(status.claims, BTreeMap::from([(ClaimKind::Event, 3), (ClaimKind::Statement, 2)]));
        assert_eq!((status.first_added.as_deref(), status.last_added.as_deref()), (Some(AT), Some(LATER)));
        assert!(status.size >= empty.size && empty.size > 0);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_query_is_malformed(query in "\\PC{0,40}|[\"*:()^+\\- a-zNOTAND\u{1}\u{0}]{0,40}") {
        let mut store = Store::in_memory();
        store.add(&[entry("meeting", MEETING)], AT).unwrap();
        for hit in store.search(&query, 3).unwrap() {
            prop_assert_eq!(&hit.exact, hit.span.of(MEETING));
        }
    }

    #[test]
    fn every_word_of_any_text_is_found_where_it_stands(
        text in "([a-zé]{1,9}|Mr\\.|U\\.S\\.|[“”\"'\u{1}\u{2}\n]|[A-Z][a-z]{3,7}\\.)( ([a-zé]{1,9}|[A-Z][a-z]{3,7}\\.|\n)){0,80}\\."
    ) {
        let mut store = Store::in_memory();
        let entry = entry("any", &text);
        prop_assert_eq!(store.add(&[entry], AT).unwrap(), [Outcome::New]);
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            let hits = store.search(word, 1).unwrap();
            prop_assert_eq!(hits.len(), 1, "{} in {}", word, text);
            prop_assert_eq!(&hits[0].exact, hits[0].span.of(&text));
            prop_assert!(hits[0].exact.contains(word) || !hits[0].found.is_empty(), "{} in {:?}", word, hits[0]);
        }
    }

    #[test]
    fn any_order_of_adding_gives_the_same_material(order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(), cut in 0..6usize) {
        let entries: Vec<Entry> = (0..6).map(|i| entry(&i.to_string(), &format!("Visitor {i} met the host. They said {i} words."))).collect();
        let fill = |order: &[usize], cut: usize| {
            let mut store = Store::in_memory();
            let batch: Vec<Entry> = order.iter().map(|&i| entries[i].clone()).collect();
            store.add(&batch[..cut], AT).unwrap();
            store.add(&batch, AT).unwrap();
            store.material(None).unwrap()
        };
        prop_assert_eq!(fill(&order, cut), fill(&[0, 1, 2, 3, 4, 5], 0));
    }
}

#[test]
fn a_clock_set_back_hides_no_reading() {
    on_all(|store| {
        let mut entry = entry("meeting", MEETING);
        store.add(from_ref(&entry), LATER).unwrap();
        entry.reading.id = ReadingId("second reading".to_owned());
        assert_eq!(store.add(from_ref(&entry), AT).unwrap(), [Outcome::Reread]);
        assert_eq!(store.latest_reading(&entry.report.id).unwrap().as_ref(), Some(&entry.reading.id));
        assert_eq!(store.add(from_ref(&entry), AT).unwrap(), [Outcome::Known]);
    });
}

#[test]
fn texts_with_zero_bytes_come_back_whole() {
    on_all(|store| {
        let mut odd = entry("nul", "They met\0 in \u{1}Oslo\u{1}0. She said\u{1}\0 so.");
        odd.report.title = Some("A \0 title".to_owned());
        odd.report.key = "key\0".to_owned();
        assert_eq!(store.add(from_ref(&odd), AT).unwrap(), [Outcome::New]);
        assert_eq!(store.report(&odd.report.id).unwrap().as_ref(), Some(&odd.report));
        assert_eq!(store.find_report("key\0").unwrap(), from_ref(&odd.report.id));
        assert_eq!(store.find_report("key").unwrap(), []);
        assert_eq!(store.material(None).unwrap().claims, odd.reading.claims);
        assert_eq!(store.search("oslo", 5).unwrap().len(), store.search("met", 5).unwrap().len());
    });
}

#[test]
fn names_of_any_length_are_kept_and_come_in_order_of_their_bytes() {
    on_all(|store| {
        let mut entry = entry("meeting", MEETING);
        for name in ["b", "a", "B", "é", "Z", "z", &"long/".repeat(2_000)] {
            entry.report.path = Some(name.to_owned());
            store.add(&[entry.clone(), entry.clone()], AT).unwrap();
        }
        entry.report.path = None;
        store.add(from_ref(&entry), AT).unwrap();
        assert_eq!(store.status().unwrap().arrivals, 8);
        let mut lines = Vec::new();
        store.export(&mut lines).unwrap().unwrap();
        let lines = String::from_utf8(lines).unwrap();
        let starts = lines.lines().filter(|line| line.contains("\"arrival\"")).filter_map(|line| {
            let path = line.split_once("\"path\":")?.1;
            Some(path.chars().take(3).collect::<String>())
        });
        assert_eq!(starts.collect::<Vec<_>>(), ["nul", "\"B\"", "\"Z\"", "\"a\"", "\"b\"", "\"lo", "\"z\"", "\"é\""]);
    });
}

/// Words of a short list, so that many reports hold each: chosen by a number that is different every time.
fn talk(seed: u64) -> String {
    let words =
        ["talks", "peace", "Peace", "négociations", "the", "border", "U.S.", "minister", "met", "ministers", "aid"];
    let mut state = seed * 7_919 + 1;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words[(state >> 33) as usize % words.len()]
    };
    let sentence = |n: u64| format!("Visitor {n} {}.", (0..5 + n % 17).map(|_| word()).collect::<Vec<_>>().join(" "));
    (seed..seed + 1 + seed % 6).map(sentence).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_search_finds_the_same_in_the_same_order_wherever_the_store_lies() {
    let Some(schema) = places::Schema::new() else { return };
    let entries: Vec<Entry> = (0..120).map(|i| entry(&i.to_string(), &talk(i))).collect();
    let (mut file, mut database) = (Store::in_memory(), Store::create_or_open(&schema.address()).unwrap());
    file.add(&entries, AT).unwrap();
    database.add(&entries, AT).unwrap();
    let queries = [
        "talks",
        "peace talks",
        "\"peace talks\"",
        "\"the border\" minister",
        "negociation aid",
        "\"U.S. minister\"",
        "visitor",
        "visitor 7",
        "\"peace peace\"",
        "aid aid",
        "report 11",
        "\"minister met the\" talk",
        "nowhere",
        "talks nowhere",
        "- peace",
        "\"talks Visitor\"",
        "\u{301}peace",
    ];
    let mut answered = 0;
    for query in queries {
        for limit in [3, 1_000] {
            let (expected, found) = (file.search(query, limit).unwrap(), database.search(query, limit).unwrap());
            assert_eq!(found, expected, "{query}");
            answered += usize::from(!found.is_empty());
        }
    }
    assert!(answered > 24, "{answered}");
}
