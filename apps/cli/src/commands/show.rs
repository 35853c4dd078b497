//! `show`: everything about one thing of the record.

use chancery_view::format::text;
use chancery_view::{show, show_json};

use crate::args::Show;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, handle, snapshot};

pub(crate) fn run(args: &Show, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&Asked { process: args.process.as_deref(), ..Asked::for_one(&args.one, knowledge) }, out)?;
    let Some(handle) = handle(snapshot, &args.one.id, knowledge, out)? else { return Ok(Verdict::Nothing) };
    let told =
        if args.one.json { show_json(snapshot, handle) } else { text::page(&show(snapshot, handle), out.prose()) };
    out.write(&told)?;
    Ok(Verdict::Found)
}
