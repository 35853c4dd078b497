//! An event as a row of a list or a mark on a line of time: dates with their bounds, people by id, the words that
//! tell it best.

use chancery_model::{Attendance, Day, Edtf, Event, PartialDate, Participant, ReportId, Snapshot};
use serde::Serialize;

use crate::find::ShortIds;
use crate::phrase::{self, Cards};
use crate::{Source, offsets::Texts};

/// An event on a page of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Occasion {
    /// Its id.
    pub id: String,
    /// The shortest beginning of it that leads here only.
    pub short: String,
    /// When.
    pub date: Option<Edtf>,
    /// The same, in words.
    pub day: String,
    /// The first day that it may be, where one is known.
    pub first: Option<String>,
    /// The last day that it may be, where one is known.
    pub last: Option<String>,
    /// Whether its days are told: not a month or year only, not about a day, no end left open.
    pub exact: bool,
    /// The words that tell when.
    pub when: Option<String>,
    /// Kind.
    pub kind: String,
    /// Status in force.
    pub status: &'static str,
    /// Whether its day is past and no report says that it happened.
    pub overdue: bool,
    /// Statuses it had before, in the order learned.
    pub earlier: Vec<&'static str>,
    /// What came of it, in words; where reports differ, all of it.
    pub outcome: Option<String>,
    /// The sides.
    pub actors: Vec<Who>,
    /// Targets of a directed event.
    pub recipients: Vec<Who>,
    /// Hosts and go-betweens.
    pub mediators: Vec<Who>,
    /// Where.
    pub place: Option<String>,
    /// What it is about.
    pub issues: Vec<String>,
    /// The negotiation that it belongs to.
    pub process: Option<String>,
    /// The id of the visit or gathering that it is part of.
    pub part_of: Option<String>,
    /// Whether it is told as background only.
    pub background: bool,
    /// How many reports tell it.
    pub reports: usize,
    /// How many origins those have.
    pub origins: usize,
    /// Whether two of its parties or more say so themselves.
    pub both_sides: bool,
    /// The words that tell it best.
    pub words: Option<Worded>,
}

/// Somebody at an occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Who {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Whom they act for.
    #[serde(rename = "for")]
    pub acts_for: Option<String>,
    /// How sure the attendance is, where it is not simply told.
    pub attendance: Option<&'static str>,
}

/// Exact words and the report that has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Worded {
    /// The words.
    pub exact: String,
    /// The report.
    pub report: String,
    /// Its outlet, else title, else key.
    pub label: String,
    /// When it was published, in words.
    pub published: String,
}

/// What occasions are made with: made once a page.
pub(crate) struct Occasions<'s> {
    snapshot: &'s dyn Snapshot,
    cards: Cards<'s>,
    ids: ShortIds,
}

impl<'s> Occasions<'s> {
    /// Of a snapshot.
    pub(crate) fn of(snapshot: &'s dyn Snapshot) -> Self {
        Self { snapshot, cards: Cards::of(snapshot), ids: ShortIds::of(snapshot) }
    }

    /// An event as an occasion.
    pub(crate) fn make(&self, event: &Event) -> Occasion {
        let date = event.date();
        let mut earlier: Vec<&'static str> = event.history.iter().map(|h| h.status.as_str()).collect();
        earlier.dedup();
        earlier.retain(|status| *status != event.status.as_str());
        let who = |of: &[Participant]| of.iter().map(|p| Who::of(p, event)).collect();
        Occasion {
            id: event.id.0.clone(),
            short: self.ids.get(&event.id).to_owned(),
            date,
            day: phrase::date(date),
            first: date.and_then(Edtf::first_day).map(|d| d.to_string()),
            last: date.and_then(Edtf::last_day).map(|d| d.to_string()),
            exact: is_exact(date),
            when: event.time.as_ref().map(|t| t.text.clone()).filter(|t| !t.is_empty()),
            kind: event.kind.0.clone(),
            status: event.status.as_str(),
            overdue: event.overdue,
            earlier,
            outcome: phrase::outcomes(event.outcomes.iter().map(|o| o.value)),
            actors: who(&event.actors),
            recipients: who(&event.recipients),
            mediators: who(&event.mediators),
            place: event.place.as_ref().map(phrase::place),
            issues: event.issues.clone(),
            process: event.process.clone(),
            part_of: event.part_of.as_ref().map(|part| part.of.0.clone()),
            background: event.background,
            reports: event.reports.len(),
            origins: event.origins,
            both_sides: event.is_told_by_both_sides(),
            words: phrase::best_words(self.snapshot, &self.cards, event)
                .map(|(report, exact)| self.worded(report, exact)),
        }
    }

    /// Words with their source.
    pub(crate) fn worded(&self, report: &ReportId, exact: &str) -> Worded {
        let Source { label, date, report, .. } = self.cards.source(report);
        Worded { exact: exact.to_owned(), report, label, published: date }
    }

    /// The texts of the snapshot, for JSON in code points.
    pub(crate) fn texts(&self) -> Texts<'s> {
        Texts::of(self.snapshot)
    }
}

impl Who {
    fn of(p: &Participant, event: &Event) -> Self {
        let told = match p.attendance {
            Attendance::Told => true,
            // Everybody is only expected at what lies ahead.
            Attendance::Expected => event.status.is_ahead(),
            Attendance::Uncertain | Attendance::Declined => false,
        };
        Self {
            id: p.actor.id.0.clone(),
            name: p.actor.name.clone(),
            acts_for: p.acts_for.as_ref().filter(|a| a.id != p.actor.id).map(|a| a.name.clone()),
            attendance: (!told).then(|| p.attendance.as_str()),
        }
    }
}

/// Whether the days of a date are told.
fn is_exact(date: Option<Edtf>) -> bool {
    use PartialDate::Day;
    match date {
        Some(Edtf::Date { date: Day(_), approximate: false }) => true,
        Some(Edtf::Interval { from: Some(Day(_)), to: Some(Day(_)) }) => true,
        Some(_) | None => false,
    }
}

/// Whether a date lies wholly before a day.
pub(crate) fn is_past(date: Option<Edtf>, now: Option<Day>) -> bool {
    matches!((date.and_then(Edtf::last_day), now), (Some(last), Some(now)) if last < now)
}
