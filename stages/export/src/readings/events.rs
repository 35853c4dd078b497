//! Events that reports tell of, a row each: engagements, and acts of one side.

use chancery_model::{ClaimValue, Edtf, EventValue};

use super::{ReadReport, Told, claims, told};
use crate::table::{Table, day, flag, list, text};
use crate::tables::{edtf, ids, name, names};

type Row<'r> = Told<'r, EventValue>;

pub(super) fn table(read: &[ReadReport]) -> Table {
    let rows = told(read, |claim| match &claim.value {
        ClaimValue::Event(value) => Some(value),
        _ => None,
    });
    let columns = vec![
        text("kind", "meeting, call, visit, talks, summit …, or an act of one side", |r: &Row<'_>| {
            Some(r.value.kind.0.clone())
        }),
        text("status", "proposed, planned, ongoing, held, cancelled or denied", |r| {
            Some(r.value.status.as_str().to_owned())
        }),
        text("plover_type", "type after PLOVER", |r| r.value.plover.as_ref().map(|p| p.kind.clone())),
        text("plover_mode", "mode after PLOVER", |r| r.value.plover.as_ref().and_then(|p| p.mode.clone())),
        text("date", "when, EDTF level 1", |r| edtf(r.value.time.as_ref().and_then(|t| t.edtf))),
        day("first_day", "the first day that it may be; unknown where the date is open to the past", |r| {
            r.value.time.as_ref().and_then(|t| t.edtf).and_then(Edtf::first_day)
        }),
        day("last_day", "the last day that it may be; unknown where the date is open to the future", |r| {
            r.value.time.as_ref().and_then(|t| t.edtf).and_then(Edtf::last_day)
        }),
        text("place", "the most specific place told", |r| r.value.place.as_ref().map(|p| p.name.clone())),
        text("country", "the state that it lies in", |r| r.value.place.as_ref().and_then(|p| p.country.clone())),
        list("actors", "names of all sides, of an act of whoever did it", |r| names(&r.value.actors)),
        list("actor_ids", "their ids, in the same order", |r| ids(&r.value.actors)),
        list("actors_for", "whom they act for, each once", |r| {
            let acts_for = |p: &chancery_model::Participant| name(p.acts_for.as_ref().or(Some(&p.actor)));
            let mut all: Vec<String> = r.value.actors.iter().filter_map(acts_for).collect();
            all.sort();
            all.dedup();
            all
        }),
        list("recipients", "names of those whom it is aimed at", |r| names(&r.value.recipients)),
        list("recipient_ids", "their ids, in the same order", |r| ids(&r.value.recipients)),
        list("mediators", "names of hosts and go-betweens", |r| names(&r.value.mediators)),
        list("mediator_ids", "their ids, in the same order", |r| ids(&r.value.mediators)),
        text("outcome", "agreement, partial or none", |r| {
            r.value.outcome.as_ref().map(|o| o.value.as_str().to_owned())
        }),
        list("issues", "what it is about", |r| r.value.issues.clone()),
        text("process", "the negotiation that it belongs to", |r| r.value.process.clone()),
        flag("background", "whether the report tells it as background only", |r| Some(r.value.background)),
    ];
    claims("events", "an event that a report tells of", &rows, columns)
}
