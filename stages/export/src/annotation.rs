//! Claims as annotations of the reports, after the W3C Web Annotation Data Model: one an annotation, with a target for each
//! piece of its evidence. A target is found by its words and those around them, and by its place in code points of the
//! text as Chancery has it, which page furniture may have been cut from.

use chancery_model::{Claim, ClaimId, Evidence, ReportId};
use serde::Serialize;

use crate::source::{Cited, Source};
use crate::urn;

/// How many characters before and behind the words are given.
const AROUND: usize = 32;

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'static str,
    total: usize,
    first: Page<'a>,
}

#[derive(Serialize)]
struct Page<'a> {
    id: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "startIndex")]
    start: usize,
    items: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    generator: Generator,
    body: Vec<Body<'a>>,
    target: Vec<Target>,
}

#[derive(Serialize)]
struct Generator {
    id: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    value: String,
}

#[derive(Serialize)]
struct Target {
    #[serde(rename = "type")]
    kind: &'static str,
    /// The report's address, else its name.
    source: String,
    /// The report by the hash of its bytes, whatever its address shows by now.
    scope: String,
    selector: (Quote, Position),
}

#[derive(Serialize)]
struct Quote {
    #[serde(rename = "type")]
    kind: &'static str,
    exact: String,
    prefix: String,
    suffix: String,
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "type")]
    kind: &'static str,
    start: usize,
    end: usize,
}

/// The annotations of a record's claims.
pub(crate) fn write(source: &Source<'_>) -> String {
    let items: Vec<Annotation<'_>> =
        source.claims().into_iter().map(|(claim, within)| annotation(source, claim, within)).collect();
    chancery_view::format::json::line(&Collection {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: "urn:chancery:annotations",
        kind: "AnnotationCollection",
        label: "What the reports say, claim by claim",
        total: items.len(),
        first: Page { id: "urn:chancery:annotations:1", kind: "AnnotationPage", start: 0, items },
    })
}

fn annotation<'a>(source: &Source<'a>, claim: &'a Claim, within: Option<ClaimId>) -> Annotation<'a> {
    let text = |purpose, value, language| Body { kind: "TextualBody", purpose, format: "text/plain", language, value };
    let mut body = vec![
        text("describing", chancery_view::claim_in_words(claim), Some("en")),
        text("classifying", claim.rule.0.clone(), None),
    ];
    // The event, position or pledge that it counts in, to be asked after.
    body.extend(within.map(|id| text("identifying", id.0, None)));
    Annotation {
        id: urn::claim(&claim.id),
        kind: "Annotation",
        motivation: "describing",
        generator: Generator {
            id: "urn:chancery",
            kind: "Software",
            name: concat!("Chancery ", env!("CARGO_PKG_VERSION")),
        },
        body,
        target: claim.evidence.iter().map(|evidence| target(source, &claim.anchor.report, evidence)).collect(),
    }
}

fn target(source: &Source<'_>, report: &ReportId, evidence: &Evidence) -> Target {
    let Cited { start, end, .. } = source.cite(report, evidence.span);
    let (prefix, suffix) = source.around(report, evidence.span, AROUND);
    let scope = urn::report(report);
    let address = source.card(report).and_then(urn::address);
    Target {
        kind: "SpecificResource",
        source: address.map_or_else(|| scope.clone(), str::to_owned),
        scope,
        selector: (
            Quote { kind: "TextQuoteSelector", exact: evidence.exact.clone(), prefix, suffix },
            Position { kind: "TextPositionSelector", start, end },
        ),
    }
}
