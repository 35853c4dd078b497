//! Positions: who wants, accepts or refuses what, by rules against the tree of each sentence.

use chancery_data::{Reads, Rule, Slot};
use chancery_model::{ByteSpan, Mention, PositionFinding, Stance, StatementFinding};

use crate::afterthought;
use crate::cleft;
use crate::condition::{self, Refusal};
use crate::content::{self, Infinitive};
use crate::denial;
use crate::firmness;
use crate::grammar::Grammar;
use crate::matcher::{Match, RuleIndex};
use crate::scene::Scene;
use crate::seats::{Seats, Who};
use crate::status::StatusReader;

/// The positions of one sentence, in order of their triggers. `statements` are those of the document so far: whose
/// words a position is told in.
pub(crate) fn positions<'a, 'w>(
    scene: &Scene<'a, 'w>,
    grammar: &Grammar<'_, 'a, 'w>,
    index: &RuleIndex<'_>,
    seats: &mut Seats<'_>,
    statements: &[StatementFinding],
    mentions: &mut Vec<Mention>,
) -> Vec<PositionFinding> {
    if !scene.is_prose() {
        return Vec::new();
    }
    let reads = |rule: &Rule| matches!(rule.reads, Reads::Position { .. });
    let reader = PositionReader { scene, status: StatusReader { grammar, act: false, dated: false }, statements };
    let matches = scene.matches(grammar, index, seats, Who::Known, reads);
    let mut found = Vec::new();
    for hit in &matches {
        let unreal = reader.is_supposed(hit) || reader.is_asked(hit.at) || denial::of(grammar, hit.at).is_some();
        if unreal || reader.is_within(hit, &matches) {
            continue;
        }
        let Some(position) = reader.finding(hit, reader.before(hit, &matches)) else { continue };
        let mut holders: Vec<Option<usize>> = Vec::new();
        let mut first_person = false;
        for at in hit.fill(Slot::Holder) {
            if grammar.is_first_person(at) {
                first_person = true;
                holders.push(None);
            } else {
                holders.extend(seats.at(grammar, at, Who::Known, mentions).into_iter().map(Some));
            }
        }
        if hit.fill(Slot::Holder).next().is_none() {
            holders.push(None);
        }
        found.extend(holders.into_iter().map(|holder| {
            let first_person = first_person && holder.is_none();
            PositionFinding { holder, first_person, ..position.clone() }
        }));
    }
    found
}

struct PositionReader<'s, 'a, 'w> {
    scene: &'s Scene<'a, 'w>,
    status: StatusReader<'s, 's, 'a, 'w>,
    statements: &'s [StatementFinding],
}

