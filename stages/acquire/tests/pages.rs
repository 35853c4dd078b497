//! Saved pages: what is kept, what is let through, and whether every word leads back to the page.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chancery_acquire::{Furniture, Input, Options, list, read};
use chancery_data::Data;
use chancery_model::{DateBasis, Media, Report};

static FURNITURE: LazyLock<Furniture> =
    LazyLock::new(|| Furniture::new(&Data::builtin().expect("the knowledge is sound").chrome));

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn page(name: &str) -> Report {
    let input = Input::File(folder().join(format!("{name}.html")));
    let mut acquired = read(&input, &[], &FURNITURE, &Options::default());
    assert!(acquired.problems.is_empty(), "{name}: {:?}", acquired.problems);
    acquired.reports.pop().unwrap()
}

fn words(text: &str) -> BTreeMap<String, i32> {
    let mut words = BTreeMap::new();
    for word in text.split_whitespace() {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        if !bare.is_empty() {
            *words.entry(bare).or_default() += 1;
        }
    }
    words
}

const PAGES: [&str; 8] = ["blog", "explainer", "live", "minified", "newspaper", "readout", "soup", "table"];

#[test]
fn articles_are_kept_whole_and_little_else_gets_in() {
    let mut strangers = 0;
    for name in PAGES {
        let report = page(name);
        let expected = fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap();
        let (article, read) = (words(&expected), words(&report.text));
        for (word, count) in &article {
            assert!(read.get(word).is_some_and(|n| n >= count), "{name} lost `{word}`\n{}", report.text);
        }
        strangers += read.values().sum::<i32>() - article.values().sum::<i32>();
    }
    assert!(strangers <= 30, "{strangers} words of furniture in eight pages");
}

#[test]
fn every_word_leads_back_to_the_page() {
    for name in PAGES {
        let report = page(name);
        let bytes = &report.source.bytes;
        for s in report.source.map.iter().filter(|s| s.verbatim) {
            assert_eq!(s.text.of(&report.text).as_bytes(), &bytes[s.bytes.0..s.bytes.1], "{name}");
        }
        assert!(report.source.map.windows(2).all(|w| w[0].text.end() <= w[1].text.start()), "{name}: in order");
        let (mut all, mut found) = (0, 0);
        let mut at = 0;
        for word in report.text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)) {
            let start = at + report.text[at..].find(word).unwrap();
            at = start + word.len();
            all += 1;
            let Some((from, to)) = report.source.locate(chancery_model::ByteSpan::new(start, at)) else { continue };
            let raw = String::from_utf8_lossy(&bytes[from..to]).into_owned();
            // Entities and letters outside ASCII aside.
            let part = word.split(|c: char| !c.is_ascii_alphanumeric()).max_by_key(|p| p.len()).unwrap();
            found += usize::from(raw.contains(part) && raw.len() <= word.len() + 60);
        }
        assert!(found * 100 >= all * 95, "{name}: {found} of {all}");
    }
}

#[test]
fn pages_say_who_and_when() {
    let report = page("newspaper");
    assert_eq!(report.source.media, Media::Html);
    assert_eq!(report.title.as_deref(), Some("Leaders meet Zelensky in London"));
    assert_eq!(report.outlet.as_deref(), Some("The Thames Courier"));
    assert_eq!(report.byline.as_deref(), Some("Jane Doe"));
    assert_eq!(report.url.as_deref(), Some("https://courier.example/2025/12/08/leaders-meet"));
    assert_eq!(report.published.edtf.unwrap().to_string(), "2025-12-08");
    assert_eq!(report.published.basis, Some(DateBasis::Metadata));
    assert!(report.published.reason.contains("agree"), "{}", report.published.reason);
    assert!(!report.text.contains("Leaders meet Zelensky in London"), "the title is not repeated");

    let wire = page("minified");
    assert_eq!(wire.dateline.unwrap().place, "LONDON");
    assert!(wire.published.candidates.iter().any(|c| c.basis == DateBasis::Dateline));

    let old = page("table");
    assert_eq!(old.source.encoding, "windows-1252");
    assert_eq!(old.published.edtf, None);

    let list = page("explainer");
    assert!(list.text.contains("\n\n- The advisers go on"), "{}", list.text);
    assert_eq!(list.title.as_deref(), Some("The London meetings, explained"));
}

#[test]
fn a_front_page_is_no_article() {
    let acquired = read(&Input::File(folder().join("frontpage.html")), &[], &FURNITURE, &Options::default());
    assert!(acquired.reports.is_empty());
    assert!(acquired.problems[0].to_string().starts_with("no article found in `"));
}

#[test]
fn a_folder_gives_its_reports_in_order() {
    let inputs = list(&folder()).unwrap();
    assert_eq!(inputs.len(), 17);
    assert!(inputs.windows(2).all(|w| matches!((&w[0], &w[1]), (Input::File(a), Input::File(b)) if a < b)));
}
