//! Who is meant: the people, states and bodies of one report, found out in order of the text.

mod author;
mod back;
mod body;
mod elsewhere;
mod led;
mod office;
mod person;
mod slip;
mod voice;

pub(crate) use back::means_several;

use std::collections::BTreeSet;

use chancery_data::{Data, Gender, fold};
use chancery_model::{
    Actor, ActorId, ActorKind, Attendance, ByteSpan, Day, Document, Edtf, EventFinding, Findings, Mention, MentionForm,
    NameKind, Note, Participant, Role, TimeFinding,
};

use crate::cast::voice::{Heard, Voice};
use crate::name::is_whole;
use crate::syntax::Lead;

/// Somebody or something that a mention stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) actor: Actor,
    pub(crate) acts_for: Option<Actor>,
    pub(crate) office: Option<String>,
    /// How it was found out, for `why`.
    pub(crate) step: String,
}

impl Known {
    /// Somebody of whom a report gives nothing but a description: another one in each report.
    pub(crate) fn described(document: &Document<'_>, name: String) -> Self {
        let id = ActorId(format!("described:{}:{}", document.report.id.short(), fold(&name)));
        let actor = Actor { id, kind: ActorKind::Group, name };
        Self { actor, acts_for: None, office: None, step: String::new() }
    }

    /// The same as part of a claim, in the words at `span`.
    pub(crate) fn seated(&self, span: ByteSpan, role: Role, attendance: Attendance) -> Participant {
        let (actor, acts_for, office) = (self.actor.clone(), self.acts_for.clone(), self.office.clone());
        Participant { actor, acts_for, office, role, attendance, span }
    }
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
    /// Whether the report has called him by his surname alone.
    bare: bool,
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
    /// Whether it only tells where: "in Khartoum".
    place: bool,
    whom: Whom,
    span: ByteSpan,
}

#[derive(Clone, PartialEq)]
enum Whom {
    Figure(usize),
    Body(Actor),
}

/// All mentions of a report, resolved.
pub(crate) struct Cast<'a> {
    pub(crate) data: &'a Data,
    pub(crate) document: &'a Document<'a>,
    /// The day of the report, where known.
    day: Option<Day>,
    times: &'a [TimeFinding],
    /// The states and bodies that the report names.
    states: BTreeSet<&'a str>,
    figures: Vec<Figure>,
    past: Vec<Past>,
    /// Where each engagement told by words of its own names its sides: the sentence, and the words of each.
    engagements: Vec<(usize, Vec<ByteSpan>)>,
    /// The names whose bearers' service is being asked: two that stand beside each other do not answer each other.
    asked: Vec<ByteSpan>,
    mentions: &'a [Mention],
    heard: Vec<Heard>,
    /// Offices that do not fit the date.
    pub(crate) slips: Vec<Note>,
}

impl<'a> Cast<'a> {
    /// Resolves every mention, in order of the text: for each, whoever it stands for; and whose words it gives
    /// where it is a description, a document or "it".
    /// The cast answers for names too that no mention holds.
    pub(crate) fn resolve(
        data: &'a Data,
        document: &'a Document<'a>,
        findings: &'a Findings,
    ) -> (Self, Vec<Vec<Known>>, Vec<Option<Known>>) {
        let day = document.report.published.edtf.and_then(Edtf::single_day);
        let states = body::states_named(data, document);
        let times = &findings.times;
        let mentions = &findings.mentions;
        let engaged = findings.events.iter().filter(|e| data.schema.is_engagement(&e.kind) && !e.actors.is_empty());
        let seats = |e: &EventFinding| e.actors.iter().map(|seat| mentions[seat.mention].span).collect();
        let mut engagements: Vec<(usize, Vec<ByteSpan>)> = engaged.map(|e| (e.sentence, seats(e))).collect();
        engagements.sort_by_key(|(sentence, _)| *sentence);
        let (figures, past, asked, heard, slips) = Default::default();
        let mut cast =
            Self { data, document, day, times, states, figures, past, engagements, asked, mentions, heard, slips };
        let mut order: Vec<usize> = (0..findings.mentions.len()).collect();
        order.sort_by_key(|i| findings.mentions[*i].span);
        cast.meet_full_names(findings, &order);
        let mut resolved = vec![Vec::new(); findings.mentions.len()];
        let mut voices = vec![None; findings.mentions.len()];
        for i in order {
            (resolved[i], voices[i]) = cast.mention(&findings.mentions[i]);
        }
        (cast, resolved, voices)
    }

