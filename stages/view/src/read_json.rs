//! `read --json`: what one report says, as one JSON object, after the contract. No record, no
//! other report: offsets are into this report's text.

use std::collections::BTreeMap;

use chancery_model::{
    Actor, AmountFinding, ByteSpan, Claim, ClaimValue, Document, Findings, Reading, Report, ReportCard, TimeFinding,
};
use serde::Serialize;

use crate::office_json::OfficeJson;
use crate::offsets::{CodePoints, Indexed};
use crate::pledge_json::PledgeJson;
use crate::position_json::PositionJson;
use crate::proposal_json::ProposalJson;
use crate::wire::{EventJson, EvidenceJson, ReportJson, StatementJson};

/// One report on its way through: everything `read` shows comes from here.
#[derive(Clone, Copy, Debug)]
pub struct ReadView<'a> {
    /// The report.
    pub report: &'a Report,
    /// The report after language analysis.
    pub document: &'a Document<'a>,
    /// What rules found.
    pub findings: &'a Findings,
    /// What it amounts to: claims and notes.
    pub reading: &'a Reading,
    /// The expressions of time that have a value, after TIMEX3.
    pub times: &'a [TimeValue],
    /// Whom each name of the document stands for, in their order.
    pub named: &'a [Option<Actor>],
}

/// The value of an expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeValue {
    /// The words.
    pub span: ByteSpan,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: &'static str,
    /// The value after TIMEX3; `None` where it is not known.
    pub value: Option<String>,
}

/// What is left out and what is added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Leaves the report's text out.
    pub without_text: bool,
    /// Adds sentences and tokens.
    pub tokens: TokenLayer,
}

/// Whether sentences and tokens are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenLayer {
    /// They are left out.
    #[default]
    Absent,
    /// They are told.
    Present,
}

/// A number as JSON has it: whole where it is whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum AmountValue {
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Decimal(f64),
}

impl std::fmt::Display for AmountValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Decimal(number) => number.fmt(f),
        }
    }
}

impl AmountValue {
    /// The number a decimal numeral stands for; `None` where it is none.
    #[must_use]
    pub fn of(decimal: &str) -> Option<Self> {
        let whole = decimal.parse().ok().map(Self::Whole);
        whole.or_else(|| decimal.parse().ok().filter(|d: &f64| d.is_finite()).map(Self::Decimal))
    }
}

#[derive(Serialize)]
struct ReadJson<'a> {
    report: ReportJson<'a>,
    events: Vec<EventJson<'a>>,
    positions: Vec<PositionJson<'a>>,
    pledges: Vec<PledgeJson<'a>>,
    proposals: Vec<ProposalJson<'a>>,
    offices: Vec<OfficeJson<'a>>,
    statements: Vec<StatementJson<'a>>,
    times: Vec<TimeJson<'a>>,
    amounts: Vec<AmountJson<'a>>,
    names: Vec<NameJson<'a>>,
    notes: Vec<NoteJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentences: Option<Vec<SentenceJson<'a>>>,
}

#[derive(Serialize)]
struct TimeJson<'a> {
    start: usize,
    end: usize,
    exact: &'a str,
    r#type: &'static str,
    value: Option<&'a str>,
}

#[derive(Serialize)]
struct AmountJson<'a> {
    start: usize,
    end: usize,
    exact: &'a str,
    value: Option<AmountValue>,
    unit: &'a str,
}

#[derive(Serialize)]
struct NameJson<'a> {
    start: usize,
    end: usize,
    exact: &'a str,
    kind: &'static str,
    actor: Option<&'a str>,
}

#[derive(Serialize)]
struct NoteJson<'a> {
    code: &'a str,
    message: &'a str,
    evidence: Vec<EvidenceJson<'a>>,
}

#[derive(Serialize)]
struct SentenceJson<'a> {
    start: usize,
    end: usize,
    tokens: Vec<TokenJson<'a>>,
}

#[derive(Serialize)]
struct TokenJson<'a> {
    start: usize,
    end: usize,
    form: &'a str,
    lemma: Option<&'a str>,
    upos: Option<&'a str>,
    xpos: Option<&'a str>,
    head: Option<usize>,
    deprel: Option<&'a str>,
}

