//! The JSON of a page is what the command line prints of the same view.

use chancery_engine::record::Store;
use chancery_model::{Day, Snapshot};
use chancery_view as view;
use serde_json::Value;

use crate::{ENGINE, Sample};

/// Lines of JSON as a list.
fn list(lines: &str) -> Value {
    lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON")).collect()
}

fn one(line: &str) -> Value {
    serde_json::from_str(line).expect("JSON")
}

#[test]
fn pages_and_commands_tell_the_same() {
    let sample = Sample::london();
    let now: Day = "2025-12-09".parse().expect("a day");
    let open = || Store::open_read_only(sample.store()).expect("the store");
    let snapshot = ENGINE.snapshot(open(), None, Some(now)).expect("a record");
    let snapshot: &dyn Snapshot = &snapshot;

    let events = list(&view::events_json(snapshot, &view::Filter::default()));
    let mut shown = sample.json("/chronology.json?order=oldest")["events"].clone();
    assert_eq!(shown, events);
    assert!(events.as_array().is_some_and(|events| events.len() > 5));
    shown = sample.json("/chronology.json?order=oldest&kind=talks")["events"].clone();
    let talks = view::Filter { kind: Some("talks".to_owned()), ..view::Filter::default() };
    assert_eq!(shown, list(&view::events_json(snapshot, &talks)));

    let positions = list(&view::positions_json(snapshot, &view::PositionFilter::default()));
    assert_eq!(sample.json("/positions.json"), positions);
    let pledges = list(&view::pledges_json(snapshot, &view::PledgeFilter::default()));
    assert_eq!(sample.json("/pledges.json"), pledges);
    let proposals = list(&view::proposals_json(snapshot, &view::ProposalFilter::default()));
    assert_eq!(sample.json("/proposals.json"), proposals);
    assert_eq!(sample.json("/gaps.json"), one(&view::gaps(snapshot, &view::GapOptions::default()).json()));
    let checks = view::checks(snapshot, &view::CheckOptions { limit: 5, ..view::CheckOptions::default() });
    assert_eq!(sample.json("/checks.json"), list(&view::checks_json(&checks)));
    let narrowed = view::Narrowed::to(snapshot, "ukraine-peace").expect("a negotiation");
    let events_of = list(&view::events_json(&narrowed, &view::Filter::default()));
    assert_eq!(sample.json("/chronology.json?order=oldest&process=ukraine-peace")["events"], events_of);
    let network = view::network(snapshot, &view::NetworkFilter::default());
    assert_eq!(sample.json("/network.json"), one(&network.json()));
    let places = view::places(snapshot, &ENGINE.data().register, &view::PlaceFilter::default());
    assert_eq!(sample.json("/places.json"), one(&places.json()));
    let contradictions = list(&view::contradictions_json(snapshot, view::ContradictionFilter::default()));
    assert_eq!(sample.json("/contradictions.json"), contradictions);
    assert_eq!(sample.json("/matrix.json"), one(&view::matrix(snapshot, &view::MatrixOptions::default()).json()));

    let eve = now.yesterday().expect("a day");
    let before = chancery_engine::known_by(&ENGINE.data().schema, snapshot, eve);
    let changes = chancery_engine::changes(&before, snapshot.record());
    assert_eq!(
        sample.json(&format!("/changes.json?from={eve}")),
        list(&view::changes_json(snapshot, &before, &changes))
    );

    for event in snapshot.record().events.iter() {
        let handle = view::find(snapshot, &event.id.0).expect("an event");
        assert_eq!(sample.json(&format!("/show/{}.json", event.id)), one(&view::show_json(snapshot, handle)));
        let why = view::why(snapshot, handle).expect("a way");
        assert_eq!(sample.json(&format!("/why/{}.json", event.id)), one(&view::format::json::line(&why)));
    }

    let hits = sample.json("/search.json?q=Rome")["reports"].clone();
    let found = open().search("Rome", 50).expect("a search");
    assert_eq!(hits.as_array().map(Vec::len), Some(found.len()));
    assert_eq!(hits[0]["exact"], found[0].exact.as_str());
}

#[test]
fn sheets_have_a_row_for_each_line() {
    let sample = Sample::london();
    let rows = |path: &str| {
        let answered = sample.get(path);
        assert!(answered.headers["content-type"].to_str().expect("text").starts_with("text/csv"), "{path}");
        answered.body.lines().count()
    };
    let events = sample.json("/chronology.json")["total"].as_u64().expect("a number");
    assert!(rows("/chronology.csv") as u64 > events);
    for path in [
        "/positions.csv",
        "/matrix.csv",
        "/contradictions.csv",
        "/actors.csv",
        "/network.csv",
        "/places.csv",
        "/sources.csv",
        "/upcoming.csv",
    ] {
        assert!(rows(path) > 1 || path == "/contradictions.csv", "{path}");
    }
}

#[test]
fn a_report_in_json_is_its_text_with_what_was_read() {
    let sample = Sample::london();
    let reports = sample.json("/reports.json");
    let mut lines = 0;
    for report in reports.as_array().expect("reports") {
        let id = report["id"].as_str().expect("an id").trim_start_matches("sha256:");
        let read = sample.json(&format!("/report/{id}.json"));
        let text: Vec<char> = read["text"].as_str().expect("text").chars().collect();
        for line in read["lines"].as_array().expect("lines") {
            lines += 1;
            for words in line["words"].as_array().expect("words") {
                let (start, end) = (words[0].as_u64().expect("a start"), words[1].as_u64().expect("an end"));
                assert!(start < end && end as usize <= text.len(), "{line}");
            }
        }
    }
    assert!(lines > 20, "{lines} lines");
}

#[test]
fn the_description_names_addresses_that_answer() {
    let sample = Sample::london();
    let described = sample.json("/openapi.json");
    let paths = described["paths"].as_object().expect("paths");
    assert!(paths.len() > 30, "{}", paths.len());
    let event = sample.json("/chronology.json")["events"][0]["id"].as_str().expect("an id").to_owned();
    let report = sample.json("/reports.json")[0]["id"].as_str().expect("an id").to_owned();
    let sent = crate::changes::send(&sample, &[("text", "The envoys left.")], &[]);
    let intake = sent.headers["location"].to_str().expect("an address").trim_start_matches("/intake/").to_owned();
    let facing = crate::facing::contradiction(&sample);
    for (path, of) in paths.iter().filter(|(_, of)| !of["get"].is_null()) {
        let id = match path.split('/').nth(1) {
            Some("report") => &report,
            Some("intake") => &intake,
            Some("facing") => &facing,
            _ => &event,
        };
        let asked = path.replace("{id}", id).replace("{issue}/{party}", "talks-format/ua");
        let answered = sample.get(&asked);
        assert_eq!(answered.status, 200, "{asked}: {}", answered.body);
        let kinds = of["get"]["responses"]["200"]["content"].as_object().expect("kinds");
        let kind = answered.headers["content-type"].to_str().expect("text");
        assert!(kinds.keys().any(|told| kind.starts_with(told.as_str())), "{asked} is {kind}");
    }
    let forms = paths.iter().filter(|(_, of)| !of["post"].is_null()).map(|(path, _)| path.as_str());
    let forms: Vec<&str> = forms.collect();
    assert_eq!(forms, ["/add", "/judge", "/seen", "/undo"]);
    for path in forms {
        let answered = sample.get(path);
        assert!([200, 405].contains(&answered.status.as_u16()), "{path} takes forms: {}", answered.status);
    }
}
