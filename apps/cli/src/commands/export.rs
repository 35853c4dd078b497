//! `export`: everything a store holds, as lines of JSON, or its record in a format that other programs read.

use std::fs::{self, File};
use std::io::{BufWriter, IsTerminal};
use std::path::Path;

use anyhow::{Context, bail};
use chancery_engine::record::{Counts, Place, Store};
use chancery_export::{Format, Given, Written};

use crate::args::Export;
use crate::folder;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot};

pub(crate) fn run(args: &Export, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let place = args.sources.store.place();
    let is_store = |file: &&Path| place.file().is_some_and(|path| is_same(file, path));
    if let Some(file) = args.output.as_deref().filter(is_store) {
        bail!("`{}` is the store itself; name another file", file.display());
    }
    match args.format {
        Some(format) => record(format, args, knowledge, out),
        None => store(&place, args, out),
    }
}

/// Everything that a store holds.
fn store(place: &Place, args: &Export, out: &mut Out) -> anyhow::Result<Verdict> {
    let sources = &args.sources;
    if !sources.paths.is_empty() || sources.as_of.is_some() || sources.process.is_some() {
        bail!("without `--as FORMAT` a whole store is exported, and no part of it or other reports; say which format");
    }
    let store = Store::open_read_only(place)?;
    let counts = match &args.output {
        Some(file) => to_file(&store, file)?,
        None => store.export(out.results())?.context("cannot write to standard output")?,
    };
    out.talk(&format!("exported {}", told(counts)));
    Ok(Verdict::Found)
}

/// The record in a format.
fn record(format: Format, args: &Export, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let name = format.as_str();
    if format.is_folder() && args.output.is_none() {
        bail!("`{name}` is a folder of files; say where with `--output FOLDER`");
    }
    if format.is_binary() && args.output.is_none() && std::io::stdout().is_terminal() {
        bail!("`{name}` is nothing for a terminal; say where with `--output FILE`");
    }
    let asked = Asked { now: args.now, ..Asked::of(&args.sources, knowledge) };
    let (snapshot, process) = (snapshot(&asked, out)?, asked.process()?);
    let given = Given { snapshot, data: &knowledge.data()?, process: process.as_deref() };
    let written = chancery_export::write(format, &given)?;
    match (written, &args.output) {
        (Written::File(bytes), None) => out.results().write_all(&bytes).context("cannot write to standard output")?,
        (Written::File(bytes), Some(file)) => folder::whole(file, &bytes)?,
        (Written::Folder(files), Some(folder)) => {
            let left = folder::write(folder, &files)?;
            for path in &left.changed {
                out.talk(&format!("`{path}` is of an earlier export and was changed since; it was left as it is"));
            }
        }
        (Written::Folder(_), None) => bail!("`{name}` is a folder of files; say where with `--output FOLDER`"),
    }
    if snapshot.record().reports.is_empty() {
        out.talk("the record is empty");
    }
    Ok(Verdict::found_if(!snapshot.record().reports.is_empty()))
}

/// Writes beside the file first, so that a file of that name is whole or the one that was there.
fn to_file(store: &Store, file: &Path) -> anyhow::Result<Counts> {
    let named = || format!("cannot write `{}`", file.display());
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    let mut writer = BufWriter::new(File::create(beside).with_context(named)?);
    let counts = store.export(&mut writer)?.with_context(named)?;
    writer.into_inner().map_err(|error| error.into_error()).and_then(|f| f.sync_all()).with_context(named)?;
    fs::rename(beside, file).with_context(named)?;
    Ok(counts)
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// How many of each, in words.
pub(crate) fn told(counts: Counts) -> String {
    let Counts { reports, readings, judgements, .. } = counts;
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    format!("{}, {} and {}", count(reports, "report"), count(readings, "reading"), count(judgements, "judgement"))
}
