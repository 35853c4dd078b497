//! Proposals: which mentions of plans and texts are one, whose it is, and what each party says to it.

use std::collections::BTreeSet;

use chancery_model::{
    ActorId, ActorKind, Answer, Attendance, ByteSpan, MentionForm, NameKind, Participant, ProposalFinding,
    ProposalValue, Role, Stance, Token,
};

use crate::found::{self, Found};
use crate::name::one_line;
use crate::position::Positions;

/// How far back, in sentences, "the plan" may point to a plan, and to what was called something else.
const REACH: usize = 8;
const REACH_OTHERS: usize = 3;
/// Most pieces of evidence kept of one proposal.
const MOST_EVIDENCE: usize = 12;
/// The pronoun for a thing.
const IT: &str = "it";

/// The proposals of a report, in order of their first words.
pub(crate) fn proposals(positions: &Positions<'_>) -> Vec<Found<ProposalValue>> {
    let mut table = Table { positions, tabled: Vec::new() };
    for finding in &positions.findings.proposals {
        table.lay(finding);
    }
    let told: Vec<Tabled> = std::mem::take(&mut table.tabled).into_iter().map(Tabled::told).collect();
    told.into_iter().filter(|tabled| !table.is_home_matter(tabled)).map(|tabled| tabled.out).collect()
}

struct Table<'a> {
    positions: &'a Positions<'a>,
    tabled: Vec<Tabled>,
}

/// A proposal as far as it is known.
struct Tabled {
    out: Found<ProposalValue>,
    /// Base forms of the nouns that it was called by, lower case.
    nouns: BTreeSet<String>,
    /// The words of its names, lower case.
    words: BTreeSet<String>,
    /// The sentence that told of it last.
    last: usize,
    /// Whether it was the subject there, so that "it" is it.
    subject: bool,
    counter: bool,
    several: bool,
    stranger: bool,
    certain: bool,
}

/// What one finding says, with people known.
struct Told<'a> {
    finding: &'a ProposalFinding,
    by: Vec<Participant>,
    noun: String,
    /// Whether it is the subject of its sentence.
    subject: bool,
    words: BTreeSet<String>,
    several: bool,
    /// Whether the words name an author whom nobody knows.
    stranger: bool,
}

