//! What a person asking the register may mean: an id, a name, or an office as it is called
//! ("Ukrainian president", "the president of Ukraine", "Ukraine's president").

use super::{Office, Organisation, Person, PlaceEntry, Register, Seat, State};
use crate::{Names, Referent};

/// One entry of the register.
#[derive(Clone, Copy, Debug)]
pub enum Found<'r> {
    /// A state.
    State(&'r State),
    /// An organisation or group.
    Organisation(&'r Organisation),
    /// A person.
    Person(&'r Person),
    /// An office.
    Office(&'r Office),
    /// A seat.
    Seat(&'r Seat),
    /// A place.
    Place(&'r PlaceEntry),
}

impl Register {
    /// All entries that `asked` may mean; nothing where the register knows none.
    #[must_use]
    pub fn find(&self, names: &Names, asked: &str) -> Vec<Found<'_>> {
        let asked = asked.trim();
        let asked = asked.strip_prefix("the ").or_else(|| asked.strip_prefix("The ")).unwrap_or(asked);
        let by_id = [
            self.states.get(asked).map(Found::State),
            self.organisations.get(asked).map(Found::Organisation),
            self.persons.get(asked).map(Found::Person),
            self.offices.get(asked).map(Found::Office),
        ];
        let mut found: Vec<Found<'_>> = by_id.into_iter().flatten().collect();
        if found.is_empty() {
            found = self.by_name(names, asked);
        }
        if found.is_empty() {
            found = self.by_office(names, asked);
        }
        found
    }

    fn by_name(&self, names: &Names, asked: &str) -> Vec<Found<'_>> {
        let entry = |referent: &Referent| match referent {
            Referent::State(id) | Referent::National(id) | Referent::Capital(id) => {
                self.states.get(id).map(Found::State)
            }
            Referent::Organisation(id) => self.organisations.get(id).map(Found::Organisation),
            Referent::Person(id) | Referent::Surname(id) => self.persons.get(id).map(Found::Person),
            Referent::Seat(i) => self.seats.get(*i).map(Found::Seat),
            Referent::Place(i) => self.places.get(*i).map(Found::Place),
        };
        referents(names, asked).into_iter().filter_map(entry).collect()
    }

    fn by_office(&self, names: &Names, asked: &str) -> Vec<Found<'_>> {
        let blanks = asked.match_indices(' ').map(|(at, blank)| (&asked[..at], &asked[at + blank.len()..]));
        let splits = blanks.map(|(left, right)| match (left.strip_suffix(" of"), left.strip_suffix(" of the")) {
            (Some(role), _) | (None, Some(role)) => (right, role),
            (None, None) => (left, right),
        });
        for (actor, role) in splits {
            let actor = ["'s", "’s", "'", "’"].iter().find_map(|end| actor.strip_suffix(end)).unwrap_or(actor);
            let ids = referents(names, actor).into_iter().filter_map(|referent| match referent {
                Referent::State(id) | Referent::National(id) | Referent::Capital(id) | Referent::Organisation(id) => {
                    Some(id.as_str())
                }
                Referent::Seat(i) => self.seats[*i].actor.as_deref(),
                _ => None,
            });
            let mut ids: Vec<&str> = ids.collect();
            ids.sort_unstable();
            ids.dedup();
            let offices = self.offices.values().filter(|o| ids.contains(&o.actor.as_str()) && o.is_called(role));
            let found: Vec<Found<'_>> = offices.map(Found::Office).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

/// What a name stands for, whether or not the asker opened it with a capital.
fn referents<'n>(names: &'n Names, asked: &str) -> Vec<&'n Referent> {
    let as_written = names.referents(asked);
    if !as_written.is_empty() {
        return as_written;
    }
    let mut letters = asked.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    names.referents(&capital)
}
