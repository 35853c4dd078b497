//! Bytes in, reports out: files, HTML, feeds, e-mail, documents, encodings, publication dates, site chrome.
//!
//! Takes files or the bytes of standard input; gives reports with their text, what they say of
//! themselves, and the way from every word back to the bytes. A bad file, line or entry is told
//! and the others are read. It never looks at the clock, at file times, or at
//! the network: what was fetched comes as bytes, with what the server said of them.

mod decode;
mod error;
mod kind;
mod slice;

mod feed;
mod fetched;
mod html;
mod json;
mod jsonl;
mod mail;
mod markdown;
mod pdf;
mod transfer;
mod warc;
mod word;

mod chrome;
mod dateline;
mod day;
mod headline;
mod published;

mod draft;
mod pieces;

use std::fs;
use std::path::{Path, PathBuf};

use chancery_data::Outlet;
use chancery_model::{Edtf, Media, Report};

use crate::draft::Draft;
use crate::html::Metadata;

pub use chrome::Furniture;
pub use error::AcquireError;
pub use fetched::{Feed, FeedEntry, Fetched, feed, feed_list, page};
pub use pieces::{Pieces, pieces};

/// The most that is read at once, in mebibytes: a file, or one report of a file that holds many.
const LIMIT: usize = 64;

/// What the user says of the reports to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Their publication date; outranks every other.
    pub published: Option<Edtf>,
}

/// Something to read reports from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file of any kind.
    File(PathBuf),
    /// The bytes of standard input.
    Stdin(Vec<u8>),
    /// Bytes that came under a name, from elsewhere than a file of this machine.
    Sent(PathBuf, Vec<u8>),
    /// Bytes that a program holds. They came under no name: this one stands in messages, and as the key of a report that
    /// has none of its own.
    Held(String, Vec<u8>),
}

/// What an input gave.
#[derive(Debug, Default)]
pub struct Acquired {
    /// The reports, in order of the input.
    pub reports: Vec<Report>,
    /// What could not be read.
    pub problems: Vec<AcquireError>,
}

/// The inputs under a path: a file itself; of a folder, all report files below it, sorted by path,
/// without hidden files and files of other kinds.
///
/// # Errors
/// When nothing is there, the folder cannot be read, or it holds no reports.
pub fn list(path: &Path) -> Result<Vec<Input>, AcquireError> {
    let about = fs::metadata(path).map_err(|e| AcquireError::of_io(path, e))?;
    if !about.is_dir() {
        return Ok(vec![Input::File(path.to_owned())]);
    }
    let Survey { reports, .. } = survey(path)?;
    if reports.is_empty() {
        return Err(AcquireError::NoReports(path.display().to_string()));
    }
    Ok(reports.into_iter().map(Input::File).collect())
}

/// What lies in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Report files, sorted by path.
    pub reports: Vec<PathBuf>,
    /// Files of other kinds, which are left alone.
    pub others: Vec<PathBuf>,
}

/// The files below a folder without hidden ones, by what their names end in. None of them is opened.
///
/// # Errors
/// When the folder cannot be read.
pub fn survey(folder: &Path) -> Result<Survey, AcquireError> {
    let mut found = Survey::default();
    walk(folder, &mut found).map_err(|e| AcquireError::of_io(folder, e))?;
    found.reports.sort();
    found.others.sort();
    Ok(found)
}

/// Collects files. A folder further down that cannot be opened is listed itself, so that
/// reading it tells the problem and the other files are read. Links to folders are not followed.
fn walk(folder: &Path, found: &mut Survey) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            if walk(&path, found).is_err() {
                found.reports.push(path);
            }
        } else if !path.is_dir() {
            let list = if kind::is_report_name(&path) { &mut found.reports } else { &mut found.others };
            list.push(path);
        }
    }
    Ok(())
}

/// The reports of one input. Never fails as a whole: what could not be read stands among the problems.
#[must_use]
pub fn read(input: &Input, outlets: &[Outlet], furniture: &Furniture, options: &Options) -> Acquired {
    let mut all = Acquired::default();
    for piece in pieces(input, outlets, furniture, options) {
        all.reports.extend(piece.reports);
        all.problems.extend(piece.problems);
    }
    all
}

type Drafts = (Vec<Draft>, Vec<AcquireError>);

/// `label` names the encoding, where that stands beside the bytes.
fn drafts(
    bytes: Vec<u8>,
    path: Option<&Path>,
    label: Option<&str>,
    name: &str,
    furniture: &Furniture,
) -> Result<Drafts, AcquireError> {
    let named = || name.to_owned();
    if bytes.len() > LIMIT << 20 {
        return Err(AcquireError::TooLarge { path: named(), limit: LIMIT });
    }
    if bytes.is_empty() {
        return Err(if name == error::STANDARD_INPUT { AcquireError::NoInput } else { AcquireError::Empty(named()) });
    }
    if kind::is_mail(&bytes, path) {
        return mail::read(bytes, name, furniture).map(|draft| (vec![draft], Vec::new()));
    }
    if kind::is_word(&bytes, path) {
        return word::read(bytes, name).map(|draft| (vec![draft], Vec::new()));
    }
    if kind::is_pdf(&bytes) {
        return pdf::read(bytes, name).map(|draft| (vec![draft], Vec::new()));
    }
    if kind::is_locked(&bytes) {
        return Err(AcquireError::Encrypted(named()));
    }
    if let Some(what) = kind::not_text(&bytes) {
        return Err(AcquireError::NotText { path: named(), what });
    }
    let decoded = decode::labelled(&bytes, label);
    if !decoded.text.chars().any(char::is_alphanumeric) {
        return Err(AcquireError::NoWords(named()));
    }
    let media = kind::media(&decoded.text, path);
    let (metadata, chrome) = match media {
        Media::Jsonl => return Ok(jsonl::read(&decoded.text, name, 1)),
        Media::Feed => return Ok(feed::read(&decoded.text, name)),
        Media::Html => return web_page(bytes, &decoded, name, furniture),
        Media::Markdown => markdown::read(&decoded.text),
        _ => (Metadata::default(), Vec::new()),
    };
    let decode::Decoded { text, encoding, map } = decoded;
    Ok((vec![Draft { media, encoding, bytes, text, map, metadata, chrome, id: None }], Vec::new()))
}

fn web_page(
    bytes: Vec<u8>,
    decoded: &decode::Decoded,
    name: &str,
    furniture: &Furniture,
) -> Result<Drafts, AcquireError> {
    let metadata = html::metadata(&decoded.text);
    let article = html::article(decoded, metadata.title.as_deref(), furniture);
    let html::Article { text, map, chrome } = article.ok_or_else(|| AcquireError::NoArticle(name.to_owned()))?;
    let encoding = decoded.encoding;
    Ok((vec![Draft { media: Media::Html, encoding, bytes, text, map, metadata, chrome, id: None }], Vec::new()))
}
