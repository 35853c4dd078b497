//! Every name of the register, ready for look-up at a place in a text.
//!
//! Look-up folds case and diacritics, so that "António Costa" and "Antonio Costa" meet, but a
//! name must open with a capital as the register writes it, and abbreviations must match to the
//! letter: "US" is a state, "us" is not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::char::decompose_canonical;

use crate::Register;

/// What a name may stand for. One name may stand for several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Referent {
    /// A state, by name.
    State(String),
    /// The people or things of a state: an adjective or noun of nationality.
    National(String),
    /// An organisation, group or collective.
    Organisation(String),
    /// A person, by full name.
    Person(String),
    /// A person, by surname alone.
    Surname(String),
    /// A place, by its row.
    Place(usize),
    /// The capital of a state: a place that also stands for its government.
    Capital(String),
    /// A seat, by its row.
    Seat(usize),
}

/// The index of names.
#[derive(Debug, Default)]
pub struct Names {
    entries: HashMap<String, Entry>,
    /// For the head of a name, the most tokens that a name with this head has.
    reach: HashMap<String, usize>,
}

/// Whether a name is written as its letters: "MBS", "MbZ".
fn is_initials(name: &str) -> bool {
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    name.len() <= 4 && capitals >= 2 && name.chars().all(char::is_alphabetic)
}

#[derive(Debug, Default)]
struct Entry {
    /// Referents under any capitalisation that opens with a capital.
    folded: BTreeSet<Referent>,
    /// Referents under one spelling only.
    exact: BTreeMap<String, BTreeSet<Referent>>,
}

impl Names {
    pub(crate) fn of(register: &Register) -> Self {
        let mut names = Self::default();
        for state in register.states.values() {
            let forms = [&state.name, &state.long].into_iter().chain(&state.aliases);
            names.put_all(forms, &Referent::State(state.id.clone()));
            names.put_all(&state.demonyms, &Referent::National(state.id.clone()));
            // A capital acts for its government under every spelling that the places know.
            let spellings = register
                .places
                .iter()
                .filter(|p| Some(&p.name) == state.capital.as_ref() && p.country.as_ref() == Some(&state.id))
                .flat_map(|p| &p.aliases);
            names.put_all(state.capital.iter().chain(spellings), &Referent::Capital(state.id.clone()));
        }
        for organisation in register.organisations.values() {
            let forms = std::iter::once(&organisation.name).chain(&organisation.aliases);
            names.put_all(forms, &Referent::Organisation(organisation.id.clone()));
        }
        for (i, seat) in register.seats.iter().enumerate() {
            names.put_all(std::iter::once(&seat.name).chain(&seat.aliases), &Referent::Seat(i));
        }
        for (i, place) in register.places.iter().enumerate() {
            names.put_all(std::iter::once(&place.name).chain(&place.aliases), &Referent::Place(i));
        }
        for person in register.persons.values() {
            for form in std::iter::once(&person.name).chain(&person.aliases) {
                match form.rsplit_once(' ') {
                    Some((_, last)) if !form.starts_with(char::is_lowercase) => {
                        names.put(form, Referent::Person(person.id.clone()));
                        let suffix = last.chars().all(|c| "IVXJrS.".contains(c));
                        if !suffix && person.by_surname {
                            names.put(last, Referent::Surname(person.id.clone()));
                        }
                    }
                    // A name of one word is all there is of it: "Sukarno", "MBS".
                    _ if person.by_surname || *form == person.name || is_initials(form) => {
                        names.put(form, Referent::Surname(person.id.clone()));
                    }
                    _ => {}
                }
            }
        }
        names
    }

    fn put_all<'a>(&mut self, forms: impl IntoIterator<Item = &'a String>, referent: &Referent) {
        for form in forms {
            self.put(form, referent.clone());
        }
    }

    fn put(&mut self, form: &str, referent: Referent) {
        // Phrases open with their article apart from the name.
        let form = form.strip_prefix("the ").or_else(|| form.strip_prefix("The ")).unwrap_or(form);
        let key = key(form);
        let tokens = 2 * form.split([' ', '-', '\'', '’', '.', ',', '&']).count();
        let reach = self.reach.entry(head(&key).to_owned()).or_default();
        *reach = tokens.max(*reach);
        let entry = self.entries.entry(key).or_default();
        let letters = || form.chars().filter(|c| c.is_alphabetic());
        let abbreviation = letters().count() <= 6 && letters().all(char::is_uppercase);
        let lower = form.starts_with(char::is_lowercase);
        if abbreviation || lower {
            entry.exact.entry(form.to_owned()).or_default().insert(referent);
        } else {
            entry.folded.insert(referent);
        }
    }

    /// What `form`, as a whole, may stand for; nothing when the register does not know it.
    #[must_use]
    pub fn referents(&self, form: &str) -> Vec<&Referent> {
        let Some(entry) = self.entries.get(&key(form)) else { return Vec::new() };
        let exact = entry.exact.get(form).into_iter().flatten();
        let folded = if form.starts_with(char::is_lowercase) { None } else { Some(&entry.folded) };
        exact.chain(folded.into_iter().flatten()).collect()
    }

    /// The most tokens that a name opening with this word may take; 0 where none does. The word is
    /// given folded.
    #[must_use]
    pub fn reach(&self, word: &str) -> usize {
        self.reach.get(head(word)).copied().unwrap_or(0)
    }
}

/// What a name is looked up by: folded, a hyphen as good as a blank ("al-Thani", "Al Thani").
fn key(form: &str) -> String {
    fold(form).replace('-', " ")
}

/// The folded letters and digits before the first blank or mark: what a name is first looked up by.
fn head(folded: &str) -> &str {
    folded.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

/// Folds case, diacritics and curly apostrophes, and blanks to one: the key of look-ups.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' | '‘' | 'ʼ' | '`' => out.push('\''),
            '‑' | '–' => out.push('-'),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'ı' => out.push('i'),
            'đ' | 'Đ' => out.push('d'),
            'æ' | 'Æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => decompose_canonical(c, |d| {
                if !unicode_normalization::char::is_combining_mark(d) {
                    out.extend(d.to_lowercase());
                }
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_spellings_differ_in() {
        assert_eq!(fold("António  COSTA"), "antonio costa");
        assert_eq!(fold("Türkiye’s"), "turkiye's");
        assert_eq!(fold("Lech Wałęsa"), "lech walesa");
    }
}
