//! `record`: the whole record as JSON.

use chancery_view::record_json;

use crate::args::Record;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot};

pub(crate) fn run(args: &Record, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&Asked::of(&args.sources, knowledge), out)?;
    out.write(&record_json(snapshot))?;
    Ok(Verdict::found_if(!snapshot.record().reports.is_empty()))
}
