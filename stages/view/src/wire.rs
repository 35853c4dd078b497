//! The pieces of the contract's JSON that several pages share. They are apart from the model's
//! types: keys come in the contract's order, unknown is null, offsets are code points. What the
//! program does not read yet is null or an empty list, so that readers need no second version.

use chancery_model::{
    Bounds, ByteSpan, Claim, ClaimValue, Edtf, Event, EventValue, Evidence, Participant, Place, Plover,
    RecordedEvidence, RecordedStatement, Report, ReportCard, ReportId, Snapshot, StatementValue, When,
};
use serde::Serialize;

use crate::offsets::{Indexed, Texts};
use crate::origins::VoiceJson;
use crate::outcome_json::OutcomeJson;

/// A report, with or without its text.
#[derive(Serialize)]
pub(crate) struct ReportJson<'a> {
    id: &'a str,
    text_hash: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    key: &'a str,
    path: Option<&'a str>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    published: PublishedJson<'a>,
    language: Option<&'a str>,
}

#[derive(Serialize)]
struct PublishedJson<'a> {
    edtf: Option<Edtf>,
    basis: Option<&'static str>,
    text: Option<&'a str>,
    /// When it can have been written, where no date tells.
    bounds: Option<BoundsJson<'a>>,
}

#[derive(Serialize)]
struct BoundsJson<'a> {
    edtf: Edtf,
    basis: String,
    events: Vec<&'a str>,
}

impl<'a> BoundsJson<'a> {
    fn of(bounds: &'a Bounds) -> Self {
        let events: Vec<&str> = bounds.by.iter().map(|id| id.0.as_str()).collect();
        Self { edtf: bounds.edtf, basis: format!("by event {}", events.join(" and ")), events }
    }
}

impl<'a> ReportJson<'a> {
    /// A report as the record keeps it.
    pub(crate) fn of(card: &'a ReportCard) -> Self {
        let published = &card.published;
        Self {
            id: &card.id.0,
            text_hash: &card.text_hash,
            text: None,
            key: &card.key,
            path: card.path.as_deref(),
            url: card.url.as_deref(),
            title: card.title.as_deref(),
            outlet: card.outlet.as_deref(),
            published: PublishedJson {
                edtf: published.edtf,
                basis: published.basis.map(|b| b.as_str()),
                text: published.text.as_deref(),
                bounds: card.bounds.as_ref().map(BoundsJson::of),
            },
            language: card.language.as_deref(),
        }
    }

    /// The same, with the text of the report it was made from.
    pub(crate) fn with_text(mut self, report: &'a Report) -> Self {
        self.text = Some(&report.text);
        self
    }
}

/// Words of a report; all three are null where the report they stand in is not known.
#[derive(Serialize)]
pub(crate) struct WordsJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<String>,
    text: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
}

impl WordsJson {
    /// The words of a span of a text.
    pub(crate) fn of(text: &Indexed, span: ByteSpan) -> Self {
        let (start, end) = text.points.span(span);
        Self { report: None, text: Some(span.of(&text.text).to_owned()), start: Some(start), end: Some(end) }
    }

    /// The words of a span of a report's text; they name the report where one is given.
    pub(crate) fn within(report: Option<&ReportId>, text: &Indexed, span: ByteSpan) -> Self {
        Self { report: report.map(|r| r.0.clone()), ..Self::of(text, span) }
    }

    /// Words that stand in no known report.
    fn unknown() -> Self {
        Self { report: None, text: None, start: None, end: None }
    }
}

/// Who acts or speaks, and the words that name them.
#[derive(Serialize)]
pub(crate) struct ActorJson<'a> {
    id: &'a str,
    kind: &'static str,
    name: &'a str,
    #[serde(rename = "for")]
    acts_for: Option<&'a str>,
    office: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attendance: Option<&'static str>,
    #[serde(flatten)]
    words: WordsJson,
}

impl<'a> ActorJson<'a> {
    /// Somebody at an event.
    pub(crate) fn at_event(p: &'a Participant, words: WordsJson) -> Self {
        let attendance = Some(p.attendance.as_str());
        Self { role: Some(p.role.as_str()), attendance, ..Self::speaking(p, words) }
    }

