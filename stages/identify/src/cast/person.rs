//! Persons: by full name, by surname with whatever title, state and date tell, by office.

use std::collections::BTreeSet;

use chancery_data::{Gender, Referent, fold};
use chancery_model::{Actor, ActorId, ActorKind, ByteSpan, Edtf, Name, NameKind};

use super::{Cast, Figure, Known};
use crate::name::{alike, capitalised, distance, is_whole, one_line, surname};
use crate::syntax::Lead;

/// What the words beside a name tell of its bearer.
#[derive(Clone, Copy)]
pub(super) struct Told<'t> {
    /// "president", lower case.
    pub(super) title: Option<&'t str>,
    /// Whom the bearer serves.
    pub(super) served: Option<&'t Actor>,
    pub(super) gender: Option<Gender>,
}

impl<'a> Cast<'a> {
    /// The figure a person's name stands for, met now or before.
    pub(super) fn person(&mut self, name: ByteSpan, title: Option<ByteSpan>, of: Option<ByteSpan>) -> usize {
        let text = self.words(name);
        let beside = of.and_then(|span| self.serves(span)).or_else(|| self.told_beside(name));
        let served = beside.or_else(|| self.served_by_leading(name));
        let title = title.map(|t| self.words(t).to_lowercase());
        let whole = is_whole(&self.data.lexicon, text);
        let told = Told { title: title.as_deref(), served: served.as_ref(), gender: self.address(name) };
        let suited = self.met_as(text, Some(told));
        let registered = if suited.is_some() && !whole { None } else { self.registered(text, told) };
        let index = match (suited, &registered) {
            (_, Some(id)) => self.figures.iter().position(|f| f.known.actor.id.0 == *id).or(suited),
            // One who bears the name but not the title may still be meant, where nobody else is known.
            (None, None) => {
                self.met_as(text, Some(Told { title: None, served: None, ..told })).or_else(|| self.met_misspelt(text))
            }
            (suited, None) => suited,
        };
        let index = index.unwrap_or_else(|| {
            self.figures.push(self.figure(text, registered.as_deref()));
            self.figures.len() - 1
        });
        let gender = self.gender_told(name, title.as_deref());
        let figure = &mut self.figures[index];
        figure.gender = figure.gender.or(gender);
        figure.bare |= !whole && title.is_none() && told.gender.is_none();
        if let Some(title) = title {
            figure.told.insert(title);
        }
        let undated = self.day.is_none() && served.as_ref().is_some_and(|body| self.has_served(index, body));
        let figure = &mut self.figures[index];
        if figure.known.acts_for.is_none() || undated {
            figure.known.acts_for = served;
        }
        index
    }

    /// Whether a figure ever held an office of a state or body.
    fn has_served(&self, figure: usize, body: &Actor) -> bool {
        let register = &self.data.register;
        let mut terms = register.terms_of(&self.figures[figure].known.actor.id.0);
        terms.any(|t| register.offices.get(&t.office).is_some_and(|office| office.actor == body.id.0))
    }

    /// The figure met before that bears a name. Of two who share a surname, the one whom the report has called by it
    /// alone, then the one named last; before any is named, the first to come.
    pub(super) fn met(&self, text: &str) -> Option<usize> {
        self.met_as(text, None)
    }

    /// The same among those whom what is told beside the name suits.
    fn met_as(&self, text: &str, told: Option<Told<'_>>) -> Option<usize> {
        let last = surname(&self.data.lexicon, text);
        let folded = fold(text);
        let whole = is_whole(&self.data.lexicon, text);
        // "Al" and "Sheikh" call nobody.
        let calls = last.len() > 2 && self.data.lexicon.phrase("honorifics", &[&last]).is_none();
        let bears =
            |f: &Figure| if whole { f.name == folded } else { f.surname == last || calls && is_last_word(f, &last) };
        let suits = |f: &Figure| whole || told.is_none_or(|told| self.suits(f, told));
        let bearers = self.figures.iter().enumerate().filter(|(_, f)| bears(f) && suits(f));
        bearers.max_by_key(|(i, f)| (!whole && f.bare, f.seen, std::cmp::Reverse(*i))).map(|(i, _)| i)
    }

    /// The figure whose surname a bare name is, or misspells by one letter.
    pub(super) fn met_misspelt(&self, text: &str) -> Option<usize> {
        const SHORTEST: usize = 6;
        let last = fold(text);
        if last.contains(' ') || last.chars().count() < SHORTEST {
            return None;
        }
        let near = |f: &Figure| f.surname.chars().next() == last.chars().next() && distance(&f.surname, &last) <= 1;
        self.figures.iter().position(near)
    }

