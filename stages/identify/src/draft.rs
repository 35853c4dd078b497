//! Events of one report, while its sentences are put together: one draft an occasion.

mod aside;
mod whereabouts;

use std::collections::BTreeSet;

use chancery_data::{Data, Reads};
use chancery_model::{
    Actor, ActorKind, ByteSpan, Day, Document, Edtf, EventFinding, EventKind, Findings, MentionForm, NameKind,
    Participant, Place, Seat, Status, When,
};

use crate::act;
use crate::cast::Known;
pub(crate) use crate::draft::aside::Asides;
use crate::place::place;
use crate::when::Fixed;

/// How many sentences on "the talks" may still mean the talks told before.
const REACH: usize = 8;
/// How many words may stand before "the talks" at the head of a sentence.
const OPENING: usize = 5;
/// How many words before a noun may count its rounds.
const BEFORE_NOUN: usize = 4;
/// Most days that one gathering takes.
const OCCASION: i32 = 7;
/// Most pieces of evidence kept of one occasion.
const MOST_EVIDENCE: usize = 4;
/// Held longer ago than this many days, an event is background to the report.
const RECENT: i32 = 14;

/// An occasion as far as it is told.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: EventKind,
    pub(crate) mode: Option<String>,
    pub(crate) status: Status,
    pub(crate) actors: Vec<Participant>,
    pub(crate) recipients: Vec<Participant>,
    pub(crate) mediators: Vec<Participant>,
    pub(crate) place: Option<Place>,
    pub(crate) time: Option<When>,
    pub(crate) trigger: ByteSpan,
    pub(crate) evidence: Vec<ByteSpan>,
    pub(crate) rule: chancery_model::RuleId,
    pub(crate) steps: Vec<String>,
    pub(crate) asides: Asides,
    sentence: usize,
    last_sentence: usize,
    sides: usize,
    leads: bool,
    another: bool,
    /// Whether its day lies after the report.
    to_come: bool,
    introduces: bool,
}

/// Puts the event findings of a report together.
pub(crate) fn drafts(
    data: &Data,
    document: &Document<'_>,
    findings: &Findings,
    resolved: &[Vec<Known>],
    times: &[Fixed],
) -> Vec<Draft> {
    let maker = Maker { data, document, findings, resolved, times };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut loose: Vec<Draft> = Vec::new();
    for finding in findings.events.iter().filter(|f| data.schema.is_engagement(&f.kind)) {
        let draft = maker.draft(finding);
        if draft.is_domestic() && draft.sides <= 2 {
            continue;
        }
        let complete = (draft.actors.len() >= draft.sides || maker.is_gathering(&draft)) && !draft.is_placeless_visit();
        let target = maker.target(&drafts, &draft, complete);
        match target {
            Some(i) => drafts[i].absorb(draft, complete),
            None if complete => drafts.push(draft),
            None => match maker.another_round(&drafts, &draft) {
                Some(round) => drafts.push(round),
                None => loose.push(draft),
            },
        }
    }
    maker.rounds(&mut drafts, loose);
    fold_visits(&mut drafts);
    whereabouts::fill(data, document, &mut drafts);
    // A meeting whose place is known only now may be what somebody came for.
    fold_visits(&mut drafts);
    maker.asides(&mut drafts);
    drafts.extend(maker.acts());
    drafts
}

struct Maker<'a> {
    data: &'a Data,
    document: &'a Document<'a>,
    findings: &'a Findings,
    resolved: &'a [Vec<Known>],
    times: &'a [Fixed],
}

