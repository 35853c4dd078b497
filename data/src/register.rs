//! Who and what there is: states, organisations, persons, offices and their holders, seats, places.

use std::collections::BTreeMap;

use chancery_model::{Day, Edtf};

use crate::Fault;
use crate::table::{Row, Table};

/// A state, present or former.
#[derive(Clone, Debug)]
pub struct State {
    /// ISO 3166 alpha-2, lower case.
    pub id: String,
    /// Usual English name.
    pub name: String,
    /// Official English name.
    pub long: String,
    /// Other names and abbreviations as they stand in text.
    pub aliases: Vec<String>,
    /// Adjectives and nouns for its nationals.
    pub demonyms: Vec<String>,
    /// Seat of government.
    pub capital: Option<String>,
}

/// An organisation, an armed group or a vague group of states.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Slug.
    pub id: String,
    /// Usual English name.
    pub name: String,
    /// Other names and abbreviations.
    pub aliases: Vec<String>,
    /// `organisation`, `group` or `collective` (a vague group such as "European leaders").
    pub kind: String,
    /// City it sits in.
    pub seat: Option<String>,
    /// States that belong to it, where membership matters.
    pub members: Vec<String>,
}

/// Grammatical gender of the pronouns used for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// she
    Female,
    /// he
    Male,
}

impl Gender {
    pub(crate) fn read(text: &str) -> Option<Self> {
        match text {
            "f" => Some(Self::Female),
            "m" => Some(Self::Male),
            _ => None,
        }
    }
}

/// A person of public life.
#[derive(Clone, Debug)]
pub struct Person {
    /// Slug of the name.
    pub id: String,
    /// Usual full name.
    pub name: String,
    /// Other spellings, longer and shorter forms.
    pub aliases: Vec<String>,
    /// Gender, where known.
    pub gender: Option<Gender>,
    /// The state the person mostly acts for.
    pub state: Option<String>,
}

/// An office of a state or organisation.
#[derive(Clone, Debug)]
pub struct Office {
    /// `ua/president`
    pub id: String,
    /// The state or organisation it serves.
    pub actor: String,
    /// `President of Ukraine`
    pub title: String,
    /// Short forms in text, lower case except for abbreviations.
    pub aliases: Vec<String>,
}

/// Somebody's time in an office.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Office id.
    pub office: String,
    /// Person id.
    pub person: String,
    /// First day, as far as known.
    pub from: Option<Edtf>,
    /// Last day; `None` while in office, or where unknown.
    pub to: Option<Edtf>,
}

impl Holder {
    /// Whether the office was held on `day`, as far as the dates tell.
    #[must_use]
    pub fn on(&self, day: Day) -> bool {
        let begun = self.from.and_then(Edtf::first_day).is_none_or(|from| from <= day);
        let ended = self.to.and_then(Edtf::last_day).is_some_and(|to| to < day);
        begun && !ended
    }
}

/// Words that stand for a government or organisation and for the place where it sits.
#[derive(Clone, Debug)]
pub struct Seat {
    /// `Downing Street`
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// The state or organisation it stands for, where it stands for one.
    pub actor: Option<String>,
    /// The city it lies in.
    pub city: Option<String>,
}

/// A place.
#[derive(Clone, Debug)]
pub struct PlaceEntry {
    /// Usual English name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// State it lies in, where in one.
    pub country: Option<String>,
    /// `city`, `region`, `venue` or `area`.
    pub kind: String,
    /// The city of a venue.
    pub city: Option<String>,
}

/// The register. Rows keep the order of their files; look-ups are by id.
#[derive(Debug, Default)]
pub struct Register {
    /// All states.
    pub states: BTreeMap<String, State>,
    /// All organisations, groups and collectives.
    pub organisations: BTreeMap<String, Organisation>,
    /// All persons.
    pub persons: BTreeMap<String, Person>,
    /// All offices.
    pub offices: BTreeMap<String, Office>,
    /// All terms of office.
    pub holders: Vec<Holder>,
    /// All seats.
    pub seats: Vec<Seat>,
    /// All places.
    pub places: Vec<PlaceEntry>,
    terms: BTreeMap<String, Vec<usize>>,
}