    /// Somebody who speaks: there is no role and no attendance to tell.
    pub(crate) fn speaking(p: &'a Participant, words: WordsJson) -> Self {
        Self {
            id: &p.actor.id.0,
            kind: p.actor.kind.as_str(),
            name: &p.actor.name,
            acts_for: p.acts_for.as_ref().map(|a| a.name.as_str()),
            office: p.office.as_deref(),
            role: None,
            attendance: None,
            words,
        }
    }
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    name: &'a str,
    country: Option<&'a str>,
    #[serde(flatten)]
    words: WordsJson,
}

#[derive(Serialize)]
pub(crate) struct TimeJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<String>,
    edtf: Option<Edtf>,
    text: Option<&'a str>,
    basis: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
}

impl<'a> TimeJson<'a> {
    pub(crate) fn of(when: &'a When, words: WordsJson) -> Self {
        let known = |s: &'a str| Some(s).filter(|s| !s.is_empty());
        Self {
            report: words.report,
            edtf: when.edtf,
            text: known(&when.text),
            basis: known(&when.basis),
            start: words.start,
            end: words.end,
        }
    }
}

/// Exact words; in the record they name their report.
#[derive(Serialize)]
pub(crate) struct EvidenceJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a str>,
    start: usize,
    end: usize,
    exact: &'a str,
}

impl<'a> EvidenceJson<'a> {
    /// Words of the one report that the object is about.
    pub(crate) fn here(evidence: &'a Evidence, text: &Indexed) -> Self {
        let (start, end) = text.points.span(evidence.span);
        Self { report: None, start, end, exact: &evidence.exact }
    }

    /// Words of a report of the record.
    pub(crate) fn of(evidence: &'a RecordedEvidence, texts: &mut Texts<'_>) -> Self {
        let (start, end) = texts.get(&evidence.report).points.span(evidence.span);
        Self { report: Some(&evidence.report.0), start, end, exact: &evidence.exact }
    }
}

/// A piece of a report's text.
#[derive(Serialize)]
pub(crate) struct QuoteJson {
    start: usize,
    end: usize,
    exact: String,
}

impl QuoteJson {
    pub(crate) fn of(text: &Indexed, span: ByteSpan) -> Self {
        let (start, end) = text.points.span(span);
        Self { start, end, exact: span.of(&text.text).to_owned() }
    }
}

/// An event, of one report or merged.
#[derive(Serialize)]
pub(crate) struct EventJson<'a> {
    id: &'a str,
    kind: &'a str,
    plover: Option<&'a Plover>,
    status: &'static str,
    actors: Vec<ActorJson<'a>>,
    recipients: Vec<ActorJson<'a>>,
    mediators: Vec<ActorJson<'a>>,
    place: Option<PlaceJson<'a>>,
    time: Option<TimeJson<'a>>,
    outcome: Option<OutcomeJson<'a>>,
    process: Option<&'a str>,
    issues: &'a [String],
    background: bool,
    evidence: Vec<EvidenceJson<'a>>,
    rule: Option<&'a str>,
    #[serde(flatten)]
    merged: Option<MergedJson<'a>>,
}

/// What only a merged event has.
#[derive(Serialize)]
struct MergedJson<'a> {
    part_of: Option<&'a str>,
    part_reasons: &'a [String],
    other_outcomes: Vec<OutcomeJson<'a>>,
    claims: Vec<&'a str>,
    reports: Vec<&'a str>,
    origins: usize,
    voices: Vec<VoiceJson<'a>>,
    own_word: Vec<&'a str>,
    both_sides: bool,
    overdue: bool,
    history: Vec<HistoryJson<'a>>,
}

#[derive(Serialize)]
struct HistoryJson<'a> {
    edtf: Option<Edtf>,
    status: &'static str,
    learned: Option<Edtf>,
    report: &'a str,
    claim: &'a str,
}