impl Maker<'_> {
    fn day(&self) -> Option<Day> {
        self.document.report.published.edtf.and_then(Edtf::single_day)
    }

    /// How many sides its rule wants named.
    fn sides(&self, finding: &EventFinding) -> usize {
        match self.data.rules.iter().find(|r| r.id == finding.rule).map(|r| &r.reads) {
            Some(Reads::Event { sides, .. }) => *sides,
            _ => 2,
        }
    }

    /// Acts: each is told by its own words; the same act told twice is one.
    fn acts(&self) -> Vec<Draft> {
        let mut acts: Vec<Draft> = Vec::new();
        for finding in self.findings.events.iter().filter(|f| !self.data.schema.is_engagement(&f.kind)) {
            let seated = |seats| act::seated(self.document, self.findings, self.resolved, seats);
            let (actors, recipients) = (seated(&finding.actors), seated(&finding.recipients));
            if actors.is_empty() && recipients.is_empty() {
                continue;
            }
            let draft = Draft { actors, recipients, ..self.draft(finding) };
            let ids = |list: &[Participant]| list.iter().map(|p| p.actor.id.clone()).collect::<Vec<_>>();
            let same = |told: &&mut Draft| {
                told.kind == draft.kind
                    && ids(&told.actors) == ids(&draft.actors)
                    && ids(&told.recipients) == ids(&draft.recipients)
                    && told.agrees(&draft, true)
            };
            match acts.iter_mut().find(same) {
                Some(told) => told.absorb(draft, false),
                None => acts.push(draft),
            }
        }
        acts
    }

    fn family(&self, kind: &EventKind) -> Option<&str> {
        self.data.schema.events.get(&kind.0).map(|s| s.family.as_str())
    }

    fn draft(&self, finding: &EventFinding) -> Draft {
        let mut steps = Vec::new();
        let mut actors = self.participants(&finding.actors, &mut steps);
        if actors.len() == 1 && finding.actors.len() > 1 {
            actors.extend(self.described(finding, &actors));
        }
        let mediators = self.participants(&finding.mediators, &mut steps);
        let recipients = self.participants(&finding.recipients, &mut steps);
        // People who speak from afar share no place.
        let remote = self.family(&finding.kind) == Some("remote");
        let place = finding.place.filter(|_| !remote).and_then(|span| place(self.data, self.document.text(span), span));
        if let Some(place) = &place {
            steps.push(format!("“{}” lies in {}", self.document.text(place.span), place.name));
        }
        if finding.kind.0 == "visit" {
            actors.retain(|p| self.is_visitor(finding, p, place.as_ref()));
        }
        let mut status = finding.status;
        let time = finding.time.map(|i| self.time(i, status));
        let first = time.as_ref().and_then(|t| t.edtf).and_then(Edtf::first_day);
        let to_come = first
            .filter(|first| self.day().is_some_and(|today| today.until(*first).is_ok_and(|gap| gap.get_days() > 1)));
        if let (Status::Held, Some(first)) = (status, to_come) {
            status = Status::Planned;
            steps.push(format!("{first} lies after the report: planned"));
        }
        if let Some(time) = &time {
            steps.push(time.steps.clone());
        }
        Draft {
            kind: finding.kind.clone(),
            mode: finding.mode.clone(),
            status,
            actors,
            recipients,
            mediators,
            place,
            time,
            trigger: finding.trigger,
            evidence: finding.evidence.clone(),
            rule: finding.rule.clone(),
            steps,
            asides: Asides::of(finding),
            sentence: finding.sentence,
            last_sentence: finding.sentence,
            sides: self.sides(finding),
            leads: self.leads(finding),
            another: self.is_another(finding),
            to_come: to_come.is_some(),
            introduces: self.introduces(finding),
        }
    }

    /// The token at which the trigger starts.
    fn trigger(&self, finding: &EventFinding) -> usize {
        self.document.tokens.partition_point(|t| t.span.start() < finding.trigger.start())
    }

    /// Whether the words tell of one more round: "the next round of talks", "fresh talks".
    fn is_another(&self, finding: &EventFinding) -> bool {
        let tokens = &self.document.tokens;
        let trigger = self.trigger(finding);
        let near = trigger.saturating_sub(BEFORE_NOUN)..(trigger + 3).min(tokens.len());
        tokens[near]
            .iter()
            .any(|t| self.data.lexicon.phrase("another-round", &[&self.document.text(t.span).to_lowercase()]).is_some())
    }

    /// Whether an article brings the noun up for the first time: "an official visit".
    fn introduces(&self, finding: &EventFinding) -> bool {
        let trigger = self.trigger(finding);
        let first = self.document.sentences[finding.sentence].tokens.start;
        let before = trigger.saturating_sub(BEFORE_NOUN).max(first)..trigger;
        self.document.tokens[before].iter().any(|t| matches!(self.document.text(t.span), "a" | "an" | "A" | "An"))
    }

    /// Whether somebody is an official abroad: a person whose state or body is known, or people told
    /// by their role; not a country that "travels" to a match, and nobody on the way home.
    fn is_visitor(&self, finding: &EventFinding, visitor: &Participant, place: Option<&Place>) -> bool {
        let home = visitor.acts_for.as_ref().unwrap_or(&visitor.actor);
        let abroad = place.and_then(|p| p.country.as_ref()).is_none_or(|country| *country != home.name);
        let bare = finding.actors.iter().any(|seat| {
            let mention = &self.findings.mentions[seat.mention];
            mention.span == visitor.span
                && matches!(mention.form, MentionForm::Name { kind, .. } if kind != NameKind::Person)
        });
        let official = visitor.actor.kind != ActorKind::Person || visitor.acts_for.is_some();
        abroad && official && !bare
    }

    /// Whether the words open their sentence, as "the talks" do when they take up what was told.
    fn leads(&self, finding: &EventFinding) -> bool {
        let start = self.document.sentences[finding.sentence].span.start();
        let before = &self.document.report.text[start..finding.trigger.start()];
        before.split_whitespace().count() <= OPENING
    }

    fn time(&self, index: usize, status: Status) -> When {
        let (span, fixed) = (self.findings.times[index].span, &self.times[index]);
        let mut when = When {
            edtf: fixed.edtf,
            text: self.document.text(span).to_owned(),
            basis: fixed.basis.to_owned(),
            steps: fixed.steps.clone(),
            span,
        };
        // "negotiated until Sunday": from a day that nobody tells.
        if let (true, Some(Edtf::Date { date, .. })) = (!status.is_ahead() && self.lasts_until(span), fixed.edtf) {
            let open = Edtf::Interval { from: None, to: Some(date) };
            when.edtf = Some(open);
            when.steps = format!("{}, the last day: {open}", fixed.steps);
        }
        when
    }

    fn lasts_until(&self, time: ByteSpan) -> bool {
        let tokens = &self.document.tokens;
        let before = tokens.partition_point(|t| t.span.start() < time.start()).checked_sub(1);
        before.is_some_and(|i| {
            let word = self.document.text(tokens[i].span).to_lowercase();
            self.data.lexicon.phrase("lasting", &[&word]).is_some()
        })
    }

    /// Whoever the seats stand for; a state whose own people are named is not seated again.
    fn participants(&self, seats: &[Seat], steps: &mut Vec<String>) -> Vec<Participant> {
        let mut list: Vec<Participant> = Vec::new();
        for seat in seats {
            let span = self.findings.mentions[seat.mention].span;
            for known in &self.resolved[seat.mention] {
                let seated = list.iter().any(|p| p.actor.id == known.actor.id);
                if seated || self.is_outlet(&known.actor) {
                    continue;
                }
                steps.push(format!("“{}”: {}", self.document.text(span), known.step));
                list.push(known.seated(span, seat.role, seat.attendance));
            }
        }
        drop_represented(&mut list);
        list
    }

    /// The other side where only one is known: people told by their role ("opposition leaders"), but not those one
    /// meets at home.
    fn described(&self, finding: &EventFinding, known: &[Participant]) -> Vec<Participant> {
        let others: Vec<Seat> = finding
            .actors
            .iter()
            .filter(|seat| {
                let mention = &self.findings.mentions[seat.mention];
                let MentionForm::Role { role, plural: true, .. } = mention.form else { return false };
                let word = self.document.text(role).to_lowercase();
                let last = word.rsplit(' ').next().unwrap_or_default();
                self.resolved[seat.mention].is_empty()
                    && self.data.lexicon.phrase("counterparts", &[last]).is_some()
                    && !known.iter().any(|p| p.span == mention.span)
            })
            .cloned()
            .collect();
        act::seated(self.document, self.findings, self.resolved, &others)
    }

    /// Whether an actor is a publisher, named for what it reports and not for what it does.
    fn is_outlet(&self, actor: &Actor) -> bool {
        let known = || self.data.outlets.iter().any(|o| o.name == actor.name || o.aliases.contains(&actor.name));
        let last = actor.name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let sounds = || self.data.lexicon.phrase("media-words", &[&last]).is_some();
        actor.kind == ActorKind::Organisation && (known() || sounds())
    }

    /// Whether a body of many states gathers: it stands for its members.
    fn is_gathering(&self, draft: &Draft) -> bool {
        let kind = draft.kind.0.as_str();
        let brief = draft.edtf().and_then(Edtf::length).is_some_and(|days| days <= OCCASION);
        let told = kind == "summit" || brief && draft.place.is_some();
        let many = |p: &Participant| {
            let body = self.data.register.organisations.get(&p.actor.id.0);
            body.is_some_and(|o| o.members.len() > 2 || o.kind == "collective" || told && o.kind == "organisation")
        };
        let together = kind == "summit" || kind == "meeting" && (brief || draft.place.is_some());
        together && draft.actors.iter().any(many)
    }

    /// The draft that a new one adds to: the same occasion told again, or told of by "the talks".
    fn target(&self, drafts: &[Draft], draft: &Draft, complete: bool) -> Option<usize> {
        let family = self.family(&draft.kind);
        let candidates = drafts
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, d)| self.family(&d.kind) == family && d.agrees(draft, complete));
        if complete {
            return candidates
                .filter(|(_, d)| {
                    let shared = d.shared(draft);
                    let smaller = d.actors.len().min(draft.actors.len());
                    shared >= 2 && d.may_be_one(draft)
                        || (smaller == 1 && shared == 1 && d.kind == draft.kind && d.same_place(draft))
                })
                .map(|(i, _)| i)
                .next();
        }
        candidates
            .filter(|(_, d)| draft.sentence - d.last_sentence.min(draft.sentence) <= REACH)
            .filter(|(_, d)| {
                d.actors.len() >= 2 && (draft.actors.is_empty() && draft.takes_up(d) || d.shared(draft) > 0)
            })
            .map(|(i, _)| i)
            .next()
    }

    /// "Another round is planned for Friday": talks of the same sides as those told before, on
    /// another day.
    fn another_round(&self, drafts: &[Draft], draft: &Draft) -> Option<Draft> {
        let before = drafts.iter().rev().find(|d| {
            d.kind == draft.kind && d.actors.len() >= 2 && draft.sentence - d.last_sentence.min(draft.sentence) <= REACH
        })?;
        let own = draft.kind.0 == "talks" && draft.actors.is_empty() && draft.another;
        own.then(|| Draft { actors: before.actors.clone(), ..draft.clone() })
    }

    /// Talks of which nobody says who holds them, in a report that tells of one pair of sides only: theirs, where
    /// they have a day or a place of their own.
    fn rounds(&self, drafts: &mut Vec<Draft>, loose: Vec<Draft>) {
        let Some(sides) = common_sides(drafts) else { return };
        for mut draft in loose {
            let of_these = draft.actors.iter().all(|p| sides.iter().any(|s| same_seat(p, s)));
            let own = draft.kind.0 == "talks" && of_these;
            let marked = draft.edtf().is_some() || draft.place.is_some();
            if !own || !marked {
                continue;
            }
            draft.actors.clone_from(&sides);
            match self.target(drafts, &draft, true) {
                Some(i) => drafts[i].absorb(draft, true),
                None => drafts.push(draft),
            }
        }
    }
}

