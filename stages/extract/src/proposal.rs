//! Proposals: plans and texts on the table, noun by noun. What is told of one in several sentences is put together
//! by the next stage.

mod naming;

use std::collections::BTreeMap;

use chancery_data::{Reads, Rule, Slot, Speech};
use chancery_model::{ByteSpan, Mention, PositionFinding, ProposalFinding, RuleId, Stance, Status};

use crate::denial;
use crate::grammar::Grammar;
use crate::matcher::{Match, RuleIndex};
use crate::proposal::naming::{is_determined, is_version, name, points};
use crate::scene::Scene;
use crate::seats::{Seats, Who};
use crate::status::StatusReader;

/// The positions that the report has told so far; those from `from` on are of this sentence.
pub(crate) struct Answers<'p> {
    pub(crate) positions: &'p [PositionFinding],
    pub(crate) from: usize,
}

/// The proposals that one sentence tells of, in order of the text.
pub(crate) fn proposals<'a, 'w>(
    scene: &Scene<'a, 'w>,
    grammar: &Grammar<'_, 'a, 'w>,
    index: &RuleIndex<'_>,
    seats: &mut Seats<'_>,
    answers: &Answers<'_>,
    mentions: &mut Vec<Mention>,
) -> Vec<ProposalFinding> {
    if !scene.is_prose() {
        return Vec::new();
    }
    let reads = |rule: &Rule| matches!(rule.reads, Reads::Proposal { .. });
    let mut reader = ProposalReader { scene, grammar, found: BTreeMap::new() };
    for hit in scene.every_match(grammar, index, seats, Who::Owner, reads) {
        reader.gather(&hit, seats, mentions);
    }
    for (i, position) in answers.positions.iter().enumerate().skip(answers.from) {
        reader.answer(i, position);
    }
    reader.finish(seats)
}

/// What of a proposal a position is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// "Kenya rejected **the plan**".
    Itself,
    /// "Kenya demanded **changes to the plan**".
    Changes,
    /// "Kenya called for **the implementation of the plan**", "urged Chad **to accept the plan**".
    TakingUp,
}

struct ProposalReader<'s, 'a, 'w> {
    scene: &'s Scene<'a, 'w>,
    grammar: &'s Grammar<'s, 'a, 'w>,
    /// By the word that anchors it: the noun, or a word that only points to the last proposal.
    found: BTreeMap<usize, ProposalFinding>,
}

