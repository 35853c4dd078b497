//! Which reports go back to one act of reporting, on made-up texts.

use std::collections::BTreeSet;

use chancery_model::{Credit, Imprint, Likeness, PassedOn, ProseWord, Record, ReportId, Sketch};
use chancery_reconcile::Material;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::told::{all, id, met, reconcile, report, tells};

const QUAD: &str = "Starmer/UK, Zelensky/Ukraine";

/// Words `from..to` of an endless text called `name`.
fn words(name: &str, from: usize, to: usize) -> Vec<String> {
    (from..to).map(|n| format!("{name}{n}")).collect()
}

fn sketch(words: &[String]) -> Sketch {
    Sketch::of(words.iter().map(|text| ProseWord { text, quoted: false }))
}

/// A report with this text, published by `outlet`; it tells one meeting.
fn paper(name: &str, outlet: &str, text: &[String]) -> Material {
    let mut material = tells(name, Some("2025-12-08"), met(QUAD).at("London").on("2025-12-08"));
    material.reports[0].imprint =
        Some(Imprint { outlet: Some(outlet.to_owned()), sketch: sketch(text), ..Imprint::default() });
    material
}

fn imprint(material: &mut Material) -> &mut Imprint {
    material.reports[0].imprint.as_mut().unwrap()
}

/// The same, with the meeting passed on from another outlet.
fn citing(name: &str, outlet: &str, cited: &str) -> Material {
    let mut material = paper(name, outlet, &words(name, 0, 60));
    let passed = PassedOn { claim: id(name, 0), outlet: cited.to_owned() };
    imprint(&mut material).passed_on.push(passed);
    material
}

/// The same, with a text that it says is another outlet's.
fn reprint(name: &str, outlet: &str, wire: &str) -> Material {
    let mut material = paper(name, outlet, &words(name, 0, 60));
    imprint(&mut material).credits.push(Credit { outlet: wire.to_owned(), words: format!("({wire})") });
    material
}

/// The reports of each text.
fn texts(parts: &[Material]) -> BTreeSet<Vec<String>> {
    let record = reconcile(&all(parts));
    record.origins.iter().map(|o| o.reports.iter().map(|r| r.0.clone()).collect()).collect()
}

fn sets(of: &[&[&str]]) -> BTreeSet<Vec<String>> {
    of.iter().map(|set| set.iter().map(|name| (*name).to_owned()).collect()).collect()
}

/// How many origins the one event of these reports has.
fn origins(parts: &[Material]) -> usize {
    let record = reconcile(&all(parts));
    assert_eq!(record.events.len(), 1);
    let event = &record.events[0];
    assert_eq!(event.origins, event.voices.len());
    let reports: BTreeSet<&ReportId> = event.voices.iter().flat_map(|v| &v.reports).collect();
    assert_eq!(reports, event.reports.iter().collect(), "every report stands behind some voice");
    event.origins
}

#[test]
fn a_text_is_known_again_when_cut_or_edited() {
    let text = words("w", 0, 400);
    let mut edited = text.clone();
    edited.iter_mut().step_by(20).for_each(|word| word.push('x'));
    let a = paper("a", "Post", &text);
    for (what, other) in [
        ("edited", edited),
        ("cut by a third", text[..270].to_vec()),
        ("its opening", text[..60].to_vec()),
        ("without its first paragraph", text[80..].to_vec()),
        ("with a paragraph put in", [&text[..200], &words("local", 0, 60), &text[200..]].concat()),
    ] {
        assert_eq!(texts(&[a.clone(), paper("b", "Herald", &other)]), sets(&[&["a", "b"]]), "{what}");
    }
}

#[test]
fn what_two_texts_share_may_be_little() {
    let text = words("w", 0, 400);
    let a = paper("a", "Post", &text);
    for (what, other) in [
        (
            "three in ten words changed",
            (0..400).map(|n| format!("{}{n}", if n % 3 == 0 { "x" } else { "w" })).collect(),
        ),
        ("a third in common", [&text[..130], &words("own", 0, 270)].concat()),
        ("a paragraph out of the middle", text[200..260].to_vec()),
        ("too few words", text[..20].to_vec()),
    ] {
        assert_eq!(texts(&[a.clone(), paper("b", "Herald", &other)]), sets(&[&["a"], &["b"]]), "{what}");
    }
}

#[test]
fn the_same_prose_is_one_text_however_short_and_whenever() {
    let text = words("w", 0, 14);
    let (a, mut b) = (paper("a", "Post", &text), paper("b", "Herald", &text));
    b.reports[0].published.edtf = "2026-12-08".parse().ok();
    assert_eq!(texts(&[a.clone(), b]), sets(&[&["a", "b"]]));
    assert_eq!(texts(&[paper("a", "Post", &text[..9]), paper("b", "Herald", &text[..9])]), sets(&[&["a"], &["b"]]));
    let record = reconcile(&all(&[a, paper("b", "Herald", &text)]));
    assert_eq!(record.origins[0].copies[0].likeness, Likeness::Same);
}

