//! PDF files, made here, through the public door.

use std::path::PathBuf;
use std::sync::LazyLock;

use chancery_acquire::{Acquired, Furniture, Input, Options, read};
use chancery_data::Data;
use chancery_model::{ByteSpan, DateBasis, Media};
use proptest::prelude::*;

static FURNITURE: LazyLock<Furniture> =
    LazyLock::new(|| Furniture::new(&Data::builtin().expect("the knowledge is sound").chrome));

fn sent(bytes: &[u8]) -> Acquired {
    read(&Input::Sent(PathBuf::from("talks.pdf"), bytes.to_vec()), &[], &FURNITURE, &Options::default())
}

fn refused(bytes: &[u8]) -> String {
    let acquired = sent(bytes);
    assert!(acquired.reports.is_empty());
    assert_eq!(acquired.problems.len(), 1);
    acquired.problems[0].to_string()
}

/// A file of one page with these objects from the fourth on; 1 is the catalogue, 2 the pages, 3 the
/// page, whose content is 4 and whose drawing `X` is 6.
fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
    let fixed = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
    ];
    let (mut out, mut at) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (i, object) in fixed.iter().chain(objects).enumerate() {
        at.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", at.len() + 1));
    at.iter().for_each(|a| out.push_str(&format!("{a:010} 00000 n \n")));
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n", at.len() + 1));
    out.into_bytes()
}

fn stream(entries: &str, content: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
const INFO: &str = "<< /Title (Readout of the talks) /Author (Jane Doe) /CreationDate (D:20251208093000+01'00') /ModDate (D:20251208093000+01'00') >>";
const WORDS: &str = "BT /F 12 Tf 72 700 Td (The envoys of Norway and Chile met in Oslo on) Tj 0 -14 Td (Monday and spoke for two hours.) Tj 0 -40 Td (They left on Tuesday.) Tj ET";

fn whole() -> Vec<u8> {
    file(&[&stream("", WORDS), FONT, &stream("/Type /XObject /Subtype /Form", ""), INFO], "/Info 7 0 R")
}

#[test]
fn a_file_with_a_text_layer_is_a_report() {
    let bytes = whole();
    let mut acquired = sent(&bytes);
    assert!(acquired.problems.is_empty(), "{:?}", acquired.problems);
    let report = acquired.reports.remove(0);
    assert_eq!(
        report.text,
        "The envoys of Norway and Chile met in Oslo on\nMonday and spoke for two hours.\n\nThey left on Tuesday."
    );
    assert_eq!((report.title.as_deref(), report.byline.as_deref()), (Some("Readout of the talks"), Some("Jane Doe")));
    assert_eq!(report.published.edtf.unwrap().to_string(), "2025-12-08");
    assert_eq!(report.published.basis, Some(DateBasis::Metadata));
    assert_eq!((report.key.as_str(), report.source.media), ("talks", Media::Pdf));
    assert_eq!(report.source.locate(ByteSpan::new(4, 10)), Some((0, bytes.len())), "the file as a whole");
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    let form = "/Type /XObject /Subtype /Form";
    let own = "/Resources << /XObject << /X 6 0 R >> >>";
    let empty = stream(form, "");
    for (bytes, told) in [
        (file(&[&stream("", "0 0 10 10 re f"), FONT, &empty], ""), "`talks.pdf` holds pictures of pages and no text"),
        (
            file(&[&stream("", WORDS), FONT, &empty, "<< /Filter /Standard >>"], "/Encrypt 7 0 R"),
            "`talks.pdf` is encrypted",
        ),
        (
            file(&[&stream("", "/X Do"), FONT, &stream(&format!("{form} {own}"), "/X Do")], ""),
            "(its drawings contain themselves); save it again",
        ),
        (
            file(&[&stream("/Filter [/FlateDecode /FlateDecode]", "x"), FONT, &empty], ""),
            "packed in a way that is not opened",
        ),
        (
            file(&[&stream("", WORDS), "<< /Type /Font /Subtype /Odd >>", &empty], ""),
            "`talks.pdf` is a PDF file that cannot be read",
        ),
        (b"%PDF-1.4\n".to_vec(), "it is cut off or damaged"),
    ] {
        let message = refused(&bytes);
        assert!(message.contains(told), "{message}");
    }
    let cut = whole();
    assert!(refused(&cut[..cut.len() / 2]).contains("`talks.pdf` is a PDF file that cannot be read"));
    assert!(refused(b"").contains("is empty"));
}

#[test]
fn drawings_that_multiply_are_refused() {
    // Nine drawings, each of which shows the next ten times: a thousand million in all.
    let mut objects = vec![stream("", "/X Do"), FONT.to_owned()];
    for n in 7..16 {
        let next = format!("/Type /XObject /Subtype /Form /Resources << /XObject << /X {n} 0 R >> >>");
        objects.push(stream(&next, &"/X Do ".repeat(10)));
    }
    objects.push(stream("/Type /XObject /Subtype /Form", ""));
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    assert!(refused(&file(&objects, "")).contains("unpacks to more than"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_broken_byte_gives_a_report_or_a_problem(at in 0_usize..1200, byte in any::<u8>()) {
        let mut bytes = whole();
        let at = at % bytes.len();
        bytes[at] = byte;
        let acquired = sent(&bytes);
        prop_assert!(acquired.reports.len() + acquired.problems.len() == 1);
    }
}
