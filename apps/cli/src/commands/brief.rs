//! `brief`: the morning note.

use chancery_view::format::json;
use chancery_view::{BriefOptions, brief};

use crate::args::Brief;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, narrowed, whole};

pub(crate) fn run(args: &Brief, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let asked = Asked { now: args.now, ..Asked::of(&args.sources, knowledge) };
    let whole = whole(&asked, out)?;
    // What was known on the eve of that day.
    let eve = args.since.and_then(|day| day.yesterday().ok());
    let before = match eve {
        Some(day) => {
            let known = chancery_engine::known_by(&knowledge.schema()?, whole, day);
            Some(asked.within(known)?)
        }
        None => None,
    };
    let snapshot = narrowed(whole, &asked)?;
    let changes = before.as_ref().map(|before| chancery_engine::changes(before, snapshot.record()));
    let since = before.as_ref().zip(changes.as_deref());
    let brief = brief(snapshot, BriefOptions { since: args.since, quotes: args.quotes }, since);
    if args.json {
        out.write(&json::line(&brief))?;
    } else {
        out.page(&brief.page(), args.markdown)?;
    }
    Ok(Verdict::found_if(!brief.is_empty()))
}
