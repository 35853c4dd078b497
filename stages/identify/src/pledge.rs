//! Pledges: who is bound by whose word, to whom, for what money, until when.

use chancery_data::{Data, fold};
use chancery_model::{
    Actor, ActorId, ActorKind, Attendance, ByteSpan, Document, Findings, MentionForm, Money, NameKind, Participant,
    PledgeFinding, PledgeValue, Role, StatementValue, TimeKind, When,
};

use crate::cast::Known;
use crate::draft::Draft;
use crate::found::{self, Found, Retold, alike_in_words};
use crate::home;
use crate::name::one_line;
use crate::parties::Parties;
use crate::when::Fixed;

/// Reads pledges of one report; `said` are the values of its statements, in their order, `times` the days of its
/// times.
pub(crate) struct Pledges<'a> {
    pub(crate) data: &'a Data,
    pub(crate) document: &'a Document<'a>,
    pub(crate) findings: &'a Findings,
    pub(crate) resolved: &'a [Vec<Known>],
    pub(crate) said: &'a [StatementValue],
    pub(crate) times: &'a [Fixed],
    pub(crate) drafts: &'a [Draft],
    /// Whoever wrote the report, where it is somebody's own words.
    pub(crate) author: Option<&'a Known>,
}

/// Whose word was told last, and where: "it" is bound as he was.
struct Last {
    sentence: usize,
    statement: Option<usize>,
    by: Participant,
    is_to_somebody: bool,
}

impl Last {
    /// Whether a pledge stands in the same or the next sentence, in the same words of somebody.
    fn is_beside(&self, finding: &PledgeFinding) -> bool {
        self.statement == finding.statement && self.sentence + 1 >= finding.sentence
    }
}

