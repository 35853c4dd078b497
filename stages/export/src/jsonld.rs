//! The record as linked data, JSON-LD with the terms of schema.org and its context inside, so that nothing is fetched to
//! read it: events with day, place, who attended and the words that tell them; people, states and bodies; reports;
//! positions as claims and statements as quotations. What schema.org has no word for (a status, how a date is known) is an
//! `additionalProperty`. A day that is only about so stands there alone, and not as a start date.

use std::collections::BTreeMap;

use chancery_model::{
    ActorKind, Attendance, ClaimValue, Edtf, Event, Participant, Place, RecordedActor, RecordedPosition,
    RecordedStatement, ReportCard, Status,
};
use chancery_view::Precision;
use serde_json::{Map, Value, json};

use crate::source::{Cited, Source};
use crate::{dates, urn};

/// The record as one JSON-LD document.
pub(crate) fn write(source: &Source<'_>) -> String {
    let record = source.record();
    let mut graph: Vec<Value> = record.events.iter().map(|event| occasion(source, event)).collect();
    let places: BTreeMap<String, Value> = record
        .events
        .iter()
        .filter_map(|event| event.place.as_ref())
        .map(|at| (urn::place(&at.name, at.country.as_deref()), place(source, at)))
        .collect();
    graph.extend(places.into_values());
    graph.extend(record.actors.iter().map(actor));
    graph.extend(record.positions.iter().map(|p| position(source, p)));
    graph.extend(record.statements.iter().map(|s| statement(source, s)));
    graph.extend(record.reports.iter().map(report));
    let context =
        json!({"@vocab": "https://schema.org/", "id": "@id", "type": "@type", "eventStatus": {"@type": "@id"}});
    let mut out = json!({"@context": context, "@graph": graph}).to_string();
    out.push('\n');
    out
}

/// A thing with what is known of it: keys without a value are left out.
fn thing(id: String, kind: &str, facts: Vec<(&str, Option<Value>)>) -> Value {
    let mut map = Map::from_iter([("id".to_owned(), id.into()), ("type".to_owned(), kind.into())]);
    map.extend(facts.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    Value::Object(map)
}

fn text(words: impl Into<String>) -> Option<Value> {
    Some(Value::String(words.into())).filter(|value| value.as_str().is_some_and(|words| !words.is_empty()))
}

fn link(id: String) -> Value {
    json!({"id": id})
}

fn list(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::Array(values))
}

fn property(name: &str, value: impl Into<Value>) -> Value {
    json!({"type": "PropertyValue", "name": name, "value": value.into()})
}

fn occasion(source: &Source<'_>, event: &Event) -> Value {
    let there = |p: &&Participant| p.attendance != Attendance::Declined;
    let attending = event.actors.iter().chain(&event.recipients).chain(&event.mediators).filter(there);
    let (start, end) = event.date().map_or((None, None), dates::told);
    let before = moved_from(source, event);
    let status = match event.status {
        Status::Cancelled => Some("https://schema.org/EventCancelled"),
        _ if before.is_some() => Some("https://schema.org/EventRescheduled"),
        Status::Planned => Some("https://schema.org/EventScheduled"),
        Status::Proposed | Status::Ongoing | Status::Held | Status::Denied => None,
    };
    let mut properties = vec![property("status", event.status.as_str()), property("kind", event.kind.0.as_str())];
    properties.extend(event.date().map(|date| property("edtf", date.to_string())));
    properties.extend(event.process.as_deref().map(|process| property("process", process)));
    properties.extend(event.outcomes.iter().map(|o| property("outcome", o.value.as_str())));
    thing(
        urn::claim(&event.id),
        "Event",
        vec![
            ("identifier", text(event.id.0.as_str())),
            ("name", text(chancery_view::event_in_words(event))),
            ("eventStatus", status.map(Value::from)),
            ("startDate", start.map(Value::from)),
            ("endDate", end.map(Value::from)),
            ("previousStartDate", before.and_then(|date| dates::told(date).0).map(Value::from)),
            ("location", event.place.as_ref().map(|at| link(urn::place(&at.name, at.country.as_deref())))),
            ("attendee", list(attending.map(|p| link(urn::actor(&p.actor.id))).collect())),
            ("superEvent", event.part_of.as_ref().map(|part| link(urn::claim(&part.of)))),
            ("about", list(event.issues.iter().map(|issue| issue.as_str().into()).collect())),
            ("additionalProperty", list(properties)),
            ("subjectOf", list(event.evidence.iter().map(|e| quotation(&source.cited(e))).collect())),
        ],
    )
}

