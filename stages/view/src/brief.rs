//! `brief`: what an analyst pastes into a morning note. What happened, what is planned, what was
//! called off, who said what, and what needs a second look; every line with its words and source.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{
    Change, Contradiction, ContradictionStatus, Day, Edtf, Event, EventKind, OutcomeValue, Place, Record, ReportId,
    Snapshot, Status,
};
use serde::Serialize;

use crate::checks::Check;
use crate::contradictions;
use crate::find::ShortIds;
use crate::part::Wholes;
use crate::phrase::{self, Cards, capital, count};
use crate::quoted::Quoted;
use crate::{Line, Mark, Page, Source};

mod changes;
mod checks;
mod quotes;
mod stands;

pub use changes::BriefChange;
pub use quotes::{Said, Saying};
pub use stands::BriefPosition;

/// What a brief covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BriefOptions {
    /// Only what was learned on or after this day; what was learned on no known day is left out
    /// and counted.
    pub since: Option<Day>,
    /// How many quotations at most.
    pub quotes: usize,
}

impl Default for BriefOptions {
    fn default() -> Self {
        Self { since: None, quotes: 10 }
    }
}

/// A brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// The day it is told from.
    pub now: Option<String>,
    /// Only what was learned since.
    pub since: Option<String>,
    /// How many reports the record has.
    pub reports: usize,
    /// How many origins those have.
    pub origins: usize,
    /// What became of what was known before, weightiest first; what is new or only told again stands below.
    pub changed: Vec<BriefChange>,
    /// What took or takes place, newest first, undated last.
    pub happened: Vec<BriefEvent>,
    /// What lies ahead, soonest first, undated last.
    pub planned: Vec<BriefEvent>,
    /// What was planned for days past, with no report that it happened.
    pub overdue: Vec<BriefEvent>,
    /// What was called off or denied.
    pub called_off: Vec<BriefEvent>,
    /// Where parties stand: red lines, changes of mind, and what more than one origin tells.
    pub stand: Vec<BriefPosition>,
    /// How many further positions were left out.
    pub unstood: usize,
    /// Quotations, by speaker.
    pub said: Vec<Said>,
    /// How many further quotations were left out.
    pub unsaid: usize,
    /// What reports tell as background to their news.
    pub background: Vec<BriefEvent>,
    /// What reports contradict each other in and nothing explains, by id.
    pub contradictions: Vec<String>,
    /// What needs a second look.
    pub checks: Vec<Check>,
    #[serde(skip)]
    disputes: Vec<Line>,
    #[serde(skip)]
    to_check: Vec<Line>,
}

/// An event, in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BriefEvent {
    /// Its id.
    pub id: String,
    /// When.
    pub date: Option<Edtf>,
    /// The words that tell when.
    pub when: Option<String>,
    /// Kind.
    pub kind: EventKind,
    /// Status in force.
    pub status: Status,
    /// What came of it; more than one value where reports differ.
    pub outcomes: Vec<OutcomeValue>,
    /// Statuses it had before.
    pub earlier: Vec<Status>,
    /// Everybody, in one line.
    pub who: String,
    /// Where.
    #[serde(serialize_with = "in_words")]
    pub place: Option<Place>,
    /// The words that tell it best.
    pub words: Option<Quoted>,
    /// How many reports tell it.
    pub reports: usize,
    /// How many origins those have.
    pub origins: usize,
    /// Whether two of its parties or more say so themselves.
    pub both_sides: bool,
    /// The event that it is part of, by id.
    pub part_of: Option<String>,
    #[serde(skip)]
    part: Option<String>,
    #[serde(skip)]
    sources: Vec<Source>,
    #[serde(skip)]
    short: String,
}

/// How many events a section lists before it points to the chronology.
const LISTED: usize = 40;

/// How many lines of background are shown.
const BACKGROUND: usize = 6;

/// How many sources are named under a line.
const SOURCES: usize = 3;

