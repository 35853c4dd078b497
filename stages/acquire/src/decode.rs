//! Bytes into text: finds the character encoding and keeps, for every stretch of the text, the
//! bytes it was read from. Never fails: what no encoding explains is read with replacement signs.

use chancery_model::{ByteSpan, Segment};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a file a declaration of its encoding is looked for.
const HEAD: usize = 4096;

/// Text with the way back to its bytes.
pub(crate) struct Decoded {
    /// The text, without byte order mark.
    pub(crate) text: String,
    /// WHATWG name of the encoding.
    pub(crate) encoding: &'static str,
    /// In order of the text, covering it wholly.
    pub(crate) map: Vec<Segment>,
}

impl Decoded {
    /// Appends to `out` the segments for `text`, a stretch that shows `page` of the decoded text;
    /// `verbatim` when it shows it letter by letter.
    pub(crate) fn compose(&self, text: ByteSpan, page: ByteSpan, verbatim: bool, out: &mut Vec<Segment>) {
        let first = self.map.partition_point(|s| s.text.end() <= page.start());
        let touched = self.map[first..].iter().take_while(|s| s.text.start() < page.end());
        if !verbatim {
            let (mut from, mut to) = (usize::MAX, 0);
            for s in touched {
                let (a, b) = part(s, page.start(), page.end());
                (from, to) = (from.min(a), to.max(b));
            }
            if from < to {
                out.push(Segment { text, bytes: (from, to), verbatim: false });
            }
            return;
        }
        for s in touched {
            let (a, b) = (page.start().max(s.text.start()), page.end().min(s.text.end()));
            let piece = ByteSpan::new(text.start() + a - page.start(), text.start() + b - page.start());
            out.push(Segment { text: piece, bytes: part(s, a, b), verbatim: s.verbatim });
        }
    }
}

/// The bytes under the part of a segment that lies between `a` and `b` of the text.
fn part(s: &Segment, a: usize, b: usize) -> (usize, usize) {
    if s.verbatim {
        let (a, b) = (a.max(s.text.start()), b.min(s.text.end()));
        (s.bytes.0 + a - s.text.start(), s.bytes.0 + b - s.text.start())
    } else {
        s.bytes
    }
}

/// Reads bytes as text. A byte order mark decides; else bytes that are valid UTF-8 beyond ASCII
/// are UTF-8 whatever they declare (page savers rewrite the bytes and forget the declaration);
/// else the declaration; else a guess.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes, mark);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return with(UTF_8, bytes, 0);
    }
    if let Some(encoding) = declared(bytes) {
        return with(encoding, bytes, 0);
    }
    let (good, bad) = bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        let letters = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // Several bytes that begin a letter and do not finish it are UTF-8, broken.
        let cut = chunk.invalid().len() > 1;
        (good + letters + usize::from(cut), bad + usize::from(!chunk.invalid().is_empty() && !cut))
    });
    if good > 0 && good >= bad {
        return with(UTF_8, bytes, 0);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    with(detector.guess(None, Utf8Detection::Deny), bytes, 0)
}

