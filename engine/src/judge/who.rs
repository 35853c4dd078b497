//! Whom a name means that a person writes: somebody of the record, of the register, or somebody new.

use std::collections::BTreeMap;

use chancery_data::{Data, Found, fold};
use chancery_model::{Actor, ActorId, ActorKind, Attendance, ByteSpan, Day, Participant, Role, Snapshot};

use super::Refusal;

/// Everybody in a list of names, parted by commas or semicolons: `Ann Lee (Kenya), Ghana`.
pub(super) fn people(
    data: &Data,
    snapshot: &dyn Snapshot,
    list: &str,
    day: Option<Day>,
) -> Result<Vec<Participant>, Refusal> {
    let names = list.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| person(data, snapshot, name, day)).collect()
}

/// Whom a name means on a day, in the office that the register knows; behind the name may stand in brackets whom
/// the person acts for.
pub(super) fn person(
    data: &Data,
    snapshot: &dyn Snapshot,
    name: &str,
    day: Option<Day>,
) -> Result<Participant, Refusal> {
    let (name, master) = match name.strip_suffix(')').and_then(|name| name.split_once('(')) {
        Some((name, master)) => (name.trim(), Some(master.trim())),
        None => (name.trim(), None),
    };
    let actor = known(data, snapshot, name)?.unwrap_or_else(|| stranger(name, master.is_some()));
    let (mut acts_for, office) = service(data, snapshot, &actor, day);
    if let Some(master) = master {
        acts_for = Some(
            known(data, snapshot, master)?
                .unwrap_or_else(|| Actor { kind: ActorKind::Organisation, ..stranger(master, false) }),
        );
    }
    let acts_for = acts_for.filter(|master| master.id != actor.id);
    // Where the words stand is for each claim to say.
    let span = ByteSpan::new(0, 0);
    Ok(Participant { actor, acts_for, office, role: Role::Party, attendance: Attendance::Told, span })
}

/// The actor of the record or register who bears a name or id; `None` where nobody does.
pub(super) fn known(data: &Data, snapshot: &dyn Snapshot, name: &str) -> Result<Option<Actor>, Refusal> {
    let folded = fold(name);
    let recorded = snapshot.record().actors.iter().map(|a| &a.actor);
    let of_record: Vec<&Actor> = recorded.filter(|a| a.id.0 == name || fold(&a.name) == folded).collect();
    if let [one] = of_record[..] {
        return Ok(Some(one.clone()));
    }
    let mut found: BTreeMap<ActorId, Actor> = of_record.into_iter().map(|a| (a.id.clone(), a.clone())).collect();
    for entry in data.register.find(&data.names, name) {
        let (id, kind, name) = match entry {
            Found::State(s) => (&s.id, ActorKind::State, &s.name),
            Found::Organisation(o) if o.kind == "organisation" => (&o.id, ActorKind::Organisation, &o.name),
            Found::Organisation(o) => (&o.id, ActorKind::Group, &o.name),
            Found::Person(p) => (&p.id, ActorKind::Person, &p.name),
            Found::Office(_) | Found::Seat(_) | Found::Place(_) => continue,
        };
        found.insert(ActorId(id.clone()), Actor { id: ActorId(id.clone()), kind, name: name.clone() });
    }
    let mut found: Vec<Actor> = found.into_values().collect();
    if found.len() > 1 {
        let names: Vec<String> = found.iter().map(|a| format!("`{}` ({})", a.id, a.name)).collect();
        return Err(Refusal::Ambiguous { name: name.to_owned(), found: names.join(" or ") });
    }
    Ok(found.pop())
}

/// Somebody whom nobody knows yet.
fn stranger(name: &str, is_person: bool) -> Actor {
    let kind = if is_person || name.contains(' ') { ActorKind::Person } else { ActorKind::Organisation };
    Actor { id: ActorId(format!("name:{}", fold(name))), kind, name: name.to_owned() }
}

/// Whom somebody acts for and in which office: by the register on the day, else as the record has it.
fn service(data: &Data, snapshot: &dyn Snapshot, actor: &Actor, day: Option<Day>) -> (Option<Actor>, Option<String>) {
    let register = &data.register;
    if let Some(person) = register.persons.get(&actor.id.0) {
        let held = register.terms_of(&person.id).filter(|term| day.is_some_and(|day| term.on(day)));
        let held: Vec<_> = held.filter_map(|term| register.offices.get(&term.office)).collect();
        let own = held.iter().find(|office| Some(&office.actor) == person.state.as_ref()).or(held.first());
        let master = own.map(|office| &office.actor).or(person.state.as_ref());
        let kind =
            |id: &String| if register.states.contains_key(id) { ActorKind::State } else { ActorKind::Organisation };
        let master = master.and_then(|id| {
            Some(Actor { id: ActorId(id.clone()), kind: kind(id), name: register.actor_name(id)?.to_owned() })
        });
        return (master, own.map(|office| office.title.clone()));
    }
    let events = snapshot.record().events.iter();
    let seated = events.flat_map(|e| e.actors.iter().chain(&e.recipients).chain(&e.mediators));
    let seated = seated.filter(|p| p.actor.id == actor.id).find(|p| p.acts_for.is_some());
    (seated.and_then(|p| p.acts_for.clone()), seated.and_then(|p| p.office.clone()))
}
