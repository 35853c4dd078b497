//! Positions: who wants, accepts or refuses what, by rules against the tree of each sentence.

use chancery_data::{Reads, Rule, Slot};
use chancery_model::{ByteSpan, Mention, PositionFinding, Stance, StatementFinding};

use crate::content::{self, Infinitive};
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
        if reader.is_within(hit, &matches) || reader.is_supposed(hit.at) {
            continue;
        }
        let Some(position) = reader.finding(hit) else { continue };
        let mut holders: Vec<Option<usize>> = Vec::new();
        for at in hit.fill(Slot::Holder) {
            if grammar.is_first_person(at) {
                holders.push(None);
            } else {
                holders.extend(seats.at(grammar, at, Who::Known, mentions).into_iter().map(Some));
            }
        }
        if hit.fill(Slot::Holder).next().is_none() {
            holders.push(None);
        }
        found.extend(holders.into_iter().map(|holder| PositionFinding { holder, ..position.clone() }));
    }
    found
}

struct PositionReader<'s, 'a, 'w> {
    scene: &'s Scene<'a, 'w>,
    status: StatusReader<'s, 's, 'a, 'w>,
    statements: &'s [StatementFinding],
}

impl PositionReader<'_, '_, '_> {
    fn finding(&self, hit: &Match<'_>) -> Option<PositionFinding> {
        let Reads::Position { stance, negated, hedged, red_line, with_trigger } = &hit.rule.reads else { return None };
        let t = &self.scene.tree;
        let chain: Vec<usize> = self.chain(hit.at);
        let is_negated = chain.iter().any(|at| self.status.is_negated(*at));
        let is_hedged = chain.iter().any(|at| matches!(self.status.modal(*at), Some("may" | "might" | "could")));
        let told = match (is_negated, is_hedged) {
            (true, _) => (*negated)?,
            (false, true) => (*hedged)?,
            (false, false) => *stance,
        };
        let heads: Vec<usize> = hit.fill(Slot::Content).collect();
        let condition = chain.iter().chain(&heads).find_map(|at| self.condition(*at, hit.at));
        let stance = match (told, &condition) {
            (Stance::Accepts | Stance::Supports | Stance::Open, Some(_)) => Stance::Conditional,
            (told, _) => told,
        };
        let mut tokens: Vec<usize> = heads.iter().flat_map(|head| t.subtree(*head)).collect();
        if tokens.contains(&hit.at) {
            let saying = t.subtree(hit.at);
            tokens.retain(|at| !saying.contains(at) || heads.contains(at));
        }
        content::without_joints(t, &heads, &mut tokens, Infinitive::Kept);
        let content = t.stretches(tokens).into_iter().reduce(ByteSpan::cover)?;
        let trigger = self.scene.words.span(hit.at, hit.at + 1);
        let content = if *with_trigger && trigger < content { trigger.cover(content) } else { content };
        Some(PositionFinding {
            holder: None,
            statement: content::spoken_in(self.statements, trigger),
            stance,
            red_line: *red_line,
            content,
            condition,
            trigger,
            sentence: self.scene.sentence,
            evidence: self.scene.around(hit.at),
            rule: hit.rule.id.clone(),
        })
    }

    /// The trigger and the words that carry or govern it as one predicate.
    fn chain(&self, at: usize) -> Vec<usize> {
        let t = &self.scene.tree;
        let mut chain = vec![at];
        if let (true, Some(head)) = (matches!(t.relation(at), "xcomp" | "advmod" | "aux"), t.head(at)) {
            chain.push(head);
        }
        chain.extend(self.status.grammar.carrier(at));
        chain
    }

    /// Whether a position is only part of what another one wants or refuses.
    fn is_within(&self, hit: &Match<'_>, others: &[Match<'_>]) -> bool {
        let t = &self.scene.tree;
        let parted = |below: usize, above: usize| {
            t.path(below).skip(1).take_while(|node| *node != above).any(|node| self.status.grammar.is(node, "saying"))
        };
        others.iter().any(|other| {
            let inside = other.at != hit.at
                && other.fill(Slot::Content).any(|c| t.is_below(hit.at, c) && !t.is_below(other.at, c));
            inside && !parted(hit.at, other.at)
        })
    }

    /// "If Russia accepts": nobody says that it does.
    fn is_supposed(&self, at: usize) -> bool {
        self.scene.tree.stands_under(at, &["if", "unless", "whether"])
    }

    /// A clause that makes it depend on something: "only after a ceasefire", "if Russia withdraws".
    fn condition(&self, at: usize, trigger: usize) -> Option<ByteSpan> {
        let t = &self.scene.tree;
        let lower = |c: usize| t.words.lower(c);
        let opens = |c: usize| {
            let only = t.children(c).iter().any(|g| lower(*g) == "only");
            let mut marks = t.marks(c).map(str::to_owned).collect::<Vec<_>>();
            marks.push(t.case(c));
            marks.iter().any(|m| match m.as_str() {
                "if" | "unless" | "provided" | "once" | "until" | "as-long-as" | "in-exchange-for"
                | "in-return-for" | "pending" => true,
                "after" | "when" => only,
                _ => false,
            }) || matches!(t.case(c).as_str(), "in" | "on" | "under")
                && matches!(t.lemma(c), "exchange" | "return" | "condition")
        };
        let clause = t.children(at).iter().copied().find(|c| {
            matches!(t.relation_base(*c), "advcl" | "obl" | "nmod") && !t.is_below(trigger, *c) && opens(*c)
        })?;
        t.stretches(t.subtree(clause)).into_iter().reduce(ByteSpan::cover)
    }
}
