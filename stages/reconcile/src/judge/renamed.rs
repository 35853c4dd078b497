//! Who an actor is, by judgement, and whose names are changed with it.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Actor, ActorId, ClaimValue, Event, JudgementKind, Participant, Subject};

use super::{Bench, Standing};

/// Who an actor is, by the actor's id; of two judgements on one the later.
pub(super) struct Renames<'a>(BTreeMap<&'a ActorId, &'a Actor>);

impl Bench<'_> {
    /// Puts renamed actors into claims.
    pub(super) fn rename(&self, claims: &mut [Standing<'_>]) {
        let renames = self.renames();
        if renames.0.is_empty() {
            return;
        }
        for claim in claims {
            let named = |p: &&Participant| std::iter::once(&p.actor).chain(&p.acts_for).any(|a| renames.is_of(&a.id));
            let matter = match &claim.value {
                ClaimValue::Position(position) => position.matter.actors.as_slice(),
                _ => &[],
            };
            if !claim.value.people().iter().any(named) && !matter.iter().any(|id| renames.is_of(id)) {
                continue;
            }
            let value = &mut claim.to_mut().value;
            value.people_mut().into_iter().for_each(|participant| renames.apply(participant));
            once_each(value);
            if let ClaimValue::Position(position) = value {
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

    /// Whether a judgement says who an actor is.
    fn is_of(&self, id: &ActorId) -> bool {
        self.0.contains_key(id)
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

/// Two names of one actor at one event are one participant.
fn once_each(value: &mut ClaimValue) {
    let ClaimValue::Event(event) = value else { return };
    [&mut event.actors, &mut event.recipients, &mut event.mediators].into_iter().for_each(once);
}

fn once(list: &mut Vec<Participant>) {
    let mut seen = BTreeSet::new();
    list.retain(|p| seen.insert(p.actor.id.clone()));
}
