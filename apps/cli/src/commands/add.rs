//! `add`: reports into a store.

use chancery_engine::record::Store;
use chancery_engine::{Options, Tally};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Add;
use crate::out::{Out, Verdict};
use crate::sources::{engine, inputs, tell};

pub(crate) fn run(args: &Add, out: &mut Out) -> anyhow::Result<Verdict> {
    let (inputs, mut problems) = inputs(&args.paths);
    if inputs.is_empty() {
        // No store is made for nothing.
        tell(&problems, false)?;
        return Ok(Verdict::Nothing);
    }
    let engine = engine()?;
    let mut store = Store::create_or_open(&args.store.path())?;
    let options = Options { published: args.published };
    let at = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let bar = if out.shows_progress() && inputs.len() > 1 {
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}, {eta} left")?;
        ProgressBar::new(inputs.len() as u64).with_style(style).with_message("inputs")
    } else {
        ProgressBar::hidden()
    };
    let added = engine.add(&mut store, &inputs, &options, &at, &mut |progress| {
        bar.set_position(progress.done as u64);
    });
    bar.finish_and_clear();
    let tally = added?;
    problems.extend(tally.problems.iter().cloned());
    let read_any = tally.new + tally.known + tally.same_text + tally.reread > 0;
    tell(&problems, read_any)?;
    out.talk(&summary(&tally));
    Ok(Verdict::found_if(read_any))
}

fn summary(tally: &Tally) -> String {
    let parts = [
        (tally.new, "added"),
        (tally.known, "known already"),
        (tally.same_text, "with a text already here, noted and not added"),
        (tally.reread, "read anew"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {} {what}", if n == 1 { "report" } else { "reports" }))
        .collect();
    if said.is_empty() { "no reports".to_owned() } else { said.join(", ") }
}
