//! What judgements decide, in words.

use chancery_model::{Judgement, JudgementKind, Participant, RELIABILITY, Subject};

use crate::grade::meaning;

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
