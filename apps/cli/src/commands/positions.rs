//! `positions`: who stands where.

use anyhow::bail;
use chancery_view::format::csv;
use chancery_view::{PositionFilter, positions, positions_json, positions_sheet};

use crate::args::Positions;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot, spelled_here};

pub(crate) fn run(args: Positions, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    if let Some(issue) = &args.issue {
        check_issue(issue, knowledge)?;
    }
    let snapshot = snapshot(&Asked::of(&args.sources, knowledge), out)?;
    let filter = PositionFilter {
        issue: args.issue,
        holder: args.holder.map(|asked| spelled_here(snapshot, asked, knowledge)).transpose()?,
        stance: args.stance,
        red_lines: args.red_lines,
        since: args.since,
    };
    let page = positions(snapshot, &filter);
    let found = !page.sections.is_empty();
    if args.json {
        out.write(&positions_json(snapshot, &filter))?;
    } else if args.csv {
        out.write(&csv::table(&positions_sheet(snapshot, &filter)))?;
    } else if found {
        out.page(&page, args.markdown)?;
    }
    if !found {
        out.talk("no such positions");
    }
    Ok(Verdict::found_if(found))
}

fn check_issue(asked: &str, knowledge: &Knowledge) -> anyhow::Result<()> {
    let issues = &knowledge.data()?.issues;
    if issues.issues.contains_key(asked) || issues.clauses.contains_key(asked) {
        return Ok(());
    }
    let issue = asked.split('/').next().unwrap_or(asked);
    if !issues.issues.contains_key(issue) {
        let known: Vec<&str> = issues.issues.keys().map(String::as_str).collect();
        bail!("`{asked}` is no issue; the issues are {}", known.join(", "));
    }
    let clauses = issues.clauses.keys().filter(|clause| clause.split('/').next() == Some(issue));
    let clauses: Vec<&str> = clauses.map(String::as_str).collect();
    bail!("`{asked}` is no clause of `{issue}`; its clauses are {}", clauses.join(", "));
}
