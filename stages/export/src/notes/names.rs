//! What notes are called: a name that says what they are about, that every file system takes, and that no other note has.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Actor, ActorId, ClaimId, Event, ReportId};
use chancery_view::format::on_one_line;

use crate::source::Source;

/// The names of all notes, with their folder.
pub(super) struct Names<'s> {
    actors: BTreeMap<&'s ActorId, (&'s Actor, String)>,
    events: BTreeMap<&'s ClaimId, String>,
    reports: BTreeMap<&'s ReportId, String>,
}

impl<'s> Names<'s> {
    pub(super) fn of(source: &Source<'s>) -> Self {
        let record = source.record();
        let mut known: BTreeMap<&ActorId, &Actor> = BTreeMap::new();
        for event in &record.events {
            let people = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
            known.extend(people.flat_map(|p| std::iter::once(&p.actor).chain(&p.acts_for)).map(|a| (&a.id, a)));
        }
        for pledge in &record.pledges {
            let people = [&pledge.value.by].into_iter().chain(&pledge.value.to);
            known.extend(people.map(|p| (&p.actor.id, &p.actor)));
        }
        known.extend(record.actors.iter().map(|recorded| (&recorded.actor.id, &recorded.actor)));
        let mut taken = BTreeSet::new();
        let mut actors = BTreeMap::new();
        for (id, actor) in known {
            let mut name = format!("actors/{}", plain(&actor.name));
            // Of two with one name, capitals aside, the second bears its id.
            if !taken.insert(name.to_lowercase()) {
                name = format!("{name} ({})", plain(&id.0));
                taken.insert(name.to_lowercase());
            }
            actors.insert(id, (actor, name));
        }
        let event = |e: &'s Event| {
            let date = e.date().map_or_else(|| "undated".to_owned(), |date| date.to_string().replace('/', " to "));
            (&e.id, format!("events/{} {}", plain(&format!("{date} {}", e.kind)), e.id))
        };
        let report = |card: &'s chancery_model::ReportCard| {
            let title = card.title.as_deref().unwrap_or(&card.key);
            (&card.id, format!("reports/{} {}", plain(title), card.id.short()))
        };
        Self {
            actors,
            events: record.events.iter().map(event).collect(),
            reports: record.reports.iter().map(report).collect(),
        }
    }

    /// Everybody who has a note, by id.
    pub(super) fn actors(&self) -> impl Iterator<Item = &'s Actor> {
        self.actors.values().map(|(actor, _)| *actor)
    }

    /// The note of an actor.
    pub(super) fn actor(&self, id: &ActorId) -> &str {
        self.actors.get(id).map_or("index", |(_, name)| name)
    }

    /// The note of an event.
    pub(super) fn event(&self, event: &Event) -> &str {
        self.events.get(&event.id).map_or("index", String::as_str)
    }

    /// The note of a report.
    pub(super) fn report(&self, id: &ReportId) -> &str {
        self.reports.get(id).map_or("index", String::as_str)
    }
}

/// Words as the name of a file, on any system and within a link.
fn plain(words: &str) -> String {
    const LONGEST: usize = 80;
    let kept = |c: char| if "/\\:*?\"<>|#^[]%".contains(c) { ' ' } else { c };
    let words = on_one_line(&words.chars().map(kept).collect::<String>());
    let words: String = words.chars().take(LONGEST).collect();
    let words = words.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let device = |name: &str| {
        let name = name.to_ascii_uppercase();
        let numbered = name.len() == 4 && (name.starts_with("COM") || name.starts_with("LPT"));
        numbered || ["CON", "PRN", "AUX", "NUL"].contains(&name.as_str())
    };
    match words {
        "" => "unnamed".to_owned(),
        words if device(words.split('.').next().unwrap_or(words)) => format!("_{words}"),
        words => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_of_files_are_taken_by_any_system() {
        for (words, name) in [
            ("António Costa", "António Costa"),
            ("a/b\\c: d|e?", "a b c d e"),
            ("..", "unnamed"),
            ("../../etc", "etc"),
            ("con", "_con"),
            ("Lima [#1]\u{202e}", "Lima 1"),
        ] {
            assert_eq!(plain(words), name);
        }
        assert_eq!(plain(&"ö".repeat(300)).chars().count(), 80);
    }
}
