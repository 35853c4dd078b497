//! Who and what there is: states, organisations, persons, offices and their holders, seats, places.

mod find;
mod folder;
mod read;
mod remarks;
mod spot;
mod terms;

use std::collections::BTreeMap;

use chancery_model::{Day, Edtf};

pub use self::find::Found;
pub(crate) use self::folder::Folder;
pub use self::remarks::{Remark, RemarkKind};
pub use self::spot::{Spot, SpotKind};
use crate::Origin;

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
    /// First day, of a state that no longer is.
    pub from: Option<Edtf>,
    /// Last day, of a state that no longer is.
    pub to: Option<Edtf>,
    /// Where the row stands.
    pub origin: Origin,
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
    /// Where the row stands.
    pub origin: Origin,
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
    /// Whether the surname alone may stand for the person.
    pub by_surname: bool,
    /// Where the row stands.
    pub origin: Origin,
}

/// What the holder of an office is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    /// The state: president, king, emir.
    State,
    /// The government: prime minister, chancellor, and many a president.
    Government,
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
    /// What its holder is the head of: the state, its government, both or neither.
    pub heads: Vec<Head>,
    /// Whether one person at a time holds it.
    pub single: bool,
    /// Where the row stands.
    pub origin: Origin,
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
    /// Where the row stands.
    pub origin: Origin,
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
    /// Where the row stands.
    pub origin: Origin,
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
    /// Where the row stands.
    pub origin: Origin,
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
    /// Words for a state or body that a report has named, and those they may stand for: ids, `state` or `group`.
    pub descriptions: BTreeMap<String, Vec<String>>,
    /// Where places lie, by name and state.
    spots: BTreeMap<(String, Option<String>), Spot>,
    /// Terms by person.
    terms: BTreeMap<String, Vec<usize>>,
    /// Terms by office.
    by_office: BTreeMap<String, Vec<usize>>,
}

impl Register {
    /// Whether `id` names a state or an organisation.
    #[must_use]
    pub fn has_actor(&self, id: &str) -> bool {
        self.states.contains_key(id) || self.organisations.contains_key(id)
    }

    /// Whether a state or body may be called so once it is named: NATO "the alliance".
    #[must_use]
    pub fn is_described(&self, id: &str, word: &str) -> bool {
        let group = || self.organisations.get(id).is_some_and(|o| o.kind == "group");
        let fits = |of: &String| match of.as_str() {
            "state" => self.states.contains_key(id),
            "group" => group(),
            other => other == id,
        };
        self.descriptions.get(word).is_some_and(|of| of.iter().any(fits))
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

    /// The terms of one office, in order of the file.
    pub fn terms_in<'a>(&'a self, office: &str) -> impl Iterator<Item = &'a Holder> {
        self.by_office.get(office).into_iter().flatten().map(|i| &self.holders[*i])
    }

    /// The offices of a state or organisation.
    pub fn offices_of<'a>(&'a self, actor: &'a str) -> impl Iterator<Item = &'a Office> {
        self.offices.values().filter(move |o| o.actor == actor)
    }

    /// Whoever held, on a day, an office of this actor that goes by `called` ("president", "leader"):
    /// each person once, by id.
    #[must_use]
    pub fn in_office<'a>(&'a self, actor: &str, called: &str, day: Day) -> Vec<&'a Person> {
        let offices = self.offices.values().filter(|o| o.actor == actor && o.is_called(called));
        let terms = offices.flat_map(|o| self.terms_in(&o.id)).filter(|t| t.on(day));
        let mut persons: Vec<&Person> = terms.filter_map(|t| self.persons.get(&t.person)).collect();
        persons.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        persons.dedup_by(|a, b| a.id == b.id);
        persons
    }
}

impl Office {
    /// Whether it goes by this title or short form, whatever the capitals.
    #[must_use]
    pub fn is_called(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.title.to_lowercase() == words || self.aliases.iter().any(|a| a.to_lowercase() == words)
    }
}