impl Pledges<'_> {
    /// The pledges of the report: one that is told again is one. What a government promises its own people is none.
    pub(crate) fn all(&self) -> Vec<Found<PledgeValue>> {
        let mut all = Vec::new();
        if home::is_at_home(self.data, self.document) {
            return all;
        }
        let mut last = None;
        for finding in &self.findings.pledges {
            let Some(found) = self.of(finding, last.as_ref()) else { continue };
            last = Some(Last {
                sentence: finding.sentence,
                statement: finding.statement,
                by: found.value.by.clone(),
                is_to_somebody: found.value.to.is_some(),
            });
            found::put(&mut all, found);
        }
        all
    }

    /// The value of a pledge; `None` where nobody is known to be bound.
    fn of(&self, finding: &PledgeFinding, last: Option<&Last>) -> Option<Found<PledgeValue>> {
        let mut steps = Vec::new();
        let speaker = finding.statement.and_then(|i| self.said[i].speaker.as_ref());
        let mut parties: Vec<Participant> = Vec::new();
        let mut said_by = None;
        for by in &finding.by {
            let told: Vec<Participant> = match by {
                Some(mention) if self.is_it(*mention) => {
                    self.again(*mention, last.filter(|last| last.is_beside(finding)), &mut steps)
                }
                Some(mention) if last.is_some_and(|last| self.are_they(*mention, last) && last.is_beside(finding)) => {
                    self.again(*mention, last, &mut steps)
                }
                Some(mention) => {
                    self.known(*mention, &mut steps).into_iter().filter(|one| !self.is_text(one)).collect()
                }
                // "(a) agreed to open a bridge": under an opening that says who did.
                None if !self.is_in_person(finding) && !self.parties().open_together() => Vec::new(),
                None => self.speaking(finding, speaker, &mut steps),
            };
            for one in told {
                let (bound, person) = bound(one, &mut steps);
                said_by = said_by.or(person);
                if !parties.iter().any(|p| p.actor.id == bound.actor.id) {
                    parties.push(bound);
                }
            }
        }
        // What a state and its ministry do together the state does.
        let states: Vec<ActorId> = parties.iter().map(|p| p.actor.id.clone()).collect();
        parties.retain(|p| p.acts_for.as_ref().is_none_or(|state| !states.contains(&state.id)));
        let said_by = said_by.or_else(|| {
            let speaks_for = |s: &&Participant| {
                let own = s.acts_for.as_ref().map_or(&s.actor.id, |body| &body.id);
                s.actor.kind == ActorKind::Person && parties.iter().any(|p| p.actor.id == *own)
            };
            speaker.filter(speaks_for).cloned()
        });
        let mut to: Vec<Participant> = Vec::new();
        for mention in &finding.to {
            for one in self.known(*mention, &mut steps).into_iter().filter(|one| !self.is_text(one)) {
                let known = |list: &[Participant]| list.iter().any(|p| p.actor.id == one.actor.id);
                if !known(&to) && !known(&parties) {
                    to.push(one);
                }
            }
        }
        let by = together(&parties)?;
        let until = finding.until.map(|time| self.when(time));
        let length = finding.until.and_then(|time| match &self.findings.times[time].value {
            TimeKind::Duration(length) => Some(length.clone()),
            _ => None,
        });
        steps.extend(until.iter().map(|until| until.steps.clone()).filter(|steps| !steps.is_empty()));
        let what: Vec<String> = finding.content.iter().map(|piece| one_line(self.document.text(*piece))).collect();
        Some(Found {
            span: finding.trigger,
            evidence: vec![finding.evidence],
            rule: finding.rule.clone(),
            value: PledgeValue {
                by,
                parties: if parties.len() > 1 { parties } else { Vec::new() },
                said_by,
                to: together(&to),
                what: what.join(" "),
                amount: finding.amount.map(|amount| self.money(amount)),
                period: finding.period,
                until,
                length,
                status: finding.status,
                process: None,
            },
            steps,
        })
    }

    /// Whoever was bound last, where a pronoun means him.
    fn again(&self, mention: usize, last: Option<&Last>, steps: &mut Vec<String>) -> Vec<Participant> {
        let span = self.findings.mentions[mention].span;
        let Some(last) = last else { return Vec::new() };
        let words = one_line(self.document.text(span));
        steps.push(format!("“{words}”: {}, who was bound last", last.by.actor.name));
        vec![Participant { span, ..last.by.clone() }]
    }

    /// Whether a mention is "they", and whoever was bound last is a group, is told in the plural ("the authorities"), or
    /// was bound to somebody, who is not of them.
    fn are_they(&self, mention: usize, last: &Last) -> bool {
        let told = &self.findings.mentions[mention];
        let plural = |end: usize| {
            let last = self.document.tokens.iter().rev().find(|token| token.span.end() <= end);
            last.and_then(|token| token.xpos.as_deref()).is_some_and(|tag| matches!(tag, "NNS" | "NNPS"))
        };
        told.form == MentionForm::Pronoun
            && self.document.text(told.span).eq_ignore_ascii_case("they")
            && match last.by.actor.kind {
                ActorKind::Person => false,
                ActorKind::Group => true,
                ActorKind::State | ActorKind::Organisation => {
                    let body = self.data.register.organisations.get(&last.by.actor.id.0);
                    let group = body.is_some_and(|body| body.kind == "group");
                    group || last.is_to_somebody || plural(last.by.span.end())
                }
            }
    }

    /// Whether a mention is "it", which is whoever was bound in the sentence before.
    fn is_it(&self, mention: usize) -> bool {
        let told = &self.findings.mentions[mention];
        told.form == MentionForm::Pronoun && self.document.text(told.span).eq_ignore_ascii_case("it")
    }

    /// Whoever a mention stands for. A body that nothing else is known of is called by its name.
    fn known(&self, mention: usize, steps: &mut Vec<String>) -> Vec<Participant> {
        let told = &self.findings.mentions[mention];
        let words = self.document.text(told.span);
        let parties = self.parties();
        if parties.are_meant(told, &self.resolved[mention]) {
            return parties.sides(told.span, words, steps);
        }
        if let known @ [_, ..] = &self.resolved[mention][..] {
            steps.extend(known.iter().map(|known| format!("“{}”: {}", one_line(words), known.step)));
            let seated = known.iter().map(|known| known.seated(told.span, Role::Party, Attendance::Told));
            return seated.map(|one| self.of_state(one)).collect();
        }
        match told.form {
            MentionForm::Name { name, kind: NameKind::Organisation | NameKind::Group, .. } => {
                let name = one_line(self.document.text(name));
                let actor = Actor { id: ActorId(format!("name:{}", fold(&name))), kind: ActorKind::Group, name };
                let named = Known { actor, acts_for: None, office: None, step: String::new() };
                vec![named.seated(told.span, Role::Party, Attendance::Told)]
            }
            // "Ecopetrol Corp", which is no name that anybody knows.
            MentionForm::Role { role, of: None, .. } if self.unknown_name(role).is_some() => {
                let name = self.unknown_name(role).map(|name| one_line(self.document.text(name))).unwrap_or_default();
                let actor = Actor { id: ActorId(format!("name:{}", fold(&name))), kind: ActorKind::Organisation, name };
                let named = Known { actor, acts_for: None, office: None, step: "by its name".to_owned() };
                vec![self.of_state(named.seated(told.span, Role::Party, Attendance::Told))]
            }
            _ => Vec::new(),
        }
    }

    /// Whether a name is that of a text, which gives and gets nothing: "for the Lisbon Agreement".
    fn is_text(&self, one: &Participant) -> bool {
        let last = one.actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let named = !self.data.register.organisations.contains_key(&one.actor.id.0);
        named
            && self
                .data
                .lemmas
                .entries(&last)
                .iter()
                .any(|entry| ["text-noun", "document"].contains(&entry.class.as_str()))
    }

    /// The name that a word belongs to, where it is no person's and no place's.
    fn unknown_name(&self, word: ByteSpan) -> Option<ByteSpan> {
        let bodies = [NameKind::Organisation, NameKind::Group, NameKind::Other];
        let mut names = self.document.names.iter().filter(|name| name.span.contains(word));
        names.find(|name| bodies.contains(&name.kind)).map(|name| name.span)
    }

    fn parties(&self) -> Parties<'_> {
        Parties { data: self.data, document: self.document, drafts: self.drafts }
    }

    /// Whether the words of a pledge name whoever speaks: "we", "our".
    fn is_in_person(&self, finding: &PledgeFinding) -> bool {
        let tokens = &self.document.tokens[self.document.sentences[finding.sentence].tokens.clone()];
        tokens.iter().any(|token| {
            let word = self.document.text(token.span).to_lowercase();
            ["i", "we"].iter().any(|class| self.data.lexicon.phrase(class, &[&word]).is_some())
        })
    }

    /// "We" and "I": whoever speaks the words around; outside of anybody's words, those who have written the report,
    /// where it is of several, or the state whose own site it is from.
    fn speaking(
        &self,
        finding: &PledgeFinding,
        speaker: Option<&Participant>,
        steps: &mut Vec<String>,
    ) -> Vec<Participant> {
        if finding.statement.is_some() || self.document.quotation_at(finding.trigger).is_some() {
            let known = speaker.filter(|s| s.acts_for.is_some() || s.actor.kind != ActorKind::Group);
            steps.extend(known.map(|known| format!("whoever speaks: {}", known.actor.name)));
            return known.cloned().into_iter().collect();
        }
        self.parties().writers(self.author, finding.trigger, steps)
    }

    /// A ministry or agency acts for its state: the one it belongs to, or the one whose site the report is from.
    fn of_state(&self, one: Participant) -> Participant {
        if one.acts_for.is_some() || one.actor.kind != ActorKind::Organisation {
            return one;
        }
        let words = one.actor.name.to_lowercase();
        let office = words.split_whitespace().any(|word| self.data.lexicon.phrase("state-bodies", &[word]).is_some());
        let state = match self.data.register.organisations.get(&one.actor.id.0) {
            Some(body) => match &body.members[..] {
                [state] if office => self.data.register.states.get(state),
                _ => None,
            },
            None => self.parties().publisher().filter(|_| office).and_then(|s| self.data.register.states.get(&s.id.0)),
        };
        let state = state.map(|s| Actor { id: ActorId(s.id.clone()), kind: ActorKind::State, name: s.name.clone() });
        Participant { acts_for: state, ..one }
    }

    fn money(&self, amount: usize) -> Money {
        let amount = &self.findings.amounts[amount];
        Money {
            value: amount.value.clone(),
            currency: amount.unit.clone(),
            text: one_line(self.document.text(amount.span)),
            span: amount.span,
        }
    }

    fn when(&self, time: usize) -> When {
        let (span, fixed) = (self.findings.times[time].span, &self.times[time]);
        When {
            edtf: fixed.edtf,
            text: one_line(self.document.text(span)),
            basis: fixed.basis.to_owned(),
            steps: fixed.steps.clone(),
            span,
        }
    }
}

