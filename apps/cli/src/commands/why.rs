//! `why`: the way from words to record.

use chancery_view::format::{json, text};
use chancery_view::{find, why, why_page};

use crate::args::Show;
use crate::out::{Out, Verdict};
use crate::sources::snapshot;

pub(crate) fn run(args: &Show, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&args.store, &args.from, None, None)?;
    let why = why(&*snapshot, find(&*snapshot, &args.id)?)?;
    let told = if args.json { json::line(&why) } else { text::page(&why_page(&why), out.prose()) };
    out.write(&told)?;
    Ok(Verdict::Found)
}
