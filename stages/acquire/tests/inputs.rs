//! Inputs of every kind, whole and broken, through the public door.

use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use chancery_acquire::{Acquired, Furniture, Input, Options, list, read};
use chancery_data::{Data, Outlet};
use chancery_model::{ByteSpan, ChromeKind, DateBasis, Media, Report};
use proptest::prelude::*;

static FURNITURE: LazyLock<Furniture> =
    LazyLock::new(|| Furniture::new(&Data::builtin().expect("the knowledge is sound").chrome));

fn stdin(bytes: impl Into<Vec<u8>>) -> Acquired {
    read(&Input::Stdin(bytes.into()), &[], &FURNITURE, &Options::default())
}

fn one(bytes: impl Into<Vec<u8>>) -> Report {
    let mut acquired = stdin(bytes);
    assert!(acquired.problems.is_empty(), "{:?}", acquired.problems);
    assert_eq!(acquired.reports.len(), 1);
    acquired.reports.remove(0)
}

/// The shape of many saved pages: blanks, stamps of publication and of printing, menus, a domain.
const SAVED: &str = "\n\nLeaders Gather in London to Weigh Draft\n\nPublished on December 8, 2025\n\nDocument Date: Fri, May 1 2026 09:15:02 am\n\nCategory: ,English,World\n\nShow on website : [Open](#)\n\nexample.news\n\nThe leaders of four states met in Downing Street on Monday and weighed the American draft for two hours.\n\nLeave a Reply\n";

#[test]
fn plain_text_is_kept_as_it_is() {
    let report = one(SAVED);
    assert_eq!(report.text, SAVED);
    assert_eq!(report.source.bytes, SAVED.as_bytes());
    assert_eq!(report.source.map.len(), 1);
    assert_eq!((report.source.media, report.source.encoding.as_str()), (Media::Text, "UTF-8"));
    assert_eq!(report.title.as_deref(), Some("Leaders Gather in London to Weigh Draft"));
    assert_eq!(report.key, "stdin");
    let kinds: Vec<_> = report.chrome.iter().map(|c| c.kind).collect();
    use ChromeKind::{Comment, Menu, Stamp};
    assert_eq!(kinds, [Stamp, Stamp, Menu, Menu, Stamp, Comment]);
}

#[test]
fn the_publication_line_wins_over_the_print_stamp() {
    let published = one(SAVED).published;
    assert_eq!(published.edtf.unwrap().to_string(), "2025-12-08");
    assert_eq!(published.basis, Some(DateBasis::Byline));
    assert_eq!(published.text.as_deref(), Some("Published on December 8, 2025"));
    assert_eq!(published.candidates.len(), 2);
    assert!(published.candidates[1].refused.as_deref().unwrap().contains("saved or printed"));
}

#[test]
fn a_given_date_outranks_all() {
    let options = Options { published: "2025-12-09".parse().ok() };
    let report = read(&Input::Stdin(SAVED.into()), &[], &FURNITURE, &options).reports.remove(0);
    assert_eq!(report.published.basis, Some(DateBasis::Given));
    assert_eq!(report.published.edtf.unwrap().to_string(), "2025-12-09");
}

#[test]
fn outlets_come_from_address_and_dateline() {
    let outlet = Outlet {
        name: "Example Agency".to_owned(),
        aliases: vec!["EXA".to_owned()],
        domains: vec!["example.org".to_owned()],
        country: None,
        kind: "agency".to_owned(),
    };
    let prose = "Envoys of four states met in the city on Monday and spoke for two hours.";
    for (text, name) in [
        (format!("LONDON, Dec 8 (EXA) - {prose}"), Some("Example Agency")),
        (format!("{{\"text\":\"{prose}\",\"url\":\"https://www.example.org/a\"}}"), Some("Example Agency")),
        (format!("{{\"text\":\"{prose}\",\"outlet\":\"the-post\"}}"), Some("the-post")),
        (prose.to_owned(), None),
    ] {
        let report = read(&Input::Stdin(text.into()), std::slice::from_ref(&outlet), &FURNITURE, &Options::default())
            .reports
            .remove(0);
        assert_eq!(report.outlet.as_deref(), name);
    }
}

