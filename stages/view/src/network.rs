//! Who meets whom: the people, or the parties they act for, that sat together at engagements, and how often. Around one
//! actor, or of a whole record.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Actor, ActorId, Attendance, ClaimId, Day, Edtf, Event, Participant, Snapshot};
use serde::Serialize;

use crate::{Table, format};

/// Who stands for whom in a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// Each for themselves.
    People,
    /// A person for the state or body that they act for.
    #[default]
    Parties,
}

/// Which meetings a network is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkFilter {
    /// Those of this actor; of a state or body also those of its people.
    pub of: Option<ActorId>,
    /// Who stands for whom.
    pub grain: Grain,
    /// Those that may have been, or are to be, at this time.
    pub on: Option<Edtf>,
}

/// Who meets whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Network {
    /// The actor it is drawn around.
    pub of: Option<String>,
    /// Who stands for whom.
    pub by: Grain,
    /// The day that counts as today.
    pub now: Option<String>,
    /// Everybody in it: the actor in the middle, then those with most meetings.
    pub nodes: Vec<NetworkNode>,
    /// Every two who met or are to meet, the most frequent first.
    pub ties: Vec<Tie>,
}

/// Somebody in a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NetworkNode {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// `person`, `state`, `organisation` or `group`.
    pub kind: &'static str,
    /// Whom a person acts for, by name; of several the most frequent.
    #[serde(rename = "for")]
    pub acts_for: Option<String>,
    /// How many it meets.
    pub ties: usize,
    /// At how many occasions of this network it sat.
    pub held: usize,
    /// At how many it is to sit.
    pub planned: usize,
}

/// Two who met, or are to meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// The id of one; in a network around an actor, of the one nearer to it.
    pub a: String,
    /// The id of the other.
    pub b: String,
    /// Occasions that took place. Meetings within a visit or summit are one occasion with it.
    pub held: usize,
    /// Occasions that are planned or proposed, overdue ones among them.
    pub planned: usize,
    /// The last day of one that took place, in EDTF.
    pub last: Option<String>,
    /// The first day, from today on, of one that is planned.
    pub next: Option<String>,
    /// The events, in order of the record.
    pub events: Vec<String>,
}

/// Somebody at an event, as a network has it.
struct Seat<'e> {
    who: &'e Actor,
    party: &'e Actor,
}

impl<'e> Seat<'e> {
    /// Who may be counted: whom the reports tell of as there, or as expected where the event lies ahead.
    fn of(p: &'e Participant, event: &Event) -> Option<Self> {
        let certain = match p.attendance {
            Attendance::Told => true,
            Attendance::Expected => event.status.is_ahead(),
            Attendance::Uncertain | Attendance::Declined => false,
        };
        certain.then(|| Self { who: &p.actor, party: p.acts_for.as_ref().unwrap_or(&p.actor) })
    }

    /// Whom it counts for; everybody of the actor in the middle counts for that.
    fn node(&self, filter: &NetworkFilter) -> &'e Actor {
        let own = |id: &ActorId| filter.of.as_ref() == Some(id);
        match filter.grain {
            _ if own(&self.who.id) => self.who,
            _ if own(&self.party.id) => self.party,
            Grain::People => self.who,
            Grain::Parties => self.party,
        }
    }
}

/// What two have in common, as it is counted.
#[derive(Default)]
struct Counted<'e> {
    /// By occasion: whether it took place.
    occasions: BTreeMap<&'e ClaimId, bool>,
    last: Option<Edtf>,
    next: Option<Edtf>,
    events: Vec<String>,
}

