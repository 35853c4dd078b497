//! What is not wrong with the register but worth knowing: gaps, names that several bear.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chancery_model::Edtf;

use super::Register;
use crate::{Fault, Names, Referent, fold};

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// Nobody is known to hold an office between two terms.
    Gap,
    /// An office of one holder whose last term has ended.
    Vacant,
    /// A term without a beginning.
    NoBeginning,
    /// An office without any term.
    NoHolder,
    /// A person without any office.
    NoOffice,
    /// Two persons of one full name.
    SharedName,
    /// A surname that several persons bear.
    SharedSurname,
    /// A city that a row names and places.tsv does not know.
    UnknownCity,
}

impl RemarkKind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Gap,
        Self::Vacant,
        Self::NoBeginning,
        Self::NoHolder,
        Self::NoOffice,
        Self::SharedName,
        Self::SharedSurname,
        Self::UnknownCity,
    ];
}

impl fmt::Display for RemarkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gap => "gaps between terms",
            Self::Vacant => "vacant offices",
            Self::NoBeginning => "terms without a beginning",
            Self::NoHolder => "offices without a holder",
            Self::NoOffice => "persons without an office",
            Self::SharedName => "full names of several persons",
            Self::SharedSurname => "surnames of several persons",
            Self::UnknownCity => "cities that are no place",
        })
    }
}

/// One remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// Where and what.
    pub at: Fault,
}

impl Register {
    /// All remarks, by kind, then in the order of ids and names.
    #[must_use]
    pub fn remarks(&self, names: &Names) -> Vec<Remark> {
        let mut found = Vec::new();
        self.remark_terms(&mut found);
        self.remark_offices(&mut found);
        self.remark_names(names, &mut found);
        self.remark_cities(&mut found);
        found.sort_by_key(|r| r.kind);
        found
    }

    fn remark_terms(&self, found: &mut Vec<Remark>) {
        for office in self.offices.values().filter(|o| o.single) {
            let terms = self.in_order(&office.id);
            for pair in terms.windows(2) {
                let ended = pair[0].to.and_then(Edtf::last_day);
                let begun = pair[1].from.and_then(Edtf::first_day);
                let (Some(ended), Some(begun)) = (ended, begun) else { continue };
                let days = ended.until(begun).map_or(0, |span| span.get_days());
                if days > 1 {
                    let message =
                        format!("`{}`: {} days without a holder from {ended} to {begun}", office.id, days - 1);
                    found.push(Remark { kind: RemarkKind::Gap, at: pair[1].origin.fault(message) });
                }
            }
            let ends = terms.iter().map(|t| t.to.and_then(Edtf::last_day));
            if let Some(Some(end)) = ends.max_by_key(|end| (end.is_none(), *end)) {
                let message = format!("`{}`: nobody since {end}", office.id);
                found.push(Remark { kind: RemarkKind::Vacant, at: office.origin.fault(message) });
            }
        }
        for term in self.holders.iter().filter(|t| t.from.is_none()) {
            let message = format!("`{}`: the term of `{}` has no beginning", term.office, term.person);
            found.push(Remark { kind: RemarkKind::NoBeginning, at: term.origin.fault(message) });
        }
    }

    fn remark_offices(&self, found: &mut Vec<Remark>) {
        for office in self.offices.values().filter(|o| self.terms_in(&o.id).next().is_none()) {
            let message = format!("`{}`: no term of it is known", office.id);
            found.push(Remark { kind: RemarkKind::NoHolder, at: office.origin.fault(message) });
        }
        for person in self.persons.values().filter(|p| self.terms_of(&p.id).next().is_none()) {
            let message = format!("`{}` holds no office", person.id);
            found.push(Remark { kind: RemarkKind::NoOffice, at: person.origin.fault(message) });
        }
    }

    fn remark_names(&self, names: &Names, found: &mut Vec<Remark>) {
        let mut told: BTreeMap<(RemarkKind, String), BTreeSet<&str>> = BTreeMap::new();
        for person in self.persons.values() {
            for form in std::iter::once(&person.name).chain(&person.aliases) {
                let last = form.rsplit(' ').next().unwrap_or(form);
                for name in [form.as_str(), last] {
                    for referent in names.referents(name) {
                        let (kind, id) = match referent {
                            Referent::Person(id) => (RemarkKind::SharedName, id),
                            Referent::Surname(id) => (RemarkKind::SharedSurname, id),
                            _ => continue,
                        };
                        told.entry((kind, fold(name))).or_default().insert(id);
                    }
                }
            }
        }
        for ((kind, name), ids) in told.iter().filter(|(_, ids)| ids.len() > 1) {
            let Some(person) = ids.first().and_then(|id| self.persons.get(*id)) else { continue };
            let ids: Vec<&str> = ids.iter().copied().collect();
            let message = format!("“{name}” may be {}", ids.join(", "));
            found.push(Remark { kind: *kind, at: person.origin.fault(message) });
        }
    }

    fn remark_cities(&self, found: &mut Vec<Remark>) {
        let places = self.places.iter().flat_map(|p| std::iter::once(&p.name).chain(&p.aliases));
        let known: BTreeSet<&String> = places.collect();
        let capitals = self.states.values().map(|s| (&s.capital, &s.origin));
        let seats = self.organisations.values().map(|o| (&o.seat, &o.origin));
        let cities = self.seats.iter().map(|s| (&s.city, &s.origin));
        let venues = self.places.iter().map(|p| (&p.city, &p.origin));
        for (city, origin) in capitals.chain(seats).chain(cities).chain(venues) {
            let Some(city) = city.as_ref().filter(|city| !known.contains(city)) else { continue };
            let message = format!("`{city}` is no place of places/places.tsv");
            found.push(Remark { kind: RemarkKind::UnknownCity, at: origin.fault(message) });
        }
    }
}