#[test]
fn a_notice_that_comes_again_every_year_is_another_text() {
    let text = words("w", 0, 300);
    let (mut a, mut b) = (paper("a", "Post", &text), paper("b", "Post", &text[..280]));
    assert_eq!(texts(&[a.clone(), b.clone()]), sets(&[&["a", "b"]]));
    b.reports[0].published.edtf = "2026-12-08".parse().ok();
    assert_eq!(texts(&[a.clone(), b.clone()]), sets(&[&["a"], &["b"]]));
    a.reports[0].published.edtf = None;
    assert_eq!(texts(&[a, b]), sets(&[&["a", "b"]]), "no date tells them apart");
}

#[test]
fn a_page_of_short_news_makes_its_items_no_one_text() {
    let items = [words("a", 0, 100), words("b", 0, 90), words("c", 0, 80)];
    let page = items.concat();
    let parts: Vec<Material> = ["one", "two", "three"]
        .iter()
        .zip(&items)
        .map(|(name, item)| paper(name, name, item))
        .chain([paper("page", "Digest", &page)])
        .collect();
    assert_eq!(texts(&parts), sets(&[&["one", "page"], &["three"], &["two"]]));
}

#[test]
fn editions_in_a_row_are_one_text() {
    let edition = |n: usize| words("w", n * 60, 300 + n * 60);
    let parts: Vec<Material> =
        ["a", "b", "c", "d"].iter().zip(0..).map(|(name, n)| paper(name, name, &edition(n))).collect();
    assert_eq!(texts(&[parts[0].clone(), parts[3].clone()]), sets(&[&["a"], &["d"]]));
    assert_eq!(texts(&parts), sets(&[&["a", "b", "c", "d"]]));
    let record = reconcile(&all(&parts));
    assert_eq!(record.origins[0].copies.len(), 3, "one link fewer than there are reports");
}

#[test]
fn what_an_outlet_is_cited_for_is_its_word() {
    let own = |name: &str, outlet: &str| paper(name, outlet, &words(name, 0, 60));
    assert_eq!(origins(&[own("a", "Post"), own("b", "Herald")]), 2);
    assert_eq!(origins(&[citing("a", "Post", "Axios"), citing("b", "Herald", "Axios")]), 1);
    assert_eq!(origins(&[citing("a", "Post", "Axios"), citing("b", "Herald", "AFP")]), 2);
    assert_eq!(origins(&[citing("a", "Post", "Axios"), own("b", "Axios")]), 1);
    assert_eq!(origins(&[citing("a", "Post", "Axios"), own("b", "Axios"), own("c", "Axios")]), 2);
    assert_eq!(origins(&[citing("a", "Axios", "Axios"), own("b", "Post")]), 2, "nobody cites himself");
}

#[test]
fn of_a_chain_the_end_counts() {
    let own = |name: &str, outlet: &str| paper(name, outlet, &words(name, 0, 60));
    let chain = [citing("a", "Post", "Reuters"), citing("b", "Reuters", "Axios"), citing("c", "Herald", "Axios")];
    assert_eq!(origins(&chain), 1);
    assert_eq!(origins(&[&chain[..], &[own("d", "Axios")]].concat()), 1);
    let ring = [citing("a", "Post", "Reuters"), citing("b", "Reuters", "Axios"), citing("c", "Axios", "Reuters")];
    assert_eq!(origins(&ring), 1, "outlets that cite each other");
}

#[test]
fn a_reprint_is_the_word_of_the_wire() {
    let own = |name: &str, outlet: &str| paper(name, outlet, &words(name, 0, 60));
    assert_eq!(origins(&[reprint("a", "Post", "AP"), reprint("b", "Herald", "AP")]), 1);
    assert_eq!(origins(&[reprint("a", "Post", "AP"), reprint("b", "Herald", "AFP")]), 2);
    assert_eq!(origins(&[reprint("a", "Post", "AP"), citing("b", "Herald", "AP"), own("c", "AP")]), 1);
    // Who prints the same text without saying whose it is prints the wire's.
    let silent = paper("b", "Herald", &words("a", 0, 55));
    assert_eq!(origins(&[reprint("a", "Post", "AP"), silent, citing("c", "Sun", "AP")]), 1);
    // What the wire itself cites another for is the other's.
    let mut passing = reprint("a", "Post", "AP");
    imprint(&mut passing).passed_on.push(PassedOn { claim: id("a", 0), outlet: "Axios".to_owned() });
    assert_eq!(origins(&[passing, citing("b", "Herald", "Axios")]), 1);
}