impl<'a> EventJson<'a> {
    /// An event as one report tells it.
    pub(crate) fn claimed(claim: &'a Claim, value: &'a EventValue, text: &Indexed) -> Self {
        let people = |of: &'a [Participant]| -> Vec<ActorJson<'a>> {
            of.iter().map(|p| ActorJson::at_event(p, WordsJson::of(text, p.span))).collect()
        };
        Self {
            id: &claim.id.0,
            kind: &value.kind.0,
            plover: value.plover.as_ref(),
            status: value.status.as_str(),
            actors: people(&value.actors),
            recipients: people(&value.recipients),
            mediators: people(&value.mediators),
            place: value.place.as_ref().map(|p| PlaceJson {
                name: &p.name,
                country: p.country.as_deref(),
                words: WordsJson::of(text, p.span),
            }),
            time: value.time.as_ref().map(|t| TimeJson::of(t, WordsJson::of(text, t.span))),
            outcome: value.outcome.as_ref().map(|o| OutcomeJson::claimed(o, text)),
            process: value.process.as_deref(),
            issues: &value.issues,
            background: value.background,
            evidence: claim.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect(),
            rule: Some(&claim.rule.0),
            merged: None,
        }
    }

    /// An event with all that any report says of it.
    pub(crate) fn merged(event: &'a Event, snapshot: &'a dyn Snapshot, texts: &mut Texts<'_>) -> Self {
        let claims = EventClaims::of(event, snapshot);
        let mut people = |of: &'a [Participant]| -> Vec<ActorJson<'a>> {
            of.iter().map(|p| ActorJson::at_event(p, claims.words(claims.naming(p), p.span, texts))).collect()
        };
        let (actors, recipients, mediators) =
            (people(&event.actors), people(&event.recipients), people(&event.mediators));
        Self {
            id: &event.id.0,
            kind: &event.kind.0,
            plover: event.plover.as_ref(),
            status: event.status.as_str(),
            actors,
            recipients,
            mediators,
            place: event.place.as_ref().map(|p| PlaceJson {
                name: &p.name,
                country: p.country.as_deref(),
                words: claims.words(claims.placing(p), p.span, texts),
            }),
            time: event.time.as_ref().map(|t| TimeJson::of(t, claims.words(claims.timing(t), t.span, texts))),
            outcome: event.outcomes.first().map(|o| OutcomeJson::recorded(o, texts)),
            process: event.process.as_deref(),
            issues: &event.issues,
            background: event.background,
            evidence: event.evidence.iter().map(|e| EvidenceJson::of(e, texts)).collect(),
            rule: snapshot.claim(&event.id).map(|c| c.rule.0.as_str()),
            merged: Some(MergedJson {
                part_of: event.part_of.as_ref().map(|part| part.of.0.as_str()),
                part_reasons: event.part_of.as_ref().map_or(&[], |part| &part.reasons),
                other_outcomes: event.outcomes.iter().skip(1).map(|o| OutcomeJson::recorded(o, texts)).collect(),
                claims: event.claims.iter().map(|c| c.0.as_str()).collect(),
                reports: event.reports.iter().map(|r| r.0.as_str()).collect(),
                origins: event.origins,
                voices: event.voices.iter().map(VoiceJson::of).collect(),
                own_word: event.own_word.iter().map(|actor| actor.id.0.as_str()).collect(),
                both_sides: event.is_told_by_both_sides(),
                overdue: event.overdue,
                history: event
                    .history
                    .iter()
                    .map(|h| HistoryJson {
                        status: h.status.as_str(),
                        edtf: h.date,
                        learned: h.learned,
                        report: &h.report.0,
                        claim: &h.claim.0,
                    })
                    .collect(),
            }),
        }
    }
}

/// The claims of a merged event. A merged participant, place or time is one claim's, and its span
/// indexes the report of that claim: this finds the report again.
#[derive(Debug)]
pub struct EventClaims<'a>(Vec<(&'a ReportId, &'a EventValue)>);

impl<'a> EventClaims<'a> {
    /// The claims of an event, in its order.
    #[must_use]
    pub fn of(event: &Event, snapshot: &'a dyn Snapshot) -> Self {
        let claims = event.claims.iter().filter_map(|id| snapshot.claim(id));
        Self(
            claims
                .filter_map(|claim| match &claim.value {
                    ClaimValue::Event(value) => Some((&claim.anchor.report, value)),
                    _ => None,
                })
                .collect(),
        )
    }