/// The words of a report, with their place in it.
fn quotation(cited: &Cited) -> Value {
    json!({
        "type": "Quotation",
        "text": cited.exact,
        "isPartOf": link(urn::report(&cited.report)),
        "additionalProperty": [property("start", cited.start), property("end", cited.end)],
    })
}

/// The date for which the event was last planned before it was moved to the one it has.
fn moved_from(source: &Source<'_>, event: &Event) -> Option<Edtf> {
    let now = event.date()?;
    let apart = |date: &Edtf| !date.overlaps(now);
    let told = |claim| match &source.snapshot.claim(claim)?.value {
        ClaimValue::Event(value) => value.moved_from.as_ref().and_then(|when| when.edtf),
        _ => None,
    };
    // Reports that tell another day of what took place contradict each other, and move nothing.
    let planned = event.history.iter().map(|step| (step.date.filter(|_| step.status.is_ahead()), told(&step.claim)));
    planned.flat_map(|(planned, moved)| [planned, moved]).flatten().rfind(apart)
}

fn place(source: &Source<'_>, at: &Place) -> Value {
    let located = source.located(at);
    let kind = match located.precision {
        Precision::City => "City",
        Precision::Region => "AdministrativeArea",
        Precision::Country => "Country",
        Precision::Venue | Precision::Area | Precision::Unknown => "Place",
    };
    thing(
        urn::place(&at.name, at.country.as_deref()),
        kind,
        vec![
            ("name", text(at.name.as_str())),
            (
                "containedInPlace",
                at.country.as_deref().filter(|c| *c != at.name).map(|name| json!({"type": "Country", "name": name})),
            ),
            (
                "geo",
                located.point().map(
                    |spot| json!({"type": "GeoCoordinates", "latitude": spot.latitude, "longitude": spot.longitude}),
                ),
            ),
        ],
    )
}

fn actor(recorded: &RecordedActor) -> Value {
    let kind = match recorded.actor.kind {
        ActorKind::Person => "Person",
        ActorKind::State => "Country",
        ActorKind::Organisation | ActorKind::Group => "Organization",
    };
    let facts = vec![("identifier", text(recorded.actor.id.0.as_str())), ("name", text(recorded.actor.name.as_str()))];
    thing(urn::actor(&recorded.actor.id), kind, facts)
}

fn position(source: &Source<'_>, p: &RecordedPosition) -> Value {
    let value = &p.value;
    let red_line = if value.red_line { " (red line)" } else { "" };
    let name = format!("{} {}{red_line}: {}", value.holder.actor.name, value.stance.as_str(), value.proposition);
    thing(
        urn::claim(&p.id),
        "Claim",
        vec![
            ("identifier", text(p.id.0.as_str())),
            ("name", text(name)),
            ("author", Some(link(urn::actor(&value.holder.actor.id)))),
            ("about", text(value.issue.as_str())),
            (
                "additionalProperty",
                list(vec![
                    property("stance", value.stance.as_str()),
                    property("redLine", value.red_line),
                    property("rung", value.rung.as_str()),
                ]),
            ),
            ("subjectOf", list(p.evidence.iter().map(|e| quotation(&source.cited(e))).collect())),
        ],
    )
}

fn statement(source: &Source<'_>, s: &RecordedStatement) -> Value {
    let speaker = s.value.speaker.as_ref();
    thing(
        urn::claim(&s.id),
        "Quotation",
        vec![
            ("identifier", text(s.id.0.as_str())),
            ("text", text(s.value.text.as_str())),
            ("creator", speaker.map(|p| link(urn::actor(&p.actor.id)))),
            ("isPartOf", Some(link(urn::report(&s.report)))),
            (
                "additionalProperty",
                list(vec![property("form", s.value.form.as_str()), property("rung", s.value.rung.as_str())]),
            ),
            ("subjectOf", list(s.evidence.iter().map(|e| quotation(&source.cited(e))).collect())),
        ],
    )
}

fn report(card: &ReportCard) -> Value {
    let published = card.published.edtf.and_then(|date| dates::told(date).0);
    thing(
        urn::report(&card.id),
        "Article",
        vec![
            ("identifier", text(card.id.0.as_str())),
            ("headline", card.title.as_deref().and_then(text)),
            ("publisher", card.outlet.as_deref().map(|name| json!({"type": "Organization", "name": name}))),
            ("datePublished", published.map(Value::from)),
            ("inLanguage", card.language.as_deref().and_then(text)),
            ("url", urn::address(card).and_then(text)),
        ],
    )
}
