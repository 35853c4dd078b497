//! E-mail as mail programs save it, through the public door.

use std::path::PathBuf;
use std::sync::LazyLock;

use chancery_acquire::{Acquired, Furniture, Input, Options, read};
use chancery_data::{Data, Outlet};
use chancery_model::{ByteSpan, ChromeKind, DateBasis, Media, Report};
use proptest::prelude::*;

static FURNITURE: LazyLock<Furniture> =
    LazyLock::new(|| Furniture::new(&Data::builtin().expect("the knowledge is sound").chrome));

fn sent(bytes: &[u8]) -> Acquired {
    let outlet = Outlet {
        name: "Example Ministry".to_owned(),
        aliases: Vec::new(),
        domains: vec!["mfa.example".to_owned()],
        country: None,
        kind: "ministry".to_owned(),
    };
    read(&Input::Sent(PathBuf::from("note.eml"), bytes.to_vec()), &[outlet], &FURNITURE, &Options::default())
}

fn one(message: &str) -> Report {
    let mut acquired = sent(message.as_bytes());
    assert!(acquired.problems.is_empty(), "{:?}", acquired.problems);
    assert_eq!(acquired.reports.len(), 1);
    acquired.reports.remove(0)
}

fn refused(message: &str) -> String {
    let acquired = sent(message.as_bytes());
    assert!(acquired.reports.is_empty(), "{:?}", acquired.reports);
    assert_eq!(acquired.problems.len(), 1);
    acquired.problems[0].to_string()
}

/// The bytes that words of the text lead to.
fn under(report: &Report, words: &str) -> String {
    let at = report.text.find(words).unwrap_or_else(|| panic!("{words:?} in {:?}", report.text));
    let (from, to) = report.source.locate(ByteSpan::new(at, at + words.len())).expect("it stands in the bytes");
    String::from_utf8_lossy(&report.source.bytes[from..to]).into_owned()
}

const HEAD: &str = "Received: from mail.example by desk.example; Tue, 9 Dec 2025 00:10:00 +0000\r\nFrom: =?utf-8?q?Press_Office_of_the_Pal=C3=A1cio?= <press@news.mfa.example>\r\nTo: posts@desk.example\r\nSubject: =?utf-8?q?Readout:_the_envoys?=\r\n =?utf-8?q?_in_Gen=C3=A8ve?=\r\nDate: Mon, 8 Dec 2025 23:30:00 -0500\r\nMessage-ID: <1@mfa.example>\r\nMIME-Version: 1.0\r\n";

const PROSE: &str = "The envoys of Norway and Chile met in Gen=C3=A8ve on Monday and spoke for t=\r\nwo hours about fish, the ministry said.\r\n";

#[test]
fn a_message_is_a_report_of_its_sender() {
    let message = format!(
        "{HEAD}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{PROSE}"
    );
    let report = one(&message);
    assert_eq!(
        report.text,
        "The envoys of Norway and Chile met in Genève on Monday and spoke for two hours about fish, the ministry said.\r\n"
    );
    assert_eq!(report.title.as_deref(), Some("Readout: the envoys in Genève"));
    assert_eq!(report.byline.as_deref(), Some("Press Office of the Palácio"));
    assert_eq!(report.outlet.as_deref(), Some("Example Ministry"));
    assert_eq!((report.key.as_str(), report.source.media), ("note", Media::Mail));
    assert_eq!(report.source.bytes, message.as_bytes());
    assert_eq!(report.published.edtf.unwrap().to_string(), "2025-12-08", "the day where it was written");
    assert_eq!(report.published.basis, Some(DateBasis::Metadata));
    assert_eq!(report.published.text.as_deref(), Some("Mon, 8 Dec 2025 23:30:00 -0500"));
    assert_eq!(under(&report, "Genève on Monday"), "Gen=C3=A8ve on Monday");
    assert_eq!(under(&report, "for two hours"), "for t=\r\nwo hours");
    assert_eq!(under(&report, "fish"), "fish");
}