    /// The report whose words name a participant.
    #[must_use]
    pub fn naming(&self, p: &Participant) -> Option<&'a ReportId> {
        self.first(|v| {
            v.actors
                .iter()
                .chain(&v.recipients)
                .chain(&v.mediators)
                .any(|q| q.span == p.span && q.actor.id == p.actor.id)
        })
    }

    /// The report whose words name a place.
    #[must_use]
    pub fn placing(&self, place: &Place) -> Option<&'a ReportId> {
        self.first(|v| v.place.as_ref().is_some_and(|p| p.span == place.span && p.name == place.name))
    }

    /// The report whose words tell a time.
    #[must_use]
    pub fn timing(&self, when: &When) -> Option<&'a ReportId> {
        self.first(|v| v.time.as_ref().is_some_and(|t| t.span == when.span && t.text == when.text))
    }

    fn first(&self, says: impl Fn(&EventValue) -> bool) -> Option<&'a ReportId> {
        self.0.iter().find(|(_, value)| says(value)).map(|(report, _)| *report)
    }

    fn words(&self, report: Option<&ReportId>, span: ByteSpan, texts: &mut Texts<'_>) -> WordsJson {
        let Some(report) = report else { return WordsJson::unknown() };
        WordsJson { report: Some(report.0.clone()), ..WordsJson::of(texts.get(report), span) }
    }
}

/// A statement, of one report or of the record.
#[derive(Serialize)]
pub(crate) struct StatementJson<'a> {
    id: &'a str,
    speaker: Option<ActorJson<'a>>,
    form: &'static str,
    cue: Option<&'a str>,
    cue_start: Option<usize>,
    cue_end: Option<usize>,
    rung: &'static str,
    chain: &'a [String],
    text: &'a str,
    quotes: Vec<QuoteJson>,
    content: Vec<QuoteJson>,
    evidence: Vec<EvidenceJson<'a>>,
    rule: Option<&'a str>,
    #[serde(flatten)]
    recorded: Option<RecordedJson<'a>>,
}

/// What only a statement of the record has.
#[derive(Serialize)]
struct RecordedJson<'a> {
    report: &'a str,
    learned: Option<Edtf>,
    part_of: Option<&'a str>,
}

impl<'a> StatementJson<'a> {
    /// What was said, as one report has it.
    pub(crate) fn claimed(claim: &'a Claim, value: &'a StatementValue, text: &Indexed) -> Self {
        Self {
            evidence: claim.evidence.iter().map(|e| EvidenceJson::here(e, text)).collect(),
            rule: Some(&claim.rule.0),
            ..Self::of(&claim.id.0, value, text)
        }
    }

    /// What was said, as the record has it.
    pub(crate) fn recorded(s: &'a RecordedStatement, snapshot: &'a dyn Snapshot, texts: &mut Texts<'_>) -> Self {
        Self {
            evidence: s.evidence.iter().map(|e| EvidenceJson::of(e, texts)).collect(),
            rule: snapshot.claim(&s.id).map(|c| c.rule.0.as_str()),
            recorded: Some(RecordedJson {
                report: &s.report.0,
                learned: s.learned,
                part_of: s.part_of.as_ref().map(|event| event.0.as_str()),
            }),
            ..Self::of(&s.id.0, &s.value, texts.get(&s.report))
        }
    }

    fn of(id: &'a str, value: &'a StatementValue, text: &Indexed) -> Self {
        let quote = |span: &ByteSpan| QuoteJson::of(text, *span);
        let cue = value.cue_span.map(|span| text.points.span(span));
        Self {
            id,
            speaker: value.speaker.as_ref().map(|p| ActorJson::speaking(p, WordsJson::of(text, p.span))),
            form: value.form.as_str(),
            cue: value.cue.as_deref(),
            cue_start: cue.map(|(start, _)| start),
            cue_end: cue.map(|(_, end)| end),
            rung: value.rung.as_str(),
            chain: &value.chain,
            text: &value.text,
            quotes: value.quotes.iter().map(quote).collect(),
            content: value.content.iter().map(quote).collect(),
            evidence: Vec::new(),
            rule: None,
            recorded: None,
        }
    }
}
