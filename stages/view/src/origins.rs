//! The acts of reporting behind a line: whose word it is, and why several reports are one.

use chancery_model::{Copied, Event, Likeness, Origin, ReportId, Snapshot, Voice};
use serde::Serialize;

use crate::Line;
use crate::phrase::{Cards, count};

/// An act of reporting of the record.
#[derive(Serialize)]
pub(crate) struct OriginJson<'a> {
    id: &'a str,
    reports: Vec<&'a str>,
    outlet: Option<&'a str>,
    copies: Vec<CopyJson<'a>>,
}

/// Two reports with one text.
#[derive(Serialize)]
struct CopyJson<'a> {
    of: &'a str,
    by: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    shared: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of_runs: Option<u32>,
}

/// An origin of one event or position.
#[derive(Serialize)]
pub(crate) struct VoiceJson<'a> {
    origin: &'a str,
    outlet: Option<&'a str>,
    reports: Vec<&'a str>,
    citing: Vec<&'a str>,
}

fn ids(reports: &[ReportId]) -> Vec<&str> {
    reports.iter().map(|r| r.0.as_str()).collect()
}

impl<'a> OriginJson<'a> {
    pub(crate) fn of(origin: &'a Origin) -> Self {
        let copy = |c: &'a Copied| {
            let (kind, shared, of_runs) = match c.likeness {
                Likeness::Same => ("same", None, None),
                Likeness::Alike { shared, of } => ("alike", Some(shared), Some(of)),
                Likeness::Cut { shared, of } => ("cut", Some(shared), Some(of)),
            };
            CopyJson { of: &c.of.0, by: &c.by.0, kind, shared, of_runs }
        };
        Self {
            id: &origin.id,
            reports: ids(&origin.reports),
            outlet: origin.outlet.as_deref(),
            copies: origin.copies.iter().map(copy).collect(),
        }
    }
}

impl<'a> VoiceJson<'a> {
    pub(crate) fn of(voice: &'a Voice) -> Self {
        Self {
            origin: &voice.id,
            outlet: voice.outlet.as_deref(),
            reports: ids(&voice.reports),
            citing: ids(&voice.citing),
        }
    }
}

/// Why reports are one origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyOrigin {
    /// Its id: that of a text, or `outlet:` and a name.
    pub origin: String,
    /// The reports.
    pub reports: Vec<String>,
    /// What tells it, a sentence each.
    pub reasons: Vec<String>,
}

/// The origins of an event or position that more than one report, or another outlet, stands behind.
pub(crate) fn reasons(snapshot: &dyn Snapshot, cards: &Cards<'_>, voices: &[Voice]) -> Vec<WhyOrigin> {
    voices
        .iter()
        .filter(|voice| voice.reports.len() > 1 || voice.outlet.is_some())
        .map(|voice| WhyOrigin {
            origin: voice.id.clone(),
            reports: voice.reports.iter().map(|r| r.0.clone()).collect(),
            reasons: reasons_of(snapshot, cards, voice),
        })
        .collect()
}

fn reasons_of(snapshot: &dyn Snapshot, cards: &Cards<'_>, voice: &Voice) -> Vec<String> {
    let name = |report: &ReportId| cards.source(report).label;
    let texts = snapshot.record().origins.iter();
    let texts = texts.filter(|origin| origin.reports.iter().any(|report| voice.reports.contains(report)));
    let mut reasons = Vec::new();
    for text in texts {
        let here = |report: &ReportId| voice.reports.contains(report);
        let copies = text.copies.iter().filter(|copy| here(&copy.of) || here(&copy.by));
        reasons.extend(copies.map(|copy| alike(&name(&copy.of), &name(&copy.by), copy.likeness)));
        let cited = |report: &&ReportId| !voice.citing.contains(report);
        for report in text.reports.iter().filter(|r| here(r)).filter(cited) {
            let credits = cards.get(report).and_then(|card| card.imprint.as_ref()).map(|i| i.credits.as_slice());
            let credits = credits.unwrap_or_default().iter().filter(|c| voice.outlet.as_ref() == Some(&c.outlet));
            reasons.extend(credits.map(|c| format!("{} prints a text of {}: “{}”", name(report), c.outlet, c.words)));
        }
    }
    for report in &voice.citing {
        let source = cards.get(report).and_then(|card| card.imprint.as_ref());
        let outlets = source.into_iter().flat_map(|i| &i.passed_on).map(|p| p.outlet.as_str());
        let outlet = voice.outlet.as_deref().filter(|o| outlets.clone().any(|other| other == *o));
        let outlet = outlet.unwrap_or_else(|| outlets.clone().next().unwrap_or("another outlet"));
        reasons.push(format!("{} has it from {outlet}", name(report)));
    }
    reasons.sort();
    reasons.dedup();
    reasons
}

/// "112 of 130 runs of five words stand in both (86%)".
fn alike(of: &str, by: &str, likeness: Likeness) -> String {
    let runs = |shared: u32, all: u32| {
        let share = (likeness.share() * 100.0).round();
        format!("{shared} of {} of five words stand in both ({share}%)", count(all as usize, "run"))
    };
    match likeness {
        Likeness::Same => format!("{of} and {by} print the same words"),
        Likeness::Alike { shared, of: all } => format!("{of} and {by} print one text: {}", runs(shared, all)),
        Likeness::Cut { shared, of: all } => {
            format!("of {of} and {by} one is cut from the other: of the shorter {}", runs(shared, all))
        }
    }
}

/// Who says so himself, of the parties to an event, in words; `None` where none is told to.
pub(crate) fn own_word(event: &Event) -> Option<String> {
    let names: Vec<&str> = event.own_word.iter().map(|actor| actor.name.as_str()).collect();
    let (last, others) = names.split_last()?;
    Some(match others {
        [] => format!("one side says so itself: {last}"),
        [other] => format!("both sides say so themselves: {other} and {last}"),
        others => format!("{} sides say so themselves: {} and {last}", names.len(), others.join(", ")),
    })
}

/// The origins as lines of a page: each with its reports, and under it what makes them one.
pub(crate) fn lines(cards: &Cards<'_>, origins: &[WhyOrigin]) -> Vec<Line> {
    let line = |origin: &WhyOrigin| {
        let outlet = origin.origin.strip_prefix("outlet:");
        let reports = origin.reports.iter().map(|r| ReportId(r.clone())).map(|r| cards.source(&r)).collect();
        let head = Line::plain(outlet.map_or_else(|| "one text".to_owned(), |outlet| format!("what {outlet} reports")));
        origin.reasons.iter().fold(head.from(reports), |head, reason| head.over(Line::plain(reason)))
    };
    origins.iter().map(line).collect()
}
