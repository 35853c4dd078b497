//! Asides: what is told of an occasion besides who, where and when — its result, who may not come, that it was called
//! off, what it is about. By rules against the tree of each sentence; to which occasion they belong is not asked here.

use chancery_data::{Reads, Rule, Slot};
use chancery_model::{Aside, AsideFinding, Attendance, ByteSpan, Mention, Status};

use crate::grammar::Grammar;
use crate::matcher::{Match, RuleIndex};
use crate::scene::Scene;
use crate::seats::{Seats, Who};
use crate::status::StatusReader;

/// The asides of one sentence, in order of their triggers; at one word, one of each sort.
pub(crate) fn asides<'a, 'w>(
    scene: &Scene<'a, 'w>,
    grammar: &Grammar<'_, 'a, 'w>,
    index: &RuleIndex<'_>,
    seats: &mut Seats<'_>,
    mentions: &mut Vec<Mention>,
) -> Vec<AsideFinding> {
    if !scene.is_prose() {
        return Vec::new();
    }
    let reader = AsideReader { scene, status: StatusReader { grammar, act: true, dated: false } };
    let mut found = Vec::new();
    for sort in ["outcome", "attendance", "called-off", "topic"] {
        let matches = scene.matches(grammar, index, seats, Who::Known, |rule: &Rule| rule.aside() == Some(sort));
        for hit in &matches {
            let Some(tells) = reader.tells(hit) else { continue };
            let mut actors = Vec::new();
            for at in hit.fill(Slot::Actors) {
                for mention in seats.at(grammar, at, Who::Known, mentions) {
                    if !actors.contains(&mention) {
                        actors.push(mention);
                    }
                }
            }
            found.push(reader.finding(hit, tells, actors));
        }
    }
    found.sort_by_key(|aside| aside.trigger);
    found
}

struct AsideReader<'s, 'a, 'w> {
    scene: &'s Scene<'a, 'w>,
    status: StatusReader<'s, 's, 'a, 'w>,
}

impl AsideReader<'_, '_, '_> {
    /// What a match tells as it stands: a result must have come about, and what is only supposed tells nothing.
    fn tells(&self, hit: &Match<'_>) -> Option<Aside> {
        let Reads::Aside { plain, negated, hedged } = hit.rule.reads else { return None };
        let t = &self.scene.tree;
        let open = t.marks(hit.at).any(|m| m == "whether" || m == "if")
            || matches!(self.status.modal(hit.at), Some("may" | "might" | "could"));
        let status = self.status.status(hit.at);
        let told = match (status, open) {
            (Status::Denied, _) => negated,
            (_, true) => hedged,
            _ => plain,
        };
        match told? {
            Aside::Outcome(_) => {
                let over = matches!(status, Status::Held | Status::Denied) && !self.is_ahead(hit.at);
                told.filter(|_| over && !self.is_supposed(hit.at))
            }
            // Who attends was there, or is expected: by the tense.
            Aside::Attendance(Attendance::Told) => match status {
                Status::Held | Status::Ongoing => told,
                Status::Planned => Some(Aside::Attendance(Attendance::Expected)),
                _ => None,
            },
            Aside::Attendance(_) => told,
            // What is only put off to another day is still on.
            Aside::CalledOff => told.filter(|_| {
                let off = matches!(status, Status::Held | Status::Ongoing) && !self.is_supposed(hit.at);
                off && hit.fill(Slot::Occasion).next().is_some() && !self.status.is_put_off(hit.at)
            }),
            // "Willing to negotiate" tells of no talks.
            Aside::Topic => {
                let at_talks = hit.fill(Slot::Occasion).next().is_some() || !self.scene.tree.is_verb(hit.at);
                told.filter(|_| at_talks || status != Status::Proposed)
            }
        }
    }

    /// "will end without a deal", "would reach no agreement": a negation over what has not come yet.
    fn is_ahead(&self, at: usize) -> bool {
        let grammar = self.status.grammar;
        let chain = std::iter::once(at).chain(grammar.carrier(at));
        let infinitive = || grammar.tree.marks(at).any(|m| m == "to");
        let governor = grammar.tree.head(at).filter(|_| infinitive());
        chain.chain(governor).any(|at| self.status.modal(at).is_some_and(|m| !matches!(m, "could")))
    }

    fn finding(&self, hit: &Match<'_>, tells: Aside, actors: Vec<usize>) -> AsideFinding {
        let t = &self.scene.tree;
        let occasion = hit.fill(Slot::Occasion).next();
        let content = hit.fill(Slot::Content).flat_map(|head| t.stretches(t.subtree(head))).collect();
        AsideFinding {
            tells,
            actors,
            occasion: occasion.map(|at| self.word(self.inner(at))),
            points_back: occasion.is_none_or(|at| self.points_back(at)),
            content,
            trigger: self.word(hit.at),
            sentence: self.scene.sentence,
            evidence: self.scene.around(hit.at),
            rule: hit.rule.id.clone(),
        }
    }

    fn word(&self, at: usize) -> ByteSpan {
        self.scene.words.span(at, at + 1)
    }

    /// "a **round** of **talks**": the occasion is the talks.
    fn inner(&self, at: usize) -> usize {
        let t = &self.scene.tree;
        let grammar = self.status.grammar;
        let counted = |c: &usize| t.relation_base(*c) == "nmod" && t.case(*c) == "of" && grammar.is(*c, "occasion");
        t.children(at).iter().copied().find(|c| grammar.is(at, "measure") && counted(c)).unwrap_or(at)
    }

    /// Whether it is only supposed, or lay ahead: "before a deal was reached". What a relative clause tells is told
    /// for itself: "before holding talks **that ended** without agreement".
    fn is_supposed(&self, at: usize) -> bool {
        const OPENERS: [&str; 5] = ["if", "unless", "whether", "until", "before"];
        let t = &self.scene.tree;
        let relative = t.path(at).position(|node| t.relation(node) == "acl:relcl");
        let mut clause = t.path(at).take(relative.map_or(usize::MAX, |last| last + 1));
        clause.any(|node| t.marks(node).any(|mark| OPENERS.contains(&mark)))
    }

    fn points_back(&self, at: usize) -> bool {
        let t = &self.scene.tree;
        !t.children(at).iter().any(|c| {
            matches!(t.words.lower(*c), "a" | "an" | "any" | "no" | "some" | "another" | "every" | "each")
                || self.status.grammar.is(*c, "another-occasion")
        })
    }
}
