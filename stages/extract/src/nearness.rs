//! How close an event lies to its telling by tense and aspect alone: "has suspended talks", "is meeting", "was due to
//! meet". Says nothing of what somebody is quoted to have said, nor of the past at large ("has often met").

use chancery_model::{Close, Nearness, Status};

use crate::grammar::Grammar;
use crate::scene::Scene;
use crate::tree::Tree;

impl Scene<'_, '_> {
    /// How close the words put the event that the word at `at` tells, where no time says when it is.
    pub(crate) fn nearness(&self, grammar: &Grammar<'_, '_, '_>, at: usize, status: Status) -> Option<Nearness> {
        let t = &self.tree;
        if self.words.document.quotation_at(self.words.token(at).span).is_some() {
            return None;
        }
        // "his current visit"
        let now = t.children(at).iter().copied().find(|c| t.relation(*c) == "amod" && grammar.is(*c, "going-on"));
        if let Some(now) = now.filter(|_| status == Status::Ongoing) {
            return Some(Nearness { words: self.words.span(now.min(at), now.max(at) + 1), form: Close::GoingOn });
        }
        let verb = if t.is_nominal(at) { self.verb_of(grammar, at)? } else { at };
        if !t.is_verb(verb) {
            return None;
        }
        let (form, first) = match status {
            Status::Held | Status::Cancelled => self.just_done(verb).or_else(|| self.news(grammar, at, verb))?,
            Status::Ongoing => (Close::GoingOn, self.going_on(grammar, verb)?),
            Status::Planned => self.later(verb).or_else(|| self.due(grammar, verb))?,
            Status::Proposed | Status::Denied => return None,
        };
        let words = self.words.span(first.min(verb), first.max(verb) + 1);
        Some(Nearness { words, form })
    }

    /// The verb of which an occasion is the object or the subject: "has **suspended** talks", "talks have **begun**".
    fn verb_of(&self, grammar: &Grammar<'_, '_, '_>, noun: usize) -> Option<usize> {
        let (lead, head) = grammar.lead(noun);
        let role = matches!(self.tree.relation(lead), "obj" | "nsubj" | "nsubj:pass");
        head.filter(|head| role && self.tree.is_verb(*head)).or_else(|| grammar.carrier(noun))
    }

    /// "**is** meeting"; not "is going there", which may lie ahead, nor what a speaker says of himself.
    fn going_on(&self, grammar: &Grammar<'_, '_, '_>, verb: usize) -> Option<usize> {
        let t = &self.tree;
        let speaker = t.child(verb, &["nsubj"]).is_some_and(|who| matches!(t.words.lower(who), "i" | "we" | "you"));
        let leads_on = speaker || grammar.is(verb, "travel") || grammar.is(verb, "departing");
        t.auxiliary(verb, "be").filter(|be| t.is_present(*be) && t.xpos(verb) == "VBG" && !leads_on)
    }

    /// "has **just** met", "just met".
    fn just_done(&self, verb: usize) -> Option<(Close, usize)> {
        let t = &self.tree;
        let done = t.xpos(verb) == "VBD" || t.xpos(verb) == "VBN" && t.auxiliary(verb, "have").is_some();
        let just = t.children(verb).iter().copied().find(|c| *c < verb && self.words.is("just-now", *c))?;
        let beside = (just + 1..verb).all(|between| t.relation_base(between) == "aux");
        let helper = t.auxiliary(verb, "have").unwrap_or(just);
        (done && beside).then_some((Close::JustDone, helper.min(just)))
    }

    /// A present perfect that nothing in its sentence makes one of the past at large.
    fn news(&self, grammar: &Grammar<'_, '_, '_>, at: usize, verb: usize) -> Option<(Close, usize)> {
        let t = &self.tree;
        // "has summoned the envoy and **suspended** talks": one helper for both.
        let first = t
            .path(verb)
            .take_while(|node| *node == verb || t.relation(verb) == "conj")
            .find(|node| t.auxiliary(*node, "have").is_some() || t.relation(*node) != "conj")?;
        let have = t.auxiliary(first, "have").filter(|have| t.is_present(*have))?;
        let perfect =
            matches!(t.xpos(verb), "VBN" | "VBD") && t.auxiliary(verb, "be").is_none_or(|be| t.xpos(be) == "VBN");
        // "has held meetings", "rounds of talks have brought": over some time.
        let (lead, _) = grammar.lead(at);
        let counted = lead != at && t.is_nominal(lead) && t.xpos(lead) == "NNS";
        let several = counted || t.xpos(at) == "NNS" && !self.words.is("negotiations", at);
        let at_large = || t.sentence.clone().any(|word| self.words.is("not-news", word));
        if !perfect || several || self.is_dated() || !self.lengths.is_empty() || at_large() {
            return None;
        }
        match (t.relation_base(first), t.head(first)) {
            ("root", _) | (_, None) => Some((Close::News, have)),
            ("ccomp", Some(head)) if t.is_present(head) && self.announces(head) => Some((Close::Announced, head)),
            _ => None,
        }
    }

    fn announces(&self, verb: usize) -> bool {
        self.words.data.lexicon.phrase("announcing-news", &[self.tree.lemma(verb)]).is_some()
    }

    /// "will meet him **later**", with no word on how much later.
    fn later(&self, verb: usize) -> Option<(Close, usize)> {
        let t = &self.tree;
        let later = t.children(verb).iter().copied().find(|c| self.words.is("later-on", *c))?;
        let open = t.children(later).is_empty()
            && t.sentence.contains(&(later + 1))
            && !self.words.is("leaving-later-open", later + 1);
        let will = t.children(verb).iter().any(|c| self.words.is("later-helpers", *c)) || self.is_due_now(verb);
        (open && will).then_some((Close::Later, later))
    }

    /// "**was due** to meet", "**was** to meet": told from a day on which that was still to come.
    fn due(&self, grammar: &Grammar<'_, '_, '_>, verb: usize) -> Option<(Close, usize)> {
        let t = &self.tree;
        let past = |at: usize| t.auxiliary(at, "be").filter(|be| t.xpos(*be) == "VBD");
        // "was **due** to": for the tree it may be a preposition.
        let beside = || past(verb).filter(|_| t.children(verb).iter().any(|c| self.words.is("due-to", *c)));
        let infinitive = || past(verb).filter(|_| t.xpos(verb) == "VB");
        let governed = || {
            let head = t.head(verb).filter(|_| t.relation(verb) == "xcomp")?;
            past(head).filter(|_| grammar.is(head, "ahead"))
        };
        Some((Close::Due, infinitive().or_else(beside).or_else(governed)?))
    }

    /// "is due to", "is to".
    fn is_due_now(&self, verb: usize) -> bool {
        let t = &self.tree;
        let now = |at: usize| t.auxiliary(at, "be").is_some_and(|be| t.is_present(be));
        now(verb) || t.head(verb).is_some_and(|head| t.relation(verb) == "xcomp" && now(head))
    }
}

impl Tree<'_, '_> {
    /// The auxiliary or copula of a verb with this base form.
    fn auxiliary(&self, verb: usize, lemma: &str) -> Option<usize> {
        let helps = |c: &usize| matches!(self.relation_base(*c), "aux" | "cop") && self.lemma(*c) == lemma;
        self.children(verb).iter().copied().find(helps)
    }

    fn is_present(&self, at: usize) -> bool {
        matches!(self.xpos(at), "VBZ" | "VBP")
    }
}
