//! Engagements: rules against the items of each sentence, with place and time from around.

use std::collections::BTreeMap;

use chancery_data::{Part, Rule, Slot};
use chancery_model::{
    Attendance, ByteSpan, EventFinding, Evidence, Mention, MentionForm, Role, Seat, SentenceKind, Status,
};

use crate::clause::shared;
use crate::item::{Item, ItemKind};
use crate::matcher::{Match, matches};
use crate::status::status;
use crate::words::Words;

/// How many items at the head of a sentence may set its scene ("In a series of meetings in London,").
const OPENING: usize = 12;
/// How many items beyond a match its place may stand.
const NEAR_PLACE: usize = 8;

/// Rules by the first word of their triggers.
pub(crate) struct RuleIndex<'d> {
    by_word: BTreeMap<&'d str, Vec<(&'d Rule, usize)>>,
}

impl<'d> RuleIndex<'d> {
    pub(crate) fn of(words: &Words<'d>) -> Self {
        let mut by_word: BTreeMap<&str, Vec<(&Rule, usize)>> = BTreeMap::new();
        for rule in &words.data.rules {
            for (i, pattern) in rule.patterns.iter().enumerate() {
                let openers: Vec<&str> = match &pattern.elements[pattern.trigger].part {
                    Part::Words(any) => any.iter().map(String::as_str).collect(),
                    Part::Class(class) => words.lexicon().openers(class).collect(),
                    Part::Slot(_) | Part::Gap { .. } => Vec::new(),
                };
                for word in openers {
                    by_word.entry(word).or_default().push((rule, i));
                }
            }
        }
        Self { by_word }
    }
}

/// The engagements of one sentence, in order of their triggers.
pub(crate) fn engagements(
    words: &Words<'_>,
    index: &RuleIndex<'_>,
    sentence: usize,
    items: &[Item],
    mentions: &[Mention],
) -> Vec<EventFinding> {
    let mut found = Vec::new();
    if words.document.sentences[sentence].kind == SentenceKind::Headline {
        return found;
    }
    let mut at = 0;
    while at < items.len() {
        let Some((rule, hit)) = best(words, index, items, at) else {
            at += 1;
            continue;
        };
        at = hit.trigger.1;
        let scene = Scene { words, sentence, items };
        let finding = scene.finding(rule, &hit, mentions);
        found.extend(scene.further_stops(&finding, &hit));
        found.extend(scene.apart(finding, &hit, mentions));
    }
    found
}

/// The match that seats most people; among equals the first rule.
fn best<'d>(words: &Words<'_>, index: &RuleIndex<'d>, items: &[Item], at: usize) -> Option<(&'d Rule, Match)> {
    if !matches!(items[at].kind, ItemKind::Word) {
        return None;
    }
    let candidates = index.by_word.get(words.lower(items[at].from))?;
    let mut best: Option<(&Rule, Match, usize)> = None;
    for (rule, i) in candidates {
        let Some(hit) = matches(words, items, &rule.patterns[*i], at) else { continue };
        if rule.unless.iter().any(|veto| matches(words, items, veto, at).is_some()) {
            continue;
        }
        let seats: usize = hit
            .slots
            .iter()
            .map(|(_, item)| if let ItemKind::Actors(list, _) = &items[*item].kind { list.len() } else { 0 })
            .sum();
        if best.as_ref().is_none_or(|(_, _, most)| seats > *most) {
            best = Some((rule, hit, seats));
        }
    }
    best.map(|(rule, hit, _)| (rule, hit))
}

struct Scene<'a, 'w> {
    words: &'a Words<'w>,
    sentence: usize,
    items: &'a [Item],
}