impl Table<'_> {
    /// Lays a finding to the proposal that it tells of; what only points to one and finds none is left out.
    fn lay(&mut self, finding: &ProposalFinding) {
        let mut steps = Vec::new();
        let by = self.people(&finding.by, &mut steps);
        let document = self.positions.document;
        let lower = |span: ByteSpan| document.text(span).to_lowercase();
        let words = lower(finding.name)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect();
        let (noun, several) = self.noun(finding.noun);
        let subject =
            self.token(finding.noun).and_then(|t| t.deprel.as_deref()).is_some_and(|r| r.starts_with("nsubj"));
        let unknown = |i: &usize| {
            let form = &self.positions.findings.mentions[*i].form;
            !matches!(form, MentionForm::Name { kind: NameKind::Place, .. })
        };
        let drafted_by = self.people(&finding.drafted_by, &mut steps);
        let unnamed = finding.by.iter().any(unknown) || !finding.drafted_by.is_empty();
        let stranger = by.is_empty() && drafted_by.is_empty() && (unnamed || finding.stranger);
        let told = Told { finding, by, noun, subject, words, several, stranger };
        // "Rejected it" points to the plan told last, "it calls for" to one that was the subject.
        let it = told.noun == IT && finding.answers.is_empty();
        let known = if it { self.it(&told) } else { self.same(&told) };
        if known.is_none() && (it || !finding.firm) {
            return;
        }
        // "Presented to both sides": who these are is a guess.
        let one = |i: &usize| {
            let named = matches!(self.positions.findings.mentions[*i].form, MentionForm::Name { .. });
            named || self.positions.resolved[*i].len() == 1
        };
        let to: Vec<usize> = finding.to.iter().copied().filter(one).collect();
        let to = self.people(&to, &mut steps);
        let answers = self.answers(finding, &mut steps);
        let at = known.unwrap_or_else(|| {
            self.tabled.push(Tabled::new(&told));
            self.tabled.len() - 1
        });
        let called = one_line(document.text(finding.name));
        self.tabled[at].add(told, [drafted_by, to], answers, called, steps);
    }

    /// Whether it is nobody's but its author's: put to nobody and answered by nobody, where its words need that.
    fn is_home_matter(&self, tabled: &Tabled) -> bool {
        let value = &tabled.out.value;
        let lemmas = &self.positions.data.lemmas;
        let put = |noun: &String| lemmas.entries(noun).iter().any(|entry| entry.class == "put-to-others");
        // A state's proposal is put to others, a president's may be one to his parliament.
        let state = value.by.iter().any(|by| by.actor.kind != ActorKind::Person) && tabled.nouns.iter().any(put);
        // Whoever is only described ("reporters", "the board") is no party.
        let party = |one: &Participant| !one.actor.id.0.starts_with("described:");
        let other = value.to.iter().any(party) || value.answers.iter().any(|answer| party(&answer.by));
        !tabled.certain && !state && !other
    }

    /// Whether a word tells what parties negotiate about.
    fn is_topic(&self, word: &str) -> bool {
        self.positions.data.lemmas.entries(word).iter().any(|entry| entry.class == "proposal-topic")
    }

    /// The base form of a noun, and whether it stands for several.
    fn noun(&self, noun: ByteSpan) -> (String, bool) {
        let token = self.token(noun);
        let lemma = token.and_then(|t| t.lemma.as_deref()).unwrap_or_else(|| self.positions.document.text(noun));
        (lemma.to_lowercase(), token.is_some_and(|t| t.xpos.as_deref() == Some("NNS")))
    }

    fn token(&self, noun: ByteSpan) -> Option<&Token> {
        let tokens = &self.positions.document.tokens;
        tokens.get(tokens.partition_point(|t| t.span.start() < noun.start()))
    }

    /// "It": the proposal that was the subject of the sentence before.
    fn it(&self, told: &Told<'_>) -> Option<usize> {
        let before = |t: &Tabled| t.subject && t.last + 1 == told.finding.sentence && !t.differs(told);
        let mut all = self.tabled.iter().enumerate().filter(|(_, t)| before(t)).map(|(at, _)| at);
        all.next().filter(|_| all.next().is_none())
    }

    fn people(&self, mentions: &[usize], steps: &mut Vec<String>) -> Vec<Participant> {
        let Positions { document, findings, resolved, .. } = self.positions;
        let mut people: Vec<Participant> = Vec::new();
        for i in mentions {
            let span = findings.mentions[*i].span;
            for known in &resolved[*i] {
                let one = known.seated(span, Role::Party, Attendance::Told);
                if !people.iter().any(|p| body(p) == body(&one)) {
                    steps.push(format!("“{}”: {}", document.text(span), known.step));
                    people.push(one);
                }
            }
        }
        people
    }

    fn answers(&self, finding: &ProposalFinding, steps: &mut Vec<String>) -> Vec<Answer> {
        let mut answers = Vec::new();
        for i in &finding.answers {
            let position = &self.positions.findings.positions[*i];
            let stance = match position.stance {
                Stance::Demands if finding.taken_up.contains(i) => Stance::Supports,
                // Who demands changes would take it with them.
                Stance::Demands => Stance::Conditional,
                stance => stance,
            };
            for held in self.positions.held(position) {
                steps.push(format!(
                    "{} {}: “{}”, by rule {}",
                    held.holder.actor.name,
                    position.stance.as_str(),
                    self.positions.document.text(position.content),
                    position.rule
                ));
                answers.push(Answer { by: held.holder, stance, evidence: vec![position.evidence] });
            }
        }
        answers
    }

    /// The proposal told before that a finding tells of again.
    fn same(&self, told: &Told<'_>) -> Option<usize> {
        let finding = told.finding;
        let fits = |t: &&Tabled| !t.differs(told);
        let near = |t: &&Tabled| t.last + REACH >= finding.sentence;
        let index = |found: &Tabled| self.tabled.iter().position(|t| std::ptr::eq(t, found));
        let latest = |test: &dyn Fn(&&Tabled) -> bool| {
            self.tabled.iter().filter(|t| fits(t) && test(t)).max_by_key(|t| t.last).and_then(index)
        };
        let called = |t: &&Tabled| t.nouns.contains(&told.noun);
        if !finding.firm {
            let beside = |t: &&Tabled| t.last + REACH_OTHERS >= finding.sentence;
            return latest(&|t| near(t) && called(t)).or_else(|| latest(&beside));
        }
        if finding.counter {
            return latest(&|t| t.counter && (finding.definite || t.words == told.words));
        }
        let alike = |t: &&Tabled| t.words == told.words;
        let owned = |t: &&Tabled| t.has_author(&told.by);
        if finding.definite || finding.revised {
            // The same author's, by the same noun; else what is called alike; else the only one there is.
            return latest(&|t| owned(t) && called(t))
                .or_else(|| latest(&|t| alike(t)))
                .or_else(|| latest(&|t| owned(t) && t.several == told.several))
                .or_else(|| latest(&called))
                .or_else(|| latest(&|t| near(t) && t.several == told.several));
        }
        latest(&|t| owned(t) && called(t)).or_else(|| latest(&|t| self.shares_topic(t, told)))
    }
}

