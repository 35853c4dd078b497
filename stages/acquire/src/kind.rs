//! What a file is: decided by its content first, by its name second.

use std::path::Path;
use std::sync::LazyLock;

use chancery_model::Media;
use regex::Regex;

use crate::slice::head;

/// Endings of files that are taken from a folder.
const ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "jsonl", "ndjson", "xml", "rss", "atom", "eml", "docx",
    "pdf",
];

/// Openings of files that hold no readable text, and what they are.
const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"RIFF", "a sound, film or picture"),
    (b"\xD0\xCF\x11\xE0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7FELF", "a program"),
    (b"From: <Saved by ", "a web archive"),
    (b"MIME-Version: 1.0", "a web archive or message"),
];

/// How much of a file is looked at to tell whether it is text.
const HEAD: usize = 8192;

/// Whether a folder's file is taken for a report, by its ending.
pub(crate) fn is_report_name(path: &Path) -> bool {
    ending(path).is_some_and(|e| ENDINGS.contains(&e.as_str())) || crate::warc::is_warc_name(path)
}

fn ending(path: &Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase())
}

/// What the bytes are, where they are not text.
pub(crate) fn not_text(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return None;
    }
    if bytes.contains(&0) {
        return Some("binary data");
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let control = head.iter().filter(|b| b.is_ascii_control() && !b"\t\n\x0C\r\x1B".contains(b)).count();
    (control * 20 > head.len()).then_some("binary data")
}

/// Whether the bytes are an e-mail: they open with header lines that only messages have, or with
/// such as any letter may have and the name says that it is one.
pub(crate) fn is_mail(bytes: &[u8], path: Option<&Path>) -> bool {
    const MESSAGE: &[&str] = &["message-id", "mime-version", "received", "return-path", "dkim-signature"];
    const LETTER: &[&str] = &["from", "date", "subject", "to", "sender"];
    let mut names = Vec::new();
    for line in bytes[..bytes.len().min(4 * HEAD)].split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end) {
        if line.first().is_some_and(|b| b" \t".contains(b)) && !names.is_empty() {
            continue;
        }
        let name = line.split(|b| *b == b':').next().unwrap_or_default();
        let is_name = name.len() < line.len() && !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
        if line.is_empty() || !is_name {
            break;
        }
        names.push(String::from_utf8_lossy(name).to_ascii_lowercase());
    }
    let any = |list: &[&str]| names.iter().any(|n| list.contains(&n.as_str()));
    let named = path.and_then(ending).is_some_and(|e| e == "eml");
    !bytes.starts_with(b"From: <Saved by ") && any(LETTER) && (named || any(MESSAGE))
}

/// Whether the bytes are a Word document: an archive that holds one, or that is cut off and named so.
pub(crate) fn is_word(bytes: &[u8], path: Option<&Path>) -> bool {
    const BODY: &[u8] = b"word/document.xml";
    bytes.starts_with(b"PK\x03\x04")
        && (path.and_then(ending).is_some_and(|e| e == "docx") || bytes.windows(BODY.len()).any(|w| w == BODY))
}

/// Whether the bytes are a PDF file; some programs write a line before its own.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
        || (bytes.contains(&0) && bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-"))
}

/// Whether the bytes are an office document under a password.
pub(crate) fn is_locked(bytes: &[u8]) -> bool {
    let sealed: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(b"\xD0\xCF\x11\xE0") && bytes.windows(sealed.len()).any(|w| w == sealed)
}