/// The brief of a record; `since` is the record as it stood before, and what changed.
#[must_use]
pub fn brief(snapshot: &dyn Snapshot, options: BriefOptions, since: Option<(&Record, &[Change])>) -> Brief {
    let record = snapshot.record();
    let desk = Desk {
        snapshot,
        cards: Cards::of(snapshot),
        ids: ShortIds::of(snapshot),
        wholes: Wholes::of(snapshot),
        since: options.since,
    };
    let mut brief = Brief {
        now: record.now.map(|d| d.to_string()),
        since: options.since.map(|d| d.to_string()),
        reports: record.reports.len(),
        origins: record.origins.len(),
        changed: Vec::new(),
        happened: Vec::new(),
        planned: Vec::new(),
        overdue: Vec::new(),
        called_off: Vec::new(),
        stand: Vec::new(),
        unstood: 0,
        said: Vec::new(),
        unsaid: 0,
        background: Vec::new(),
        contradictions: Vec::new(),
        disputes: Vec::new(),
        checks: Vec::new(),
        to_check: Vec::new(),
    };
    let news = |e: &&Event| e.history.iter().any(|h| desk.is_news(h.learned));
    for event in record.events.iter().filter(news) {
        let list = match event.status {
            Status::Cancelled | Status::Denied => &mut brief.called_off,
            Status::Planned | Status::Proposed if event.overdue || desk.is_past(event.date()) => &mut brief.overdue,
            Status::Planned | Status::Proposed => &mut brief.planned,
            Status::Held | Status::Ongoing if event.background => &mut brief.background,
            Status::Held | Status::Ongoing => &mut brief.happened,
        };
        list.push(desk.event(event));
    }
    // The record's order is by time with the undated last; looking back, the newest is first.
    for list in [&mut brief.happened, &mut brief.overdue, &mut brief.called_off, &mut brief.background] {
        list.sort_by_key(|e| std::cmp::Reverse(e.date.map(|d| d.first_day().or(d.last_day()))));
    }
    if let Some((before, changes)) = since {
        brief.changed = changes::changed(&desk, before, changes);
    }
    (brief.stand, brief.unstood) = stands::stands(snapshot, options.since);
    (brief.said, brief.unsaid) = quotes::said(&desk, options.quotes);
    let open = record.contradictions.iter().filter(|c| c.status == ContradictionStatus::Open && desk.tells_news(c));
    for contradiction in open {
        brief.contradictions.push(contradiction.id.0.clone());
        brief.disputes.push(contradictions::line(contradiction, &desk.cards));
    }
    brief.checks = checks::checks(&desk);
    brief.to_check = brief.checks.iter().map(|check| check.line(&desk.ids)).collect();
    brief
}

/// What every part of a brief looks things up in.
struct Desk<'s> {
    snapshot: &'s dyn Snapshot,
    cards: Cards<'s>,
    ids: ShortIds,
    wholes: Wholes<'s>,
    since: Option<Day>,
}

impl Desk<'_> {
    /// Whether something learned then is news.
    fn is_news(&self, learned: Option<Edtf>) -> bool {
        self.since.is_none_or(|since| learned.and_then(Edtf::last_day).is_some_and(|day| day >= since))
    }

    /// Whether a report of a contradiction is news.
    fn tells_news(&self, contradiction: &Contradiction) -> bool {
        let mut reports = contradiction.sides.iter().flat_map(|side| &side.reports);
        reports.any(|report| self.is_news(self.cards.get(report).and_then(|card| card.published.edtf)))
    }

    fn is_past(&self, date: Option<Edtf>) -> bool {
        matches!((date.and_then(Edtf::last_day), self.snapshot.record().now), (Some(day), Some(now)) if day < now)
    }

    fn quoted(&self, exact: &str, report: &ReportId) -> Quoted {
        Quoted::of(&self.cards, exact, report)
    }

    fn event(&self, event: &Event) -> BriefEvent {
        let words = self.words(event);
        let mut reports: Vec<&ReportId> = event.reports.iter().collect();
        // The report that is quoted comes first among the sources, then the dated ones.
        reports.sort_by_key(|r| {
            let quoted = words.as_ref().is_some_and(|w| w.report == **r);
            (!quoted, self.cards.get(r).is_none_or(|c| c.published.edtf.is_none()))
        });
        let earlier: BTreeSet<Status> = event.history.iter().map(|h| h.status).filter(|s| *s != event.status).collect();
        BriefEvent {
            id: event.id.0.clone(),
            date: event.date(),
            when: event.time.as_ref().map(|t| t.text.clone()).filter(|t| !t.is_empty()),
            kind: event.kind.clone(),
            status: event.status,
            outcomes: event.outcomes.iter().map(|o| o.value).collect(),
            earlier: earlier.into_iter().collect(),
            who: phrase::who(event),
            place: event.place.clone(),
            words,
            reports: event.reports.len(),
            origins: event.origins,
            both_sides: event.is_told_by_both_sides(),
            part_of: event.part_of.as_ref().map(|part| part.of.0.clone()),
            part: self.wholes.told(event, &self.ids),
            sources: reports.into_iter().map(|r| self.cards.source(r)).collect(),
            short: self.ids.get(&event.id).to_owned(),
        }
    }

    fn words(&self, event: &Event) -> Option<Quoted> {
        phrase::best_words(self.snapshot, &self.cards, event).map(|(report, exact)| self.quoted(exact, report))
    }
}

