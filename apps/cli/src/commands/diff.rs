//! `diff`: what changed in the record.

use anyhow::anyhow;
use chancery_model::{Day, Record};
use chancery_view::{changes, changes_json};

use crate::args::Diff;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot};

pub(crate) fn run(args: &Diff, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let asked = Asked { now: args.now, ..Asked::of(&args.sources, knowledge) };
    let after = snapshot(&asked, out)?;
    let (known, stood);
    let before: &Record = if args.by_publication || !args.sources.paths.is_empty() {
        let day: Day = args
            .since
            .get(..10)
            .and_then(|day| day.parse().ok())
            .ok_or_else(|| anyhow!("`{}` names no day", args.since))?;
        known = knowledge.engine()?.known_by(after, day);
        &known
    } else {
        stood = snapshot(&Asked { as_of: Some(&args.since), now: None, ..asked }, out)?;
        stood.record()
    };
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