impl<'e> Counted<'e> {
    fn add(&mut self, occasion: &'e ClaimId, event: &Event, now: Option<Day>) {
        let held = event.status.is_real();
        let known = self.occasions.entry(occasion).or_insert(held);
        *known |= held;
        self.events.push(event.id.0.clone());
        let Some(date) = event.date() else { return };
        let ends = |date: Edtf| (date.last_day().or(date.first_day()), date.first_day());
        let begins = |date: Edtf| (date.first_day().or(date.last_day()), date.last_day());
        if held && self.last.is_none_or(|last| ends(date) > ends(last)) {
            self.last = Some(date);
        }
        let ahead = !held && !event.overdue && now.is_none_or(|now| date.last_day().is_none_or(|day| day >= now));
        if ahead && self.next.is_none_or(|next| begins(date) < begins(next)) {
            self.next = Some(date);
        }
    }

    fn held(&self) -> usize {
        self.occasions.values().filter(|held| **held).count()
    }

    fn planned(&self) -> usize {
        self.occasions.len() - self.held()
    }
}

/// Somebody, as counted.
struct Known<'e> {
    actor: &'e Actor,
    acts_for: BTreeMap<&'e str, usize>,
    occasions: BTreeMap<&'e ClaimId, bool>,
    ties: usize,
}

/// The network of a record.
#[must_use]
pub fn network(snapshot: &dyn Snapshot, filter: &NetworkFilter) -> Network {
    let record = snapshot.record();
    let whole: BTreeMap<&ClaimId, &ClaimId> =
        record.events.iter().filter_map(|e| Some((&e.id, &e.part_of.as_ref()?.of))).collect();
    let occasion = |event: &'_ ClaimId| -> ClaimId {
        let mut at = event;
        while let Some(of) = whole.get(at) {
            at = of;
        }
        at.clone()
    };
    let roots: Vec<ClaimId> = record.events.iter().map(|e| occasion(&e.id)).collect();
    let mut nodes: BTreeMap<&ActorId, Known<'_>> = BTreeMap::new();
    let mut ties: BTreeMap<(&ActorId, &ActorId), Counted<'_>> = BTreeMap::new();
    for (event, root) in record.events.iter().zip(&roots).filter(|(e, _)| filter.takes(e)) {
        let all = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
        let seats: Vec<Seat<'_>> = all.filter_map(|p| Seat::of(p, event)).collect();
        if filter.of.as_ref().is_some_and(|of| !seats.iter().any(|s| s.who.id == *of || s.party.id == *of)) {
            continue;
        }
        // Colleagues sit side by side, they do not meet, unless nobody else is there.
        let apart = seats.iter().any(|s| s.party.id != seats[0].party.id);
        let mut pairs: BTreeSet<(&ActorId, &ActorId)> = BTreeSet::new();
        for (n, one) in seats.iter().enumerate() {
            for other in &seats[n + 1..] {
                let (a, b) = (one.node(filter), other.node(filter));
                if a.id == b.id || (apart && one.party.id == other.party.id) {
                    continue;
                }
                pairs.insert(if a.id < b.id { (&a.id, &b.id) } else { (&b.id, &a.id) });
            }
        }
        // Around somebody stand those whom he met; his colleagues at the table are none of them.
        if let Some(of) = &filter.of {
            let own = pairs.iter().filter(|(a, b)| *a == of || *b == of);
            let near: BTreeSet<&ActorId> = own.flat_map(|(a, b)| [*a, *b]).collect();
            pairs.retain(|(a, b)| near.contains(a) && near.contains(b));
        }
        let met: BTreeSet<&ActorId> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
        for seat in &seats {
            let actor = seat.node(filter);
            if !met.contains(&actor.id) {
                continue;
            }
            let new = || Known { actor, acts_for: BTreeMap::new(), occasions: BTreeMap::new(), ties: 0 };
            let known = nodes.entry(&actor.id).or_insert_with(new);
            if seat.party.id != actor.id && seat.who.id == actor.id {
                *known.acts_for.entry(&seat.party.name).or_default() += 1;
            }
            *known.occasions.entry(root).or_default() |= event.status.is_real();
        }
        for pair in pairs {
            ties.entry(pair).or_default().add(root, event, record.now);
        }
    }
    for (a, b) in ties.keys() {
        for id in [a, b] {
            nodes.get_mut(*id).expect("who has a tie is known").ties += 1;
        }
    }
    Network {
        of: filter.of.as_ref().map(|id| id.0.clone()),
        by: filter.grain,
        now: record.now.map(|day| day.to_string()),
        nodes: listed(nodes, filter),
        ties: tied(ties, filter),
    }
}

