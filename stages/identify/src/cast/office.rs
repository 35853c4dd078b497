//! Descriptions by role: "the Ukrainian president", "his Turkish counterpart", "the pope".

use std::collections::BTreeSet;

use chancery_data::{Gender, fold};
use chancery_model::{Actor, ActorKind, ByteSpan, Day, Edtf, Mention, NameKind, TimeKind};

use super::{Cast, Figure, Whom, means_several, split};
use crate::parties::publisher;
use crate::syntax::Lead;

/// How many sentences back a description is asked whom it stood beside.
const FACED: usize = 20;

impl Cast<'_> {
    pub(super) fn described(
        &mut self,
        mention: &Mention,
        role: ByteSpan,
        of: Option<ByteSpan>,
        plural: bool,
        definite: bool,
    ) -> Vec<Whom> {
        let noun = self.words(role).to_lowercase();
        if plural && of.is_none() && definite && means_several(self.data, &noun) {
            return self.together(mention.sentence, &noun);
        }
        if let Some(senders) = self.senders(mention).filter(|_| plural && of.is_none()) {
            return senders;
        }
        // "his counterpart" serves another than he.
        let counterpart = self.data.lexicon.phrase("counterpart", &split(&noun)).is_some();
        let of = of.filter(|span| !counterpart || self.owner(*span).is_none());
        if of.is_none() && !plural && self.data.register.descriptions.contains_key(&noun) {
            return self.described_body(mention.sentence, &noun).into_iter().collect();
        }
        if let Some(figure) = self.apposed(mention).filter(|_| !plural) {
            return vec![Whom::Figure(figure)];
        }
        if of.is_none() && definite && !plural && self.data.lexicon.phrase("sent-bodies", &split(&noun)).is_some() {
            return self.sent_before(mention.sentence, &noun).into_iter().collect();
        }
        let served = of.and_then(|span| self.serves(span));
        if self.data.lexicon.phrase("bodies", &split(&noun)).is_some() {
            return served.map(Whom::Body).into_iter().collect();
        }
        // "governors from Western states" act for none of the states that are called so.
        let part = self.data.lexicon.phrase("part-of-a-state", &split(&noun)).is_some();
        if part && served.as_ref().is_some_and(|served| served.kind == ActorKind::Group) {
            return Vec::new();
        }
        if plural {
            // "the Finnish and Estonian presidents"
            // "leaders" may be any of several.
            let high = |kind: &str| matches!(kind, "head-of-state" | "head-of-government" | "monarch" | "minister");
            let role_noun = self.data.lexicon.role(&noun).map(|(role, _)| role);
            let singular = role_noun.filter(|r| high(&r.kind) && r.role != "leader").map(|r| r.role.clone());
            let one = served.as_ref().zip(singular).filter(|_| definite && !self.is_past(mention, role));
            let holder =
                one.and_then(|(served, singular)| self.holder(served, &[singular], self.asked(mention, &noun)));
            return holder.map(Whom::Figure).or_else(|| served.map(Whom::Body)).into_iter().collect();
        }
        if let Some(served) = served {
            return self.officer(mention, role, of, &served, definite).into_iter().collect();
        }
        if !definite {
            return Vec::new();
        }
        // "The Foreign Secretary met him": on the site of a state, its own.
        let asked = self.asked(mention, &noun);
        let own = publisher(self.data, self.document)
            .and_then(|state| self.holder(&state, std::slice::from_ref(&noun), asked));
        if own.is_some() {
            return own.map(Whom::Figure).into_iter().collect();
        }
        let faced = self.faced(mention);
        let other = |f: &Figure| {
            let called = |name: &String| {
                *name == f.name
                    || name.strip_suffix(&f.surname).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
            };
            faced.iter().any(called)
        };
        // "the head of state" is the president told of before.
        let called = self.shorter(&noun);
        let bears = |f: &Figure| self.bears(f, &noun) || called.iter().any(|office| self.bears(f, office));
        let latest = self.latest(mention.sentence, |f| bears(f) && !other(f));
        latest.or_else(|| self.sole_holder(&noun, self.asked(mention, &noun)).map(Whom::Figure)).into_iter().collect()
    }

    /// The names of those beside whom a description has stood as of somebody else: "**the foreign secretary** met
    /// Mudavadi".
    fn faced(&self, mention: &Mention) -> Vec<String> {
        let words = self.words(mention.span).to_lowercase();
        let first = mention.sentence.saturating_sub(FACED);
        let from = self.mentions.partition_point(|m| m.sentence < first);
        let near = &self.mentions[from..];
        let near = &near[..near.partition_point(|m| m.sentence <= mention.sentence)];
        let told = near.iter().filter(|m| self.words(m.span).to_lowercase() == words);
        let beside = told.flat_map(|told| {
            near.iter().filter(move |m| m.sentence == told.sentence && m.span.start() > told.span.end())
        });
        let names = beside.flat_map(|m| {
            let at = self.document.names.partition_point(|n| n.span.start() < m.span.start());
            self.document.names[at..].iter().take_while(|n| n.span.end() <= m.span.end())
        });
        names.filter(|n| n.kind == NameKind::Person).map(|n| fold(self.words(n.span))).collect()
    }

    /// The person whose name a description follows: "Yuri Ushakov, the Kremlin aide".
    fn apposed(&self, mention: &Mention) -> Option<usize> {
        let lead = Lead::of(self.document, mention.span).filter(|lead| lead.relation() == "appos")?;
        let head = lead.head()?.span();
        let at = self.document.names.partition_point(|n| n.span.end() <= head.start());
        let name = self.document.names.get(at).filter(|n| n.kind == NameKind::Person && n.span.contains(head))?;
        self.met(self.words(name.span))
    }

    /// Who "the Ukrainian president" is; the state or body where the report says of one of its people only
    /// that he is.
    fn officer(
        &mut self,
        mention: &Mention,
        role: ByteSpan,
        of: Option<ByteSpan>,
        served: &Actor,
        definite: bool,
    ) -> Option<Whom> {
        let mut noun = self.words(role).to_lowercase();
        if let Some(whose) = of.filter(|of| role.contains(*of)) {
            noun = noun.replacen(&self.words(whose).to_lowercase(), "", 1);
        }
        if self.belongs(mention) {
            return Some(Whom::Body(served.clone()));
        }
        // "an Estonian minister" is not the prime minister.
        let phrase = self.words(mention.span).to_lowercase();
        let any = matches!(phrase.split_whitespace().next(), Some("a" | "an" | "one" | "another"));
        let met = self.figures.iter().rposition(|f| f.known.acts_for.as_ref() == Some(served) && self.bears(f, &noun));
        let met = met.filter(|_| !any);
        if met.is_some() {
            return met.map(Whom::Figure);
        }
        let owned = of.is_some_and(|span| self.document.report.text[span.end()..].starts_with(['\'', '’']));
        if definite || owned {
            if self.is_past(mention, role) {
                return None;
            }
            let asked = self.asked(mention, &noun);
            let whole = self.qualified(mention, role, of);
            let by = of.map(|span| format!("{} {noun}", self.words(span).to_lowercase()));
            let everywhere = of.map(|span| format!("{} {whole}", self.words(span).to_lowercase().replace('.', "")));
            // "the Russian ambassador": which of them, the words do not say.
            let whole = Some(whole).filter(|name| !self.is_one_of_many(name));
            let called: Vec<String> = [by, whole].into_iter().flatten().chain(self.shorter(&noun)).collect();
            let holder = everywhere
                .and_then(|name| self.sole_holder(&name, asked))
                .or_else(|| self.holder(served, &called, asked));
            if let Some(i) = holder.or_else(|| self.counterpart(mention, served, &noun)) {
                return Some(Whom::Figure(i));
            }
        }
        Some(Whom::Body(served.clone()))
    }

    /// Whether somebody else is described by the mention: "a spokesman for the French president", "the wife of …".
    fn belongs(&self, mention: &Mention) -> bool {
        let Some(lead) = Lead::of(self.document, mention.span) else { return false };
        let whose = lead.relation().starts_with("nmod") && lead.relation() != "nmod:desc";
        let noun = || lead.head().map(|head| head.lemma()).unwrap_or_default();
        let lexicon = &self.data.lexicon;
        whose && (lexicon.role(&noun()).is_some() || lexicon.phrase("of-somebody", &[&noun()]).is_some())
    }

    fn is_one_of_many(&self, role: &str) -> bool {
        self.data.lexicon.phrase("many-of-a-state", &[role]).is_some()
    }

    /// The names that an office may go by: the role, and the role less what says how it is held ("acting"). A
    /// state has many envoys and advisers, of whom the register knows some.
    pub(super) fn shorter(&self, role: &str) -> Vec<String> {
        let mut names: Vec<String> = match role {
            "head of government" => ["prime minister", "chancellor", "premier"].map(str::to_owned).into(),
            "head of state" => ["president", "king", "queen", "emperor", "emir", "sultan"].map(str::to_owned).into(),
            _ => Vec::new(),
        };
        let mut rest = role;
        loop {
            if !self.is_one_of_many(rest) {
                names.push(rest.to_owned());
            }
            match rest.split_once(' ') {
                Some(("acting" | "interim" | "caretaker" | "current" | "outgoing", less)) => rest = less,
                _ => return names,
            }
        }
    }

    /// The role with what qualifies it, less whom it serves: "top diplomat" of "the top U.S. diplomat".
    fn qualified(&self, mention: &Mention, role: ByteSpan, of: Option<ByteSpan>) -> String {
        let text = &self.document.report.text;
        let from = mention.span.start();
        let before = match of.filter(|of| from <= of.start() && of.end() <= role.start()) {
            Some(of) => format!("{} {}", &text[from..of.start()], &text[of.end()..role.start()]),
            None => text[from.min(role.start())..role.start()].to_owned(),
        };
        let before = before.to_lowercase();
        let word = |w: &&str| !matches!(*w, "the" | "a" | "an" | "'s" | "’s" | "his" | "her" | "its" | "their");
        let words: Vec<&str> = before.split_whitespace().filter(word).collect();
        let noun = self.words(role).to_lowercase();
        words.into_iter().chain([noun.as_str()]).collect::<Vec<_>>().join(" ")
    }

    /// Whether a role is told of somebody who no longer or not yet holds it: "the former president".
    fn is_past(&self, mention: &Mention, role: ByteSpan) -> bool {
        let before = &self.document.report.text[mention.span.start().min(role.start())..role.start()];
        let words = before.to_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).any(|w| self.data.lexicon.phrase("not-now", &[w]).is_some())
    }

    /// Whoever alone held such an office of a state or body on the day of the report: "the Ukrainian
    /// president" in a report that never names him. The first of the names that an office goes by counts.
    fn holder(&mut self, served: &Actor, called: &[String], asked: Option<Asked>) -> Option<usize> {
        let offices: Vec<(&str, Vec<String>)> = self
            .data
            .register
            .offices_of(&served.id.0)
            .map(|o| (o.id.as_str(), o.aliases.iter().map(|a| plain(a)).collect()))
            .collect();
        let found = called.iter().find_map(|name| {
            let of: BTreeSet<&str> =
                offices.iter().filter(|(_, names)| names.contains(&plain(name))).map(|(id, _)| *id).collect();
            (!of.is_empty()).then_some(of)
        });
        let (found, asked) = (found?, asked?);
        // "the Libyan leader" held the office of that name while there was one.
        let own = called.iter().map(|name| format!("{}/{}", served.id, name.replace(' ', "-")));
        let own = own.filter(|office| found.contains(office.as_str())).collect::<Vec<_>>();
        let by_name = own.iter().find_map(|office| self.in_office(&BTreeSet::from([office.as_str()]), asked));
        by_name.or_else(|| self.in_office(&found, asked))
    }

    /// Whoever holds an office that is the only one of its name anywhere: "the pope".
    fn sole_holder(&mut self, name: &str, asked: Option<Asked>) -> Option<usize> {
        let offices = self.data.register.offices.values();
        let called: Vec<_> = offices.filter(|o| o.aliases.iter().any(|a| a.to_lowercase() == name)).collect();
        let [one] = called[..] else { return None };
        self.in_office(&BTreeSet::from([one.id.as_str()]), asked?)
    }

    /// "his Turkish counterpart": whoever holds in that state the office that he holds in his, or one that goes by
    /// the same name ("top diplomat").
    fn counterpart(&mut self, mention: &Mention, served: &Actor, role: &str) -> Option<usize> {
        self.data.lexicon.phrase("counterpart", &[role])?;
        let abroad = |f: &Figure| f.known.acts_for.as_ref() != Some(served);
        // "the Israeli minister and his Egyptian counterpart"
        let joined = Lead::of(self.document, mention.span).is_some_and(|lead| lead.relation() == "conj");
        let beside = || {
            let last = self.past.last().filter(|p| p.sentence == mention.sentence)?;
            matches!(last.whom, Whom::Figure(i) if abroad(&self.figures[i])).then(|| last.whom.clone())
        };
        let whose = if joined { beside() } else { None };
        let Whom::Figure(whose) = whose.or_else(|| self.latest(mention.sentence, abroad))? else { return None };
        let (person, day) = (self.figures[whose].known.actor.id.0.clone(), self.day?);
        let asked = Asked { from: day, to: day, gender: None };
        let register = &self.data.register;
        let held: Vec<&str> = register.terms_of(&person).filter(|t| t.on(day)).map(|t| t.office.as_str()).collect();
        let same = held.iter().map(|office| format!("{}/{}", served.id, office.split_once('/').map_or("", |o| o.1)));
        let same: Vec<String> = same.filter(|office| register.offices.contains_key(office)).collect();
        let names: BTreeSet<&str> = held
            .iter()
            .filter_map(|office| register.offices.get(*office))
            .flat_map(|office| office.aliases.iter().map(String::as_str))
            .filter(|name| *name == "leader" || name.contains(' '))
            .collect();
        let alike = register.offices_of(&served.id.0);
        let alike = alike.filter(|o| o.aliases.iter().any(|name| names.contains(name.as_str())));
        let alike: Vec<String> = alike.map(|o| o.id.clone()).collect();
        let all = same.iter().chain(&alike);
        let mut offices = all.map(|office| BTreeSet::from([office.as_str()]));
        offices.find_map(|office| self.in_office(&office, asked))
    }

    /// The one person who held one of these offices at the time asked for.
    fn in_office(&mut self, offices: &BTreeSet<&str>, asked: Asked) -> Option<usize> {
        let register = &self.data.register;
        let terms = offices.iter().flat_map(|office| register.terms_in(office));
        let held = terms.filter(|h| h.on(asked.from) || h.on(asked.to));
        let people: Vec<&str> = held.map(|h| h.person.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
        let [one] = people[..] else { return None };
        let person = register.persons.get(one)?;
        if asked.gender.is_some() && person.gender.is_some() && asked.gender != person.gender {
            return None;
        }
        if let Some(i) = self.figures.iter().position(|f| f.known.actor.id.0 == one) {
            return Some(i);
        }
        let name = person.name.clone();
        self.figures.push(self.figure(&name, Some(one)));
        Some(self.figures.len() - 1)
    }

    /// The time that the clause of a role tells ("in 2015 the French president"), else the day of the report; and
    /// the gender that the role tells.
    fn asked(&self, mention: &Mention, role: &str) -> Option<Asked> {
        let is = |class: &str| self.data.lexicon.phrase(class, &split(role)).is_some();
        let gender = if is("her-role") {
            Some(Gender::Female)
        } else if is("his-role") {
            Some(Gender::Male)
        } else {
            None
        };
        let told = self.year_told(mention);
        let day = |of: fn(Edtf) -> Option<Day>| told.and_then(of).or(self.day);
        Some(Asked { from: day(Edtf::first_day)?, to: day(Edtf::last_day)?, gender })
    }

    /// The date told in full, before the day of the report, that hangs on the same verb as a mention.
    fn year_told(&self, mention: &Mention) -> Option<Edtf> {
        let verb = |span: ByteSpan| Lead::of(self.document, span).and_then(|lead| lead.head()).map(|head| head.span());
        let whose = verb(mention.span)?;
        let sentence = self.document.sentences[mention.sentence].span;
        let from = self.times.partition_point(|time| time.span.start() < sentence.start());
        let near = self.times[from..].iter().take_while(|time| time.span.start() < sentence.end());
        let in_full = near.filter_map(|time| match time.value {
            TimeKind::Full(date) => Some((time.span, date)),
            _ => None,
        });
        let past = |date: Edtf| matches!((date.last_day(), self.day), (Some(last), Some(day)) if last < day);
        in_full.filter(|(span, date)| past(*date) && verb(*span) == Some(whose)).map(|(_, date)| date).next()
    }
}

/// The name of an office less what does not tell it from others: "head of the president's office" and "head of
/// president's office".
fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace("’s", " ").replace("'s", " ").replace("defense", "defence");
    let words = lower.split_whitespace().filter(|w| !matches!(*w, "the" | "a" | "an" | "of"));
    words.collect::<Vec<_>>().join(" ")
}

/// Of which time an office is asked for, and whether of a man or a woman.
#[derive(Clone, Copy, Debug)]
struct Asked {
    from: Day,
    to: Day,
    gender: Option<Gender>,
}