impl Brief {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let events = [&self.happened, &self.planned, &self.overdue, &self.called_off, &self.background];
        events.iter().all(|list| list.is_empty()) && self.said.is_empty() && self.stand.is_empty()
    }

    /// The brief, laid out.
    #[must_use]
    pub fn page(&self) -> Page {
        let mut page = Page::new(match &self.now {
            Some(now) => format!("Brief as of {}", phrase::date(now.parse().ok())),
            None => "Brief".to_owned(),
        });
        page.about = format!("{} from {}", count(self.reports, "report"), count(self.origins, "origin"));
        if let Some(since) = &self.since {
            page.about += &format!("; learned since {}", phrase::date(since.parse().ok()));
        }
        page.push("What changed", self.changed.iter().map(|c| c.line.clone()).collect());
        let sections = [
            ("What happened", &self.happened),
            ("What is planned", &self.planned),
            ("Planned, no report that it happened", &self.overdue),
            ("Called off or denied", &self.called_off),
        ];
        for (title, events) in sections {
            let lines = events.iter().take(LISTED).map(BriefEvent::line).collect();
            page.push_more(title, lines, further(events, LISTED));
        }
        let more = match self.disputes.len().saturating_sub(LISTED) {
            0 => String::new(),
            n => format!("{} more in `chancery contradictions`", n),
        };
        page.push_more("Reports contradict each other", self.disputes.iter().take(LISTED).cloned().collect(), more);
        let more = match self.unstood {
            0 => String::new(),
            n => format!("{} left out; `chancery positions` lists them", count(n, "position")),
        };
        page.push_more("Where parties stand", self.stand.iter().map(|p| p.line.clone()).collect(), more);
        let more = match self.unsaid {
            0 => String::new(),
            n => format!("{} left out; `chancery show NAME` lists all of a speaker", count(n, "quotation")),
        };
        page.push_more("Who said what", self.said.iter().map(Said::line).collect(), more);
        let background = self.background.iter().take(BACKGROUND).map(BriefEvent::short_line).collect();
        page.push_more("Background", background, further(&self.background, BACKGROUND));
        page.push("Needs checking", self.to_check.clone());
        page
    }
}

/// Where to find the events that a section does not list.
fn further(events: &[BriefEvent], listed: usize) -> String {
    match events.len().saturating_sub(listed) {
        0 => String::new(),
        n => format!("{n} more in `chancery events`"),
    }
}

/// A place in words: its span indexes a report that the brief does not name.
fn in_words<S: serde::Serializer>(place: &Option<Place>, to: S) -> Result<S::Ok, S::Error> {
    place.as_ref().map(phrase::place).serialize(to)
}

impl BriefEvent {
    /// Date, kind, status, place, people.
    fn head(&self) -> Line {
        let date = match (&self.date, &self.when) {
            (None, Some(when)) => format!("{} (“{when}”)", capital(&phrase::date(None))),
            (date, _) => capital(&phrase::date(*date)),
        };
        let earlier: Vec<&str> = self.earlier.iter().map(|s| s.as_str()).collect();
        let status = match earlier.join(", ") {
            none if none.is_empty() => self.status.as_str().to_owned(),
            earlier => format!("{}, earlier {earlier}", self.status.as_str()),
        };
        let status = match phrase::outcomes(self.outcomes.iter().copied()) {
            Some(outcome) => format!("{status}, {outcome}"),
            None => status,
        };
        let what = phrase::occasion(&self.kind, &status, self.place.as_ref(), &self.who);
        let line = Line::strong(date).and(Mark::Plain, format!(": {what}"));
        match &self.part {
            Some(part) => line.and(Mark::Faint, format!(", {part}")),
            None => line,
        }
    }

    fn sources(&self) -> Vec<Source> {
        self.sources.iter().take(SOURCES).cloned().collect()
    }

    fn line(&self) -> Line {
        let Some(words) = &self.words else { return self.short_line() };
        let mut under = Line::quote(&words.exact).from(self.sources()).id(&self.short);
        under.weight = self.weight();
        self.head().over(under)
    }

    /// "3 reports, 2 origins, both sides".
    fn weight(&self) -> String {
        let counted = phrase::weight(self.reports, self.origins);
        let both = if self.both_sides { "both sides" } else { "" };
        [counted.as_str(), both].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn short_line(&self) -> Line {
        let mut line = self.head().from(self.sources()).id(&self.short);
        line.weight = self.weight();
        line
    }
}

/// Things in groups, in order of the group.
fn grouped<K: Ord, T>(things: impl Iterator<Item = (K, T)>) -> BTreeMap<K, Vec<T>> {
    let mut groups: BTreeMap<K, Vec<T>> = BTreeMap::new();
    for (key, thing) in things {
        groups.entry(key).or_default().push(thing);
    }
    groups
}
