//! `contradictions`: what reports contradict each other in.

use chancery_view::format::csv;
use chancery_view::{ContradictionFilter, contradictions, contradictions_json, contradictions_sheet};

use crate::args::Contradictions;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot};

pub(crate) fn run(args: &Contradictions, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&Asked::of(&args.sources, knowledge), out)?;
    let filter = ContradictionFilter { kind: args.kind, open: args.open };
    let page = contradictions(snapshot, filter);
    let found = !page.sections.is_empty();
    if args.json {
        out.write(&contradictions_json(snapshot, filter))?;
    } else if args.csv {
        out.write(&csv::table(&contradictions_sheet(snapshot, filter)))?;
    } else if found {
        out.page(&page, args.markdown)?;
    }
    if !found {
        out.talk("no such contradictions");
    }
    Ok(Verdict::found_if(found))
}
