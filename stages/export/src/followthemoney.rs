//! The record as FollowTheMoney entities, one a line, as Aleph and its tools take them: people, states and bodies; events
//! with who was involved; reports as articles, which events are proved by; whom a person acts for as representation.
//! People told by a description only ("a senior official") are nobody to be matched with others, and left out.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Actor, ActorId, ActorKind, Attendance, Edtf, Event, Participant, ReportCard, ReportId, sha256};
use serde::Serialize;

use crate::source::Source;
use crate::{dates, urn};

#[derive(Serialize)]
struct Entity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    /// The entity with values, each once; empty ones are none.
    fn with(mut self, property: &'static str, values: impl IntoIterator<Item = String>) -> Self {
        let of = self.properties.entry(property).or_default();
        for value in values.into_iter().map(|value| visible(&value)) {
            if !value.is_empty() && !of.contains(&value) {
                of.push(value);
            }
        }
        if of.is_empty() {
            self.properties.remove(property);
        }
        self
    }
}

/// Words on one line without what nobody sees, as the model keeps them.
fn visible(words: &str) -> String {
    let seen = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    chancery_view::format::on_one_line(&words.chars().filter(seen).collect::<String>())
}

/// The entities, a line of JSON each.
pub(crate) fn write(source: &Source<'_>) -> String {
    let record = source.record();
    let mut all: Vec<Entity> = record.reports.iter().map(article).collect();
    let mut actors: BTreeMap<&ActorId, &Actor> = BTreeMap::new();
    actors.extend(record.actors.iter().map(|recorded| (&recorded.actor.id, &recorded.actor)));
    let mut represents: BTreeMap<(&ActorId, &ActorId, Option<&str>), BTreeSet<&ReportId>> = BTreeMap::new();
    for event in &record.events {
        for p in everybody(event) {
            actors.insert(&p.actor.id, &p.actor);
            let Some(principal) = p.acts_for.as_ref().filter(|principal| principal.id != p.actor.id) else { continue };
            actors.insert(&principal.id, principal);
            if p.actor.kind == ActorKind::Person {
                let key = (&p.actor.id, &principal.id, p.office.as_deref());
                represents.entry(key).or_default().extend(&event.reports);
            }
        }
    }
    all.extend(actors.values().filter(|actor| is_known(actor)).map(|actor| somebody(source, actor)));
    for ((agent, client, role), reports) in represents {
        if !is_known(actors[agent]) || !is_known(actors[client]) {
            continue;
        }
        let role = role.map(str::to_owned);
        let id = hashed(&format!("represents {agent} {client} {}", role.as_deref().unwrap_or_default()));
        let representation = Entity::new(id, "Representation")
            .with("agent", [actor_id(agent)])
            .with("client", [actor_id(client)])
            .with("role", role)
            .with("proof", reports.into_iter().map(report_id));
        all.push(representation);
    }
    all.extend(record.events.iter().map(|event| occasion(source, event)));
    all.iter().map(chancery_view::format::json::line).collect()
}

fn everybody(event: &Event) -> impl Iterator<Item = &Participant> {
    event.actors.iter().chain(&event.recipients).chain(&event.mediators)
}

/// Whether an actor can be known beyond one report.
fn is_known(actor: &Actor) -> bool {
    !actor.id.0.starts_with("described:")
}

/// Ids of entities are letters, figures, dots and hyphens.
fn actor_id(id: &ActorId) -> String {
    let plain = id.0.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if plain { format!("chancery-actor-{id}") } else { hashed(&format!("actor {id}")) }
}

fn report_id(id: &ReportId) -> String {
    format!("chancery-report-{}", id.0.strip_prefix("sha256:").unwrap_or(&id.0))
}

fn hashed(words: &str) -> String {
    let hash = sha256(words.as_bytes());
    format!("chancery-{}", &hash["sha256:".len()..][..24])
}

fn article(card: &ReportCard) -> Entity {
    let published = card.published.edtf.map(dates::told).unwrap_or_default();
    Entity::new(report_id(&card.id), "Article")
        .with("title", [card.title.clone().unwrap_or_else(|| card.key.clone())])
        .with("author", card.byline.clone())
        .with("publisher", card.outlet.clone())
        .with("publishedAt", published.0)
        .with("sourceUrl", urn::address(card).map(str::to_owned))
        .with("fileName", card.path.clone())
        // Codes of three letters; reports in other languages give no claims.
        .with("language", card.language.as_deref().filter(|code| *code == "en").map(|_| "eng".to_owned()))
}

fn somebody(source: &Source<'_>, actor: &Actor) -> Entity {
    let register = &source.data.register;
    let schema = match actor.kind {
        ActorKind::Person => "Person",
        ActorKind::State => "PublicBody",
        ActorKind::Organisation => "Organization",
        ActorKind::Group => "LegalEntity",
    };
    let known = register.states.get(&actor.id.0);
    let of_person = register.persons.get(&actor.id.0).and_then(|p| register.states.get(p.state.as_deref()?));
    // Codes that ISO gives states of today.
    let country = known.or(of_person).filter(|state| state.to.is_none()).map(|state| state.id.clone());
    Entity::new(actor_id(&actor.id), schema).with("name", [actor.name.clone()]).with("country", country)
}

fn occasion(source: &Source<'_>, event: &Event) -> Entity {
    let (start, end) = event.date().map(dates::told).unwrap_or_default();
    let one_day = event.date().is_some_and(|date| matches!(date, Edtf::Date { .. }));
    let there = |p: &&Participant| p.attendance != Attendance::Declined && is_known(&p.actor);
    let involved = event.actors.iter().chain(&event.recipients).filter(there);
    let place = event.place.as_ref();
    let state = place.and_then(|at| source.data.register.state_named(at.country.as_deref().unwrap_or(&at.name)));
    let summary = source.best(event).map(|q| q.exact);
    let keywords = [Some(event.kind.0.clone()), Some(event.status.as_str().to_owned()), event.process.clone()];
    let entity = Entity::new(format!("chancery-event-{}", event.id), "Event")
        .with("name", [chancery_view::event_in_words(event)])
        .with("recordId", [event.id.0.clone()])
        .with("summary", summary)
        .with("location", place.map(chancery_view::place_in_words))
        .with("country", state.map(str::to_owned))
        .with("involved", involved.map(|p| actor_id(&p.actor.id)))
        .with("organizer", event.mediators.iter().filter(there).map(|p| actor_id(&p.actor.id)))
        .with("keywords", keywords.into_iter().flatten().chain(event.issues.iter().cloned()))
        .with("proof", event.reports.iter().map(report_id));
    if one_day { entity.with("date", start) } else { entity.with("startDate", start).with("endDate", end) }
}
