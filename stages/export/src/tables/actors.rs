//! Everybody in the record, a row each.

use chancery_model::RecordedActor;

use crate::source::Source;
use crate::table::{Table, key, text, whole};

struct Row<'s> {
    actor: &'s RecordedActor,
    state: Option<String>,
}

pub(super) fn table(source: &Source<'_>) -> Table {
    let register = &source.data.register;
    let row = |actor| {
        let state = state_of(register, actor);
        Row { actor, state }
    };
    let rows: Vec<Row<'_>> = source.record().actors.iter().map(row).collect();
    Table::of(
        "actors",
        "a person, state, organisation or group that the record names",
        &rows,
        vec![
            key("id", "register id, or `name:` or `described:` and words", |r: &Row<'_>| {
                Some(r.actor.actor.id.0.clone())
            }),
            text("kind", "person, state, organisation or group", |r| Some(r.actor.actor.kind.as_str().to_owned())),
            text("name", "usual name", |r| Some(r.actor.actor.name.clone())),
            text("country", "ISO 3166-1 alpha-2 of a state, or of the state that the register gives a person", |r| {
                r.state.clone()
            }),
            whole("events", "how many events it takes part in", |r| Some(r.actor.events)),
            whole("positions", "how many positions it holds", |r| Some(r.actor.positions)),
            whole("statements", "how many statements it makes", |r| Some(r.actor.statements)),
        ],
    )
}

/// The state that an actor is, or that the register has a person act for; former states have no code in use.
fn state_of(register: &chancery_data::Register, recorded: &RecordedActor) -> Option<String> {
    let id = recorded.actor.id.0.as_str();
    let state = register.states.get(id).or_else(|| {
        let person = register.persons.get(id)?;
        register.states.get(person.state.as_deref()?)
    })?;
    state.to.is_none().then(|| state.id.to_uppercase())
}
