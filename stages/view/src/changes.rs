//! `diff`: what changed from one record to the next, by sort of change, each with the words that brought it.

use chancery_model::{
    Change, ChangeKind, Changed, ClaimId, Difference, Event, Record, RecordedEvidence, RecordedPledge,
    RecordedPosition, RecordedProposal, ReportId, Snapshot,
};
use serde::Serialize;

use crate::find::ShortIds;
use crate::phrase::{self, Cards, capital};
use crate::{Line, Mark, Page, contradictions, format, pledges, positions, proposals};

/// A change as one line of JSON has it.
#[derive(Serialize)]
struct ChangeJson<'a> {
    kind: &'static str,
    what: &'static str,
    id: &'a str,
    about: String,
    differences: Vec<DifferenceJson<'a>>,
    reports: Vec<&'a str>,
}

#[derive(Serialize)]
struct DifferenceJson<'a> {
    field: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

impl<'a> DifferenceJson<'a> {
    fn of(d: &'a Difference) -> Self {
        Self { field: &d.field, before: d.before.as_deref(), after: d.after.as_deref() }
    }
}

/// The changes to the record of `snapshot`, which was `before`, laid out.
#[must_use]
pub fn changes(snapshot: &dyn Snapshot, before: &Record, changes: &[Change]) -> Page {
    let mut page = Page::new("What changed");
    let (cards, ids) = (Cards::of(snapshot), ShortIds::of(snapshot));
    let desk = ChangeDesk { snapshot, before, cards: &cards, ids: &ids };
    for kind in ChangeKind::ALL {
        let lines = changes.iter().filter(|c| c.kind == kind).filter_map(|c| desk.line(c)).collect();
        page.push(heading(kind), lines);
    }
    page
}

/// The same, a line of JSON each.
#[must_use]
pub fn changes_json(snapshot: &dyn Snapshot, before: &Record, changes: &[Change]) -> String {
    let (cards, ids) = (Cards::of(snapshot), ShortIds::of(snapshot));
    let desk = ChangeDesk { snapshot, before, cards: &cards, ids: &ids };
    let told = changes.iter().map(|change| {
        let (what, id) = named(&change.of);
        format::json::line(&ChangeJson {
            kind: change.kind.as_str(),
            what,
            id,
            about: desk.head(&change.of).map(|head| head.text()).unwrap_or_default(),
            differences: change.differences.iter().map(DifferenceJson::of).collect(),
            reports: change.reports.iter().map(|r| r.0.as_str()).collect(),
        })
    });
    told.collect()
}

fn heading(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Reversed => "Reversed",
        ChangeKind::Cancelled => "Called off",
        ChangeKind::Denied => "Denied",
        ChangeKind::Confirmed => "Confirmed",
        ChangeKind::Slipped => "Moved to a later day",
        ChangeKind::Overdue => "Its day is past, no report that it happened",
        ChangeKind::Settled => "Contradictions settled",
        ChangeKind::Changed => "Told otherwise",
        ChangeKind::New => "New",
        ChangeKind::ToldAgain => "Told by more",
        ChangeKind::Withdrawn => "Withdrawn",
    }
}

fn named(of: &Changed) -> (&'static str, &str) {
    match of {
        Changed::Event(id) => ("event", &id.0),
        Changed::Position(id) => ("position", &id.0),
        Changed::Proposal(id) => ("proposal", &id.0),
        Changed::Pledge(id) => ("pledge", &id.0),
        Changed::Contradiction(id) => ("contradiction", &id.0),
    }
}

/// Tells changes in lines.
pub(crate) struct ChangeDesk<'s> {
    pub(crate) snapshot: &'s dyn Snapshot,
    pub(crate) before: &'s Record,
    pub(crate) cards: &'s Cards<'s>,
    pub(crate) ids: &'s ShortIds,
}

/// How many pieces of evidence stand under a change.
const QUOTED: usize = 1;

