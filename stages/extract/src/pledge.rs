//! Pledges: who undertook to do or give what, by rules against the tree of each sentence. Who is asked to, might or
//! will not has undertaken nothing.

use chancery_data::{Reads, Rule, Slot};
use chancery_model::{
    AmountFinding, ByteSpan, Mention, Period, PledgeFinding, PledgeStatus, StatementFinding, Status, TimeFinding,
};

use crate::condition;
use crate::content::{self, Infinitive};
use crate::denial;
use crate::grammar::Grammar;
use crate::matcher::{Match, RuleIndex};
use crate::scene::Scene;
use crate::seats::{Seats, Who};
use crate::status::StatusReader;

/// How many words may stand between an amount and how often it is due: "$5 million in grants a year".
const NEAR: usize = 6;

/// The amounts and times of the document.
#[derive(Clone, Copy)]
pub(crate) struct Measures<'f> {
    pub(crate) amounts: &'f [AmountFinding],
    pub(crate) times: &'f [TimeFinding],
}

/// The pledges of one sentence, in order of their triggers. `statements` are those of the document: whose words a
/// pledge is told in.
pub(crate) fn pledges<'a, 'w>(
    scene: &Scene<'a, 'w>,
    grammar: &Grammar<'_, 'a, 'w>,
    index: &RuleIndex<'_>,
    seats: &mut Seats<'_>,
    statements: &[StatementFinding],
    measures: Measures<'_>,
    mentions: &mut Vec<Mention>,
) -> Vec<PledgeFinding> {
    if !scene.is_prose() || scene.is_question() || scene.is_titled() {
        return Vec::new();
    }
    let reads = |rule: &Rule| matches!(rule.reads, Reads::Pledge { .. });
    let status = StatusReader { grammar, act: true, dated: scene.is_dated() };
    let reader = PledgeReader { scene, status, statements, measures };
    let matches = scene.matches(grammar, index, seats, Who::Bound, reads);
    let mut found = Vec::new();
    for hit in &matches {
        if reader.is_within(hit, &matches) {
            continue;
        }
        let Some(status) = reader.status(hit) else { continue };
        let mut by: Vec<Option<usize>> = Vec::new();
        for at in hit.fill(Slot::Actors) {
            if grammar.is_first_person(at) {
                by.push(None);
            } else {
                by.extend(seats.at(grammar, at, Who::Bound, mentions).into_iter().map(Some));
            }
        }
        if hit.fill(Slot::Actors).next().is_none() {
            by.push(None);
        }
        let mut to = Vec::new();
        for at in hit.fill(Slot::Recipients) {
            to.extend(seats.at(grammar, at, Who::Known, mentions));
        }
        for part in reader.parts(hit) {
            let finding = PledgeFinding { by: by.clone(), to: to.clone(), ..reader.finding(hit, status, &part) };
            found.extend(reader.apiece(finding, hit, mentions));
        }
    }
    found
}

/// One thing of those that a pledge lists.
struct Part {
    /// The words at its head.
    heads: Vec<usize>,
    /// The heads of the others.
    others: Vec<usize>,
}

struct PledgeReader<'s, 'a, 'w> {
    scene: &'s Scene<'a, 'w>,
    status: StatusReader<'s, 's, 'a, 'w>,
    statements: &'s [StatementFinding],
    measures: Measures<'s>,
}

