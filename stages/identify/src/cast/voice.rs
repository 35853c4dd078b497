//! Voices that no register knows: "a senior official", "the draft", "it"; a report gives words to them, and points
//! back at them.

use chancery_data::{Referent, fold};
use chancery_model::{Actor, ActorId, ActorKind, ByteSpan, Mention, MentionForm, NameKind};

use super::{Cast, Known, Whom};
use crate::name::one_line;
use crate::syntax::Lead;

/// How far back, in sentences, "the official" or "it" may point.
const REACH: usize = 8;
/// How far back "it" may, and the statement that "the statement" is.
const NEAR: usize = 4;
/// Most words of a description.
const LONGEST: usize = 14;

/// A mention of anybody, resolved or not, to be pointed back at by whoever speaks.
pub(super) struct Heard {
    pub(super) sentence: usize,
    pub(super) quoted: bool,
    /// Whether a word of saying stands beside it.
    pub(super) speaks: bool,
    /// Whether it is the subject of a verb.
    pub(super) subject: bool,
    pub(super) whom: Option<Whom>,
    pub(super) voice: Option<Voice>,
}

/// Somebody described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Voice {
    pub(super) known: Known,
    /// The noun of the description, lower case.
    noun: String,
    /// Whether more than the noun is told.
    is_full: bool,
    /// A single person, who may be "he" or "she".
    pub(super) is_person: bool,
    plural: bool,
}