impl Draft {
    /// Whether words without actors ("the talks") speak of an event told before: at the head of
    /// their sentence, or in the sentence that told it.
    fn takes_up(&self, told: &Self) -> bool {
        let visit = |d: &Self| d.kind.0 == "visit";
        !self.introduces && visit(self) == visit(told) && (self.leads || self.sentence == told.last_sentence)
    }

    /// Whether all that is told of both may be true of one occasion. Words that only add to an
    /// event ("the talks") say too little of its status to be held against it.
    fn agrees(&self, other: &Self, complete: bool) -> bool {
        let places = match (&self.place, &other.place) {
            (Some(a), Some(b)) => within(a, b),
            _ => true,
        };
        let times = match (self.edtf(), other.edtf()) {
            (Some(a), Some(b)) => a.overlaps(b),
            _ => true,
        };
        let ahead = self.status.is_ahead() != other.status.is_ahead();
        places && times && (!complete || !ahead || self.is_dated_as(other))
    }

    /// Whether sides in common speak for one occasion: not where each names people whom the other does not, and
    /// nobody, no day and no place is the same.
    fn may_be_one(&self, other: &Self) -> bool {
        let own = |a: &Self, b: &Self| {
            a.actors.iter().any(|p| p.actor.kind == ActorKind::Person && !b.actors.iter().any(|q| same_seat(p, q)))
        };
        self.actors.iter().any(|p| other.seats(p))
            || self.is_dated_as(other)
            || self.same_place(other)
            || !(own(self, other) && own(other, self))
    }

