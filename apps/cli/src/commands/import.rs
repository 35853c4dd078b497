//! `import`: what an export holds, into a store.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use chancery_engine::clashes;
use chancery_engine::record::{Imported, Store};

use crate::args::Import;
use crate::commands::export::told;
use crate::out::{Out, Verdict};

pub(crate) fn run(args: &Import, out: &mut Out) -> anyhow::Result<Verdict> {
    let place = args.store.place();
    // Opened first: no store is made for a file that is not there.
    let (mut from, name): (Box<dyn BufRead>, String) = if args.file == Path::new("-") {
        (Box::new(std::io::stdin().lock()), "standard input".to_owned())
    } else {
        let name = args.file.display().to_string();
        let file = File::open(&args.file).with_context(|| format!("cannot read `{name}`"))?;
        (Box::new(BufReader::new(file)), name)
    };
    let is_new = place.may_be_new();
    let mut store = Store::create_or_open(&place)?;
    let imported = store.import(&mut *from, &name);
    let judgements = store.judgements(None)?;
    if imported.is_err() && is_new {
        // Nothing was imported: nothing is left behind, unless another process uses the store by now.
        store.discard(&place);
    }
    let Imported { held, new, withdrawn, other_text } = imported?;
    out.talk(&format!("{name} holds {}; new here: {}", told(held), told(new)));
    if withdrawn > 0 {
        out.talk(&format!("judgements withdrawn: {withdrawn}"));
    }
    if other_text > 0 {
        out.talk(&format!(
            "reports that are here with another text, read from the same bytes: {other_text}; their readings were left out"
        ));
    }
    for (judgement, refusal) in clashes(&judgements) {
        out.talk(&format!("judgement `{}` (by {}) cannot hold: {refusal}", judgement.id, judgement.by));
    }
    Ok(Verdict::Found)
}
