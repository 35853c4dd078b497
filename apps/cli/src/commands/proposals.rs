//! `proposals`: what is on the table, and what parties say to one proposal clause by clause.

use anyhow::bail;
use chancery_view::format::csv;
use chancery_view::{
    Handle, ProposalFilter, proposal_view, proposal_view_json, proposal_view_sheet, proposals, proposals_json,
    proposals_sheet,
};

use crate::args::Proposals;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, handle, snapshot, spelled_here};

pub(crate) fn run(mut args: Proposals, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let (id, sources) = args.told()?;
    let snapshot = snapshot(&Asked::of(&sources, knowledge), out)?;
    if let Some(id) = id {
        let Some(handle) = handle(snapshot, &id, knowledge, out)? else { return Ok(Verdict::Nothing) };
        let Handle::Proposal(proposal) = handle else {
            bail!("`{id}` is no proposal; `chancery show {id}` tells more")
        };
        let view = proposal_view(snapshot, proposal);
        if args.json {
            out.write(&proposal_view_json(&view))?;
        } else if args.csv {
            out.write(&csv::table(&proposal_view_sheet(&view)))?;
        } else {
            out.page(&view.page(snapshot), args.markdown)?;
        }
        return Ok(Verdict::Found);
    }
    let here = |asked: Option<String>| asked.map(|asked| spelled_here(snapshot, asked, knowledge)).transpose();
    let filter = ProposalFilter { by: here(args.by)?, to: here(args.to)?, since: args.since };
    let page = proposals(snapshot, &filter);
    let found = !page.sections.is_empty();
    if args.json {
        out.write(&proposals_json(snapshot, &filter))?;
    } else if args.csv {
        out.write(&csv::table(&proposals_sheet(snapshot, &filter)))?;
    } else if found {
        out.page(&page, args.markdown)?;
    }
    if !found {
        out.talk("no such proposals");
    }
    Ok(Verdict::found_if(found))
}
