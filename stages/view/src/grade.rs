//! How far sources may be relied on, as people graded them, and how likely a thing is, as the number of its origins
//! suggests: both after the Admiralty scale, side by side and never made one.

use chancery_model::{
    ActorId, Event, HistoryEntry, Judgement, JudgementKind, RELIABILITY, ReportId, Snapshot, Status, Subject,
};
use serde::Serialize;

use crate::Line;
use crate::find::Handle;
use crate::phrase::{Cards, count};

/// A letter of the Admiralty scale with what it says.
pub(crate) fn meaning(letter: &str) -> String {
    let says = match letter {
        "A" => "completely reliable",
        "B" => "usually reliable",
        "C" => "fairly reliable",
        "D" => "not usually reliable",
        "E" => "unreliable",
        _ => "cannot be judged",
    };
    format!("{letter}, {says}")
}

/// How far a source may be relied on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Graded {
    /// The outlet or actor.
    pub source: String,
    /// `A` to `F`; `F` until a person says otherwise.
    pub reliability: String,
    /// Who graded it; `null` where nobody did.
    pub by: Option<String>,
}

impl Graded {
    /// The grade in force of an outlet.
    pub(crate) fn outlet(snapshot: &dyn Snapshot, name: &str) -> Self {
        Self::of(snapshot, name, |subject| matches!(subject, Subject::Outlet(outlet) if outlet == name))
    }

    /// The grade in force of an actor.
    pub(crate) fn actor(snapshot: &dyn Snapshot, id: &ActorId, name: &str) -> Self {
        Self::of(snapshot, name, |subject| matches!(subject, Subject::Actor(actor) if actor == id))
    }

    fn of(snapshot: &dyn Snapshot, name: &str, is: impl Fn(&Subject) -> bool) -> Self {
        let grade = |j: &Judgement| match &j.kind {
            JudgementKind::Set { field, value } if field == RELIABILITY => Some(value.clone()),
            _ => None,
        };
        let mut grades: Vec<(&Judgement, String)> = snapshot
            .judgements()
            .iter()
            .filter(|j| j.withdrawn.is_none() && j.subjects.iter().any(&is))
            .filter_map(|j| Some((j, grade(j)?)))
            .collect();
        grades.sort_by(|(a, _), (b, _)| (&a.at, &a.id).cmp(&(&b.at, &b.id)));
        let (reliability, by) = match grades.pop() {
            Some((judgement, letter)) => (letter, Some(judgement.by.clone())),
            None => ("F".to_owned(), None),
        };
        Self { source: name.to_owned(), reliability, by }
    }

    /// Those of the outlets of reports, each once, in the order of the reports.
    pub(crate) fn of_reports(snapshot: &dyn Snapshot, reports: &[ReportId]) -> Vec<Self> {
        let cards = Cards::of(snapshot);
        let mut outlets: Vec<&String> = Vec::new();
        for outlet in reports.iter().filter_map(|report| cards.get(report)?.outlet.as_ref()) {
            if !outlets.contains(&outlet) {
                outlets.push(outlet);
            }
        }
        outlets.into_iter().map(|outlet| Self::outlet(snapshot, outlet)).collect()
    }

    /// The best grade among several; `F` where there is none.
    pub(crate) fn best(graded: &[Self]) -> &str {
        graded.iter().map(|g| g.reliability.as_str()).min().unwrap_or("F")
    }

    /// A source with its grade, as a line.
    pub(crate) fn line(&self) -> Line {
        Line::fact(&format!("reliability of {}", self.source), self.words())
    }

    /// In words, with whoever says so.
    pub(crate) fn words(&self) -> String {
        let by = self.by.as_ref().map_or_else(|| "nobody has graded it".to_owned(), |by| format!("graded by {by}"));
        format!("{} ({by})", meaning(&self.reliability))
    }
}

/// How likely a thing is, 1 to 6 after the Admiralty scale, suggested by who tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credibility {
    /// 1 to 6.
    pub suggested: u8,
    /// What that says.
    pub meaning: &'static str,
    /// Why.
    pub reason: String,
}

impl Credibility {
    /// Suggested by the number of origins that tell a thing, and of those of its reports that say otherwise; `best`
    /// is the best grade among its sources.
    fn suggest(origins: usize, against: usize, best: &str) -> Self {
        let told = format!("{} {} it", count(origins, "origin"), if origins == 1 { "tells" } else { "tell" });
        let (suggested, meaning, reason) = if against > 0 {
            let against = count(against, "report");
            (4, "doubtful", format!("{told}, and {against} among them tell otherwise"))
        } else {
            match (origins, best) {
                (3.., _) => (1, "confirmed by other sources", told),
                (2, _) => (2, "probably true", told),
                (_, "A" | "B") => (3, "possibly true", format!("{told}, of a source graded {best}")),
                (_, "D" | "E") => (5, "improbable", format!("{told}, of a source graded {best}")),
                _ => (6, "cannot be judged", format!("{told}, and nothing else speaks for or against it")),
            }
        };
        Self { suggested, meaning, reason }
    }