/// Reads bytes whose encoding stands beside them: in a header, not in the text.
pub(crate) fn labelled(bytes: &[u8], label: Option<&str>) -> Decoded {
    match label.and_then(|l| Encoding::for_label(l.trim().as_bytes())) {
        Some(encoding) if Encoding::for_bom(bytes).is_none() && std::str::from_utf8(bytes).is_err() => {
            with(encoding, bytes, 0)
        }
        // What is not read byte by byte may look like UTF-8 and is not.
        Some(encoding) if !encoding.is_ascii_compatible() => with(encoding, bytes, 0),
        _ => decode(bytes),
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Decoded {
    let mut decoded = Decoded { text: String::with_capacity(bytes.len()), encoding: encoding.name(), map: Vec::new() };
    if encoding == UTF_8 {
        utf8(&bytes[mark..], mark, &mut decoded);
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        utf16(encoding, bytes, mark, &mut decoded);
    } else if encoding.is_single_byte() {
        single(encoding, bytes, &mut decoded);
    } else {
        lines(encoding, bytes, &mut decoded);
    }
    decoded
}

fn push(decoded: &mut Decoded, text: &str, bytes: (usize, usize), verbatim: bool) {
    if text.is_empty() {
        return;
    }
    let start = decoded.text.len();
    decoded.text.push_str(text);
    decoded.map.push(Segment { text: ByteSpan::new(start, decoded.text.len()), bytes, verbatim });
}

fn utf8(bytes: &[u8], mut at: usize, decoded: &mut Decoded) {
    for chunk in bytes.utf8_chunks() {
        let (valid, invalid) = (chunk.valid(), chunk.invalid());
        push(decoded, valid, (at, at + valid.len()), true);
        at += valid.len();
        if !invalid.is_empty() {
            push(decoded, "\u{FFFD}", (at, at + invalid.len()), false);
            at += invalid.len();
        }
    }
}

/// Every unit is two bytes and every character one or two units, so that lines can be counted back.
fn utf16(encoding: &'static Encoding, bytes: &[u8], mark: usize, decoded: &mut Decoded) {
    let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let mut at = mark;
    for line in text.split_inclusive('\n') {
        let end = (at + 2 * line.chars().map(char::len_utf16).sum::<usize>()).min(bytes.len());
        push(decoded, line, (at, end), false);
        at = end;
    }
}

/// One byte a character: ASCII stretches are verbatim, other letters stand alone.
fn single(encoding: &'static Encoding, bytes: &[u8], decoded: &mut Decoded) {
    let mut at = 0;
    for run in bytes.chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
        let (text, _) = encoding.decode_without_bom_handling(run);
        push(decoded, &text, (at, at + run.len()), run.is_ascii());
        at += run.len();
    }
}

/// Encodings whose letters differ in length: line by line.
fn lines(encoding: &'static Encoding, bytes: &[u8], decoded: &mut Decoded) {
    let mut at = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let (text, _) = encoding.decode_without_bom_handling(line);
        push(decoded, &text, (at, at + line.len()), line.is_ascii() && *text.as_bytes() == *line);
        at += line.len();
    }
}

/// The encoding the file names in its head: `charset=…` of HTML, `encoding="…"` of XML.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    ["charset=", "encoding="].iter().find_map(|key| {
        let rest = head.split_once(key)?.1.trim_start_matches(['"', '\'', ' ']);
        let label: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
        let encoding = Encoding::for_label(label.as_bytes())?;
        // A declaration that could be read byte by byte is not in UTF-16.
        Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(decoded: &Decoded, bytes: &[u8]) {
        let mut end = 0;
        for s in &decoded.map {
            assert_eq!(s.text.start(), end, "segments leave no gap");
            end = s.text.end();
            if s.verbatim {
                assert_eq!(s.text.of(&decoded.text).as_bytes(), &bytes[s.bytes.0..s.bytes.1]);
            }
        }
        assert_eq!(end, decoded.text.len());
    }

    #[test]
    fn finds_the_encoding() {
        let page = |label: &str| format!("<html><head><meta charset=\"{label}\"></head><p>caf").into_bytes();
        let mut latin = page("windows-1252");
        latin.extend(b"\xe9 \x93talks\x94</p>");
        let mut resaved = page("windows-1252");
        resaved.extend("é".bytes());
        let wide: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("Genève\nKyiv".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (bytes, encoding, holds) in [
            (latin, "windows-1252", "café “talks”"),
            (resaved, "UTF-8", "café"),
            (wide, "UTF-16LE", "Genève\nKyiv"),
            (b"\xEF\xBB\xBFtalks".to_vec(), "UTF-8", "talks"),
            (b"the caf\xe9 at Gen\xe8ve, where the envoys met again".to_vec(), "windows-1252", "café at Genève"),
            ("Zürich \u{2014} König".bytes().chain([0xFF]).chain(*b" end").collect(), "UTF-8", "König\u{FFFD} end"),
            (b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss>\xe9".to_vec(), "windows-1252", "é"),
            ("Zürich, cut off at caf".bytes().chain([0xC3]).collect(), "UTF-8", "Zürich"),
        ] {
            let decoded = decode(&bytes);
            assert_eq!(decoded.encoding, encoding, "{holds}");
            assert!(decoded.text.contains(holds), "{:?}", decoded.text);
            check(&decoded, &bytes);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_and_mapped(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            check(&decode(&bytes), &bytes);
        }

        #[test]
        fn utf8_is_kept_as_it_is(text in "\\PC{0,60}") {
            let decoded = decode(text.as_bytes());
            prop_assert_eq!(decoded.text, text.trim_start_matches('\u{FEFF}'));
        }
    }
}
