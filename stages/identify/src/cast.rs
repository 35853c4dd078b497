//! Who is meant: the people, states and bodies of one report, found out in order of the text.

use std::collections::BTreeSet;

use chancery_data::{Data, Gender, Referent, fold};
use chancery_model::{
    Actor, ActorId, ActorKind, ByteSpan, Day, Document, Edtf, Findings, Mention, MentionForm, NameKind,
};

/// Somebody or something that a mention stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) actor: Actor,
    pub(crate) acts_for: Option<Actor>,
    pub(crate) office: Option<String>,
    /// How it was found out, for `why`.
    pub(crate) step: String,
}

/// A person of the report.
#[derive(Clone, Debug)]
struct Figure {
    known: Known,
    gender: Option<Gender>,
    /// Surname, folded.
    surname: String,
    /// What the report calls the person: "deputy foreign minister".
    told: BTreeSet<String>,
    /// What the register calls the holder of the person's offices: "president", "leader".
    held: BTreeSet<String>,
}

/// A mention already resolved, to be pointed back at.
struct Past {
    sentence: usize,
    quoted: bool,
    /// Whether a word of saying stands beside it.
    speaks: bool,
    whom: Whom,
}

#[derive(Clone, PartialEq)]
enum Whom {
    Figure(usize),
    Body(Actor),
}

/// All mentions of a report, resolved.
pub(crate) struct Cast<'a> {
    data: &'a Data,
    document: &'a Document<'a>,
    /// The day of the report, where known.
    day: Option<Day>,
    /// The states that the report names.
    states: BTreeSet<&'a str>,
    figures: Vec<Figure>,
    past: Vec<Past>,
}

/// How far back, in sentences, a pronoun or a bare title may point.
const REACH: usize = 5;

impl<'a> Cast<'a> {
    /// Resolves every mention, in order of the text: for each, whoever it stands for.
    pub(crate) fn resolve(data: &'a Data, document: &'a Document<'a>, findings: &Findings) -> Vec<Vec<Known>> {
        let day = document.report.published.edtf.and_then(Edtf::first_day);
        let states = states_named(data, document);
        let mut cast = Self { data, document, day, states, figures: Vec::new(), past: Vec::new() };
        let mut order: Vec<usize> = (0..findings.mentions.len()).collect();
        order.sort_by_key(|i| findings.mentions[*i].span);
        cast.meet_full_names(findings, &order);
        let mut resolved = vec![Vec::new(); findings.mentions.len()];
        for i in order {
            resolved[i] = cast.mention(&findings.mentions[i]);
        }
        resolved
    }

