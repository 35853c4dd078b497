//! A record narrowed to one negotiation: what every view shows where a process is asked for. What belongs to it is
//! told by the record, and corrected by judgements; here nothing is decided anew.

use std::collections::BTreeSet;
use std::fmt;

use chancery_model::{
    ActorId, Claim, ClaimId, Event, Judgement, Note, Participant, Record, RecordedActor, RecordedPledge,
    RecordedPosition, RecordedProposal, ReportId, Snapshot,
};

use crate::ViewError;

/// The negotiations that a record tells of, by key.
#[must_use]
pub fn processes(record: &Record) -> BTreeSet<String> {
    let events = record.events.iter().filter_map(|e| e.process.clone());
    let positions = record.positions.iter().filter_map(|p| p.value.process.clone());
    let proposals = record.proposals.iter().filter_map(|p| p.process.clone());
    let pledges = record.pledges.iter().filter_map(|p| p.value.process.clone());
    events.chain(positions).chain(proposals).chain(pledges).collect()
}

/// What of a record belongs to a negotiation: its events, positions, proposals and pledges, what reports contradict
/// each other in over them, what those who have part in them say in the reports that tell them, and these reports.
#[must_use]
pub fn in_process(record: &Record, key: &str) -> Record {
    let is = |process: &Option<String>| process.as_deref() == Some(key);
    let events: Vec<Event> = record.events.iter().filter(|e| is(&e.process)).cloned().collect();
    let positions: Vec<RecordedPosition> = record.positions.iter().filter(|p| is(&p.value.process)).cloned().collect();
    let proposals: Vec<RecordedProposal> = record.proposals.iter().filter(|p| is(&p.process)).cloned().collect();
    let pledges: Vec<RecordedPledge> = record.pledges.iter().filter(|p| is(&p.value.process)).cloned().collect();

    let mut kept = Kept::default();
    for event in &events {
        kept.add(&event.claims, &event.reports);
        // The last word on it may be that a part of it took place.
        kept.reports.extend(event.history.iter().map(|told| told.report.clone()));
        kept.people(event.actors.iter().chain(&event.recipients).chain(&event.mediators));
    }
    for position in &positions {
        kept.add(&position.claims, &position.reports);
        kept.people([&position.value.holder].into_iter().chain(&position.value.said_by));
    }
    for proposal in &proposals {
        kept.add(&proposal.claims, &proposal.reports);
        let answering = proposal.answers.iter().map(|answer| &answer.by);
        kept.people(proposal.by.iter().chain(&proposal.drafted_by).chain(&proposal.to).chain(answering));
    }
    for pledge in &pledges {
        kept.add(&pledge.claims, &pledge.reports);
        let value = &pledge.value;
        kept.people([&value.by].into_iter().chain(&value.parties).chain(&value.said_by).chain(&value.to));
    }

    let speaks = |p: &Participant| {
        let mut names = std::iter::once(&p.actor).chain(&p.acts_for);
        names.any(|actor| kept.actors.contains(&actor.id))
    };
    let statements = record.statements.iter();
    let statements: Vec<_> = statements
        .filter(|s| kept.reports.contains(&s.report) && s.value.speaker.as_ref().is_some_and(speaks))
        .cloned()
        .collect();
    let contradictions = record.contradictions.iter().filter(|c| {
        let mut claims = c.sides.iter().flat_map(|side| &side.claims);
        c.events.iter().chain(claims.by_ref()).any(|claim| kept.claims.contains(claim))
    });
    let contradictions: Vec<_> = contradictions.cloned().collect();
    // A contradiction has its say, though one of its sides stands in a report that tells nothing else.
    kept.reports.extend(contradictions.iter().flat_map(|c| &c.sides).flat_map(|side| side.reports.iter().cloned()));

    let mut narrow = Record {
        now: record.now,
        reports: record.reports.iter().filter(|card| kept.reports.contains(&card.id)).cloned().collect(),
        origins: record
            .origins
            .iter()
            .filter(|o| o.reports.iter().any(|r| kept.reports.contains(r)))
            .cloned()
            .collect(),
        actors: Vec::new(),
        events,
        positions,
        proposals,
        pledges,
        statements,
        contradictions,
    };
    narrow.actors = RecordedActor::count(&narrow.events, &narrow.positions, &narrow.statements);
    narrow
}

/// What belongs to a negotiation, by id.
#[derive(Default)]
struct Kept {
    claims: BTreeSet<ClaimId>,
    reports: BTreeSet<ReportId>,
    actors: BTreeSet<ActorId>,
}

impl Kept {
    fn add(&mut self, claims: &[ClaimId], reports: &[ReportId]) {
        self.claims.extend(claims.iter().cloned());
        self.reports.extend(reports.iter().cloned());
    }

    fn people<'p>(&mut self, people: impl Iterator<Item = &'p Participant>) {
        let actors = people.flat_map(|p| std::iter::once(&p.actor).chain(&p.acts_for));
        self.actors.extend(actors.map(|actor| actor.id.clone()));
    }
}

/// A snapshot of which views see one negotiation only. Claims, texts and judgements are all there still: what is seen
/// leads to its words.
pub struct Narrowed<'s> {
    whole: &'s dyn Snapshot,
    record: Record,
    notes: Vec<(ReportId, Note)>,
}

impl fmt::Debug for Narrowed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Narrowed").field("reports", &self.record.reports.len()).finish_non_exhaustive()
    }
}

impl<'s> Narrowed<'s> {
    /// The snapshot as one negotiation has it.
    ///
    /// # Errors
    /// When the record tells of no such negotiation; the error lists those that it tells of.
    pub fn to(whole: &'s dyn Snapshot, key: &str) -> Result<Self, ViewError> {
        let known = processes(whole.record());
        if !known.contains(key) {
            return Err(ViewError::NoProcess { asked: key.to_owned(), known: known.into_iter().collect() });
        }
        let record = in_process(whole.record(), key);
        let reports: BTreeSet<&ReportId> = record.reports.iter().map(|card| &card.id).collect();
        let notes = whole.notes().iter().filter(|(report, _)| reports.contains(report)).cloned().collect();
        Ok(Self { whole, record, notes })
    }
}

impl Snapshot for Narrowed<'_> {
    fn record(&self) -> &Record {
        &self.record
    }

    fn text(&self, report: &ReportId) -> Option<String> {
        self.whole.text(report)
    }

    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.whole.claim(id)
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        self.whole.claims()
    }

    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        self.whole.stand_ins()
    }

    fn judgements(&self) -> &[Judgement] {
        self.whole.judgements()
    }

    fn notes(&self) -> &[(ReportId, Note)] {
        &self.notes
    }
}