    /// Whether a figure may be called so: "President Bush" is not Laura Bush, "Mrs Macron" not her husband.
    fn suits(&self, figure: &Figure, told: Told<'_>) -> bool {
        let gender = told.gender.is_none() || figure.gender.is_none() || told.gender == figure.gender;
        let served = match (told.served, &figure.known.acts_for) {
            (Some(served), Some(other)) => served == other,
            _ => true,
        };
        // What the report or the register calls somebody need not be all that he is.
        let unknown = figure.held.is_empty() && figure.told.is_empty();
        let titled = told.title.is_none_or(|title| unknown || self.bears(figure, title) || !self.is_office(title));
        gender && served && titled
    }

    /// Whether a title is that of a high office, of which the register knows the holders.
    fn is_office(&self, title: &str) -> bool {
        self.is_highest(title) || self.data.lexicon.role(title).is_some_and(|(noun, _)| noun.kind == "minister")
    }

    /// The gender that a form of address before a name tells ("Mrs").
    fn address(&self, name: ByteSpan) -> Option<Gender> {
        let before = self.document.report.text[..name.start()].trim_end();
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
        let is = |class: &str| self.data.lexicon.phrase(class, &[&word]).is_some();
        if is("her-address") {
            Some(Gender::Female)
        } else if is("his-address") {
            Some(Gender::Male)
        } else {
            None
        }
    }

    /// The gender that the title before a name tells, or the role beside it: "the spokeswoman, Ann Lee".
    fn gender_told(&self, name: ByteSpan, title: Option<&str>) -> Option<Gender> {
        let lead = Lead::of(self.document, name)?;
        let whole = lead.head().filter(|_| lead.relation() == "appos");
        let beside = lead.dependents().filter(|d| d.relation() == "appos").chain(whole).map(|noun| noun.lemma());
        let title = title.and_then(|title| title.rsplit(' ').next()).map(str::to_owned);
        let told = |word: String| {
            let is = |class: &str| self.data.lexicon.phrase(class, &[&word]).is_some();
            if is("her-role") { Some(Gender::Female) } else { is("his-role").then_some(Gender::Male) }
        };
        beside.chain(title).find_map(told)
    }

    /// Whom the words beside a name say that its bearer serves: "Jaan Tamm, an adviser to the Estonian government".
    fn told_beside(&mut self, name: ByteSpan) -> Option<Actor> {
        let lead = Lead::of(self.document, name)?;
        let beside = lead.dependents().filter(|d| d.relation() == "appos");
        // "the Dutch envoy Pieter Mulder"
        let whole = lead.head().filter(|_| matches!(lead.relation(), "appos" | "flat" | "nmod:desc"));
        let role = beside.chain(whole).find(|noun| self.data.lexicon.role(&noun.lemma()).is_some())?;
        let phrase = role.phrase_alone();
        let inside = |n: &&Name| phrase.contains(n.span) && n.span != name && n.kind != NameKind::Other;
        let names: Vec<Name> = self.document.names.iter().filter(inside).copied().collect();
        // "ambassador to Canada" serves another.
        let of = names.into_iter().find(|n| {
            let case = Lead::of(self.document, n.span).and_then(|lead| lead.case());
            case.is_none_or(|case| self.data.lexicon.phrase("serving", &[&case]).is_some())
        })?;
        let open = Told { title: None, served: None, gender: None };
        let text = self.words(of.span);
        if of.kind == NameKind::Person && self.met(text).is_none() && self.registered(text, open).is_none() {
            return None;
        }
        if self.asked.contains(&of.span) {
            return None;
        }
        self.asked.push(name);
        let served = self.serves(of.span);
        self.asked.pop();
        served
    }

    /// Who bears a person's name that no mention holds: somebody met in the report, or known to the register.
    pub(crate) fn known_person(&self, name: ByteSpan) -> Option<Actor> {
        let text = self.words(name);
        if let Some(figure) = self.met(text) {
            return Some(self.figures[figure].known.actor.clone());
        }
        let id = self.registered(text, Told { title: None, served: None, gender: self.address(name) })?;
        let person = self.data.register.persons.get(&id)?;
        Some(Actor { id: ActorId(id), kind: ActorKind::Person, name: person.name.clone() })
    }