impl Register {
    pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Self {
        let mut register = Self::default();
        let columns = ["id", "name", "long", "aliases", "demonyms", "capital", "from", "to"];
        for row in Table::read(files, "register/states.tsv", &columns, 1, faults).rows() {
            let (id, name, long) = (row.text(0), row.text(1), row.text(2));
            let state = State { id, name, long, aliases: row.list(3), demonyms: row.list(4), capital: row.optional(5) };
            register.states.insert(state.id.clone(), state);
        }
        let columns = ["id", "name", "aliases", "kind", "seat", "members"];
        for row in Table::read(files, "register/organisations.tsv", &columns, 1, faults).rows() {
            let (id, name, aliases, kind, seat) = (row.text(0), row.text(1), row.list(2), row.text(3), row.optional(4));
            if !["organisation", "group", "collective"].contains(&kind.as_str()) {
                faults.push(row.fault(format!("`{kind}` is no kind of organisation")));
            }
            for member in row.list(5).iter().filter(|m| !register.states.contains_key(*m)) {
                faults.push(row.fault(format!("the member `{member}` is no state of register/states.tsv")));
            }
            let members = row.list(5);
            register.organisations.insert(id.clone(), Organisation { id, name, aliases, kind, seat, members });
        }
        let columns = ["id", "name", "aliases", "gender", "state"];
        for row in Table::read(files, "register/persons.tsv", &columns, 1, faults).rows() {
            let (id, name, aliases, state) = (row.text(0), row.text(1), row.list(2), row.optional(4));
            if let Some(state) = state.as_ref().filter(|s| !register.has_actor(s)) {
                faults.push(row.fault(format!("`{state}` is no state or organisation of the register")));
            }
            let gender = Gender::read(&row.text(3));
            register.persons.insert(id.clone(), Person { id, name, aliases, gender, state });
        }
        register.read_offices(files, faults);
        register.read_places(files, faults);
        register
    }

    fn read_offices(&mut self, files: &[(&str, &str)], faults: &mut Vec<Fault>) {
        let columns = ["id", "actor", "title", "aliases"];
        for row in Table::read(files, "register/offices.tsv", &columns, 1, faults).rows() {
            let (id, actor, title, aliases) = (row.text(0), row.text(1), row.text(2), row.list(3));
            if !self.has_actor(&actor) {
                faults.push(row.fault(format!("`{actor}` is no state or organisation of the register")));
            }
            self.offices.insert(id.clone(), Office { id, actor, title, aliases });
        }
        let columns = ["office", "person", "from", "to"];
        for row in Table::read(files, "register/holders.tsv", &columns, 0, faults).rows() {
            let (office, person) = (row.text(0), row.text(1));
            if !self.offices.contains_key(&office) {
                faults.push(row.fault(format!("`{office}` is no office of register/offices.tsv")));
            }
            if !self.persons.contains_key(&person) {
                faults.push(row.fault(format!("`{person}` is no person of register/persons.tsv")));
            }
            let (from, to) = (date(&row, 2, faults), date(&row, 3, faults));
            self.terms.entry(person.clone()).or_default().push(self.holders.len());
            self.holders.push(Holder { office, person, from, to });
        }
    }

    fn read_places(&mut self, files: &[(&str, &str)], faults: &mut Vec<Fault>) {
        let columns = ["name", "aliases", "actor", "city"];
        for row in Table::read(files, "register/seats.tsv", &columns, 1, faults).rows() {
            let actor = row.optional(2);
            if let Some(actor) = actor.as_ref().filter(|a| !self.has_actor(a)) {
                faults.push(row.fault(format!("`{actor}` is no state or organisation of the register")));
            }
            self.seats.push(Seat { name: row.text(0), aliases: row.list(1), actor, city: row.optional(3) });
        }
        let columns = ["name", "aliases", "country", "kind", "city"];
        for row in Table::read(files, "places/places.tsv", &columns, 0, faults).rows() {
            let (country, kind) = (row.optional(2), row.text(3));
            if let Some(country) = country.as_ref().filter(|c| !self.states.contains_key(*c)) {
                faults.push(row.fault(format!("`{country}` is no state of register/states.tsv")));
            }
            if !["city", "region", "venue", "area"].contains(&kind.as_str()) {
                faults.push(row.fault(format!("`{kind}` is no kind of place")));
            }
            self.places.push(PlaceEntry {
                name: row.text(0),
                aliases: row.list(1),
                country,
                kind,
                city: row.optional(4),
            });
        }
    }

    /// Whether `id` names a state or an organisation.
    #[must_use]
    pub fn has_actor(&self, id: &str) -> bool {
        self.states.contains_key(id) || self.organisations.contains_key(id)
    }

    /// The usual name of a state or organisation.
    #[must_use]
    pub fn actor_name(&self, id: &str) -> Option<&str> {
        self.states.get(id).map(|s| &*s.name).or_else(|| self.organisations.get(id).map(|o| &*o.name))
    }

    /// The terms of office of a person, in order of the file.
    pub fn terms_of<'a>(&'a self, person: &str) -> impl Iterator<Item = &'a Holder> {
        self.terms.get(person).into_iter().flatten().map(|i| &self.holders[*i])
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
