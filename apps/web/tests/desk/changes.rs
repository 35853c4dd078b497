//! What may be decided and added, by forms.

use axum::body::Body;

use crate::{Answered, Sample, asked};

/// Sends fields and files, and follows them until they are in the record.
pub(crate) fn add(sample: &Sample, fields: &[(&str, &str)], files: &[(&str, &str)]) -> Answered {
    let sent = send(sample, fields, files);
    if sent.status != 303 {
        return sent;
    }
    let to = sent.headers["location"].to_str().expect("an address").to_owned();
    assert!(to.starts_with("/intake/"), "{to}");
    until(|| sample.json(&format!("{to}.json"))["state"] == "done");
    sample.get(&to)
}

/// Waits until something is so.
pub(crate) fn until(mut is_so: impl FnMut() -> bool) {
    let begun = std::time::Instant::now();
    while !is_so() {
        assert!(begun.elapsed().as_secs() < 60, "it takes too long");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// Sends fields and files as a browser sends a form with files.
pub(crate) fn send(sample: &Sample, fields: &[(&str, &str)], files: &[(&str, &str)]) -> Answered {
    let mut body = String::new();
    let pass = ("pass", sample.desk.pass());
    for (name, value) in fields.iter().chain([&pass]) {
        body += &format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    for (name, content) in files {
        body +=
            &format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n");
    }
    body += "--b--\r\n";
    let request = asked("/add").method("POST").header("origin", "http://127.0.0.1:8474");
    let request = request.header("content-type", "multipart/form-data; boundary=b");
    sample.send(request.body(Body::from(body)).expect("a request"))
}

fn events(sample: &Sample) -> Vec<String> {
    let events = sample.json("/chronology.json")["events"].clone();
    events.as_array().expect("events").iter().filter_map(|e| Some(e["id"].as_str()?.to_owned())).collect()
}

/// The judgement in force that was made last.
fn last(sample: &Sample) -> String {
    sample.json("/judgements.json")[0]["id"].as_str().expect("a judgement").to_owned()
}

#[test]
fn two_events_are_made_one_and_two_again() {
    let sample = Sample::london();
    let before = events(&sample);
    let back = "/chronology?kind=meeting";
    let merged = sample.post("/judge", &[("task", "same"), ("id", &before[0]), ("other", &before[1]), ("back", back)]);
    assert_eq!(
        (merged.status.as_u16(), &merged.headers["location"]),
        (303, &back.parse().expect("a value")),
        "{}",
        merged.body
    );
    assert_eq!(events(&sample).len(), before.len() - 1);
    let again = sample.post("/judge", &[("task", "same"), ("id", &before[0]), ("other", &before[1])]);
    assert_eq!(again.status, 409, "it is judged already: {}", again.body);
    assert_eq!(sample.post("/undo", &[("id", &last(&sample))]).status, 303);
    assert_eq!(events(&sample), before);
    assert!(sample.page("/judgements?all=yes").contains("withdrawn"));
    assert!(sample.json("/judgements.json").as_array().is_some_and(Vec::is_empty));
}

#[test]
fn a_field_is_set_and_a_line_rejected_and_explained() {
    let sample = Sample::london();
    let all = events(&sample);
    let judge = |fields: &[(&str, &str)]| sample.post("/judge", fields);
    assert_eq!(judge(&[("task", "set"), ("id", &all[0]), ("field", "place"), ("value", "Geneva")]).status, 303);
    let event = sample.json(&format!("/show/{}.json", all[0]));
    assert_eq!(event["place"]["name"], "Geneva", "{event}");
    let wrong = judge(&[("task", "set"), ("id", &all[0]), ("field", "status"), ("value", "sometime")]);
    assert_eq!(wrong.status, 409, "{}", wrong.body);
    assert_eq!(judge(&[("task", "explain"), ("id", &all[0]), ("text", "Seen by <our> envoy")]).status, 303);
    assert!(sample.page(&format!("/show/{}", all[0])).contains("Seen by &lt;our&gt; envoy"));
    assert_eq!(judge(&[("task", "reject"), ("id", &all[1])]).status, 303);
    assert!(!events(&sample).contains(&all[1]));
    assert_eq!(judge(&[("task", "reject")]).status, 400);
    assert_eq!(judge(&[("task", "burn"), ("id", &all[0])]).status, 400);
    assert_eq!(judge(&[("task", "reject"), ("id", "e000000000000")]).status, 404);
}

#[test]
fn an_outlet_is_graded_and_an_actor_renamed() {
    let sample = Sample::london();
    let graded = sample.post("/judge", &[("task", "grade"), ("id", "Northern Wire"), ("letter", "B")]);
    assert_eq!(graded.status, 303, "{}", graded.body);
    let sources = sample.json("/sources.json");
    let wire = sources
        .as_array()
        .expect("sources")
        .iter()
        .find(|s| s["outlet"] == "Northern Wire")
        .expect("the outlet")
        .clone();
    assert_eq!((wire["reliability"].as_str(), wire["graded_by"].as_str()), (Some("B"), Some("tester")));
    let renamed = sample.post("/judge", &[("task", "rename"), ("id", "mark-rutte"), ("name", "M. Rutte")]);
    assert_eq!(renamed.status, 303, "{}", renamed.body);
    assert!(sample.page("/actors").contains("M. Rutte"));
}

#[test]
fn missed_words_of_a_report_are_marked() {
    let sample = Sample::empty();
    let text = "Delegates of Kenya and Ghana found a corner table in Accra and stayed for an hour.";
    assert_eq!(add(&sample, &[("text", text), ("published", "2025-12-08")], &[]).status, 200);
    assert_eq!(events(&sample).len(), 0, "no rule reads that");
    let id = sample.json("/reports.json")[0]["id"].as_str().expect("an id").to_owned();
    let marked = sample.post(
        "/judge",
        &[
            ("task", "add-event"),
            ("id", &id),
            ("words", "Kenya and Ghana found a corner table"),
            ("f-kind", "meeting"),
            ("f-status", "held"),
            ("f-participants", "Kenya, Ghana"),
        ],
    );
    assert_eq!(marked.status, 303, "{}", marked.body);
    let event = sample.json("/chronology.json")["events"][0].clone();
    assert_eq!(event["evidence"][0]["exact"], "Kenya and Ghana found a corner table", "{event}");
}

#[test]
fn a_form_leads_back_to_the_desk_only() {
    let sample = Sample::london();
    let all = events(&sample);
    for (n, away) in
        ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"].into_iter().enumerate()
    {
        let text = format!("Remark {n}");
        let fields = [("task", "explain"), ("id", all[0].as_str()), ("text", &text), ("back", away)];
        assert_eq!(sample.post("/judge", &fields).headers["location"], "/judgements", "{away}");
    }
}

#[test]
fn reports_are_added_by_paste_and_by_file() {
    let sample = Sample::empty();
    let pasted = add(
        &sample,
        &[
            ("text", "Kenyan President William Ruto met Ghana's President John Mahama in Accra on Monday."),
            ("title", "Ruto in Accra"),
            ("outlet", "The Accra Bell"),
            ("published", "2025-12-08"),
        ],
        &[],
    );
    assert_eq!(pasted.status, 200, "{}", pasted.body);
    assert!(pasted.body.contains("1 report</strong> added"), "{}", pasted.body);
    let event = sample.json("/chronology.json")["events"][0].clone();
    assert_eq!(
        (event["status"].as_str(), event["time"]["edtf"].as_str()),
        (Some("held"), Some("2025-12-08")),
        "{event}"
    );
    let report = sample.json("/reports.json")[0].clone();
    assert_eq!((report["title"].as_str(), report["outlet"].as_str()), (Some("Ruto in Accra"), Some("The Accra Bell")));

    let file = "---\ntitle: Call\ndate: 2025-12-09\n---\nRuto spoke by phone with Mahama on Tuesday.\n";
    let sent = add(&sample, &[], &[("C:\\notes\\call.md", file), ("broken.pdf", "%PDF-1.7\u{0}\u{1}\u{2}")]);
    assert_eq!(sent.status, 200);
    assert!(sent.body.contains("1 report</strong> added") && sent.body.contains("broken.pdf"), "{}", sent.body);
    assert!(!sent.body.contains("C:\\notes"), "where it lay is nobody's business");
    assert_eq!(add(&sample, &[], &[]).status, 400, "nothing was sent");
    assert_eq!(add(&sample, &[("text", "x"), ("published", "someday")], &[]).status, 400);
}
