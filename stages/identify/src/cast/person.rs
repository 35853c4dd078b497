//! Persons: by full name, by surname with whatever title, state and date tell, by office.

use std::collections::BTreeSet;

use chancery_data::{Referent, fold};
use chancery_model::{Actor, ActorId, ActorKind, ByteSpan};

use super::{Cast, Figure, Known};
use crate::name::{alike, capitalised, one_line, surname};

impl<'a> Cast<'a> {
    /// The figure a person's name stands for, met now or before.
    pub(super) fn person(&mut self, name: ByteSpan, title: Option<ByteSpan>, of: Option<ByteSpan>) -> usize {
        let text = self.words(name);
        let served = of.and_then(|span| self.serves(span));
        let title = title.map(|t| self.words(t).to_lowercase());
        let last = surname(&self.data.lexicon, text);
        let whole = text.contains(char::is_whitespace);
        let folded = fold(text);
        let bears = |f: &Figure| if whole { f.name == folded } else { f.surname == last || is_last_word(f, &last) };
        // Of two who share a surname, the one named last is meant; before that, the first to come.
        let bearers = self.figures.iter().enumerate().filter(|(_, f)| bears(f));
        let found = bearers.max_by_key(|(i, f)| (f.seen, std::cmp::Reverse(*i))).map(|(i, _)| i);
        let registered =
            if found.is_some() && !whole { None } else { self.registered(text, title.as_deref(), served.as_ref()) };
        let index = match (found, &registered) {
            (_, Some(id)) => self.figures.iter().position(|f| f.known.actor.id.0 == *id).or(found),
            (found, None) => found,
        };
        let index = index.unwrap_or_else(|| {
            self.figures.push(self.figure(text, registered.as_deref()));
            self.figures.len() - 1
        });
        let figure = &mut self.figures[index];
        if let Some(title) = title {
            figure.told.insert(title);
        }
        if figure.known.acts_for.is_none() {
            figure.known.acts_for = served;
        }
        index
    }

    fn figure(&self, text: &str, registered: Option<&str>) -> Figure {
        let Some(person) = registered.and_then(|id| self.data.register.persons.get(id)) else {
            let first = text.split_whitespace().next().unwrap_or("");
            let actor =
                Actor { id: ActorId(format!("name:{}", fold(text))), kind: ActorKind::Person, name: one_line(text) };
            return Figure {
                known: Known {
                    actor, acts_for: None, office: None, step: format!("“{text}” is not in the register")
                },
                gender: self.data.lexicon.given_name(first).flatten(),
                name: fold(text),
                surname: surname(&self.data.lexicon, text),
                seen: 0,
                told: BTreeSet::new(),
                held: BTreeSet::new(),
            };
        };
        let office = self.office_of(&person.id);
        let acts_for = office
            .and_then(|o| self.data.register.offices.get(o))
            .map(|o| o.actor.clone())
            .or_else(|| person.state.clone());
        let mut held = BTreeSet::new();
        for term in self.data.register.terms_of(&person.id).filter(|t| self.day.is_none_or(|day| t.on(day))) {
            if let Some(office) = self.data.register.offices.get(&term.office) {
                held.extend(office.aliases.iter().map(|a| a.to_lowercase()));
            }
        }
        let actor = Actor { id: ActorId(person.id.clone()), kind: ActorKind::Person, name: person.name.clone() };
        Figure {
            known: Known {
                actor,
                acts_for: acts_for.and_then(|id| self.actor(&id)),
                office: office.and_then(|o| self.data.register.offices.get(o)).map(|o| o.title.clone()),
                step: format!("“{text}” is {} of the register", person.name),
            },
            gender: person.gender,
            name: fold(&person.name),
            surname: surname(&self.data.lexicon, text),
            seen: 0,
            told: BTreeSet::new(),
            held,
        }
    }

    /// The office that a person held on the day of the report; without a day, none.
    fn office_of(&self, person: &str) -> Option<&str> {
        let day = self.day?;
        let register = &self.data.register;
        let state = register.persons.get(person).and_then(|p| p.state.as_ref());
        let own = |office: &str| register.offices.get(office).is_some_and(|o| Some(&o.actor) == state);
        let held: Vec<&str> = register.terms_of(person).filter(|t| t.on(day)).map(|t| t.office.as_str()).collect();
        held.iter().copied().find(|o| own(o)).or(held.first().copied())
    }

