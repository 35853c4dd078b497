//! Reads the tables into the register, the built-in ones first, then those of a user's folder: a
//! row there takes the place of the built-in row that it names.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::Edtf;

use super::folder::WITHDRAWN;
use super::{Folder, Gender, Head, Holder, Office, Organisation, Person, PlaceEntry, Register, Seat, State};
use crate::Fault;
use crate::table::{Row, Table};

const STATES: [&str; 8] = ["id", "name", "long", "aliases", "demonyms", "capital", "from", "to"];
const ORGANISATIONS: [&str; 6] = ["id", "name", "aliases", "kind", "seat", "members"];
const PERSONS: [&str; 6] = ["id", "name", "aliases", "gender", "state", "surname"];
const OFFICES: [&str; 6] = ["id", "actor", "title", "aliases", "heads", "holders"];
const HOLDERS: [&str; 4] = ["office", "person", "from", "to"];
const SEATS: [&str; 4] = ["name", "aliases", "actor", "city"];
const DESCRIPTIONS: [&str; 2] = ["word", "actors"];
const PLACES: [&str; 5] = ["name", "aliases", "country", "kind", "city"];
const WITHDRAWN_COLUMNS: [&str; 3] = ["office", "person", "from"];

/// Where rows come from.
pub(super) struct Layers<'f> {
    files: &'f [(&'f str, &'f str)],
    folder: &'f Folder,
}

impl<'f> Layers<'f> {
    /// The rows of a table, built-in and own.
    pub(super) fn rows(
        &self,
        table: &'f str,
        columns: &[&str],
        unique: usize,
        faults: &mut Vec<Fault>,
    ) -> impl Iterator<Item = Row<'f>> + use<'f> {
        let built_in = Table::read(self.files, table, columns, unique, faults).rows();
        let own = self.folder.table(table).map(|own| Table::read(&[own], own.0, columns, unique, faults).rows());
        built_in.chain(own.into_iter().flatten())
    }
}

impl Register {
    pub(crate) fn read(files: &[(&str, &str)], folder: &Folder, faults: &mut Vec<Fault>) -> Self {
        let layers = Layers { files, folder };
        let mut register = Self::default();
        register.read_actors(&layers, faults);
        register.read_persons(&layers, faults);
        register.read_offices(&layers, faults);
        register.read_holders(&layers, faults);
        register.read_places(&layers, faults);
        register.read_points(&layers, faults);
        register.read_descriptions(&layers, faults);
        register.check_terms(faults);
        register
    }

    fn read_actors(&mut self, layers: &Layers<'_>, faults: &mut Vec<Fault>) {
        for row in layers.rows("register/states.tsv", &STATES, 1, faults) {
            let (from, to) = (date(&row, 6, faults), date(&row, 7, faults));
            let state = State {
                id: row.text(0),
                name: row.text(1),
                long: row.text(2),
                aliases: row.clean_list(3, faults),
                demonyms: row.clean_list(4, faults),
                capital: row.optional(5),
                from,
                to,
                origin: row.origin(),
            };
            self.states.insert(state.id.clone(), state);
        }
        for row in layers.rows("register/organisations.tsv", &ORGANISATIONS, 1, faults) {
            let (id, kind, members) = (row.text(0), row.text(3), row.clean_list(5, faults));
            if self.states.contains_key(&id) {
                faults.push(row.fault(format!("`{id}` is a state already: choose another id")));
            }
            if !["organisation", "group", "collective"].contains(&kind.as_str()) {
                faults.push(row.fault(format!("`{kind}` is no kind of organisation")));
            }
            for member in members.iter().filter(|m| !self.states.contains_key(*m)) {
                faults.push(row.fault(format!("the member `{member}` is no state of register/states.tsv")));
            }
            let organisation = Organisation {
                name: row.text(1),
                aliases: row.clean_list(2, faults),
                kind,
                seat: row.optional(4),
                members,
                origin: row.origin(),
                id,
            };
            self.organisations.insert(organisation.id.clone(), organisation);
        }
        self.check_actor_names(faults);
    }

