//! What is told of an occasion besides who, where and when goes to the draft that it is told of: the occasion that
//! its words name, else the one told in the same sentence, else the one that "the talks" or "they" point back to.

use chancery_data::{TermWord, Told};
use chancery_model::{
    ActorKind, Aside, AsideFinding, Attendance, ByteSpan, EventFinding, Evidence, MentionForm, OutcomeValue,
    Participant, Role, Status,
};

use super::Draft;
use super::maker::Maker;
use super::occasion::{MOST_EVIDENCE, same_seat};
use crate::found;

/// How many words may tell an issue though none of them tells it for certain: "the peace process".
const PHRASE: usize = 5;
/// How many sentences behind an occasion its result or matter may stand.
const REACH: usize = 4;
/// How many sentences behind the only occasion of its kind in the report it may stand.
const READOUT: usize = 12;
/// How many sentences behind it words may stand that only mean those who took part: "they", "the two sides".
const NEAR: usize = 2;

/// What a draft has been told so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asides {
    /// The triggers of all findings that the draft is made of.
    triggers: Vec<ByteSpan>,
    /// The result, with the words that tell it.
    pub(crate) outcome: Option<(OutcomeValue, Vec<ByteSpan>)>,
    /// What it is about.
    pub(crate) issues: Vec<String>,
}

impl Asides {
    pub(super) fn of(finding: &EventFinding) -> Self {
        Self { triggers: vec![finding.trigger], ..Self::default() }
    }

    /// Whether a word tells it.
    pub(super) fn tells(&self, word: ByteSpan) -> bool {
        self.triggers.contains(&word)
    }

    pub(super) fn absorb(&mut self, other: Self) {
        self.triggers.extend(other.triggers);
    }

    fn result(&mut self, value: OutcomeValue, evidence: ByteSpan) {
        let (told, words) = self.outcome.get_or_insert_with(|| (value, Vec::new()));
        *told = told.with(value);
        if !words.contains(&evidence) {
            words.push(evidence);
        }
    }

    fn about(&mut self, issues: impl IntoIterator<Item = String>) {
        self.issues.extend(issues);
        self.issues.sort_unstable();
        self.issues.dedup();
    }
}