/// What a report says, as one line of JSON.
#[must_use]
pub fn read_json(view: ReadView<'_>, options: ReadOptions) -> String {
    let card: ReportCard = view.report.card();
    let text = Indexed { text: view.report.text.clone(), points: CodePoints::of(&view.report.text) };
    let points = &text.points;
    let head = ReportJson::of(&card);
    let values: Values<'_> = view.times.iter().map(|t| (t.span, t)).collect();
    crate::format::json::line(&ReadJson {
        report: if options.without_text { head } else { head.with_text(view.report) },
        events: view.reading.claims.iter().filter_map(|claim| event(claim, &text)).collect(),
        positions: view.reading.claims.iter().filter_map(|claim| position(claim, &text)).collect(),
        pledges: view.reading.claims.iter().filter_map(|claim| pledge(claim, &text)).collect(),
        proposals: view.reading.claims.iter().filter_map(|claim| proposal(claim, &text)).collect(),
        offices: view.reading.claims.iter().filter_map(|claim| office(claim, &text)).collect(),
        statements: view.reading.claims.iter().filter_map(|claim| statement(claim, &text)).collect(),
        times: view.findings.times.iter().map(|t| time(t, &values, view.report, points)).collect(),
        amounts: view.findings.amounts.iter().map(|a| amount(a, view, points)).collect(),
        names: names(view, points),
        notes: view
            .reading
            .notes
            .iter()
            .map(|n| NoteJson {
                code: &n.code,
                message: &n.message,
                evidence: n.evidence.iter().map(|e| EvidenceJson::here(e, &text)).collect(),
            })
            .collect(),
        sentences: (options.tokens == TokenLayer::Present).then(|| sentences(view, points)),
    })
}

fn event<'a>(claim: &'a Claim, text: &Indexed) -> Option<EventJson<'a>> {
    match &claim.value {
        ClaimValue::Event(value) => Some(EventJson::claimed(claim, value, text)),
        _ => None,
    }
}

fn statement<'a>(claim: &'a Claim, text: &Indexed) -> Option<StatementJson<'a>> {
    match &claim.value {
        ClaimValue::Statement(value) => Some(StatementJson::claimed(claim, value, text)),
        _ => None,
    }
}

fn position<'a>(claim: &'a Claim, text: &Indexed) -> Option<PositionJson<'a>> {
    match &claim.value {
        ClaimValue::Position(value) => Some(PositionJson::claimed(claim, value, text)),
        _ => None,
    }
}

fn proposal<'a>(claim: &'a Claim, text: &Indexed) -> Option<ProposalJson<'a>> {
    match &claim.value {
        ClaimValue::Proposal(value) => Some(ProposalJson::claimed(claim, value, text)),
        _ => None,
    }
}

fn pledge<'a>(claim: &'a Claim, text: &Indexed) -> Option<PledgeJson<'a>> {
    match &claim.value {
        ClaimValue::Pledge(value) => Some(PledgeJson::claimed(claim, value, text)),
        _ => None,
    }
}

fn office<'a>(claim: &'a Claim, text: &Indexed) -> Option<OfficeJson<'a>> {
    match &claim.value {
        ClaimValue::Office(value) => Some(OfficeJson::claimed(claim, value, text)),
        _ => None,
    }
}

/// Values of times, by their words.
type Values<'a> = BTreeMap<ByteSpan, &'a TimeValue>;

fn time<'a>(found: &TimeFinding, values: &Values<'a>, report: &'a Report, points: &CodePoints) -> TimeJson<'a> {
    let (start, end) = points.span(found.span);
    let known = values.get(&found.span).copied();
    TimeJson {
        start,
        end,
        exact: found.span.of(&report.text),
        r#type: known.map_or_else(|| found.value.timex_type(), |t| t.kind),
        value: known.and_then(|t| t.value.as_deref()),
    }
}

fn amount<'a>(found: &'a AmountFinding, view: ReadView<'a>, points: &CodePoints) -> AmountJson<'a> {
    let (start, end) = points.span(found.span);
    AmountJson {
        start,
        end,
        exact: found.span.of(&view.report.text),
        value: AmountValue::of(&found.value),
        unit: &found.unit,
    }
}

/// The names, each with whom it stands for.
fn names<'a>(view: ReadView<'a>, points: &CodePoints) -> Vec<NameJson<'a>> {
    let actors = view.named.iter().map(|actor| actor.as_ref().map(|a| a.id.0.as_str())).chain(std::iter::repeat(None));
    let told = view.document.names.iter().zip(actors).map(|(name, actor)| {
        let (start, end) = points.span(name.span);
        NameJson { start, end, exact: name.span.of(&view.report.text), kind: name.kind.as_str(), actor }
    });
    told.collect()
}

fn sentences<'a>(view: ReadView<'a>, points: &CodePoints) -> Vec<SentenceJson<'a>> {
    let document = view.document;
    let told = (0..document.sentences.len()).map(|i| {
        let (start, end) = points.span(document.sentences[i].span);
        let tokens = document.tokens_of(i).iter().map(|t| {
            let (start, end) = points.span(t.span);
            TokenJson {
                start,
                end,
                form: t.span.of(&view.report.text),
                lemma: t.lemma.as_deref(),
                upos: t.upos.as_deref(),
                xpos: t.xpos.as_deref(),
                head: t.head,
                deprel: t.deprel.as_deref(),
            }
        });
        SentenceJson { start, end, tokens: tokens.collect() }
    });
    told.collect()
}