    /// A name that two states or bodies share would stand for whichever comes first.
    fn check_actor_names(&self, faults: &mut Vec<Fault>) {
        let states = self.states.values().map(|s| (&s.id, &s.origin, [&s.name, &s.long], &s.aliases));
        let bodies = self.organisations.values().map(|o| (&o.id, &o.origin, [&o.name, &o.name], &o.aliases));
        let mut known: BTreeMap<&str, &str> = BTreeMap::new();
        for (id, origin, names, aliases) in states.chain(bodies) {
            for name in names.into_iter().chain(aliases) {
                let other = known.entry(name).or_insert(id);
                if *other != id.as_str() {
                    faults.push(origin.fault(format!("`{name}` is a name of `{other}` already: one of them must go")));
                }
            }
        }
    }

    fn read_persons(&mut self, layers: &Layers<'_>, faults: &mut Vec<Fault>) {
        for row in layers.rows("register/persons.tsv", &PERSONS, 1, faults) {
            let state = row.optional(4);
            if let Some(state) = state.as_ref().filter(|s| !self.has_actor(s)) {
                faults.push(row.fault(format!("`{state}` is no state or organisation of the register")));
            }
            let gender = Gender::read(&row.text(3));
            if gender.is_none() && row.optional(3).is_some() {
                faults.push(row.fault(format!("`{}` is no gender: write m, f or nothing", row.text(3))));
            }
            let surname = row.text(5);
            if !["", "no"].contains(&surname.as_str()) {
                faults
                    .push(row.fault(format!("`{surname}` does not say whether a surname serves: write no or nothing")));
            }
            let person = Person {
                id: row.text(0),
                name: row.text(1),
                aliases: row.clean_list(2, faults),
                gender,
                state,
                by_surname: surname.is_empty(),
                origin: row.origin(),
            };
            self.persons.insert(person.id.clone(), person);
        }
    }

    fn read_offices(&mut self, layers: &Layers<'_>, faults: &mut Vec<Fault>) {
        for row in layers.rows("register/offices.tsv", &OFFICES, 1, faults) {
            let (id, actor) = (row.text(0), row.text(1));
            if !self.has_actor(&actor) {
                faults.push(row.fault(format!("`{actor}` is no state or organisation of the register")));
            } else if id.split_once('/').is_none_or(|(of, slug)| of != actor || slug.is_empty()) {
                faults.push(row.fault(format!("`{id}` does not say whose office it is: write `{actor}/…`")));
            }
            let heads = row.clean_list(4, faults);
            for head in heads.iter().filter(|h| Head::read(h).is_none()) {
                faults.push(row.fault(format!("nobody is head of `{head}`: write state, government, both or nothing")));
            }
            let holders = row.text(5);
            if !["", "one"].contains(&holders.as_str()) {
                faults.push(row.fault(format!("`{holders}` is no number of holders: write one or nothing")));
            }
            let office = Office {
                actor,
                title: row.text(2),
                aliases: row.clean_list(3, faults),
                heads: heads.iter().filter_map(|h| Head::read(h)).collect(),
                single: holders == "one",
                origin: row.origin(),
                id,
            };
            self.offices.insert(office.id.clone(), office);
        }
    }

