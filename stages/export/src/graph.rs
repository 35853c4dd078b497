//! Who meets whom: a node an actor, an edge a pair that meets, whatever the format. Two who act for the same state or body
//! do not meet each other, and neither does an official his own state. What took place and what lies ahead are edges of
//! their own; what was called off is none, nor is one who stayed away.

use std::collections::BTreeMap;

use chancery_model::{Actor, ActorId, Attendance, Day, Edtf, Event, Participant};

use crate::source::Source;

/// Nodes by id, edges by their ends.
pub(crate) struct Graph<'s> {
    pub(crate) nodes: Vec<Node<'s>>,
    pub(crate) edges: Vec<Edge<'s>>,
}

/// An actor that meets somebody.
pub(crate) struct Node<'s> {
    pub(crate) actor: &'s Actor,
    /// Whom it acts for, where one actor only is told.
    pub(crate) acts_for: Option<&'s str>,
}

/// A pair that meets.
pub(crate) struct Edge<'s> {
    pub(crate) ends: [&'s ActorId; 2],
    /// Whether the meetings lie ahead.
    pub(crate) ahead: bool,
    pub(crate) events: Vec<&'s Event>,
}

impl Edge<'_> {
    /// Names the edge.
    pub(crate) fn id(&self) -> String {
        let [a, b] = self.ends;
        format!("{a} -- {b}{}", if self.ahead { " (planned)" } else { "" })
    }

    pub(crate) fn kind(&self) -> &'static str {
        if self.ahead { "planned" } else { "met" }
    }

    /// The ids of its events.
    pub(crate) fn ids(&self) -> String {
        self.events.iter().map(|event| event.id.0.as_str()).collect::<Vec<_>>().join("; ")
    }

    /// The days that each of its events may be, where they are known, in order, each once.
    pub(crate) fn days(&self) -> Vec<(Day, Day)> {
        let days =
            |event: &&Event| Some((event.date().and_then(Edtf::first_day)?, event.date().and_then(Edtf::last_day)?));
        let mut all: Vec<(Day, Day)> = self.events.iter().filter_map(days).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl<'s> Graph<'s> {
    /// Of a record.
    pub(crate) fn of(source: &Source<'s>) -> Self {
        let mut edges: BTreeMap<([&ActorId; 2], bool), Vec<&Event>> = BTreeMap::new();
        let mut nodes: BTreeMap<&ActorId, (&Actor, Vec<&str>)> = BTreeMap::new();
        for event in source.record().events.iter().filter(|event| !event.status.is_off()) {
            let there = |p: &&Participant| p.attendance != Attendance::Declined;
            let all = event.actors.iter().chain(&event.recipients).chain(&event.mediators).filter(there);
            let all: Vec<&Participant> = all.collect();
            for (at, a) in all.iter().enumerate() {
                for b in all[at + 1..].iter().filter(|b| !is_one_side(a, b)) {
                    let mut ends = [&a.actor.id, &b.actor.id];
                    ends.sort_unstable();
                    let of = edges.entry((ends, event.status.is_ahead())).or_default();
                    if of.last().is_none_or(|last| last.id != event.id) {
                        of.push(event);
                    }
                    for p in [a, b] {
                        let (_, acts_for) = nodes.entry(&p.actor.id).or_insert((&p.actor, Vec::new()));
                        acts_for.extend(p.acts_for.as_ref().map(|actor| actor.name.as_str()));
                    }
                }
            }
        }
        let node = |(actor, mut acts_for): (&'s Actor, Vec<&'s str>)| {
            acts_for.dedup();
            let one = acts_for.windows(2).all(|pair| pair[0] == pair[1]);
            Node { actor, acts_for: acts_for.first().copied().filter(|_| one) }
        };
        Self {
            nodes: nodes.into_values().map(node).collect(),
            edges: edges.into_iter().map(|((ends, ahead), events)| Edge { ends, ahead, events }).collect(),
        }
    }
}

/// Whether two belong together rather than meet.
fn is_one_side(a: &Participant, b: &Participant) -> bool {
    let side = |p: &Participant| p.acts_for.as_ref().map_or_else(|| p.actor.id.clone(), |actor| actor.id.clone());
    a.actor.id == b.actor.id || side(a) == side(b)
}