#[test]
fn a_line_is_its_canonical_object() {
    let line = r#"{"url":"https://example.org/2025/12/08/a", "text":"LONDON, Dec 8. /EXA/. The \"four\"\r\nmet in London and spoke for two hours, officials said. ", "id":"a-1"}"#;
    let report = one(line);
    assert_eq!(
        report.text,
        "LONDON, Dec 8. /EXA/. The \"four\"\r\nmet in London and spoke for two hours, officials said. "
    );
    assert_eq!(report.key, "a-1");
    let bytes = String::from_utf8(report.source.bytes.clone()).unwrap();
    assert!(bytes.starts_with(r#"{"id":"a-1","text":"LONDON"#), "{bytes}");
    let at = report.text.find("officials").unwrap();
    let (from, to) = report.source.locate(ByteSpan::new(at, at + 9)).unwrap();
    assert_eq!(&bytes[from..to], "officials");
    assert_eq!(report.id, one(format!("  {line}\n")).id, "blanks do not change the id");
    assert_eq!(report.published.basis, Some(DateBasis::Url));
    assert_eq!(report.published.reason, "the address says so; one other date agrees");
}

#[test]
fn broken_inputs_are_told_and_never_stop_the_run() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, told) in [
        ("a.pdf", b"%PDF-1.7 \x00".to_vec(), "a.pdf` is a PDF file that cannot be read (it is cut off or damaged)"),
        (
            "a.docx",
            b"PK\x03\x04rest".to_vec(),
            "a.docx` is a Word document that cannot be read (the archive is cut off",
        ),
        ("a.zip", b"PK\x03\x04rest".to_vec(), "is not text but a ZIP archive or office document; save it as text"),
        ("a.txt", Vec::new(), "a.txt` is empty"),
        ("b.txt", b" \n\t ... \n".to_vec(), "holds no words"),
        ("c.txt", b"abc\0def".to_vec(), "is not text but binary data"),
        ("d.html", b"<html><body><nav><a>Home</a></nav></body></html>".to_vec(), "no article found in `"),
        ("deep.html", "<div>".repeat(50_000).into_bytes(), "no article found in `"),
        ("e.xml", b"<rss version=\"2.0\"><channel></channel></rss>".to_vec(), "has no entries"),
        ("f.jsonl", b"{\"text\": \"unclosed\n".to_vec(), "line 1 of `"),
        ("g.json", b"{\n\"text\": \"Talks\"\n}".to_vec(), "is JSON but not JSON Lines"),
        ("h.txt", vec![b'a'; (64 << 20) + 1], "is larger than 64 MiB"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let acquired = read(&Input::File(path), &[], &FURNITURE, &Options::default());
        assert!(acquired.reports.is_empty(), "{name}");
        let message = acquired.problems[0].to_string();
        assert!(message.contains(told), "{message}");
        assert!(message.contains(name) && !message.ends_with('.'), "{message}");
    }
    let missing = folder.path().join("none.txt");
    assert!(list(&missing).unwrap_err().to_string().contains("does not exist"));
    assert!(
        read(&Input::File(missing), &[], &FURNITURE, &Options::default()).problems[0]
            .to_string()
            .contains("does not exist")
    );
    let unreadable = read(&Input::File(folder.path().to_owned()), &[], &FURNITURE, &Options::default());
    assert!(unreadable.problems[0].to_string().starts_with("cannot read `"));
}

#[test]
fn what_a_program_holds_is_named_in_messages_and_keys_and_has_no_path() {
    let held = |text: &str| {
        read(&Input::Held("report-3".to_owned(), text.as_bytes().to_vec()), &[], &FURNITURE, &Options::default())
    };
    for (text, key) in [
        ("The envoys met.", "report-3"),
        ("{\"text\":\"The envoys met.\"}", "report-3"),
        ("{\"id\":7,\"text\":\"The envoys met.\"}", "7"),
    ] {
        let report = held(text).reports.remove(0);
        assert_eq!((report.key.as_str(), report.path), (key, None), "{text}");
    }
    assert_eq!(held("").problems[0].to_string(), "`report-3` is empty; save the report again");
}

#[test]
fn a_folder_is_listed_deep_sorted_and_without_strangers() {
    let folder = tempfile::tempdir().unwrap();
    assert!(list(folder.path()).unwrap_err().to_string().starts_with("no reports in `"));
    fs::create_dir_all(folder.path().join("b/.git")).unwrap();
    for name in ["z.TXT", "b/a.md", "b/.hidden.txt", "b/.git/x.txt", "a.png", "c.jsonl", "noending"] {
        fs::write(folder.path().join(name), "Talks").unwrap();
    }
    let names: Vec<_> = list(folder.path()).unwrap();
    let names: Vec<_> = names
        .iter()
        .map(|i| match i {
            Input::File(p) => p.strip_prefix(folder.path()).unwrap().display().to_string(),
            Input::Stdin(_) | Input::Sent(..) | Input::Held(..) => unreachable!("a folder holds files"),
        })
        .collect();
    assert_eq!(names, ["b/a.md", "c.jsonl", "z.TXT"]);
}

#[test]
fn a_report_of_five_megabytes_is_read_in_no_time() {
    let line = "The envoys met in London on Monday, and \"nobody\" said more than that (All rights reserved). ";
    let flat = line.repeat(5_000_000 / line.len());
    let lines = flat.replace(". ", ".\n");
    let page = format!("<html><body><article>{}</article></body></html>", lines.replace("The envoys", "<p>The envoys"));
    for (name, text) in [("one line", flat), ("lines", lines), ("page", page)] {
        let start = Instant::now();
        let report = one(text);
        assert!(report.text.len() > 4_000_000);
        // Generous: the tests run without optimisation, beside others.
        assert!(start.elapsed() < Duration::from_secs(60), "{name}: {:?}", start.elapsed());
        eprintln!("{name}: {:?}", start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_give_reports_or_problems(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let acquired = stdin(bytes);
        prop_assert!(acquired.reports.len() + acquired.problems.len() >= 1);
    }

    #[test]
    fn any_text_keeps_its_promises(text in "(\\PC|[\n\"<>&;]){0,200}", html in any::<bool>()) {
        let text = if html { format!("<html><p>{text}</p><p>The envoys met in London and spoke for two hours, they said.</p>") } else { text };
        for report in stdin(text).reports {
            let length = report.text.len();
            prop_assert!(report.chrome.windows(2).all(|w| w[0].span.end() <= w[1].span.start()));
            prop_assert!(report.chrome.iter().all(|c| c.span.end() <= length && !c.span.of(&report.text).is_empty()));
            for s in &report.source.map {
                let raw = &report.source.bytes[s.bytes.0..s.bytes.1];
                prop_assert!(!s.verbatim || raw == s.text.of(&report.text).as_bytes());
            }
        }
    }
}
