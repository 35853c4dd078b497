//! Two reports that contradict each other, side by side.

use serde_json::Value;

use crate::changes::add;
use crate::{Sample, attributes, unescaped};

/// Something that nobody contradicts, long enough to be folded away.
const ASIDE: &str = "The harbour of the capital was closed for most of the week because of the wind, and the ferries \
    to the islands stayed where they were, so that many of those who had come for the market slept in the schools.";

/// Adds reports that differ on what Oman gives, and tells the contradiction.
pub(crate) fn contradiction(sample: &Sample) -> String {
    for (outlet, words) in [
        ("The Muttrah Post", "Oman pledged $20 million for the inspectors' new laboratory in Vienna."),
        ("Sur Wire", "Oman has promised $25 million for a laboratory for the inspectors in Vienna."),
        ("Nizwa Letter", "Oman promised $25 million for the inspectors' laboratory in Vienna, a minister said."),
    ] {
        let text = format!("{ASIDE}\n\n{ASIDE}\n\n{words}\n\n{ASIDE}\n\n{ASIDE}");
        add(sample, &[("text", &text), ("outlet", outlet), ("published", "2025-12-08"), ("title", outlet)], &[]);
    }
    let all = sample.json("/contradictions.json");
    let of = all.as_array().expect("contradictions").iter().find(|c| c["about"] == "Oman").expect("they differ");
    of["id"].as_str().expect("an id").to_owned()
}

/// The words that a page lights up.
fn lit(page: &str) -> Vec<&str> {
    page.split("<mark class=\"lit\"").skip(1).filter_map(|rest| rest.split('>').nth(1)?.split('<').next()).collect()
}

#[test]
fn two_reports_stand_next_to_each_other_at_their_words() {
    let sample = Sample::empty();
    let id = contradiction(&sample);
    for from in ["/contradictions".to_owned(), format!("/show/{id}")] {
        let page = sample.page(&from);
        assert!(attributes(&page, "href").contains(&format!("/facing/{id}").as_str()), "{from} leads there");
    }
    let page = sample.page(&format!("/facing/{id}"));
    let words = lit(&page);
    assert_eq!(words.len(), 2, "{page}");
    assert!(words.iter().any(|w| w.contains("$20 million")) && words.iter().any(|w| w.contains("$25 million")));
    assert_eq!(page.matches("<article class=\"facer\"").count(), 2);
    // What stands further off is folded away, and there.
    assert!(page.matches("What stands before, ").count() == 2 && page.matches("What follows, ").count() == 2, "{page}");
    assert_eq!(page.matches("The harbour of the capital").count(), 8, "both texts are whole");

    let told = sample.json(&format!("/facing/{id}.json"));
    for report in told["reports"].as_array().expect("reports") {
        let id = report["report"]["id"].as_str().expect("an id").trim_start_matches("sha256:");
        let text: Vec<char> =
            sample.json(&format!("/report/{id}.json"))["text"].as_str().expect("text").chars().collect();
        let at = |n: usize| usize::try_from(report["words"][0][n].as_u64().expect("a place")).expect("a place");
        let words: String = text[at(0)..at(1)].iter().collect();
        assert!(words.contains(report["value"].as_str().expect("a value")), "{words} says {}", report["value"]);
    }
}

#[test]
fn another_report_of_a_side_can_take_its_place() {
    let sample = Sample::empty();
    let id = contradiction(&sample);
    let reports = |path: &str| {
        let told = sample.json(path);
        [0, 1].map(|n| told["reports"][n]["report"]["outlet"].as_str().expect("an outlet").to_owned())
    };
    let usual = reports(&format!("/facing/{id}.json"));
    let page = sample.page(&format!("/facing/{id}"));
    assert!(page.contains("1 other report"), "{page}");
    let link = attributes(&page, "href").into_iter().map(unescaped).find(|link| link.starts_with("/facing/"));
    let link = link.expect("a way to the other").replace('?', ".json?");
    let other = reports(&link);
    assert_ne!(usual, other);
    let sides = [usual, other]
        .map(|of| usize::from(of[0] == "The Muttrah Post") + 2 * usize::from(of[1] == "The Muttrah Post"));
    assert_eq!(sides[0], sides[1], "the one of $20 million stays where it was");
    let all = sample.json("/reports.json");
    let stranger = add(&sample, &[("text", "The envoys slept.")], &[]);
    assert_eq!(stranger.status, 200);
    let known = |id: &Value| all.as_array().expect("reports").iter().any(|report| report["id"] == *id);
    let more = sample.json("/reports.json");
    let new = more.as_array().expect("reports").iter().find(|report| !known(&report["id"])).expect("a new one");
    let new = new["id"].as_str().expect("an id").trim_start_matches("sha256:");
    assert_eq!(sample.get(&format!("/facing/{id}?left={new}")).status, 404, "it takes no side");
    assert_eq!(sample.get(&format!("/facing/{new}")).status, 404, "a report is no contradiction");
    assert_eq!(sample.get("/facing/nobody.json").status, 404);
}
