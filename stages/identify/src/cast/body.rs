//! States and bodies: whom a name that is no person's stands for.

use std::collections::BTreeSet;

use chancery_data::{Data, Referent, fold};
use chancery_model::{Actor, ActorId, ActorKind, ByteSpan, Document, NameKind};

use super::{Cast, Whom};
use crate::name::one_line;
use crate::syntax::Lead;

impl<'a> Cast<'a> {
    pub(super) fn actor(&self, id: &str) -> Option<Actor> {
        let register = &self.data.register;
        let kind = match register.organisations.get(id) {
            Some(o) if o.kind == "collective" => ActorKind::Group,
            Some(_) => ActorKind::Organisation,
            None => ActorKind::State,
        };
        Some(Actor { id: ActorId(id.to_owned()), kind, name: register.actor_name(id)?.to_owned() })
    }

    /// The state or body a name stands for. Where the register has several for one word ("Congolese"), the one
    /// that the report speaks of elsewhere.
    pub(crate) fn body(&self, span: ByteSpan) -> Option<Actor> {
        let text = self.words(span);
        let referents = self.data.names.referents(text);
        if referents.is_empty() {
            // "the U.S.-**EU Summit**": the body that meets there.
            if let Some((body, last)) = text.rsplit_once(' ')
                && self.data.lexicon.phrase("summit-noun", &[&last.to_lowercase()]).is_some()
                && !self.data.names.referents(body).is_empty()
            {
                return self.body(ByteSpan::new(span.start(), span.start() + body.len()));
            }
            // "U.S. Department of the Interior": a part of the state that its name opens with.
            if let Some(state) = self.state_of_office(text) {
                return self.actor(&state);
            }
            let (id, name) = (ActorId(format!("name:{}", fold(text))), one_line(text));
            return Some(Actor { id, kind: ActorKind::Organisation, name });
        }
        let named: BTreeSet<&str> = referents.iter().filter_map(|r| by_name(r)).collect();
        if named.len() > 1 {
            let mut told = named.iter().filter(|id| self.states.contains(**id));
            return match (told.next(), told.next()) {
                (Some(one), None) => self.actor(one),
                _ => None,
            };
        }
        let body = || {
            referents.iter().find_map(|r| match r {
                Referent::Organisation(id) => Some(id.as_str()),
                _ => None,
            })
        };
        let seat = || {
            referents.iter().find_map(|r| match r {
                Referent::Seat(i) => self.data.register.seats[*i].actor.as_deref(),
                _ => None,
            })
        };
        let capital = || {
            referents.iter().find_map(|r| match r {
                Referent::Capital(id) => Some(id.as_str()),
                _ => None,
            })
        };
        // "Brussels" is the Union's voice, unless the report speaks of Belgium.
        let home = || capital().filter(|id| self.states.contains(id));
        let id = named.first().copied().or_else(body).or_else(home).or_else(seat).or_else(capital)?;
        self.actor(id)
    }

    /// The state whose office an unknown name is for: its own name or nationality, then a noun for such offices.
    fn state_of_office(&self, text: &str) -> Option<String> {
        let (first, rest) = text.split_once(char::is_whitespace)?;
        let office = rest.split_whitespace().next()?.to_lowercase();
        self.data.lexicon.phrase("offices-of-state", &[&office])?;
        let referents = self.data.names.referents(first);
        let named: BTreeSet<&str> = referents.iter().filter_map(|r| by_name(r)).collect();
        named.first().filter(|_| named.len() == 1).map(|id| (*id).to_owned())
    }