/// The kind of a text.
pub(crate) fn media(text: &str, path: Option<&Path>) -> Media {
    static FEED: LazyLock<Regex> = LazyLock::new(|| re(r"(?i)^<(?:rss|feed|rdf:RDF)[\s>]"));
    static JSON_FEED: LazyLock<Regex> =
        LazyLock::new(|| re(r#""version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org\\?/version"#));
    static PAGE: LazyLock<Regex> = LazyLock::new(|| re(r"(?i)^<(?:!doctype\s+html|html|head|body)[\s>]"));
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| re(r"(?i)</?(?:p|div|meta|span|article|h[1-6]|ul|li|a|br|title|table)(?:\s[^<>]*)?/?>"));
    static FRONT: LazyLock<Regex> =
        LazyLock::new(|| re(r"\A---[ \t]*\r?\n(?:[^\n]*\n){1,60}?(?:---|\.\.\.)[ \t]*(?:\r?\n|\z)"));
    static SAVED: LazyLock<Regex> = LazyLock::new(|| re(r"(?m)^## Metadata[ \t]*\r?$"));

    let ending = path.and_then(ending).unwrap_or_default();
    let opening = skip_prolog(text);
    let top = head(text, HEAD);
    if FEED.is_match(opening) {
        return Media::Feed;
    }
    if PAGE.is_match(opening) {
        return Media::Html;
    }
    if text.trim_start().starts_with('{') {
        if JSON_FEED.is_match(text) {
            return Media::Feed;
        }
        let line = text.trim_start().lines().next().unwrap_or("");
        if serde_json::from_str::<serde_json::Map<_, _>>(line).is_ok()
            || matches!(&*ending, "jsonl" | "ndjson" | "json")
        {
            return Media::Jsonl;
        }
    }
    if matches!(&*ending, "json") && text.trim_start().starts_with('[') {
        return Media::Jsonl;
    }
    let tags = TAG.find_iter(top).take(6).count();
    if (opening.starts_with('<') && tags >= 3) || (matches!(&*ending, "html" | "htm" | "xhtml") && tags > 0) {
        return Media::Html;
    }
    match &*ending {
        "jsonl" | "ndjson" => Media::Jsonl,
        "md" | "markdown" => Media::Markdown,
        _ if FRONT.is_match(top) || SAVED.is_match(top) => Media::Markdown,
        _ => Media::Text,
    }
}

fn re(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// The text after blanks, XML declaration, comments, style sheet links and non-HTML doctypes.
fn skip_prolog(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            rest.find("?>").map(|i| i + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|i| i + 3)
        } else if rest.starts_with("<!") && !rest.get(..14).is_some_and(|d| d.eq_ignore_ascii_case("<!doctype html")) {
            rest.find('>').map(|i| i + 1)
        } else {
            None
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_goes_before_the_name() {
        for (text, name, kind) in [
            ("The envoys met.", "a.txt", Media::Text),
            ("The envoys met.", "a.html", Media::Text),
            ("The envoys met.", "a.md", Media::Markdown),
            ("---\ntitle: Talks\n---\nThe envoys met.", "a.txt", Media::Markdown),
            ("# example.org\n\n## Metadata\n\n- **URL**: x\n", "a.txt", Media::Markdown),
            ("\n<!DOCTYPE html>\n<p>Talks", "a.txt", Media::Html),
            ("<!-- saved from url --><html><p>Talks", "a.txt", Media::Html),
            ("<?xml version=\"1.0\"?><html xmlns=\"x\">", "a.xml", Media::Html),
            ("<div><p>Talks</p></div>", "a", Media::Html),
            ("< p >Europe waits.", "a.txt", Media::Text),
            ("<p>Talks</p>", "a.htm", Media::Html),
            ("<?xml version=\"1.0\"?>\n<!-- c -->\n<rss version=\"2.0\">", "a.html", Media::Feed),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "a.xml", Media::Feed),
            ("{\n \"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", "a.json", Media::Feed),
            ("{\"items\":[],\"version\":\"https:\\/\\/jsonfeed.org\\/version\\/1\"}", "a.txt", Media::Feed),
            ("{\"text\":\"It says \\\"version\\\": \\\"https://jsonfeed.org/version/1\\\".\"}", "a.json", Media::Jsonl),
            ("{\"text\":\"Talks\"}\n{", "a.txt", Media::Jsonl),
            ("{ a set } of brackets", "a.txt", Media::Text),
            ("broken", "a.jsonl", Media::Jsonl),
            ("[{\"text\":\"Talks\"}]", "a.json", Media::Jsonl),
            ("[1] Talks", "a.txt", Media::Text),
        ] {
            assert_eq!(media(text, Some(Path::new(name))), kind, "{text:?} in {name}");
        }
    }

    #[test]
    fn messages_are_known_by_their_head() {
        let letter = "From: The secretary\nTo: All posts\nSubject: Talks\n\nThe envoys met.";
        for (text, name, mail) in [
            (letter, "a.eml", true),
            (letter, "a.txt", false),
            ("Received: from a\n\tby b\nFrom: press@example.org\n\nTalks", "a", true),
            ("MIME-Version: 1.0\r\nFrom: press@example.org\r\n\r\nTalks", "a.txt", true),
            ("From: <Saved by Browser>\nMIME-Version: 1.0\n\n", "a.mhtml", false),
            ("The envoys met.\nMessage-ID: 1\nFrom: x", "a.eml", false),
            ("<html><p>Talks</p></html>", "a.eml", false),
        ] {
            assert_eq!(is_mail(text.as_bytes(), Some(Path::new(name))), mail, "{text:?} in {name}");
        }
    }

    #[test]
    fn tells_text_from_other_things() {
        assert_eq!(not_text(b"a\0b"), Some("binary data"));
        assert_eq!(not_text(b"\x01\x02\x03\x04 text"), Some("binary data"));
        assert_eq!(not_text(b"\xFF\xFEa\0"), None);
        assert_eq!(not_text("Kyiv \u{2014} talks\r\n".as_bytes()), None);
    }
}