    /// Of what an id leads to, from sources so graded; `None` of a report or an actor.
    pub(crate) fn of(handle: &Handle<'_>, sources: &[Graded]) -> Option<Self> {
        let best = Graded::best(sources);
        match handle {
            Handle::Event(event) => Some(Self::of_event(event, best)),
            Handle::Position(p) => Some(Self::suggest(p.origins, usize::from(p.disputed), best)),
            Handle::Pledge(p) => Some(Self::suggest(p.origins, 0, best)),
            Handle::Proposal(p) => Some(Self::suggest(p.origins, 0, best)),
            Handle::Statement(_) | Handle::Left(_) => Some(Self::suggest(1, 0, best)),
            Handle::Contradiction(_) | Handle::Report(_) | Handle::Actor(_) => None,
        }
    }

    /// Of an event: reports that deny what others say took place, or say that it took place where others deny it.
    fn of_event(event: &Event, best: &str) -> Self {
        let denied = |h: &&HistoryEntry| h.status == Status::Denied;
        let is_denied = event.status == Status::Denied;
        let against = match is_denied {
            true => event.history.iter().filter(|h| h.status.is_real()).count(),
            false => event.history.iter().filter(denied).count(),
        };
        Self::suggest(event.origins, against, best)
    }

    /// As a line.
    pub(crate) fn line(&self) -> Line {
        Line::fact("credibility", self.words())
    }

    /// In words.
    fn words(&self) -> String {
        format!("{}, {} (suggested: {})", self.suggested, self.meaning, self.reason)
    }
}

/// The outlets that tell of what an id leads to, with their grades.
pub(crate) fn sources(snapshot: &dyn Snapshot, handle: &Handle<'_>) -> Vec<Graded> {
    let one = |report: &ReportId| Graded::of_reports(snapshot, std::slice::from_ref(report));
    match handle {
        Handle::Event(event) => Graded::of_reports(snapshot, &event.reports),
        Handle::Position(position) => Graded::of_reports(snapshot, &position.reports),
        Handle::Pledge(pledge) => Graded::of_reports(snapshot, &pledge.reports),
        Handle::Proposal(proposal) => Graded::of_reports(snapshot, &proposal.reports),
        Handle::Statement(statement) => one(&statement.report),
        Handle::Left(claim) => one(&claim.anchor.report),
        Handle::Report(card) => one(&card.id),
        Handle::Contradiction(contradiction) => {
            let reports: Vec<ReportId> = contradiction.sides.iter().flat_map(|s| s.reports.clone()).collect();
            Graded::of_reports(snapshot, &reports)
        }
        Handle::Actor(_) => Vec::new(),
    }
}

/// Whoever says what an id leads to, with the grade; an actor itself, where a person graded it.
pub(crate) fn speaker(snapshot: &dyn Snapshot, handle: &Handle<'_>) -> Option<Graded> {
    let actor = match handle {
        Handle::Statement(statement) => &statement.value.speaker.as_ref()?.actor,
        Handle::Position(position) => &position.value.said_by.as_ref().unwrap_or(&position.value.holder).actor,
        Handle::Actor(actor) => {
            let graded = Graded::actor(snapshot, &actor.actor.id, &actor.actor.name);
            return graded.by.is_some().then_some(graded);
        }
        Handle::Pledge(pledge) => &pledge.value.said_by.as_ref().unwrap_or(&pledge.value.by).actor,
        Handle::Event(_) | Handle::Proposal(_) | Handle::Contradiction(_) | Handle::Left(_) | Handle::Report(_) => {
            return None;
        }
    };
    Some(Graded::actor(snapshot, &actor.id, &actor.name))
}

/// What is said of the trust that what an id leads to deserves, a line each.
pub(crate) fn trust(snapshot: &dyn Snapshot, handle: &Handle<'_>) -> Vec<Line> {
    let sources = sources(snapshot, handle);
    let credibility = Credibility::of(handle, &sources).map(|c| c.line());
    credibility.into_iter().chain(sources.iter().chain(&speaker(snapshot, handle)).map(Graded::line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_suggested_with_its_reason() {
        let told = |origins, against, best| Credibility::suggest(origins, against, best).words();
        assert_eq!(told(3, 0, "F"), "1, confirmed by other sources (suggested: 3 origins tell it)");
        assert_eq!(told(2, 0, "E"), "2, probably true (suggested: 2 origins tell it)");
        assert_eq!(told(1, 0, "B"), "3, possibly true (suggested: 1 origin tells it, of a source graded B)");
        assert!(told(1, 0, "F").starts_with("6, cannot be judged"));
        assert!(told(5, 1, "A").starts_with("4, doubtful (suggested: 5 origins tell it, and 1 report"));
    }
}
