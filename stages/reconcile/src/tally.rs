//! Takes events and statements, gives the statements as the record keeps them and a count of who
//! occurs where. Equal words in several reports stay several statements.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Actor, ActorId, Claim, ClaimValue, Event, RecordedActor, RecordedPosition, RecordedStatement};

use crate::learned::Learned;
use crate::merge;
use crate::origin::Origins;

/// The statements of `claims`, in their order.
pub(crate) fn statements(claims: &[&Claim], origins: &Origins, learned: &Learned) -> Vec<RecordedStatement> {
    claims
        .iter()
        .filter_map(|claim| {
            let ClaimValue::Statement(value) = &claim.value else { return None };
            Some(RecordedStatement {
                id: claim.id.clone(),
                value: value.clone(),
                report: claim.anchor.report.clone(),
                origin: origins.voices(&[claim]).first().copied().unwrap_or_default().to_owned(),
                learned: learned.get(&claim.anchor.report).copied(),
                evidence: merge::evidence(std::iter::once(*claim)),
            })
        })
        .collect()
}

/// Everybody at an event, with a position or with a statement, by id, with how often.
pub(crate) fn actors(
    events: &[Event],
    positions: &[RecordedPosition],
    statements: &[RecordedStatement],
) -> Vec<RecordedActor> {
    let mut actors: BTreeMap<&ActorId, RecordedActor> = BTreeMap::new();
    for event in events {
        let here = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
        for actor in here.map(|p| &p.actor).collect::<BTreeSet<&Actor>>() {
            entry(&mut actors, actor).events += 1;
        }
    }
    for position in positions {
        entry(&mut actors, &position.value.holder.actor).positions += 1;
    }
    for speaker in statements.iter().filter_map(|s| s.value.speaker.as_ref()) {
        entry(&mut actors, &speaker.actor).statements += 1;
    }
    actors.into_values().collect()
}

fn entry<'a, 'b>(actors: &'b mut BTreeMap<&'a ActorId, RecordedActor>, actor: &'a Actor) -> &'b mut RecordedActor {
    actors.entry(&actor.id).or_insert_with(|| RecordedActor {
        actor: actor.clone(),
        events: 0,
        positions: 0,
        statements: 0,
    })
}
