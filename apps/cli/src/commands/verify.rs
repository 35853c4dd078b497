//! `verify`: whether a store is sound.

use anyhow::bail;
use chancery_view::format::text;
use chancery_view::{Fault, verified};

use crate::args::StoreOnly;
use crate::out::{Out, Verdict};
use crate::sources::open_to_check;

pub(crate) fn run(args: &StoreOnly, out: &mut Out) -> anyhow::Result<Verdict> {
    let place = args.store.place();
    let store = open_to_check(&place)?;
    let faults: Vec<Fault> = store
        .verify()?
        .into_iter()
        .map(|fault| Fault { message: fault.message, harm: fault.harm.as_str().to_owned() })
        .collect();
    let name = place.to_string();
    out.write(&text::page(&verified(&name, &faults), out.prose()))?;
    if !faults.is_empty() {
        out.flush()?;
        bail!("`{name}` is not sound; the faults are listed above");
    }
    Ok(Verdict::Found)
}