    fn words(&self, span: ByteSpan) -> &'a str {
        self.document.text(span)
    }

    /// People told by full name anywhere are known by surname everywhere.
    fn meet_full_names(&mut self, findings: &Findings, order: &[usize]) {
        for i in order {
            if let MentionForm::Name { name, kind: NameKind::Person, title, of } = findings.mentions[*i].form
                && self.words(name).contains(char::is_whitespace)
                && !self.is_author(name)
            {
                self.person(name, title, of);
            }
        }
    }

    fn mention(&mut self, mention: &Mention) -> Vec<Known> {
        let whom = match &mention.form {
            MentionForm::Name { name, kind: NameKind::Person, .. } if self.is_author(*name) => Vec::new(),
            MentionForm::Name { name, kind: NameKind::Person, title, of } => {
                vec![Whom::Figure(self.person(*name, *title, *of))]
            }
            MentionForm::Name { name, .. } => self.body(*name).map(Whom::Body).into_iter().collect(),
            MentionForm::Role { role, of, plural, definite } => {
                self.described(mention, *role, *of, *plural, *definite)
            }
            MentionForm::Pronoun => self.pronoun(mention),
        };
        let quoted = self.document.quotation_at(mention.span).is_some();
        let speaks = !quoted && self.speaks(mention.span);
        let known = whom.iter().map(|w| self.known(w)).collect();
        self.past.extend(whom.into_iter().map(|whom| Past { sentence: mention.sentence, quoted, speaks, whom }));
        known
    }

    /// Whether a name is that of the report's author, who tells of events and takes no part.
    fn is_author(&self, name: ByteSpan) -> bool {
        let byline = self.document.report.byline.as_deref().map(fold);
        let name = fold(self.words(name));
        name.contains(' ') && byline.is_some_and(|b| b.contains(&name))
    }

    /// Whether a word of saying stands beside a mention.
    fn speaks(&self, span: ByteSpan) -> bool {
        let tokens = &self.document.tokens;
        let first = tokens.partition_point(|t| t.span.end() <= span.start());
        let after = tokens.partition_point(|t| t.span.start() < span.end());
        let says = |i: usize| {
            tokens.get(i).is_some_and(|t| {
                self.data.lexicon.phrase("saying", &[&self.words(t.span).to_lowercase()]).is_some()
            })
        };
        let comma = tokens.get(after).is_some_and(|t| self.words(t.span) == ",");
        says(after + usize::from(comma)) || first > 0 && says(first - 1)
    }

    fn known(&self, whom: &Whom) -> Known {
        match whom {
            Whom::Figure(i) => self.figures[*i].known.clone(),
            Whom::Body(actor) => Known {
                actor: actor.clone(),
                acts_for: None,
                office: None,
                step: format!("{} by name or description", actor.name),
            },
        }
    }

    /// The figure a person's name stands for, met now or before.
    fn person(&mut self, name: ByteSpan, title: Option<ByteSpan>, of: Option<ByteSpan>) -> usize {
        let text = self.words(name);
        let served = of.and_then(|span| self.serves(span));
        let title = title.map(|t| self.words(t).to_lowercase());
        let last = surname(text);
        let whole = text.contains(char::is_whitespace);
        let bears = |f: &Figure| {
            if whole { fold(&f.known.actor.name) == fold(text) } else { f.surname == last || is_last_word(f, &last) }
        };
        // Of two who share a surname, the one named last is meant.
        let recent = self.past.iter().rev().find_map(|p| match p.whom {
            Whom::Figure(i) if bears(&self.figures[i]) => Some(i),
            _ => None,
        });
        let found = recent.or_else(|| self.figures.iter().position(bears));
        let registered = if found.is_some() && !whole { None } else { self.registered(text, title.as_deref(), served.as_ref()) };
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
                known: Known { actor, acts_for: None, office: None, step: format!("“{text}” is not in the register") },
                gender: self.data.lexicon.given_name(first).flatten(),
                surname: surname(text),
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
            surname: surname(text),
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
        let candidates: Vec<&String> = if full.is_empty() && whole { self.by_near_name(text) } else { full };
        let mut scored: Vec<(i32, &String)> =
            candidates.into_iter().map(|id| (self.fitness(id, title, served), id)).collect();
        scored.sort_by(|a, b| b.cmp(a));
        match scored[..] {
            [(score, id)] if score > 0 || whole => Some(id.clone()),
            [(first, id), (second, _), ..] if first > second && first > 0 => Some(id.clone()),
            _ => None,
        }
    }

    /// Persons with the same surname and a given name that differs only in spelling.
    fn by_near_name(&self, text: &str) -> Vec<&'a String> {
        let given = fold(text.split_whitespace().next().unwrap_or(""));
        let last = surname(text);
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
            i32::from(titled && now) * 3 + i32::from(titled) + i32::from(now) * 2
        });
        score += fits.max().unwrap_or(0);
        // Of two who fit alike, the one whose state the report speaks of.
        score + i32::from(score > 0 && state.is_some_and(|s| self.states.contains(s)))
    }

    fn actor(&self, id: &str) -> Option<Actor> {
        let register = &self.data.register;
        let kind = match register.organisations.get(id) {
            Some(o) if o.kind == "collective" => ActorKind::Group,
            Some(_) => ActorKind::Organisation,
            None => ActorKind::State,
        };
        Some(Actor { id: ActorId(id.to_owned()), kind, name: register.actor_name(id)?.to_owned() })
    }

    /// The state or body a name stands for.
    fn body(&self, span: ByteSpan) -> Option<Actor> {
        let text = self.words(span);
        let referents = self.data.names.referents(text);
        let id = referents.iter().find_map(|r| match r {
            Referent::State(id) | Referent::National(id) | Referent::Capital(id) | Referent::Organisation(id) => {
                Some(id.clone())
            }
            Referent::Seat(i) => self.data.register.seats[*i].actor.clone(),
            _ => None,
        });
        match id {
            Some(id) => self.actor(&id),
            None if referents.is_empty() => Some(Actor {
                id: ActorId(format!("name:{}", fold(text))),
                kind: ActorKind::Organisation,
                name: one_line(text),
            }),
            None => None,
        }
    }

    /// Whom the bearer of a title serves: a state or body, or that of the person named.
    fn serves(&self, span: ByteSpan) -> Option<Actor> {
        let text = self.words(span);
        if let Some(figure) = self.figures.iter().rev().find(|f| f.surname == surname(text)) {
            return figure.known.acts_for.clone();
        }
        let is_person = self.data.names.referents(text).iter().all(|r| matches!(r, Referent::Person(_) | Referent::Surname(_)));
        if is_person && !self.data.names.referents(text).is_empty() { None } else { self.body(span) }
    }

    /// Whoever alone held such an office of a state or body on the day of the report: "the Ukrainian
    /// president" in a report that never names him.
    fn holder(&mut self, served: &Actor, role: &str) -> Option<usize> {
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

    fn described(
        &mut self,
        mention: &Mention,
        role: ByteSpan,
        of: Option<ByteSpan>,
        plural: bool,
        definite: bool,
    ) -> Vec<Whom> {
        let role = self.words(role).to_lowercase();
        if plural && of.is_none() && definite && self.data.lexicon.phrase("both-sides", &split(&role)).is_some() {
            return self.both_sides(mention.sentence, &role);
        }
        let served = of.and_then(|span| self.serves(span));
        if plural || self.data.lexicon.phrase("bodies", &split(&role)).is_some() {
            return served.map(Whom::Body).into_iter().collect();
        }
        if let Some(served) = served {
            if let Some(i) = self.figures.iter().rposition(|f| f.known.acts_for.as_ref() == Some(&served) && bears(f, &role)) {
                return vec![Whom::Figure(i)];
            }
            let owned = of.is_some_and(|span| self.document.report.text[span.end()..].starts_with(['\'', '’']));
            if (definite || owned) && let Some(i) = self.holder(&served, &role) {
                return vec![Whom::Figure(i)];
            }
            return vec![Whom::Body(served)];
        }
        if definite { self.latest(mention.sentence, |f| bears(f, &role)).into_iter().collect() } else { Vec::new() }
    }

    /// The figure named last, within reach, of which `fits` holds: within a sentence the first
    /// named, which is mostly its subject.
    fn latest(&self, sentence: usize, fits: impl Fn(&Figure) -> bool) -> Option<Whom> {
        let mut best: Option<(usize, &Past)> = None;
        for past in self.past.iter().filter(|p| !p.quoted && p.sentence + REACH >= sentence) {
            let Whom::Figure(i) = past.whom else { continue };
            if fits(&self.figures[i]) && best.is_none_or(|(s, _)| past.sentence > s) {
                best = Some((past.sentence, past));
            }
        }
        best.map(|(_, past)| past.whom.clone())
    }

    fn pronoun(&self, mention: &Mention) -> Vec<Whom> {
        let word = self.words(mention.span).to_lowercase();
        let gender = if self.data.lexicon.phrase("she", &[&word]).is_some() {
            Gender::Female
        } else if self.data.lexicon.phrase("he", &[&word]).is_some() {
            Gender::Male
        } else {
            return self.both_sides(mention.sentence, "they");
        };
        if self.document.quotation_at(mention.span).is_some() {
            return Vec::new();
        }
        let fits = |f: &Figure| f.gender.is_none_or(|g| g == gender);
        // "he said" goes on from whoever spoke last, not from the man just spoken of.
        let whom = if self.speaks(mention.span) { self.latest_speaker(mention.sentence, fits) } else { None };
        whom.or_else(|| self.latest(mention.sentence, fits)).into_iter().collect()
    }

    fn latest_speaker(&self, sentence: usize, fits: impl Fn(&Figure) -> bool) -> Option<Whom> {
        let spoken = |p: &&Past| p.speaks && p.sentence + REACH >= sentence;
        let fits = |p: &&Past| matches!(p.whom, Whom::Figure(i) if fits(&self.figures[i]));
        self.past.iter().rev().filter(spoken).find(fits).map(|p| p.whom.clone())
    }

    /// The two named last: persons for "the two leaders", states and bodies for "the two sides".
    fn both_sides(&self, sentence: usize, role: &str) -> Vec<Whom> {
        let bodies = ["sides", "countries", "nations", "parties", "delegations"].iter().any(|w| role.contains(w));
        let mut found: Vec<Whom> = Vec::new();
        for past in self.past.iter().rev().filter(|p| !p.quoted && p.sentence + REACH >= sentence) {
            let fits = matches!(past.whom, Whom::Body(_)) == bodies;
            if fits && !found.contains(&past.whom) {
                found.push(past.whom.clone());
            }
            if found.len() == 2 {
                found.reverse();
                return found;
            }
        }
        Vec::new()
    }
}

