//! Patterns against the arguments of a word.

use std::collections::{BTreeMap, HashMap};

use chancery_data::{ArgumentPattern, Need, Pattern, Reads, Rule, Slot, Target, Test};

use crate::grammar::{Argument, Grammar};
use crate::outlet;
use crate::seats::{Seats, Who};
use crate::source;
use crate::words::Words;

/// Most patterns within patterns.
const DEPTH: usize = 4;

/// Where a pattern matched.
#[derive(Clone, Debug)]
pub(crate) struct Match<'d> {
    pub(crate) rule: &'d Rule,
    /// The trigger.
    pub(crate) at: usize,
    /// Slots filled, with the words that fill them, in order of the sentence.
    pub(crate) slots: Vec<(Slot, usize)>,
}

impl Match<'_> {
    /// The words that fill a slot.
    pub(crate) fn fill(&self, slot: Slot) -> impl Iterator<Item = usize> {
        self.slots.iter().filter(move |(s, _)| *s == slot).map(|(_, at)| *at)
    }
}

/// Rules by the base forms of their triggers, so that a rule costs nothing where its words are not.
pub(crate) struct RuleIndex<'d> {
    by_lemma: HashMap<&'d str, Vec<Trigger<'d>>>,
}

struct Trigger<'d> {
    rule: &'d Rule,
    pattern: &'d Pattern,
    /// How much the pattern asks for.
    weight: usize,
    /// Where among all patterns it stands: of two that ask as much, the first counts.
    order: usize,
}

impl<'d> RuleIndex<'d> {
    pub(crate) fn of(words: &Words<'d>) -> Self {
        let mut by_lemma: HashMap<&str, Vec<Trigger<'_>>> = HashMap::new();
        let patterns = words.data.rules.iter().flat_map(|rule| rule.patterns.iter().map(move |p| (rule, p)));
        for (order, (rule, pattern)) in patterns.enumerate() {
            let mut heads = heads(words, &pattern.head);
            heads.sort_unstable();
            heads.dedup();
            for lemma in heads {
                by_lemma.entry(lemma).or_default().push(Trigger { rule, pattern, weight: pattern.weight(), order });
            }
        }
        Self { by_lemma }
    }

    /// How many rules name a base form as their trigger.
    pub(crate) fn rules_at(&self, lemma: &str) -> usize {
        self.by_lemma.get(lemma).map_or(0, Vec::len)
    }

    /// The match at a word that asks for most, of the rules that `reads` lets through.
    pub(crate) fn best(
        &self,
        matcher: &Matcher<'_, '_, '_, '_>,
        at: usize,
        reads: impl Fn(&Rule) -> bool,
    ) -> Option<Match<'d>> {
        self.ranked(matcher, at, reads).next()
    }

    /// All of them, the one that counts first, one a rule.
    pub(crate) fn all(
        &self,
        matcher: &Matcher<'_, '_, '_, '_>,
        at: usize,
        reads: impl Fn(&Rule) -> bool,
    ) -> Vec<Match<'d>> {
        let mut all: Vec<Match<'d>> = self.ranked(matcher, at, reads).collect();
        let mut seen = Vec::new();
        all.retain(|m| {
            !seen.contains(&&m.rule.id) && {
                seen.push(&m.rule.id);
                true
            }
        });
        all
    }

    fn ranked(
        &self,
        matcher: &Matcher<'_, '_, '_, '_>,
        at: usize,
        reads: impl Fn(&Rule) -> bool,
    ) -> impl Iterator<Item = Match<'d>> {
        let named = self.by_lemma.get(matcher.grammar.tree.lemma(at)).map_or(&[][..], Vec::as_slice);
        let mut triggers: Vec<&Trigger<'d>> = named.iter().filter(|t| reads(t.rule)).collect();
        triggers.sort_by_key(|t| (std::cmp::Reverse(t.weight), t.order));
        triggers.into_iter().filter_map(move |trigger| {
            let mut slots = matcher.matches(trigger.pattern, at)?;
            if trigger.rule.unless.iter().any(|veto| matcher.matches(veto, at).is_some()) {
                return None;
            }
            // Nobody does a thing to himself: "closed its border".
            let acts = |head: usize| slots.iter().any(|(slot, at)| *slot == Slot::Actors && *at == head);
            let before = slots.iter().filter(|(slot, _)| *slot == Slot::Recipients).count();
            let others: Vec<_> =
                slots.iter().copied().filter(|(slot, head)| *slot != Slot::Recipients || !acts(*head)).collect();
            // Whoever promises may be named again where he promises it: "will pay for **its** share".
            let bound = matches!(trigger.rule.reads, Reads::Pledge { .. }) && !trigger.pattern.needs(Slot::Recipients);
            if before > 0 && !bound && !others.iter().any(|(slot, _)| *slot == Slot::Recipients) {
                return None;
            }
            slots = others;
            slots.sort_by_key(|(slot, head)| (*head, *slot));
            slots.dedup();
            Some(Match { rule: trigger.rule, at, slots })
        })
    }
}