/// What is pledged, but for the sum: "$3 million for clinics" and "3 million doses" have no word in common.
fn without_money(pledge: &PledgeValue) -> String {
    pledge.amount.as_ref().map_or_else(|| pledge.what.clone(), |amount| pledge.what.replace(&amount.text, " "))
}

impl Retold for PledgeValue {
    fn owner(&self) -> ByteSpan {
        self.by.span
    }

    /// Whether the same is undertaken by the same, as far as both tell.
    fn is_same(&self, other: &Self) -> bool {
        let to = match (&self.to, &other.to) {
            (Some(a), Some(b)) => a.actor.id == b.actor.id,
            _ => true,
        };
        let money = match (&self.amount, &other.amount) {
            (Some(a), Some(b)) => Some(a.value == b.value && a.currency == b.currency),
            _ => None,
        };
        self.by.actor.id == other.by.actor.id
            && self.status == other.status
            && to
            && money.unwrap_or_else(|| alike_in_words(&without_money(self), &without_money(other)))
    }

    fn absorb(&mut self, other: Self) {
        self.said_by = self.said_by.take().or(other.said_by);
        self.to = self.to.take().or(other.to);
        self.amount = self.amount.take().or(other.amount);
        self.period = self.period.or(other.period);
        if self.until.is_none() {
            (self.until, self.length) = (other.until, other.length);
        }
    }
}

