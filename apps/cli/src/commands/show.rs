//! `show`: everything about one thing of the record.

use chancery_view::format::text;
use chancery_view::{find, show, show_json};

use crate::args::Show;
use crate::out::{Out, Verdict};
use crate::sources::snapshot;

pub(crate) fn run(args: &Show, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&args.store, &args.from, None, None)?;
    let handle = find(&*snapshot, &args.id)?;
    let told =
        if args.json { show_json(&*snapshot, handle) } else { text::page(&show(&*snapshot, handle), out.prose()) };
    out.write(&told)?;
    Ok(Verdict::Found)
}