    /// The register's person for a name: by full name, else by surname with whatever title, state
    /// and date tell of the bearer. Where two fit alike, nobody.
    fn registered(&self, text: &str, title: Option<&str>, served: Option<&Actor>) -> Option<String> {
        let whole = text.contains(char::is_whitespace);
        let full: Vec<&String> = self
            .data
            .names
            .referents(text)
            .into_iter()
            .filter_map(|r| match r {
                Referent::Person(id) => Some(id),
                Referent::Surname(id) if !whole => Some(id),
                _ => None,
            })
            .collect();
        if let [one] = full[..]
            && whole
        {
            return Some(one.clone());
        }
        let near = full.is_empty() && whole;
        let candidates: Vec<&String> = if near { self.by_near_name(text) } else { full };
        let mut scored: Vec<(i32, &String)> =
            candidates.into_iter().map(|id| (self.fitness(id, title, served), id)).collect();
        scored.sort_by(|a, b| b.cmp(a));
        match scored[..] {
            [(score, id)] if score > 0 || whole && !near => Some(id.clone()),
            [(first, id), (second, _), ..] if first > second && first > 0 => Some(id.clone()),
            _ => None,
        }
    }

    /// Persons with the same surname and a given name that differs only in spelling.
    fn by_near_name(&self, text: &str) -> Vec<&'a String> {
        let given = fold(text.split_whitespace().next().unwrap_or(""));
        let last = surname(&self.data.lexicon, text);
        let mut near: Vec<&String> = self
            .data
            .names
            .referents(&capitalised(&last))
            .into_iter()
            .filter_map(|r| match r {
                Referent::Surname(id) => Some(id),
                _ => None,
            })
            .filter(|id| {
                let other = &self.data.register.persons[*id].name;
                let other = fold(other.split_whitespace().next().unwrap_or(""));
                alike(&given, &other)
            })
            .collect();
        near.dedup();
        near
    }

    /// How well a person of the register fits a title, a state and the day of the report.
    fn fitness(&self, person: &str, title: Option<&str>, served: Option<&Actor>) -> i32 {
        let register = &self.data.register;
        let mut score = 0;
        let state = register.persons.get(person).and_then(|p| p.state.as_deref());
        if let (Some(served), Some(state)) = (served, state) {
            score += if served.id.0 == state { 4 } else { -2 };
        }
        let fits = register.terms_of(person).map(|term| {
            let office = register.offices.get(&term.office);
            let called = |a: &String| title.is_some_and(|t| t.contains(&a.to_lowercase()));
            let titled = office.is_some_and(|o| o.aliases.iter().any(called));
            let now = self.day.map_or(term.to.is_none(), |day| term.on(day));
            let leads = now && office.is_some_and(|o| o.aliases.iter().any(|a| self.is_highest(a)));
            i32::from(titled && now) * 3 + i32::from(titled) + i32::from(now) * 2 + i32::from(leads)
        });
        score += fits.max().unwrap_or(0);
        // Of two who fit alike, the one whose state the report speaks of.
        score + i32::from(score > 0 && state.is_some_and(|s| self.states.contains(s)))
    }

    /// Whether an office is the highest of its state: its holder goes by the bare surname.
    fn is_highest(&self, alias: &str) -> bool {
        let role = self.data.lexicon.role(alias).map(|(noun, _)| noun.kind.as_str());
        matches!(role, Some("head-of-state" | "head-of-government" | "monarch"))
    }

    /// Whoever alone held such an office of a state or body on the day of the report: "the Ukrainian
    /// president" in a report that never names him.
    pub(super) fn holder(&mut self, served: &Actor, role: &str) -> Option<usize> {
        let day = self.day?;
        let register = &self.data.register;
        let offices = register.offices.values().filter(|o| o.actor == served.id.0);
        let called: BTreeSet<&str> =
            offices.filter(|o| o.aliases.iter().any(|a| a.to_lowercase() == role)).map(|o| o.id.as_str()).collect();
        let mut holders: Vec<&str> = register
            .holders
            .iter()
            .filter(|h| called.contains(h.office.as_str()) && h.on(day))
            .map(|h| h.person.as_str())
            .collect();
        holders.sort_unstable();
        holders.dedup();
        let [one] = holders[..] else { return None };
        if let Some(i) = self.figures.iter().position(|f| f.known.actor.id.0 == one) {
            return Some(i);
        }
        let name = register.persons.get(one)?.name.clone();
        self.figures.push(self.figure(&name, Some(one)));
        Some(self.figures.len() - 1)
    }
}

fn is_last_word(figure: &Figure, last: &str) -> bool {
    figure.name.contains(' ') && figure.name.split(' ').any(|w| w == last)
}
