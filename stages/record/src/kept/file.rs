//! The file in which a record is kept: lists in pieces, each read without the others, an index from ids to places in
//! them, and at the end a list of contents with the checksum of each piece. Knows nothing of what the lists hold.
//!
//! Nobody waits until the disk has it: what a power cut leaves of the file does not agree with its checksums, and
//! counts for nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufWriter, Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::thing::Entry;
use crate::{Mark, RecordError, crew};

/// The first and the last bytes: the name of the form.
const FORM: &[u8; 16] = b"chancery kept 2\n";

/// The length of what stands behind the list of contents: where that begins, its length and its checksum.
const TAIL: usize = 8 + 4 + 4 + FORM.len();

/// How many entries of the index lie in one piece: few enough that one is found at once.
const ENTRIES: usize = 64;

/// The lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum List {
    Now,
    Reports,
    Origins,
    Actors,
    Events,
    Positions,
    Proposals,
    Pledges,
    Statements,
    Contradictions,
    StandIns,
    Notes,
    Claims,
    ClaimIds,
}

impl List {
    /// How many of its things lie in a piece. Claims are asked for here and there, all else in a row.
    pub(crate) fn size(self) -> usize {
        if self == Self::Claims { 8 } else { 64 }
    }
}

/// Where a piece lies, and what its bytes sum up to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Piece {
    at: u64,
    length: u32,
    sum: u32,
}

impl Piece {
    fn ends(&self) -> u64 {
        self.at + u64::from(self.length)
    }

    /// Its bytes, where they are those that were written.
    fn checked<'b>(&self, bytes: &'b [u8]) -> Result<&'b [u8]> {
        if crc32fast::hash(bytes) == self.sum { Ok(bytes) } else { Err(damaged()) }
    }
}

/// What the file holds.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Contents {
    /// By what it was made.
    by: String,
    /// Of which state of the store.
    state: String,
    lists: BTreeMap<List, Vec<Piece>>,
    /// The pieces of the index, each with its first id.
    index: Vec<(String, Piece)>,
}

/// The file on its way.
pub(crate) struct New {
    file: BufWriter<fs::File>,
    at: u64,
    contents: Contents,
}

/// Writes the file anew: whoever reads it meanwhile reads the old one.
pub(crate) fn replace(path: &Path, write: &dyn Fn(&mut New) -> Result<()>) -> std::result::Result<(), RecordError> {
    let mut new = path.as_os_str().to_owned();
    new.push(format!("-{}", std::process::id()));
    let new = Path::new(&new);
    let written = (|| {
        make_folder(path)?;
        let file = BufWriter::with_capacity(1 << 20, fs::File::create(new)?);
        let mut file = New { file, at: 0, contents: Contents::default() };
        file.write(FORM)?;
        write(&mut file)?;
        file.end()?;
        fs::rename(new, path)
    })();
    match written {
        Ok(()) => sweep(path),
        Err(_) => drop(fs::remove_file(new)),
    }
    written.map_err(|error| {
        let store = path.display().to_string();
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => RecordError::Full { store },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => RecordError::ReadOnly { store },
            _ => RecordError::Unopened { store, reason: error.to_string() },
        }
    })
}

/// Makes the folder of a file where it is not there, for nobody else to look into.
fn make_folder(file: &Path) -> Result<()> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// How much older than the file a half-written one must be for nobody to be writing it any more.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Takes away what processes left that were killed while they wrote. It is of no use to anybody, and whatever stands
/// in the way of that is no fault.
fn sweep(path: &Path) {
    let written = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    let (Some(folder), Some(name), Some(now)) = (path.parent(), path.file_name(), written(path)) else { return };
    let begun = |file: &Path| {
        let rest = file.file_name()?.to_str()?.strip_prefix(name.to_str()?)?.strip_prefix('-')?;
        (!rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())).then_some(())
    };
    // A path without a folder is in this one.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for file in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let age = written(&file).and_then(|at| now.duration_since(at).ok());
        if begun(&file).is_some() && age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(file);
        }
    }
}

impl New {
    /// Notes by what and of which state of the store it is made.
    pub(crate) fn made(&mut self, (by, mark): (&str, &Mark)) {
        (self.contents.by, self.contents.state) = (by.to_owned(), mark.as_str().to_owned());
    }

    /// Writes a list.
    pub(crate) fn put<T: Serialize + Sync>(&mut self, list: List, things: &[T]) -> Result<()> {
        let bodies = crew::each(things.chunks(list.size()).map(Ok), packed)?;
        let pieces = bodies.iter().map(|body| self.piece(body)).collect::<Result<_>>()?;
        self.contents.lists.insert(list, pieces);
        Ok(())
    }

