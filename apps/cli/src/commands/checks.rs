//! `checks`: what needs a second look.

use chancery_view::format::csv;
use chancery_view::{CheckOptions, checks, checks_json, checks_page, checks_sheet};

use crate::args::Checks;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot};

pub(crate) fn run(args: &Checks, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&Asked::of(&args.sources, knowledge), out)?;
    let all = checks(snapshot, &CheckOptions { limit: args.limit, ..CheckOptions::default() });
    let codes: Vec<&str> = all.iter().map(|check| check.code.as_str()).collect();
    let there = codes.join(", ");
    let asked = |code: &str| args.kind.as_ref().is_none_or(|kind| kind == code);
    let told: Vec<_> = all.into_iter().filter(|check| asked(&check.code)).collect();
    if args.json {
        out.write(&checks_json(&told))?;
    } else if args.csv {
        out.write(&csv::table(&checks_sheet(&told)))?;
    } else if !told.is_empty() {
        out.page(&checks_page(snapshot, &told), args.markdown)?;
    }
    if told.is_empty() {
        out.talk(&match &args.kind {
            Some(kind) if !there.is_empty() => format!("nothing of the sort `{kind}` to check; there are {there}"),
            _ => "nothing to check".to_owned(),
        });
    }
    Ok(Verdict::found_if(!told.is_empty()))
}
