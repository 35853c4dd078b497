//! `pledges`: who undertook what, and what that comes to.

use chancery_view::format::{csv, markdown, text};
use chancery_view::{PledgeFilter, pledges, pledges_json, pledges_sheet, totals, totals_json, totals_sheet};

use crate::args::Pledges;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot, spelled_here};

pub(crate) fn run(args: Pledges, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&Asked::of(&args.sources, knowledge), out)?;
    let here = |asked: Option<String>| asked.map(|asked| spelled_here(snapshot, asked, knowledge)).transpose();
    let filter = PledgeFilter { by: here(args.by)?, to: here(args.to)?, status: args.status, since: args.since };
    let page = pledges(snapshot, &filter);
    let found = !page.sections.is_empty();
    if args.totals {
        let accounts = totals(snapshot, &filter);
        let sheet = totals_sheet(&accounts);
        if args.json {
            out.write(&totals_json(&accounts))?;
        } else if args.csv {
            out.write(&csv::table(&sheet))?;
        } else if args.markdown {
            out.write(&markdown::table(&sheet))?;
        } else if found {
            out.write(&text::table(&sheet, out.tables()))?;
        }
    } else if args.json {
        out.write(&pledges_json(snapshot, &filter))?;
    } else if args.csv {
        out.write(&csv::table(&pledges_sheet(snapshot, &filter)))?;
    } else if found {
        out.page(&page, args.markdown)?;
    }
    if !found {
        out.talk("no such pledges");
    }
    Ok(Verdict::found_if(found))
}
