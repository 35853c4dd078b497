//! Who is meant: the people, states and bodies of one report, found out in order of the text.

mod person;

use std::collections::BTreeSet;

use chancery_data::{Data, Gender, Referent, fold};
use chancery_model::{
    Actor, ActorId, ActorKind, ByteSpan, Day, Document, Edtf, Findings, Mention, MentionForm, NameKind,
};

use crate::name::{one_line, surname};

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
    /// The whole name, folded.
    name: String,
    /// Surname, folded.
    surname: String,
    /// How many mentions had been resolved when this figure was last named; 0 before the first.
    seen: usize,
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
        let day = document.report.published.edtf.and_then(Edtf::single_day);
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
            MentionForm::Role { role, of, plural, definite } => self.described(mention, *role, *of, *plural, *definite),
            MentionForm::Pronoun => self.pronoun(mention),
        };
        let quoted = self.document.quotation_at(mention.span).is_some();
        let speaks = !quoted && self.speaks(mention.span);
        let known = whom.iter().map(|w| self.known(w)).collect();
        for whom in whom {
            if let Whom::Figure(i) = whom {
                self.figures[i].seen = self.past.len() + 1;
            }
            self.past.push(Past { sentence: mention.sentence, quoted, speaks, whom });
        }
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
        let is = |class: &str, i: usize| {
            tokens
                .get(i)
                .is_some_and(|t| self.data.lexicon.phrase(class, &[&self.words(t.span).to_lowercase()]).is_some())
        };
        let comma = tokens.get(after).is_some_and(|t| self.words(t.span) == ",");
        is("saying", after + usize::from(comma)) || first > 0 && is("inverting", first - 1)
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
        if let Some(figure) = self.figures.iter().rev().find(|f| f.surname == surname(&self.data.lexicon, text)) {
            return figure.known.acts_for.clone();
        }
        let is_person =
            self.data.names.referents(text).iter().all(|r| matches!(r, Referent::Person(_) | Referent::Surname(_)));
        if is_person && !self.data.names.referents(text).is_empty() { None } else { self.body(span) }
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
            if let Some(i) =
                self.figures.iter().rposition(|f| f.known.acts_for.as_ref() == Some(&served) && bears(f, &role))
            {
                return vec![Whom::Figure(i)];
            }
            let owned = of.is_some_and(|span| self.document.report.text[span.end()..].starts_with(['\'', '’']));
            if (definite || owned)
                && let Some(i) = self.holder(&served, &role)
            {
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

/// Whether "the minister" may be this person: by an office of the register, or by the words of the
/// report, which may say more ("deputy foreign minister") or less.
fn bears(figure: &Figure, role: &str) -> bool {
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
    figure.held.contains(role) || figure.told.iter().any(|t| t == role || ends(t, role) || ends(role, t))
}

fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
