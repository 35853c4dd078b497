//! How far an event has come, from the words before its trigger and beside it.

use chancery_data::Rule;
use chancery_model::Status;

use crate::item::{Item, ItemKind};
use crate::matcher::Match;
use crate::words::Words;

/// How many tokens before the match may still govern it ("is scheduled to travel to Brussels to").
const REACH: usize = 10;
/// How near a word of cancelling must stand to the trigger.
const NEAR: usize = 7;
/// How far after a noun its own sentence may still call it off: "a call between A and B that had been
/// scheduled for Wednesday was postponed".
const FAR: usize = 18;

/// The status that the sentence tells of a match.
pub(crate) fn status(words: &Words<'_>, items: &[Item], rule: &Rule, found: &Match) -> Status {
    if let Some(status) = rule.status {
        return status;
    }
    let (trigger, after) = (items[found.trigger.0].from, items[found.trigger.1 - 1].to);
    let first = items.first().map_or(trigger, |i| i.from);
    let last = items.last().map_or(after, |i| i.to);
    let reader = Reader { words, first, last };
    let word = words.lower(trigger);
    let lexicon = words.lexicon();
    let in_class = |class: &str| lexicon.phrase(class, &[word]).is_some();
    let start = reader.clause_start(items[found.from].from, trigger);

    if reader.last_cue("denials", first, trigger).is_some() {
        return Status::Denied;
    }
    // What becomes of a noun is told after all that goes with it: "talks between A and B were".
    let after = if found.noun { after.max(items[found.to - 1].to) } else { after };
    let far = if found.noun { FAR } else { NEAR };
    if reader.last_cue("cancelled-cues", trigger.saturating_sub(NEAR).max(first), trigger).is_some()
        || reader.last_cue("cancelled-cues", after, (after + far).min(last)).is_some()
    {
        return Status::Cancelled;
    }
    if reader.last_cue("left-open", trigger.saturating_sub(REACH).max(first), trigger).is_some() {
        return Status::Proposed;
    }
    // "If Lavrov came": nobody says that he did.
    let opening = items[found.from].from;
    if (opening.saturating_sub(3).max(first)..opening).any(|i| matches!(words.lower(i), "if" | "unless")) {
        return Status::Proposed;
    }
    // "will be received": the passive of what is to come wears a past form.
    let to_be = words.lower(trigger.saturating_sub(1)) == "be";
    if in_class("past-forms") && !found.noun && !to_be {
        let denied = reader.last_cue("denied-cues", trigger.saturating_sub(3).max(start), trigger).is_some();
        return if denied { Status::Denied } else { Status::Held };
    }
    let verb = !found.noun && (to_be || in_class("base-forms") || in_class("present-forms"));
    let from = if verb { start } else { trigger.saturating_sub(REACH).max(start) };
    if let Some((_, status)) = reader.governing(from, trigger) {
        return status;
    }
    if verb {
        if in_class("present-forms") {
            // "meets on Monday" is what the timetable says; without a day it is news.
            let timed = items.iter().any(|i| matches!(i.kind, ItemKind::Time(_)));
            return if timed { Status::Planned } else { Status::Held };
        }
        // "met in Paris to hold talks", "did meet": the past before an infinitive.
        let governed_by_past = (from..trigger).any(|i| lexicon.phrase("past-forms", &[words.lower(i)]).is_some());
        return if governed_by_past && words.lower(trigger.saturating_sub(1)) != "to" {
            Status::Held
        } else {
            Status::Planned
        };
    }
    // A noun: what the sentence says of it further on.
    match reader.first_ahead(after, (after + REACH).min(last)) {
        Some(status) => status,
        None => Status::Held,
    }
}

struct Reader<'a, 'w> {
    words: &'a Words<'w>,
    first: usize,
    last: usize,
}

impl Reader<'_, '_> {
    /// Where the words that may govern the trigger begin: the clause of the match and a little
    /// before, but not beyond a semicolon.
    fn clause_start(&self, from: usize, trigger: usize) -> usize {
        let earliest = from.min(trigger.saturating_sub(REACH)).max(self.first);
        (earliest..trigger).rev().find(|i| matches!(self.words.lower(*i), ";" | ":")).map_or(earliest, |i| i + 1)
    }

    /// Position of the last phrase of a class within a stretch.
    fn last_cue(&self, class: &str, from: usize, to: usize) -> Option<usize> {
        (from..to).rev().find(|i| self.words.phrase(class, *i, to) > 0)
    }

    /// The cue nearest before the trigger, with the status it tells. Negation outranks: "is not
    /// scheduled to meet".
    fn governing(&self, from: usize, trigger: usize) -> Option<(usize, Status)> {
        let found = |class, status| self.last_cue(class, from, trigger).map(|at| (at, status));
        let nearest = [
            found("planned-cues", Status::Planned),
            found("proposed-cues", Status::Proposed),
            found("ongoing-cues", Status::Ongoing),
            found("held-cues", Status::Held),
        ]
        .into_iter()
        .flatten()
        .max_by_key(|(at, _)| *at);
        let denied = self.last_cue("denied-cues", from, trigger);
        match (nearest, denied) {
            (Some((at, Status::Held)), Some(no)) if no < at => nearest,
            (Some((at, _)), Some(no)) if no + 4 >= at => Some((no, Status::Denied)),
            (None, Some(no)) if no + 4 >= trigger => Some((no, Status::Denied)),
            _ => nearest,
        }
    }

    /// The first cue after a noun: "talks … will", "the meeting, planned for".
    fn first_ahead(&self, from: usize, to: usize) -> Option<Status> {
        for at in from..to.min(self.last) {
            if matches!(self.words.lower(at), ";" | ":" | ",") || self.words.is("clause-openers", at) {
                break;
            }
            for (class, status) in [
                ("held-cues", Status::Held),
                ("planned-cues", Status::Planned),
                ("proposed-cues", Status::Proposed),
                ("ongoing-cues", Status::Ongoing),
            ] {
                if self.words.phrase(class, at, to) > 0 {
                    return Some(status);
                }
            }
            if self.words.lexicon().phrase("past-forms", &[self.words.lower(at)]).is_some() {
                return Some(Status::Held);
            }
        }
        None
    }
}
