//! Every page, as it comes without scripts.

use std::collections::BTreeSet;

use crate::{Sample, attributes, unescaped};

/// The pages that every record has.
const PAGES: [&str; 20] = [
    "/",
    "/changes",
    "/changes?by=added&from=2020-01-01",
    "/upcoming",
    "/chronology",
    "/chronology?view=timeline",
    "/matrix",
    "/positions",
    "/proposals",
    "/pledges",
    "/contradictions",
    "/actors",
    "/reports",
    "/sources",
    "/gaps",
    "/checks",
    "/judgements",
    "/add",
    "/search?q=talks",
    "/keys",
];

#[test]
fn pages_are_whole_and_their_links_lead_somewhere() {
    let sample = Sample::london();
    let mut links: BTreeSet<String> = BTreeSet::new();
    for path in PAGES {
        let page = sample.page(path);
        assert_eq!(page.matches("<h1>").count(), 1, "{path}: one heading of the page");
        for part in ["<!DOCTYPE html>", "<html lang=\"en\">", "id=\"main\"", "</html>"] {
            assert!(page.contains(part), "{path}: no {part}");
        }
        assert_eq!(page.matches(" style=").count() + page.matches("<style").count(), 0, "{path}: styles in the page");
        assert_eq!(page.matches("<script").count(), 1, "{path}: one script, from a file");
        links.extend(attributes(&page, "href").into_iter().map(unescaped).filter(|link| link.starts_with('/')));
    }
    assert!(links.len() > 60, "only {} links", links.len());
    for link in links {
        let bare = link.split('#').next().expect("a link");
        let answered = sample.get(bare);
        assert_eq!(answered.status, 200, "{link}: {}", answered.body);
    }
}

#[test]
fn an_empty_record_has_every_page_too() {
    let sample = Sample::empty();
    for path in PAGES {
        sample.page(path);
    }
    assert!(sample.page("/").contains("The record is empty yet."));
}

#[test]
fn the_first_page_tells_what_the_newest_day_brought() {
    let sample = Sample::london();
    let page = sample.page("/");
    assert!(page.contains("published after 8 December 2025"), "{page}");
    assert!(page.contains("<h2>Confirmed</h2>"));
    assert!(sample.page("/changes?from=2025-12-07&to=2025-12-08").contains("and by 8 December 2025"));
    let rome = sample.json("/chronology.json?on=2025-12-09&kind=talks")["events"][0]["id"].clone();
    let kind = |path: &str| {
        let changes = sample.json(path);
        let of = changes.as_array().expect("changes").iter().find(|change| change["id"] == rome).cloned();
        of.map(|change| change["kind"].clone())
    };
    assert_eq!(kind("/changes.json?from=2025-12-08"), Some("confirmed".into()));
    assert_eq!(kind("/changes.json?from=2025-12-07&to=2025-12-08"), Some("new".into()), "it was planned on the 8th");
}

#[test]
fn what_was_seen_is_not_shown_again() {
    let sample = Sample::london();
    let seen = sample.post("/seen", &[]);
    let cookie = seen.headers["set-cookie"].to_str().expect("text").split(';').next().expect("a pair").to_owned();
    let look = crate::asked("/").header("cookie", cookie).body(axum::body::Body::empty()).expect("a request");
    let page = sample.send(look).body;
    assert!(page.contains("since you last looked") && page.contains("Nothing changed."), "{page}");
}

#[test]
fn the_chronology_is_narrowed_by_what_its_facets_offer() {
    let sample = Sample::london();
    let all = sample.json("/chronology.json");
    let total = all["total"].as_u64().expect("a number");
    for facet in all["facets"].as_array().expect("facets") {
        let name = facet["name"].as_str().expect("a name");
        for value in facet["values"].as_array().expect("values") {
            let asked = form_urlencoded::byte_serialize(value["value"].as_str().expect("a value").as_bytes())
                .collect::<String>();
            let narrowed = sample.json(&format!("/chronology.json?{name}={asked}"));
            let found = narrowed["total"].as_u64().expect("a number");
            // A party's name may stand in others' names.
            assert!(found >= value["count"].as_u64().expect("a count") && found <= total, "{name}={asked}: {narrowed}");
            if name != "party" {
                assert_eq!(narrowed["total"], value["count"], "{name}={asked}");
            }
        }
    }
    let drawn = sample.page("/chronology?view=timeline&on=2025-12");
    let marks = attributes(&drawn, "href").into_iter().filter(|link| link.starts_with("/show/e")).count();
    assert!(marks >= 6, "{marks} marks");
    assert!(drawn.contains("class=\"now\""), "today is drawn");
}

