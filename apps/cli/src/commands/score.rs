//! `score`: how well the program does on what others annotated. A file here for each sort of gold; what is
//! counted and how stands in `crate::score`.

mod attribution;
mod figures;
mod names;
mod output;
mod plover;
mod reports;
mod times;
mod treebank;

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

use crate::args::Score;
use crate::out::{Out, Verdict};
use crate::sources::Knowledge;

pub(crate) fn run(args: &Score, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let engine = knowledge.engine()?;
    let mut any = false;
    for path in &args.reports {
        any |= reports::folder(path, args, engine, out).with_context(|| named(path))?;
    }
    for path in &args.plover {
        any |= plover::file(path, args, engine, out).with_context(|| named(path))?;
    }
    for path in &args.attribution {
        any |= attribution::folder(path, args, engine, out).with_context(|| named(path))?;
    }
    for path in &args.treebank {
        any |= treebank::treebank_file(path, args, engine, out).with_context(|| named(path))?;
    }
    any |= names::sets(&args.names, args, engine, out)?;
    for path in &args.times {
        any |= times::time_folder(path, args, engine, out).with_context(|| named(path))?;
    }
    Ok(Verdict::found_if(any))
}

fn named(path: &Path) -> String {
    format!("`{}`", path.display())
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(path).context("cannot be read")?;
    String::from_utf8(bytes).or_else(|fault| {
        let good = &fault.as_bytes()[..fault.utf8_error().valid_up_to()];
        let line = good.iter().filter(|&&b| b == b'\n').count() + 1;
        bail!("line {line}: not UTF-8; save the file as UTF-8")
    })
}