impl Table<'_> {
    /// Whether both are about peace, or both about a ceasefire.
    fn shares_topic(&self, tabled: &Tabled, told: &Told<'_>) -> bool {
        tabled.words.intersection(&told.words).any(|word| self.is_topic(word))
    }
}

impl Tabled {
    fn new(told: &Told<'_>) -> Self {
        let finding = told.finding;
        let value = ProposalValue {
            name: String::new(),
            versions: Vec::new(),
            by: Vec::new(),
            drafted_by: Vec::new(),
            to: Vec::new(),
            contains: Vec::new(),
            answers: Vec::new(),
            planned: finding.planned,
            process: None,
        };
        let (span, rule) = (finding.noun, finding.rules[0].clone());
        Self {
            out: Found { span, value, evidence: Vec::new(), rule, steps: Vec::new() },
            nouns: BTreeSet::new(),
            words: BTreeSet::new(),
            last: finding.sentence,
            subject: told.subject,
            counter: finding.counter,
            several: told.several,
            stranger: told.stranger,
            certain: false,
        }
    }

    /// Whether it is another one by what the words say: other authors, a counterproposal.
    fn differs(&self, told: &Told<'_>) -> bool {
        let (own, drafters) = (&self.out.value.by, &self.out.value.drafted_by);
        let owned = !own.is_empty() || !drafters.is_empty();
        let strangers = owned && !told.by.is_empty() && !self.has_author(&told.by)
            || owned && told.stranger
            || self.stranger && !told.by.is_empty();
        // "Its proposal" of whoever made a counterproposal may be that.
        let same = told.finding.definite && !told.finding.counter && self.has_author(&told.by);
        strangers || told.finding.firm && told.finding.counter != self.counter && !same
    }

    fn has_author(&self, by: &[Participant]) -> bool {
        let own = self.out.value.by.iter().chain(&self.out.value.drafted_by);
        own.into_iter().any(|own| by.iter().any(|other| body(own) == body(other)))
    }

    fn add(
        &mut self,
        told: Told<'_>,
        [drafted_by, to]: [Vec<Participant>; 2],
        answers: Vec<Answer>,
        called: String,
        steps: Vec<String>,
    ) {
        let finding = told.finding;
        let value = &mut self.out.value;
        // The name that says most: "peace plan" rather than "plan".
        if value.name.is_empty() || finding.firm && told.words.len() > self.words.len() && self.nouns.len() == 1 {
            value.name = called;
            self.words.clone_from(&told.words);
        }
        if told.noun != IT {
            self.nouns.insert(told.noun);
        }
        self.subject = told.subject || self.subject && self.last == finding.sentence;
        self.last = finding.sentence;
        self.certain |= finding.certain;
        value.versions.extend(&finding.versions);
        seat(&mut value.by, told.by);
        seat(&mut value.drafted_by, drafted_by);
        seat(&mut value.to, to);
        value.contains.extend(&finding.contains);
        value.planned &= finding.planned;
        for answer in answers {
            let known = value.answers.iter_mut().find(|a| body(&a.by) == body(&answer.by) && a.stance == answer.stance);
            match known {
                Some(known) => known.evidence.extend(answer.evidence),
                None => value.answers.push(answer),
            }
        }
        found::keep(&mut self.out.evidence, [finding.evidence], MOST_EVIDENCE);
        let rules: Vec<&str> = finding.rules.iter().map(|r| r.0.as_str()).collect();
        self.out.steps.push(format!("told by {}", rules.join(", ")));
        self.out.steps.extend(steps);
    }

    /// Nobody answers what is his own, and whom it is put to has not put it forward.
    fn told(mut self) -> Self {
        let value = &mut self.out.value;
        let authors: BTreeSet<ActorId> = value.by.iter().chain(&value.drafted_by).map(|p| body(p).clone()).collect();
        value.answers.retain(|a| !authors.contains(body(&a.by)));
        value.to.retain(|p| !authors.contains(body(p)));
        self
    }
}

/// Whom somebody acts for, himself where he acts for nobody.
fn body(one: &Participant) -> &ActorId {
    one.acts_for.as_ref().filter(|_| one.actor.kind == ActorKind::Person).map_or(&one.actor.id, |of| &of.id)
}

/// Adds those who are not there yet.
fn seat(seats: &mut Vec<Participant>, more: Vec<Participant>) {
    for one in more {
        if !seats.iter().any(|p| body(p) == body(&one)) {
            seats.push(one);
        }
    }
}