    pub(super) fn figure(&self, text: &str, registered: Option<&str>) -> Figure {
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
                bare: false,
                told: BTreeSet::new(),
                held: BTreeSet::new(),
            };
        };
        let office = self.office_of(&person.id);
        let acts_for = office
            .and_then(|o| self.data.register.offices.get(o))
            .map(|o| o.actor.clone())
            .or_else(|| self.served_of_late(&person.id))
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
            bare: false,
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

    /// Whom a person named in a report without a day serves: in the office that is his still, else in all offices he
    /// ever held, where that is one; a secretary-general speaks for no state.
    fn served_of_late(&self, person: &str) -> Option<String> {
        if self.day.is_some() {
            return None;
        }
        let register = &self.data.register;
        let served = |lasting: bool| {
            let terms = register.terms_of(person).filter(move |t| !lasting || t.to.is_none());
            terms.filter_map(|t| Some(&register.offices.get(&t.office)?.actor)).collect::<BTreeSet<_>>()
        };
        let sole = |served: BTreeSet<&String>| served.first().filter(|_| served.len() == 1).map(|id| (*id).clone());
        sole(served(true)).or_else(|| sole(served(false)))
    }

    /// The register's person for a name: by full name, else by surname with whatever title, state
    /// and date tell of the bearer. Where two fit alike, nobody.
    pub(super) fn registered(&self, text: &str, told: Told<'_>) -> Option<String> {
        let whole = is_whole(&self.data.lexicon, text);
        // "Gordon Brown, our correspondent in Lima"
        if told.title.is_some_and(|title| self.data.lexicon.role(title).is_some_and(|(role, _)| role.kind == "press")) {
            return None;
        }
        let full: BTreeSet<&String> = self
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
        let full: Vec<&String> = full.into_iter().collect();
        if let [one] = full[..]
            && whole
        {
            let known = self.is_of_the_day(one) || self.fitness(one, told) > 0;
            return known.then(|| one.clone());
        }
        // "Kishida Fumio"
        let turned = text.split_once(' ').map(|(first, last)| format!("{last} {first}"));
        let turned = turned.filter(|turned| full.is_empty() && turned.split(' ').count() == 2);
        let turned = turned.map(|turned| self.data.names.referents(&turned)).unwrap_or_default();
        if let [Referent::Person(id)] = turned[..] {
            return Some(id.clone());
        }
        let near = full.is_empty() && whole;
        let mut candidates: Vec<&String> = if near { self.by_near_name(text) } else { full };
        let gender = |id: &&String| self.data.register.persons.get(*id).and_then(|p| p.gender);
        candidates.retain(|id| told.gender.is_none() || gender(id).is_none() || gender(id) == told.gender);
        let mut scored: Vec<(i32, &String)> = candidates.into_iter().map(|id| (self.fitness(id, told), id)).collect();
        scored.sort_by(|a, b| b.cmp(a));
        match scored[..] {
            [(score, id)] if score > 0 || whole && !near => Some(id.clone()),
            [(first, id), (second, _), ..] if first > second && first > 0 => Some(id.clone()),
            _ => None,
        }
    }

    /// Persons with the same surname and a given name that differs only in spelling.
    fn by_near_name(&self, text: &str) -> Vec<&'a String> {
        // A son is told from his father by nothing else.
        if text.ends_with("Jr.") || text.ends_with("Jr") || text.ends_with("Sr.") {
            return Vec::new();
        }
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

    /// Whether a person of the register may be in the news on the day of the report: somebody who left his last
    /// office long before shares his name with the living.
    fn is_of_the_day(&self, person: &str) -> bool {
        const YEARS: i16 = 25;
        let Some(day) = self.day else { return true };
        let last = self.data.register.terms_of(person).map(|term| term.to.and_then(Edtf::last_day));
        let mut known = last.peekable();
        known.peek().is_none() || known.any(|to| to.is_none_or(|to| to.year() + YEARS >= day.year()))
    }

    /// How well a person of the register fits a title, a state and the day of the report.
    fn fitness(&self, person: &str, Told { title, served, .. }: Told<'_>) -> i32 {
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
            // A former president goes by the bare surname for some years more.
            let highest = office.is_some_and(|o| o.aliases.iter().any(|a| self.is_highest(a)));
            let named = office.is_some_and(|o| self.states.contains(o.actor.as_str()))
                || state.is_some_and(|s| self.states.contains(s));
            let leads = highest && (now || named && self.is_recent(term.to));
            // Others go by the bare surname only where the report speaks of those they act for.
            let now = now && (highest || named || titled || served.is_some() || self.states.is_empty());
            i32::from(titled && now) * 3 + i32::from(titled) + i32::from(now) * 2 + i32::from(leads)
        });
        score += fits.max().unwrap_or(0);
        // Of two who fit alike, the one whose state the report speaks of.
        let served =
            |state: &str| self.figures.iter().any(|f| f.known.acts_for.as_ref().is_some_and(|a| a.id.0 == state));
        // That weighs more than the height of the office.
        score + 2 * i32::from(score > 0 && state.is_some_and(|s| self.states.contains(s) || served(s)))
    }

    /// Whether a term ended so short a time before the report that its holder is still spoken of without a title.
    fn is_recent(&self, to: Option<Edtf>) -> bool {
        const YEARS: i16 = 12;
        let (Some(day), Some(last)) = (self.day, to.and_then(Edtf::last_day)) else { return false };
        last < day && last.year() + YEARS >= day.year()
    }

    /// Whether an office is the highest of its state: its holder goes by the bare surname.
    fn is_highest(&self, alias: &str) -> bool {
        let role = self.data.lexicon.role(alias).map(|(noun, _)| noun.kind.as_str());
        matches!(role, Some("head-of-state" | "head-of-government" | "monarch"))
    }
}

fn is_last_word(figure: &Figure, last: &str) -> bool {
    figure.name.contains(' ') && figure.name.split(' ').any(|w| w == last)
}