impl Maker<'_> {
    /// Gives each draft what is told of it.
    pub(super) fn asides(&self, drafts: &mut [Draft]) {
        for finding in &self.findings.asides {
            let who = self.meant(&finding.actors);
            let Some(at) = self.occasion(drafts, finding, &who) else { continue };
            let draft = &mut drafts[at];
            match finding.tells {
                Aside::Outcome(value) => {
                    draft.asides.result(value, finding.evidence);
                    draft.steps.push(format!(
                        "“{}” tells what came of it: {} ({})",
                        self.document.text(finding.trigger),
                        value.as_str(),
                        finding.rule
                    ));
                }
                Aside::Attendance(attendance) => self.attend(draft, finding, who, attendance),
                Aside::CalledOff => self.call_off(draft, finding),
                Aside::Topic => {}
            }
            let issues: Vec<String> =
                finding.content.iter().flat_map(|piece| self.issues(*piece, finding.tells)).collect();
            if !issues.is_empty() {
                draft.steps.push(format!("it is about {} ({})", issues.join(", "), finding.rule));
                draft.asides.about(issues);
            }
        }
    }

    /// Whether a word names an occasion only to say who stays away from it.
    pub(super) fn is_attended(&self, occasion: ByteSpan) -> bool {
        let away = Aside::Attendance(Attendance::Declined);
        let says = |a: &AsideFinding| a.tells == away && a.occasion == Some(occasion);
        self.findings.asides.iter().any(says)
    }

    /// Whoever mentions stand for.
    fn meant(&self, mentions: &[usize]) -> Vec<Participant> {
        let known = |mention: &usize| {
            let span = self.findings.mentions[*mention].span;
            self.resolved[*mention].iter().map(move |known| known.seated(span, Role::Party, Attendance::Told))
        };
        mentions.iter().flat_map(known).collect()
    }

    /// Whether mentions stand for several at once, of whom the report may not say who they are: "they", "the two
    /// sides"; not for unnamed people of one side.
    fn is_several(&self, mentions: &[usize], who: &[Participant]) -> bool {
        let several = mentions.iter().any(|mention| {
            let mention = &self.findings.mentions[*mention];
            match mention.form {
                MentionForm::Role { plural, definite, of, .. } => plural && of.is_none() && (definite || who.len() > 1),
                MentionForm::Pronoun => matches!(self.document.text(mention.span), "they" | "They" | "both" | "Both"),
                MentionForm::Name { .. } => false,
            }
        });
        several && who.len() != 1
    }

    /// The draft that an aside is told of.
    fn occasion(&self, drafts: &[Draft], finding: &AsideFinding, who: &[Participant]) -> Option<usize> {
        let fits = |draft: &Draft| self.fits(draft, finding);
        let named = finding.occasion.or(Some(finding.trigger));
        if let Some(at) = drafts.iter().position(|d| named.is_some_and(|word| d.asides.triggers.contains(&word))) {
            // "Earlier talks" were taken for those told before.
            let another = !finding.points_back && named != Some(drafts[at].trigger);
            return (fits(&drafts[at]) && !another).then_some(at);
        }
        let several = self.is_several(&finding.actors, who);
        let of_them = |draft: &Draft| {
            let seats = who.iter().filter(|p| draft.actors.iter().chain(&draft.recipients).any(|q| same_seat(p, q)));
            let seats = seats.count();
            // Whom "the two sides" are taken for may be a place named beside them.
            if several {
                return who.is_empty() || seats > 0;
            }
            let enough = if matches!(finding.tells, Aside::Outcome(_)) { 2 } else { 1 };
            seats >= enough && seats == who.len()
        };
        // Told beside it, or with those who are at it.
        let beside = |draft: &Draft| {
            let near = draft.asides.triggers.iter().any(|t| self.sentence_of(*t) == finding.sentence);
            near && (finding.occasion.is_none() || finding.points_back)
        };
        let distance = |draft: &Draft| {
            let gap = |t: &ByteSpan| t.start().abs_diff(finding.trigger.start());
            draft.asides.triggers.iter().map(gap).min().unwrap_or(usize::MAX)
        };
        let open = matches!(finding.tells, Aside::Attendance(_));
        let in_sentence = drafts.iter().enumerate().filter(|(_, d)| {
            fits(d) && beside(d) && (finding.actors.is_empty() || open && finding.occasion.is_some() || of_them(d))
        });
        if let Some((at, _)) = in_sentence.min_by_key(|(_, d)| distance(d)) {
            return Some(at);
        }
        if !finding.points_back || finding.occasion.is_some_and(|word| self.means_another(finding, word)) {
            return None;
        }
        let reach = if finding.occasion.is_some() { REACH } else { NEAR };
        let before = |d: &Draft| {
            let last = d.asides.triggers.iter().map(|t| self.sentence_of(*t)).filter(|s| *s < finding.sentence).max();
            last.filter(|last| finding.sentence - last <= reach)
        };
        let back = drafts.iter().enumerate().filter_map(|(at, d)| Some((before(d)?, at)));
        let mut back: Vec<(usize, usize)> = back.filter(|(_, at)| fits(&drafts[*at])).collect();
        back.sort_unstable_by_key(|(sentence, at)| (std::cmp::Reverse(*sentence), *at));
        let told = |(_, at): &&(usize, usize)| match (finding.occasion, finding.actors.is_empty()) {
            (Some(word), empty) => self.is_called(&drafts[*at], word) && (empty || open || of_them(&drafts[*at])),
            (None, true) => matches!(finding.tells, Aside::Outcome(_)),
            (None, false) if open => self.is_next(&drafts[*at], finding),
            (None, false) => of_them(&drafts[*at]),
        };
        if let Some((_, at)) = back.iter().find(told) {
            return Some(*at);
        }
        // In a readout all is told of its one occasion.
        let fitting = drafts.iter().enumerate().filter(|(_, d)| fits(d)).map(|(at, _)| (0, at));
        let all: Vec<(usize, usize)> = fitting.filter(|pair| told(&pair)).collect();
        let [(_, only)] = all[..] else { return None };
        let last = drafts[only].last_sentence;
        (last < finding.sentence && finding.sentence - last <= READOUT).then_some(only)
    }

    /// Whether an occasion may have been told so: a result needs one that took place.
    fn fits(&self, draft: &Draft, finding: &AsideFinding) -> bool {
        match finding.tells {
            Aside::Outcome(_) => draft.status.is_real(),
            Aside::Attendance(_) => draft.status != Status::Denied,
            Aside::CalledOff => draft.status.is_ahead(),
            Aside::Topic => true,
        }
    }

    /// Whether an aside follows the words on an occasion that lies ahead: "the participation of China is uncertain".
    fn is_next(&self, draft: &Draft, finding: &AsideFinding) -> bool {
        let told = |t: &ByteSpan| self.sentence_of(*t) + 1 == finding.sentence;
        draft.status.is_ahead() && draft.asides.triggers.iter().any(told)
    }

    fn sentence_of(&self, span: ByteSpan) -> usize {
        self.document.sentences.partition_point(|s| s.span.end() <= span.start())
    }

    /// Whether a word that names an occasion has found none of its own though it says where, when or whose: it
    /// means another one than those told.
    fn means_another(&self, finding: &AsideFinding, word: ByteSpan) -> bool {
        let event = self.findings.events.iter().find(|e| e.trigger == word);
        event.is_some_and(|e| {
            // "Pulled out of the talks on Monday" does not say when the talks are.
            let own_time = e.time.is_some() && !matches!(finding.tells, Aside::Attendance(_));
            e.place.is_some() || own_time || e.actors.iter().any(|s| !finding.actors.contains(&s.mention))
        })
    }

    /// Whether an occasion may be called by a word: talks are no visit, a call is no summit.
    pub(super) fn is_called(&self, draft: &Draft, word: ByteSpan) -> bool {
        let tokens = &self.document.tokens;
        let token = &tokens[tokens.partition_point(|t| t.span.start() < word.start())];
        let lemma = token.lemma.as_deref().unwrap_or_default().to_lowercase();
        let is = |class: &str| self.data.lemmas.entries(&lemma).iter().any(|e| e.class == class);
        match self.family(&draft.kind) {
            _ if is("summit") => draft.kind.0 == "summit",
            Some("remote") => is("call-talk") || is("talks") || is("occasion-any"),
            _ if draft.kind.0 == "visit" => is("visit"),
            _ => !is("visit") && lemma != "call",
        }
    }

    /// What was to be is off.
    fn call_off(&self, draft: &mut Draft, finding: &AsideFinding) {
        draft.earlier = Some(draft.status);
        draft.status = Status::Cancelled;
        let words = self.document.text(finding.trigger);
        draft.steps.push(format!("“{words}” tells that it is off ({})", finding.rule));
        let sentence = self.document.sentences[finding.sentence].span;
        if self.document.text(sentence).split_whitespace().count() <= Evidence::MOST_WORDS {
            found::keep(&mut draft.evidence, vec![sentence], MOST_EVIDENCE);
        }
    }

    /// Notes who may not or will not come; he stays at the table, or gets a seat, by that word.
    fn attend(&self, draft: &mut Draft, finding: &AsideFinding, who: Vec<Participant>, attendance: Attendance) {
        let step = |name: &str| {
            let words = self.document.text(finding.trigger);
            format!("“{words}”: attendance of {name} {} ({})", attendance.as_str(), finding.rule)
        };
        if who.is_empty() {
            if attendance == Attendance::Uncertain && finding.actors.is_empty() {
                // "It is unclear how many will attend": those listed just before.
                let listed = |p: &Participant| {
                    let sentence = self.sentence_of(p.span);
                    sentence == finding.sentence || sentence + 1 == finding.sentence
                };
                for p in draft.actors.iter_mut().filter(|p| listed(p)) {
                    p.attendance = attendance;
                    draft.steps.push(step(&p.actor.name));
                }
            }
            return;
        }
        // Whoever is told to be there already is so by the words of the occasion.
        let sure = matches!(attendance, Attendance::Told | Attendance::Expected);
        for mut p in who {
            let body = p.acts_for.as_ref().map(|of| of.id.clone());
            let seat = draft.actors.iter_mut().find(|seat| Some(&seat.actor.id) == body.as_ref());
            if let Some(seat) = seat.filter(|_| sure && p.actor.kind == ActorKind::Person) {
                // The envoy takes the seat of his state.
                (p.attendance, p.role) = (seat.attendance, seat.role);
                *seat = p;
                let words = step(&seat.actor.name);
                draft.steps.push(words);
                continue;
            }
            if sure && draft.actors.iter().any(|seat| same_seat(seat, &p)) {
                continue;
            }
            draft.steps.push(step(&p.actor.name));
            let sentence = self.document.sentences[finding.sentence].span;
            if self.document.text(sentence).split_whitespace().count() <= Evidence::MOST_WORDS {
                found::keep(&mut draft.evidence, vec![sentence], MOST_EVIDENCE);
            }
            match draft.actors.iter_mut().find(|seat| same_seat(seat, &p)) {
                Some(seat) => seat.attendance = attendance,
                None => {
                    p.attendance = attendance;
                    draft.actors.push(p);
                }
            }
        }
    }

    /// The issues that words tell: all that a strong term tells, else the one that is told best.
    fn issues(&self, span: ByteSpan, tells: Aside) -> Vec<String> {
        let tokens = &self.document.tokens;
        let from = tokens.partition_point(|t| t.span.start() < span.start());
        let words = tokens[from..].iter().take_while(|t| t.span.end() <= span.end());
        // A "planned" meeting is about no plan.
        let words = words.filter(|t| t.xpos.as_deref() != Some("VBN"));
        let words: Vec<(String, String)> = words
            .map(|t| {
                let form = self.document.text(t.span).to_lowercase();
                (t.lemma.as_ref().map_or_else(|| form.clone(), |l| l.to_lowercase()), form)
            })
            .collect();
        let words: Vec<TermWord<'_>> = words.iter().map(|(lemma, form)| TermWord { lemma, form }).collect();
        let told: Told = self.data.issues.told(&words);
        let strong: Vec<String> = told.strongly().map(str::to_owned).collect();
        // "A deal" is what was reached, and not what it is about.
        if !strong.is_empty() || tells != Aside::Topic {
            return strong;
        }
        // Weak terms in passing say little: "the costs that the war imposes on Russia".
        if words.len() > PHRASE {
            return Vec::new();
        }
        let best = || self.data.issues.best(&told).map(|(issue, _)| issue.to_owned());
        if told.firm { best().into_iter().collect() } else { Vec::new() }
    }
}