    fn is_dated_as(&self, other: &Self) -> bool {
        self.edtf().is_some() && self.edtf() == other.edtf()
    }

    /// Whether somebody sits at it by name.
    fn seats(&self, who: &Participant) -> bool {
        self.actors.iter().any(|p| p.actor.id == who.actor.id)
    }

    fn edtf(&self) -> Option<Edtf> {
        self.time.as_ref().and_then(|t| t.edtf)
    }

    fn same_place(&self, other: &Self) -> bool {
        matches!((&self.place, &other.place), (Some(a), Some(b)) if within(a, b))
    }

    /// How many sides both have in common; a person and the state he acts for are one side, and so
    /// are two envoys of one state.
    fn shared(&self, other: &Self) -> usize {
        let common = self.actors.iter().filter(|a| other.actors.iter().any(|b| same_seat(a, b)));
        common.map(|p| &p.acts_for.as_ref().unwrap_or(&p.actor).id).collect::<BTreeSet<_>>().len()
    }

    /// "His visit", without a word on where to: it can only add to one already told.
    fn is_placeless_visit(&self) -> bool {
        self.kind.0 == "visit" && self.place.is_none() && self.recipients.is_empty()
    }

    /// Whether all sides act for one state: such a meeting is no diplomacy.
    fn is_domestic(&self) -> bool {
        let sides: Vec<&Actor> = self.actors.iter().map(|p| p.acts_for.as_ref().unwrap_or(&p.actor)).collect();
        self.kind.0 != "visit" && sides.len() > 1 && sides.iter().all(|s| *s == sides[0])
    }

