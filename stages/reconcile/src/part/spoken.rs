//! Takes statements and events, gives each statement that was made when two sides stood before the press together the
//! event that they stood there for: the one at which the speaker is told to have been, by the same report.

use std::collections::BTreeMap;

use chancery_data::Schema;
use chancery_model::{ActorKind, Event, Participant, RecordedStatement, ReportId};

use super::beside::plain;
use super::{present, side};

/// The statements with their `part_of`.
pub(crate) fn spoken(
    schema: &Schema,
    events: &[Event],
    mut statements: Vec<RecordedStatement>,
) -> Vec<RecordedStatement> {
    let phrases: Vec<(&str, &String)> =
        schema.events.values().flat_map(|kind| kind.spoken.iter().map(|words| (kind.family.as_str(), words))).collect();
    let Some((_, first)) = phrases.first() else { return statements };
    // What every phrase holds is looked for first: few statements hold any.
    let shared: Vec<&str> = first
        .split(' ')
        .filter(|word| phrases.iter().all(|(_, phrase)| phrase.split(' ').any(|w| w == *word)))
        .collect();
    let mut told: BTreeMap<&ReportId, Vec<&Event>> = BTreeMap::new();
    for event in events.iter().filter(|event| event.status.is_real()) {
        event.reports.iter().for_each(|report| told.entry(report).or_default().push(event));
    }
    for statement in &mut statements {
        let Some(speaker) = statement.value.speaker.as_ref().filter(|p| p.actor.kind == ActorKind::Person) else {
            continue;
        };
        if !statement.evidence.iter().any(|e| shared.iter().all(|word| holds_word(&e.exact, word))) {
            continue;
        }
        let words: Vec<String> = statement.evidence.iter().map(|e| plain(&e.exact)).collect();
        let holds = |phrase: &str| words.iter().any(|words| format!(" {words} ").contains(&format!(" {phrase} ")));
        let Some((family, _)) = phrases.iter().find(|(_, phrase)| holds(phrase)) else { continue };
        let of_family = |event: &&&Event| schema.events.get(&event.kind.0).is_some_and(|kind| kind.family == *family);
        let there = told.get(&statement.report).into_iter().flatten().filter(of_family);
        let there: Vec<&Event> = there.copied().filter(|event| stood_there(event, speaker)).collect();
        // Whoever else stood there may be named beside the words.
        let named: Vec<&Event> = there.iter().copied().filter(|event| names_another(event, speaker, &words)).collect();
        let found = if named.is_empty() { there } else { named };
        if let [event] = found[..] {
            statement.part_of = Some(event.id.clone());
        }
    }
    statements
}

/// Whether a text holds a word, in small letters or large.
fn holds_word(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len().max(1)).any(|found| found.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether somebody was at an event with another side.
fn stood_there(event: &Event, speaker: &Participant) -> bool {
    let own = present(event).find(|p| p.actor.id == speaker.actor.id).map(side);
    own.is_some_and(|own| present(event).any(|p| side(p).id != own.id))
}

fn names_another(event: &Event, speaker: &Participant, words: &[String]) -> bool {
    let others = present(event).filter(|p| p.actor.kind == ActorKind::Person && p.actor.id != speaker.actor.id);
    others.map(|p| plain(&p.actor.name)).any(|name| {
        let last = name.rsplit(' ').next().unwrap_or(&name);
        words.iter().any(|words| words.split(' ').any(|word| word == last))
    })
}
