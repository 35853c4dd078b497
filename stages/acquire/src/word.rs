//! Word documents (.docx): the paragraphs of the body, and what the document says of itself.
//!
//! The words stand packed in one part of the archive, so that a word of the text leads to the
//! bytes of that part and no further. What was struck out, moved away or hidden is not the text;
//! notes, headers and comments stand in parts of their own and are not read.

use std::io::{Cursor, Read};

use chancery_model::{ByteSpan, Media, Segment};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::LIMIT;
use crate::draft::Draft;
use crate::error::AcquireError;
use crate::html::Metadata;

/// The part that holds the body, and that of the properties.
const BODY: &str = "word/document.xml";
const PROPERTIES: &str = "docProps/core.xml";

/// The report that a document is.
pub(crate) fn read(bytes: Vec<u8>, name: &str) -> Result<Draft, AcquireError> {
    let fault = |fault| match fault {
        Fault::Sealed => AcquireError::Encrypted(name.to_owned()),
        Fault::Bomb => AcquireError::Bomb { path: name.to_owned(), limit: LIMIT },
        Fault::Broken(reason) => AcquireError::Broken { path: name.to_owned(), what: "a Word document", reason },
    };
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).map_err(|e| fault(e.into()))?;
    let body = part(&mut archive, BODY).map_err(fault)?;
    let text = paragraphs(&body.text).map_err(fault)?;
    if !text.chars().any(char::is_alphanumeric) {
        return Err(AcquireError::NoWords(name.to_owned()));
    }
    // A document without properties is a document.
    let metadata = part(&mut archive, PROPERTIES).map(|p| metadata(&p.text)).unwrap_or_default();
    let map = vec![Segment { text: ByteSpan::new(0, text.len()), bytes: body.packed, verbatim: false }];
    Ok(Draft { media: Media::Docx, encoding: "UTF-8", bytes, text, map, metadata, chrome: Vec::new(), id: None })
}

