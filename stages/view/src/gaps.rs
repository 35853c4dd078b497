//! `gaps`: what the record lacks. Issues on which a party was never heard, events that one side alone tells, parties
//! that have gone silent, stances that nobody has told again, and plans whose day has passed without a word.

use std::collections::BTreeMap;

use chancery_model::{
    Actor, ActorId, Day, Edtf, Event, EventKind, Participant, RecordedPosition, ReportId, Snapshot, Stance, Status,
    days_between,
};
use serde::Serialize;

use crate::phrase::{self, Cards};
use crate::positions::PositionDesk;
use crate::quoted::{Named, Quoted};
use crate::{MatrixOptions, matrix};

mod forms;

/// What sort of gap is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// Parties of whom no report tells where they stand on an issue.
    Unstated,
    /// Events that one of their sides alone tells.
    OneSided,
    /// Parties that have said nothing for long.
    Silent,
    /// Positions that no report has told again for long.
    Ageing,
    /// Plans whose day is past, with no report that they came about.
    Overdue,
}

impl GapKind {
    /// All of them, as they stand on the page.
    pub const ALL: [Self; 5] = [Self::Overdue, Self::OneSided, Self::Silent, Self::Ageing, Self::Unstated];

    /// The word used in JSON and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unstated => "unstated",
            Self::OneSided => "one-sided",
            Self::Silent => "silent",
            Self::Ageing => "ageing",
            Self::Overdue => "overdue",
        }
    }
}

/// Which gaps are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapOptions {
    /// Only this sort.
    pub kind: Option<GapKind>,
    /// After how many days a party counts as silent and a stance as ageing.
    pub days: i32,
    /// Only these parties, by id; all where none is named.
    pub parties: Vec<ActorId>,
}

impl Default for GapOptions {
    fn default() -> Self {
        Self { kind: None, days: 30, parties: Vec::new() }
    }
}

/// What the record lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gaps {
    /// The day that days are counted to; `None` where no report is dated, and nothing can be silent or ageing.
    pub now: Option<String>,
    /// After how many days a party counts as silent and a stance as ageing.
    pub days: i32,
    /// Issues with the parties that were never heard on them.
    pub unstated: Vec<Unstated>,
    /// Events that one side alone tells, the newest first.
    pub one_sided: Vec<OneSided>,
    /// Parties that have gone silent, the longest silent first.
    pub silent: Vec<Silent>,
    /// Positions that nobody told again, the oldest first.
    pub ageing: Vec<Ageing>,
    /// Plans whose day is past, the oldest first.
    pub overdue: Vec<Overdue>,
}

/// An issue on which parties were never heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unstated {
    /// The issue.
    pub issue: String,
    /// Parties of whom a report tells where they stand on it.
    pub stated: Vec<Named>,
    /// Parties of whom none does, though it does on other issues.
    pub silent: Vec<Named>,
}

/// An event that one of its sides says took place, and no other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OneSided {
    /// Its id.
    pub event: String,
    /// Kind.
    pub kind: EventKind,
    /// Status in force.
    pub status: Status,
    /// When it was.
    pub date: Option<Edtf>,
    /// Everybody, in one line.
    pub who: String,
    /// The side that says so.
    pub told_by: Named,
    /// The sides that say nothing.
    pub silent: Vec<Named>,
    /// The words that tell it best.
    pub words: Option<Quoted>,
}

/// A party that has gone silent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Silent {
    /// The party.
    pub party: Named,
    /// When it was last heard.
    pub heard: Edtf,
    /// How many days ago that was.
    pub days: i32,
    /// The id of what it said then, a position or a statement.
    pub last: String,
    /// The words that tell it.
    pub words: Option<Quoted>,
}

/// A position that no report has told again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ageing {
    /// Its id.
    pub position: String,
    /// Whose it is.
    pub holder: Named,
    /// The issue, or the clause of one.
    pub issue: String,
    /// The stance in force.
    pub stance: Stance,
    /// What it is about.
    pub proposition: String,
    /// When it was told last.
    pub told: Edtf,
    /// How many days ago that was.
    pub days: i32,
    /// The words.
    pub words: Option<Quoted>,
}

/// A plan whose day is past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overdue {
    /// Its id.
    pub event: String,
    /// Kind.
    pub kind: EventKind,
    /// The day it was planned for.
    pub date: Option<Edtf>,
    /// How many days ago that was.
    pub days: Option<i32>,
    /// Everybody, in one line.
    pub who: String,
    /// The words that tell it best.
    pub words: Option<Quoted>,
}

