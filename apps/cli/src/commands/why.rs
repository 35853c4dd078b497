//! `why`: the way from words to record.

use chancery_view::format::{json, text};
use chancery_view::{why, why_page};

use crate::args::One;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, handle, snapshot};

pub(crate) fn run(args: &One, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&Asked { about: Some(args.id.trim()), ..Asked::for_one(args, knowledge) }, out)?;
    let Some(handle) = handle(snapshot, &args.id, knowledge, out)? else { return Ok(Verdict::Nothing) };
    let why = why(snapshot, handle)?;
    let told = if args.json { json::line(&why) } else { text::page(&why_page(&why), out.prose()) };
    out.write(&told)?;
    Ok(Verdict::Found)
}
