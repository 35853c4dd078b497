//! `search`: reports that hold the words.

use chancery_engine::record::Store;
use chancery_view::format::text;
use chancery_view::{Hit, search, search_json};

use crate::args::Search;
use crate::out::{Out, Verdict};

pub(crate) fn run(args: &Search, out: &mut Out) -> anyhow::Result<Verdict> {
    let store = Store::open_read_only(args.store.place())?;
    let query = args.query.join(" ");
    let hits: Vec<Hit> = store
        .search(&query, args.limit)?
        .into_iter()
        .map(|hit| Hit {
            report: hit.report,
            title: hit.title,
            outlet: hit.outlet,
            published: hit.published,
            span: hit.span,
            exact: hit.exact,
            found: hit.found,
        })
        .collect();
    if hits.is_empty() {
        out.talk(&format!("no report holds `{query}`"));
        return Ok(Verdict::Nothing);
    }
    if args.json {
        out.write(&search_json(&hits, &mut |report| store.text(report).ok().flatten()))?;
    } else {
        out.write(&text::page(&search(&query, &hits), out.prose()))?;
    }
    Ok(Verdict::Found)
}