/// The state or body that is bound by somebody's word, and the person who gave it.
fn bound(told: Participant, steps: &mut Vec<String>) -> (Participant, Option<Participant>) {
    match &told.acts_for {
        Some(body) if told.actor.kind != ActorKind::Organisation => {
            steps.push(format!("{} speaks for {}", told.actor.name, body.name));
            (Participant { actor: body.clone(), acts_for: None, office: None, ..told.clone() }, Some(told))
        }
        _ => (told, None),
    }
}

/// Several as one group, in the words from the first to the last.
fn together(parties: &[Participant]) -> Option<Participant> {
    let (last, rest) = parties.split_last()?;
    let Some(first) = rest.first() else { return Some(last.clone()) };
    let names: Vec<&str> = rest.iter().map(|p| p.actor.name.as_str()).collect();
    let mut ids: Vec<&str> = parties.iter().map(|p| p.actor.id.0.as_str()).collect();
    ids.sort_unstable();
    let id = ActorId(format!("group:{}", ids.join("+")));
    let name = format!("{} and {}", names.join(", "), last.actor.name);
    let actor = Actor { id, kind: ActorKind::Group, name };
    let span = first.span.cover(last.span);
    let acts_for = last.acts_for.clone().filter(|state| rest.iter().all(|p| p.acts_for.as_ref() == Some(state)));
    Some(Participant { actor, acts_for, office: None, role: Role::Party, attendance: Attendance::Told, span })
}
