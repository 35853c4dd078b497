//! Which parties to an event say themselves that it is so: an official of theirs is told to have said it, or an
//! official outlet of theirs published it. Unnamed officials speak for nobody, and what is passed on from another
//! outlet is not the publisher's own word.

use std::collections::BTreeMap;

use chancery_model::{
    Actor, ActorId, ActorKind, Claim, ClaimValue, Event, Participant, ReportId, Rung, StatementValue,
};
use rustc_hash::FxHashMap as HashMap;

use crate::merge::Line;
use crate::origin::Origins;

/// What officials are told to have said, by report.
pub(crate) struct Sayings<'a>(HashMap<&'a ReportId, Vec<(&'a ActorId, &'a StatementValue)>>);

impl<'a> Sayings<'a> {
    pub(crate) fn of(claims: &[&'a Claim]) -> Self {
        let mut sayings: HashMap<&ReportId, Vec<_>> = HashMap::default();
        for claim in claims {
            let ClaimValue::Statement(statement) = &claim.value else { continue };
            let unnamed = matches!(statement.rung, Rung::UnnamedRole | Rung::UnnamedVague);
            if let Some(party) = statement.speaker.as_ref().and_then(party).filter(|_| !unnamed) {
                sayings.entry(&claim.anchor.report).or_default().push((&party.id, statement));
            }
        }
        Self(sayings)
    }

    /// Whoever is told to have said what a claim tells.
    fn speakers(&self, claim: &Claim) -> impl Iterator<Item = &'a ActorId> {
        let said = self.0.get(&claim.anchor.report).into_iter().flatten();
        let holds = |s: &StatementValue| s.content.iter().chain(&s.quotes).any(|p| p.contains(claim.anchor.span));
        said.filter(move |(_, statement)| holds(statement)).map(|(party, _)| *party)
    }
}

/// The parties to an event that say it themselves, by id: what was said of another status than the one in force
/// does not count.
pub(crate) fn own_word(event: &Event, lines: &[Line], sayings: &Sayings, origins: &Origins) -> Vec<Actor> {
    let everybody = event.actors.iter().chain(&event.recipients);
    let parties: BTreeMap<&ActorId, &Actor> = everybody.filter_map(party).map(|party| (&party.id, party)).collect();
    let mut said: BTreeMap<&ActorId, &Actor> = BTreeMap::new();
    for line in lines.iter().filter(|l| l.event.status == event.status) {
        let publisher = origins.speaks_for(line.claim);
        for speaker in sayings.speakers(line.claim).chain(publisher) {
            said.extend(parties.get_key_value(speaker));
        }
    }
    said.into_values().cloned().collect()
}

/// The state or body that somebody acts for, or is; a person who acts for none stands for himself.
fn party(participant: &Participant) -> Option<&Actor> {
    match &participant.acts_for {
        Some(party) => Some(party),
        None => Some(&participant.actor).filter(|actor| actor.kind != ActorKind::Group),
    }
}