/// The base forms that a trigger may have.
fn heads<'d>(words: &Words<'d>, test: &'d Test) -> Vec<&'d str> {
    match test {
        Test::Any | Test::Number => Vec::new(),
        Test::Words(any) => any.iter().map(|phrase| phrase.split(' ').next().unwrap_or(phrase)).collect(),
        Test::Class(class, _) => words.data.lemmas.heads(class).iter().map(|(lemma, _)| lemma.as_str()).collect(),
        Test::Either(tests) => tests.iter().flat_map(|test| heads(words, test)).collect(),
    }
}

/// Matches patterns in one sentence.
pub(crate) struct Matcher<'g, 't, 'a, 'w> {
    pub(crate) grammar: &'g Grammar<'t, 'a, 'w>,
    pub(crate) seats: &'g Seats<'g>,
    /// Where places stand, by the words at their head.
    pub(crate) places: &'g BTreeMap<usize, usize>,
    /// What may fill the slots for people.
    pub(crate) who: Who,
}

impl Matcher<'_, '_, '_, '_> {
    /// The slots filled where the pattern matches with `at` at its head.
    pub(crate) fn matches(&self, pattern: &Pattern, at: usize) -> Option<Vec<(Slot, usize)>> {
        self.within(pattern, at, DEPTH)
    }

    fn within(&self, pattern: &Pattern, at: usize, depth: usize) -> Option<Vec<(Slot, usize)>> {
        if !self.is(&pattern.head, at) {
            return None;
        }
        let depth = depth.checked_sub(1)?;
        let arguments = self.grammar.arguments(at);
        let mut slots = Vec::new();
        for wanted in &pattern.arguments {
            let found = self.argument(wanted, &arguments, at, depth);
            match (wanted.need, found) {
                (Need::Forbidden, Some(_)) | (Need::Required, None) => return None,
                (Need::Required | Need::Optional, Some(filled)) => slots.extend(filled),
                (Need::Forbidden | Need::Optional, None) => {}
            }
        }
        Some(slots)
    }

    /// What an argument fills; `None` where it is not there.
    fn argument(
        &self,
        wanted: &ArgumentPattern,
        arguments: &[Argument],
        at: usize,
        depth: usize,
    ) -> Option<Vec<(Slot, usize)>> {
        let mut filled = Vec::new();
        let mut there = false;
        if wanted.relations.iter().any(|r| r == "sentence")
            && let Target::Word(test) = &wanted.target
        {
            return self.grammar.tree.sentence.clone().any(|word| self.is(test, word)).then(Vec::new);
        }
        for argument in arguments.iter().filter(|a| wanted.relations.contains(&a.relation) && a.head != at) {
            match &wanted.target {
                // "the session of the **Interagency** Working Group": of a body, part of its own name is nobody.
                Target::Slot(_)
                    if argument.relation == "mod"
                        && depth + 1 < DEPTH
                        && self.seats.are_one_name(argument.head, at) => {}
                Target::Slot(slot) if self.fits(*slot, argument.head) => {
                    there = true;
                    filled.push((*slot, argument.head));
                }
                Target::Slot(_) => {}
                Target::Word(test) => there |= self.is_listed(test, argument.head),
                Target::Nested(pattern) => {
                    for head in self.listed(argument.head) {
                        if let Some(more) = self.within(pattern, head, depth) {
                            there = true;
                            filled.extend(more);
                        }
                    }
                }
            }
        }
        there.then_some(filled)
    }

