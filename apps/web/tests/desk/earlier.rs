//! The record as the store stood before.

use std::collections::BTreeSet;

use chancery_engine::record::Store;
use chancery_model::{Day, Snapshot};
use chancery_view as view;
use serde_json::Value;

use crate::changes::add;
use crate::{ENGINE, Sample, attributes, unescaped};

/// The day on which the reports of the sample were added.
const THEN: &str = "2025-12-10";

/// Pages that can be looked at as they were.
const PAGES: [&str; 20] = [
    "/",
    "/changes",
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
    "/network",
    "/network?by=people",
    "/places",
    "/gaps",
    "/checks",
    "/search?q=talks",
    "/chronology?kind=talks",
];

/// The address as of a day.
fn as_of(path: &str, day: &str) -> String {
    format!("{path}{}as_of={day}", if path.contains('?') { '&' } else { '?' })
}

/// The sample with a report and a decision that came later.
fn with_news() -> (Sample, String) {
    let sample = Sample::london();
    let first = sample.json("/chronology.json")["events"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(sample.post("/judge", &[("task", "reject"), ("id", &first)]).status, 303);
    let text = "Kenyan President William Ruto met Ghana's President John Mahama in Accra on Monday.";
    add(&sample, &[("text", text), ("title", "Ruto in Accra"), ("published", "2025-12-08")], &[]);
    (sample, first)
}

#[test]
fn what_came_later_is_not_there() {
    let (sample, first) = with_news();
    let before = Sample::london();
    for path in [
        "/chronology.json",
        "/positions.json",
        "/reports.json",
        "/actors.json",
        "/sources.json",
        "/checks.json",
        "/search.json?q=Ruto",
        "/search.json?q=talks",
    ] {
        assert_eq!(sample.json(&as_of(path, THEN)), before.json(path), "{path}");
        assert_ne!(sample.page(&as_of(path, THEN)), "", "{path}");
    }
    assert_ne!(sample.json("/chronology.json"), before.json("/chronology.json"));
    let news = sample.json("/search.json?q=Ruto")["reports"][0]["report"].as_str().expect("an id").to_owned();
    let news = news.trim_start_matches("sha256:");
    assert_eq!(sample.get(&format!("/report/{news}")).status, 200);
    assert_eq!(sample.get(&as_of(&format!("/report/{news}"), THEN)).status, 404);
    // What was rejected since is still a line of then.
    assert_eq!(sample.json(&as_of(&format!("/show/{first}.json"), THEN)), before.json(&format!("/show/{first}.json")));
}

#[test]
fn views_are_those_of_the_command_line() {
    let (sample, _) = with_news();
    let store = Store::open_read_only(sample.store()).expect("the store");
    let now: Day = "2025-12-09".parse().expect("a day");
    let then = ENGINE.snapshot(store, Some("2025-12-10T23:59:59Z"), Some(now)).expect("a record");
    let then: &dyn Snapshot = &then;
    let list = |lines: &str| lines.lines().map(|l| serde_json::from_str::<Value>(l).expect("JSON")).collect::<Value>();
    let positions = list(&view::positions_json(then, &view::PositionFilter::default()));
    assert_eq!(sample.json(&as_of("/positions.json", THEN)), positions);
    let pledges = list(&view::pledges_json(then, &view::PledgeFilter::default()));
    assert_eq!(sample.json(&as_of("/pledges.json", THEN)), pledges);
    let matrix: Value =
        serde_json::from_str(&view::matrix(then, &view::MatrixOptions::default()).json()).expect("JSON");
    assert_eq!(sample.json(&as_of("/matrix.json", THEN)), matrix);
    for event in &then.record().events {
        let why = view::why(then, view::find(then, &event.id.0).expect("an event")).expect("a way");
        let why: Value = serde_json::from_str(&view::format::json::line(&why)).expect("JSON");
        assert_eq!(sample.json(&as_of(&format!("/why/{}.json", event.id), THEN)), why);
    }
}

#[test]
fn an_earlier_state_says_so_and_is_for_looking_only() {
    let (sample, first) = with_news();
    let shown = [PAGES.map(str::to_owned).to_vec(), vec![format!("/show/{first}"), format!("/why/{first}")]].concat();
    for path in shown {
        let page = sample.page(&as_of(&path, THEN));
        assert!(page.contains("As the store stood on 10 December 2025"), "{path}");
        assert!(page.contains(&format!("name=\"as_of\" value=\"{THEN}\"")), "{path}: the control has the day");
        for form in ["/judge", "/undo", "/seen"] {
            assert!(!page.contains(&format!("action=\"{form}\"")), "{path} offers {form}");
        }
        let back =
            attributes(&page, "href").into_iter().map(unescaped).filter(|link| *link == path || path == "/").count();
        assert!(back > 0, "{path}: a way back to today");
    }
    let today = sample.page("/chronology");
    assert!(!today.contains("As the store stood") && today.contains("name=\"as_of\""));
    for path in ["/add", "/keys", "/judgements"] {
        assert!(!sample.page(path).contains("name=\"as_of\""), "{path}");
        assert_eq!(sample.get(&as_of(path, THEN)).status, 400, "{path}");
    }
}

#[test]
fn links_keep_the_moment_and_the_negotiation() {
    let sample = Sample::london();
    let (as_of, process) = ("as_of=2025-12-10", "process=ukraine-peace");
    let mut ahead: Vec<String> =
        PAGES.iter().map(|p| format!("{p}{}{process}&{as_of}", if p.contains('?') { '&' } else { '?' })).collect();
    let (mut seen, mut sorts) = (BTreeSet::new(), BTreeSet::new());
    while let Some(path) = ahead.pop().filter(|_| seen.len() < 400) {
        if !seen.insert(path.clone()) {
            continue;
        }
        let page = sample.page(&path);
        let main = page.split("</header>").nth(1).expect("what follows the head");
        for link in attributes(main, "href").into_iter().map(unescaped).filter(|link| link.starts_with('/')) {
            let link = link.split('#').next().expect("a link").to_owned();
            let kept = [as_of, process].map(|word| link.contains(word));
            let bare = link.split('?').next().expect("a path");
            if ["/add", "/judgements", "/keys"].contains(&bare) {
                assert_eq!(kept, [false, false], "{path} leads to {link}");
                continue;
            }
            // The page itself, with one of the two taken off.
            let here = path.split('?').next() == Some(bare) && kept.contains(&true);
            assert!(kept == [true, true] || here, "{path} leads to {link}");
            let sort = bare.split('/').nth(1).unwrap_or_default().to_owned();
            let is_page = ![".json", ".csv", ".ics"].iter().any(|ending| bare.ends_with(ending));
            if kept == [true, true] && is_page && (sorts.insert(sort) || seen.len() + ahead.len() < 120) {
                ahead.push(link);
            }
        }
    }
    for sort in ["show", "report", "matrix", "chronology", "why", "network", "places"] {
        assert!(sorts.contains(sort), "no link to {sort}");
    }
}

#[test]
fn before_the_first_report_there_is_nothing() {
    let sample = Sample::london();
    for path in PAGES {
        for more in ["", "&process=ukraine-peace"] {
            let page = sample.page(&format!("{}{more}", as_of(path, "2025-12-01")));
            assert!(page.contains("nothing was in it yet. The first report came on 10 December 2025"), "{path}");
        }
    }
    assert!(!sample.page(&as_of("/", "2025-12-01")).contains("to begin it"));
    for wrong in ["2999-01-01", "someday", "2025-13-01T00:00:00Z", "2025-12"] {
        assert_eq!(sample.get(&as_of("/chronology", wrong)).status, 400, "{wrong}");
    }
    let at = sample.page(&as_of("/chronology", "2025-12-10T08:00:00Z"));
    assert!(at.contains("As the store stood at 08:00 UTC on 10 December 2025"), "{at}");
}

#[test]
fn a_publisher_speaks_for_somebody_with_a_name() {
    let sample = Sample::empty();
    let text = "President Alar Karis met Prime Minister Jonas Gahr Store in Oslo on Monday.";
    add(&sample, &[("text", text), ("outlet", "Élysée website"), ("published", "2025-12-08")], &[]);
    let source = sample.json("/sources.json")[0].clone();
    assert_eq!(source["speaks_for"], "fr", "{source}");
    let page = sample.page("/sources");
    assert!(page.contains("<td>France</td>"), "{page}");
    // Once the record has a page of it, the name leads there.
    let news = "France supports a ceasefire in Lebanon, the French foreign ministry said.";
    add(&sample, &[("text", news), ("published", "2025-12-08")], &[]);
    assert!(sample.page("/sources").contains("href=\"/show/fr\">France</a>"));
}
