//! An actor: in which offices reports tell of it, what it took part in, holds, says, puts forward and undertakes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chancery_model::{Edtf, Event, Participant, RecordedActor, RecordedStatement};

use super::Desk;
use crate::phrase::{self, count};
use crate::{Line, Mark, Page, pledges, proposals};

/// The days on which reports tell of somebody in an office.
#[derive(Default)]
struct Told {
    first: Option<Edtf>,
    last: Option<Edtf>,
}

impl Told {
    fn add(&mut self, on: Option<Edtf>) {
        let Some(on) = on.filter(|on| on.first_day().is_some() && on.last_day().is_some()) else { return };
        if self.first.is_none_or(|first| on.first_day() < first.first_day()) {
            self.first = Some(on);
        }
        if self.last.is_none_or(|last| on.last_day() > last.last_day()) {
            self.last = Some(on);
        }
    }

    /// ", told of 2 March 2026" or ", told of 2 March 2026 to 9 March 2026".
    fn words(&self) -> String {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => format!(", told of {}", phrase::date(Some(first))),
            (Some(first), Some(last)) => {
                format!(", told of {} to {}", phrase::date(Some(first)), phrase::date(Some(last)))
            }
            _ => String::new(),
        }
    }
}

impl Desk<'_> {
    /// Everything about an actor; of a state or body also what its people do for it.
    pub(super) fn actor(&self, recorded: &RecordedActor) -> Page {
        let actor = &recorded.actor;
        let mut page = Page::new(&actor.name);
        let record = self.snapshot.record();
        let is = |p: &Participant| p.actor.id == actor.id || p.acts_for.as_ref().is_some_and(|a| a.id == actor.id);
        let events: Vec<&Event> = record.events.iter().filter(|e| everybody(e).any(is)).collect();
        let through = match events.len() - recorded.events.min(events.len()) {
            0 => String::new(),
            others => format!(" and {others} of those who act for it"),
        };
        page.about = format!(
            "{}, {}; {}{through}, {}, {}",
            actor.id,
            actor.kind.as_str(),
            count(recorded.events, "event"),
            count(recorded.positions, "position"),
            count(recorded.statements, "statement")
        );
        page.push("Acts as", self.offices(recorded));
        page.push("Through whom", self.people(recorded));
        page.push("Events", events.into_iter().map(|e| self.event_line(e)).collect());
        page.push("Positions", self.positions(|p| is(&p.value.holder) || p.value.said_by.as_ref().is_some_and(is)));
        let put = record.proposals.iter().filter(|p| p.by.iter().chain(&p.drafted_by).chain(&p.to).any(is));
        page.push("Proposals", put.map(|p| proposals::head(p).id(self.ids.get(&p.id))).collect());
        let bound = record.pledges.iter().filter(|p| {
            let value = &p.value;
            std::iter::once(&value.by).chain(&value.parties).chain(&value.to).any(is)
        });
        page.push("Pledges", bound.map(|p| pledges::head(p).id(self.ids.get(&p.id))).collect());
        let mut said: Vec<&RecordedStatement> =
            record.statements.iter().filter(|s| s.value.speaker.as_ref().is_some_and(is)).collect();
        // What was said last comes first; of one report in the order of its text.
        let on = |s: &RecordedStatement| self.cards.get(&s.report).and_then(|card| card.published.edtf?.last_day());
        said.sort_by_key(|s| Reverse(on(s)));
        page.push("Statements", said.into_iter().map(|s| self.statement_line(s)).collect());
        page
    }

    /// The offices in which reports tell of an actor, each with the days of the events at which it held them.
    fn offices(&self, recorded: &RecordedActor) -> Vec<Line> {
        let record = self.snapshot.record();
        let mut offices: BTreeMap<String, Told> = BTreeMap::new();
        let own = |p: &&Participant| p.actor.id == recorded.actor.id;
        let mut add = |p: &Participant, on: Option<Edtf>| {
            let acts_for = p.acts_for.as_ref().map(|a| a.name.as_str());
            let told = match (&p.office, acts_for) {
                (Some(office), Some(acts_for)) => format!("{office}, for {acts_for}"),
                (Some(office), None) => office.clone(),
                (None, Some(acts_for)) => format!("for {acts_for}"),
                (None, None) => return,
            };
            offices.entry(told).or_default().add(on);
        };
        for event in &record.events {
            everybody(event).filter(own).for_each(|p| add(p, event.date()));
        }
        let speaking = record.statements.iter().filter_map(|s| s.value.speaker.as_ref());
        speaking.filter(own).for_each(|p| add(p, None));
        // The office of today comes first.
        let mut offices: Vec<(String, Told)> = offices.into_iter().collect();
        offices.sort_by_key(|(_, told)| Reverse(told.last.and_then(Edtf::last_day)));
        offices.into_iter().map(|(office, told)| Line::plain(office).and(Mark::Faint, told.words())).collect()
    }

    /// Who acts for a state or body, the most frequent first.
    fn people(&self, recorded: &RecordedActor) -> Vec<Line> {
        const MOST: usize = 12;
        let mut people: BTreeMap<&str, (&Participant, usize)> = BTreeMap::new();
        for event in &self.snapshot.record().events {
            let own = |p: &&Participant| p.acts_for.as_ref().is_some_and(|a| a.id == recorded.actor.id);
            for p in everybody(event).filter(own).filter(|p| p.actor.id != recorded.actor.id) {
                let (known, events) = people.entry(&p.actor.id.0).or_insert((p, 0));
                *events += 1;
                // Events stand in order of time: the office is the last that is told.
                if p.office.is_some() {
                    *known = p;
                }
            }
        }
        let mut people: Vec<(&Participant, usize)> = people.into_values().collect();
        people.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.actor.name.cmp(&b.0.actor.name)));
        let line = |(p, events): (&Participant, usize)| {
            let office = p.office.as_ref().map_or_else(String::new, |office| format!(", {office}"));
            Line::strong(&p.actor.name)
                .and(Mark::Plain, office)
                .and(Mark::Faint, format!(" — {}", count(events, "event")))
        };
        people.into_iter().take(MOST).map(line).collect()
    }
}

/// Everybody at an event.
fn everybody(event: &Event) -> impl Iterator<Item = &Participant> {
    event.actors.iter().chain(&event.recipients).chain(&event.mediators)
}
