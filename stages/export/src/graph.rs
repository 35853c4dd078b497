//! Who meets whom, as the views count it, with an edge of its own for what took place and for what lies ahead.

use std::collections::BTreeMap;

use chancery_model::{Day, Event};
use chancery_view::{Grain, NetworkFilter, NetworkNode, Tie, network};

use crate::dates;
use crate::source::Source;

/// Nodes by id, edges by their ends.
pub(crate) struct Graph<'s> {
    pub(crate) nodes: Vec<NetworkNode>,
    pub(crate) edges: Vec<Edge<'s>>,
}

/// Two who met, or who are to meet.
pub(crate) struct Edge<'s> {
    pub(crate) ends: [String; 2],
    /// Whether the meetings lie ahead.
    pub(crate) ahead: bool,
    /// How many occasions: meetings within a visit or summit are one with it.
    pub(crate) weight: usize,
    pub(crate) events: Vec<&'s Event>,
}

impl Edge<'_> {
    /// Names the edge.
    pub(crate) fn id(&self) -> String {
        let [a, b] = &self.ends;
        format!("{a} -- {b}{}", if self.ahead { " (planned)" } else { "" })
    }

    pub(crate) fn kind(&self) -> &'static str {
        if self.ahead { "planned" } else { "met" }
    }

    /// The ids of its events.
    pub(crate) fn ids(&self) -> String {
        self.events.iter().map(|event| event.id.0.as_str()).collect::<Vec<_>>().join("; ")
    }

    /// How many of its events have no days that are known.
    pub(crate) fn undated(&self) -> usize {
        self.events.iter().filter(|event| dates::bounds(event.date()).is_none()).count()
    }

    /// The days that each of its events may be, where they are known, in order, each once.
    pub(crate) fn days(&self) -> Vec<(Day, Day)> {
        let mut all: Vec<(Day, Day)> = self.events.iter().filter_map(|event| dates::bounds(event.date())).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl<'s> Graph<'s> {
    /// Of a record.
    pub(crate) fn of(source: &Source<'s>) -> Self {
        let filter = NetworkFilter { grain: Grain::People, ..NetworkFilter::default() };
        let network = network(source.snapshot, &filter);
        let events: BTreeMap<&str, &'s Event> = source.record().events.iter().map(|e| (e.id.0.as_str(), e)).collect();
        let edge = |tie: &Tie, ahead: bool| {
            let of_tie = tie.events.iter().filter_map(|id| events.get(id.as_str()).copied());
            let weight = if ahead { tie.planned } else { tie.held };
            let ends = [tie.a.clone(), tie.b.clone()];
            (weight > 0).then(|| Edge {
                ends,
                ahead,
                weight,
                events: of_tie.filter(|e| e.status.is_ahead() == ahead).collect(),
            })
        };
        let mut edges: Vec<Edge<'s>> =
            network.ties.iter().flat_map(|tie| [edge(tie, false), edge(tie, true)]).flatten().collect();
        edges.sort_by(|a, b| (&a.ends, a.ahead).cmp(&(&b.ends, b.ahead)));
        let mut nodes = network.nodes;
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        Self { nodes, edges }
    }
}