    /// Whether a visit is the way to a meeting: told in the same sentence, or without a day of its
    /// own, and not to another place. Who travels to a place where others meet is one of them.
    fn belongs_to(&self, meeting: &Self) -> bool {
        let here = self.same_place(meeting);
        let elsewhere = self.place.is_some() && meeting.place.is_some() && !here;
        let same_sentence = self.sentence == meeting.sentence && (self.shared(meeting) > 0 || here);
        let same_day = self.edtf().is_none() || self.edtf() == meeting.edtf();
        !elsewhere && (same_sentence || here && same_day && self.shared(meeting) > 0)
    }

    fn absorb(&mut self, other: Self, complete: bool) {
        let adds_people = complete || other.sides > 2 || self.shared(&other) > 0;
        let dated = other.edtf().is_some();
        if adds_people {
            for participant in other.actors {
                if !self.seats(&participant) {
                    self.actors.push(participant);
                }
            }
            drop_represented(&mut self.actors);
        }
        if self.place.as_ref().is_none_or(|p| p.country.as_ref() == Some(&p.name)) {
            self.place = other.place.or(self.place.take());
        }
        // What is over took place on no day to come: "another round is planned for next week".
        let fits = !other.to_come || self.status.is_ahead();
        if self.edtf().is_none() && fits && (dated || self.time.is_none()) {
            self.time = other.time.or(self.time.take());
            self.to_come = other.to_come;
        }
        if complete && self.status == Status::Proposed && other.status != Status::Proposed {
            self.status = other.status;
        }
        for piece in other.evidence {
            if self.evidence.len() < MOST_EVIDENCE && !self.evidence.contains(&piece) {
                self.evidence.push(piece);
            }
        }
        self.steps.extend(other.steps);
        self.asides.absorb(other.asides);
        self.last_sentence = self.last_sentence.max(other.last_sentence);
    }