    /// Whom the bearer of a title serves: a state or body, or that of the person named.
    pub(super) fn serves(&mut self, span: ByteSpan) -> Option<Actor> {
        if let Some(owner) = self.owner(span) {
            return match owner? {
                Whom::Figure(i) => self.figures[i].known.acts_for.clone(),
                Whom::Body(actor) => Some(actor),
            };
        }
        if self.is_american_namesake(span) {
            return None;
        }
        let referents = self.data.names.referents(self.words(span));
        let known_person =
            !referents.is_empty() && referents.iter().all(|r| matches!(r, Referent::Person(_) | Referent::Surname(_)));
        if known_person || self.met(self.words(span)).is_some() {
            let figure = self.person(span, None, None);
            return self.figures[figure].known.acts_for.clone();
        }
        self.body(span)
    }

    /// Whether a nationality stands for the state here: "Danish officials", "the Danes" do, "French fries" and
    /// "spoke French" do not. Where no parser has spoken it does.
    pub(crate) fn stands_for_state(&self, span: ByteSpan, kind: NameKind) -> bool {
        if self.is_elsewhere(span, kind) {
            return false;
        }
        if kind != NameKind::Group {
            return true;
        }
        let Some(lead) = Lead::of(self.document, span) else { return true };
        let first = lead.first_joined();
        match first.relation().split(':').next().unwrap_or("") {
            "amod" | "compound" | "nmod" if first.case().is_none() => first.head().is_some_and(|noun| {
                // "the **Angolan** proposal", "a **Kenyan**-drafted plan"
                let of_text = self.is_text(&noun) || noun.head().is_some_and(|text| self.is_text(&text));
                self.is_official(&noun) || does_something(&noun) || of_text
            }),
            _ => {
                // "Guyanese and Surinamese surveyors", which parsers take for people and surveyors.
                let officials =
                    || first.dependents().any(|d| d.relation() == "conj" && d.upos() == "NOUN" && self.is_official(&d));
                let people = lead.xpos() == "NNPS" || lead.lower().ends_with('s');
                people
                    || lead.upos() == "ADJ" && officials()
                    || lead.dependents().any(|d| d.relation() == "det" && d.lower() == "the")
            }
        }
    }

    /// Whether a noun is for what is put to others: a plan, a proposal.
    fn is_text(&self, noun: &Lead<'_>) -> bool {
        self.is_of(noun, "proposal")
    }

    /// Whether a noun is for people who act for somebody, or for a body that does.
    pub(crate) fn is_official(&self, noun: &Lead<'_>) -> bool {
        let lexicon = &self.data.lexicon;
        let (lemma, lower) = (noun.lemma(), noun.lower());
        let body =
            |word: &str| lexicon.phrase("bodies", &[word]).is_some() || lexicon.phrase("body-nouns", &[word]).is_some();
        lexicon.role(&lemma).is_some() || lexicon.role(&lower).is_some() || body(&lemma) || body(&lower)
    }
}

/// Whether a noun is the subject of an active verb: what acts is mostly people.
fn does_something(noun: &Lead<'_>) -> bool {
    let first = noun.first_joined();
    first.relation() == "nsubj" && first.head().is_some_and(|verb| verb.upos() == "VERB")
}

/// The state that a word names or is the nationality of.
fn by_name(referent: &Referent) -> Option<&str> {
    match referent {
        Referent::State(id) | Referent::National(id) => Some(id),
        _ => None,
    }
}

/// The states and bodies that a document names, by words that stand for one only.
pub(super) fn states_named<'a>(data: &'a Data, document: &Document<'_>) -> BTreeSet<&'a str> {
    let mut states = BTreeSet::new();
    for name in &document.names {
        let referents = data.names.referents(document.text(name.span));
        let of: BTreeSet<&str> = referents
            .iter()
            .filter_map(|r| match r {
                Referent::State(id) | Referent::National(id) | Referent::Capital(id) => Some(id.as_str()),
                Referent::Seat(i) => data.register.seats[*i].actor.as_deref(),
                Referent::Organisation(id) => Some(id.as_str()),
                _ => None,
            })
            .collect();
        if let [one] = of.into_iter().collect::<Vec<_>>()[..] {
            states.insert(one);
        }
    }
    states
}
