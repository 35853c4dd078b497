//! `diff`: what changed in the record.

use anyhow::anyhow;
use chancery_model::{Day, Record};
use chancery_view::format::{markdown, text};
use chancery_view::{changes, changes_json};

use crate::args::Diff;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot};

pub(crate) fn run(args: &Diff, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let asked = Asked { now: args.now, ..Asked::of(&args.sources, knowledge) };
    let after = snapshot(&asked, out)?;
    let before: Record = if args.by_publication || !args.sources.paths.is_empty() {
        let day: Day = args
            .since
            .get(..10)
            .and_then(|day| day.parse().ok())
            .ok_or_else(|| anyhow!("`{}` names no day", args.since))?;
        knowledge.engine()?.known_by(&*after, day)
    } else {
        snapshot(&Asked { as_of: Some(&args.since), now: None, ..asked }, out)?.record().clone()
    };
    if before.reports.is_empty() {
        out.talk(&format!("the record held no report at {}: all of it is new", args.since));
    }
    let found = chancery_engine::changes(&before, after.record());
    if args.json {
        out.write(&changes_json(&*after, &before, &found))?;
    } else if args.markdown && !found.is_empty() {
        out.write(&markdown::page(&changes(&*after, &before, &found)))?;
    } else if !found.is_empty() {
        out.write(&text::page(&changes(&*after, &before, &found), out.prose()))?;
    }
    if found.is_empty() {
        out.talk("nothing changed");
    }
    Ok(Verdict::found_if(!found.is_empty()))
}
