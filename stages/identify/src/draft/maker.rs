//! A finding made a draft: who sits at it, where and when it is, how far it has come.

use chancery_data::{Data, Reads};
use chancery_model::{
    Actor, ActorKind, ByteSpan, Day, Document, Edtf, EventFinding, EventKind, Findings, MentionForm, NameKind,
    Participant, Place, Role, Seat, Status, When,
};

use super::occasion::drop_represented;
use super::whereabouts::sent_from;
use super::{Asides, Draft, OCCASION};
use crate::cast::Known;
use crate::place::place;
use crate::syntax::Lead;
use crate::when::Fixed;

/// How many words may stand before "the talks" at the head of a sentence.
const OPENING: usize = 5;
/// How many words before a noun may count its rounds.
const BEFORE_NOUN: usize = 4;

/// Makes drafts of the event findings of one report.
pub(super) struct Maker<'a> {
    pub(super) data: &'a Data,
    pub(super) document: &'a Document<'a>,
    pub(super) findings: &'a Findings,
    pub(super) resolved: &'a [Vec<Known>],
    pub(super) times: &'a [Fixed],
    pub(super) names: &'a [Option<Actor>],
}

impl Maker<'_> {
    pub(super) fn day(&self) -> Option<Day> {
        self.document.report.published.edtf.and_then(Edtf::single_day)
    }

    /// The drafts of a finding: where its rule says so, one for each of several hosts, anchored at the words from the
    /// trigger to the host from the second on.
    pub(super) fn each(&self, finding: &EventFinding) -> Vec<Draft> {
        let whole = self.draft(finding);
        let apart = self.data.rules.iter().find(|r| r.id == finding.rule);
        let apart = apart.is_some_and(|r| matches!(r.reads, Reads::Event { apart: true, .. }));
        let hosts: Vec<Participant> = whole.actors.iter().filter(|p| p.role == Role::Host).cloned().collect();
        let mut spans: Vec<ByteSpan> = hosts.iter().map(|p| p.span).collect();
        spans.dedup();
        if !apart || hosts.len() < 2 || spans.len() < hosts.len() {
            return vec![whole];
        }
        let alone = |(i, host): (usize, &Participant)| {
            let mut one = whole.clone();
            one.actors.retain(|p| p.role != Role::Host || p.actor.id == host.actor.id);
            one.trigger = if i > 0 { whole.trigger.cover(host.span) } else { whole.trigger };
            one
        };
        hosts.iter().enumerate().map(alone).collect()
    }

    /// How many sides its rule wants named.
    fn sides(&self, finding: &EventFinding) -> usize {
        match self.data.rules.iter().find(|r| r.id == finding.rule).map(|r| &r.reads) {
            Some(Reads::Event { sides, .. }) => *sides,
            _ => 2,
        }
    }

    pub(super) fn family(&self, kind: &EventKind) -> Option<&str> {
        self.data.schema.events.get(&kind.0).map(|s| s.family.as_str())
    }

    pub(super) fn draft(&self, finding: &EventFinding) -> Draft {
        let mut steps = Vec::new();
        let mut actors = self.participants(&finding.actors, &mut steps);
        for participant in self.described(finding, &actors) {
            if !actors.iter().any(|p| p.actor.id == participant.actor.id) {
                actors.push(participant);
            }
        }
        let facing = self.facing(finding, &actors);
        let mediators = self.participants(&finding.mediators, &mut steps);
        let recipients = self.participants(&finding.recipients, &mut steps);
        // People who speak from afar share no place.
        let remote = self.family(&finding.kind) == Some("remote");
        let named = finding.place.filter(|_| !remote).and_then(|span| self.named_place(span));
        let place = named.or_else(|| if remote { None } else { self.described_place(finding) });
        if let Some(place) = &place {
            steps.push(format!("“{}” lies in {}", self.document.text(place.span), place.name));
        }
        if finding.kind.0 == "visit" {
            let official = |p: &Participant| self.is_visitor(finding, p, place.as_ref());
            // Who travels with an official is on his business.
            let led = actors.iter().any(official);
            let along = |p: &Participant| p.actor.kind == ActorKind::Person && p.acts_for.is_none();
            actors.retain(|p| official(p) || led && along(p));
        }
        let mut status = finding.status;
        // "to follow up on **this** conversation, he will go there on Monday"
        let pointed = self.is_pointed_at(finding);
        let time = finding.time.filter(|_| !pointed).map(|i| self.time(i, status)).or_else(|| self.apart(finding));
        let first = time.as_ref().and_then(|t| t.edtf).and_then(Edtf::first_day);
        // A report may bear the day before what it tells as done: elsewhere it is tomorrow already.
        let nearest = if status.is_ahead() { 0 } else { 1 };
        let to_come = first.filter(|first| {
            self.day().is_some_and(|today| today.until(*first).is_ok_and(|gap| gap.get_days() > nearest))
        });
        if let (Status::Held, Some(first)) = (status, to_come) {
            status = Status::Planned;
            steps.push(format!("{first} lies after the report: planned"));
        }
        // "is visiting Tokyo this week": he is there.
        let now = |today: Day| time.as_ref().and_then(|t| t.edtf).is_some_and(|days| days.overlaps(Edtf::day(today)));
        if status == Status::Planned && self.day().is_some_and(now) && self.is_visiting(finding) {
            status = Status::Ongoing;
            steps.push("told as going on, on days around the report: ongoing".to_owned());
        }
        let last = time.as_ref().and_then(|t| t.edtf).and_then(Edtf::last_day);
        let gone = last
            .is_some_and(|last| self.day().is_some_and(|today| last.until(today).is_ok_and(|gap| gap.get_days() > 1)));
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
            moved_from: finding.moved_from.map(|i| self.time(i, Status::Planned)),
            trigger: finding.trigger,
            evidence: finding.evidence.clone(),
            rule: finding.rule.clone(),
            steps,
            asides: Asides::of(finding),
            sentence: finding.sentence,
            last_sentence: finding.sentence,
            sides: self.sides(finding),
            leads: self.leads(finding),
            another: self.is_told_beside(finding, "another-round"),
            negotiates: self.is_word(finding.trigger, "negotiations"),
            open: self.is_open(finding),
            facing,
            three_sided: self.is_told_beside(finding, "three-sided"),
            to_come: to_come.is_some(),
            until_tomorrow: to_come
                .zip(self.day())
                .filter(|(first, today)| today.tomorrow().is_ok_and(|day| day == *first))
                .map(|(first, today)| Edtf::days(today, first)),
            gone,
            introduces: self.introduces(finding),
            also: self.is_one_more(finding),
            several: self.counts_several(finding),
            distance: finding.distance.clone(),
            named_above: false,
            earlier: None,
            nearness: finding.nearness.clone(),
            follows: self.is_told_with(finding, "following-on"),
            on_margins: self.is_told_with(finding, "on-margins"),
            onward: self.is_onward(finding),
        }
    }

    /// The place that words name: of "Atlanta, Georgia" no state, but the part of one that bears its name.
    fn named_place(&self, span: ByteSpan) -> Option<Place> {
        let words = self.document.text(span);
        let mut place = place(self.data, words, span)?;
        let stands_for = self.document.names.iter().zip(self.names).find(|(name, _)| name.span == span);
        let nobody = stands_for.is_some_and(|(_, actor)| actor.is_none());
        let part = self.data.lexicon.phrase("us-states", &[&words.to_lowercase()]).is_some();
        if nobody && part && place.country.as_ref() == Some(&place.name) {
            place.country = self.data.register.states.get("us").map(|state| state.name.clone());
        }
        Some(place)
    }

    /// "Here", and "the island" that is visited: where the report was sent from.
    fn described_place(&self, finding: &EventFinding) -> Option<Place> {
        let lead = Lead::of(self.document, finding.trigger)?;
        if self.document.quotation_at(finding.trigger).is_some() {
            return None;
        }
        let visit = finding.kind.0 == "visit";
        let is = |class: &str, word: &str| self.data.lexicon.phrase(class, &[word]).is_some();
        let here = |d: &Lead<'_>| d.relation() == "advmod" && is("here", &d.lower());
        let known = |d: &Lead<'_>| d.dependents().any(|c| c.relation() == "det" && is("articles", &c.lower()));
        let goal = |d: &Lead<'_>| matches!(d.relation(), "obj" | "obl" | "nmod");
        let land = |d: &Lead<'_>| visit && goal(d) && is("lands", &d.lemma()) && known(d);
        let words = lead.dependents().find(|d| here(d) || land(d))?;
        let home = sent_from(self.data, self.document)?;
        Some(Place { span: words.span(), ..home })
    }

    /// Whether a verb tells it.
    pub(super) fn is_verb(&self, draft: &Draft) -> bool {
        Lead::of(self.document, draft.trigger).is_some_and(|lead| lead.upos() == "VERB")
    }

    /// Whether a word of a class hangs on the trigger.
    fn is_told_with(&self, finding: &EventFinding, class: &str) -> bool {
        let lead = Lead::of(self.document, finding.trigger);
        lead.is_some_and(|lead| lead.dependents().any(|d| self.data.lexicon.phrase(class, &[&d.lemma()]).is_some()))
    }

    /// Whether words such as "before" open what the trigger tells: "**before** flying to Lima", "**ahead of** a visit".
    fn is_onward(&self, finding: &EventFinding) -> bool {
        let is = |word: &str| self.data.lexicon.phrase("onward", &[word]).is_some();
        let opens = |d: &Lead<'_>| matches!(d.relation(), "mark" | "case") && is(&d.lower());
        let Some(lead) = Lead::of(self.document, finding.trigger) else { return false };
        // "**ahead** of a visit": the tree may hang the word on the verb.
        let start = lead.phrase().start();
        let beside = |head: Lead<'_>| {
            let near = |d: &Lead<'_>| d.span().end() < start && start - d.span().end() <= 1;
            head.dependents().any(|d| d.relation() == "advmod" && is(&d.lower()) && near(&d))
        };
        lead.dependents().any(|d| opens(&d)) || lead.relation().starts_with("obl") && lead.head().is_some_and(beside)
    }

    /// Whether a visit is told as going on: "**is visiting** Tokyo", "**is paying** a visit to".
    fn is_visiting(&self, finding: &EventFinding) -> bool {
        let goes_on = |verb: &Lead<'_>| {
            let is = |d: &Lead<'_>| d.relation() == "aux" && matches!(d.xpos(), "VBZ" | "VBP") && d.lemma() == "be";
            verb.xpos() == "VBG" && verb.dependents().any(|d| is(&d))
        };
        let class = |lead: &Lead<'_>| {
            ["visit", "visit-noun"].iter().any(|class| self.data.lexicon.phrase(class, &[&lead.lower()]).is_some())
        };
        let lead = Lead::of(self.document, finding.trigger).filter(|lead| finding.kind.0 == "visit" && class(lead));
        let carried =
            |lead: Lead<'_>| lead.head().filter(|_| lead.relation() == "obj").is_some_and(|verb| goes_on(&verb));
        lead.is_some_and(|lead| goes_on(&lead) || carried(lead))
    }

    /// The token at which the trigger starts.
    fn trigger(&self, finding: &EventFinding) -> usize {
        self.document.tokens.partition_point(|t| t.span.start() < finding.trigger.start())
    }

    fn is_word(&self, span: ByteSpan, class: &str) -> bool {
        self.data.lexicon.phrase(class, &[&self.document.text(span).to_lowercase()]).is_some()
    }

    /// Whether words around the trigger are of a class: "the **next** round of talks", "**trilateral** talks".
    fn is_told_beside(&self, finding: &EventFinding, class: &str) -> bool {
        let tokens = &self.document.tokens;
        let trigger = self.trigger(finding);
        let near = trigger.saturating_sub(BEFORE_NOUN)..(trigger + 3).min(tokens.len());
        tokens[near].iter().any(|t| self.is_word(t.span, class))
    }

    /// Whether the words only point at an occasion just told: "this conversation".
    fn is_pointed_at(&self, finding: &EventFinding) -> bool {
        let before = self.trigger(finding).checked_sub(1).map(|i| self.document.tokens[i].span);
        before.is_some_and(|span| self.is_word(span, "pointing-words"))
    }

    /// Whether "also" stands beside the word: "they **also** met".
    fn is_one_more(&self, finding: &EventFinding) -> bool {
        let trigger = self.trigger(finding);
        let near = trigger.saturating_sub(2)..(trigger + 2).min(self.document.tokens.len());
        self.document.tokens[near].iter().any(|t| self.is_word(t.span, "one-more"))
    }

    /// Whether people may have met or called: "conversation" with no word on how.
    fn is_open(&self, finding: &EventFinding) -> bool {
        let word = |at: usize| self.document.tokens.get(at).map_or("", |t| self.document.text(t.span)).to_lowercase();
        let is = |class: &str, at: usize| self.data.lexicon.phrase(class, &[&word(at)]).is_some();
        let trigger = self.trigger(finding);
        is("open-talk", trigger) && !is("remote-words", trigger.saturating_sub(1))
    }

    /// Whether the noun is a plural that counts occasions: "meetings", and not "talks".
    fn counts_several(&self, finding: &EventFinding) -> bool {
        let token = self.document.tokens.get(self.trigger(finding));
        let plural = token.is_some_and(|t| t.xpos.as_deref() == Some("NNS"));
        plural && !self.is_word(finding.trigger, "negotiations") && finding.kind.0 != "talks"
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
        if let Some(stretch) = self.stretch(index, &when) {
            return stretch;
        }
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
                if seated || self.is_outlet(&known.actor) || self.is_occasion(&known.actor) {
                    continue;
                }
                steps.push(format!("“{}”: {}", self.document.text(span), known.step));
                list.push(known.seated(span, seat.role, seat.attendance));
            }
        }
        drop_represented(&mut list);
        list
    }

    /// Whether an actor is a publisher, named for what it reports and not for what it does.
    fn is_outlet(&self, actor: &Actor) -> bool {
        let known = || self.data.outlets.iter().any(|o| o.name == actor.name || o.aliases.contains(&actor.name));
        let last = actor.name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let sounds = || self.data.lexicon.phrase("media-words", &[&last]).is_some();
        actor.kind == ActorKind::Organisation && (known() || sounds())
    }

    /// Whether a body of many states gathers: it stands for its members.
    pub(super) fn is_gathering(&self, draft: &Draft) -> bool {
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
}
