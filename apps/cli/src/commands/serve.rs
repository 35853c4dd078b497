//! `serve`: the desk, a local web application over a store.

use std::sync::Arc;

use anyhow::Context;
use chancery_engine::record::Store;
use chancery_web::{Desk, Settings, serve};

use crate::args::Serve;
use crate::clock;
use crate::out::{Out, Verdict};
use crate::sources::Knowledge;

pub(crate) fn run(args: Serve, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let place = args.store.place();
    let token = args.token.or_else(|| std::env::var("CHANCERY_TOKEN").ok().filter(|token| !token.is_empty()));
    let mut settings = Settings::new(&place, args.by.or_else(clock::user).unwrap_or_default());
    settings.listen = args.listen.unwrap_or(settings.listen);
    if let Some(none) = args.watch.iter().find(|folder| !folder.is_dir()) {
        anyhow::bail!("`{}` is no folder; name one to watch", none.display());
    }
    (settings.watch, settings.kept_by) = (args.watch, Some(knowledge.name()?));
    let settings = Settings { token, read_only: args.read_only, now: args.now, ..settings }.checked()?;
    if !settings.read_only && place.may_be_new() {
        // A desk may begin with an empty record.
        drop(Store::create_or_open(&place)?);
    }
    let listen = settings.listen;
    let desk = Desk::new(settings, Arc::new(knowledge.new_engine()?))?;
    serve(desk, |address| out.talk(&format!("the desk is at {address}; press Ctrl-C to close it")))
        .with_context(|| format!("cannot listen at `{listen}`"))?;
    Ok(Verdict::Found)
}