impl<'s> ChangeDesk<'s> {
    /// What changed, what it was, and the words that brought it.
    pub(crate) fn line(&self, change: &Change) -> Option<Line> {
        let mut line = self.head(&change.of)?;
        let told: Vec<String> = change.differences.iter().map(difference).collect();
        if !told.is_empty() {
            line = line.and(Mark::Faint, format!(" [{}]", told.join("; ")));
        }
        let line = match &change.of {
            Changed::Contradiction(id) => line.id(&id.0),
            Changed::Event(id) | Changed::Position(id) | Changed::Proposal(id) | Changed::Pledge(id) => {
                line.id(self.ids.get(id))
            }
        };
        if let Some(event) = self.event(&change.of)
            && let Some((report, exact)) = phrase::best_words(self.snapshot, self.cards, event)
        {
            return Some(line.over(Line::quote(exact).from(vec![self.cards.source(report)])));
        }
        let words = self.words(&change.of, &change.reports);
        Some(
            words
                .into_iter()
                .take(QUOTED)
                .fold(line, |line, e| line.over(Line::quote(&e.exact).from(vec![self.cards.source(&e.report)]))),
        )
    }

    fn event(&self, of: &Changed) -> Option<&'s Event> {
        let Changed::Event(id) = of else { return None };
        self.snapshot.record().events.iter().find(|e| e.id == *id)
    }

    /// What it is, in the later record; in the earlier one where it is in the later no more.
    fn head(&self, of: &Changed) -> Option<Line> {
        let records = [self.snapshot.record(), self.before];
        records.into_iter().find_map(|record| match of {
            Changed::Event(id) => record.events.iter().find(|e| e.id == *id).map(event),
            Changed::Position(id) => record.positions.iter().find(|p| p.id == *id).map(positions::head),
            Changed::Proposal(id) => record.proposals.iter().find(|p| p.id == *id).map(proposals::head),
            Changed::Pledge(id) => record.pledges.iter().find(|p| p.id == *id).map(pledges::head),
            Changed::Contradiction(id) => {
                let found = record.contradictions.iter().find(|c| c.id == *id);
                found.map(contradictions::head)
            }
        })
    }

    /// The words of the new reports; of all where none is new.
    fn words(&self, of: &Changed, reports: &[ReportId]) -> Vec<&'s RecordedEvidence> {
        let record = self.snapshot.record();
        let all: Vec<&RecordedEvidence> = match of {
            // What was withdrawn has no words here any more.
            Changed::Event(_) => Vec::new(),
            Changed::Position(id) => evidence(&record.positions, |p: &RecordedPosition| (&p.id, &p.evidence), id),
            Changed::Proposal(id) => evidence(&record.proposals, |p: &RecordedProposal| (&p.id, &p.evidence), id),
            Changed::Pledge(id) => evidence(&record.pledges, |p: &RecordedPledge| (&p.id, &p.evidence), id),
            Changed::Contradiction(id) => {
                let found = record.contradictions.iter().find(|c| c.id == *id);
                found.into_iter().flat_map(|c| &c.sides).filter_map(|side| side.evidence.first()).collect()
            }
        };
        let fresh: Vec<&RecordedEvidence> = all.iter().copied().filter(|e| reports.contains(&e.report)).collect();
        if fresh.is_empty() { all } else { fresh }
    }
}

fn evidence<'s, T>(
    list: &'s [T],
    parts: impl Fn(&'s T) -> (&'s ClaimId, &'s Vec<RecordedEvidence>),
    id: &ClaimId,
) -> Vec<&'s RecordedEvidence> {
    list.iter().map(parts).filter(|(own, _)| *own == id).flat_map(|(_, evidence)| evidence).collect()
}

fn difference(d: &Difference) -> String {
    let told = |value: &Option<String>| value.as_deref().unwrap_or("not told").to_owned();
    format!("{}: {} → {}", d.field.replace('_', " "), told(&d.before), told(&d.after))
}

fn event(event: &Event) -> Line {
    let what = phrase::occasion(&event.kind, event.status.as_str(), event.place.as_ref(), &phrase::who(event));
    Line::strong(capital(&phrase::date(event.date()))).and(Mark::Plain, format!(": {what}"))
}
