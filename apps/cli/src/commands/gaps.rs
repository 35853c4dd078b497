//! `gaps`: what the record lacks.

use chancery_view::format::csv;
use chancery_view::{GapOptions, gaps};

use crate::args::Gaps;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, holder, snapshot};

pub(crate) fn run(args: &Gaps, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&Asked { now: args.now, ..Asked::of(&args.sources, knowledge) }, out)?;
    let parties = args.party.iter().map(|asked| holder(snapshot, asked, knowledge)).collect::<Result<_, _>>()?;
    let gaps = gaps(snapshot, &GapOptions { kind: args.kind, days: args.days, parties });
    if args.json {
        out.write(&gaps.json())?;
    } else if args.csv {
        out.write(&csv::table(&gaps.sheet()))?;
    } else if !gaps.is_empty() {
        out.page(&gaps.page(snapshot), args.markdown)?;
    }
    if gaps.is_empty() {
        let all = args.kind.is_none() && args.party.is_empty() && args.days == GapOptions::default().days;
        out.talk(if all { "no gaps" } else { "no such gaps" });
    }
    Ok(Verdict::found_if(!gaps.is_empty()))
}