#[test]
fn a_thousand_editions_and_ten_thousand_strangers_take_no_time() {
    let mut parts: Vec<Material> = (0..10_000)
        .map(|n| {
            let name = format!("r{n:05}");
            // A stock phrase that everybody uses.
            let text = [words(&name, 0, 80), words("stock", 0, 9), words(&name, 80, 120)].concat();
            paper(&name, &name, &text)
        })
        .collect();
    parts.extend((0..1000).map(|n| {
        let name = format!("e{n:04}");
        let text = [words("w", 0, 100), vec![name.clone()], words("w", 100, 150)].concat();
        paper(&name, &name, &text)
    }));
    let mut material = all(&parts);
    material.claims.clear();
    let start = std::time::Instant::now();
    let record = reconcile(&material);
    assert_eq!(record.origins.len(), 10_001);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

/// Texts that overlap each other more or less, some credited, some passed on.
fn papers() -> impl Strategy<Value = Vec<Material>> {
    let outlets = ["Post", "Herald", "Sun", "AP", "AFP"];
    let text = (select(vec!["w", "v"]), 0..4usize, 1..5usize, prop::option::of(0..90usize));
    let one = (text, select(outlets.to_vec()), prop::option::of(select(outlets.to_vec())), any::<bool>());
    prop::collection::vec(one, 2..9).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(n, ((name, from, length, changed), outlet, other, cites))| {
                let key = format!("r{n}");
                let mut text = words(name, from * 25, (from + length) * 25);
                if let Some(at) = changed.filter(|at| *at < text.len()) {
                    text[at].push('x');
                }
                let mut paper = paper(&key, outlet, &text);
                let other = other.filter(|other| *other != outlet).map(str::to_owned);
                if let Some(other) = other {
                    if cites {
                        let passed = PassedOn { claim: id(&key, 0), outlet: other };
                        imprint(&mut paper).passed_on.push(passed);
                    } else {
                        let credit = Credit { words: format!("({other})"), outlet: other };
                        imprint(&mut paper).credits.push(credit);
                    }
                }
                paper
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn any_order_of_arrival_gives_the_same_origins(
        (papers, order) in papers().prop_flat_map(|papers| {
            let order: Vec<usize> = (0..papers.len()).collect();
            (Just(papers), Just(order).prop_shuffle())
        })
    ) {
        let record = reconcile(&all(&papers));
        let shuffled: Vec<Material> = order.iter().map(|&i| papers[i].clone()).collect();
        prop_assert_eq!(&reconcile(&all(&shuffled)), &record);
        is_whole(&record, papers.len())?;
    }

    /// A copy of a report, added to the rest, is no further voice.
    #[test]
    fn a_copy_adds_no_origin(papers in papers(), which in any::<prop::sample::Index>()) {
        let before = reconcile(&all(&papers));
        let copied = which.index(papers.len());
        let mut copy = report("copy", Some("2025-12-08"), &[met(QUAD).at("London").on("2025-12-08")]);
        copy.reports[0].text_hash.clone_from(&papers[copied].reports[0].text_hash);
        copy.reports[0].imprint.clone_from(&papers[copied].reports[0].imprint);
        for passed in &mut imprint(&mut copy).passed_on {
            passed.claim = id("copy", 0);
        }
        let mut with = papers.clone();
        with.push(copy);
        let after = reconcile(&all(&with));
        prop_assert_eq!(after.events[0].origins, before.events[0].origins);
        prop_assert_eq!(after.origins.len(), before.origins.len());
    }

    /// Reports taken away never leave more origins than there were.
    #[test]
    fn every_report_has_one_text(papers in papers(), kept in subsequence((0..9usize).collect::<Vec<_>>(), 1..=9)) {
        let some: Vec<Material> = kept.into_iter().filter_map(|at| papers.get(at).cloned()).collect();
        let record = reconcile(&all(&some));
        is_whole(&record, some.len())?;
    }
}

fn is_whole(record: &Record, reports: usize) -> Result<(), TestCaseError> {
    let told: Vec<&ReportId> = record.origins.iter().flat_map(|o| &o.reports).collect();
    prop_assert_eq!(told.len(), reports);
    prop_assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), reports);
    for origin in &record.origins {
        prop_assert_eq!(origin.copies.len() + 1, origin.reports.len());
        prop_assert!(origin.copies.iter().all(|c| origin.reports.contains(&c.of) && origin.reports.contains(&c.by)));
    }
    Ok(())
}

#[test]
#[ignore = "a measurement"]
fn twenty_thousand_reports_of_few_sentences() {
    let filler: Vec<Vec<String>> = (0..24).map(|n| words(&format!("f{n}x"), 0, 9)).collect();
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let parts: Vec<Material> = (0..20_000)
        .map(|n| {
            let name = format!("r{n:05}");
            let mut text = words(&name, 0, 30);
            for _ in 0..5 {
                text.extend(filler[random(24)].clone());
            }
            paper(&name, &name, &text)
        })
        .collect();
    let mut material = all(&parts);
    material.claims.clear();
    let start = std::time::Instant::now();
    let record = reconcile(&material);
    println!("{} texts in {:?}", record.origins.len(), start.elapsed());
}
