//! `judge list`: the judgements, and which of them no longer find what they are about.

use chancery_engine::clashes;
use chancery_engine::record::Store;
use chancery_view::format::{json, text};
use chancery_view::{Ruled, rulings};

use crate::args::{List, StoreFlag};
use crate::out::{Out, Verdict};
use crate::sources::Knowledge;

pub(super) fn run(args: &List, store: &StoreFlag, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let store = Store::open_read_only(store.place())?;
    let mut judgements = store.all_judgements()?;
    judgements.retain(|j| args.all || j.withdrawn.is_none());
    let snapshot = knowledge.record(store)?;
    let mut ruled: Vec<Ruled> = judgements.iter().map(|j| Ruled::of(j, &snapshot)).collect();
    ruled.retain(|r| !args.not_applying || !r.applies());
    if ruled.is_empty() {
        out.talk(match args.not_applying {
            true => "every judgement in force finds what it is about",
            false => "nothing has been judged",
        });
        return Ok(Verdict::Nothing);
    }
    for (judgement, refusal) in clashes(&judgements) {
        out.talk(&format!("judgement `{}` (by {}) cannot hold: {refusal}", judgement.id, judgement.by));
    }
    let told =
        if args.json { ruled.iter().map(json::line).collect() } else { text::page(&rulings(&ruled), out.prose()) };
    out.write(&told)?;
    Ok(Verdict::Found)
}
