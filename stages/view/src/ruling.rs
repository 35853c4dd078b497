//! What judgements decide, in words, and which bear on a thing.

use chancery_model::{
    Claim, ClaimId, Judgement, JudgementKind, PART_OF, Participant, RELIABILITY, ReportCard, Snapshot, Subject,
};

use crate::find::Handle;
use crate::grade::meaning;
use crate::{Line, Mark};

/// What a judgement decides.
pub(crate) fn decision(judgement: &Judgement) -> String {
    match &judgement.kind {
        JudgementKind::Same => "these are one and the same".to_owned(),
        JudgementKind::Different => "these are not the same".to_owned(),
        JudgementKind::Reject => "this is not so".to_owned(),
        JudgementKind::Set { field, value } if field == RELIABILITY => {
            format!("the reliability of {} is {}", sources(judgement), meaning(value))
        }
        JudgementKind::Set { field, value } if field == PART_OF => {
            let nothing = judgement.parted().is_none_or(|(_, whole)| whole.is_empty());
            format!("this is part of {}", if nothing { "nothing else" } else { value })
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
    use chancery_model::ClaimKind::{Event, Office, Pledge, Position, Proposal, Statement};
    match kind {
        Event => "an event",
        Statement => "a statement",
        Position => "a position",
        Proposal => "a proposal",
        Pledge => "a pledge",
        Office => "an office",
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

/// Whether a judgement names one of the claims, one of their reports, or the report itself.
pub(crate) fn bears_on(judgement: &Judgement, claims: &[&Claim], report: Option<&ReportCard>) -> bool {
    judgement.subjects.iter().any(|subject| match subject {
        Subject::Report(id) => {
            report.is_some_and(|r| r.id == *id) || claims.iter().any(|claim| claim.anchor.report == *id)
        }
        _ => subject.anchors().iter().any(|anchor| claims.iter().any(|claim| claim.anchor == *anchor)),
    })
}

/// Who set a field of a claim last; `None` where it is as it was read.
pub(crate) fn set_by<'s>(snapshot: &'s dyn Snapshot, claim: &ClaimId, field: &str) -> Option<&'s str> {
    let anchor = &snapshot.claim(claim)?.anchor;
    let sets = |j: &&Judgement| {
        let is = matches!(&j.kind, JudgementKind::Set { field: of, .. } if of == field);
        is && j.withdrawn.is_none() && j.subjects.iter().any(|s| s.anchors().contains(anchor))
    };
    let last = snapshot.judgements().iter().filter(sets).max_by_key(|j| (&j.at, &j.id));
    last.map(|judgement| judgement.by.as_str())
}

/// The judgements that bear on what an id leads to, a line each.
pub(crate) fn lines(snapshot: &dyn Snapshot, handle: &Handle<'_>) -> Vec<Line> {
    let one = |claim: &ClaimId| vec![claim.clone()];
    let (claims, report) = match handle {
        Handle::Event(event) => (event.claims.clone(), None),
        Handle::Position(position) => (position.claims.clone(), None),
        Handle::Pledge(pledge) => (pledge.claims.clone(), None),
        Handle::Proposal(proposal) => (proposal.claims.clone(), None),
        Handle::Statement(statement) => (one(&statement.id), None),
        Handle::Left(claim) => (one(&claim.id), None),
        Handle::Report(card) => (Vec::new(), Some(*card)),
        Handle::Contradiction(_) | Handle::Actor(_) => return Vec::new(),
    };
    let claims: Vec<&Claim> = claims.iter().filter_map(|id| snapshot.claim(id)).collect();
    snapshot.judgements().iter().filter(|j| bears_on(j, &claims, report)).map(line).collect()
}

fn line(judgement: &Judgement) -> Line {
    let Judgement { id, by, at, .. } = judgement;
    Line::strong(&id.0)
        .and(Mark::Plain, format!(": {}", decision(judgement)))
        .and(Mark::Faint, format!(", by {by} at {at}"))
}