/// The states that a document names, by any name that stands for one.
fn states_named<'a>(data: &'a Data, document: &Document<'_>) -> BTreeSet<&'a str> {
    let named = document.names.iter().flat_map(|name| data.names.referents(document.text(name.span)));
    let states = named.filter_map(|r| match r {
        Referent::State(id) | Referent::National(id) | Referent::Capital(id) => Some(id.as_str()),
        Referent::Seat(i) => data.register.seats[*i].actor.as_deref(),
        _ => None,
    });
    states.collect()
}

/// The last word of a name, with the particles before it, folded.
fn surname(text: &str) -> String {
    let folded = fold(text);
    let folded = folded.trim_end_matches(" jr.").trim_end_matches(" jr").trim_end_matches(',');
    let words: Vec<&str> = folded.split(' ').collect();
    let particle = |w: &str| ["von", "van", "der", "de", "bin", "al", "el", "della", "da", "di"].contains(&w);
    let mut from = words.len().saturating_sub(1);
    while from > 1 && particle(words[from - 1]) {
        from -= 1;
    }
    words[from..].join(" ")
}

/// A folded name with a capital in front, as look-up asks for.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A name as it is written on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_last_word(figure: &Figure, last: &str) -> bool {
    let name = fold(&figure.known.actor.name);
    name.split(' ').any(|w| w == last) && name.contains(' ')
}

/// Whether "the minister" may be this person: by an office of the register, or by the words of the
/// report, which may say more ("deputy foreign minister") or less.
fn bears(figure: &Figure, role: &str) -> bool {
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
    figure.held.contains(role) || figure.told.iter().any(|t| t == role || ends(t, role) || ends(role, t))
}

fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Given names that differ only in spelling: same first letter, and few letters apart.
fn alike(a: &str, b: &str) -> bool {
    if a.chars().next() != b.chars().next() {
        return false;
    }
    a.starts_with(b) || b.starts_with(a) || distance(a, b) <= 2
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let cost = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
