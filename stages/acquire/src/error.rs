//! What can be wrong with an input, worded for the person who named it.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a file, or one report of a file, could not be read. None of them stops the others.
#[derive(Debug, Error)]
pub enum AcquireError {
    /// Nothing is at the path.
    #[error("`{0}` does not exist; check the path")]
    Missing(String),
    /// The operating system refused.
    #[error("cannot read `{path}`: {source}")]
    Unreadable {
        /// What was to be read.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder without a single report file.
    #[error(
        "no reports in `{0}`; name a folder that holds .txt, .md, .html, .jsonl, .xml, .rss, .atom, .eml, .docx, .pdf or .warc files, or one file"
    )]
    NoReports(String),
    /// More bytes than are read at once.
    #[error("`{path}` is larger than {limit} MiB; split it into smaller files")]
    TooLarge {
        /// The file.
        path: String,
        /// The most that is read, in mebibytes.
        limit: usize,
    },
    /// No text at all: a picture, an office file, an archive.
    #[error("`{path}` is not text but {what}; save it as text or HTML")]
    NotText {
        /// The file.
        path: String,
        /// What it looks like.
        what: &'static str,
    },
    /// JSON, but not one report a line.
    #[error("`{0}` is JSON but not JSON Lines; write one report a line")]
    NotLines(String),
    /// Nothing in it.
    #[error("`{0}` is empty; save the report again")]
    Empty(String),
    /// Nothing came in.
    #[error("standard input is empty; send a report into it, or name a file instead of `-`")]
    NoInput,
    /// Signs, but no words.
    #[error("`{0}` holds no words; save the report again")]
    NoWords(String),
    /// A page on which no article was found.
    #[error("no article found in `{0}`; save the article's own page, or its text as .txt")]
    NoArticle(String),
    /// A feed that cannot be parsed.
    #[error("`{path}` is a feed that cannot be parsed ({reason}); save it again")]
    BrokenFeed {
        /// The file.
        path: String,
        /// What the parser said.
        reason: String,
    },
    /// What was fetched as a feed and is none.
    #[error("`{path}` {what}")]
    NoFeed {
        /// Its address.
        path: String,
        /// What it is, and what to do.
        what: String,
    },
    /// A feed that holds nothing.
    #[error("the feed `{0}` has no entries; save it again")]
    EmptyFeed(String),
    /// A feed entry without text.
    #[error("entry {entry} of `{path}` has no text; save the page it leads to")]
    EmptyEntry {
        /// The file.
        path: String,
        /// Which entry, from 1.
        entry: usize,
    },
    /// A message or document that is cut off or damaged.
    #[error("`{path}` is {what} that cannot be read ({reason}); save it again")]
    Broken {
        /// The file.
        path: String,
        /// What it should be.
        what: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A message that says nothing itself.
    #[error("`{0}` is an e-mail without a body; save what is attached to it, or the page it leads to")]
    NoBody(String),
    /// Pages that were photographed.
    #[error("`{0}` holds pictures of pages and no text; run text recognition on it, and name what that gives")]
    Scan(String),
    /// A small file that unpacks to a large one.
    #[error("`{path}` unpacks to more than {limit} MiB; save its text as a file of its own")]
    Bomb {
        /// The file.
        path: String,
        /// The most that is unpacked, in mebibytes.
        limit: usize,
    },
    /// A web archive that unpacks out of all proportion.
    #[error("`{path}` unpacks to more than {times} times its size, as no web pages do; what follows is not read")]
    Inflated {
        /// The file.
        path: String,
        /// How many times its size are taken.
        times: u64,
    },
    /// Something that a key or password keeps shut.
    #[error("`{0}` is encrypted; open it, and save what it holds without encryption")]
    Encrypted(String),
    /// A web archive that breaks off.
    #[error("record {record} of `{path}` is {reason}, and what follows is not read; fetch the archive again")]
    BrokenRecord {
        /// The file.
        path: String,
        /// Which record, from 1.
        record: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Pages of a web archive without an article.
    #[error(
        "no article found on {bare} of the {pages} pages of `{path}`, the first `{first}`; save the text of those that matter as .txt"
    )]
    NoArticles {
        /// The file.
        path: String,
        /// How many pages have none.
        bare: usize,
        /// How many pages there are.
        pages: usize,
        /// The address of the first without.
        first: String,
    },
    /// A web archive of pictures, scripts or requests.
    #[error("`{0}` is a web archive without a web page; name one that holds the answers of servers")]
    NoPages(String),
    /// A page of a web archive on which the program failed.
    #[error("`{page}` of `{path}` could not be read: a fault of the program, please tell its authors")]
    Fault {
        /// The file.
        path: String,
        /// The address of the page.
        page: String,
    },
    /// A line of JSON Lines that is longer than any report.
    #[error("line {line} of `{path}` is longer than {limit} MiB, and what follows is not read; remove the line")]
    LongLine {
        /// The file.
        path: String,
        /// Which line, from 1.
        line: usize,
        /// The most that a line may be, in mebibytes.
        limit: usize,
    },
    /// A broken line of JSON Lines.
    #[error("line {line} of `{path}` is not a report: {reason}; mend or remove the line")]
    BrokenLine {
        /// The file.
        path: String,
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl AcquireError {
    /// The error for a failed access to `path`.
    pub(crate) fn of_io(path: &Path, source: std::io::Error) -> Self {
        let name = path.display().to_string();
        if source.kind() == std::io::ErrorKind::NotFound {
            Self::Missing(name)
        } else {
            Self::Unreadable { path: name, source }
        }
    }
}

/// How standard input is named in messages.
pub(crate) const STANDARD_INPUT: &str = "standard input";

/// How what lies at a path is named in messages, and standard input where there is none.
pub(crate) fn name_of(path: Option<&PathBuf>) -> String {
    path.map_or_else(|| STANDARD_INPUT.to_owned(), |p| p.display().to_string())
}
