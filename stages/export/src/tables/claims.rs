//! Claims, a row each: what one report says, as it was read.

use chancery_model::{Claim, ClaimId, ClaimKind, ClaimValue, EventValue, Participant};

use super::{Quoting, edtf, ids, known, names, quotation};
use crate::source::{Cited, Source};
use crate::table::{Table, flag, key, list, of, text, whole};

struct Row<'s> {
    claim: &'s Claim,
    within: Option<ClaimId>,
    quote: Option<Cited>,
    anchor: Cited,
}

impl Quoting for Row<'_> {
    fn quote(&self) -> Option<&Cited> {
        self.quote.as_ref()
    }
}

impl Row<'_> {
    fn event(&self) -> Option<&EventValue> {
        if let ClaimValue::Event(value) = &self.claim.value { Some(value) } else { None }
    }

    /// Whoever acts, speaks, holds, proposes or is bound.
    fn actors(&self) -> Vec<&Participant> {
        match &self.claim.value {
            ClaimValue::Event(e) => e.actors.iter().collect(),
            ClaimValue::Statement(s) => s.speaker.iter().collect(),
            ClaimValue::Position(p) => vec![&p.holder],
            ClaimValue::Proposal(p) => p.by.iter().collect(),
            ClaimValue::Pledge(p) => vec![&p.by],
            ClaimValue::Office(o) => vec![&o.holder],
        }
    }

    /// Whom it is aimed at.
    fn recipients(&self) -> Vec<&Participant> {
        match &self.claim.value {
            ClaimValue::Event(e) => e.recipients.iter().collect(),
            ClaimValue::Proposal(p) => p.to.iter().collect(),
            ClaimValue::Pledge(p) => p.to.iter().collect(),
            ClaimValue::Statement(_) | ClaimValue::Position(_) | ClaimValue::Office(_) => Vec::new(),
        }
    }

    fn value(&self) -> Option<String> {
        Some(match &self.claim.value {
            ClaimValue::Event(e) => e.status.as_str().to_owned(),
            ClaimValue::Statement(s) => s.form.as_str().to_owned(),
            ClaimValue::Position(p) => p.stance.as_str().to_owned(),
            ClaimValue::Proposal(p) => return known(&p.name),
            ClaimValue::Pledge(p) => p.status.as_str().to_owned(),
            ClaimValue::Office(o) => return known(&o.title),
        })
    }

    fn content(&self) -> Option<String> {
        match &self.claim.value {
            ClaimValue::Statement(s) => known(&s.text),
            ClaimValue::Position(p) => known(&p.proposition),
            ClaimValue::Pledge(p) => known(&p.what),
            ClaimValue::Event(_) | ClaimValue::Proposal(_) | ClaimValue::Office(_) => None,
        }
    }

    fn process(&self) -> Option<String> {
        match &self.claim.value {
            ClaimValue::Event(e) => e.process.clone(),
            ClaimValue::Position(p) => p.process.clone(),
            ClaimValue::Proposal(p) => p.process.clone(),
            ClaimValue::Pledge(p) => p.process.clone(),
            ClaimValue::Statement(_) | ClaimValue::Office(_) => None,
        }
    }
}

pub(super) fn table(source: &Source<'_>) -> Table {
    let row = |(claim, within)| Row::of(source, claim, within);
    let rows: Vec<Row<'_>> = source.claims().into_iter().map(row).collect();
    let mut columns = vec![
        key("id", "id of the claim", |r: &Row<'_>| Some(r.claim.id.0.clone())),
        text("kind", "event, statement, position, proposal, pledge or office", |r| {
            Some(kind(r.claim.anchor.kind).to_owned())
        }),
        text("in_record", "id of what it counts in; unknown for acts and offices, which stay with their report", |r| {
            r.within.as_ref().map(|id| id.0.clone())
        }),
        of("reports", "report", "id of the report that says it", |r| Some(r.claim.anchor.report.0.clone())),
        text("event_kind", "of an event: its kind", |r| r.event().map(|e| e.kind.0.clone())),
        text("plover_type", "type after PLOVER", |r| r.event().and_then(|e| e.plover.as_ref()).map(|p| p.kind.clone())),
        text("plover_mode", "mode after PLOVER", |r| {
            r.event().and_then(|e| e.plover.as_ref()).and_then(|p| p.mode.clone())
        }),
        text("value", "status of an event or pledge, stance, form of a statement, name of a proposal or office", |r| {
            r.value()
        }),
        text("date", "of an event: when, EDTF", |r| {
            edtf(r.event().and_then(|e| e.time.as_ref()).and_then(|time| time.edtf))
        }),
        text("place", "of an event: where", |r| {
            r.event().and_then(|e| e.place.as_ref()).map(|place| place.name.clone())
        }),
        text("country", "the state that it lies in", |r| {
            r.event().and_then(|e| e.place.as_ref()).and_then(|place| place.country.clone())
        }),
        list("actors", "names of whoever acts, speaks, holds, proposes or is bound", |r| names(r.actors())),
        list("actor_ids", "their ids, in the same order", |r| ids(r.actors())),
        list("recipients", "names of those whom it is aimed at", |r| names(r.recipients())),
        list("recipient_ids", "their ids, in the same order", |r| ids(r.recipients())),
        text("issue", "of a position: its issue", |r| match &r.claim.value {
            ClaimValue::Position(p) => Some(p.issue.clone()),
            _ => None,
        }),
        text("content", "what was said, what a stance is about, what was pledged", |r| r.content()),
        flag("background", "of an event: whether it is told as background", |r| r.event().map(|e| e.background)),
        text("process", "the negotiation that it belongs to", |r| r.process()),
        text("rule", "the rule that read it", |r| Some(r.claim.rule.0.clone())),
        list("steps", "the way from words to value, a sentence a step", |r| r.claim.steps.clone()),
        text("anchor", "the words that gave it away", |r| known(&r.anchor.exact)),
        whole("anchor_start", "where they begin, in code points", |r| Some(r.anchor.start)),
        whole("anchor_end", "where they end, in code points", |r| Some(r.anchor.end)),
    ];
    columns.extend(quotation());
    Table::of("claims", "one thing that one report says, as it was read", &rows, columns)
}

impl<'s> Row<'s> {
    fn of(source: &Source<'s>, claim: &'s Claim, within: Option<ClaimId>) -> Self {
        let anchor = source.cite(&claim.anchor.report, claim.anchor.span);
        Self { claim, within, quote: source.telling(claim), anchor }
    }
}

fn kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Event => "event",
        ClaimKind::Statement => "statement",
        ClaimKind::Position => "position",
        ClaimKind::Proposal => "proposal",
        ClaimKind::Pledge => "pledge",
        ClaimKind::Office => "office",
    }
}
