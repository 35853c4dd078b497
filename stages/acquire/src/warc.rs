//! Web archives (WARC, packed with gzip or not): every page that a crawler was given is a report
//! with its address. The day of the crawl is told, and is not when the page was published.
//!
//! The bytes of such a report are the page as the server gave it, without what carried it.

use std::io::{self, BufRead, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use chancery_model::Media;
use flate2::read::{GzDecoder, MultiGzDecoder};
use rayon::prelude::*;

use crate::LIMIT;
use crate::chrome::Furniture;
use crate::decode::labelled;
use crate::draft::Draft;
use crate::error::AcquireError;
use crate::html;
use crate::kind;
use crate::published::Says;

/// An archive is refused where it unpacks to so many times its own size: pages pack to a tenth, seldom to a fiftieth.
const TIMES: u64 = 100;

/// However small it is, an archive may unpack to so much, in mebibytes.
const SMALL: u64 = 64;

/// How many pages are taken at a time, and how many bytes of them.
const PAGES: usize = 64;
const BYTES: usize = 16 << 20;

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

/// An archive, read as it comes.
pub(crate) struct Archive<'a> {
    from: BufReader<Box<dyn Read + Send + 'a>>,
    /// How many records were read.
    records: usize,
    pages: usize,
    /// How many pages had no article, and the address of the first.
    bare: usize,
    first: Option<String>,
    over: bool,
}

impl<'a> Archive<'a> {
    /// The archive that `bytes` gives, which begins with `head`.
    pub(crate) fn new(bytes: Box<dyn Read + Send + 'a>, head: &[u8]) -> Self {
        let from = if is_packed(head) {
            Box::new(Unpacked { from: MultiGzDecoder::new(Counted { from: bytes, read: 0 }), read: 0 })
        } else {
            bytes
        };
        Self { from: BufReader::new(from), records: 0, pages: 0, bare: 0, first: None, over: false }
    }

    /// The next pages with an article, and what could not be read; nothing at the end.
    pub(crate) fn next(&mut self, name: &str, furniture: &Furniture) -> Option<(Vec<Draft>, Vec<AcquireError>)> {
        if self.over {
            return None;
        }
        let (some, mut problems) = self.take(name);
        let drafted: Vec<_> = some
            .into_par_iter()
            .map(|record| {
                let address = record.address().to_owned();
                let one = || record.page().map(|page| draft(&record, page, furniture));
                catch_unwind(AssertUnwindSafe(one)).map_err(|_| address.clone()).map(|page| (address, page))
            })
            .collect();
        let mut drafts = Vec::new();
        for page in drafted {
            match page {
                Ok((_, None)) => continue,
                Ok((_, Some(Some(draft)))) => drafts.push(draft),
                Ok((address, Some(None))) => {
                    self.bare += 1;
                    self.first.get_or_insert(address);
                }
                Err(page) => problems.push(AcquireError::Fault { path: name.to_owned(), page }),
            }
            self.pages += 1;
        }
        if self.over {
            problems.extend(self.summary(name, problems.is_empty()));
        }
        Some((drafts, problems))
    }

    /// The answers of the next records, until there are enough of them or no more can be read.
    fn take(&mut self, name: &str) -> (Vec<Record>, Vec<AcquireError>) {
        let (mut some, mut bytes) = (Vec::new(), 0);
        while some.len() < PAGES && bytes < BYTES {
            self.records += 1;
            match record(&mut self.from) {
                Ok(Some(record)) => {
                    bytes += record.body.len();
                    some.extend(record.is_answer().then_some(record));
                }
                end => {
                    self.over = true;
                    return (some, end.err().map(|e| self.fault(name, &e)).into_iter().collect());
                }
            }
        }
        (some, Vec::new())
    }

    fn fault(&self, name: &str, error: &io::Error) -> AcquireError {
        let path = name.to_owned();
        let reason = match error.kind() {
            io::ErrorKind::FileTooLarge => return AcquireError::Inflated { path, times: TIMES },
            io::ErrorKind::UnexpectedEof => "cut off",
            _ => "damaged",
        };
        AcquireError::BrokenRecord { path, record: self.records, reason }
    }

    /// What is to be said of the archive as a whole; that there is no page in it only where that is `all`.
    fn summary(&mut self, name: &str, all: bool) -> Option<AcquireError> {
        let path = name.to_owned();
        match self.first.take() {
            Some(first) => Some(AcquireError::NoArticles { path, bare: self.bare, pages: self.pages, first }),
            None => (self.pages == 0 && all).then_some(AcquireError::NoPages(path)),
        }
    }
}

/// Bytes, counted.
struct Counted<R> {
    from: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.read += read as u64;
        Ok(read)
    }
}

/// What packed bytes unpack to, as long as it is in proportion.
struct Unpacked<R> {
    from: MultiGzDecoder<Counted<R>>,
    read: u64,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.read += read as u64;
        let most = (TIMES * self.from.get_ref().read).max(SMALL << 20);
        if self.read > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(read) }
    }
}

fn draft(record: &Record, page: Vec<u8>, furniture: &Furniture) -> Option<Draft> {
    let decoded = labelled(&page, record.http.charset().as_deref());
    let mut metadata = html::metadata(&decoded.text);
    let html::Article { text, map, chrome } = html::article(&decoded, metadata.title.as_deref(), furniture)?;
    metadata.url = record.head.get("warc-target-uri").map(|_| record.address().to_owned());
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
    /// Whether it is what a server answered.
    fn is_answer(&self) -> bool {
        !self.status.is_empty()
    }

    fn address(&self) -> &str {
        self.head.get("warc-target-uri").map_or("no address", |address| address.trim_matches(['<', '>']))
    }

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
