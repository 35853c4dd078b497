//! `diff`: what changed in the record.

use anyhow::anyhow;
use chancery_engine::known_by;
use chancery_engine::record::Store;
use chancery_model::{Day, Record, Snapshot};
use chancery_view::{changes, changes_json};

use crate::args::Diff;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, narrowed, whole};

pub(crate) fn run(args: &Diff, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let asked = Asked { now: args.now, ..Asked::of(&args.sources, knowledge) };
    let (after, before) = both(args, &asked, out)?;
    let before = asked.within(before)?;
    let after = narrowed(after, &asked)?;
    if before.reports.is_empty() {
        out.talk(&format!("the record held no report at {}: all of it is new", args.since));
    }
    let found = chancery_engine::changes(&before, after.record());
    if args.json {
        out.write(&changes_json(after, &before, &found))?;
    } else if !found.is_empty() {
        out.page(&changes(after, &before, &found), args.markdown)?;
    }
    if found.is_empty() {
        out.talk("nothing changed");
    }
    Ok(Verdict::found_if(!found.is_empty()))
}

/// The record, and the one that it is compared with.
fn both(args: &Diff, asked: &Asked<'_>, out: &Out) -> anyhow::Result<(&'static dyn Snapshot, Record)> {
    let schema = asked.knowledge.schema()?;
    if args.by_publication || !args.sources.paths.is_empty() {
        let day: Day = args
            .since
            .get(..10)
            .and_then(|day| day.parse().ok())
            .ok_or_else(|| anyhow!("`{}` names no day", args.since))?;
        let after = whole(asked, out)?;
        return Ok((after, known_by(&schema, after, day)));
    }
    if asked.as_of.is_none() && asked.now.is_none() {
        let store = Store::open_read_only(asked.store.place())?;
        let after: &'static _ = Box::leak(Box::new(asked.knowledge.record(store)?));
        return Ok((after, after.stood(&schema, &args.since, None)?));
    }
    let before = whole(&Asked { as_of: Some(&args.since), now: None, ..*asked }, out)?;
    Ok((whole(asked, out)?, before.record().clone()))
}
