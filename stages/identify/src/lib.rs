//! Findings in, claims out: who is meant, which days, which place.
//!
//! Resolves mentions against the register and each other, times against the publication date,
//! and puts together what several sentences of one report say of one occasion. Knows one report
//! only: what other reports say is the next stage's business.

mod cast;
mod direction;
mod name;
mod named;
mod place;
mod syntax;
mod when;

mod times;

mod act;
mod chain;
mod draft;
mod found;
mod holder;
mod home;
mod matter;
mod office;
mod parties;
mod pledge;
mod position;
mod process;
mod proposal;
mod said;
mod speaker;

mod imprint;
mod remark;

use chancery_data::Data;
use chancery_model::{
    Actor, Anchor, ByteSpan, Claim, ClaimId, ClaimKind, ClaimValue, Document, EventValue, Evidence, Findings, Imprint,
    Mention, Note, Outcome, RuleId, StatementValue,
};

use crate::cast::{Cast, Known};
use crate::draft::{Draft, Told};
use crate::found::Found;
use crate::pledge::Pledges;
use crate::position::Positions;

/// A time expression with its TIMEX3 type and value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedTime {
    /// Where the words stand.
    pub span: ByteSpan,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: &'static str,
    /// The value, where one is known.
    pub value: Option<String>,
}

/// A mention with all it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedMention {
    /// Where the words stand.
    pub span: ByteSpan,
    /// Nobody where it is open, several for "the two leaders".
    pub meant: Vec<Meant>,
}

/// Whom a mention means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The actor.
    pub actor: Actor,
    /// The state, organisation or group that a person acts for.
    pub acts_for: Option<Actor>,
}

/// What identification gives for one report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identified {
    /// In order of their anchors.
    pub claims: Vec<Claim>,
    /// Remarks for the careful reader.
    pub notes: Vec<Note>,
    /// Whose act of reporting the report is.
    pub imprint: Imprint,
    /// All times, in order of the text.
    pub times: Vec<ResolvedTime>,
    /// All mentions, as the findings have them.
    pub mentions: Vec<ResolvedMention>,
    /// Whom each name of the document stands for, in their order; a place that is only a place for nobody.
    pub names: Vec<Option<Actor>>,
}

/// Fixes whom, when and where the findings of a document mean.
#[must_use]
pub fn identify(data: &Data, document: &Document<'_>, findings: &Findings) -> Identified {
    let (cast, mut resolved, voices) = Cast::resolve(data, document, findings);
    let author = cast.author();
    speaker::first_persons(data, document, findings, author.as_ref(), &mut resolved);
    let times = times::times(data, document, findings);
    let names = named::actors(&cast, findings, &resolved);
    let drafts = draft::drafts(&Told { data, document, findings, resolved: &resolved, times: &times, names: &names });
    let maker = Maker { data, document };
    let mut claims: Vec<Claim> = drafts.iter().map(|d| maker.event(d)).collect();
    let value = |finding| said::value(data, document, findings, finding, &resolved, &voices);
    let said: Vec<StatementValue> = findings.statements.iter().map(value).collect();
    let turns = cast.turns();
    let positions = Positions {
        data,
        document,
        findings,
        resolved: &resolved,
        said: &said,
        named: &names,
        drafts: &drafts,
        author: author.as_ref(),
        turns: &turns,
    };
    let processes = process::of(&claims);
    for Found { span, mut value, evidence, rule, steps } in positions.all() {
        value.process = process::position(data, &value, &processes);
        claims.extend(maker.claim(span, ClaimValue::Position(value), &evidence, rule, steps));
    }
    for Found { span, mut value, evidence, rule, steps } in proposal::proposals(&positions) {
        value.process = process::proposal(data, &value, &processes);
        claims.extend(maker.claim(span, ClaimValue::Proposal(value), &evidence, rule, steps));
    }
    let pledges = Pledges {
        data,
        document,
        findings,
        resolved: &resolved,
        said: &said,
        times: &times,
        drafts: &drafts,
        author: author.as_ref(),
    };
    for Found { span, mut value, evidence, rule, steps } in pledges.all() {
        value.process = process::pledge(data, &value, &processes);
        claims.extend(maker.claim(span, ClaimValue::Pledge(Box::new(value)), &evidence, rule, steps));
    }
    for Found { span, value, evidence, rule, steps } in office::offices(data, document, findings, &resolved) {
        claims.extend(maker.claim(span, ClaimValue::Office(value), &evidence, rule, steps));
    }
    for (finding, value) in findings.statements.iter().zip(said) {
        let span = finding.quotation.map_or_else(|| finding.anchor(), |i| document.quotations[i].span);
        let steps = finding.speaker.and_then(|i| {
            resolved[i].first().map(|k| format!("“{}”: {}", document.text(findings.mentions[i].span), k.step))
        });
        let rule = finding.rule.clone();
        claims.extend(maker.claim(
            span,
            ClaimValue::Statement(value),
            &finding.evidence,
            rule,
            steps.into_iter().collect(),
        ));
    }
    claims.sort_by(|a, b| a.anchor.cmp(&b.anchor));
    claims.dedup_by(|a, b| a.id == b.id);
    let mut notes = remark::notes(data, document, findings, &claims);
    notes.extend(cast.slips);
    let mention = |(mention, known): (&Mention, Vec<Known>)| ResolvedMention {
        span: mention.span,
        meant: known.into_iter().map(|k| Meant { actor: k.actor, acts_for: k.acts_for }).collect(),
    };
    let mentions = findings.mentions.iter().zip(resolved).map(mention).collect();
    let imprint = imprint::imprint(data, document, &claims);
    Identified { claims, notes, imprint, times: told(findings, times), mentions, names }
}