impl<'a, 'w> ProposalReader<'_, 'a, 'w> {
    /// What a match says of the proposals in it.
    fn gather(&mut self, hit: &Match<'_>, seats: &mut Seats<'_>, mentions: &mut Vec<Mention>) {
        let Reads::Proposal { firm, party, with_trigger } = hit.rule.reads else { return };
        let mut nouns: Vec<usize> = hit.fill(Slot::Proposal).collect();
        if nouns.is_empty() {
            // A word that is no such noun says nothing of one.
            if !self.grammar.is(hit.at, "proposal") {
                return;
            }
            nouns.push(hit.at);
        }
        let own = nouns.contains(&hit.at);
        nouns = nouns.into_iter().map(|noun| self.core(noun)).filter(|noun| self.may_be_one(*noun)).collect();
        if nouns.is_empty() {
            return;
        }
        let status = StatusReader { grammar: self.grammar, act: true, dated: false };
        let mut planned = false;
        if !own {
            let t = &self.scene.tree;
            if t.stands_under(hit.at, &["if", "unless", "whether"]) || status.is_negated(hit.at) {
                return;
            }
        } else if status.is_negated(hit.at) {
            return;
        }
        if denial::of(self.grammar, hit.at).is_some() {
            return;
        }
        let has = |slot: Slot| hit.fill(slot).next().is_some();
        let sent = has(Slot::Recipients);
        let acts = has(Slot::Actors) || has(Slot::Drafters) || sent;
        let deed = if own { self.deed(hit.at, sent) } else { Some(hit.at).filter(|_| acts) };
        if let Some(deed) = deed.filter(|deed| self.scene.tree.is_verb(*deed) && !self.is_participle(*deed)) {
            match status.status(deed) {
                Status::Held | Status::Ongoing => {}
                Status::Planned => planned = true,
                Status::Proposed | Status::Cancelled | Status::Denied => return,
            }
        }
        let mut seated = |slot| {
            let mut all: Vec<usize> = Vec::new();
            let named = |at: usize| nouns.iter().any(|noun| seats.are_one(at, *noun));
            let at_noun = |at: usize| !own || sent || slot != Slot::Actors || self.owns(at, hit.at);
            for at in hit.fill(slot).filter(|at| at_noun(*at) && !named(*at)).collect::<Vec<_>>() {
                all.extend(seats.at(self.grammar, at, Who::Owner, mentions));
            }
            all
        };
        let (by, drafted_by, to) = (seated(Slot::Actors), seated(Slot::Drafters), seated(Slot::Recipients));
        // "Chad rejected a proposal" says nothing of whose it is.
        if own && has(Slot::Actors) && by.is_empty() {
            return;
        }
        for noun in nouns {
            let contains = self.contained(hit, noun, with_trigger);
            let finding = self.at(noun, &hit.rule.id);
            if !finding.rules.contains(&hit.rule.id) {
                let first = firm && !finding.firm;
                let place = if first { 0 } else { finding.rules.len() };
                finding.rules.insert(place, hit.rule.id.clone());
            }
            finding.firm |= firm;
            finding.by.extend(&by);
            finding.drafted_by.extend(&drafted_by);
            finding.to.extend(&to);
            finding.contains.extend(contains);
            finding.planned |= planned;
            finding.certain |= firm && !party;
        }
    }

    /// "A **framework** agreement", "any plan": no plan that is on the table.
    fn may_be_one(&self, noun: usize) -> bool {
        let t = &self.scene.tree;
        let part = t.relation_base(noun) == "compound" && t.head(noun).is_some_and(|head| t.is_nominal(head));
        let none = t.children(noun).iter().any(|c| {
            t.relation(*c) == "det"
                && matches!(t.words.lower(*c), "any" | "no" | "every" | "what" | "which" | "whatever")
        });
        !part && !none
    }

    /// Whether somebody stands at the noun itself: "**Kenya's** plan", not "**Chad** rejected the plan".
    fn owns(&self, at: usize, noun: usize) -> bool {
        let (t, g) = (&self.scene.tree, self.grammar);
        let pronoun = t.children(noun).iter().any(|c| t.xpos(*c) == "PRP$");
        let modifies = |at: usize| matches!(t.relation_base(at), "compound" | "amod" | "nmod");
        let beside = t.head(at).is_some_and(|head| {
            // "the **Somali** peace plan"
            modifies(at) && (head == noun || t.head(head) == Some(noun) && modifies(head) && head < noun)
        });
        let had = t.head(noun).is_some_and(|verb| g.is(verb, "having") && g.subject(verb) == Some(at));
        // "The paper **submitted by Chad**"
        let put = t.head(at).is_some_and(|verb| {
            let tables = ["tabling", "conveying"].iter().any(|class| g.is(verb, class));
            tables && t.head(verb) == Some(noun) && self.is_participle(verb)
        });
        beside || had || put || pronoun && !t.is_below(at, noun)
    }

    /// The proposal that a noun for one of its versions stands for: "the second **draft** of the plan".
    fn core(&self, noun: usize) -> usize {
        let (t, g) = (&self.scene.tree, self.grammar);
        let whole = |c: &usize| t.case(*c) == "of" && g.is(*c, "proposal");
        let inner = t.children(noun).iter().copied().find(whole).filter(|_| g.is(noun, "version-noun"));
        inner.unwrap_or(noun)
    }

    /// The verb that would put a proposal forward: one that has not been done yet leaves none.
    fn deed(&self, noun: usize, sent: bool) -> Option<usize> {
        let (t, g) = (&self.scene.tree, self.grammar);
        let verb = t.head(noun)?;
        let definite = t.children(noun).iter().any(|c| is_determined(t, *c));
        let tables = ["tabling", "conveying", "drafting"].iter().any(|class| g.is(verb, class));
        let object = matches!(t.relation(noun), "obj" | "nsubj:pass");
        (sent || object && tables && !definite).then_some(verb)
    }

    /// "The plan **drafted** by Kenya": done.
    fn is_participle(&self, at: usize) -> bool {
        self.scene.tree.relation(at) == "acl" && self.scene.tree.xpos(at) == "VBN"
    }

    /// The finding at a word, made where there is none yet.
    fn at(&mut self, noun: usize, rule: &RuleId) -> &mut ProposalFinding {
        let (scene, grammar) = (self.scene, self.grammar);
        self.found.entry(noun).or_insert_with(|| {
            let t = &scene.tree;
            let version = t.head(noun).filter(|head| grammar.is(*head, "version-noun") && t.case(noun) == "of");
            let nouns = [Some(noun), version].into_iter().flatten();
            let versions: Vec<usize> =
                nouns.flat_map(|noun| t.children(noun).iter().copied()).filter(|c| is_version(grammar, *c)).collect();
            ProposalFinding {
                noun: scene.words.span(noun, noun + 1),
                name: name(scene, grammar, noun),
                firm: false,
                definite: grammar.is_it(noun) || t.children(noun).iter().any(|c| is_determined(t, *c)),
                certain: false,
                stranger: false,
                counter: grammar.is(noun, "counterproposal")
                    || t.children(noun).iter().any(|c| grammar.is(*c, "rival")),
                revised: versions.iter().any(|c| grammar.is(*c, "revised")),
                versions: versions.into_iter().flat_map(|c| t.stretches(t.subtree(c))).collect(),
                by: Vec::new(),
                drafted_by: Vec::new(),
                to: Vec::new(),
                contains: Vec::new(),
                answers: Vec::new(),
                taken_up: Vec::new(),
                planned: false,
                sentence: scene.sentence,
                evidence: scene.around(noun),
                rules: vec![rule.clone()],
            }
        })
    }

    /// The words that tell what a proposal holds.
    fn contained(&self, hit: &Match<'_>, noun: usize, with_trigger: bool) -> Option<ByteSpan> {
        let t = &self.scene.tree;
        let mut heads: Vec<usize> = hit.fill(Slot::Content).filter(|head| *head != noun).collect();
        if with_trigger {
            heads = vec![hit.at];
        }
        let mut tokens: Vec<usize> = heads.iter().flat_map(|head| t.subtree(*head)).collect();
        // "Under the plan, Kenya would withdraw, **officials said**"; "**for** a ceasefire": not what it holds.
        let aside = |at: usize| {
            let below = heads.iter().any(|head| t.head(at) == Some(*head));
            below
                && match t.relation_base(at) {
                    "parataxis" | "case" => true,
                    "mark" => t.words.lower(at) != "to",
                    "aux" | "nsubj" | "cc" => with_trigger,
                    _ => false,
                }
        };
        let mut others: Vec<usize> =
            tokens.iter().copied().filter(|at| aside(*at)).flat_map(|at| t.subtree(at)).collect();
        if tokens.contains(&noun) {
            others.extend(t.subtree(noun));
        }
        if tokens.contains(&hit.at) && !with_trigger {
            others.push(hit.at);
        }
        // "a plan under **which** Chad would leave"
        tokens.retain(|at| !others.contains(at) && t.xpos(*at) != "WDT");
        t.stretches(tokens).into_iter().reduce(ByteSpan::cover)
    }

    /// Lays a position to the proposal that it answers.
    fn answer(&mut self, index: usize, position: &PositionFinding) {
        let Some((noun, about)) = self.answered(position) else { return };
        // Who demands a plan, with nothing said of it, wants one to be made.
        let said = match about {
            About::Itself => position.stance != Stance::Demands,
            About::Changes => position.stance == Stance::Demands,
            About::TakingUp => true,
        };
        if said && !self.is_wished(position) {
            let finding = self.at(noun, &position.rule);
            finding.answers.push(index);
            if about == About::TakingUp {
                finding.taken_up.push(index);
            }
        }
    }

    /// "Urged Kenya to accept the plan": Kenya has not.
    fn is_wished(&self, position: &PositionFinding) -> bool {
        let (t, g) = (&self.scene.tree, self.grammar);
        let trigger = t.sentence.clone().find(|at| self.scene.words.token(*at).span == position.trigger);
        trigger.is_some_and(|at| {
            let wished = |at: usize| t.head(at).is_some_and(|head| t.is_verb(head) && g.is(head, "wished"));
            matches!(t.relation_base(at), "xcomp" | "ccomp" | "advcl") && t.marks(at).any(|m| m == "to") && wished(at)
        })
    }

    /// The noun that a position answers, and what of it: a word for changes stands for the proposal where that is
    /// not named beside it.
    fn answered(&self, position: &PositionFinding) -> Option<(usize, About)> {
        let (t, g) = (&self.scene.tree, self.grammar);
        let inside = |at: usize| position.content.contains(self.scene.words.token(at).span);
        let heads = t.sentence.clone().filter(|at| inside(*at) && t.head(*at).is_none_or(|head| !inside(head)));
        let proposal = |at: usize, cases: &[&str]| {
            t.children(at).iter().copied().find(|c| {
                let object = matches!(t.relation(*c), "obj" | "nsubj:pass");
                g.is(*c, "proposal") && (object || cases.contains(&t.case(*c).as_str()))
            })
        };
        for head in heads {
            if g.is(head, "proposal") || g.is(head, "version-noun") {
                let noun = self.core(head);
                return g.is(noun, "proposal").then_some((noun, About::Itself));
            }
            // "Chad accepted the plan, but Mali rejected **it**"
            if t.words.lower(head) == "it" {
                let mut before = self.found.keys().filter(|noun| **noun < head);
                return before.next_back().map(|noun| (*noun, About::Itself));
            }
            if g.is(head, "carrying-out") {
                return proposal(head, &["of"]).map(|noun| (noun, About::TakingUp));
            }
            // "would not agree to **sign** the plan"
            let status = StatusReader { grammar: g, act: true, dated: false };
            // "Will not **sign** the plan": the stance has that negation in it.
            let own = self.scene.words.token(head).span == position.trigger;
            if g.is_as(head, "taking-up", Speech::Verb) && (own || !status.is_negated(head)) {
                return proposal(head, &["to", "on"]).map(|noun| (noun, About::TakingUp));
            }
            if g.is(head, "change") {
                return Some((proposal(head, &["to", "of", "in"]).unwrap_or(head), About::Changes));
            }
        }
        None
    }

    /// The findings, in order of the text: what only points must point, and to nothing but what was told.
    fn finish(self, seats: &Seats<'_>) -> Vec<ProposalFinding> {
        let (scene, grammar) = (self.scene, self.grammar);
        let told = |(noun, mut finding): (usize, ProposalFinding)| {
            // "Peace proposals are nearly ready": nobody's, to nobody.
            let t = &scene.tree;
            let told =
                [&finding.by, &finding.drafted_by, &finding.to, &finding.answers].iter().any(|of| !of.is_empty());
            if t.xpos(noun) == "NNS" && !finding.definite && finding.versions.is_empty() && !told {
                return None;
            }
            let stranger = t.children(noun).iter().any(|c| {
                let drafted = grammar.is(*c, "drafting") || grammar.is(*c, "tabling");
                let by = t
                    .children(*c)
                    .iter()
                    .copied()
                    .find(|c| matches!(t.relation_base(*c), "compound" | "nmod" | "obl" | "amod"));
                drafted && by.is_some_and(|by| !seats.any(grammar, by, Who::Owner))
            });
            finding.stranger |= stranger;
            let sound = finding.firm || grammar.is(noun, "change") || points(scene, grammar, seats, noun, &finding);
            sound.then_some(finding)
        };
        self.found.into_iter().filter_map(told).collect()
    }
}
