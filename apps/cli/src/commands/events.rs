//! `events`: the chronology.

use anyhow::bail;
use chancery_view::format::{csv, markdown, text};
use chancery_view::{Filter, events, events_json, events_sheet};

use crate::args::Events;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, snapshot, spelled_here};

pub(crate) fn run(args: Events, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    if let Some(kind) = &args.kind {
        check_kind(kind, knowledge)?;
    }
    let snapshot = snapshot(&Asked { now: args.now, ..Asked::of(&args.sources, knowledge) }, out)?;
    let filter = Filter {
        kind: args.kind,
        status: args.status,
        actor: args.actor.map(|asked| spelled_here(snapshot, asked, knowledge)).transpose()?,
        since: args.since,
        until: args.until,
        on: args.on,
    };
    let table = events(snapshot, &filter);
    let found = !table.rows.is_empty();
    if args.json {
        out.write(&events_json(snapshot, &filter))?;
    } else if args.csv {
        out.write(&csv::table(&events_sheet(snapshot, &filter)))?;
    } else if args.markdown {
        out.write(&markdown::table(&table))?;
    } else if found {
        out.write(&text::table(&table, out.tables()))?;
    }
    if !found {
        out.talk("no such events");
    }
    Ok(Verdict::found_if(found))
}

fn check_kind(asked: &str, knowledge: &Knowledge) -> anyhow::Result<()> {
    let data = knowledge.data()?;
    // A record keeps occasions; acts stay claims of their reports.
    let occasions = data.schema.events.iter().filter(|(_, schema)| schema.is_engagement());
    let kinds: Vec<&str> = occasions.map(|(kind, _)| kind.as_str()).collect();
    if !kinds.contains(&asked) {
        bail!("`{asked}` is no kind of event; the kinds are {}", kinds.join(", "));
    }
    Ok(())
}