    fn fits(&self, slot: Slot, head: usize) -> bool {
        match slot {
            // What is said on Monday is not Monday.
            Slot::Content => {
                let counted = self.grammar.tree.lemma(head).chars().all(|c| c.is_ascii_digit());
                !counted && !self.grammar.is(head, "calendar")
            }
            Slot::Place => self.places.contains_key(&head),
            Slot::Proposal => self.grammar.is(head, "proposal") || self.grammar.is_it(head),
            Slot::Occasion => self.listed(head).into_iter().any(|at| self.grammar.is(at, "occasion")),
            Slot::Speaker => self.seats.may_speak(self.grammar, head),
            Slot::Outlet => outlet::is_outlet(self.grammar, head),
            Slot::Through => {
                !self.grammar.is(head, "social-platform") && self.seats.any(self.grammar, head, Who::Anybody)
            }
            Slot::Medium => source::MEDIA.iter().any(|class| self.grammar.is(head, class)),
            // "We reject it": whoever speaks.
            Slot::Holder if self.grammar.is_first_person(head) => true,
            Slot::Actors if self.who == Who::Bound && self.grammar.is_first_person(head) => true,
            Slot::Actors | Slot::Host | Slot::Mediators | Slot::Recipients | Slot::Holder | Slot::Drafters => {
                self.seats.any(self.grammar, head, self.who)
            }
        }
    }

    fn is(&self, test: &Test, at: usize) -> bool {
        match test {
            Test::Any => true,
            Test::Number => self.counts(at),
            Test::Words(any) => any.iter().any(|phrase| self.is_phrase(phrase, at)),
            Test::Either(tests) => tests.iter().any(|test| self.is(test, at)),
            Test::Class(class, None) => self.grammar.is(at, class),
            Test::Class(class, Some(speech)) => self.grammar.is_as(at, class, *speech),
        }
    }

    /// Whether a word is a number that counts something: no year, as in "the 2024 report".
    fn counts(&self, at: usize) -> bool {
        let t = self.grammar.tree;
        let lemma = t.lemma(at);
        let year = lemma.len() == 4
            && lemma.bytes().all(|b| b.is_ascii_digit())
            && (lemma.starts_with("19") || lemma.starts_with("20"));
        t.upos(at) == "NUM" && !year
    }

    fn is_phrase(&self, phrase: &str, at: usize) -> bool {
        let mut words = phrase.split(' ');
        let lemma = self.grammar.tree.lemma(at);
        let head = words.next().is_some_and(|w| w == lemma || w == self.grammar.tree.words.lower(at));
        head && self.grammar.has(at, &words.map(str::to_owned).collect::<Vec<_>>())
    }

    /// Whether a word, or one joined to it, is as wanted: "sanctions and tariffs".
    fn is_listed(&self, test: &Test, at: usize) -> bool {
        self.listed(at).into_iter().any(|head| self.is(test, head))
    }

    /// A word, what it is a measure of, and the words joined to it.
    fn listed(&self, at: usize) -> Vec<usize> {
        let t = self.grammar.tree;
        let mut found = vec![at];
        found.extend(t.children(at).iter().copied().filter(|c| t.relation(*c) == "conj"));
        if self.grammar.is(at, "measure") {
            found
                .extend(t.children(at).iter().copied().filter(|c| t.relation_base(*c) == "nmod" && t.case(*c) == "of"));
        }
        found
    }
}
