//! Events: what happened, is planned or was refused, by rules against the tree of each sentence.

use std::collections::BTreeSet;

use chancery_data::{Reads, Rule, Slot};
use chancery_model::{Attendance, ByteSpan, EventFinding, Mention, Role, Seat, Status};

use crate::circumstance::Hit;
use crate::denial::{self, Denial};
use crate::grammar::Grammar;
use crate::item::ItemKind;
use crate::matcher::{Match, RuleIndex};
use crate::scene::Scene;
use crate::seats::{Seats, Who};
use crate::status::StatusReader;

/// The events of one sentence, in order of their triggers.
pub(crate) fn events<'a, 'w>(
    scene: &Scene<'a, 'w>,
    grammar: &Grammar<'_, 'a, 'w>,
    index: &RuleIndex<'_>,
    seats: &mut Seats<'_>,
    mentions: &mut Vec<Mention>,
) -> Vec<EventFinding> {
    if !scene.is_prose() {
        return Vec::new();
    }
    let schema = &scene.words.data.schema;
    let gathers = |rule: &Rule| rule.kind().is_some_and(|kind| schema.is_engagement(kind));
    let acts = |rule: &Rule| rule.kind().is_some_and(|kind| !schema.is_engagement(kind));
    let reader = EventReader { scene, grammar };
    let mut found = scene.matches(grammar, index, seats, Who::Party, gathers);
    // "closer than we were in Geneva": what things are only compared with.
    let compared = |at: usize| scene.tree.stands_under(at, &["than"]);
    let titled = |at: usize, seats: &Seats<'_>| scene.tree.is_nominal(at) && seats.is_in_title(at);
    found.retain(|m| {
        // "would not confirm that they had met": nobody says that they did.
        let unsaid = denial::of(grammar, m.at) == Some(Denial::Dodged);
        let no_event = reader.is_part_of_a_name(m.at) || titled(m.at, seats) || compared(m.at) || unsaid;
        !no_event
    });
    let more = scene.matches(grammar, index, seats, Who::Anybody, acts);
    let more = more.into_iter().filter(|m| !found.iter().any(|f| f.at == m.at)).collect::<Vec<_>>();
    let more: Vec<Match<'_>> =
        more.iter().filter(|m| !reader.is_within(m.at, &more) && !reader.is_supposed(m.at)).cloned().collect();
    found.extend(more);
    found.sort_by_key(|m| m.at);
    let mut events = Vec::new();
    for found in found {
        let (mut finding, hit) = reader.finding(&found, seats, mentions);
        let legs = scene.legs(&hit);
        if !legs.is_empty() {
            events.extend(scene.by_leg(&finding, &legs, mentions));
            continue;
        }
        let stops = reader.further_stops(&finding, &hit);
        if !stops.is_empty() {
            finding.recipients.truncate(1);
        }
        events.extend(stops);
        events.extend(reader.apart(finding, &hit, mentions));
    }
    events
}

struct EventReader<'s, 'a, 'w> {
    scene: &'s Scene<'a, 'w>,
    grammar: &'s Grammar<'s, 'a, 'w>,
}

