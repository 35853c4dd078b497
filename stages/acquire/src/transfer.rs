//! The transfer encodings of e-mail, undone with the way back: for every stretch of the bytes that
//! were sent, where it stands in the message as received.

use chancery_model::{ByteSpan, Segment};

use crate::decode::{Decoded, labelled};

/// A stretch of what was sent, and the bytes of the message that carry it.
struct Run {
    sent: (usize, usize),
    raw: (usize, usize),
    verbatim: bool,
}

/// The bytes that were sent.
#[derive(Default)]
pub(crate) struct Unpacked {
    bytes: Vec<u8>,
    runs: Vec<Run>,
}

impl Unpacked {
    /// A body that is sent as it is; `at` is where it stands in the message, here and below.
    pub(crate) fn plain(raw: &[u8], at: usize) -> Self {
        let mut unpacked = Self::default();
        unpacked.push(raw, (at, at + raw.len()), true);
        unpacked
    }

    /// A body in quoted-printable.
    pub(crate) fn quoted(raw: &[u8], at: usize) -> Self {
        let mut unpacked = Self::default();
        let mut start = at;
        for line in raw.split_inclusive(|b| *b == b'\n') {
            let bare = line.trim_ascii_end();
            let whole = bare.strip_suffix(b"=").unwrap_or(bare);
            let mut i = 0;
            while i < whole.len() {
                let code = whole.get(i + 1..i + 3).filter(|_| whole[i] == b'=').and_then(hex);
                let length = if code.is_some() { 3 } else { 1 };
                let byte = code.unwrap_or(whole[i]);
                unpacked.push(&[byte], (start + i, start + i + length), code.is_none());
                i += length;
            }
            // Blanks at the end of a line were put there under way; a stroke ends it for the transfer only.
            if whole.len() == bare.len() {
                let end = line.iter().rposition(|b| !b"\r\n".contains(b)).map_or(0, |i| i + 1);
                unpacked.push(&line[end..], (start + end, start + line.len()), true);
            }
            start += line.len();
        }
        unpacked
    }

    /// A body in base64; `None` where it is cut off or something else.
    pub(crate) fn base64(raw: &[u8], at: usize) -> Option<Self> {
        let mut unpacked = Self::default();
        let (mut bits, mut held, mut digits, mut padding) = (0_u32, 0, 0_usize, 0_usize);
        let mut start = at;
        for line in raw.split_inclusive(|b| *b == b'\n') {
            let mut sent = Vec::with_capacity(line.len());
            for b in line.trim_ascii() {
                let value = match b {
                    b'A'..=b'Z' => b - b'A',
                    b'a'..=b'z' => b - b'a' + 26,
                    b'0'..=b'9' => b - b'0' + 52,
                    b'+' => 62,
                    b'/' => 63,
                    b'=' => {
                        padding += 1;
                        continue;
                    }
                    _ => return None,
                };
                bits = bits << 6 | u32::from(value);
                (held, digits) = (held + 6, digits + 1);
                if held >= 8 {
                    held -= 8;
                    sent.push((bits >> held & 0xFF) as u8);
                }
            }
            unpacked.push(&sent, (start, start + line.trim_ascii_end().len()), false);
            start += line.len();
        }
        (digits + padding).is_multiple_of(4).then_some(unpacked)
    }

    fn push(&mut self, sent: &[u8], raw: (usize, usize), verbatim: bool) {
        if sent.is_empty() {
            return;
        }
        let from = self.bytes.len();
        self.bytes.extend(sent);
        let to = self.bytes.len();
        match self.runs.last_mut() {
            // Lines of base64 stay apart, so that a word leads to its line.
            Some(last) if last.verbatim == verbatim && last.raw.1 == raw.0 && (verbatim || sent.len() == 1) => {
                (last.sent.1, last.raw.1) = (to, raw.1);
            }
            _ => self.runs.push(Run { sent: (from, to), raw, verbatim }),
        }
    }

    /// The text of what was sent, with the way back to the message.
    pub(crate) fn decode(&self, charset: Option<&str>) -> Decoded {
        let Decoded { text, encoding, map } = labelled(&self.bytes, charset);
        let mut out = Vec::with_capacity(map.len());
        for segment in &map {
            self.trace(&text, segment, &mut out);
        }
        Decoded { text, encoding, map: out }
    }