struct Maker<'a> {
    data: &'a Data,
    document: &'a Document<'a>,
}

impl Maker<'_> {
    fn event(&self, draft: &Draft) -> Claim {
        let mut value = EventValue {
            kind: draft.kind.clone(),
            plover: self.data.schema.plover(&draft.kind, draft.mode.as_deref(), draft.status),
            status: draft.status,
            earlier: draft.earlier,
            actors: draft.actors.clone(),
            recipients: draft.recipients.clone(),
            mediators: draft.mediators.clone(),
            place: draft.place.clone(),
            time: draft.time.clone(),
            moved_from: draft.moved_from.clone(),
            outcome: draft.asides.outcome.as_ref().map(|(value, words)| Outcome {
                value: *value,
                evidence: words.iter().map(|span| self.words(*span)).collect(),
            }),
            issues: draft.asides.issues.clone(),
            process: None,
            background: draft.is_background(self.document.report.published.edtf),
        };
        let (rule, mut steps) = (draft.rule.clone(), draft.steps.clone());
        if self.data.schema.is_engagement(&value.kind)
            && let Some((process, step)) = process::event(self.data, &value, self.document.report.published.edtf)
        {
            value.process = Some(process);
            steps.push(step);
        }
        self.claim(draft.trigger, ClaimValue::Event(value), &draft.evidence, rule, steps)
            .expect("a draft has the evidence it was found by")
    }

    fn words(&self, span: ByteSpan) -> Evidence {
        Evidence { span, exact: self.document.text(span).to_owned() }
    }

    /// A claim with its evidence; none where no evidence lies in the text.
    fn claim(
        &self,
        span: ByteSpan,
        value: ClaimValue,
        evidence: &[ByteSpan],
        rule: RuleId,
        steps: Vec<String>,
    ) -> Option<Claim> {
        let kind = match value {
            ClaimValue::Event(_) => ClaimKind::Event,
            ClaimValue::Statement(_) => ClaimKind::Statement,
            ClaimValue::Position(_) => ClaimKind::Position,
            ClaimValue::Proposal(_) => ClaimKind::Proposal,
            ClaimValue::Pledge(_) => ClaimKind::Pledge,
            ClaimValue::Office(_) => ClaimKind::Office,
        };
        let anchor = Anchor { report: self.document.report.id.clone(), span, kind };
        let evidence: Vec<Evidence> =
            evidence.iter().map(|span| self.words(*span)).filter(|e| !e.exact.is_empty()).collect();
        (!evidence.is_empty()).then(|| Claim { id: ClaimId::of(&anchor), anchor, value, evidence, rule, steps })
    }
}

/// Type and value after TIMEX3.
fn told(findings: &Findings, fixed: Vec<when::Fixed>) -> Vec<ResolvedTime> {
    let both = findings.times.iter().zip(fixed);
    both.map(|(time, fixed)| ResolvedTime { span: time.span, kind: time.value.timex_type(), value: fixed.value })
        .collect()
}