    /// Writes the index, which is in order of the ids.
    pub(crate) fn index(&mut self, entries: &[(&str, Entry)]) -> Result<()> {
        for some in entries.chunks(ENTRIES) {
            let piece = self.piece(&packed(some)?)?;
            self.contents.index.push((some[0].0.to_owned(), piece));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        let contents = packed(&self.contents)?;
        let piece = self.piece(&contents)?;
        self.write(&piece.at.to_le_bytes())?;
        self.write(&piece.length.to_le_bytes())?;
        self.write(&piece.sum.to_le_bytes())?;
        self.write(FORM)?;
        self.file.flush()
    }

    fn piece(&mut self, body: &[u8]) -> Result<Piece> {
        let length = u32::try_from(body.len()).map_err(Error::other)?;
        let piece = Piece { at: self.at, length, sum: crc32fast::hash(body) };
        self.write(body)?;
        Ok(piece)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.at += bytes.len() as u64;
        self.file.write_all(bytes)
    }
}

/// The file, open.
#[derive(Debug)]
pub(crate) struct File {
    file: fs::File,
    contents: Contents,
}

impl File {
    /// The file at a path; `None` where there is none that can be read.
    pub(crate) fn open(path: &Path) -> Option<Self> {
        let mut file = Self { file: fs::File::open(path).ok()?, contents: Contents::default() };
        file.contents = file.contents().ok()?;
        Some(file)
    }

    fn contents(&self) -> Result<Contents> {
        let end = (&self.file).seek(SeekFrom::End(-(TAIL as i64)))?;
        let mut tail = [0; TAIL];
        (&self.file).read_exact(&mut tail)?;
        let number = |at: usize| u32::from_le_bytes([tail[at], tail[at + 1], tail[at + 2], tail[at + 3]]);
        let at = u64::from(number(4)) << 32 | u64::from(number(0));
        let piece = Piece { at, length: number(8), sum: number(12) };
        if tail[16..] != *FORM || piece.at.checked_add(piece.length.into()) != Some(end) {
            return Err(damaged());
        }
        unpacked(piece.checked(&self.read(piece.at..piece.ends())?)?)
    }

    /// Whether it was made by this of that state.
    pub(crate) fn is_made(&self, (by, mark): (&str, &Mark)) -> bool {
        self.contents.by == by && self.contents.state == mark.as_str()
    }

    /// Whether all of it is as it was written.
    pub(crate) fn is_sound(&self) -> bool {
        let of_index = self.contents.index.iter().map(|(_, piece)| piece);
        let is_sound = |piece: &Piece| self.read(piece.at..piece.ends()).is_ok_and(|body| piece.checked(&body).is_ok());
        self.contents.lists.keys().all(|list| self.bodies(*list).is_ok()) && of_index.into_iter().all(is_sound)
    }

    /// A list.
    pub(crate) fn get<T: DeserializeOwned + Send>(&self, list: List) -> Result<Vec<T>> {
        let bodies = self.bodies(list)?;
        Ok(crew::each(bodies.iter().map(Ok), unpacked::<Vec<T>>)?.into_iter().flatten().collect())
    }

    /// The pieces of a list as they lie there.
    pub(crate) fn bodies(&self, list: List) -> Result<Bodies> {
        let pieces = self.contents.lists.get(&list).ok_or_else(damaged)?;
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return Ok(Bodies::default()) };
        let bytes = self.read(first.at..last.ends())?;
        let within = |piece: &Piece| (piece.at - first.at) as usize..(piece.ends() - first.at) as usize;
        let places: Vec<Range<usize>> = pieces.iter().map(within).collect();
        for (piece, place) in pieces.iter().zip(&places) {
            piece.checked(bytes.get(place.clone()).ok_or_else(damaged)?)?;
        }
        Ok(Bodies { bytes, places })
    }

    /// One thing of a list.
    pub(crate) fn one<T: DeserializeOwned>(&self, list: List, n: u32) -> Result<T> {
        let (piece, within) = (n as usize / list.size(), n as usize % list.size());
        let piece = self.contents.lists.get(&list).and_then(|pieces| pieces.get(piece)).ok_or_else(damaged)?;
        self.piece::<Vec<T>>(piece)?.into_iter().nth(within).ok_or_else(damaged)
    }

    /// What the index has under an id.
    pub(crate) fn find(&self, id: &str) -> Result<Option<Entry>> {
        let after = self.contents.index.partition_point(|(first, _)| first.as_str() <= id);
        let Some((_, piece)) = after.checked_sub(1).map(|n| &self.contents.index[n]) else { return Ok(None) };
        let entries: Vec<(String, Entry)> = self.piece(piece)?;
        Ok(entries.into_iter().find(|(known, _)| known == id).map(|(_, entry)| entry))
    }

    fn piece<T: DeserializeOwned>(&self, piece: &Piece) -> Result<T> {
        unpacked(piece.checked(&self.read(piece.at..piece.ends())?)?)
    }

    fn read(&self, place: Range<u64>) -> Result<Vec<u8>> {
        (&self.file).seek(SeekFrom::Start(place.start))?;
        let mut bytes = vec![0; (place.end - place.start) as usize];
        (&self.file).read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// The pieces of a list, held to their checksums and not yet unpacked.
#[derive(Debug, Default)]
pub(crate) struct Bodies {
    bytes: Vec<u8>,
    places: Vec<Range<usize>>,
}

impl Bodies {
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.places.iter().map(|place| &self.bytes[place.clone()])
    }

    pub(crate) fn get(&self, n: usize) -> &[u8] {
        &self.bytes[self.places[n].clone()]
    }
}

fn damaged() -> Error {
    Error::new(ErrorKind::InvalidData, "the kept record is damaged")
}

fn packed<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(Error::other)
}

pub(crate) fn unpacked<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    postcard::from_bytes(body).map_err(|error| Error::new(ErrorKind::InvalidData, error))
}