impl PositionReader<'_, '_, '_> {
    /// The position read by a match. In an afterthought ("a demand that Kenya rejects") it is about what the position
    /// `before` it is about.
    fn finding(&self, hit: &Match<'_>, before: Option<&Match<'_>>) -> Option<PositionFinding> {
        let Reads::Position { red_line, with_trigger, .. } = &hit.rule.reads else { return None };
        let t = &self.scene.tree;
        let chain: Vec<usize> = self.chain(hit);
        let grammar = self.status.grammar;
        let is_negated = chain.iter().any(|at| self.is_refused(*at));
        let told = self.stance(hit)?;
        let mut heads: Vec<usize> = before.unwrap_or(hit).fill(Slot::Content).collect();
        // "**To that end**, Kenya is committed to a truce": what opens the sentence only leads up to it.
        let purpose = |head: usize| self.is_lead_up(head, hit.at) && t.relation_base(head) == "advcl";
        if heads.iter().any(|head| !self.is_lead_up(*head, hit.at)) {
            heads.retain(|head| !self.is_lead_up(*head, hit.at));
        } else if heads.iter().all(|head| purpose(*head)) {
            return None;
        }
        // "urged both sides **not to close** the border": what is not wanted is told as the deed itself.
        let withheld = heads.iter().copied().find(|head| self.is_withheld(*head));
        let told = match (told, withheld) {
            (Stance::Demands | Stance::Supports, Some(deed)) => {
                heads = vec![deed];
                Stance::Opposes
            }
            (told, _) => told,
        };
        let refusal = if matches!(told, Stance::Rejects | Stance::Opposes) { Refusal::Yes } else { Refusal::No };
        let depends = chain.iter().copied().chain(self.denied(hit.at));
        let holds = |clause: &usize| heads.iter().all(|head| t.is_below(*head, *clause));
        let own = depends.filter_map(|at| condition::condition(grammar, at, hit.at, refusal)).find(|c| !holds(c));
        let of_content = || {
            let heads = heads.iter().filter(|_| before.is_none());
            heads.copied().find_map(|at| condition::condition(grammar, at, hit.at, Refusal::No))
        };
        let condition = own.or_else(of_content);
        let until = condition.is_some_and(|clause| condition::is_lifting(grammar, clause));
        let stance = match (told, condition) {
            (Stance::Accepts | Stance::Supports | Stance::Open, Some(_)) => Stance::Conditional,
            (Stance::Rejects | Stance::Opposes, Some(_)) if until => Stance::Conditional,
            (told, _) => told,
        };
        let firm = matches!(stance, Stance::Rejects | Stance::Opposes | Stance::Demands);
        let around: Vec<usize> = chain.iter().chain(&heads).copied().collect();
        let red_line = firm && (*red_line || firmness::is_absolute(grammar, &around, is_negated));
        let mut tokens: Vec<usize> = heads.iter().flat_map(|head| t.subtree(*head)).collect();
        content::with_subjects(t, &heads, &mut tokens);
        content::without_clauses_beside(t, &mut tokens);
        content::without_remarks(grammar, &mut tokens);
        for aside in heads.iter().flat_map(|head| afterthought::below(grammar, *head)) {
            tokens.retain(|at| !t.is_below(*at, aside));
        }
        // What it depends on is told apart.
        if let Some(clause) = condition {
            tokens.retain(|at| !t.is_below(*at, clause));
        }
        let firm = heads.iter().flat_map(|head| firmness::phrases(grammar, *head));
        let firm: Vec<usize> = firm.flat_map(|at| t.subtree(at)).collect();
        tokens.retain(|at| !firm.contains(at));
        for head in &heads {
            let frame = cleft::frame(t, *head, hit.at);
            tokens.retain(|at| !frame.contains(at));
        }
        if tokens.contains(&hit.at) {
            let saying = t.subtree(hit.at);
            tokens.retain(|at| !saying.contains(at) || heads.contains(at));
        }
        // "Chad is against the plan": the verb hangs on what it is said of.
        let joins = matches!(t.relation(hit.at), "cop" | "mark");
        if let Some(head) = t.head(hit.at).filter(|head| joins && heads.contains(head)) {
            let told = |c: &&usize| {
                let denies = t.relation(**c) == "advmod" && self.status.is_negated(head) && **c < head;
                denies || matches!(t.relation_base(**c), "nsubj" | "cop" | "aux" | "case" | "mark")
            };
            let told = t.children(head).iter().filter(told);
            let told: Vec<usize> = told.flat_map(|c| t.subtree(*c)).collect();
            tokens.retain(|at| !told.contains(at));
        }
        if withheld.is_some() && told == Stance::Opposes {
            tokens.retain(|at| !heads.contains(&t.head(*at).unwrap_or(*at)) || !self.is_not_to(*at));
        }
        content::without_joints(t, &heads, &mut tokens, Infinitive::Kept);
        // "and must **not** be used": the stance says so already.
        while matches!(told, Stance::Opposes | Stance::Rejects) && tokens.len() > 1 && t.words.lower(tokens[0]) == "not"
        {
            tokens.remove(0);
        }
        // "the impossibility of ceding land": the tree may hang the preposition on "land".
        let stray = |at: usize| t.relation(at) == "case" && heads.iter().any(|h| t.is_verb(*h) && at < *h);
        if tokens.len() > 1 && stray(tokens[0]) {
            tokens.remove(0);
        }
        let deeds = content::deeds(t, &heads, &tokens);
        let content = t.stretches(tokens).into_iter().reduce(ByteSpan::cover)?;
        let trigger = self.scene.words.span(hit.at, hit.at + 1);
        let said = grammar.identified(hit.at).is_some();
        let content = if *with_trigger && !said && trigger < content { trigger.cover(content) } else { content };
        Some(PositionFinding {
            holder: None,
            first_person: false,
            statement: self.spoken_in(trigger, before),
            stance,
            red_line,
            content,
            deeds,
            condition: condition.and_then(|clause| condition::words(grammar, clause)),
            trigger,
            sentence: self.scene.sentence,
            evidence: self.scene.around(hit.at),
            rule: hit.rule.id.clone(),
        })
    }

    /// Whether a phrase or clause stands at the head of the sentence, before the word it hangs on.
    fn is_lead_up(&self, at: usize, trigger: usize) -> bool {
        let t = &self.scene.tree;
        let opens = || t.subtree(at)[0] == t.sentence.start;
        at < trigger && matches!(t.relation_base(at), "obl" | "advcl") && opens()
    }

    /// Whether an infinitive is one of not doing: "**not to close** the border".
    fn is_withheld(&self, deed: usize) -> bool {
        let t = &self.scene.tree;
        let not = t.children(deed).iter().copied().find(|c| *c < deed && t.words.lower(*c) == "not");
        t.is_verb(deed) && t.marks(deed).any(|mark| mark == "to") && not.is_some_and(|not| self.is_not_to(not))
    }

    /// Whether a word stands in "not to" or "to not".
    fn is_not_to(&self, at: usize) -> bool {
        let t = &self.scene.tree;
        let near = |other: usize, word: &str| t.sentence.contains(&other) && t.words.lower(other) == word;
        match t.words.lower(at) {
            "not" => near(at + 1, "to") || at > 0 && near(at - 1, "to"),
            "to" => near(at + 1, "not") || at > 0 && near(at - 1, "not"),
            _ => false,
        }
    }

    /// What "no" says is not to be had, and the verb that says so: "there will **be** no **talks** until then".
    fn denied(&self, no: usize) -> impl Iterator<Item = usize> {
        let t = &self.scene.tree;
        let noun = t.head(no).filter(|_| t.relation(no) == "det");
        let verb = noun.and_then(|noun| t.head(noun)).filter(|verb| t.lemma(*verb) == "be");
        noun.into_iter().chain(verb)
    }

    /// The stance that a match tells, under its negation or hedge; none where it tells nothing then.
    fn stance(&self, hit: &Match<'_>) -> Option<Stance> {
        let Reads::Position { stance, negated, hedged, .. } = &hit.rule.reads else { return None };
        let chain = self.chain(hit);
        let grammar = self.status.grammar;
        let is_hedged = chain.iter().any(|at| self.status.modal(*at).is_some_and(|m| grammar.is_word(m, "hedging")));
        match (chain.iter().any(|at| self.is_refused(*at)), is_hedged) {
            (true, _) => *negated,
            (false, true) => *hedged,
            (false, false) => Some(*stance),
        }
    }

    /// Whether a word is negated, if need be by a phrase: "under no circumstances".
    fn is_refused(&self, at: usize) -> bool {
        self.status.is_negated(at) || firmness::is_negated_absolutely(self.status.grammar, at)
    }

    /// Whose words a trigger stands in. In an afterthought somebody else may speak than in the words it is added to.
    fn spoken_in(&self, trigger: ByteSpan, before: Option<&Match<'_>>) -> Option<usize> {
        let spoken = content::spoken_in(self.statements, trigger);
        let Some(before) = before else { return spoken };
        let around = self.scene.words.span(before.at, before.at + 1);
        let own = spoken.filter(|i| self.statements[*i].cue.is_some_and(|cue| cue.start() > around.start()));
        own.or_else(|| content::spoken_in(self.statements, around))
    }

    /// The trigger and the words that carry or govern it as one predicate.
    fn chain(&self, hit: &Match<'_>) -> Vec<usize> {
        let t = &self.scene.tree;
        let at = hit.at;
        let mut chain = vec![at];
        if let (true, Some(head)) = (matches!(t.relation(at), "xcomp" | "advmod" | "aux" | "cop" | "mark"), t.head(at))
        {
            chain.push(head);
        }
        chain.extend(self.status.grammar.carrier(at));
        // "has **no intention** of leaving", "voiced **no objection** to it"
        let voices = t.is_verb(at) && self.status.grammar.is(at, "voicing");
        let told = |noun: &usize| voices && !hit.slots.iter().any(|(_, filled)| filled == noun);
        chain.extend(t.child(at, &["obj"]).filter(told));
        chain
    }

    /// The position to whose content an afterthought around a match is added.
    fn before<'m, 'd>(&self, hit: &Match<'_>, others: &'m [Match<'d>]) -> Option<&'m Match<'d>> {
        let holds = |other: &&Match<'d>| {
            let mut content = other.fill(Slot::Content);
            other.at != hit.at && content.any(|c| afterthought::around(self.status.grammar, hit.at, c).is_some())
        };
        others.iter().find(holds)
    }

    /// Whether a position is only part of what another one wants or refuses.
    fn is_within(&self, hit: &Match<'_>, others: &[Match<'_>]) -> bool {
        let t = &self.scene.tree;
        let grammar = self.status.grammar;
        let parted = |below: usize, above: usize| {
            t.path(below).skip(1).take_while(|node| *node != above).any(|node| self.status.grammar.is(node, "saying"))
        };
        others.iter().any(|other| {
            let inside = other.at != hit.at
                && self.stance(other).is_some()
                && other.fill(Slot::Content).any(|c| t.is_below(hit.at, c) && !t.is_below(other.at, c));
            let added = other.fill(Slot::Content).any(|c| {
                let below = t.is_below(hit.at, c);
                afterthought::around(grammar, hit.at, c).is_some() || below && content::is_parted(t, hit.at, c)
            });
            inside && !added && !parted(hit.at, other.at)
        })
    }

    /// "The demand that Kenya **lift** its tariffs": what somebody asks for is no stance of whoever should do it.
    fn is_asked(&self, at: usize) -> bool {
        let t = &self.scene.tree;
        let clause = matches!(t.relation_base(at), "ccomp" | "acl") && t.marks(at).any(|mark| mark == "that");
        clause && t.is_subjunctive(at)
    }

    /// "If Russia accepts", "before it agrees": nobody says that it does. Who has not decided until then has not.
    fn is_supposed(&self, hit: &Match<'_>) -> bool {
        let t = &self.scene.tree;
        let ahead = |node: usize| t.xpos(node) != "VBD" && t.marks(node).any(|mark| mark == "before");
        let open = self.stance(hit) == Some(Stance::Uncommitted);
        t.stands_under(hit.at, &["if", "unless", "whether", "until"]) || !open && t.path(hit.at).any(ahead)
    }
}