#[test]
fn the_text_goes_before_the_page_and_attachments_are_named() {
    let page = "<html><body><p>The envoys of Norway and Chile met in Oslo on Monday &amp; spoke for two hours.</p></body></html>";
    let parts = |text: &str| {
        format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=\"out\"\r\n\r\nNot for reading.\r\n--out\r\nContent-Type: multipart/alternative; boundary=\"in\"\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\n{text}\r\n--in\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--in--\r\n--out\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"joint statement.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--out\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--out--\r\n"
        )
    };
    let report = one(&parts("The envoys met in Oslo."));
    assert_eq!(report.text.trim_end(), "The envoys met in Oslo.\n\nAttachment: joint statement.pdf");
    assert!(under(&report, "joint statement.pdf").contains("filename=\"joint statement.pdf\""));
    let marked: Vec<_> = report.chrome.iter().map(|c| (c.kind, c.span.of(&report.text))).collect();
    assert_eq!(marked, [(ChromeKind::Attachment, "Attachment: joint statement.pdf")]);

    let report = one(&parts(""));
    assert!(
        report.text.starts_with("The envoys of Norway and Chile met in Oslo on Monday & spoke for two hours.\n"),
        "{:?}",
        report.text
    );
    assert_eq!(under(&report, "Monday & spoke"), "Monday &amp; spoke");
}

#[test]
fn a_short_page_in_base64_is_read_whole() {
    // <p>Envoys met.</p><p>They left.</p>
    let body = "PHA+RW52b3lzIG1ldC48L3A+\r\nPHA+VGhleSBsZWZ0LjwvcD4=\r\n";
    let report = one(&format!("{HEAD}Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}"));
    assert_eq!(report.text, "Envoys met.\n\nThey left.");
    assert_eq!(under(&report, "left"), "PHA+VGhleSBsZWZ0LjwvcD4=");
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    for (message, told) in [
        (format!("{HEAD}\r\n\r\n"), "`note.eml` is an e-mail without a body"),
        (
            format!("{HEAD}Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n"),
            "without a body; save what is attached",
        ),
        (
            format!("{HEAD}Content-Type: multipart/mixed; boundary=\"out\"\r\n\r\n--out\r\n\r\nThe envoys met in"),
            "`note.eml` is an e-mail that cannot be read (it ends in the middle); save it again",
        ),
        (format!("{HEAD}Content-Transfer-Encoding: base64\r\n\r\nVGhlIGV\r\n"), "its base64 is cut off or broken"),
        (
            format!(
                "{HEAD}Content-Type: multipart/encrypted; boundary=\"o\"\r\n\r\n--o\r\n\r\nVersion: 1\r\n--o--\r\n"
            ),
            "`note.eml` is encrypted; open it",
        ),
    ] {
        let message = refused(&message);
        assert!(message.contains(told), "{message}");
    }
    assert!(refused("").contains("is empty"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_message_cut_or_broken_anywhere_gives_a_report_or_a_problem(cut in 0_usize..900, at in 0_usize..900, byte in any::<u8>()) {
        let whole = format!("{HEAD}Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{PROSE}--b\r\nContent-Type: text/html\r\n\r\n<p>Talks</p>\r\n--b--\r\n");
        let mut bytes = whole.into_bytes();
        let (cut, at) = (cut.min(bytes.len()), at % bytes.len());
        bytes[at] = byte;
        bytes.truncate(cut);
        let acquired = sent(&bytes);
        prop_assert!(acquired.reports.len() + acquired.problems.len() >= 1);
        for report in &acquired.reports {
            for s in &report.source.map {
                let raw = &report.source.bytes[s.bytes.0..s.bytes.1];
                prop_assert!(!s.verbatim || raw == s.text.of(&report.text).as_bytes());
            }
        }
    }
}