/// What a record lacks.
#[must_use]
pub fn gaps(snapshot: &dyn Snapshot, options: &GapOptions) -> Gaps {
    let record = snapshot.record();
    let desk = Desk { snapshot, cards: Cards::of(snapshot), now: record.now, options };
    let asked = |kind| options.kind.is_none_or(|asked| asked == kind);
    Gaps {
        now: record.now.map(|day| day.to_string()),
        days: options.days,
        unstated: if asked(GapKind::Unstated) { desk.unstated() } else { Vec::new() },
        one_sided: if asked(GapKind::OneSided) { desk.one_sided() } else { Vec::new() },
        silent: if asked(GapKind::Silent) { desk.silent() } else { Vec::new() },
        ageing: if asked(GapKind::Ageing) { desk.ageing() } else { Vec::new() },
        overdue: if asked(GapKind::Overdue) { desk.overdue() } else { Vec::new() },
    }
}

struct Desk<'s> {
    snapshot: &'s dyn Snapshot,
    cards: Cards<'s>,
    now: Option<Day>,
    options: &'s GapOptions,
}

impl<'s> Desk<'s> {
    fn is_asked(&self, id: &ActorId) -> bool {
        self.options.parties.is_empty() || self.options.parties.contains(id)
    }

    /// The issues of the matrix with the parties that are silent on them. What one party alone speaks of is its own
    /// matter, unless parties are named.
    fn unstated(&self) -> Vec<Unstated> {
        let parties = self.options.parties.clone();
        let named = !parties.is_empty();
        let matrix = matrix(self.snapshot, &MatrixOptions { parties, ..MatrixOptions::default() });
        let rows = matrix.issues.iter().map(|row| {
            let party = |heard: bool| {
                let all = matrix.parties.iter().zip(&row.cells).filter(move |(_, cell)| cell.is_some() == heard);
                all.map(|(party, _)| Named { id: party.id.clone(), name: party.name.clone() }).collect()
            };
            Unstated { issue: row.issue.clone(), stated: party(true), silent: party(false) }
        });
        rows.filter(|row| !row.silent.is_empty() && (named || row.stated.len() > 1)).collect()
    }

    fn one_sided(&self) -> Vec<OneSided> {
        let mut told: Vec<OneSided> =
            self.snapshot.record().events.iter().filter_map(|e| self.told_by_one(e)).collect();
        told.sort_by_key(|event| std::cmp::Reverse(event.date.and_then(Edtf::last_day)));
        told
    }

    /// An event that took place by the word of one of its sides.
    fn told_by_one(&self, event: &Event) -> Option<OneSided> {
        let [side] = event.own_word.as_slice() else { return None };
        let mut others: Vec<&Actor> = Vec::new();
        for p in event.actors.iter().chain(&event.recipients) {
            let behind = p.acts_for.as_ref().unwrap_or(&p.actor);
            if behind.id != side.id && !others.iter().any(|known| known.id == behind.id) {
                others.push(behind);
            }
        }
        let asked = self.is_asked(&side.id) || others.iter().any(|other| self.is_asked(&other.id));
        let told = !others.is_empty() && asked && matches!(event.status, Status::Held | Status::Ongoing);
        told.then(|| OneSided {
            event: event.id.0.clone(),
            kind: event.kind.clone(),
            status: event.status,
            date: event.date(),
            who: phrase::who(event),
            told_by: Named::of(side),
            silent: others.into_iter().map(Named::of).collect(),
            words: self.best_words(event),
        })
    }

    /// Days from a date to now; `None` where they are fewer than asked for, or not known.
    fn long_since(&self, date: Edtf) -> Option<i32> {
        let days = days_between(date.last_day()?, self.now?);
        (date.last_day()? < self.now? && days >= self.options.days).then_some(days)
    }

