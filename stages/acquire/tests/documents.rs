//! Documents of office programs, made here, through the public door.

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::sync::LazyLock;

use chancery_acquire::{Acquired, Furniture, Input, Options, read};
use chancery_data::Data;
use chancery_model::{ByteSpan, DateBasis, Media, Report};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

static FURNITURE: LazyLock<Furniture> =
    LazyLock::new(|| Furniture::new(&Data::builtin().expect("the knowledge is sound").chrome));

fn sent(name: &str, bytes: &[u8]) -> Acquired {
    read(&Input::Sent(PathBuf::from(name), bytes.to_vec()), &[], &FURNITURE, &Options::default())
}

fn one(name: &str, bytes: &[u8]) -> Report {
    let mut acquired = sent(name, bytes);
    assert!(acquired.problems.is_empty(), "{:?}", acquired.problems);
    assert_eq!(acquired.reports.len(), 1);
    acquired.reports.remove(0)
}

fn refused(name: &str, bytes: &[u8]) -> String {
    let acquired = sent(name, bytes);
    assert!(acquired.reports.is_empty(), "{name}");
    assert_eq!(acquired.problems.len(), 1);
    acquired.problems[0].to_string()
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn body(paragraphs: &[&str]) -> String {
    let paragraph = |p: &&str| format!("<w:p><w:r><w:t>{p}</w:t></w:r></w:p>");
    let inner: String = paragraphs.iter().map(paragraph).collect();
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body>{inner}</w:body></w:document>")
}

const CORE: &str = "<cp:coreProperties><dc:title>Readout of the talks</dc:title><dc:creator>Jane Doe</dc:creator><dcterms:created>2025-12-08T09:00:00Z</dcterms:created><dcterms:modified>2025-12-09T09:00:00Z</dcterms:modified></cp:coreProperties>";

#[test]
fn a_word_document_is_a_report() {
    let text = body(&["The envoys met in Gen\u{e8}ve on Monday.", "They left on Tuesday."]);
    let bytes = archive(&[("word/document.xml", &text), ("docProps/core.xml", CORE)]);
    for name in ["talks.docx", "talks.txt", "talks"] {
        let report = one(name, &bytes);
        assert_eq!(report.text, "The envoys met in Genève on Monday.\n\nThey left on Tuesday.");
        assert_eq!(
            (report.title.as_deref(), report.byline.as_deref()),
            (Some("Readout of the talks"), Some("Jane Doe"))
        );
        assert_eq!(report.published.edtf.unwrap().to_string(), "2025-12-08");
        assert_eq!(report.published.basis, Some(DateBasis::Metadata));
        assert_eq!((report.key.as_str(), report.source.media), ("talks", Media::Docx));
        assert_eq!(report.source.bytes, bytes);
        let (from, to) = report.source.locate(ByteSpan::new(0, 3)).unwrap();
        assert!(from > 0 && from < to && to < bytes.len(), "the packed part of the body");
    }
    let report = one("talks.docx", &archive(&[("word/document.xml", &text)]));
    assert_eq!(report.published.edtf, None, "no properties, no date");
}

#[test]
fn broken_documents_are_told() {
    let whole = archive(&[("word/document.xml", &body(&["The envoys met."])), ("docProps/core.xml", CORE)]);
    for cut in [10, whole.len() / 2, whole.len() - 10] {
        let told = refused("a.docx", &whole[..cut]);
        assert!(
            told.starts_with("`a.docx` is a Word document that cannot be read (") && told.contains("save it again"),
            "{told}"
        );
    }
    for (parts, told) in [
        (vec![("word/document.xml", body(&[" "]))], "holds no words"),
        (vec![("word/document.xml", "<w:document><w:p><w:t>The".to_owned())], "its text is cut off"),
        (vec![("word/document.xml", "<w:a></w:b>".to_owned())], "its text is no XML"),
        (vec![("word/other.xml", body(&["The envoys met."]))], "its text is missing"),
    ] {
        let parts: Vec<_> = parts.iter().map(|(n, c)| (*n, c.as_str())).collect();
        let message = refused("a.docx", &archive(&parts));
        assert!(message.contains(told), "{message}");
    }
    let sheet = archive(&[("xl/workbook.xml", "<a/>")]);
    assert!(refused("a.xlsx", &sheet).contains("ZIP archive or office document; save it as text or HTML"));
    assert!(refused("a.docx", b"").contains("is empty"));
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
    let bytes = archive(&[("word/document.xml", &" ".repeat(65 << 20))]);
    assert!(bytes.len() < 1 << 20);
    assert!(refused("a.docx", &bytes).contains("`a.docx` unpacks to more than 64 MiB"));
}

#[test]
fn a_document_under_a_password_is_refused() {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refused("a.docx", &bytes).contains("`a.docx` is encrypted; open it"));
}
