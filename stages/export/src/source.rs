//! What every format is written from: the record, the claims behind it, the texts, and what the tables of the program
//! know of kinds, states and places.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use chancery_data::{Data, Spot};
use chancery_model::{
    Anchor, ByteSpan, Claim, ClaimId, ClaimValue, Edtf, Event, JudgementKind, Participant, Place, Record,
    RecordedEvidence, ReportCard, ReportId, Snapshot,
};
use chancery_view::{Cards, EventClaims, Precision, Texts, best_evidence};

/// A snapshot with the knowledge it was made with.
pub(crate) struct Source<'s> {
    pub(crate) snapshot: &'s dyn Snapshot,
    pub(crate) data: &'s Data,
    /// The negotiation that the snapshot is narrowed to.
    process: Option<&'s str>,
    pub(crate) cards: Cards<'s>,
    texts: RefCell<Texts<'s>>,
}

/// Words of a report, with their place in code points of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cited {
    pub(crate) report: ReportId,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) exact: String,
}

/// Where a place lies, and how precisely that is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Located {
    pub(crate) spot: Option<Spot>,
    pub(crate) precision: Precision,
}

impl Located {
    /// The point that it is; none of what is larger than a city.
    pub(crate) fn point(self) -> Option<Spot> {
        self.spot.filter(|_| self.precision.is_point())
    }
}

impl<'s> Source<'s> {
    pub(crate) fn of(snapshot: &'s dyn Snapshot, data: &'s Data) -> Self {
        Self { snapshot, data, process: None, cards: Cards::of(snapshot), texts: RefCell::new(Texts::of(snapshot)) }
    }

    /// The same of a snapshot that is narrowed to a negotiation: of acts only those that belong to it.
    pub(crate) fn within(mut self, process: Option<&'s str>) -> Self {
        self.process = process;
        self
    }

    pub(crate) fn record(&self) -> &'s Record {
        self.snapshot.record()
    }

    /// The words of a span of a report.
    pub(crate) fn cite(&self, report: &ReportId, span: ByteSpan) -> Cited {
        let mut texts = self.texts.borrow_mut();
        let text = texts.get(report);
        let (start, end) = text.points.span(span);
        Cited { report: report.clone(), start, end, exact: span.of(&text.text).to_owned() }
    }

    /// Words that the record points at.
    pub(crate) fn cited(&self, evidence: &RecordedEvidence) -> Cited {
        Cited { exact: evidence.exact.clone(), ..self.cite(&evidence.report, evidence.span) }
    }

    /// Some characters before a stretch of a report and behind it, by which it is found again where offsets have moved.
    pub(crate) fn around(&self, report: &ReportId, span: ByteSpan, most: usize) -> (String, String) {
        let mut texts = self.texts.borrow_mut();
        let text = &texts.get(report).text;
        let (before, behind) = (text.get(..span.start()), text.get(span.end()..));
        let before: Vec<char> = before.unwrap_or_default().chars().rev().take(most).collect();
        (before.into_iter().rev().collect(), behind.unwrap_or_default().chars().take(most).collect())
    }

    /// The words that tell an event best.
    pub(crate) fn best(&self, event: &Event) -> Option<Cited> {
        let (report, span, exact) = best_evidence(self.snapshot, &self.cards, event)?;
        Some(Cited { exact: exact.to_owned(), ..self.cite(report, span) })
    }

    /// The words that tell a claim: those around what gave it away, else the first.
    pub(crate) fn telling(&self, claim: &Claim) -> Option<Cited> {
        let around = claim.evidence.iter().find(|e| e.span.contains(claim.anchor.span));
        let evidence = around.or(claim.evidence.first())?;
        Some(Cited { exact: evidence.exact.clone(), ..self.cite(&claim.anchor.report, evidence.span) })
    }

    /// The words that name somebody at an event.
    pub(crate) fn naming(&self, claims: &EventClaims<'_>, p: &Participant) -> Option<Cited> {
        Some(self.cite(claims.naming(p)?, p.span))
    }

    /// Where a place lies.
    pub(crate) fn located(&self, place: &Place) -> Located {
        let spot = self.data.register.spot(&place.name, place.country.as_deref());
        let precision = Precision::of(spot, &place.name, place.country.as_deref());
        Located { spot, precision }
    }

    /// The card of a report.
    pub(crate) fn card(&self, report: &ReportId) -> Option<&'s ReportCard> {
        self.cards.get(report)
    }

    /// When the first of some days was and the last, in order of what they may mean.
    pub(crate) fn learned(dates: impl Iterator<Item = Option<Edtf>>) -> (Option<Edtf>, Option<Edtf>) {
        let mut known: Vec<Edtf> = dates.flatten().collect();
        known.sort_by_key(|date| (date.last_day(), date.first_day()));
        (known.first().copied(), known.last().copied())
    }

    /// The claims that are in the record, each with the id of what it counts in there; acts and offices, which a record
    /// does not put together over reports, with none.
    pub(crate) fn claims(&self) -> Vec<(&'s Claim, Option<ClaimId>)> {
        let record = self.record();
        let mut within: BTreeMap<&ClaimId, &ClaimId> = BTreeMap::new();
        for (claims, id) in record
            .events
            .iter()
            .map(|e| (&e.claims, &e.id))
            .chain(record.positions.iter().map(|p| (&p.claims, &p.id)))
            .chain(record.proposals.iter().map(|p| (&p.claims, &p.id)))
            .chain(record.pledges.iter().map(|p| (&p.claims, &p.id)))
        {
            within.extend(claims.iter().map(|claim| (claim, id)));
        }
        within.extend(record.statements.iter().map(|s| (&s.id, &s.id)));
        let copies: Vec<(&ClaimId, &ClaimId)> = self
            .snapshot
            .stand_ins()
            .iter()
            .filter_map(|(copy, stands)| within.get(stands).map(|id| (copy, *id)))
            .collect();
        within.extend(copies);

        let reports: BTreeSet<&ReportId> = record.reports.iter().map(|card| &card.id).collect();
        let rejected = self.rejected();
        let stands = |claim: &Claim, process: Option<&str>| {
            let belongs = self.process.is_none_or(|key| process == Some(key));
            belongs && reports.contains(&claim.anchor.report) && !rejected.contains(&claim.anchor)
        };
        let kept = |claim: &&'s Claim| match &claim.value {
            _ if within.contains_key(&claim.id) => true,
            ClaimValue::Event(value) => {
                let is_act = self.data.schema.events.get(&value.kind.0).is_some_and(|kind| !kind.is_engagement());
                is_act && stands(claim, value.process.as_deref())
            }
            ClaimValue::Office(_) => stands(claim, None),
            _ => false,
        };
        let claims = self.snapshot.claims().filter(kept);
        claims.map(|claim| (claim, within.get(&claim.id).map(|id| (*id).clone()))).collect()
    }

    /// What persons have left out of the record.
    fn rejected(&self) -> BTreeSet<&'s Anchor> {
        let rejections = self.snapshot.judgements().iter().filter(|j| j.kind == JudgementKind::Reject);
        rejections.flat_map(|j| j.subjects.iter().flat_map(|subject| subject.anchors())).collect()
    }
}
