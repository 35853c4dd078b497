//! An input, some reports at a time, so that one larger than memory is read as it comes: a web archive, or JSON Lines.
//! Every other input is one piece.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use chancery_data::Outlet;
use chancery_model::Media;

use crate::draft::Draft;
use crate::error::{self, AcquireError};
use crate::warc::Archive;
use crate::{Acquired, Drafts, Furniture, Input, LIMIT, Options, drafts, jsonl, kind, warc};

/// How much of a file tells what it is, in bytes.
const HEAD: usize = 1 << 16;

/// How many bytes of lines are read at a time.
const LINES: usize = 4 << 20;

/// The reports of one input in order, and what could not be read of it. A piece may hold none.
pub struct Pieces<'i> {
    left: Left<'i>,
    path: Option<&'i Path>,
    /// The key of a report that has none of its own.
    key: Option<&'i str>,
    name: String,
    outlets: &'i [Outlet],
    furniture: &'i Furniture,
    options: &'i Options,
}

/// What is yet to be read.
enum Left<'i> {
    Unopened(&'i Input),
    Archive(Archive<'i>),
    Lines(Lines),
    Nothing,
}

/// The reports of one input, some at a time. Never fails as a whole.
#[must_use]
pub fn pieces<'i>(
    input: &'i Input,
    outlets: &'i [Outlet],
    furniture: &'i Furniture,
    options: &'i Options,
) -> Pieces<'i> {
    let path = match input {
        Input::File(path) | Input::Sent(path, _) => Some(path),
        Input::Stdin(_) | Input::Held(..) => None,
    };
    let key = if let Input::Held(key, _) = input { Some(key.as_str()) } else { None };
    let name = key.map_or_else(|| error::name_of(path), str::to_owned);
    let path = path.map(PathBuf::as_path);
    Pieces { left: Left::Unopened(input), path, key, name, outlets, furniture, options }
}

impl Iterator for Pieces<'_> {
    type Item = Acquired;

    fn next(&mut self) -> Option<Acquired> {
        let (drafts, problems) = loop {
            match std::mem::replace(&mut self.left, Left::Nothing) {
                Left::Nothing => return None,
                Left::Unopened(input) => match self.open(input) {
                    Ok(Opened::Large(left)) => self.left = left,
                    Ok(Opened::Whole(drafts)) => break drafts,
                    Err(problem) => break (Vec::new(), vec![problem]),
                },
                Left::Archive(mut archive) => {
                    let Some(read) = archive.next(&self.name, self.furniture) else { continue };
                    self.left = Left::Archive(archive);
                    break read;
                }
                Left::Lines(mut lines) => {
                    let Some(read) = lines.next(&self.name) else { continue };
                    self.left = Left::Lines(lines);
                    break read;
                }
            }
        };
        let finish = |mut draft: Draft| {
            draft.id = draft.id.or_else(|| self.key.map(str::to_owned));
            draft.finish(self.path, self.outlets, self.furniture, self.options)
        };
        Some(Acquired { reports: drafts.into_iter().map(finish).collect(), problems })
    }
}

/// An input that was looked into.
enum Opened<'i> {
    Whole(Drafts),
    Large(Left<'i>),
}

impl<'i> Pieces<'i> {
    fn open(&self, input: &'i Input) -> Result<Opened<'i>, AcquireError> {
        let bytes = match input {
            Input::File(path) => match open_file(path)? {
                Contents::Streamed(large) => return Ok(Opened::Large(large)),
                Contents::Bytes(bytes) => bytes,
            },
            Input::Stdin(bytes) | Input::Sent(_, bytes) | Input::Held(_, bytes) => {
                if warc::is_warc(bytes) {
                    return Ok(Opened::Large(Left::Archive(Archive::new(Box::new(&bytes[..]), bytes))));
                }
                bytes.clone()
            }
        };
        drafts(bytes, self.path, None, &self.name, self.furniture).map(Opened::Whole)
    }
}

/// What is in a file: read as it comes, or all of it, and a byte more than allowed where it is too large.
enum Contents<'i> {
    Streamed(Left<'i>),
    Bytes(Vec<u8>),
}

fn open_file<'i>(path: &Path) -> Result<Contents<'i>, AcquireError> {
    let fault = |e| AcquireError::of_io(path, e);
    let mut file = File::open(path).map_err(fault)?;
    let mut bytes = Vec::new();
    (&mut file).take(HEAD as u64).read_to_end(&mut bytes).map_err(fault)?;
    if warc::is_warc(&bytes) {
        let head = std::io::Cursor::new(bytes.clone());
        return Ok(Contents::Streamed(Left::Archive(Archive::new(Box::new(head.chain(file)), &bytes))));
    }
    // One byte more than allowed tells that there is more.
    let most = (LIMIT as u64) << 20 | 1;
    (&mut file).take(most - bytes.len() as u64).read_to_end(&mut bytes).map_err(fault)?;
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    if bytes.len() as u64 == most && kind::media(&String::from_utf8_lossy(first), Some(path)) == Media::Jsonl {
        let from: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(bytes).chain(file));
        return Ok(Contents::Streamed(Left::Lines(Lines { from: BufReader::new(from), read: 0, over: false })));
    }
    Ok(Contents::Bytes(bytes))
}

/// JSON Lines of more bytes than are read at once, in UTF-8 as the format has it.
struct Lines {
    from: BufReader<Box<dyn Read + Send>>,
    /// How many lines were read.
    read: usize,
    over: bool,
}

impl Lines {
    /// The reports of the next lines, and what is wrong with the others; nothing at the end.
    fn next(&mut self, name: &str) -> Option<Drafts> {
        let (first, mut some) = (self.read + 1, Vec::new());
        let mut end = None;
        while some.len() < LINES && end.is_none() && !self.over {
            let before = some.len();
            match self.line(&mut some) {
                Ok(0) => self.over = true,
                Ok(read) if read > LIMIT << 20 => {
                    some.truncate(before);
                    let (path, line) = (name.to_owned(), self.read);
                    end = Some(AcquireError::LongLine { path, line, limit: LIMIT });
                }
                Ok(_) => {}
                Err(e) => end = Some(AcquireError::of_io(Path::new(name), e)),
            }
        }
        if some.is_empty() && end.is_none() {
            return None;
        }
        let (drafts, mut problems) = jsonl::read(&String::from_utf8_lossy(&some), name, first);
        if drafts.is_empty() && first == 1 {
            // One value over many lines would be a problem on each of them.
            self.over = true;
            problems = vec![AcquireError::NotLines(name.to_owned())];
        }
        self.over |= end.is_some();
        problems.extend(end);
        Some((drafts, problems))
    }

    /// Reads a line onto `some`, with its end; of one that is too long, a byte more than allowed. Gives how much it was.
    fn line(&mut self, some: &mut Vec<u8>) -> std::io::Result<usize> {
        self.read += 1;
        (&mut self.from).take((LIMIT as u64) << 20 | 1).read_until(b'\n', some)
    }
}