impl Cast<'_> {
    /// Whom a description means, where it means nobody whom the register or the report names.
    pub(super) fn voice(&mut self, mention: &Mention, whom: &[Whom]) -> Option<Voice> {
        if let MentionForm::Name { name, kind: NameKind::Organisation | NameKind::Place, .. } = mention.form {
            return self.part_of_state(name, whom);
        }
        let MentionForm::Role { role, of, plural, definite } = mention.form else { return None };
        let noun = self.words(role).to_lowercase();
        if self.is_issued(&noun)
            && let Some(known) = self.issuer(mention, &noun, definite)
        {
            return Some(Voice { known, noun, is_full: false, is_person: false, plural: false });
        }
        let is_person = !plural && self.data.lexicon.role(&noun).is_some() && !self.is_body(&noun);
        let bare = definite && !plural && of.is_none();
        if let Some(before) = self.fuller(&noun, mention.sentence).filter(|_| bare) {
            return Some(Voice { is_full: false, ..before });
        }
        let acts_for = whom.iter().find_map(|w| match w {
            Whom::Body(actor) => Some(actor.clone()),
            _ => None,
        });
        let span = if bare { self.owned_anywhere(&noun, mention) } else { None };
        let span = span.unwrap_or_else(|| self.with_complement(mention));
        let name = self.outlet(span).unwrap_or_else(|| described(self.words(span)));
        let known = Known { step: format!("{name} by description"), ..self.unknown(&noun, name, acts_for) };
        let is_full = !bare || known.actor.name.contains(' ');
        Some(self.first_named(Voice { known, noun, is_full, is_person, plural }))
    }

    /// "Chad's Foreign Ministry" and "the Chadian Foreign Ministry" are one.
    fn first_named(&self, voice: Voice) -> Voice {
        let same = |v: &&Voice| {
            let served = v.known.acts_for.is_some() && v.known.acts_for == voice.known.acts_for;
            v.is_full && served && v.noun == voice.noun
        };
        let body = self.is_body(&voice.noun);
        self.heard.iter().filter_map(|h| h.voice.as_ref()).filter(|_| body).find(same).cloned().unwrap_or(voice)
    }

    /// A ministry, a government, an army by name: a body of its own that acts for the state.
    fn part_of_state(&self, name: ByteSpan, whom: &[Whom]) -> Option<Voice> {
        let [Whom::Body(state)] = whom else { return None };
        let text = self.words(name).to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        let from = (1..words.len()).find(|i| self.is_body(&words[*i..].join(" ")))?;
        let noun = words[from..].join(" ");
        if state.kind != ActorKind::State {
            return None;
        }
        let name = described(self.words(name));
        let known = Known { step: format!("{name} by name"), ..self.unknown(&noun, name, Some(state.clone())) };
        Some(self.first_named(Voice { known, noun, is_full: true, is_person: false, plural: false }))
    }

    /// "The Foreign Ministry" is one body in every report; "a senior official" is somebody else in each.
    fn unknown(&self, noun: &str, name: String, acts_for: Option<Actor>) -> Known {
        if !self.is_body(noun) {
            return Known { acts_for, ..Known::described(self.document, name) };
        }
        let actor = Actor { id: ActorId(format!("name:{}", fold(&name))), kind: ActorKind::Organisation, name };
        Known { actor, acts_for, office: None, step: String::new() }
    }

    fn is_body(&self, noun: &str) -> bool {
        let words: Vec<&str> = noun.split_whitespace().collect();
        self.data.lexicon.phrase("bodies", &words) == Some(words.len())
    }

    fn is_issued(&self, noun: &str) -> bool {
        noun != "it" && self.data.lexicon.phrase("issued", &[noun]).is_some()
    }

    /// The one described last before by more than the noun.
    fn fuller(&self, noun: &str, sentence: usize) -> Option<Voice> {
        let reach = if self.is_body(noun) { usize::MAX / 2 } else { REACH };
        let told = self.heard.iter().rev().filter(|p| p.sentence.saturating_add(reach) >= sentence);
        let mut voices = told.filter_map(|p| p.voice.as_ref()).filter(|v| v.is_full && !v.plural);
        let ends = |long: &str| long == noun || long.strip_suffix(noun).is_some_and(|rest| rest.ends_with(' '));
        voices.find(|v| ends(&v.noun)).cloned()
    }

    /// The one description of the noun in the report that says whose it is: "**Merz's draft**".
    fn owned_anywhere(&self, noun: &str, mention: &Mention) -> Option<ByteSpan> {
        if self.data.lexicon.role(noun).is_some() || self.is_body(noun) {
            return None;
        }
        let owned = self.mentions.iter().filter(|m| m.span != mention.span).filter(|m| match m.form {
            MentionForm::Role { role, plural: false, .. } => {
                self.words(role).eq_ignore_ascii_case(noun) && self.words(m.span).contains(['\'', '’'])
            }
            _ => false,
        });
        owned.map(|m| m.span).min()
    }

    /// A description with what hangs on its noun by "of", "for" and the like: "an aide **to the mayor**".
    fn with_complement(&self, mention: &Mention) -> ByteSpan {
        let Some(lead) = Lead::of(self.document, mention.span) else { return mention.span };
        let joins = |d: &Lead<'_>| {
            let case = d.case();
            let of = matches!(case.as_deref(), Some("of" | "for" | "from" | "by" | "to" | "at"));
            // "a source **close to the talks**", "a person **briefed on the matter**"
            let state = d.relation() == "amod" || d.relation() == "acl" && d.xpos() == "VBN";
            d.span().start() > mention.span.end() && (state || of && d.relation().starts_with("nmod"))
        };
        // "the **Prime Minister's** official spokesman"
        let owner = lead.dependents().find(|d| d.relation() == "nmod:poss").map(|d| d.phrase());
        let owner = owner.filter(|o| o.start() < mention.span.start() && !self.words(*o).contains([',', '"', '“']));
        let mut span = owner.map_or(mention.span, |o| o.cover(mention.span));
        for complement in lead.dependents().filter(joins) {
            let whole = span.cover(complement.phrase());
            let text = self.words(whole);
            let end = text.find([',', ';', '"', '“', '(', '\n']).unwrap_or(text.len());
            let whole = ByteSpan::new(whole.start(), whole.start() + text[..end].trim_end().len());
            if whole.end() > span.end() && self.words(whole).split_whitespace().count() <= LONGEST {
                span = whole;
            }
        }
        span
    }

    /// The name of a paper or agency within its description: "the **Reuters** news agency".
    fn outlet(&self, span: ByteSpan) -> Option<String> {
        let text = self.words(span).to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        let named_by = |i: usize| self.data.lexicon.phrase("outlets", &words[i..]) == Some(words.len() - i);
        // "State media" has no name.
        if named_by(0) || !(1..words.len()).any(named_by) {
            return None;
        }
        let words: Vec<&str> = self.words(span).split_whitespace().collect();
        let proper = |w: &&&str| {
            let known = |r: &&Referent| !matches!(r, Referent::Organisation(_));
            let acronym = !w.contains(char::is_lowercase);
            let state = !acronym && self.data.names.referents(w).iter().any(known);
            w.starts_with(char::is_uppercase) && !w.contains(['\'', '’']) && !state && !matches!(**w, "The" | "A")
        };
        let behind = words.iter().rev().skip_while(|w| w.starts_with(char::is_lowercase));
        let mut named: Vec<&str> = behind.take_while(proper).copied().collect();
        named.reverse();
        (!named.is_empty()).then(|| named.join(" "))
    }

    /// Who issued "the statement": whom it names itself, whom the statement told of shortly before names, whoever
    /// spoke last. One that several issued stands for them.
    fn issuer(&mut self, mention: &Mention, noun: &str, definite: bool) -> Option<Known> {
        let lead = Lead::of(self.document, mention.span)?;
        if let Some(told) = self.issued_by(&lead) {
            return Some(told);
        }
        if !definite && !self.words(mention.span).contains(['\'', '’']) {
            return None;
        }
        let tokens = &self.document.tokens;
        let before = tokens.iter().rev().skip_while(|t| t.span.end() > mention.span.start());
        let near = before
            .take_while(|t| self.document.sentence_at(t.span.start()).is_some_and(|s| s + NEAR >= mention.sentence));
        let told: Vec<ByteSpan> = near
            .filter(|t| self.words(t.span).eq_ignore_ascii_case(noun))
            .map(|t| t.span)
            .filter(|span| self.document.quotation_at(*span).is_none())
            .collect();
        for span in told {
            if let Some(known) = Lead::of(self.document, span).and_then(|lead| self.issued_by(&lead)) {
                return Some(known);
            }
            // "**Chile** answered in a statement"
            let sentence = self.document.sentence_at(span.start()).unwrap_or(mention.sentence);
            let subject = |h: &&Heard| {
                h.subject && !h.quoted && h.sentence == sentence && (h.whom.is_some() || h.voice.is_some())
            };
            if let Some(known) = self.heard.iter().find(subject).map(|h| self.known_of(h)) {
                return Some(known);
            }
        }
        // "The report" is what a body told; a person speaks in the reports of others.
        let report = noun == "report";
        let near = self.heard.iter().rev().filter(|p| p.speaks && p.sentence + REACH >= mention.sentence);
        let mut spoke = near.filter(|p| p.whom.is_some() || p.voice.is_some()).map(|p| self.known_of(p));
        spoke.find(|k| !report || k.actor.kind != ActorKind::Person)
    }

    /// Whom the words around a statement say that it comes from.
    fn issued_by(&mut self, lead: &Lead<'_>) -> Option<Known> {
        let from = |d: &Lead<'_>| {
            d.relation() == "nmod:poss"
                || d.relation() == "compound"
                || d.relation().starts_with("nmod") && matches!(d.case().as_deref(), Some("by" | "from" | "of"))
        };
        let whose: Vec<Lead<'_>> = lead.dependents().filter(from).collect();
        let names: Vec<_> = whose
            .iter()
            .flat_map(|d| {
                let phrase = d.phrase();
                self.document.names.iter().filter(move |n| phrase.contains(n.span)).copied().collect::<Vec<_>>()
            })
            .collect();
        let bodies = |n: &&chancery_model::Name| !matches!(n.kind, NameKind::Other);
        match names.iter().filter(bodies).collect::<Vec<_>>()[..] {
            [one] if one.kind == NameKind::Person => {
                let figure = self.person(one.span, None, None);
                Some(self.figures[figure].known.clone())
            }
            [one] => Some(self.known(&Whom::Body(self.body(one.span)?))),
            [] => None,
            _ => {
                let own = |d: &Lead<'_>| matches!(d.relation(), "amod" | "compound");
                let parts = lead.dependents().filter(own).map(|d| d.phrase()).chain(whose.iter().map(Lead::phrase));
                let span = parts.fold(lead.span(), ByteSpan::cover);
                let text = self.words(span);
                let name = one_line(text[..text.find(", the ").unwrap_or(text.len())].trim_end_matches(','));
                Some(Known { step: format!("{name} by description"), ..self.unknown("", name, None) })
            }
        }
    }

    fn known_of(&self, heard: &Heard) -> Known {
        match (&heard.whom, &heard.voice) {
            // "the group", which the register knows by name
            (Some(whom @ Whom::Body(_)), Some(voice)) if !voice.is_full => self.known(whom),
            (_, Some(voice)) => voice.known.clone(),
            (Some(whom), None) => self.known(whom),
            (None, None) => self.unknown("", String::new(), None),
        }
    }

    fn again(&self, heard: &Heard) -> Voice {
        let known = self.known_of(heard);
        let noun = known.actor.name.to_lowercase();
        heard.voice.clone().unwrap_or(Voice { known, noun, is_full: false, is_person: false, plural: false })
    }

    /// Whom "it" means beside a word of saying: the body or text that spoke or was the subject last.
    pub(super) fn it(&self, mention: &Mention) -> Option<Voice> {
        let silent = |p: &&Heard| match (&p.whom, &p.voice) {
            (Some(Whom::Figure(_)), _) => false,
            (_, Some(voice)) => !voice.is_person && !voice.plural,
            (Some(Whom::Body(_)), None) => true,
            (None, None) => false,
        };
        (0..=NEAR).filter_map(|back| mention.sentence.checked_sub(back)).find_map(|sentence| {
            let told = || self.heard.iter().filter(|p| p.sentence == sentence && !p.quoted).filter(silent);
            let speaks = told().find(|p| p.speaks && p.subject);
            speaks.or_else(|| told().find(|p| p.subject)).map(|p| self.again(p))
        })
    }

    /// "They", beside a word of saying: the several who were the subject last.
    pub(super) fn they(&self, sentence: usize) -> Option<Voice> {
        let near = |h: &&Heard| !h.quoted && h.subject && h.sentence < sentence && h.sentence + NEAR >= sentence;
        let several = |h: &&Heard| match (&h.voice, &h.whom) {
            (Some(voice), _) => voice.plural,
            (None, Some(Whom::Body(body))) => body.kind == ActorKind::Group,
            (None, _) => false,
        };
        // "The two leaders", where they are known, are found by their names.
        let last = self.heard.iter().rev().filter(near).find(several)?;
        (!matches!(last.whom, Some(Whom::Figure(_)))).then(|| self.again(last))
    }

    /// Two whom one pronoun means, as one voice: "they said".
    pub(super) fn joint(&self, whom: &[Whom]) -> Option<Voice> {
        let names: Vec<String> = whom.iter().map(|w| self.known(w).actor.name).collect();
        let (last, rest) = names.split_last().filter(|(_, rest)| !rest.is_empty())?;
        let name = format!("{} and {last}", rest.join(", "));
        let known = Known { step: format!("{name} by a pronoun"), ..self.unknown("", name, None) };
        Some(Voice { known, noun: String::new(), is_full: false, is_person: false, plural: true })
    }

    /// The person described, not named, as the subject of the sentence before: "A spokesman refused. **He** said".
    pub(super) fn described_subject(&self, sentence: usize) -> Option<Voice> {
        let last = self.heard.iter().rev().find(|p| !p.quoted && p.subject && p.sentence < sentence)?.sentence;
        let first = self.heard.iter().find(|p| !p.quoted && p.subject && p.sentence == last)?;
        let near = last + NEAR >= sentence;
        let named = matches!(first.whom, Some(Whom::Figure(_)));
        first.voice.as_ref().filter(|v| v.is_person && near && !named).cloned()
    }
}

/// A description as it stands in mid-sentence, without "the"; "one" is as good as "a".
fn described(phrase: &str) -> String {
    let words = one_line(phrase);
    match words.split_once(' ') {
        Some(("the" | "The", rest)) => rest.to_owned(),
        Some(("One" | "one", rest)) => format!("{} {rest}", article(rest)),
        Some((article @ ("A" | "An" | "Another"), rest)) => format!("{} {rest}", article.to_lowercase()),
        _ => words,
    }
}

fn article(word: &str) -> &'static str {
    let lower = word.to_lowercase();
    let spelt = word.starts_with("U.") || word.starts_with("UN ") || word.starts_with("US ") || word.starts_with("UK ");
    let like_you = spelt || ["uni", "use", "euro", "one "].iter().any(|start| lower.starts_with(start));
    if lower.starts_with(['a', 'e', 'i', 'o', 'u']) && !like_you { "an" } else { "a" }
}
