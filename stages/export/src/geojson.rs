//! Events and who was where, as GeoJSON (RFC 7946): a feature an event that has a place. How precisely the place is told
//! stands beside it. A city or venue is a point; a region, a sea and a state are none, so they have no geometry: a pin
//! would say what nobody told.

use chancery_data::Spot;
use chancery_model::{Edtf, Event, Place};
use serde::Serialize;

use crate::source::Source;

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    geometry: Option<Point>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Point {
    #[serde(rename = "type")]
    kind: &'static str,
    /// East, then north.
    coordinates: [f64; 2],
}

#[derive(Serialize)]
struct Properties<'a> {
    title: String,
    kind: &'a str,
    status: &'static str,
    edtf: Option<Edtf>,
    first_day: Option<String>,
    last_day: Option<String>,
    place: &'a str,
    country: Option<&'a str>,
    /// venue, city, region, area or country.
    precision: &'static str,
    /// How far a region or area goes around its middle, in kilometres.
    reach_km: Option<f64>,
    /// That middle, east and north, of what is no point.
    middle: Option<[f64; 2]>,
    actors: Vec<&'a str>,
    recipients: Vec<&'a str>,
    process: Option<&'a str>,
    reports: usize,
    origins: usize,
    quote: Option<String>,
    quote_report: Option<String>,
    quote_start: Option<usize>,
    quote_end: Option<usize>,
}

/// The features of a record's events.
pub(crate) fn write(source: &Source<'_>) -> String {
    let features =
        source.record().events.iter().filter_map(|event| Some(feature(source, event, event.place.as_ref()?)));
    let collection = Collection { kind: "FeatureCollection", features: features.collect() };
    chancery_view::format::json::line(&collection)
}

fn feature<'a>(source: &Source<'a>, event: &'a Event, place: &'a Place) -> Feature<'a> {
    let located = source.located(place);
    let at = |spot: Spot| [spot.longitude, spot.latitude];
    let quote = source.best(event);
    let date = event.date();
    let names = |of: &'a [chancery_model::Participant]| of.iter().map(|p| p.actor.name.as_str()).collect();
    Feature {
        kind: "Feature",
        id: &event.id.0,
        geometry: located.point().map(|spot| Point { kind: "Point", coordinates: at(spot) }),
        properties: Properties {
            title: chancery_view::event_in_words(event),
            kind: &event.kind.0,
            status: event.status.as_str(),
            edtf: date,
            first_day: date.and_then(Edtf::first_day).map(|day| day.to_string()),
            last_day: date.and_then(Edtf::last_day).map(|day| day.to_string()),
            place: &place.name,
            country: place.country.as_deref(),
            precision: located.precision.as_str(),
            reach_km: located.spot.and_then(|spot| spot.reach),
            middle: located.spot.filter(|_| located.point().is_none()).map(at),
            actors: names(&event.actors),
            recipients: names(&event.recipients),
            process: event.process.as_deref(),
            reports: event.reports.len(),
            origins: event.origins,
            quote_report: quote.as_ref().map(|q| q.report.0.clone()),
            quote_start: quote.as_ref().map(|q| q.start),
            quote_end: quote.as_ref().map(|q| q.end),
            quote: quote.map(|q| q.exact),
        },
    }
}