/// Why a document could not be read.
#[derive(Clone, Copy)]
enum Fault {
    Sealed,
    Bomb,
    Broken(&'static str),
}

impl From<ZipError> for Fault {
    fn from(e: ZipError) -> Self {
        match e {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Self::Sealed,
            ZipError::FileNotFound => Self::Broken("its text is missing"),
            _ => Self::Broken("the archive is cut off or damaged"),
        }
    }
}

/// One part of the archive: its text, and where it stands packed.
struct Part {
    text: String,
    packed: (usize, usize),
}

fn part(archive: &mut ZipArchive<Cursor<&Vec<u8>>>, name: &str) -> Result<Part, Fault> {
    let file = archive.by_name(name)?;
    let start = file.data_start().unwrap_or_default() as usize;
    let packed = (start, start + file.compressed_size() as usize);
    let mut bytes = Vec::new();
    // What the archive says of the size is not believed: what comes out is counted.
    let most = (LIMIT as u64) << 20;
    file.take(most + 1).read_to_end(&mut bytes).map_err(|_| Fault::Broken("the archive is cut off or damaged"))?;
    if bytes.len() as u64 > most {
        return Err(Fault::Bomb);
    }
    Ok(Part { text: crate::decode::decode(&bytes).text, packed })
}

/// Elements whose text is not part of what is read: moved away, and what older programs are shown.
const APART: &[&str] = &["moveFrom", "Fallback"];

/// The paragraphs of a body, a blank line between them.
fn paragraphs(xml: &str) -> Result<String, Fault> {
    const BROKEN: Fault = Fault::Broken("its text is no XML");
    let mut reader = Reader::from_str(xml);
    let (mut text, mut open) = (String::new(), String::new());
    let (mut depth, mut apart, mut in_words, mut in_run, mut hidden) = (0_usize, 0_usize, false, false, false);
    loop {
        let event = reader.read_event().map_err(|_| BROKEN)?;
        match &event {
            Event::Start(e) => {
                depth += 1;
                match e.local_name().as_ref() {
                    name if APART.contains(&name) => apart += 1,
                    "t" => in_words = true,
                    "r" => (in_run, hidden) = (true, false),
                    "vanish" if in_run => hidden |= is_on(e),
                    _ => {}
                }
            }
            Event::Empty(e) => match e.local_name().as_ref() {
                "vanish" if in_run => hidden |= is_on(e),
                _ if apart > 0 || hidden || !in_run => {}
                "tab" => open.push('\t'),
                "br" | "cr" => open.push('\n'),
                "noBreakHyphen" => open.push('\u{2011}'),
                _ => {}
            },
            Event::End(e) => {
                depth = depth.checked_sub(1).ok_or(BROKEN)?;
                match e.local_name().as_ref() {
                    name if APART.contains(&name) => apart = apart.saturating_sub(1),
                    "t" => in_words = false,
                    "r" => (in_run, hidden) = (false, false),
                    "p" => close(&mut open, &mut text),
                    _ => {}
                }
            }
            Event::Text(words) if in_words && apart == 0 && !hidden => open.push_str(&words.xml10_content()),
            Event::CData(words) if in_words && apart == 0 && !hidden => open.push_str(&words.xml10_content()),
            Event::GeneralRef(name) if in_words && apart == 0 && !hidden => {
                let letter = name.resolve_char_ref().map_err(|_| BROKEN)?;
                open.extend(letter.or_else(|| entity(&name.xml10_content())));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if depth > 0 {
        return Err(Fault::Broken("its text is cut off"));
    }
    close(&mut open, &mut text);
    Ok(text)
}

fn close(open: &mut String, text: &mut String) {
    let paragraph = open.trim();
    if !paragraph.is_empty() {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(paragraph);
    }
    open.clear();
}

/// Whether a property that needs no value is set.
fn is_on(element: &BytesStart<'_>) -> bool {
    let value = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == "val");
    !value.is_some_and(|a| matches!(&*a.value, "0" | "false" | "off"))
}

fn entity(name: &str) -> Option<char> {
    [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')]
        .into_iter()
        .find(|(n, _)| *n == name)
        .map(|(_, c)| c)
}

/// Title, author and dates of a document, as far as its properties can be read.
fn metadata(xml: &str) -> Metadata {
    let (mut metadata, mut dates) = (Metadata::default(), [String::new(), String::new()]);
    let (mut reader, mut field, mut value) = (Reader::from_str(xml), String::new(), String::new());
    while let Ok(event) = reader.read_event() {
        match &event {
            Event::Start(e) => {
                field = e.local_name().as_ref().to_owned();
                value.clear();
            }
            Event::Text(words) => value.push_str(&words.xml10_content()),
            Event::GeneralRef(name) => {
                value.extend(name.resolve_char_ref().ok().flatten().or_else(|| entity(&name.xml10_content())));
            }
            Event::End(_) => {
                let value = std::mem::take(&mut value);
                match field.as_str() {
                    "title" => metadata.title = Some(value),
                    "creator" => metadata.author = Some(value),
                    "created" => dates[0] = value,
                    "modified" => dates[1] = value,
                    _ => {}
                }
                field.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let [created, modified] = dates;
    metadata.made(&created, &modified);
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::Says;

    fn body(inner: &str) -> Result<String, Fault> {
        paragraphs(&format!("<w:document xmlns:w=\"x\"><w:body>{inner}</w:body></w:document>"))
    }

    #[test]
    fn paragraphs_are_the_words_that_are_shown() {
        let shown = body(
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>The </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">envoys &amp; aides</w:t><w:br/><w:t>met&#46;</w:t></w:r></w:p><w:p/><w:p><w:r><w:t> </w:t></w:r></w:p>\
             <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden. </w:t></w:r><w:del><w:r><w:delText>Struck. </w:delText></w:r></w:del><w:ins><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>They</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>Moved. </w:t></w:r></w:moveFrom><w:r><w:tab/><w:t>left.</w:t></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Oslo</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Lima</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        );
        assert_eq!(shown.ok().unwrap(), "The envoys & aides\nmet.\n\nThey\tleft.\n\nOslo\n\nLima");
        assert!(paragraphs("<w:document><w:body><w:p><w:r><w:t>The envoys").is_err());
        assert!(paragraphs("<w:document><w:p></w:document>").is_err());
    }

    #[test]
    fn a_file_used_again_does_not_date_its_words() {
        let dates = |created: &str, modified: &str| {
            let xml = format!(
                "<cp:c><dc:title>A &lt; B</dc:title><dc:creator>Jane Doe</dc:creator><dcterms:created>{created}</dcterms:created><dcterms:modified>{modified}</dcterms:modified></cp:c>"
            );
            let metadata = metadata(&xml);
            assert_eq!((metadata.title.as_deref(), metadata.author.as_deref()), (Some("A < B"), Some("Jane Doe")));
            metadata.dates.iter().map(|d| d.says).collect::<Vec<_>>()
        };
        assert_eq!(dates("2025-12-08T09:00:00Z", "2025-12-09T10:00:00Z"), [Says::Published, Says::Modified]);
        assert_eq!(dates("2019-01-02T09:00:00Z", "2025-12-09T10:00:00Z"), [Says::Saved, Says::Modified]);
    }
}
