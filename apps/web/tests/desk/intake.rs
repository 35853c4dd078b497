//! Reports on their way in.

use std::fs;

use chancery_web::{Settings, watch};
use serde_json::Value;

use crate::changes::{add, send, until};
use crate::{Sample, attributes};

/// Lines of so many reports, each with a meeting of its own day.
fn lines(n: usize) -> String {
    let line = |n| {
        format!(
            "{{\"id\":\"r{n}\",\"published\":\"2025-11-{:02}\",\"text\":\"President William Ruto met President John Mahama in Accra on Monday. It was meeting number {n}.\"}}\n",
            n % 28 + 1
        )
    };
    (0..n).map(line).collect()
}

/// Looks at an intake until it is over: how many were read at each look, and its page on the way.
fn follow(sample: &Sample, to: &str, steps: &mut Vec<u64>, between: &mut Option<String>) {
    until(|| {
        let told = sample.json(&format!("{to}.json"));
        let page = sample.page(to);
        if told["state"] == "reading" && between.is_none() && told["done"].as_u64() > Some(0) {
            assert!(told["added"].as_u64() > Some(0), "what is read is recorded: {told}");
            *between = Some(page);
            assert_eq!(
                sample.json("/changes.json?by=added&from=2025-12-10T07:00:00Z").as_array().map(Vec::is_empty),
                Some(false)
            );
        }
        steps.push(told["done"].as_u64().expect("a number"));
        told["state"] == "done"
    });
}

#[test]
fn many_reports_are_read_while_the_desk_goes_on() {
    let sample = Sample::london();
    let events = sample.json("/chronology.json")["total"].clone();
    let lines = lines(150);
    let (mut steps, mut between, mut to) = (Vec::new(), None, String::new());
    // Who sends is kept waiting a moment; others look meanwhile.
    let sent = std::thread::scope(|scope| {
        let sending = scope.spawn(|| send(&sample, &[], &[("many.jsonl", &lines)]));
        until(|| {
            let id = sample.json("/add.json")["intakes"][0]["id"].as_str().map(str::to_owned);
            to = id.map_or_else(String::new, |id| format!("/intake/{id}"));
            !to.is_empty()
        });
        follow(&sample, &to, &mut steps, &mut between);
        sending.join().expect("it is sent")
    });
    assert_eq!((sent.status.as_u16(), sent.headers["location"].to_str().expect("an address")), (303, to.as_str()));
    steps.dedup();
    assert!(steps.len() > 3 && steps.is_sorted(), "{steps:?}");
    let between = between.expect("it was seen on its way");
    assert!(between.contains(" of 150</strong> read"), "{between}");
    assert!(between.contains("<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>"), "it is loaded again");
    assert_eq!(attributes(&between, "data-live"), [format!("{to}.json")]);
    let page = sample.page(&to);
    assert!(
        page.contains("150 reports</strong> added")
            && !page.contains("refresh")
            && attributes(&page, "data-live").is_empty()
    );
    assert!(sample.json("/chronology.json")["total"].as_u64() > events.as_u64(), "it is in the record");
    assert_eq!(sample.json("/add.json")["intakes"][0]["added"], 150);
    assert!(sample.page("/add").contains("150 reports read, 150 added"));
    assert_eq!(sample.get("/intake/000000000000").status, 404);
}

#[test]
fn feeds_of_every_kind_are_told_one_by_one() {
    let sample = Sample::empty();
    let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Accra Bell</title>\
        <item><title>Ruto in Accra</title><guid>a</guid><pubDate>Mon, 08 Dec 2025 09:00:00 GMT</pubDate><description>William Ruto met John Mahama in Accra on Monday.</description></item>\
        <item><title>Nothing</title><link>https://example.org/b</link></item></channel></rss>";
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The Lagos Post</title><id>f</id><updated>2025-12-09T00:00:00Z</updated>\
        <entry><id>e</id><title>Talks</title><updated>2025-12-08T01:00:00Z</updated><content type=\"html\">&lt;p&gt;The envoys met.&lt;/p&gt;</content></entry></feed>";
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"The Dakar Note\", \"items\": [\
        {\"id\": \"1\", \"date_published\": \"2025-12-08T09:00:00Z\", \"content_text\": \"The envoys left Dakar.\"},\
        {\"id\": \"2\", \"date_published\": \"2025-12-08T10:00:00Z\", \"content_text\": \"The envoys came to Lagos.\"}]}";
    let files = [
        ("bell.xml", rss),
        ("post.atom", atom),
        ("note.json", json),
        ("one.txt", "The envoys slept."),
        ("empty.txt", ""),
    ];
    let page = add(&sample, &[], &files).body;
    for told in [
        "<strong>bell.xml</strong><span class=\"faint\">, feed of The Accra Bell: </span>2 entries, 1 added, 1 refused",
        "<strong>post.atom</strong><span class=\"faint\">, feed of The Lagos Post: </span>1 entry, 1 added",
        "<strong>note.json</strong><span class=\"faint\">, feed of The Dakar Note: </span>2 entries, 2 added",
        "5 reports</strong> added",
        "entry 2 of `bell.xml` has no text; save the page it leads to",
        "`empty.txt` is empty; save the report again",
    ] {
        assert!(page.contains(told), "{told} in {page}");
    }
    assert_eq!(sample.json("/reports.json").as_array().map(Vec::len), Some(5));
    let again = add(&sample, &[], &[("note.json", json)]).body;
    assert!(again.contains("2 entries, 2 known already") && !again.contains("</strong> added"), "{again}");
}

#[test]
fn a_folder_that_is_watched_is_read_as_it_fills() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    put("call.md", "---\ntitle: Call\ndate: 2025-12-09\n---\nRuto spoke by phone with Mahama on Tuesday.\n");
    put("scan.pdf", "%PDF-1.7\u{0}\u{1}\u{2}");
    put("picture.png", "no report");
    let sample = Sample::london_with(|settings| Settings { watch: vec![folder.path().to_owned()], ..settings });
    let seen = || sample.json("/add.json")["folders"][0].clone();
    assert_eq!(seen()["looked"], Value::Null);
    watch(&sample.desk);
    until(|| seen()["added"] == 1);
    let told = seen();
    assert_eq!((told["files"].as_u64(), &told["others"][0]), (Some(2), &"picture.png".into()), "{told}");
    assert!(told["refused"][0].as_str().is_some_and(|why| why.contains("scan.pdf")), "{told}");
    // What comes later is taken too, once: here under another name, and with what was known.
    put("again.md", "---\ntitle: Call\ndate: 2025-12-09\n---\nRuto spoke by phone with Mahama on Tuesday.\n");
    put("news.txt", "Kenyan President William Ruto will visit Lagos in May.");
    until(|| seen()["added"] == 2 && seen()["known"] == 1);
    let page = sample.page("/add");
    assert!(page.contains("Watched folder") && page.contains("Last looked at "));
    assert!(
        page.contains("4 report files") && page.contains("scan.pdf") && page.contains("left alone: picture.png"),
        "{page}"
    );
    assert_eq!(sample.json("/search.json?q=Lagos")["reports"].as_array().map(Vec::len), Some(1));
    // A path that a browser gives is never opened.
    let away = add(&sample, &[("folder", "/etc"), ("file", "/etc/passwd"), ("watch", "/etc")], &[]);
    assert_eq!(away.status, 400, "{}", away.body);
    assert_eq!(sample.json("/add.json")["folders"].as_array().map(Vec::len), Some(1));
    fs::remove_dir_all(folder.path()).expect("it can go");
    until(|| seen()["fault"].as_str().is_some_and(|fault| fault.contains("does not exist")));
}