impl Scene<'_, '_> {
    fn finding(&self, rule: &Rule, hit: &Match, mentions: &[Mention]) -> EventFinding {
        let status = status(self.words, self.items, rule, hit);
        let (mut actors, mut recipients, mut mediators) = (Vec::new(), Vec::new(), Vec::new());
        for (slot, item) in &hit.slots {
            let list = match &self.items[*item].kind {
                ItemKind::Actors(list, _) if *slot != Slot::Place => list.clone(),
                ItemKind::Place(_, Some(mention)) if *slot == Slot::Recipients => vec![*mention],
                _ => continue,
            };
            let role = if *slot == Slot::Host { Role::Host } else { Role::Party };
            let seats =
                list.iter().map(|mention| Seat { mention: *mention, role, attendance: self.attendance(status) });
            match slot {
                Slot::Mediators => mediators.extend(seats),
                Slot::Recipients => recipients.extend(seats),
                _ => actors.extend(seats),
            }
        }
        let trigger = self.span(hit.trigger.0, hit.trigger.1);
        let (place, place_item) = self.place(hit, mentions).unzip();
        let (time, time_item) = self.time(hit).unzip();
        let edges: Vec<usize> =
            [Some(hit.from), Some(hit.to.saturating_sub(1)), place_item, time_item].into_iter().flatten().collect();
        EventFinding {
            kind: rule.kind.clone(),
            status,
            actors,
            recipients,
            mediators,
            place,
            time,
            trigger,
            sentence: self.sentence,
            evidence: vec![self.evidence(&edges, hit)],
            background: false,
            rule: rule.id.clone(),
        }
    }

    /// The other stops of a tour ("a visit to Qatar, Oman and Egypt", "to Qatar on Monday and Oman
    /// on Tuesday"): one event a stop, anchored at the words from the trigger to the stop.
    fn further_stops(&self, first: &EventFinding, hit: &Match) -> Vec<EventFinding> {
        let Some(item) = named_place(hit).filter(|_| first.kind.0 == "visit") else { return Vec::new() };
        let mut stops: Vec<_> = self.places(item).into_iter().skip(1).map(|p| (p, first.time)).collect();
        let mut at = item + 1;
        while let Some(next) = self.items.get(at) {
            match &next.kind {
                ItemKind::Time(time) => {
                    if let Some((_, when)) = stops.last_mut() {
                        *when = Some(*time);
                    }
                }
                ItemKind::Word if matches!(self.words.lower(next.from), "," | "and" | "then" | "on" | "to") => {}
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
                    .map(|mention| Seat { mention, role: Role::Party, attendance: self.attendance(first.status) })
                    .into_iter()
                    .collect(),
                ..first.clone()
            })
            .collect()
    }

    /// "Separate calls with A and B" are two: one event for each of those named last, anchored at
    /// the words from the trigger to the name from the second on.
    fn apart(&self, whole: EventFinding, hit: &Match, mentions: &[Mention]) -> Vec<EventFinding> {
        let (from, to) = (self.items[hit.from].from, self.items[hit.to.max(hit.trigger.1) - 1].to);
        let separate = (from..to).any(|i| self.words.is("separately", i));
        let last = hit.slots.iter().rev().find_map(|(_, item)| match &self.items[*item].kind {
            ItemKind::Actors(list, _) if list.len() > 1 => Some(list),
            _ => None,
        });
        let Some(last) = last.filter(|_| separate) else { return vec![whole] };
        let alone = |(i, mention): (usize, &usize)| {
            let mut one = whole.clone();
            one.actors.retain(|seat| seat.mention == *mention || !last.contains(&seat.mention));
            if i > 0 {
                one.trigger = whole.trigger.cover(mentions[*mention].span);
            }
            one
        };
        last.iter().enumerate().map(alone).collect()
    }

    /// The places that an item names, each with its mention where it may act too.
    fn places(&self, item: usize) -> Vec<(ByteSpan, Option<usize>)> {
        match &self.items[item].kind {
            ItemKind::Place(span, mention) => vec![(*span, *mention)],
            ItemKind::Actors(list, places) => places.iter().copied().zip(list.iter().copied().map(Some)).collect(),
            _ => Vec::new(),
        }
    }

    fn attendance(&self, status: Status) -> Attendance {
        if status.is_ahead() { Attendance::Expected } else { Attendance::Told }
    }

