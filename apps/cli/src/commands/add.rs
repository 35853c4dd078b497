//! `add`: reports into a store.

use chancery_engine::record::Store;
use chancery_engine::{Options, Tally};

use crate::args::Add;
use crate::clock;
use crate::out::{Out, Verdict};
use crate::sources::{Knowledge, inputs, tell};

pub(crate) fn run(args: &Add, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let (inputs, mut problems) = inputs(&args.paths);
    if inputs.is_empty() {
        // No store is made for nothing.
        tell(&problems, false)?;
        return Ok(Verdict::Nothing);
    }
    let engine = knowledge.engine()?;
    let place = args.store.place();
    let is_new = place.may_be_new();
    let mut store = Store::create_or_open(&place)?;
    let options = Options { published: args.published };
    let at = clock::now();
    let bar = out.bar()?;
    let added = engine.add(&mut store, &inputs, &options, &at, &mut |progress| bar.show(progress));
    bar.finish();
    let tally = added?;
    problems.extend(tally.problems.iter().cloned());
    let recorded = tally.recorded();
    if recorded == 0 && is_new {
        // Nothing could be read: nothing is left behind, unless another process uses the store by now.
        store.discard(&place);
    }
    tell(&problems, recorded > 0)?;
    out.talk(&summary(&tally));
    if recorded > 0 && tally.undated >= recorded {
        out.talk(UNDATED);
    }
    Ok(Verdict::found_if(recorded > 0))
}

/// Said where every report is undated: one that is not takes the bounds that the dated ones give.
const UNDATED: &str = "none of them tells when it was published, so days like “Monday” stay open; \
    add them again with `--published DATE` to say it";

pub(crate) fn summary(tally: &Tally) -> String {
    let parts = [
        (tally.new, "added"),
        (tally.known, "known already"),
        (tally.same_text, "kept as a copy of one with the same text"),
        (tally.reread, "read anew"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {} {what}", if n == 1 { "report" } else { "reports" }))
        .collect();
    if said.is_empty() { "no reports".to_owned() } else { said.join(", ") }
}
