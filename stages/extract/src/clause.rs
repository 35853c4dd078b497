//! Whether a time belongs to a trigger, by the dependency tree: no finite clause of another verb may stand
//! between them. "He spoke on Wednesday, hours after they met" leaves the meeting without a day.

use std::ops::Range;

use crate::tree::Tree;

/// Whether the words at tokens `time` and `trigger` of a sentence share a clause; so they do where no parser
/// has spoken.
pub(crate) fn shared(tree: &Tree<'_, '_>, time: Range<usize>, trigger: usize) -> bool {
    let outside = |at: &usize| tree.head(*at).is_none_or(|head| !time.contains(&head));
    let Some(top) = time.clone().rev().find(outside) else { return true };
    let Some(meet) = tree.path(top).find(|at| tree.is_below(trigger, *at)) else { return true };
    let below = |from: usize| tree.path(from).take_while(|at| *at != meet);
    let there = || tree.path(top).any(|at| tree.is_there(at, trigger));
    if tree.is_of_another_occasion(top, trigger) && !there()
        || tree.is_bound(top, trigger)
        || tree.is_of_departure(top, trigger)
        || time.end <= trigger && tree.is_topic(trigger, meet)
    {
        return false;
    }
    !below(trigger).any(|at| tree.parts(at)) && !below(top).any(|at| tree.stands_apart(at, trigger))
}

/// Whether a time told outside of a relative clause cannot be that of several occasions told in it: "called him today
/// from Lima, where he had had **conversations** with others".
pub(crate) fn is_beyond(tree: &Tree<'_, '_>, time: Range<usize>, trigger: usize) -> bool {
    let clause = tree.path(trigger).find(|at| tree.relation(*at) == "acl:relcl");
    tree.xpos(trigger) == "NNS" && clause.is_some_and(|clause| !time.clone().any(|at| tree.is_below(at, clause)))
}

/// Whether a time hangs on the trigger itself, or on the verb that carries it.
pub(crate) fn hangs_on(tree: &Tree<'_, '_>, time: Range<usize>, trigger: usize) -> bool {
    let outside = |at: &usize| tree.head(*at).is_none_or(|head| !time.contains(&head));
    let head = time.clone().rev().find(outside).and_then(|top| tree.head(top));
    head.is_some_and(|head| head == trigger || tree.relation(trigger) == "obj" && tree.head(trigger) == Some(head))
}

/// Whether a place tells only of what somebody speaks about: "after talks with B, A discussed the war in **Gaza**".
pub(crate) fn is_matter(tree: &Tree<'_, '_>, place: Range<usize>, trigger: usize) -> bool {
    let outside = |at: &usize| tree.head(*at).is_none_or(|head| !place.contains(&head));
    let Some(top) = place.clone().rev().find(outside) else { return false };
    let spoken = |at: &usize| {
        let verb = tree.head(*at).filter(|verb| *verb != trigger && tree.is(*verb, "bringing-up"));
        verb.is_some() && matches!(tree.relation(*at), "obj" | "ccomp")
    };
    tree.path(top).take_while(|at| !tree.is_below(trigger, *at)).any(|at| spoken(&at))
}

impl Tree<'_, '_> {
    /// Whether a word is of a class of lemmas by itself.
    pub(crate) fn is(&self, at: usize, class: &str) -> bool {
        let entries = self.words.data.lemmas.entries(self.lemma(at)).iter();
        entries.filter(|e| e.class == class && e.with.is_empty()).any(|e| self.speaks_as(at, e.speech))
    }

    /// Whether a noun names an occasion.
    pub(crate) fn is_occasion(&self, noun: usize) -> bool {
        self.is(noun, "occasion")
    }

    /// "a plan made at their **August** meeting": the time of an occasion that stands apart from the trigger.
    fn is_of_another_occasion(&self, top: usize, trigger: usize) -> bool {
        let Some(noun) = self.head(top).filter(|noun| self.is_nominal(*noun)) else { return false };
        let occasion = ["meet", "talks", "summit", "visit", "call-talk"].iter().any(|class| self.is(noun, class));
        // "on the margins of the summit on Friday"
        let lead = self.head(noun).filter(|head| self.is(*head, "sideline")).unwrap_or(noun);
        let together = noun == trigger || self.head(lead) == Some(trigger) || self.is_below(trigger, noun);
        occasion && !together
    }

