//! Web archives (WARC, packed with gzip or not): every page that a crawler was given is a report
//! with its address. The day of the crawl is told, and is not when the page was published.
//!
//! The bytes of such a report are the page as the server gave it, without what carried it.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use chancery_model::Media;
use flate2::read::{GzDecoder, MultiGzDecoder};

use crate::LIMIT;
use crate::chrome::Furniture;
use crate::decode::labelled;
use crate::draft::Draft;
use crate::error::AcquireError;
use crate::html;
use crate::kind;
use crate::published::Says;

/// The most that one archive is unpacked to, in mebibytes.
const UNPACKED: usize = 1024;

/// The most that the head of one record may take, in bytes.
const HEAD: u64 = 1 << 16;

/// Whether the bytes are a web archive.
pub(crate) fn is_warc(bytes: &[u8]) -> bool {
    let opens = |from: &mut dyn Read| {
        let mut head = [0; 5];
        from.read_exact(&mut head).is_ok() && &head == b"WARC/"
    };
    opens(&mut &*bytes) || (is_packed(bytes) && opens(&mut GzDecoder::new(bytes)))
}

fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B")
}

/// The pages of an archive, and what could not be read of it.
pub(crate) fn read(bytes: &[u8], name: &str, furniture: &Furniture) -> (Vec<Draft>, Vec<AcquireError>) {
    let most = (UNPACKED as u64) << 20;
    let unpacked: Box<dyn Read> = if is_packed(bytes) { Box::new(MultiGzDecoder::new(bytes)) } else { Box::new(bytes) };
    let mut from = BufReader::new(unpacked.take(most));
    let (mut drafts, mut problems) = (Vec::new(), Vec::new());
    let (mut pages, mut bare) = (0, Vec::new());
    for number in 1.. {
        match record(&mut from) {
            Ok(Some(record)) => {
                let Some(page) = record.page() else { continue };
                pages += 1;
                match draft(&record, page, furniture) {
                    Some(draft) => drafts.push(draft),
                    None => bare.push(record.head.get("warc-target-uri").unwrap_or("no address").to_owned()),
                }
            }
            Ok(None) => break,
            Err(_) if from.get_ref().limit() == 0 => {
                problems.push(AcquireError::Bomb { path: name.to_owned(), limit: UNPACKED });
                break;
            }
            Err(e) => {
                let reason = if e.kind() == io::ErrorKind::UnexpectedEof { "cut off" } else { "damaged" };
                problems.push(AcquireError::BrokenRecord { path: name.to_owned(), record: number, reason });
                break;
            }
        }
    }
    if !bare.is_empty() {
        let first = bare.swap_remove(0);
        problems.push(AcquireError::NoArticles { path: name.to_owned(), bare: bare.len() + 1, pages, first });
    }
    if pages == 0 && problems.is_empty() {
        problems.push(AcquireError::NoPages(name.to_owned()));
    }
    (drafts, problems)
}

fn draft(record: &Record, page: Vec<u8>, furniture: &Furniture) -> Option<Draft> {
    let decoded = labelled(&page, record.http.charset().as_deref());
    let mut metadata = html::metadata(&decoded.text);
    let html::Article { text, map, chrome } = html::article(&decoded, metadata.title.as_deref(), furniture)?;
    metadata.url = record.head.get("warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
    metadata.date(record.head.get("warc-date").unwrap_or_default(), Says::Saved);
    let id = record.head.get("warc-record-id").map(|id| id.trim_matches(['<', '>']).to_owned());
    Some(Draft { media: Media::Warc, encoding: decoded.encoding, bytes: page, text, map, metadata, chrome, id })
}

/// Fields of a head, names in small letters.
#[derive(Default)]
struct Fields(Vec<(String, String)>);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    fn holds(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|v| v.to_ascii_lowercase().contains(word))
    }

    fn charset(&self) -> Option<String> {
        let (_, rest) = self.get("content-type")?.split_once("charset=")?;
        Some(rest.split(';').next()?.trim().trim_matches('"').to_owned())
    }
}

/// One record: its head, that of the answer in it, and the answer's body.
struct Record {
    head: Fields,
    status: String,
    http: Fields,
    body: Vec<u8>,
}

/// The next record; `None` at the end. Only answers of servers keep their body.
fn record(from: &mut impl BufRead) -> io::Result<Option<Record>> {
    let mut version = String::new();
    while version.trim().is_empty() {
        version = match line(from, HEAD)? {
            Some(line) => line,
            None => return Ok(None),
        };
    }
    if !version.starts_with("WARC/") {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let head = fields(from)?;
    let length: u64 = head.get("content-length").and_then(|l| l.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    let is_answer = head.get("warc-type") == Some("response") && head.holds("content-type", "application/http");
    let mut block = from.take(length);
    if !is_answer || length > (LIMIT as u64) << 20 {
        if io::copy(&mut block, &mut io::sink())? < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        return Ok(Some(Record { head, status: String::new(), http: Fields::default(), body: Vec::new() }));
    }
    let mut bytes = Vec::new();
    if (block.read_to_end(&mut bytes)? as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut rest = &bytes[..];
    // What is no answer of a server after all is an answer without success.
    let status = line(&mut rest, HEAD).ok().flatten().unwrap_or_default();
    let http = fields(&mut rest).unwrap_or_default();
    Ok(Some(Record { head, status, http, body: rest.to_vec() }))
}

impl Record {
    /// The page of a successful answer.
    fn page(&self) -> Option<Vec<u8>> {
        let found = self.status.starts_with("HTTP/") && self.status.split_whitespace().nth(1) == Some("200");
        if !found || !self.http.holds("content-type", "html") {
            return None;
        }
        // Some crawlers keep the head and undo what it says.
        let whole = self.http.holds("transfer-encoding", "chunked").then(|| joined(&self.body)).flatten();
        let body = whole.unwrap_or_else(|| self.body.clone());
        if !is_packed(&body) {
            return Some(body).filter(|b| kind::not_text(b).is_none());
        }
        let (mut page, most) = (Vec::new(), (LIMIT as u64) << 20);
        let read = MultiGzDecoder::new(&body[..]).take(most + 1).read_to_end(&mut page);
        (read.is_ok() && page.len() as u64 <= most).then_some(page)
    }
}

/// A line without its end, or nothing where there is no more.
fn line(from: &mut impl BufRead, most: u64) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if from.take(most).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.last() != Some(&b'\n') {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(String::from_utf8_lossy(bytes.trim_ascii_end()).into_owned()))
}

fn fields(from: &mut impl BufRead) -> io::Result<Fields> {
    let (mut fields, mut left) = (Fields::default(), HEAD);
    while let Some(line) = line(from, left)? {
        if line.is_empty() {
            return Ok(fields);
        }
        left = left.saturating_sub(line.len() as u64);
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.0.last_mut() {
                value.push_str(&line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

/// The body of an answer that was sent in pieces; `None` where it was put together already.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let (mut rest, mut whole) = (body, Vec::new());
    loop {
        let size = line(&mut rest, 100).ok()??;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

/// Whether a file of a folder is named as one, packed or not.
pub(crate) fn is_warc_name(path: &Path) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    name.ends_with(".warc") || name.ends_with(".warc.gz")
}
