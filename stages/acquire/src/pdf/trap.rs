//! Files made to bring their reader down: found before they are read.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::LazyLock;

use flate2::read::ZlibDecoder;
use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId};
use regex::bytes::Regex;

use super::Fault;

/// The most that one packed piece may come to, in bytes: the picture of a large page in full colour.
pub(super) const MOST: usize = 256 << 20;

/// The most drawings that a page may come to, with those within others.
const DRAWINGS: u64 = 100_000;

/// The deepest nesting of drawings, and of pages within chapters.
const DEEP: usize = 40;

/// The largest file with pieces packed by LZW, which tells nothing of their size beforehand.
const LZW: usize = 1 << 20;

/// Looks through the bytes for a lock, and for pieces that come to more than a file may.
pub(super) fn look_through(bytes: &[u8]) -> Result<(), Fault> {
    static LOCK: LazyLock<Regex> = LazyLock::new(|| re(r"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)"));
    static STREAM: LazyLock<Regex> = LazyLock::new(|| re(r"stream\r?\n"));
    static TWICE: LazyLock<Regex> = LazyLock::new(|| {
        let packing = "(?:FlateDecode|Fl|LZWDecode|LZW|ASCII85Decode|ASCIIHexDecode|RunLengthDecode)";
        re(&format!(r"/Filter\s*\[[^\]]*/{packing}\b[^\]]*/{packing}\b"))
    });
    if LOCK.is_match(bytes) {
        return Err(Fault::Sealed);
    }
    if TWICE.is_match(bytes) || (bytes.len() > LZW && bytes.windows(10).any(|w| w == b"/LZWDecode")) {
        return Err(Fault::Broken("it is packed in a way that is not opened, since it could grow without bounds"));
    }
    for found in STREAM.find_iter(bytes) {
        let packed = &bytes[found.end()..];
        // Only what opens as zlib data does is unpacked.
        if packed.first().is_some_and(|b| b & 0x0F == 8) {
            let mut unpacked = ZlibDecoder::new(packed).take(MOST as u64 + 1);
            if copied(&mut unpacked) > MOST as u64 {
                return Err(Fault::Bomb);
            }
        }
    }
    Ok(())
}

/// How much can be unpacked, up to where the data ends or breaks.
fn copied(from: &mut impl Read) -> u64 {
    let (mut buffer, mut all) = (vec![0; 1 << 16], 0);
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return all,
            Ok(n) => all += n as u64,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return all,
        }
    }
}

fn re(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// Follows pages to their chapters and drawings to those within them, as the library would, and
/// counts.
pub(super) fn follow(document: &Document) -> Result<(), Fault> {
    let mut known = BTreeMap::new();
    for id in document.get_pages().into_values() {
        let page = document.get_dictionary(id).map_err(|_| Fault::Broken("one of its pages is missing"))?;
        let nothing = Dictionary::new();
        let resources = resources(document, page)?.unwrap_or(&nothing);
        let content = document.get_page_content(id).map_err(|_| Fault::Broken("one of its pages is damaged"))?;
        let drawings = weigh(document, resources, &content, &mut Vec::new(), &mut known)?;
        if drawings > DRAWINGS {
            return Err(Fault::Bomb);
        }
    }
    Ok(())
}

/// What a page draws with; its chapters are asked where it does not say so itself.
fn resources<'a>(document: &'a Document, page: &'a Dictionary) -> Result<Option<&'a Dictionary>, Fault> {
    let (mut place, mut found) = (page, None);
    for _ in 0..DEEP {
        found = found.or_else(|| place.get(b"Resources").ok());
        let above = place.get(b"Parent").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id));
        match above {
            Ok(above) => place = above,
            Err(_) => return Ok(found.and_then(|o| dictionary(document, o))),
        }
    }
    Err(Fault::Broken("its chapters contain themselves"))
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

fn weigh(
    document: &Document,
    resources: &Dictionary,
    content: &[u8],
    open: &mut Vec<ObjectId>,
    known: &mut BTreeMap<ObjectId, u64>,
) -> Result<u64, Fault> {
    let mut all = 1_u64;
    let drawings = resources.get(b"XObject").ok().and_then(|o| dictionary(document, o));
    let (Some(drawings), Ok(content)) = (drawings, Content::decode(content)) else { return Ok(all) };
    for operation in content.operations.iter().filter(|o| o.operator == "Do") {
        let name = operation.operands.first().and_then(|o| o.as_name().ok());
        let Some(id) = name.and_then(|n| drawings.get(n).ok()).and_then(|o| o.as_reference().ok()) else { continue };
        if open.contains(&id) || open.len() > DEEP {
            return Err(Fault::Broken("its drawings contain themselves"));
        }
        let weight = match known.get(&id) {
            Some(weight) => *weight,
            None => {
                let Ok(form) = document.get_object(id).and_then(Object::as_stream) else { continue };
                let own = form.dict.get(b"Resources").ok().and_then(|o| dictionary(document, o)).unwrap_or(resources);
                let inner = form.get_plain_content().unwrap_or_else(|_| form.content.clone());
                open.push(id);
                let weight = weigh(document, own, &inner, open, known)?;
                open.pop();
                known.insert(id, weight);
                weight
            }
        };
        all = all.saturating_add(weight);
    }
    Ok(all)
}