    fn silent(&self) -> Vec<Silent> {
        let record = self.snapshot.record();
        // Of each party that has a position: the last that was heard of it, with its words.
        let mut heard: BTreeMap<&ActorId, (&Actor, Option<Heard<'_>>)> = BTreeMap::new();
        for position in &record.positions {
            let holder = &position.value.holder.actor;
            let (_, last) = heard.entry(&holder.id).or_insert((holder, None));
            for told in &position.history {
                let words =
                    || self.snapshot.claim(&told.claim).and_then(|c| c.evidence.first()).map(|e| e.exact.as_str());
                hear(last, told.learned, &position.id.0, &told.report, words);
            }
        }
        for statement in &record.statements {
            let speaker = |p: &'s Participant| std::iter::once(&p.actor).chain(&p.acts_for);
            for actor in statement.value.speaker.iter().flat_map(speaker) {
                if let Some((_, last)) = heard.get_mut(&actor.id) {
                    let words = || statement.evidence.first().map(|e| e.exact.as_str());
                    hear(last, statement.learned, &statement.id.0, &statement.report, words);
                }
            }
        }
        let mut silent: Vec<Silent> = heard
            .into_values()
            .filter(|(actor, _)| self.is_asked(&actor.id))
            .filter_map(|(actor, last)| {
                let last = last?;
                Some(Silent {
                    party: Named::of(actor),
                    heard: last.on,
                    days: self.long_since(last.on)?,
                    last: last.id.to_owned(),
                    words: last.words.map(|words| Quoted::of(&self.cards, words, last.report)),
                })
            })
            .collect();
        silent.sort_by(|a, b| (b.days, &a.party).cmp(&(a.days, &b.party)));
        silent
    }

    fn ageing(&self) -> Vec<Ageing> {
        let positions = PositionDesk::of(self.snapshot);
        let record = self.snapshot.record();
        // What is said months apart in the same words may stand in two lines: none of them ages while one is told.
        let mut last: BTreeMap<_, Edtf> = BTreeMap::new();
        for (p, told) in record.positions.iter().filter_map(|p| Some((p, told_last(p)?))) {
            let known = last.entry(matter(p)).or_insert(told);
            if known.last_day() < told.last_day() {
                *known = told;
            }
        }
        let asked = record.positions.iter().filter(|p| self.is_asked(&p.value.holder.actor.id));
        let ageing = |p: &'s RecordedPosition| {
            let told = told_last(p).filter(|told| last.get(&matter(p)) == Some(told))?;
            let words = positions.words(p);
            Some(Ageing {
                position: p.id.0.clone(),
                holder: Named::of(&p.value.holder.actor),
                issue: p.value.clause.clone().unwrap_or_else(|| p.value.issue.clone()),
                stance: p.value.stance,
                proposition: p.value.proposition.clone(),
                told,
                days: self.long_since(told)?,
                words: words.map(|words| Quoted::of(&self.cards, words, &p.report)),
            })
        };
        let mut ageing: Vec<Ageing> = asked.filter_map(ageing).collect();
        ageing.sort_by(|a, b| (b.days, &a.holder, &a.position).cmp(&(a.days, &b.holder, &b.position)));
        ageing
    }

    fn overdue(&self) -> Vec<Overdue> {
        let events = self.snapshot.record().events.iter().filter(|e| {
            let mut people = e.actors.iter().chain(&e.recipients).chain(&e.mediators);
            let asked = |p: &Participant| self.is_asked(&p.actor.id) || p.acts_for.iter().any(|a| self.is_asked(&a.id));
            e.overdue && (self.options.parties.is_empty() || people.any(asked))
        });
        let overdue = events.map(|event| Overdue {
            event: event.id.0.clone(),
            kind: event.kind.clone(),
            date: event.date(),
            days: event.date().and_then(Edtf::last_day).zip(self.now).map(|(day, now)| days_between(day, now)),
            who: phrase::who(event),
            words: self.best_words(event),
        });
        overdue.collect()
    }

    fn best_words(&self, event: &Event) -> Option<Quoted> {
        let (report, exact) = phrase::best_words(self.snapshot, &self.cards, event)?;
        Some(Quoted::of(&self.cards, exact, report))
    }
}

/// When any report told a position last.
fn told_last(p: &RecordedPosition) -> Option<Edtf> {
    p.history.iter().filter_map(|h| h.learned).max_by_key(|day| day.last_day())
}

/// Whose stance on what a position is, in words that tell it: the same of what is said again.
fn matter(p: &RecordedPosition) -> impl Ord + '_ {
    let value = &p.value;
    (
        &value.holder.actor.id,
        &value.issue,
        &value.clause,
        &value.matter.words,
        &value.matter.actors,
        value.stance.side(),
    )
}

/// The last that was heard of a party.
struct Heard<'s> {
    on: Edtf,
    id: &'s str,
    report: &'s ReportId,
    words: Option<&'s str>,
}

/// Keeps what was learned later.
fn hear<'s>(
    last: &mut Option<Heard<'s>>,
    learned: Option<Edtf>,
    id: &'s str,
    report: &'s ReportId,
    words: impl FnOnce() -> Option<&'s str>,
) {
    let Some(on) = learned.filter(|on| on.last_day().is_some()) else { return };
    if last.as_ref().is_none_or(|known| known.on.last_day() < on.last_day()) {
        *last = Some(Heard { on, id, report, words: words() });
    }
}