    fn span(&self, from: usize, to: usize) -> ByteSpan {
        self.words.span(self.items[from].from, self.items[to.max(from + 1) - 1].to)
    }

    /// The whole sentence where it is short enough, else the stretch from first to last item used.
    fn evidence(&self, edges: &[usize], hit: &Match) -> ByteSpan {
        let sentence = &self.words.document.sentences[self.sentence];
        let count = |span: ByteSpan| self.words.document.text(span).split_whitespace().count();
        if count(sentence.span) <= Evidence::MOST_WORDS {
            return sentence.span;
        }
        let low = edges.iter().min().copied().unwrap_or(hit.from);
        let high = edges.iter().max().copied().unwrap_or(hit.from);
        let wide = self.span(low, high + 1);
        let around = self.words.around(&sentence.tokens, self.items[hit.trigger.0].from, Evidence::MOST_WORDS / 2);
        let pieces = [wide, self.span(hit.from, hit.to), around];
        pieces.into_iter().find(|piece| count(*piece) <= Evidence::MOST_WORDS).unwrap_or(around)
    }

    /// The place of a match: named by the pattern, directly before a noun ("the Geneva talks"),
    /// else the nearest after the trigger, else the nearest before.
    fn place(&self, hit: &Match, mentions: &[Mention]) -> Option<(ByteSpan, usize)> {
        let at = |i: usize| match self.items[i].kind {
            ItemKind::Place(span, _) if self.shares_clause(i, hit) && !self.is_subject(i) => Some((span, i)),
            _ => None,
        };
        let named = named_place(hit).and_then(|i| match &self.items[i].kind {
            ItemKind::Actors(_, places) => places.first().map(|span| (*span, i)),
            _ => at(i),
        });
        let before = hit.trigger.0.checked_sub(1);
        let modifier = before.and_then(|i| self.modifier(i, mentions));
        let reach = (hit.to.max(hit.trigger.1) + NEAR_PLACE).min(self.items.len());
        let lies = |i: usize| at(i).filter(|_| self.is_locative(i, hit));
        let after =
            || (hit.trigger.1..reach).take_while(|i| !self.opens_clause(*i) && !self.opens_purpose(*i)).find_map(lies);
        let within = || (hit.from..hit.trigger.0).rev().take_while(|i| !self.is_break(*i)).find_map(at);
        let opening = || {
            let free = !(0..hit.from).any(|i| self.opens_clause(i));
            let word = |i: usize| self.items.get(i).map_or("", |item| self.words.lower(item.from));
            let leads = |i: usize| word(if word(i + 1) == "," { i + 2 } else { i + 1 }) == "where";
            (0..hit.from).find_map(|i| at(i).filter(|_| leads(i) || free && i < OPENING))
        };
        named.or(modifier).or_else(after).or_else(within).or_else(opening)
    }

    /// A city before the noun it qualifies: "Rome talks", "White House meeting".
    fn modifier(&self, item: usize, mentions: &[Mention]) -> Option<(ByteSpan, usize)> {
        match &self.items[item].kind {
            ItemKind::Place(span, _) => Some((*span, item)),
            ItemKind::Actors(list, _) => {
                let [one] = list[..] else { return None };
                let MentionForm::Name { name, .. } = mentions[one].form else { return None };
                self.words.is_seat(name).then_some((name, item))
            }
            _ => None,
        }
    }

    /// Whether a place is where something is: after "in" or "at", or "to" for who travels.
    fn is_locative(&self, item: usize, hit: &Match) -> bool {
        let from = self.items[item].from;
        let first = self.items.first().map_or(from, |i| i.from);
        let article = from > first && self.words.is("articles", from - 1);
        let before = if article { from.saturating_sub(2) } else { from.saturating_sub(1) };
        let inside = item < hit.to;
        inside || before >= first && self.words.is("locatives", before)
    }

    /// An infinitive of purpose ("to discuss the war in Gaza"): its places are not the meeting's.
    fn opens_purpose(&self, item: usize) -> bool {
        let word = |i: usize| self.items.get(i).is_some_and(|i| matches!(i.kind, ItemKind::Word));
        word(item) && word(item + 1) && self.words.lower(self.items[item].from) == "to"
    }