    pub(crate) fn words(&self, span: ByteSpan) -> &'a str {
        self.document.text(span)
    }

    /// People told by full name anywhere are known by surname everywhere.
    fn meet_full_names(&mut self, findings: &Findings, order: &[usize]) {
        for i in order {
            if let MentionForm::Name { name, kind: NameKind::Person, title, of } = findings.mentions[*i].form
                && is_whole(&self.data.lexicon, self.words(name))
                && !self.is_nobody(name)
            {
                self.person(name, title, of);
            }
        }
    }

    fn mention(&mut self, mention: &Mention) -> (Vec<Known>, Option<Known>) {
        let quoted = self.document.quotation_at(mention.span).is_some();
        let speaks = !quoted && self.speaks(mention.span);
        let mut voice = self.pointing(mention).filter(|_| speaks);
        let whom = match &mention.form {
            MentionForm::Name { name, kind: NameKind::Person, .. } if self.is_nobody(*name) => Vec::new(),
            // "the pope" is an office, not a name.
            MentionForm::Name { name, kind: NameKind::Person, title: None, of: None } if self.is_role(*name) => {
                self.described(mention, *name, None, false, true)
            }
            MentionForm::Name { name, kind: NameKind::Person, title, of } => {
                let figure = self.person(*name, *title, *of);
                let government = self.names_a_government(*name);
                let state = self.figures[figure].known.acts_for.clone().filter(|_| government);
                vec![state.map_or(Whom::Figure(figure), Whom::Body)]
            }
            MentionForm::Name { name, kind, .. } if !self.stands_for_state(*name, *kind) => Vec::new(),
            MentionForm::Name { name, .. } => self.body(*name).map(Whom::Body).into_iter().collect(),
            MentionForm::Role { role, of, plural, definite } => match self.surnamed(*role) {
                Some(figure) => vec![Whom::Figure(figure)],
                None => self.described(mention, *role, *of, *plural, *definite),
            },
            MentionForm::Pronoun if voice.is_some() => Vec::new(),
            MentionForm::Pronoun => self.pronoun(mention),
        };
        let known = whom.iter().map(|w| self.known(w)).collect();
        let named = matches!(whom[..], [Whom::Figure(_)]);
        voice = voice.or_else(|| match mention.form {
            MentionForm::Pronoun => self.joint(&whom),
            _ if named => None,
            _ => self.voice(mention, &whom),
        });
        let subject = Lead::of(self.document, mention.span).is_some_and(|lead| lead.relation().starts_with("nsubj"));
        let place = Lead::of(self.document, mention.span)
            .and_then(|lead| lead.case())
            .is_some_and(|case| self.data.lexicon.phrase("whereabouts", &[&case]).is_some());
        let heard = Heard {
            sentence: mention.sentence,
            quoted,
            speaks,
            subject,
            whom: whom.first().cloned(),
            voice: voice.clone(),
        };
        self.heard.push(heard);
        for whom in whom {
            if let Whom::Figure(i) = whom {
                self.figures[i].seen = self.past.len() + 1;
                self.slips.extend(self.slip(mention, i));
            }
            self.past.push(Past { sentence: mention.sentence, quoted, speaks, place, whom, span: mention.span });
        }
        (known, voice.map(|v| v.known))
    }

    /// Whom a pronoun beside a word of saying means, where that is nobody named.
    fn pointing(&self, mention: &Mention) -> Option<Voice> {
        if mention.form != MentionForm::Pronoun {
            return None;
        }
        let word = self.words(mention.span).to_lowercase();
        let is = |class: &str| self.data.lexicon.phrase(class, &[&word]).is_some();
        if word == "it" {
            return self.it(mention);
        }
        if is("they") {
            return self.they(mention.sentence);
        }
        if is("he") || is("she") { self.described_subject(mention.sentence) } else { None }
    }

    /// Whether a person's name stands for nobody whom the report tells of.
    pub(crate) fn is_nobody(&self, name: ByteSpan) -> bool {
        self.is_author(name) || self.is_elsewhere(name, NameKind::Person)
    }

    /// Whether a name is that of the report's author, who tells of events and takes no part: told as such
    /// already, or in a line of credits ("By Ann Lee in Oslo", "Reporting by …").
    fn is_author(&self, name: ByteSpan) -> bool {
        let byline = self.document.report.byline.as_deref().map(fold);
        let folded = fold(self.words(name));
        folded.contains(' ') && byline.is_some_and(|b| b.contains(&folded)) || self.is_credited(name)
    }

    fn is_credited(&self, name: ByteSpan) -> bool {
        let Some(sentence) = self.document.sentence_at(name.start()) else { return false };
        let tokens = self.document.tokens_of(sentence);
        let lower = |i: usize| tokens.get(i).map_or(String::new(), |t| self.words(t.span).to_lowercase());
        let first = (0..tokens.len()).find(|i| lower(*i).starts_with(char::is_alphanumeric)).unwrap_or(0);
        let opening: Vec<String> = (first..first + 3).map(lower).collect();
        let opening: Vec<&str> = opening.iter().map(String::as_str).collect();
        let Some(n) = self.data.lexicon.phrase("credits", &opening) else { return false };
        let Some(start) = tokens.get(first + n).map(|t| t.span.start()) else { return false };
        let people = self.document.names.iter().filter(|n| n.kind == NameKind::Person);
        let colon = tokens.iter().find(|t| self.words(t.span) == ":").map_or(usize::MAX, |t| t.span.start());
        people.map(|n| n.span.start()).any(|at| at == start) && name.start() < colon
    }

    /// The figure whose surname stands where no name was seen: a rare or misspelt one.
    fn surnamed(&self, word: ByteSpan) -> Option<usize> {
        let text = self.words(word);
        let lower = text.to_lowercase();
        let role = self.data.lexicon.role(&lower).is_some() || self.data.lexicon.phrase("bodies", &[&lower]).is_some();
        let proper = text.starts_with(char::is_uppercase) && text.contains(char::is_lowercase);
        if role || !proper || text.contains(' ') { None } else { self.met_misspelt(text) }
    }

    fn is_role(&self, name: ByteSpan) -> bool {
        let word = self.words(name);
        let role = self.data.lexicon.role(&word.to_lowercase()).is_some();
        role && (word.starts_with(char::is_lowercase) || self.has_article(name))
    }

    /// Whether a word of saying stands beside a mention.
    fn speaks(&self, span: ByteSpan) -> bool {
        let tokens = &self.document.tokens;
        let first = tokens.partition_point(|t| t.span.end() <= span.start());
        let after = tokens.partition_point(|t| t.span.start() < span.end());
        let is = |class: &str, i: usize| {
            let words: Vec<String> = tokens.iter().skip(i).take(2).map(|t| self.words(t.span).to_lowercase()).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            self.data.lexicon.phrase(class, &words).is_some()
        };
        let comma = tokens.get(after).is_some_and(|t| self.words(t.span) == ",");
        // "The minister, however, **said**"
        let lead = Lead::of(self.document, span).filter(|lead| lead.relation() == "nsubj");
        let verb = lead.and_then(|lead| lead.head()).map(|verb| (verb.lower(), verb.lemma()));
        let says = |word: &str| {
            ["saying", "holding-forth"].iter().any(|class| self.data.lexicon.phrase(class, &[word]).is_some())
        };
        if verb.is_some_and(|(form, base)| says(&form) || says(&base)) {
            return true;
        }
        let forth = is("holding-forth", after + usize::from(comma));
        forth || is("saying", after + usize::from(comma)) || first > 0 && is("inverting", first - 1)
    }

    /// Whether "the minister" may be this person: by an office of the register, or by the words of the
    /// report, which may say more ("deputy foreign minister") or less. The register's "top security official"
    /// is not "the official".
    fn bears(&self, figure: &Figure, role: &str) -> bool {
        let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
        let vague = self.data.lexicon.role(role).is_some_and(|(noun, _)| noun.kind == "official");
        figure.held.iter().any(|h| h == role || !vague && ends(h, role))
            || figure.told.iter().any(|t| t == role || ends(t, role) || ends(role, t))
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
}

fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
