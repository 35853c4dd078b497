//! `reread`: all reports of a store, read again with this program.

use chancery_engine::record::Store;
use chancery_view::format::text;
use chancery_view::{Ruled, rulings};

use crate::args::StoreOnly;
use crate::clock;
use crate::commands::add;
use crate::out::{Out, Verdict};
use crate::sources::{Knowledge, tell};

pub(crate) fn run(args: &StoreOnly, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let mut store = Store::open(args.store.place())?;
    let engine = knowledge.engine()?;
    let bar = out.bar()?;
    let read = engine.reread(&mut store, None, &clock::now(), &mut |progress| bar.show(progress));
    bar.finish();
    let tally = read?;
    tell(&tally.problems, tally.recorded() > 0)?;
    out.talk(&add::summary(&tally));
    let judgements = store.judgements(None)?;
    if !judgements.is_empty() {
        let snapshot = engine.snapshot(store, None, None)?;
        let ruled: Vec<Ruled> = judgements.iter().map(|j| Ruled::of(j, &snapshot)).collect();
        let lost: Vec<Ruled> = ruled.iter().filter(|r| !r.applies()).cloned().collect();
        out.talk(&format!("{} of {} judgements still apply", ruled.len() - lost.len(), ruled.len()));
        if !lost.is_empty() {
            out.write(&text::page(&rulings(&lost), out.prose()))?;
        }
    }
    Ok(Verdict::found_if(tally.recorded() > 0))
}
