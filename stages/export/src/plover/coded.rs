//! What is counted as an event: engagements of the record, and acts of its reports.

use std::collections::BTreeMap;

use chancery_model::{Claim, ClaimValue, Edtf, EventKind, Participant, Place, Plover, ReportId, Status};
use chancery_view::EventClaims;

use crate::source::{Cited, Source};

/// One event as it is coded.
pub(super) struct Coded<'s> {
    pub(super) id: &'s str,
    pub(super) kind: &'s EventKind,
    pub(super) plover: &'s Plover,
    pub(super) status: Status,
    pub(super) date: Option<Edtf>,
    pub(super) actors: Vec<(&'s Participant, Option<Cited>)>,
    pub(super) recipients: Vec<(&'s Participant, Option<Cited>)>,
    pub(super) place: Option<(&'s Place, Option<Cited>)>,
    pub(super) issues: &'s [String],
    pub(super) process: Option<&'s str>,
    pub(super) reports: usize,
    pub(super) origins: usize,
    pub(super) rule: &'s str,
    /// The report that its words are from.
    pub(super) report: ReportId,
    pub(super) quote: Option<Cited>,
}

/// Events of the record that PLOVER has a type for.
pub(super) fn engagements<'s>(source: &Source<'s>) -> Vec<Coded<'s>> {
    let mut all = Vec::new();
    for event in &source.record().events {
        let Some(plover) = &event.plover else { continue };
        let claims = EventClaims::of(event, source.snapshot);
        let people = |of: &'s [Participant]| of.iter().map(|p| (p, source.naming(&claims, p))).collect();
        let at = |place: &'s Place| (place, claims.placing(place).map(|report| source.cite(report, place.span)));
        let quote = source.best(event);
        let report = quote.as_ref().map(|q| q.report.clone()).or(event.reports.first().cloned());
        all.push(Coded {
            id: &event.id.0,
            kind: &event.kind,
            plover,
            status: event.status,
            date: event.date(),
            actors: people(&event.actors),
            recipients: people(&event.recipients),
            place: event.place.as_ref().map(at),
            issues: &event.issues,
            process: event.process.as_deref(),
            reports: event.reports.len(),
            origins: event.origins,
            rule: source.snapshot.claim(&event.id).map_or("", |claim| &claim.rule.0),
            report: report.unwrap_or_else(|| ReportId(String::new())),
            quote,
        });
    }
    all
}

/// Acts, each once for all reports that print one text.
pub(super) fn acts<'s>(source: &Source<'s>) -> Vec<Coded<'s>> {
    let origins: BTreeMap<&ReportId, &str> = source
        .record()
        .origins
        .iter()
        .flat_map(|origin| origin.reports.iter().map(|report| (report, origin.id.as_str())))
        .collect();
    let mut order: BTreeMap<&ReportId, usize> = BTreeMap::new();
    order.extend(source.record().reports.iter().enumerate().map(|(at, card)| (&card.id, at)));
    let mut claims: Vec<&'s Claim> =
        source.claims().into_iter().filter(|(_, within)| within.is_none()).map(|(claim, _)| claim).collect();
    claims.sort_by_key(|claim| (order.get(&claim.anchor.report), claim.anchor.span));

    let mut at: BTreeMap<(&str, String, &str), usize> = BTreeMap::new();
    let mut all: Vec<Coded<'s>> = Vec::new();
    for claim in claims {
        let ClaimValue::Event(value) = &claim.value else { continue };
        let Some(plover) = &value.plover else { continue };
        let report = &claim.anchor.report;
        let quote = source.telling(claim);
        let words = quote.as_ref().map_or_else(String::new, |q| q.exact.clone());
        let text = origins.get(report).copied().unwrap_or(report.0.as_str());
        let key = (text, format!("{words}\n{}", source.cite(report, claim.anchor.span).exact), value.kind.0.as_str());
        if let Some(same) = at.get(&key) {
            all[*same].reports += 1;
            continue;
        }
        at.insert(key, all.len());
        let cite = |p: &'s Participant| (p, Some(source.cite(report, p.span)));
        all.push(Coded {
            id: &claim.id.0,
            kind: &value.kind,
            plover,
            status: value.status,
            date: value.time.as_ref().and_then(|time| time.edtf),
            actors: value.actors.iter().map(cite).collect(),
            recipients: value.recipients.iter().map(cite).collect(),
            place: value.place.as_ref().map(|place| (place, Some(source.cite(report, place.span)))),
            issues: &value.issues,
            process: value.process.as_deref(),
            reports: 1,
            origins: 1,
            rule: &claim.rule.0,
            report: report.clone(),
            quote,
        });
    }
    all
}