    /// "met **ahead of Friday's vote**": the day of what was still to come.
    fn is_bound(&self, top: usize, trigger: usize) -> bool {
        let noun = self.head(top).filter(|noun| self.is_nominal(*noun) && !self.is_below(trigger, *noun));
        let is = |case: &str| self.words.data.lexicon.phrase("bounding", &[case]).is_some();
        noun.is_some_and(|noun| {
            let case = self.case(noun);
            // The tree may hang "ahead" on the verb.
            let first = self.children(noun).iter().copied().find(|c| self.relation(*c) == "case");
            let before = first.and_then(|c| c.checked_sub(1)).map_or("", |before| self.words.lower(before));
            is(&case) || is(&format!("{before}-{case}"))
        })
    }

    /// "left on Monday **for talks** in Oslo": the day of leaving.
    fn is_of_departure(&self, top: usize, trigger: usize) -> bool {
        let left = |verb: &usize| self.xpos(*verb) == "VBD" && self.is(*verb, "departing");
        let Some(verb) = self.head(top).filter(left).filter(|verb| *verb != trigger) else { return false };
        let goal = self.path(trigger).take_while(|at| *at != verb).last();
        self.is_below(trigger, verb) && goal.is_some_and(|goal| self.case(goal) == "for")
    }

    /// Whether the trigger is what somebody speaks about: the time of the speaking is not its own.
    fn is_topic(&self, trigger: usize, meet: usize) -> bool {
        let verb = self.path(trigger).find(|at| !self.is_nominal(*at));
        verb.is_some_and(|verb| {
            // "praised him **during** a meeting": where it was said, and not what it was about.
            let top = self.path(trigger).take_while(|at| *at != verb).last().unwrap_or(trigger);
            let scene = self.words.data.lexicon.phrase("scene-prepositions", &[&self.case(top)]).is_some();
            self.is(verb, "bringing-up") && !scene && self.is_nominal(trigger) && self.is_below(verb, meet)
        })
    }

    /// Whether it heads a clause with a tense of its own.
    pub(crate) fn is_finite(&self, at: usize) -> bool {
        let tensed = |at: usize| matches!(self.xpos(at), "VBD" | "VBZ" | "VBP" | "MD");
        let helps = |child: usize| matches!(self.relation(child), "aux" | "aux:pass" | "cop");
        tensed(at) || self.children(at).iter().any(|child| helps(*child) && tensed(*child))
    }

    /// Whether "after" or the like opens the clause: it has its own time.
    fn is_before_or_after(&self, at: usize) -> bool {
        self.children(at).iter().any(|child| self.relation(*child) == "mark" && self.words.is("time-joints", *child))
    }

    /// Whether a clause does not share the time told in the clause above it.
    fn parts(&self, at: usize) -> bool {
        let apart = match self.relation(at) {
            // "On Monday, Norway said it was halting talks": what goes on while it is said; a journey may be to come.
            "ccomp" => self.xpos(at) != "VBG" || self.is(at, "travel"),
            "parataxis" | "acl" => true,
            "advcl" => self.is_before_or_after(at),
            _ => false,
        };
        // "flew there on Saturday to decide **whether to join** the talks"
        let open = self.marks(at).any(|mark| matches!(mark, "whether" | "if" | "unless"));
        apart && self.is_finite(at) || open || self.is_before_doing(at)
    }

    /// "went to Lima on Monday **before going** to Quito": another day, or one that nobody tells.
    fn is_before_doing(&self, at: usize) -> bool {
        self.relation(at) == "advcl" && self.xpos(at) == "VBG" && self.marks(at).any(|mark| mark == "before")
    }

    /// "go to Quito, **where he will speak** on Friday": he is there on that day.
    pub(crate) fn is_there(&self, clause: usize, trigger: usize) -> bool {
        let there = self.children(clause).iter().any(|c| self.words.lower(*c) == "where");
        let to = self.head(clause).is_some_and(|place| self.head(place) == Some(trigger) && self.case(place) != "from");
        let will = self.children(clause).iter().any(|c| self.xpos(*c) == "MD");
        there && to && !(will && self.xpos(trigger) == "VBD")
    }

    /// Whether the time told in a clause is not that of the words above it.
    fn stands_apart(&self, at: usize, trigger: usize) -> bool {
        let apart = match self.relation(at) {
            "conj" | "ccomp" | "parataxis" => true,
            "advcl" => self.is_before_or_after(at),
            // "talks that ended on Sunday" tells of the talks, "Merz, who came on Sunday" of Merz.
            "acl:relcl" => self.head(at).is_some_and(|head| {
                let own = head == trigger || self.head(trigger) == Some(head) && self.relation(trigger) != "conj";
                !own && self.upos(head) == "PROPN" && !self.is_there(at, trigger)
            }),
            _ => false,
        };
        apart && self.is_finite(at) || self.is_before_doing(at)
    }
}