    fn read_holders(&mut self, layers: &Layers<'_>, faults: &mut Vec<Fault>) {
        let mut withdrawn: BTreeSet<(String, String, String)> = BTreeSet::new();
        let own = layers.folder.table(WITHDRAWN);
        let rows = own.map(|own| Table::read(&[own], own.0, &WITHDRAWN_COLUMNS, 3, faults).rows());
        let lines: Vec<Row<'_>> = rows.into_iter().flatten().collect();
        withdrawn.extend(lines.iter().map(|row| (row.text(0), row.text(1), row.text(2))));
        let mut used: BTreeSet<(String, String, String)> = BTreeSet::new();
        for row in layers.rows("register/holders.tsv", &HOLDERS, 3, faults) {
            let (office, person) = (row.text(0), row.text(1));
            let built_in = row.file == "register/holders.tsv";
            let key = (office.clone(), person.clone(), row.text(2));
            if built_in && withdrawn.contains(&key) {
                used.insert(key);
                continue;
            }
            if !self.offices.contains_key(&office) {
                faults.push(row.fault(format!("`{office}` is no office of register/offices.tsv")));
            }
            if !self.persons.contains_key(&person) {
                faults.push(row.fault(format!("`{person}` is no person of register/persons.tsv")));
            }
            let (from, to) = (date(&row, 2, faults), date(&row, 3, faults));
            let begun = from.and_then(Edtf::first_day);
            if begun.is_some_and(|begun| to.and_then(Edtf::last_day).is_some_and(|end| end < begun)) {
                faults.push(row.fault(format!("the term ends, {}, before it begins, {}", row.text(3), row.text(2))));
            }
            let holder = Holder { office, person, from, to, origin: row.origin() };
            let same = |h: &Holder| h.office == holder.office && h.person == holder.person && h.from == holder.from;
            if !built_in
                && let Some(known) =
                    self.by_office.get(&holder.office).into_iter().flatten().find(|i| same(&self.holders[**i]))
            {
                self.holders[*known] = holder;
                continue;
            }
            let at = self.holders.len();
            self.terms.entry(holder.person.clone()).or_default().push(at);
            self.by_office.entry(holder.office.clone()).or_default().push(at);
            self.holders.push(holder);
        }
        for row in lines.iter().filter(|row| !used.contains(&(row.text(0), row.text(1), row.text(2)))) {
            let message =
                "there is no such built-in term to withdraw: copy office, person and from as they stand there";
            faults.push(row.fault(message.to_owned()));
        }
    }

    fn read_descriptions(&mut self, layers: &Layers<'_>, faults: &mut Vec<Fault>) {
        for row in layers.rows("register/descriptions.tsv", &DESCRIPTIONS, 1, faults) {
            let of = row.clean_list(1, faults);
            for actor in of.iter().filter(|a| !matches!(a.as_str(), "state" | "group") && !self.has_actor(a)) {
                faults.push(row.fault(format!("`{actor}` is no state or organisation of the register")));
            }
            self.descriptions.insert(row.text(0), of);
        }
    }

    fn read_places(&mut self, layers: &Layers<'_>, faults: &mut Vec<Fault>) {
        for row in layers.rows("register/seats.tsv", &SEATS, 1, faults) {
            let actor = row.optional(2);
            if let Some(actor) = actor.as_ref().filter(|a| !self.has_actor(a)) {
                faults.push(row.fault(format!("`{actor}` is no state or organisation of the register")));
            }
            let (name, aliases) = (row.text(0), row.clean_list(1, faults));
            let seat = Seat { name, aliases, actor, city: row.optional(3), origin: row.origin() };
            match self.seats.iter_mut().find(|known| known.name == seat.name) {
                Some(known) => *known = seat,
                None => self.seats.push(seat),
            }
        }
        for row in layers.rows("places/places.tsv", &PLACES, 0, faults) {
            let (country, kind) = (row.optional(2), row.text(3));
            if let Some(country) = country.as_ref().filter(|c| !self.states.contains_key(*c)) {
                faults.push(row.fault(format!("`{country}` is no state of register/states.tsv")));
            }
            if !["city", "region", "venue", "area"].contains(&kind.as_str()) {
                faults.push(row.fault(format!("`{kind}` is no kind of place")));
            }
            let (name, aliases, city) = (row.text(0), row.clean_list(1, faults), row.optional(4));
            let place = PlaceEntry { name, aliases, country, kind, city, origin: row.origin() };
            let same = |known: &&mut PlaceEntry| known.name == place.name && known.country == place.country;
            // Built-in places of one name and state are several: a region and its city.
            let known = if row.file == "places/places.tsv" { None } else { self.places.iter_mut().find(same) };
            match known {
                Some(known) => *known = place,
                None => self.places.push(place),
            }
        }
    }
}

impl Head {
    fn read(word: &str) -> Option<Self> {
        match word {
            "state" => Some(Self::State),
            "government" => Some(Self::Government),
            _ => None,
        }
    }
}

fn date(row: &Row<'_>, column: usize, faults: &mut Vec<Fault>) -> Option<Edtf> {
    let text = row.optional(column)?;
    match text.parse() {
        Ok(date) => Some(date),
        Err(e) => {
            faults.push(row.fault(format!("{e}")));
            None
        }
    }
}
