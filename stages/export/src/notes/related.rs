//! What has to do with a report, an actor or an event: gathered once, so that each note finds its own.

use std::collections::BTreeMap;

use chancery_model::{
    ActorId, ClaimId, Event, Participant, Record, RecordedPledge, RecordedPosition, RecordedStatement, ReportId,
};

/// Things of a record, each in the record's order.
#[derive(Default)]
pub(super) struct Told<'s> {
    pub(super) events: Vec<&'s Event>,
    pub(super) positions: Vec<&'s RecordedPosition>,
    pub(super) pledges: Vec<&'s RecordedPledge>,
    pub(super) statements: Vec<&'s RecordedStatement>,
}

/// By whom and what they have to do with.
#[derive(Default)]
pub(super) struct Related<'s> {
    pub(super) reports: BTreeMap<&'s ReportId, Told<'s>>,
    pub(super) actors: BTreeMap<&'s ActorId, Told<'s>>,
    /// Parts, by the event that they are parts of.
    pub(super) parts: BTreeMap<&'s ClaimId, Vec<&'s Event>>,
    pub(super) events: BTreeMap<&'s ClaimId, &'s Event>,
}

impl<'s> Related<'s> {
    pub(super) fn of(record: &'s Record) -> Self {
        let mut related = Self::default();
        for event in &record.events {
            related.events.insert(&event.id, event);
            if let Some(part) = &event.part_of {
                related.parts.entry(&part.of).or_default().push(event);
            }
            // The last word on it may be a report's that tells of a part of it only.
            let history = event.history.iter().map(|step| &step.report);
            for report in distinct(event.reports.iter().chain(history)) {
                related.reports.entry(report).or_default().events.push(event);
            }
            let people = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
            for id in distinct(people.flat_map(|p| std::iter::once(&p.actor).chain(&p.acts_for)).map(|a| &a.id)) {
                related.actors.entry(id).or_default().events.push(event);
            }
        }
        for position in &record.positions {
            for report in &position.reports {
                related.reports.entry(report).or_default().positions.push(position);
            }
            related.actors.entry(&position.value.holder.actor.id).or_default().positions.push(position);
        }
        for pledge in &record.pledges {
            for report in &pledge.reports {
                related.reports.entry(report).or_default().pledges.push(pledge);
            }
            let people = std::iter::once(&pledge.value.by).chain(&pledge.value.to);
            for id in distinct(people.map(|p: &Participant| &p.actor.id)) {
                related.actors.entry(id).or_default().pledges.push(pledge);
            }
        }
        for statement in &record.statements {
            related.reports.entry(&statement.report).or_default().statements.push(statement);
            if let Some(speaker) = &statement.value.speaker {
                related.actors.entry(&speaker.actor.id).or_default().statements.push(statement);
            }
        }
        related
    }
}

/// Each once.
fn distinct<'s, T: Ord>(ids: impl Iterator<Item = &'s T>) -> Vec<&'s T> {
    let mut ids: Vec<&T> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
