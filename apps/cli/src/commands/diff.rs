//! `diff`: what changed in the record.

use anyhow::anyhow;
use chancery_engine::known_by;
use chancery_engine::record::Store;
use chancery_model::{Day, Record, Snapshot};
use chancery_view::{changes, changes_json};

use crate::args::Diff;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot};

pub(crate) fn run(args: &Diff, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let asked = Asked { now: args.now, ..Asked::of(&args.sources, knowledge) };
    if args.by_publication || !args.sources.paths.is_empty() {
        let day: Day = args
            .since
            .get(..10)
            .and_then(|day| day.parse().ok())
            .ok_or_else(|| anyhow!("`{}` names no day", args.since))?;
        let after = snapshot(&asked, out)?;
        return tell(after, Box::leak(Box::new(known_by(&knowledge.schema()?, after, day))), args, out);
    }
    let (after, before): (&dyn Snapshot, Record) = if asked.as_of.is_none() && asked.now.is_none() {
        let after = Box::leak(Box::new(knowledge.record(Store::open_read_only(&asked.store.path())?)?));
        (&*after, after.stood(&knowledge.schema()?, &args.since, None)?)
    } else {
        let before = snapshot(&Asked { as_of: Some(&args.since), now: None, ..asked }, out)?;
        (snapshot(&asked, out)?, before.record().clone())
    };
    tell(after, Box::leak(Box::new(before)), args, out)
}

fn tell(after: &dyn Snapshot, before: &Record, args: &Diff, out: &mut Out) -> anyhow::Result<Verdict> {
    if before.reports.is_empty() {
        out.talk(&format!("the record held no report at {}: all of it is new", args.since));
    }
    let found = chancery_engine::changes(before, after.record());
    if args.json {
        out.write(&changes_json(after, before, &found))?;
    } else if !found.is_empty() {
        out.page(&changes(after, before, &found), args.markdown)?;
    }
    if found.is_empty() {
        out.talk("nothing changed");
    }
    Ok(Verdict::found_if(!found.is_empty()))
}
