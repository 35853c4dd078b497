//! Who "the two sides" and "we" are, where no name stands beside them: by the occasions told before, the title, and
//! whose site the report is from.

mod opening;

use chancery_data::{Data, Outlet, Referent, fold};
use chancery_model::{
    Actor, ActorId, ActorKind, Attendance, ByteSpan, Document, Mention, MentionForm, Participant, Role,
};

use crate::cast::{Known, means_several};
use crate::draft::Draft;
use crate::name::one_line;

/// Most words of the name of a state or body in a title.
const LONGEST: usize = 5;

/// The sides of one report.
pub(crate) struct Parties<'a> {
    pub(crate) data: &'a Data,
    pub(crate) document: &'a Document<'a>,
    pub(crate) drafts: &'a [Draft],
}

impl Parties<'_> {
    fn is(&self, class: &str, word: &str) -> bool {
        self.data.lexicon.phrase(class, &[&word.to_lowercase()]).is_some()
    }

    /// Whether a mention points at several who are named elsewhere: "the two sides", "both leaders", "they".
    pub(crate) fn are_meant(&self, told: &Mention, resolved: &[Known]) -> bool {
        match told.form {
            MentionForm::Role { of: None, plural: true, definite: true, .. } => {
                self.are_counted(told) || resolved.len() > 1
            }
            MentionForm::Pronoun => self.is("they", self.document.text(told.span)),
            _ => false,
        }
    }

    /// Whether the words themselves say that all sides are meant: "the two sides", "both leaders".
    pub(crate) fn are_counted(&self, told: &Mention) -> bool {
        let words = self.document.text(told.span).to_lowercase();
        let counted = || words.split_whitespace().any(|word| self.is("twos", word) || self.is("threes", word));
        match told.form {
            MentionForm::Role { of: None, plural: true, definite: true, .. } => {
                means_several(self.data, &words) || counted()
            }
            // "The **Ministers**", as those who sign call themselves.
            MentionForm::Name { .. } => {
                let bare = words.strip_prefix("the ").unwrap_or(&words);
                self.wrote_together() && means_several(self.data, &format!("the {bare}"))
            }
            MentionForm::Role { .. } | MentionForm::Pronoun => false,
        }
    }

    /// The sides that words count, two where they do not: those of the last occasion told before that has so many,
    /// else those who have written the report.
    pub(crate) fn sides(&self, span: ByteSpan, words: &str, steps: &mut Vec<String>) -> Vec<Participant> {
        let three = words.split_whitespace().any(|word| self.is("threes", word));
        let two = words.split_whitespace().any(|word| self.is("twos", word));
        let count = if three { 3 } else { 2 };
        // "The Ministers" are all who sign.
        let written = if self.wrote_together() { self.of_title() } else { Vec::new() };
        let sign = |steps: &mut Vec<String>| {
            steps.push(format!("“{}”: those in whose name the report is", one_line(words)));
            written.iter().map(|actor| side(actor.clone(), span)).collect()
        };
        if written.len() > 1 && !two && !three {
            return sign(steps);
        }
        let engagement = |draft: &&&Draft| self.data.schema.is_engagement(&draft.kind);
        let before: Vec<&Draft> = self.drafts.iter().filter(|draft| draft.trigger.end() <= span.start()).collect();
        let (gathered, acted): (Vec<&Draft>, Vec<&Draft>) = before.into_iter().partition(|draft| engagement(&draft));
        for draft in gathered.into_iter().rev().chain(acted.into_iter().rev()) {
            let mut sides = Vec::new();
            self.add(&draft.actors, span, &mut sides);
            if sides.len() < count {
                self.add(&draft.recipients, span, &mut sides);
            }
            if sides.len() == count {
                let names: Vec<&str> = sides.iter().map(|s| s.actor.name.as_str()).collect();
                steps.push(format!("“{}”: the sides told before, {}", one_line(words), names.join(" and ")));
                return sides;
            }
        }
        if written.len() == count { sign(steps) } else { Vec::new() }
    }

    /// Adds the states and bodies behind some who take part.
    fn add(&self, people: &[Participant], span: ByteSpan, sides: &mut Vec<Participant>) {
        for one in people {
            let actor = one.acts_for.clone().unwrap_or_else(|| one.actor.clone());
            let known = actor.kind == ActorKind::State || self.data.register.organisations.contains_key(&actor.id.0);
            if known && !sides.iter().any(|s| s.actor.id == actor.id) {
                sides.push(Participant { actor, acts_for: None, office: None, span, ..one.clone() });
            }
        }
    }

    /// Who "I" and "we" are outside of anybody's words: the author, those who have written the report together, or the
    /// state whose own site it is from.
    pub(crate) fn writers(&self, author: Option<&Known>, span: ByteSpan, steps: &mut Vec<String>) -> Vec<Participant> {
        if let Some(author) = author.filter(|_| !self.wrote_together()) {
            steps.push(format!("whoever speaks: {}, who wrote the report", author.actor.name));
            return vec![author.seated(span, Role::Party, Attendance::Told)];
        }
        let writers = if self.is_signed() { self.of_title() } else { self.publisher().into_iter().collect::<Vec<_>>() };
        steps.extend(writers.iter().map(|actor| format!("whoever speaks: {}, by title or site", actor.name)));
        writers.into_iter().map(|actor| side(actor, span)).collect()
    }

    /// Whether the title or the opening says that several have written the report.
    pub(crate) fn wrote_together(&self) -> bool {
        let title = self.document.report.title.as_deref().unwrap_or_default();
        title.split_whitespace().any(|word| self.is("of-several", word)) || self.open_together()
    }

    /// Whether the title says whose words the report is: of several, or of one state or body ("Statement by the Ministry of
    /// Foreign Affairs of Chad").
    pub(crate) fn is_signed(&self) -> bool {
        let title = self.document.report.title.as_deref().unwrap_or_default().to_lowercase();
        let words: Vec<&str> = title.split_whitespace().collect();
        let authored = self.data.lexicon.phrase("authored", &words).is_some();
        self.wrote_together() || authored && self.of_title().len() == 1
    }

    /// Whether several open the text in their own name.
    pub(crate) fn open_together(&self) -> bool {
        self.of_opening().len() > 1
    }

    /// The states and bodies that have written the report together: those who open it in their own name, else those
    /// that the title names before it tells what the report is about.
    pub(crate) fn of_title(&self) -> Vec<Actor> {
        let opening = self.of_opening();
        if opening.len() > 1 {
            return opening;
        }
        let title = self.document.report.title.as_deref().unwrap_or_default();
        let trim = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_owned();
        let words = title.split_whitespace().take_while(|word| !self.is("title-turns", word)).map(trim);
        let words: Vec<String> = words.collect();
        let mut found: Vec<Actor> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = (at + LONGEST).min(words.len());
            let named = (at + 1..=longest).rev().find_map(|to| Some((to, self.named(&words[at..to].join(" "))?)));
            match named {
                Some((to, actor)) => {
                    if !found.contains(&actor) {
                        found.push(actor);
                    }
                    at = to;
                }
                None => at += 1,
            }
        }
        found
    }

    fn named(&self, words: &str) -> Option<Actor> {
        let register = &self.data.register;
        let referents = self.data.names.referents(words);
        referents.iter().find_map(|referent| match referent {
            Referent::State(id) => register.states.get(id).map(|state| Actor {
                id: ActorId(id.clone()),
                kind: ActorKind::State,
                name: state.name.clone(),
            }),
            Referent::Organisation(id) => register.organisations.get(id).map(|body| Actor {
                id: ActorId(id.clone()),
                kind: ActorKind::Organisation,
                name: body.name.clone(),
            }),
            _ => None,
        })
    }

    /// The state whose official site the report is from.
    pub(crate) fn publisher(&self) -> Option<Actor> {
        publisher(self.data, self.document)
    }
}

/// A state or body as somebody who takes part for himself.
fn side(actor: Actor, span: ByteSpan) -> Participant {
    Participant { actor, acts_for: None, office: None, role: Role::Party, attendance: Attendance::Told, span }
}

/// The state whose official site a report is from.
pub(crate) fn publisher(data: &Data, document: &Document<'_>) -> Option<Actor> {
    let outlet = fold(document.report.outlet.as_deref()?);
    let is = |o: &&Outlet| {
        let called = std::iter::once(&o.name).chain(&o.aliases).chain(&o.domains);
        o.kind == "official" && called.into_iter().any(|name| fold(name) == outlet)
    };
    let state = data.outlets.iter().find(is)?.country.as_deref()?;
    let state = data.register.states.get(state)?;
    Some(Actor { id: ActorId(state.id.clone()), kind: ActorKind::State, name: state.name.clone() })
}
