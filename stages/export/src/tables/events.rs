//! Events of the record, a row each.

use chancery_model::{Edtf, Event};

use super::{Quoting, claim_ids, edtf, ids, name, names, quotation, report_ids};
use crate::source::{Cited, Located, Source};
use crate::table::{Table, day, flag, key, list, number, of, text, whole};

struct Row<'s> {
    event: &'s Event,
    quote: Option<Cited>,
    located: Option<Located>,
    rule: Option<String>,
    learned: (Option<Edtf>, Option<Edtf>),
}

impl Quoting for Row<'_> {
    fn quote(&self) -> Option<&Cited> {
        self.quote.as_ref()
    }
}

pub(super) fn table(source: &Source<'_>) -> Table {
    let row = |event| Row {
        event,
        quote: source.best(event),
        located: event.place.as_ref().map(|place| source.located(place)),
        rule: source.snapshot.claim(&event.id).map(|claim| claim.rule.0.clone()),
        learned: Source::learned(event.history.iter().map(|told| told.learned)),
    };
    let rows: Vec<Row<'_>> = source.record().events.iter().map(row).collect();
    let mut columns = vec![
        key("id", "id of the event, as `chancery why` takes it", |r: &Row<'_>| Some(r.event.id.0.clone())),
        text("kind", "meeting, call, visit, talks, summit", |r| Some(r.event.kind.0.clone())),
        text("status", "proposed, planned, ongoing, held, cancelled or denied, as last learned", |r| {
            Some(r.event.status.as_str().to_owned())
        }),
        text("plover_type", "type after PLOVER", |r| r.event.plover.as_ref().map(|p| p.kind.clone())),
        text("plover_mode", "mode after PLOVER", |r| r.event.plover.as_ref().and_then(|p| p.mode.clone())),
        text("date", "when, EDTF level 1", |r| edtf(r.event.date())),
        day("first_day", "the first day that it may be; unknown where the date is open to the past", |r| {
            r.event.date().and_then(Edtf::first_day)
        }),
        day("last_day", "the last day that it may be; unknown where the date is open to the future", |r| {
            r.event.date().and_then(Edtf::last_day)
        }),
        text("place", "the most specific place told", |r| r.event.place.as_ref().map(|p| p.name.clone())),
        text("country", "the state that it lies in", |r| r.event.place.as_ref().and_then(|p| p.country.clone())),
        text("precision", "how precisely the place is known: venue, city, region, area, country or unknown", |r| {
            r.located.map(|at| at.precision.as_str().to_owned())
        }),
        number("latitude", "degrees north, WGS 84, of a city or venue; what is larger is no point", |r| {
            r.located.and_then(Located::point).map(|spot| spot.latitude)
        }),
        number("longitude", "degrees east", |r| r.located.and_then(Located::point).map(|spot| spot.longitude)),
        list("actors", "names of all sides", |r| names(&r.event.actors)),
        list("actor_ids", "their ids, in the same order", |r| ids(&r.event.actors)),
        list("actors_for", "whom they act for, each once", |r| {
            let mut all: Vec<String> =
                r.event.actors.iter().filter_map(|p| name(p.acts_for.as_ref().or(Some(&p.actor)))).collect();
            all.sort();
            all.dedup();
            all
        }),
        list("recipients", "names of those whom it is aimed at", |r| names(&r.event.recipients)),
        list("recipient_ids", "their ids, in the same order", |r| ids(&r.event.recipients)),
        list("mediators", "names of hosts and go-betweens", |r| names(&r.event.mediators)),
        list("mediator_ids", "their ids, in the same order", |r| ids(&r.event.mediators)),
        list("outcomes", "agreement, partial or none; more than one where reports differ", |r| {
            r.event.outcomes.iter().map(|o| o.value.as_str().to_owned()).collect()
        }),
        list("issues", "what it is about", |r| r.event.issues.clone()),
        text("process", "the negotiation that it belongs to", |r| r.event.process.clone()),
        of("events", "part_of", "the visit or gathering that it is a part of", |r| {
            r.event.part_of.as_ref().map(|part| part.of.0.clone())
        }),
        flag("background", "whether every report tells it as background only", |r| Some(r.event.background)),
        flag("overdue", "whether its day is past and nothing says that it happened or was called off", |r| {
            Some(r.event.overdue)
        }),
        flag("both_sides", "whether two parties or more say themselves what the status tells", |r| {
            Some(r.event.is_told_by_both_sides())
        }),
        text("first_learned", "when the first report that tells it was published, EDTF", |r| edtf(r.learned.0)),
        text("last_learned", "when the last one was, EDTF", |r| edtf(r.learned.1)),
        whole("origins", "how many acts of reporting its reports go back to", |r| Some(r.event.origins)),
        list("reports", "ids of the reports that tell it", |r| report_ids(&r.event.reports)),
        list("claims", "ids of the claims that it is made of", |r| claim_ids(&r.event.claims)),
        text("rule", "the rule that read the first of them", |r| r.rule.clone()),
    ];
    columns.extend(quotation());
    Table::of("events", "an engagement, with all that any report says of it", &rows, columns)
}