    /// Where another clause begins, a place no longer belongs to the words before.
    fn opens_clause(&self, item: usize) -> bool {
        let word = &self.items[item];
        self.is_break(item) || matches!(word.kind, ItemKind::Word) && self.words.is("clause-openers", word.from)
    }

    /// Where a time no longer belongs to the words before: at another clause, but for a relative one
    /// ("talks that ended on Sunday"), and not at "over the weekend".
    fn leaves_time(&self, item: usize) -> bool {
        let relative = matches!(self.words.lower(self.items[item].from), "that" | "which");
        let governs = self.items.get(item + 1).is_some_and(|next| matches!(next.kind, ItemKind::Time(_)));
        self.opens_clause(item) && !relative && !governs
    }

    /// Marks that neither a place nor a time reaches across.
    fn is_break(&self, item: usize) -> bool {
        matches!(self.items[item].kind, ItemKind::Word)
            && matches!(self.words.lower(self.items[item].from), ";" | ":" | "“" | "”" | "\"")
    }

    /// The time of a match: named by the pattern, else the nearest on either side that fixes a
    /// day and does not belong to a word of saying.
    fn time(&self, hit: &Match) -> Option<(usize, usize)> {
        let at = |i: usize| match self.items[i].kind {
            ItemKind::Time(t) if !self.is_time_of_saying(i) && !self.counts(i) => {
                self.shares_clause(i, hit).then_some((t, i))
            }
            _ => None,
        };
        let named = hit.slots.iter().find(|(slot, _)| *slot == Slot::Time).and_then(|(_, i)| at(*i));
        if named.is_some() {
            return named;
        }
        let beyond = hit.to.max(hit.trigger.1);
        let after = (hit.trigger.1..self.items.len())
            .take_while(|i| !self.is_break(*i) && (*i < beyond || !self.leaves_time(*i)))
            .find_map(at);
        let before = (0..hit.trigger.0).rev().take_while(|i| !self.is_break(*i)).find_map(at);
        match (before, after) {
            (Some(b), Some(a)) => {
                // "Monday's talks", but not "…in August, spoke again on Sunday".
                let adjacent = hit.noun && hit.trigger.0 - b.1 <= 2;
                Some(if adjacent { b } else { a })
            }
            (b, a) => a.or(b),
        }
    }

    /// "The White House pointed out": no place, whoever talks there.
    fn is_subject(&self, item: usize) -> bool {
        let relation = |at: usize| self.words.token(at).deprel.as_deref().unwrap_or_default();
        (self.items[item].from..self.items[item].to).any(|at| relation(at).starts_with("nsubj"))
    }

    fn shares_clause(&self, item: usize, hit: &Match) -> bool {
        let tokens = &self.words.document.sentences[self.sentence].tokens;
        let (time, trigger) = (&self.items[item], self.items[hit.trigger.0].from);
        shared(self.words, tokens, time.from..time.to, trigger)
    }

    /// "since October", "for the fourth time this year": what the occasion is counted from.
    fn counts(&self, item: usize) -> bool {
        let from = self.items[item].from;
        let first = self.items.first().map_or(from, |i| i.from);
        from > first && matches!(self.words.lower(from - 1), "since" | "time" | "times")
    }

    /// "said on Monday", "told reporters on Friday".
    fn is_time_of_saying(&self, item: usize) -> bool {
        let from = self.items[item].from;
        let first = self.items.first().map_or(from, |i| i.from);
        (from.saturating_sub(3).max(first)..from).any(|i| self.words.is("saying", i))
            || self.words.is("saying", self.items[item].to)
    }
}

/// The item that the pattern itself names as the place: whoever visits a state visits a place too.
fn named_place(hit: &Match) -> Option<usize> {
    hit.slots.iter().find(|(slot, _)| matches!(slot, Slot::Place | Slot::Recipients)).map(|(_, item)| *item)
}