impl NetworkFilter {
    /// Whether people met there, or are to.
    fn takes(&self, event: &Event) -> bool {
        !event.status.is_off() && self.on.is_none_or(|on| event.date().is_some_and(|date| date.overlaps(on)))
    }

    fn is_middle(&self, id: &str) -> bool {
        self.of.as_ref().is_some_and(|of| of.0 == id)
    }
}

fn listed(nodes: BTreeMap<&ActorId, Known<'_>>, filter: &NetworkFilter) -> Vec<NetworkNode> {
    let node = |known: Known<'_>| {
        let held = known.occasions.values().filter(|held| **held).count();
        NetworkNode {
            id: known.actor.id.0.clone(),
            name: known.actor.name.clone(),
            kind: known.actor.kind.as_str(),
            acts_for: known
                .acts_for
                .into_iter()
                .max_by_key(|(name, n)| (*n, std::cmp::Reverse(*name)))
                .map(|(name, _)| name.to_owned()),
            ties: known.ties,
            held,
            planned: known.occasions.len() - held,
        }
    };
    let mut nodes: Vec<NetworkNode> = nodes.into_values().map(node).collect();
    nodes.sort_by(|a, b| {
        let rank =
            |n: &NetworkNode| (!filter.is_middle(&n.id), std::cmp::Reverse((n.held + n.planned, n.held, n.ties)));
        rank(a).cmp(&rank(b)).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id)))
    });
    nodes
}

fn tied(ties: BTreeMap<(&ActorId, &ActorId), Counted<'_>>, filter: &NetworkFilter) -> Vec<Tie> {
    let tie = |((a, b), counted): ((&ActorId, &ActorId), Counted<'_>)| {
        let (a, b) = if filter.is_middle(&b.0) { (b, a) } else { (a, b) };
        Tie {
            a: a.0.clone(),
            b: b.0.clone(),
            held: counted.held(),
            planned: counted.planned(),
            last: counted.last.map(|d| d.to_string()),
            next: counted.next.map(|d| d.to_string()),
            events: counted.events,
        }
    };
    let mut ties: Vec<Tie> = ties.into_iter().map(tie).collect();
    ties.sort_by(|a, b| {
        let rank = |t: &Tie| (!filter.is_middle(&t.a), std::cmp::Reverse((t.held + t.planned, t.held, t.last.clone())));
        rank(a).cmp(&rank(b)).then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b)))
    });
    ties
}

impl Network {
    /// The same as one line of JSON.
    #[must_use]
    pub fn json(&self) -> String {
        format::json::line(self)
    }

    /// Its ties as a sheet for a spreadsheet.
    #[must_use]
    pub fn sheet(&self) -> Table {
        let names: BTreeMap<&str, &str> = self.nodes.iter().map(|n| (n.id.as_str(), n.name.as_str())).collect();
        let name = |id: &str| names.get(id).map_or_else(String::new, |name| (*name).to_owned());
        let row = |t: &Tie| {
            vec![
                t.a.clone(),
                name(&t.a),
                t.b.clone(),
                name(&t.b),
                t.held.to_string(),
                t.planned.to_string(),
                t.last.clone().unwrap_or_default(),
                t.next.clone().unwrap_or_default(),
                t.events.join(" "),
            ]
        };
        let columns = vec!["id", "name", "with id", "with", "held", "planned", "last", "next", "events"];
        Table { columns, rows: self.ties.iter().map(row).collect() }
    }
}
