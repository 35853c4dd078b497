//! The same words in the mouths of two people.

use std::collections::BTreeMap;

use chancery_model::{ActorId, ActorKind, Claim, ClaimValue, ContradictionKind, Form, Participant, StatementValue};

use super::Dispute;

/// Fewer words two people may well have said alike.
const FEWEST: usize = 6;

/// The disputes over who said something.
pub(super) fn disputes<'a>(claims: &[&'a Claim]) -> Vec<Dispute<'a>> {
    let mut said: BTreeMap<String, BTreeMap<&ActorId, (&Participant, Vec<&Claim>)>> = BTreeMap::new();
    for &claim in claims {
        let ClaimValue::Statement(value) = &claim.value else { continue };
        let (Some(words), Some(speaker)) = (words(value), person(value)) else { continue };
        let (_, claims) =
            said.entry(words).or_default().entry(&speaker.actor.id).or_insert_with(|| (speaker, Vec::new()));
        claims.push(claim);
    }
    let several = said.into_iter().filter(|(_, speakers)| speakers.len() > 1);
    several
        .map(|(words, speakers)| Dispute {
            kind: ContradictionKind::Attribution,
            about: format!("“{words}”"),
            events: Vec::new(),
            sides: speakers.into_values().map(|(who, claims)| (who.actor.name.clone(), claims)).collect(),
            who: None,
            registered: None,
        })
        .collect()
}

/// The words, without case and marks; none of what is not quoted, or of few words.
fn words(value: &StatementValue) -> Option<String> {
    let words: Vec<String> = value
        .text
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    (value.form == Form::Direct && words.len() >= FEWEST).then(|| words.join(" "))
}

/// A speaker who is one person: a state and its minister, or "officials" and one of them, are no two voices.
fn person(value: &StatementValue) -> Option<&Participant> {
    value.speaker.as_ref().filter(|who| who.actor.kind == ActorKind::Person)
}
