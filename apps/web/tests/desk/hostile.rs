//! Reports that would like to be more than text.

use crate::changes::add;
use crate::{Sample, attributes};

const TEXT: &str = "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Monday.

President <script>alert(1)</script> said: \"<img src=x onerror=alert(2)>\"

\u{202e}txt.exe\u{202c} <svg onload=alert(3)><a href=\"javascript:alert(4)\">talks</a>

\"We will never accept <b>this</b> plan's \u{202e}terms,\" Macron said. </textarea></title></main>";

/// What no page of the desk has by itself.
const NEVER: [&str; 8] =
    ["<script>", "<img src=x", "<svg onload", "<b>", "<i>", "</textarea></title>", " onmouseover=\"", "\u{202e}"];

fn sample() -> Sample {
    let sample = Sample::empty();
    let fields = [
        ("text", TEXT),
        ("title", "<h1>Big</h1> \u{202e}news \" onmouseover=\"alert(5)"),
        ("outlet", "<i>The \"Bell\"</i> \u{2066}"),
        ("url", "javascript:alert(6)"),
        ("published", "2025-12-08"),
    ];
    let added = add(&sample, &fields, &[]);
    assert_eq!(added.status, 200, "{}", added.body);
    sample
}

#[test]
fn a_report_is_text_whatever_it_holds() {
    let sample = sample();
    let id = sample.json("/reports.json")[0]["id"].as_str().expect("an id").trim_start_matches("sha256:").to_owned();
    let events = sample.json("/chronology.json")["events"].clone();
    let event = events[0]["id"].as_str().expect("the meeting in Berlin is read").to_owned();
    let mut paths: Vec<String> = [
        "/",
        "/chronology",
        "/chronology?view=timeline",
        "/positions",
        "/matrix",
        "/actors",
        "/reports",
        "/sources",
        "/checks",
        "/contradictions",
        "/upcoming",
        "/search?q=Macron",
        "/search?q=%3Cscript%3E",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend([
        format!("/report/{id}"),
        format!("/show/{id}"),
        format!("/show/{event}"),
        format!("/why/{event}"),
        format!("/chronology?see={event}"),
    ]);
    for statement in sample.json(&format!("/report/{id}.json"))["lines"].as_array().expect("lines") {
        let line = statement["id"].as_str().expect("an id");
        if !line.starts_with("remark") {
            paths.push(format!("/show/{line}"));
        }
    }
    for path in &paths {
        let page = sample.page(path);
        for never in NEVER {
            assert!(!page.contains(never), "{path}: {never:?}");
        }
        assert_eq!(page.matches("<script").count(), 1, "{path}");
        assert_eq!(page.matches("<h1>").count(), 1, "{path}");
        assert_eq!(page.matches("</main>").count(), 1, "{path}");
        for link in attributes(&page, "href") {
            assert!(link.starts_with('/') || link.starts_with('#'), "{path}: a link to {link:?}");
        }
    }
    let read = sample.page(&format!("/report/{id}"));
    assert!(read.contains("&lt;script&gt;") && read.contains("&lt;/textarea&gt;"), "it is shown as it stands");
    assert!(read.contains("[U+202E]"), "what turns the line is named");
    let calendar = sample.get("/upcoming.ics").body;
    assert!(!calendar.contains('\u{202e}'));
}

#[test]
fn what_a_visitor_writes_is_text_too() {
    let sample = sample();
    for path in [
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/actors?name=%22%3E%3Cscript%3E",
        "/chronology?place=%22%3E%3Cscript%3E",
        "/positions?holder=%3Cscript%3E",
    ] {
        let page = sample.page(path);
        assert_eq!(page.matches("<script").count(), 1, "{path}");
    }
    let refused = sample.get("/chronology?status=%3Cscript%3E");
    assert_eq!((refused.status.as_u16(), refused.body.matches("<script").count()), (400, 1));
    let refused = sample.get("/show/%3Cscript%3Ealert(1)");
    assert_eq!((refused.status.as_u16(), refused.body.matches("<script").count()), (404, 1));
}
