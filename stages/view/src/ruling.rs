//! What judgements decide, in words; how far sources may be relied on, and how likely a thing is.

use chancery_model::{ActorId, Event, Judgement, JudgementKind, Participant, RELIABILITY, Snapshot, Subject};
use serde::Serialize;

use crate::phrase::count;

/// What a judgement decides.
pub(crate) fn decision(judgement: &Judgement) -> String {
    match &judgement.kind {
        JudgementKind::Same => "these are one and the same".to_owned(),
        JudgementKind::Different => "these are not the same".to_owned(),
        JudgementKind::Reject => "this is not so".to_owned(),
        JudgementKind::Set { field, value } if field == RELIABILITY => {
            format!("the reliability of {} is {}", sources(judgement), meaning(value))
        }
        JudgementKind::Set { field, value } => format!("{field} is {}", plain(value)),
        JudgementKind::Rename { from, to } => format!("{from} is {}", to.name),
        JudgementKind::Add { words, fields } => {
            let kind = judgement.subjects.iter().flat_map(Subject::anchors).next().map(|a| a.kind);
            let fields: Vec<String> = fields.iter().map(|f| format!("{} {}", f.field, plain(&f.value))).collect();
            let noun = kind.map_or("something", noun);
            format!("“{}” tells {noun}: {}", words.split_whitespace().collect::<Vec<_>>().join(" "), fields.join(", "))
        }
        JudgementKind::Explain { text } => text.clone(),
    }
}

/// A kind of claim with its article.
fn noun(kind: chancery_model::ClaimKind) -> &'static str {
    use chancery_model::ClaimKind::{Event, Pledge, Position, Proposal, Statement};
    match kind {
        Event => "an event",
        Statement => "a statement",
        Position => "a position",
        Proposal => "a proposal",
        Pledge => "a pledge",
    }
}

/// The outlets and actors that a judgement is about.
fn sources(judgement: &Judgement) -> String {
    let names = judgement.subjects.iter().filter_map(|subject| match subject {
        Subject::Outlet(name) => Some(name.as_str()),
        Subject::Actor(id) => Some(id.0.as_str()),
        _ => None,
    });
    names.collect::<Vec<_>>().join(", ")
}

/// A value as it is read aloud: people and places by name, nothing as "not known".
pub(crate) fn plain(value: &str) -> String {
    if let Ok(people) = serde_json::from_str::<Vec<Participant>>(value) {
        return people.iter().map(|p| p.actor.name.as_str()).collect::<Vec<_>>().join(", ");
    }
    #[derive(serde::Deserialize)]
    struct Named {
        name: String,
    }
    if let Ok(Named { name }) = serde_json::from_str(value) {
        return name;
    }
    match value.trim_matches('"') {
        "null" | "" => "not known".to_owned(),
        value => value.to_owned(),
    }
}

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
    pub(crate) fn suggest(origins: usize, against: usize, best: &str) -> Self {
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

    /// Of an event: reports that deny what others say took place, or say that it took place where others deny it.
    pub(crate) fn of_event(event: &Event, best: &str) -> Self {
        let denied = |h: &&chancery_model::HistoryEntry| h.status == chancery_model::Status::Denied;
        let is_denied = event.status == chancery_model::Status::Denied;
        let against = match is_denied {
            true => event.history.iter().filter(|h| h.status.is_real()).count(),
            false => event.history.iter().filter(denied).count(),
        };
        Self::suggest(event.origins, against, best)
    }

    /// In words.
    pub(crate) fn words(&self) -> String {
        format!("{}, {} (suggested: {})", self.suggested, self.meaning, self.reason)
    }
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