impl PledgeReader<'_, '_, '_> {
    /// How far it has come; `None` where nobody has undertaken anything.
    fn status(&self, hit: &Match<'_>) -> Option<PledgeStatus> {
        let Reads::Pledge { status, with_trigger } = &hit.rule.reads else { return None };
        let t = &self.scene.tree;
        let at = hit.at;
        // "Has not said that it would"
        let unsaid = t.relation(at) == "ccomp" && t.head(at).is_some_and(|head| self.status.is_negated(head));
        if unsaid
            || denial::of(self.status.grammar, at).is_some()
            || t.stands_under(at, &["if", "unless", "whether"])
            || self.chain(at).iter().any(|c| self.status.is_negated(*c))
        {
            return None;
        }
        if self.chain(at).into_iter().chain(self.deeds(hit)).any(|node| self.is_conditional(node))
            || self.is_nothing(hit)
            || t.is_verb(at) && !self.is_told(at)
            || *with_trigger && self.hangs_on_anything(at)
        {
            return None;
        }
        let told = self.status.status(at);
        match (status, told) {
            (_, Status::Proposed | Status::Cancelled | Status::Denied) => None,
            (PledgeStatus::Promised, Status::Planned)
                if !t.is_verb(at) || self.is_bound(at) || self.is_under_way(at) =>
            {
                Some(PledgeStatus::Promised)
            }
            // "Is sending two ships on Friday"
            (PledgeStatus::Delivered, Status::Planned) if self.is_under_way(at) => Some(PledgeStatus::Promised),
            // "Peru, Chile swap prisoners on Friday": a headline, which tells of no day to come.
            (PledgeStatus::Delivered, Status::Planned) if self.is_bound(at) && !matches!(t.xpos(at), "VBZ" | "VBP") => {
                Some(PledgeStatus::Promised)
            }
            (_, Status::Planned) => None,
            (status, Status::Held | Status::Ongoing) => Some(*status),
        }
    }

    /// The trigger and the words that carry or govern it as one predicate.
    fn chain(&self, at: usize) -> Vec<usize> {
        let t = &self.scene.tree;
        let mut chain = vec![at];
        let mut node = at;
        while let (true, Some(head)) = (matches!(t.relation(node), "xcomp" | "aux"), t.head(node)) {
            chain.push(head);
            node = head;
        }
        chain.extend(self.status.grammar.carrier(at));
        chain
    }

    /// The verbs that name what is pledged: "promised **to send** tents", "agreed **to continue to train** officers".
    fn deeds(&self, hit: &Match<'_>) -> Vec<usize> {
        let t = &self.scene.tree;
        let mut deeds: Vec<usize> = hit.fill(Slot::Content).filter(|head| t.is_verb(*head)).collect();
        let mut next = 0;
        while let Some(deed) = deeds.get(next).copied() {
            deeds.extend(t.children(deed).iter().copied().filter(|c| t.relation(*c) == "xcomp"));
            next += 1;
        }
        deeds
    }

    /// "Will lift it **if they withdraw**": no word is given yet.
    fn is_conditional(&self, node: usize) -> bool {
        let t = &self.scene.tree;
        t.children(node).iter().any(|c| {
            t.marks(*c).any(|m| m == "if" || m == "unless")
                || t.relation_base(*c) == "advcl" && condition::is_unmet(self.status.grammar, *c)
        })
    }

    /// "Pledged **neither** money nor arms", "gave **no** money".
    fn is_nothing(&self, hit: &Match<'_>) -> bool {
        let t = &self.scene.tree;
        hit.fill(Slot::Content).any(|head| t.is_nominal(head) && self.status.is_negated(head))
    }

    /// "Is sending", "are committing": what is told so has begun, or is as good as done.
    fn is_under_way(&self, at: usize) -> bool {
        let t = &self.scene.tree;
        t.xpos(at) == "VBG"
            && t.children(at).iter().any(|c| t.relation_base(*c) == "aux" && matches!(t.xpos(*c), "VBZ" | "VBP"))
    }

    /// "A deal with Peru, **which will help** farmers": whether it is the deal that does it nobody can tell. Only who
    /// has a voice promises, so that of "Peru, which promised" there is no doubt.
    fn hangs_on_anything(&self, at: usize) -> bool {
        let t = &self.scene.tree;
        let relative = t.child(at, &["nsubj"]).filter(|subject| matches!(t.words.lower(*subject), "which" | "that"));
        relative.is_some()
    }

    /// Whether a verb tells something itself, or only names what another word says of it: of "refused to send" and
    /// "stopped sending" nothing was sent.
    fn is_told(&self, at: usize) -> bool {
        let t = &self.scene.tree;
        let helped = || t.children(at).iter().any(|c| t.relation_base(*c) == "aux" && t.words.lower(*c) != "to");
        // "Agreed to each hand over": tagged as if it stood alone.
        let infinitive = t.marks(at).any(|mark| mark == "to") || t.case(at) == "to";
        if !infinitive && (matches!(t.xpos(at), "VBD" | "VBZ" | "VBP") || helped()) || self.is_to_be(at) {
            return true;
        }
        match (t.relation(at), t.head(at)) {
            // "3. Commit to training officers", in a declaration.
            ("root", _) => t.xpos(at) == "VB" && !infinitive,
            ("conj", Some(head)) if t.is_verb(head) => self.is_told(head),
            ("xcomp", Some(head)) => self.status.grammar.is(head, "keeping-on") && self.is_told(head),
            // "aid sent by Peru"
            ("acl", _) => t.xpos(at) == "VBN",
            // "brought peace, sending tents": a participle goes with what it hangs on.
            ("advcl", Some(head)) => {
                t.xpos(at) == "VBG" && t.marks(at).next().is_none() && t.is_verb(head) && self.is_told(head)
            }
            _ => false,
        }
    }

    /// Whether "will", "shall" or a word of binding stands before the deed. "Would" binds where it repeats a "will"
    /// that was said.
    fn is_bound(&self, at: usize) -> bool {
        let t = &self.scene.tree;
        let bound = |node: usize| match self.status.modal(node) {
            Some("will" | "shall" | "'ll" | "’ll") => true,
            Some("would" | "'d") => {
                let supposed = t.children(node).iter().any(|c| t.marks(*c).any(|m| m == "if"));
                let trigger = self.scene.words.span(at, at + 1);
                let said = content::spoken_in(self.statements, trigger).map(|i| &self.statements[i]);
                !supposed && said.is_some_and(|s| s.quotation.is_none())
            }
            _ => false,
        };
        let shared = match (t.relation(at), t.head(at)) {
            ("conj" | "xcomp", Some(head)) => self.status.modal(at).is_none() && t.is_verb(head) && self.is_bound(head),
            _ => false,
        };
        bound(at) || shared || self.is_to_be(at) || t.xpos(at) == "VBZ" || t.xpos(at) == "VBP"
    }

    /// "Norway **is to** send two ships."
    fn is_to_be(&self, at: usize) -> bool {
        let t = &self.scene.tree;
        let is = |c: &usize| t.relation(*c) == "cop" && matches!(t.xpos(*c), "VBZ" | "VBP");
        t.marks(at).any(|mark| mark == "to") && t.children(at).iter().any(is)
    }

    /// Whether a pledge is only part of what another one is about.
    fn is_within(&self, hit: &Match<'_>, others: &[Match<'_>]) -> bool {
        let t = &self.scene.tree;
        others.iter().any(|other| {
            let inside = |c: usize| t.is_below(hit.at, c) && !t.is_below(other.at, c);
            other.at != hit.at && other.fill(Slot::Content).any(inside)
        })
    }

    /// What is pledged; several where each has its own amount: "$5 million for food and $3 million for water".
    fn parts(&self, hit: &Match<'_>) -> Vec<Part> {
        let t = &self.scene.tree;
        let mut heads: Vec<usize> = hit.fill(Slot::Content).collect();
        // "What we are pledging to do" says nothing.
        heads.retain(|head| t.upos(*head) != "PRON");
        if heads.is_empty() {
            return Vec::new();
        }
        if heads.iter().any(|head| *head > hit.at) {
            heads.retain(|head| *head > hit.at);
        } else if t.is_verb(hit.at) && t.relation_base(hit.at) != "acl" && !self.status.grammar.is_passive(hit.at) {
            // "They condemn the test; others vow an answer": what stands before is another matter.
            return Vec::new();
        }
        if let [head] = heads[..] {
            let joined: Vec<usize> = t.children(head).iter().copied().filter(|c| t.relation(*c) == "conj").collect();
            let all: Vec<usize> = [head].into_iter().chain(joined.iter().copied()).collect();
            let own = |part: usize| {
                let others = all.iter().copied().filter(|other| *other != part && *other != head);
                let others: Vec<usize> = others.flat_map(|other| t.subtree(other)).collect();
                t.subtree(part).into_iter().filter(|at| !others.contains(at)).collect::<Vec<_>>()
            };
            let priced = |part: &usize| self.amount(&t.stretches(own(*part))).is_some();
            if !joined.is_empty() && all.iter().all(priced) {
                let others = |part: usize| all.iter().copied().filter(|o| *o != part && *o != head).collect();
                return all.iter().map(|part| Part { heads: vec![*part], others: others(*part) }).collect();
            }
        }
        vec![Part { heads, others: Vec::new() }]
    }

    fn finding(&self, hit: &Match<'_>, status: PledgeStatus, part: &Part) -> PledgeFinding {
        let t = &self.scene.tree;
        let with_trigger = matches!(hit.rule.reads, Reads::Pledge { with_trigger: true, .. });
        let trigger = self.scene.words.span(hit.at, hit.at + 1);
        let mut tokens: Vec<usize> = part.heads.iter().flat_map(|head| t.subtree(*head)).collect();
        let others: Vec<usize> = part.others.iter().flat_map(|other| t.subtree(*other)).collect();
        tokens.retain(|at| !others.contains(at));
        // "To close the gap, Chile plans to send tents": what stands before the trigger belongs to the whole.
        if part.heads.iter().all(|head| *head > hit.at) {
            tokens.retain(|at| *at > hit.at);
        }
        // "Promised that **it would** send tents": whoever promises does it.
        for head in part.heads.iter().filter(|head| t.is_verb(**head)) {
            let own = t.child(*head, &["nsubj"]).filter(|subject| t.xpos(*subject) == "PRP");
            if let Some(subject) = own {
                let helps = |c: &usize| *c < *head && t.relation_base(*c) == "aux";
                let helpers: Vec<usize> = t.children(*head).iter().copied().filter(helps).collect();
                tokens.retain(|at| *at != subject && !helpers.contains(at));
            }
        }
        if tokens.contains(&hit.at) {
            let telling = t.subtree(hit.at);
            tokens.retain(|at| !telling.contains(at) || part.heads.contains(at));
        }
        if with_trigger && t.is_verb(hit.at) && part.heads.iter().all(|head| *head > hit.at) {
            tokens.push(hit.at);
            // "take **in** ten families"
            let particle =
                |c: &usize| t.relation(*c) == "compound:prt" || *c == hit.at + 1 && t.relation(*c) == "advmod";
            tokens.extend(t.children(hit.at).iter().copied().filter(particle));
            // "send **Ghana** two boats"
            let last = tokens.iter().copied().max().unwrap_or(hit.at);
            let between = hit.fill(Slot::Recipients).filter(|to| (hit.at..last).contains(to));
            tokens.extend(between.flat_map(|to| t.subtree(to)).filter(|at| (hit.at..last).contains(at)));
            tokens.sort_unstable();
            tokens.dedup();
        } else {
            content::without_joints(t, &part.heads, &mut tokens, Infinitive::Bare);
        }
        tokens.extend(self.adjuncts(hit, part, &tokens));
        tokens.retain(|at| !(t.relation(*at) == "cc" && t.head(*at).is_some_and(|head| part.heads.contains(&head))));
        let until = self.until(hit);
        if let Some((_, phrase)) = &until {
            tokens.retain(|at| !phrase.contains(at));
        }
        let pieces: Vec<ByteSpan> = t.stretches(tokens).into_iter().map(|piece| self.closed(piece)).collect();
        let amount = self.amount(&pieces).or_else(|| self.amount(&self.clause(hit)).filter(|_| part.others.is_empty()));
        PledgeFinding {
            by: Vec::new(),
            to: Vec::new(),
            statement: content::spoken_in(self.statements, trigger),
            status,
            trigger: match pieces.first() {
                Some(first) if !part.others.is_empty() => trigger.cover(*first),
                _ => trigger,
            },
            content: if pieces.is_empty() { vec![trigger] } else { pieces },
            amount,
            period: amount.and_then(|amount| self.period(self.measures.amounts[amount].span)),
            // What was done over five years has no last day.
            until: until.map(|(time, _)| time).filter(|_| status != PledgeStatus::Delivered),
            sentence: self.scene.sentence,
            evidence: self.scene.around(hit.at),
            rule: hit.rule.id.clone(),
        }
    }

    /// What stands beside the object and says more of it: "sent tents **for the camps in the north**".
    fn adjuncts(&self, hit: &Match<'_>, part: &Part, content: &[usize]) -> Vec<usize> {
        let t = &self.scene.tree;
        let Some(last) = content.iter().copied().max() else { return Vec::new() };
        // Of a list, what stands before the next thing.
        let next = part.others.iter().copied().filter(|other| *other > last).min();
        let next = next.map_or(t.sentence.end, |next| t.subtree(next)[0]);
        let taken: Vec<usize> = [Slot::Recipients, Slot::Actors].into_iter().flat_map(|s| hit.fill(s)).collect();
        let more = |c: &usize| {
            let case = t.case(*c);
            let says_more = t.relation(*c) == "obl"
                && matches!(case.as_str(), "for" | "in" | "on" | "towards" | "toward")
                || t.relation(*c) == "advcl" && t.xpos(*c) == "VB" && t.marks(*c).any(|m| m == "to");
            (last + 1..next).contains(c)
                && says_more
                && !taken.iter().any(|slot| t.is_below(*slot, *c))
                && !self.tells_time(*c)
        };
        let more = t.children(hit.at).iter().copied().filter(more).flat_map(|c| t.subtree(c));
        more.filter(|at| (last + 1..next).contains(at)).collect()
    }

    /// A piece with the bracket that closes one opened in it: "500 million euros ($540 million)".
    fn closed(&self, piece: ByteSpan) -> ByteSpan {
        let words = self.scene.words;
        let text = words.document.text(piece);
        let behind = self.scene.tree.sentence.clone().find(|at| words.token(*at).span.start() >= piece.end());
        let open = text.matches('(').count() > text.matches(')').count();
        behind.filter(|at| open && words.lower(*at) == ")").map_or(piece, |at| piece.cover(words.token(at).span))
    }

    fn tells_time(&self, at: usize) -> bool {
        let span = self.scene.words.span(at, at + 1);
        self.measures.times.iter().any(|time| time.span.contains(span))
    }

    /// The words of the trigger's own clause; what others do beside it has its own sums: "pledged tents **as Chad
    /// asked for $5 million**".
    fn clause(&self, hit: &Match<'_>) -> Vec<ByteSpan> {
        let t = &self.scene.tree;
        let mut clause = t.subtree(self.status.grammar.carrier(hit.at).unwrap_or(hit.at));
        let others = |at: usize| {
            let apart = match t.relation_base(at) {
                "conj" => t.is_verb(at),
                "advcl" | "ccomp" | "parataxis" | "acl" => t.child(at, &["nsubj", "nsubj:pass"]).is_some(),
                _ => false,
            };
            apart && at != hit.at && !t.is_below(hit.at, at) && !hit.slots.iter().any(|(_, slot)| t.is_below(*slot, at))
        };
        let apart: Vec<usize> = clause.iter().copied().filter(|at| others(*at)).flat_map(|at| t.subtree(at)).collect();
        clause.retain(|at| !apart.contains(at));
        t.stretches(clause)
    }

    /// The first amount within some words; of one told in two currencies that is the one told first.
    fn amount(&self, pieces: &[ByteSpan]) -> Option<usize> {
        let within = |a: &AmountFinding| pieces.iter().any(|piece| piece.contains(a.span));
        self.measures.amounts.iter().position(within)
    }

    /// How often an amount falls due.
    fn period(&self, amount: ByteSpan) -> Option<Period> {
        let words = self.scene.words;
        let sentence = &words.document.sentences[self.scene.sentence];
        let from = sentence.tokens.clone().find(|at| words.token(*at).span.start() >= amount.start())?;
        let to = sentence.tokens.clone().find(|at| words.token(*at).span.start() >= amount.end())?;
        let class = |period: Period| format!("every-{}", period.as_str());
        // "a year ago" is once.
        let again = |at: usize, class: &str| match words.phrase(class, at, sentence.tokens.end) {
            0 => false,
            length => !words.is("not-again", at + length),
        };
        let every = |at: usize| Period::ALL.into_iter().find(|period| again(at, &class(*period)));
        let before = from.saturating_sub(1).max(sentence.tokens.start);
        let near = (to..(to + NEAR).min(sentence.tokens.end)).take_while(|at| !matches!(words.lower(*at), "," | ";"));
        every(before).filter(|_| before < from).or_else(|| near.into_iter().find_map(every))
    }

    /// The time until which it is to be done, with the words that tell it.
    fn until(&self, hit: &Match<'_>) -> Option<(usize, Vec<usize>)> {
        let (t, words) = (&self.scene.tree, self.scene.words);
        let sentence = &words.document.sentences[self.scene.sentence];
        let clause = self.status.grammar.carrier(hit.at).unwrap_or(hit.at);
        let times = self.measures.times.iter().enumerate().filter(|(_, time)| sentence.span.contains(time.span));
        times.into_iter().find_map(|(i, time)| {
            let from = sentence.tokens.clone().find(|at| words.token(*at).span.start() >= time.span.start())?;
            let to = (from..sentence.tokens.end).take_while(|at| words.token(*at).span.end() <= time.span.end());
            let to = to.last()? + 1;
            let opens = (from.saturating_sub(3).max(sentence.tokens.start)..=from)
                .find(|at| words.phrase("due-by", *at, sentence.tokens.end) > 0 && *at <= from)?;
            let length = words.phrase("due-by", opens, sentence.tokens.end);
            // "by the end of 2027", where the time is "2027": not read as a time of its own.
            let close = opens + length == from || opens == from || words.lower(opens + length) == "the";
            (from > hit.at && close && t.is_below(from, clause)).then(|| (i, (opens..to).collect()))
        })
    }

    /// "France and Spain **each** gave": one pledge a head.
    fn apiece(&self, all: PledgeFinding, hit: &Match<'_>, mentions: &[Mention]) -> Vec<PledgeFinding> {
        let t = &self.scene.tree;
        let words = self.scene.words;
        let near = |node: usize| t.children(node).iter().any(|c| words.is("apiece", *c)) || words.is("apiece", node);
        let each = near(hit.at) || [Slot::Actors, Slot::Content].into_iter().any(|slot| hit.fill(slot).any(near));
        if !each || all.by.len() < 2 {
            return vec![all];
        }
        let one = |(i, by): (usize, &Option<usize>)| {
            let name = by.map(|m| mentions[m].span).filter(|_| i > 0);
            PledgeFinding {
                by: vec![*by],
                trigger: name.map_or(all.trigger, |name| all.trigger.cover(name)),
                ..all.clone()
            }
        };
        all.by.iter().enumerate().map(one).collect()
    }
}
