//! `status`: what a store holds.

use chancery_engine::record::Store;
use chancery_model::ClaimKind;
use chancery_view::format::{json, text};
use chancery_view::{Status, status};

use crate::args::StoreStatus;
use crate::out::{Out, Verdict};

pub(crate) fn run(args: &StoreStatus, out: &mut Out) -> anyhow::Result<Verdict> {
    let place = args.store.place();
    let held = Store::open_read_only(&place)?.status()?;
    let claims = |kind| held.claims.get(&kind).copied().unwrap_or(0);
    let view = Status {
        store: place.to_string(),
        reports: held.reports,
        copies: held.copies,
        arrivals: held.arrivals,
        readings: held.readings,
        events: claims(ClaimKind::Event),
        statements: claims(ClaimKind::Statement),
        positions: claims(ClaimKind::Position),
        proposals: claims(ClaimKind::Proposal),
        pledges: claims(ClaimKind::Pledge),
        judgements: held.judgements,
        withdrawn: held.withdrawn,
        first_added: held.first_added,
        last_added: held.last_added,
        format: held.format,
        size: held.size,
    };
    let told = if args.json { json::line(&view) } else { text::page(&status(&view), out.prose()) };
    out.write(&told)?;
    Ok(Verdict::found_if(held.reports > 0))
}
