//! Who an actor is, by judgement, and whose names are changed with it.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Actor, ActorId, Claim, ClaimValue, Event, JudgementKind, Participant, Subject};

use super::Bench;

/// Who an actor is, by the actor's id; of two judgements on one the later.
pub(super) struct Renames<'a>(BTreeMap<&'a ActorId, &'a Actor>);

impl Bench<'_> {
    /// Puts renamed actors into claims.
    pub(super) fn rename(&self, claims: &mut [Claim]) {
        let renames = self.renames();
        if renames.0.is_empty() {
            return;
        }
        for claim in claims {
            people(&mut claim.value, &mut |participant| renames.apply(participant));
            once_each(&mut claim.value);
            if let ClaimValue::Position(position) = &mut claim.value {
                let named = position.matter.actors.iter();
                let named: BTreeSet<ActorId> =
                    named.map(|id| renames.of(id).map_or_else(|| id.clone(), |to| to.id.clone())).collect();
                position.matter.actors = named.into_iter().collect();
            }
        }
    }
}

impl<'a> Bench<'a> {
    pub(super) fn renames(&self) -> Renames<'a> {
        let mut renames = Renames(BTreeMap::new());
        for judgement in &self.judgements {
            let JudgementKind::Rename { to, .. } = &judgement.kind else { continue };
            for subject in &judgement.subjects {
                if let Subject::Actor(from) = subject {
                    renames.0.insert(from, to);
                }
            }
        }
        renames
    }
}

impl Renames<'_> {
    /// Puts renamed actors into an event of the record.
    pub(super) fn of_event(&self, event: &mut Event) {
        for list in [&mut event.actors, &mut event.recipients, &mut event.mediators] {
            list.iter_mut().for_each(|participant| self.apply(participant));
            once(list);
        }
    }

    /// Who an actor is in the end; `None` where nobody renamed him, or renaming leads back to him.
    fn of(&self, id: &ActorId) -> Option<&Actor> {
        let mut seen = BTreeSet::from([id]);
        let mut last = *self.0.get(id)?;
        while let Some(next) = self.0.get(&last.id).filter(|_| last.id != *id) {
            if next.id == last.id {
                return Some(next);
            }
            if !seen.insert(&last.id) {
                return None;
            }
            last = next;
        }
        // Renamed to himself he only bears another name; any other way back is a circle.
        (last.id != *id || seen.len() == 1).then_some(last)
    }

    fn apply(&self, participant: &mut Participant) {
        for actor in std::iter::once(&mut participant.actor).chain(&mut participant.acts_for) {
            if let Some(to) = self.of(&actor.id) {
                actor.clone_from(to);
            }
        }
        participant.acts_for = participant.acts_for.take().filter(|master| master.id != participant.actor.id);
    }
}

/// Runs over everybody whom a claim names.
fn people(value: &mut ClaimValue, change: &mut impl FnMut(&mut Participant)) {
    let named: Vec<&mut Participant> = match value {
        ClaimValue::Event(e) => e.actors.iter_mut().chain(&mut e.recipients).chain(&mut e.mediators).collect(),
        ClaimValue::Statement(s) => s.speaker.iter_mut().collect(),
        ClaimValue::Position(p) => std::iter::once(&mut p.holder).chain(&mut p.said_by).collect(),
        ClaimValue::Proposal(p) => {
            let answers = p.answers.iter_mut().map(|a| &mut a.by);
            p.by.iter_mut().chain(&mut p.drafted_by).chain(&mut p.to).chain(answers).collect()
        }
        ClaimValue::Office(o) => vec![&mut o.holder],
        ClaimValue::Pledge(p) => {
            std::iter::once(&mut p.by).chain(&mut p.parties).chain(&mut p.said_by).chain(&mut p.to).collect()
        }
    };
    named.into_iter().for_each(change);
}

/// Two names of one actor at one event are one participant.
fn once_each(value: &mut ClaimValue) {
    let ClaimValue::Event(event) = value else { return };
    [&mut event.actors, &mut event.recipients, &mut event.mediators].into_iter().for_each(once);
}

fn once(list: &mut Vec<Participant>) {
    let mut seen = BTreeSet::new();
    list.retain(|p| seen.insert(p.actor.id.clone()));
}