#[test]
fn a_negotiation_is_chosen_and_kept_from_page_to_page() {
    let sample = Sample::london();
    let all = sample.json("/chronology.json");
    let key = "ukraine-peace";
    let of = all["events"].as_array().expect("events").iter().filter(|e| e["process"] == key).count();
    assert!(of > 0 && (of as u64) < all["total"].as_u64().expect("a number"), "{of}");
    assert_eq!(sample.json(&format!("/chronology.json?process={key}"))["total"], of);
    for path in [
        "/",
        "/upcoming",
        "/matrix",
        "/positions",
        "/proposals",
        "/pledges",
        "/contradictions",
        "/actors",
        "/network",
        "/places",
        "/reports",
        "/gaps",
        "/checks",
    ] {
        let page = sample.page(&format!("{path}?process={key}"));
        assert!(page.contains(&format!("<option value=\"{key}\" selected")), "{path}");
        assert!(page.contains(&format!("href=\"/chronology?process={key}\"")), "{path}: the menu keeps it");
    }
    assert_eq!(sample.get("/chronology?process=nowhere").status, 400);
}

#[test]
fn a_line_leads_to_its_words_and_words_to_their_lines() {
    let sample = Sample::london();
    let event = sample.json("/chronology.json?place=Belgium")["events"][0].clone();
    let (id, evidence) = (event["id"].as_str().expect("an id"), &event["evidence"][0]);
    let exact = evidence["exact"].as_str().expect("words");
    let report = evidence["report"].as_str().expect("a report").trim_start_matches("sha256:");
    let show = sample.page(&format!("/show/{id}"));
    let link =
        attributes(&show, "href").into_iter().map(unescaped).find(|link| link.contains("?words=")).expect("a link");
    let read = sample.page(link.split('#').next().expect("a link"));
    assert!(read.contains("id=\"lit\"") && read.contains("class=\"lit\""), "the words light up");
    // The other way round: the report names the line, and the line lights up the words.
    let report = sample.page(&format!("/report/{report}"));
    let claim = event["claims"]
        .as_array()
        .expect("claims")
        .iter()
        .filter_map(|c| c.as_str())
        .find(|c| report.contains(&format!("id=\"l-{c}\"")));
    let claim = claim.expect("a line of the report");
    assert!(report.contains(&format!("id=\"w-{claim}\"")));
    let lit = sample.page(&format!(
        "/report/{}?line={claim}",
        evidence["report"].as_str().expect("a report").trim_start_matches("sha256:")
    ));
    let words: String = lit
        .split("class=\"read event lit\"")
        .skip(1)
        .filter_map(|rest| rest.split("<mark>").nth(1)?.split("</mark>").next())
        .collect();
    assert!(!words.is_empty() && exact.contains(words.split(' ').next().expect("a word")), "{words:?} of {exact:?}");
}

#[test]
fn the_evidence_stands_beside_any_page() {
    let sample = Sample::london();
    let id = sample.json("/chronology.json")["events"][0]["id"].as_str().expect("an id").to_owned();
    for path in ["/", "/chronology", "/positions", "/upcoming"] {
        let page = sample.page(&format!("{path}?see={id}"));
        assert!(page.contains("<aside id=\"beside\"") && page.contains("Read by rule"), "{path}");
    }
}

#[test]
fn the_calendar_is_one_that_programs_read() {
    let sample = Sample::empty();
    let text =
        "OSLO, Dec 8 — Prime Minister Jonas Gahr Store will meet President Alar Karis in Oslo on December 15, 2025.";
    let added =
        super::changes::add(&sample, &[("text", text), ("published", "2025-12-08"), ("title", "Karis, to Oslo")], &[]);
    assert_eq!(added.status, 200, "{}", added.body);
    let answered = sample.get("/upcoming.ics");
    assert!(answered.headers["content-type"].to_str().expect("text").starts_with("text/calendar"));
    let calendar = answered.body;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.lines().all(|line| line.len() <= 75), "{calendar}");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20251215\r\nDTEND;VALUE=DATE:20251216\r\n"), "{calendar}");
    assert_eq!(calendar, sample.get("/upcoming.ics").body, "asked again it is the same");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), calendar.matches("UID:e").count());
}