impl EventReader<'_, '_, '_> {
    /// "negotiation stances", "the summit declaration": no occasion, only what another thing is called by.
    fn is_part_of_a_name(&self, at: usize) -> bool {
        let t = &self.scene.tree;
        let measured = t.head(at).is_some_and(|head| self.grammar.is(head, "measure"));
        t.is_nominal(at) && t.relation(at) == "compound" && !measured
    }

    /// Whether an act is only what another one demands, threatens, promises or blames somebody for.
    fn is_within(&self, at: usize, others: &[Match<'_>]) -> bool {
        const INNER: [&str; 9] = ["ccomp", "xcomp", "advcl", "acl", "obj", "nmod", "obl", "conj", "nsubj"];
        let t = &self.scene.tree;
        let governs = |node: usize| {
            others.iter().any(|o| o.at != at && (o.at == node || self.grammar.carrier(o.at) == Some(node)))
        };
        let mut below = at;
        for node in t.path(at).skip(1) {
            // What is told in a clause of its own, or beside another, is an act of its own.
            if t.relation(below) == "acl:relcl" || !INNER.contains(&t.relation_base(below)) {
                return false;
            }
            if governs(node) && t.relation(below) != "conj" {
                return t.relation(below) != "advcl" || !self.is_apart(below);
            }
            below = node;
        }
        false
    }

    /// "If Iran closes the strait": nobody says that it does.
    fn is_supposed(&self, at: usize) -> bool {
        self.scene.tree.stands_under(at, &["if", "unless", "whether", "until"])
    }

    /// "X met Y **after expelling** Z": a clause that tells of another time.
    fn is_apart(&self, at: usize) -> bool {
        self.scene.tree.marks(at).any(|m| m != "to" && m != "of" && m != "for")
    }

    fn finding(&self, found: &Match<'_>, seats: &mut Seats<'_>, mentions: &mut Vec<Mention>) -> (EventFinding, Hit) {
        let scene = self.scene;
        let Reads::Event { kind, mode, status: fixed, .. } = &found.rule.reads else {
            unreachable!("only rules of events are asked for events")
        };
        let who = if scene.words.data.schema.is_engagement(kind) { Who::Party } else { Who::Anybody };
        let hit = self.hit(found);
        let dated = scene.is_dated() && !scene.is_entry();
        let act = who == Who::Anybody;
        let reader = StatusReader { grammar: self.grammar, act, dated };
        let status = fixed.unwrap_or_else(|| reader.status(found.at));
        let attendance = attendance(status);
        let (mut actors, mut recipients, mut mediators): (Vec<Seat>, Vec<Seat>, Vec<Seat>) = Default::default();
        for (end, (slot, head)) in found.slots.iter().enumerate() {
            let role = if *slot == Slot::Host { Role::Host } else { Role::Party };
            let list = match slot {
                Slot::Mediators => &mut mediators,
                Slot::Recipients => &mut recipients,
                Slot::Actors | Slot::Host => &mut actors,
                _ => continue,
            };
            for mention in seats.at(self.grammar, *head, who, mentions) {
                if !list.iter().any(|s| s.mention == mention) {
                    list.push(Seat { mention, role, attendance, end });
                }
            }
        }
        let trigger = scene.words.span(found.at, found.at + 1);
        let (place, place_item) = scene.place(&hit, mentions).unzip();
        let (time, time_item): (Option<usize>, Option<usize>) = scene.time(&hit).unzip();
        let distance = scene.distance(found.at, time_item);
        let time = time.filter(|_| distance.is_none());
        let behind = || scene.distance_behind(found.at).filter(|_| time.is_none());
        let distance = distance.or_else(behind);
        let untold = time.is_none() && distance.is_none() && !act;
        let nearness = untold.then(|| scene.nearness(self.grammar, found.at, status)).flatten();
        let edges: Vec<usize> =
            [Some(hit.from), Some(hit.to.saturating_sub(1)), place_item, time_item].into_iter().flatten().collect();
        let finding = EventFinding {
            kind: kind.clone(),
            mode: mode.clone(),
            status,
            actors,
            recipients,
            mediators,
            place,
            time,
            moved_from: scene.moved_from(&hit),
            distance,
            nearness,
            trigger,
            sentence: scene.sentence,
            evidence: vec![scene.evidence(&edges, &hit)],
            background: false,
            rule: found.rule.id.clone(),
        };
        (finding, hit)
    }

    /// A match among the items of its sentence.
    fn hit(&self, found: &Match<'_>) -> Hit {
        let scene = self.scene;
        let trigger = scene.item_of(found.at);
        let slots: Vec<(Slot, usize)> = found.slots.iter().map(|(slot, at)| (*slot, scene.item_of(*at))).collect();
        let items = || slots.iter().map(|(_, item)| *item).chain([trigger]);
        let (from, to) = (items().min().unwrap_or(trigger), items().max().unwrap_or(trigger) + 1);
        let visits = found.rule.kind().is_some_and(|kind| kind.0 == "visit");
        let travels = visits || found.fill(Slot::Host).next().is_some();
        Hit { from, to, trigger: (trigger, trigger + 1), noun: scene.tree.is_nominal(found.at), travels, slots }
    }

    /// The other stops of a tour ("a visit to Qatar, Oman and Egypt", "to Qatar on Monday and Oman
    /// on Tuesday"): one event a stop, anchored at the words from the trigger to the stop.
    fn further_stops(&self, first: &EventFinding, hit: &Hit) -> Vec<EventFinding> {
        let Some(item) = hit.named_place().filter(|_| first.kind.0 == "visit") else { return Vec::new() };
        let mut stops: Vec<_> = self.places(item).into_iter().skip(1).map(|p| (p, first.time)).collect();
        let mut at = item + 1;
        while let Some(next) = self.scene.items.get(at) {
            match &next.kind {
                ItemKind::Time(time) => {
                    if let Some((_, when)) = stops.last_mut() {
                        *when = Some(*time);
                    }
                }
                ItemKind::Word if matches!(self.scene.words.lower(next.from), "," | "and" | "then" | "on" | "to") => {}
                ItemKind::Place(..) | ItemKind::Actors(..) if !self.places(at).is_empty() => {
                    stops.extend(self.places(at).into_iter().map(|p| (p, first.time)));
                }
                _ => break,
            }
            at += 1;
        }
        stops
            .into_iter()
            .map(|((place, mention), time)| EventFinding {
                place: Some(place),
                time,
                trigger: first.trigger.cover(place),
                recipients: mention
                    .filter(|_| !first.recipients.is_empty())
                    .map(|mention| Seat { mention, role: Role::Party, attendance: attendance(first.status), end: 0 })
                    .into_iter()
                    .collect(),
                ..first.clone()
            })
            .collect()
    }

    /// "Separate calls with A and B" are two: one event for each of those who stand
    /// behind the trigger, anchored at the words from the trigger to the name from the second on.
    fn apart(&self, whole: EventFinding, hit: &Hit, mentions: &[Mention]) -> Vec<EventFinding> {
        let (from, to) = (self.scene.items[hit.from].from, self.scene.items[hit.to.max(hit.trigger.1) - 1].to);
        let separate = (from..to).any(|i| self.scene.words.is("separately", i));
        let Some(last) = whole.actors.iter().map(|seat| seat.end).max() else { return vec![whole] };
        let (others, here): (Vec<Seat>, Vec<Seat>) = whole.actors.iter().cloned().partition(|seat| seat.end == last);
        let behind = others.iter().all(|seat| mentions[seat.mention].span.start() > whole.trigger.start());
        // "separately with A as well as **with B and C**": each "with" is one.
        let words = self.scene.words;
        let leads = |seat: &Seat| {
            let at = words.document.tokens.partition_point(|t| t.span.start() < mentions[seat.mention].span.start());
            at > 0 && matches!(words.lower(at - 1), "with" | "to")
        };
        let parted = others.iter().skip(1).any(leads);
        let group = |seat: &Seat| {
            let upto = others.iter().position(|other| other.mention == seat.mention).unwrap_or(0);
            let parts = || others.iter().take(upto + 1).skip(1).filter(|other| leads(other)).count();
            if parted { parts() } else { seat.mention }
        };
        let groups: BTreeSet<usize> = others.iter().map(group).collect();
        if groups.len() < 2 || here.is_empty() || !behind || !separate {
            return vec![whole];
        }
        let alone = |(i, of): (usize, &usize)| {
            let mut one = whole.clone();
            one.actors.retain(|seat| seat.end != last || group(seat) == *of);
            if let Some(last) = one.actors.last().filter(|_| i > 0) {
                one.trigger = whole.trigger.cover(mentions[last.mention].span);
            }
            one
        };
        groups.iter().enumerate().map(alone).collect()
    }

    /// The places that an item names, each with its mention where it may act too.
    fn places(&self, item: usize) -> Vec<(ByteSpan, Option<usize>)> {
        match &self.scene.items[item].kind {
            ItemKind::Place(span, mention) => vec![(*span, *mention)],
            ItemKind::Actors(list, places) => places.iter().copied().zip(list.iter().copied().map(Some)).collect(),
            _ => Vec::new(),
        }
    }
}

fn attendance(status: Status) -> Attendance {
    if status.is_ahead() { Attendance::Expected } else { Attendance::Told }
}