    /// Whether the event lies so far behind the report that it is told as background.
    pub(crate) fn is_background(&self, published: Option<Edtf>) -> bool {
        let (Some(last), Some(day)) = (self.edtf().and_then(Edtf::last_day), published.and_then(Edtf::first_day))
        else {
            return false;
        };
        last.until(day).is_ok_and(|gap| gap.get_days() > RECENT)
    }
}

/// The states and bodies that face each other at most talks of a report.
fn common_sides(drafts: &[Draft]) -> Option<Vec<Participant>> {
    let mut told: Vec<(Vec<Participant>, usize)> = Vec::new();
    let mut talks = 0;
    for draft in drafts.iter().filter(|d| d.kind.0 == "talks" && d.actors.len() >= 2) {
        let mut sides: Vec<Participant> = Vec::new();
        for p in &draft.actors {
            let body = p.acts_for.clone().unwrap_or_else(|| p.actor.clone());
            if !sides.iter().any(|s| s.actor.id == body.id) {
                sides.push(Participant { actor: body, acts_for: None, office: None, ..p.clone() });
            }
        }
        talks += 1;
        let same = |known: &[Participant]| {
            known.len() == sides.len() && sides.iter().all(|s| known.iter().any(|k| k.actor.id == s.actor.id))
        };
        match told.iter_mut().find(|(known, _)| same(known)) {
            Some((_, count)) => *count += 1,
            None => told.push((sides, 1)),
        }
    }
    let (sides, count) = told.into_iter().max_by_key(|(sides, count)| (*count, std::cmp::Reverse(sides.len())))?;
    (sides.len() >= 2 && 2 * count > talks).then_some(sides)
}

/// Travelling somewhere to meet somebody is the meeting, not a visit beside it.
fn fold_visits(drafts: &mut Vec<Draft>) {
    let mut i = 0;
    while i < drafts.len() {
        let host = drafts[i].kind.0 == "visit";
        let into = (0..drafts.len()).find(|j| {
            let (visit, other) = (&drafts[i], &drafts[*j]);
            *j != i && host && other.kind.0 != "visit" && other.kind.0 != "call" && visit.belongs_to(other)
        });
        if let Some(j) = into {
            let visit = drafts.remove(i);
            let j = if j > i { j - 1 } else { j };
            drafts[j].absorb(visit, true);
        } else {
            i += 1;
        }
    }
}

/// Whether two places are one, or one is the state that the other lies in.
fn within(a: &Place, b: &Place) -> bool {
    a.name == b.name || a.country.as_ref() == Some(&b.name) || b.country.as_ref() == Some(&a.name)
}

fn same_seat(a: &Participant, b: &Participant) -> bool {
    let acts = |p: &Participant, q: &Participant| p.acts_for.as_ref().is_some_and(|s| s.id == q.actor.id);
    a.actor.id == b.actor.id || acts(a, b) || acts(b, a)
}

/// A person beats the state or body he acts for: one seat, one name.
fn drop_represented(list: &mut Vec<Participant>) {
    let represented: Vec<_> = list.iter().filter_map(|p| p.acts_for.as_ref().map(|a| a.id.clone())).collect();
    list.retain(|p| !represented.contains(&p.actor.id));
}
