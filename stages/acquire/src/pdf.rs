//! PDF files with a text layer: the words of their pages, and what the file says of itself.
//!
//! A kept library reads the pages. It gives up on some broken files in a way that would end the
//! program, and follows drawings within drawings without an end; so files are looked through
//! first (`trap`), and read on a thread of their own, whose fall is told as a fault of the file.
//! A PDF knows where letters stand and not what a paragraph is: lines are put together by their
//! distance, and a word of the text leads to the file as a whole.

mod trap;

use std::panic;
use std::sync::Once;
use std::thread;

use chancery_model::{ByteSpan, Media, Segment};
use pdf_extract::{Dictionary, Document, PlainTextOutput, decode_text_string, output_doc_page};

use crate::LIMIT;
use crate::draft::Draft;
use crate::error::AcquireError;
use crate::html::Metadata;

/// The name of the threads that pages are read on, and how much they may nest.
const THREAD: &str = "pages";
const STACK: usize = 64 << 20;

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Sealed,
    Bomb,
    Broken(&'static str),
}

/// The report that a file is.
pub(crate) fn read(bytes: Vec<u8>, name: &str) -> Result<Draft, AcquireError> {
    let fault = |fault| match fault {
        Fault::Sealed => AcquireError::Encrypted(name.to_owned()),
        Fault::Bomb => AcquireError::Bomb { path: name.to_owned(), limit: trap::MOST >> 20 },
        Fault::Broken(reason) => AcquireError::Broken { path: name.to_owned(), what: "a PDF file", reason },
    };
    let (text, metadata) = aside(|| pages(&bytes)).map_err(fault)?;
    if !text.chars().any(char::is_alphanumeric) {
        return Err(AcquireError::Scan(name.to_owned()));
    }
    let map = vec![Segment { text: ByteSpan::new(0, text.len()), bytes: (0, bytes.len()), verbatim: false }];
    Ok(Draft { media: Media::Pdf, encoding: "UTF-8", bytes, text, map, metadata, chrome: Vec::new(), id: None })
}

/// Does the work on a thread of its own, which may fall.
fn aside<T: Send>(work: impl FnOnce() -> Result<T, Fault> + Send) -> Result<T, Fault> {
    static QUIET: Once = Once::new();
    // What the library says when it gives up is of no use to whoever named the file.
    QUIET.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |fall| {
            if thread::current().name() != Some(THREAD) {
                before(fall);
            }
        }));
    });
    thread::scope(|scope| {
        let started = thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        let fallen = Fault::Broken("its pages are damaged or of a kind that is not known");
        started.map_err(|_| Fault::Broken("no thread could be started for it"))?.join().unwrap_or(Err(fallen))
    })
}

fn pages(bytes: &[u8]) -> Result<(String, Metadata), Fault> {
    trap::look_through(bytes)?;
    let document = Document::load_mem(bytes).map_err(|_| Fault::Broken("it is cut off or damaged"))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Fault::Sealed);
    }
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    if numbers.is_empty() {
        return Err(Fault::Broken("it has no pages"));
    }
    trap::follow(&document)?;
    let mut text = String::new();
    for number in numbers {
        let mut page = String::new();
        output_doc_page(&document, &mut PlainTextOutput::new(&mut page), number)
            .map_err(|_| Fault::Broken("one of its pages is damaged"))?;
        lay(&page, &mut text);
        if text.len() > LIMIT << 20 {
            return Err(Fault::Bomb);
        }
    }
    let strange = text.chars().filter(|c| matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\0'..='\u{8}')).count();
    if strange * 20 > text.chars().count() {
        return Err(Fault::Broken("its fonts do not tell which letters they show"));
    }
    Ok((text, metadata(&document)))
}

/// Adds the lines of a page. What looks like a paragraph's end and is followed by a small letter
/// is only a wide line: the sentence goes on.
fn lay(page: &str, text: &mut String) {
    let mut gap = 2;
    for line in page.lines().map(str::trim) {
        if line.is_empty() {
            gap += 1;
            continue;
        }
        if !text.is_empty() {
            let goes_on = line.starts_with(char::is_lowercase) && !text.ends_with(['.', '!', '?', ':', '”', '"']);
            text.push_str(if gap > 1 && !goes_on { "\n\n" } else { "\n" });
        }
        text.extend(line.chars().map(|c| if c.is_control() { ' ' } else { c }));
        gap = 1;
    }
}

/// What the file says of itself.
fn metadata(document: &Document) -> Metadata {
    let info = document.trailer.get(b"Info").and_then(|o| document.dereference(o)).and_then(|(_, o)| o.as_dict());
    let Ok(info) = info else { return Metadata::default() };
    let field = |key: &[u8]| field(document, info, key);
    let mut metadata = Metadata { title: field(b"Title"), author: field(b"Author"), ..Metadata::default() };
    let day = |words: Option<String>| words.map(|w| w.trim_start_matches("D:").chars().take(8).collect::<String>());
    metadata.made(&day(field(b"CreationDate")).unwrap_or_default(), &day(field(b"ModDate")).unwrap_or_default());
    metadata
}

fn field(document: &Document, info: &Dictionary, key: &[u8]) -> Option<String> {
    let (_, value) = document.dereference(info.get(key).ok()?).ok()?;
    decode_text_string(value).ok().map(|t| t.replace(char::is_control, " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_sentence_stay_together() {
        let mut text = String::new();
        lay("\n\nThe envoys met in\n\nthe city of Oslo on\nMonday.\n\n\nThey left.\n", &mut text);
        lay("They will\nmeet again.", &mut text);
        assert_eq!(text, "The envoys met in\nthe city of Oslo on\nMonday.\n\nThey left.\n\nThey will\nmeet again.");
    }

    #[test]
    fn a_fall_is_a_fault_of_the_file() {
        let told = aside(|| -> Result<(), Fault> { panic!("no such font") });
        assert!(matches!(told, Err(Fault::Broken(_))));
        assert_eq!(aside(|| Ok(7)), Ok(7));
    }
}
