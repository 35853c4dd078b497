//! Takes an event and a gathering of many, says whether a few of them met beside it: a report says so, or somebody
//! who attends the gathering met somebody else where and when it was.

use std::collections::BTreeSet;

use chancery_data::EventSchema;
use chancery_model::{Actor, ActorId, ActorKind, Event, Participant};

use super::{Fit, Ground, Lies, WEEK, days, lies, present, side, told_together};
use crate::told::{self, apart};

/// So many sides are a gathering of their own.
const MANY: usize = 5;

pub(super) fn fit(kind: &EventSchema, part: &Event, whole: &Event) -> Option<Fit> {
    let (few, all) = (sides(part), sides(whole));
    if !(2..MANY).contains(&few.len()) || !is_of_many(whole, &all) || elsewhere(part, whole) {
        return None;
    }
    said(kind, part, whole).or_else(|| attended(part, whole, &few, &all))
}

/// Whether two gatherings may be one that two reports tell: neither place nor days are apart.
pub(super) fn may_be_one(a: &Event, b: &Event) -> bool {
    let when = days(a).zip(days(b)).is_none_or(|(a, b)| apart(a, b) <= 1);
    when && !elsewhere(a, b)
}

fn elsewhere(a: &Event, b: &Event) -> bool {
    matches!(lies(a, b), Lies::Apart | Lies::Aside)
}

/// A report says that it was held beside a gathering of this name.
fn said(kind: &EventSchema, part: &Event, whole: &Event) -> Option<Fit> {
    let (phrase, name) = part.evidence.iter().find_map(|words| {
        let told = plain(&words.exact);
        let (phrase, after) = kind.beside.iter().find_map(|phrase| Some((phrase, after(&told, phrase)?)))?;
        let named = whole.actors.iter().map(|p| &p.actor).find(|actor| names(kind, actor, after))?;
        Some((phrase.as_str(), named.name.as_str()))
    })?;
    let together = told_together(part, whole);
    let (when, inside) = match (days(part), days(whole)) {
        (Some(part), Some(whole)) => match apart(part, whole) {
            0 => ("its day is one of the gathering's", true),
            1 => ("its day is next to the gathering's", false),
            _ => return None,
        },
        (Some(part), None) if near(part, whole) => ("the gathering was news in those days", false),
        _ if together => ("one report tells both, and a day is not told", false),
        _ => return None,
    };
    let reasons = vec![format!("a report tells it {phrase} {name}"), when.to_owned()];
    Some(Fit { ground: Ground::Words, inside, same_place: lies(part, whole) == Lies::Same, reasons })
}

/// Whether reports told an undated gathering as news near these days.
fn near(part: told::Days, whole: &Event) -> bool {
    let mut learned = whole.history.iter().filter_map(|h| h.learned).map(told::days);
    !whole.background && learned.any(|learned| apart(part, learned) <= WEEK)
}

/// Somebody who attends it meets somebody in the same place on one of its days.
fn attended(part: &Event, whole: &Event, few: &BTreeSet<&ActorId>, all: &BTreeSet<&ActorId>) -> Option<Fit> {
    let (here, there) = days(part).zip(days(whole))?;
    let inside = there.0 <= here.0 && here.1 <= there.1;
    let place = lies(part, whole);
    // Whoever is all that is told of the gathering is the gathering, and so are those whom the same words name.
    let itself = all.iter().all(|side| few.contains(side)) || one_sentence(part, whole);
    if !inside || itself || !matches!(place, Lies::Same | Lies::Within) {
        return None;
    }
    let comes = |p: &&Participant| present(part).any(|other| other.actor.id == p.actor.id);
    let attendee = present(whole).filter(|p| p.actor.kind == ActorKind::Person).find(comes)?;
    let at = part.place.as_ref().map_or("", |p| p.name.as_str());
    let reasons = vec![
        format!("{} attends the gathering and takes part", attendee.actor.name),
        format!("it is in {at}, where the gathering is"),
        "its day is one of the gathering's".to_owned(),
    ];
    Some(Fit { ground: Ground::Attendee, inside, same_place: place == Lies::Same, reasons })
}

fn one_sentence(a: &Event, b: &Event) -> bool {
    a.evidence.iter().any(|x| b.evidence.iter().any(|y| x.report == y.report && x.span.overlaps(y.span)))
}

/// Whether more meet at it than sit at one table.
fn is_of_many(whole: &Event, sides: &BTreeSet<&ActorId>) -> bool {
    let body = |p: &Participant| matches!(p.actor.kind, ActorKind::Organisation | ActorKind::Group);
    sides.len() > 2 || whole.actors.iter().any(body)
}

fn sides(event: &Event) -> BTreeSet<&ActorId> {
    present(event).map(|p| &side(p).id).collect()
}

/// Whether words name the gathering of an actor: a body by its usual name or by the letters that are its id, leaders by
/// whose they are ("NATO leaders": "the NATO summit").
fn names(kind: &EventSchema, actor: &Actor, words: &str) -> bool {
    let held = |name: &str| !name.is_empty() && format!(" {words} ").contains(&format!(" {name} "));
    let name = plain(&actor.name);
    match actor.kind {
        ActorKind::Organisation => held(&name) || held(&plain(&actor.id.0)),
        ActorKind::Group => name.rsplit_once(' ').is_some_and(|(whose, _)| held(&format!("{whose} {}", kind.label))),
        ActorKind::Person | ActorKind::State => held(&name),
    }
}

/// What stands behind a phrase.
fn after<'t>(told: &'t str, phrase: &str) -> Option<&'t str> {
    let (_, after) = told.split_once(phrase)?;
    after.starts_with(' ').then(|| after.trim_start())
}

/// Words in small letters with single blanks between, without marks.
pub(super) fn plain(words: &str) -> String {
    let letters: String =
        words.chars().map(|c| if c.is_alphanumeric() { c.to_lowercase().next().unwrap_or(c) } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}
