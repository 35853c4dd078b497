//! `export`: everything a store holds, as lines of JSON.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, bail};
use chancery_engine::record::{Counts, Store};

use crate::args::Export;
use crate::out::{Out, Verdict};

pub(crate) fn run(args: &Export, out: &mut Out) -> anyhow::Result<Verdict> {
    let path = args.store.path();
    let store = Store::open_read_only(&path)?;
    let counts = match &args.output {
        Some(file) if is_same(file, &path) => bail!("`{}` is the store itself; name another file", file.display()),
        Some(file) => to_file(&store, file)?,
        None => store.export(out.results())?.context("cannot write to standard output")?,
    };
    out.talk(&format!("exported {}", told(counts)));
    Ok(Verdict::Found)
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