    /// Cuts a segment where the runs under it end, but never within a letter.
    fn trace(&self, text: &str, segment: &Segment, out: &mut Vec<Segment>) {
        let (from, to) = segment.bytes;
        let first = self.runs.partition_point(|r| r.sent.1 <= from);
        let runs: Vec<&Run> = self.runs[first..].iter().take_while(|r| r.sent.0 < to).collect();
        let (mut open, mut raw, mut verbatim) = (segment.text.start(), None::<(usize, usize)>, segment.verbatim);
        for (i, run) in runs.iter().enumerate() {
            let part = (run.sent.0.max(from), run.sent.1.min(to));
            let here =
                if run.verbatim { (run.raw.0 + part.0 - run.sent.0, run.raw.0 + part.1 - run.sent.0) } else { run.raw };
            verbatim &= run.verbatim && raw.is_none();
            raw = Some(raw.map_or(here, |(a, _)| (a, here.1)));
            let last = i + 1 == runs.len();
            let end = if last { segment.text.end() } else { segment.text.start() + part.1 - from };
            let cut = last || (segment.verbatim && text.is_char_boundary(end));
            if let Some(bytes) = raw.filter(|_| cut) {
                out.push(Segment { text: ByteSpan::new(open, end), bytes, verbatim });
                (open, raw, verbatim) = (end, None, segment.verbatim);
            }
        }
    }
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    Some((digit(digits[0])? * 16 + digit(digits[1])?) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The bytes that a word of the text leads to.
    fn under<'a>(decoded: &Decoded, word: &str, raw: &'a str, at: usize) -> &'a str {
        let start = decoded.text.find(word).unwrap();
        let source = chancery_model::Source {
            media: chancery_model::Media::Mail,
            encoding: String::new(),
            bytes: Vec::new(),
            map: decoded.map.clone(),
        };
        let (from, to) = source.locate(ByteSpan::new(start, start + word.len())).unwrap();
        &raw[from - at..to - at]
    }

    #[test]
    fn quoted_words_lead_to_what_carries_them() {
        let raw = "The caf=C3=A9 =\r\nin Gen=C3=A8ve  \r\nis a=3Db = c.\r\n";
        let decoded = Unpacked::quoted(raw.as_bytes(), 100).decode(Some("utf-8"));
        assert_eq!(decoded.text, "The café in Genève\r\nis a=b = c.\r\n");
        for (word, bytes) in [
            ("The caf", "The caf"),
            ("é", "=C3=A9"),
            ("Genève", "Gen=C3=A8ve"),
            ("café in", "caf=C3=A9 =\r\nin"),
            ("=b", "=3Db"),
        ] {
            assert_eq!(under(&decoded, word, raw, 100), bytes);
        }
        let decoded = Unpacked::quoted(b"caf=E9", 0).decode(Some("iso-8859-1"));
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("café", "windows-1252"));
    }

    #[test]
    fn a_word_in_base64_leads_to_its_line() {
        let raw = "VGhlIGVu\r\ndm95cyBt\r\nZXQu\r\n";
        let decoded = Unpacked::base64(raw.as_bytes(), 7).unwrap().decode(None);
        assert_eq!(decoded.text, "The envoys met.");
        assert_eq!(under(&decoded, "The", raw, 7), "VGhlIGVu");
        assert_eq!(under(&decoded, "envoys", raw, 7), "VGhlIGVu\r\ndm95cyBt");
        assert!(Unpacked::base64(b"VGhlIGV", 0).is_none(), "cut off");
        assert!(Unpacked::base64(b"The envoys", 0).is_none());
    }

    proptest! {
        #[test]
        fn any_quoted_body_is_mapped_within_itself(raw in "([a-c =é\r\n]|=[0-9A-F]{2}){0,60}", at in 0_usize..9) {
            let decoded = Unpacked::quoted(raw.as_bytes(), at).decode(Some("utf-8"));
            let mut end = 0;
            for s in &decoded.map {
                prop_assert_eq!(s.text.start(), end);
                end = s.text.end();
                let bytes = &raw.as_bytes()[s.bytes.0 - at..s.bytes.1 - at];
                prop_assert!(!s.verbatim || bytes == s.text.of(&decoded.text).as_bytes());
            }
            prop_assert_eq!(end, decoded.text.len());
        }
    }
}
