//! How far an event has come: tense, aspect, modality and negation of its own words, and the words that govern it.

use chancery_model::Status;

use crate::denial::{self, Denial};
use crate::grammar::Grammar;

/// How many governing words are asked.
const DEPTH: usize = 5;

/// Reads the status of events in one sentence.
pub(crate) struct StatusReader<'g, 't, 'a, 'w> {
    pub(crate) grammar: &'g Grammar<'t, 'a, 'w>,
    /// Whether the event is no engagement: what is announced then is done.
    pub(crate) act: bool,
    /// Whether the sentence names a day, on which what is told in the present is yet to come.
    pub(crate) dated: bool,
}

/// What may make another of a status on the way up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// It says so itself.
    Says(Status),
    /// It leaves what it governs as it stands.
    Silent,
}

impl StatusReader<'_, '_, '_, '_> {
    /// The status of the event that the word at `at` tells.
    pub(crate) fn status(&self, at: usize) -> Status {
        let t = self.grammar.tree;
        // "will **be** in Cairo" comes as far as what it says.
        let at = t.head(at).filter(|_| t.relation(at) == "cop").unwrap_or(at);
        if denial::of(self.grammar, at) == Some(Denial::Flat) {
            return Status::Denied;
        }
        let predicate = t.is_verb(at) || t.upos(at) == "ADJ" || t.child(at, &["cop"]).is_some();
        if predicate { self.of_verb(at, DEPTH) } else { self.of_noun(at, DEPTH) }
    }

    /// Whether a word is negated: "did **not** meet", "**no** talks", "**without** meeting".
    pub(crate) fn is_negated(&self, at: usize) -> bool {
        let t = self.grammar.tree;
        let negates = |c: &usize| {
            let word = t.words.lower(*c);
            let no = matches!(word, "not" | "n't" | "never" | "neither" | "nor" | "no" | "n’t" | "hardly") && *c != at;
            no && matches!(t.relation_base(*c), "advmod" | "det" | "cc" | "advcl")
                || word == "without" && matches!(t.relation(*c), "mark" | "case")
        };
        // "no longer wants" is a negation, "no later than" is none.
        let longer = t
            .children(at)
            .iter()
            .any(|c| t.words.lower(*c) == "longer" && t.children(*c).iter().any(|g| t.words.lower(*g) == "no"));
        // "no soldier will go", "neither side went", "neither he nor she", "nobody"
        let none = |c: usize, words: &[&str]| words.contains(&t.words.lower(c));
        let nobody = t.children(at).iter().any(|c| {
            let counts = |g: usize| matches!(t.relation_base(g), "det" | "cc") && none(g, &["no", "neither"]);
            matches!(t.relation(*c), "nsubj" | "nsubj:pass")
                && (none(*c, &["nobody", "none", "neither"]) || t.children(*c).iter().any(|g| counts(*g)))
        });
        longer || nobody || t.children(at).iter().any(negates)
    }

    /// The modal before a verb, base form.
    pub(crate) fn modal(&self, at: usize) -> Option<&str> {
        let t = self.grammar.tree;
        let aux = t.children(at).iter().copied().find(|c| t.relation_base(*c) == "aux" && t.xpos(*c) == "MD");
        aux.map(|c| t.words.lower(c))
    }

    fn governing_class(&self, at: usize) -> Word {
        let g = self.grammar;
        if self.act && g.is(at, "enacting") {
            return Word::Silent;
        }
        let told = [
            ("cancelling", Status::Cancelled),
            ("declining", Status::Denied),
            ("denying", Status::Denied),
            ("wished", Status::Proposed),
            ("ahead", Status::Planned),
        ];
        told.into_iter().find(|(class, _)| g.is(at, class)).map_or(Word::Silent, |(_, status)| Word::Says(status))
    }

    /// What a governing word says of what it governs, with its own negation and mood taken into account.
    fn governed(&self, governor: usize) -> Option<Status> {
        match self.governing_class(governor) {
            Word::Silent => None,
            Word::Says(status) => Some(match (status, self.is_negated(governor)) {
                // "did not rule out", "has not refused": it stays possible.
                (Status::Denied | Status::Cancelled, true) => Status::Proposed,
                (Status::Planned | Status::Proposed, true) => Status::Denied,
                // "may be cancelled"
                (Status::Cancelled, false) if matches!(self.modal(governor), Some("may" | "might" | "could")) => {
                    Status::Planned
                }
                (status, _) => status,
            }),
        }
    }

    fn is_conditional(&self, at: usize) -> bool {
        self.grammar.tree.marks(at).any(|m| matches!(m, "if" | "whether" | "unless"))
    }

    fn of_verb(&self, at: usize, depth: usize) -> Status {
        let t = self.grammar.tree;
        let Some(depth) = depth.checked_sub(1) else { return Status::Held };
        if self.is_conditional(at) {
            return Status::Proposed;
        }
        if self.is_unfulfilled(at) {
            return Status::Cancelled;
        }
        // "Leaders are due to meet": the tree takes "due to" for a preposition.
        if t.children(at).iter().any(|c| t.words.lower(*c) == "due") {
            return Status::Planned;
        }
        let negated = self.is_negated(at);
        let helpers = |lemma: &str| {
            t.children(at)
                .iter()
                .copied()
                .find(|c| matches!(t.relation_base(*c), "aux" | "cop") && t.lemma(*c) == lemma)
        };
        let mood = match self.modal(at) {
            Some("may" | "might" | "could" | "can" | "should" | "must" | "ought") => Some(Status::Proposed),
            Some(_) => Some(Status::Planned),
            None => None,
        };
        if let Some(mood) = mood {
            return if negated { Status::Denied } else { self.above(at, mood) };
        }
        let finite_helper = ["have", "be", "do"]
            .iter()
            .find_map(|l| helpers(l).filter(|h| matches!(t.xpos(*h), "VBD" | "VBZ" | "VBP")));
        let tense = match t.xpos(at) {
            "VBD" => Some(Status::Held),
            // "heads for Europe next" is what comes, "meets" without a day is news.
            "VBZ" | "VBP" if !self.dated && !self.grammar.is(at, "departing") => Some(Status::Held),
            "VBZ" | "VBP" => Some(Status::Planned),
            _ => None,
        };
        let told = match (tense, finite_helper) {
            (_, Some(helper)) => {
                let be = t.lemma(helper) == "be";
                // "is to meet", "was to meet"
                if be && t.xpos(at) == "VB" {
                    return if negated { Status::Denied } else { self.above(at, Status::Planned) };
                }
                let coming = t.xpos(at) == "VBG" && be && t.xpos(helper) != "VBD";
                // "said that he was coming": not there yet.
                let on_the_way =
                    t.xpos(at) == "VBG" && be && t.relation(at) == "ccomp" && self.grammar.is(at, "travel");
                // "is meeting on Friday" lies ahead, "is meeting" goes on.
                Some(if on_the_way {
                    Status::Planned
                } else if coming {
                    if self.dated { Status::Planned } else { Status::Ongoing }
                } else {
                    Status::Held
                })
            }
            (Some(status), None) => Some(status),
            (None, None) => None,
        };
        if let Some(told) = told {
            return if negated { Status::Denied } else { self.above(at, told) };
        }
        if negated {
            return Status::Denied;
        }
        self.of_bare(at, depth)
    }

    /// "was (due) **to have met**": what was to be and was not.
    fn is_unfulfilled(&self, at: usize) -> bool {
        let t = self.grammar.tree;
        let perfect = t.children(at).iter().any(|c| t.relation_base(*c) == "aux" && t.words.lower(*c) == "have");
        let to = t.subtree(at).into_iter().any(|c| c < at && t.words.lower(c) == "to");
        let past = |verb: usize| {
            t.children(verb)
                .iter()
                .any(|c| matches!(t.relation_base(*c), "aux" | "cop") && t.lemma(*c) == "be" && t.xpos(*c) == "VBD")
        };
        let governed = || t.head(at).is_some_and(|head| past(head) && self.grammar.is(head, "ahead"));
        let finite = t.relation(at) == "xcomp" && governed() || past(at);
        perfect && to && finite && !self.is_negated(at)
    }

    /// What stands above a clause with a tense of its own: only a denial or a condition reaches into it.
    fn above(&self, at: usize, told: Status) -> Status {
        let t = self.grammar.tree;
        match (t.relation(at), t.head(at)) {
            ("ccomp", Some(head)) if told == Status::Planned && self.grammar.is(head, "wished") => Status::Proposed,
            ("conj", Some(head)) if self.is_conditional(head) => Status::Proposed,
            // "reports that he **would go** there": nobody says so himself.
            ("acl" | "ccomp", Some(head)) if told == Status::Planned && self.grammar.is(head, "rumour") => {
                Status::Proposed
            }
            // "put off a trip on which he **was to meet** her"
            ("acl" | "acl:relcl", Some(head)) if told == Status::Planned && self.is_off(head) => Status::Cancelled,
            // "A, who **was to visit** Chile, put off her trip"
            ("acl:relcl", Some(head)) if told == Status::Planned => {
                match t.head(head).filter(|_| t.relation(head) == "nsubj") {
                    Some(verb) => self.after_all(verb).unwrap_or(told),
                    None => told,
                }
            }
            _ if told == Status::Planned && t.is_verb(at) => {
                // "was to visit Chile but **put off** the trip"
                let joined = t.children(at).iter().copied().filter(|c| t.relation(*c) == "conj");
                joined.filter_map(|verb| self.after_all(verb)).next().unwrap_or(told)
            }
            _ => told,
        }
    }

    /// What became of what was planned, where a verb told with it says that the occasion is off: "**put off** her trip".
    fn after_all(&self, verb: usize) -> Option<Status> {
        let t = self.grammar.tree;
        let trip = t.child(verb, &["obj"]).filter(|trip| self.grammar.is(*trip, "occasion"))?;
        let own = |c: &usize| t.relation(*c) == "nmod:poss" || matches!(t.words.lower(*c), "the" | "that" | "this");
        let back = t.children(trip).iter().any(own) && t.child(trip, &["nmod", "acl", "acl:relcl"]).is_none();
        let off = back && self.governed(verb) == Some(Status::Cancelled) && self.modal(verb).is_none();
        off.then(|| if self.is_put_off(verb) { Status::Planned } else { Status::Cancelled })
    }

    /// Whether what a noun names was called off and nothing took its place: "abandoned **plans** for", "put off a **trip**".
    fn is_off(&self, noun: usize) -> bool {
        let t = self.grammar.tree;
        let (lead, head) = self.grammar.lead(noun);
        let Some(verb) = head.filter(|_| matches!(t.relation(lead), "obj" | "nsubj" | "nsubj:pass")) else {
            return false;
        };
        let told = t.relation(lead) != "nsubj" || self.grammar.is(verb, "falling-through");
        told && self.governed(verb) == Some(Status::Cancelled) && !self.is_put_off(verb)
    }

    /// An infinitive, gerund or participle, by what governs it.
    fn of_bare(&self, at: usize, depth: usize) -> Status {
        let t = self.grammar.tree;
        let Some(head) = t.head(at) else { return Status::Held };
        let infinitive = t.marks(at).any(|m| m == "to") && !t.marks(at).any(|m| m == "after");
        match t.relation(at) {
            "conj" => {
                let shared = t.is_verb(head) && (t.xpos(head) == t.xpos(at) || t.xpos(at) == "VB");
                if shared { self.of_verb(head, depth) } else { Status::Held }
            }
            "acl" | "nmod" | "obl" if t.is_nominal(head) => match self.governed(head) {
                Some(status) => status,
                None if infinitive => Status::Planned,
                None if t.xpos(at) == "VBG" => self.of_noun(head, depth),
                None => Status::Held,
            },
            _ => {
                if let Some(status) = self.governed(head) {
                    return status;
                }
                let follows = self.grammar.is(head, "managing") && t.relation(at) != "advcl";
                // "travelled to Lima **to meet** him": what somebody went for, told when he was back.
                let went = self.grammar.is(head, "gone-for") && t.relation(at) == "advcl" && t.xpos(head) == "VBD";
                let follows = follows || went;
                let ahead = |status: Status| if status.is_ahead() { status } else { Status::Planned };
                let above =
                    if t.is_verb(head) || t.upos(head) == "ADJ" { self.of_verb(head, depth) } else { Status::Held };
                if infinitive && !follows { ahead(above) } else { above }
            }
        }
    }

    /// "postponed **until Friday**": it has another day.
    pub(crate) fn is_put_off(&self, verb: usize) -> bool {
        let t = self.grammar.tree;
        let named = |c: usize| self.grammar.is(c, "calendar") || self.grammar.is(c, "measure");
        let day = |c: usize| named(c) || t.children(c).iter().any(|d| self.grammar.is(*d, "calendar"));
        t.children(verb).iter().any(|c| {
            let to = self.grammar.tree.words.data.lexicon.phrase("new-day", &[&t.case(*c)]).is_some();
            to && t.relation_base(*c) == "obl" && day(*c)
        })
    }

    fn of_noun(&self, at: usize, depth: usize) -> Status {
        let t = self.grammar.tree;
        let g = self.grammar;
        let Some(depth) = depth.checked_sub(1) else { return Status::Held };
        if self.is_negated(at) {
            return Status::Denied;
        }
        let (lead, head) = g.lead(at);
        // "cancelled a visit planned for September": what was planned is off.
        let undone = |head: &usize| match t.relation(lead) {
            "obj" | "nsubj:pass" => true,
            // "a planned visit fell through"
            "nsubj" => g.is(*head, "falling-through"),
            _ => false,
        };
        if let Some(head) = head.filter(undone)
            && let Some(off @ (Status::Cancelled | Status::Denied)) = self.governed(head)
            && !self.modal(head).is_some_and(|m| matches!(m, "may" | "might" | "could"))
        {
            if off == Status::Cancelled && self.is_put_off(head) {
                return Status::Planned;
            }
            return off;
        }
        // "has been moved to Rome": to be held there.
        if head.is_some_and(|head| matches!(t.relation(lead), "obj" | "nsubj:pass") && g.is(head, "rescheduling")) {
            return Status::Planned;
        }
        let began = head.is_some_and(|head| {
            t.relation(lead) == "nsubj" && t.xpos(head) == "VBD" && g.is(head, "happening") && !self.is_negated(head)
        });
        for node in [at, lead] {
            if self.is_negated(node) {
                return Status::Denied;
            }
            // "a planned meeting", "talks scheduled for Friday"
            for c in t.children(node).iter().copied() {
                match t.relation_base(c) {
                    "amod" | "compound" => {
                        if g.is(c, "gone-by") {
                            return Status::Held;
                        }
                        if let Word::Says(status) = self.governing_class(c) {
                            return status;
                        }
                        if g.is(c, "going-on") {
                            return Status::Ongoing;
                        }
                    }
                    // "talks **scheduled** for Friday began on Sunday"
                    "acl" if began && g.is(c, "ahead") => {}
                    // "talks aimed at peace": what for, not when.
                    "acl" if g.is(c, "purposed") && t.xpos(c) == "VBN" => {}
                    "acl" if t.relation(c) == "acl" => {
                        if let Word::Says(status) = self.governing_class(c) {
                            return status;
                        }
                        if t.marks(c).any(|m| m == "to") && (g.is(c, "carrying") || g.is(c, "happening")) {
                            return Status::Planned;
                        }
                    }
                    "acl" => {
                        if let Word::Says(status @ (Status::Cancelled | Status::Planned)) = self.governing_class(c) {
                            return status;
                        }
                        if g.is(c, "carrying") || g.is(c, "happening") && self.modal(c).is_some() {
                            return self.of_verb(c, depth);
                        }
                    }
                    _ => {}
                }
            }
        }
        let Some(head) = head else { return Status::Held };
        let relation = t.relation(lead);
        let case = t.case(lead);
        match relation {
            "conj" if t.is_verb(head) => self.of_verb(head, depth),
            "obj" | "nsubj:pass" | "nsubj" | "csubj" if t.is_verb(head) || t.upos(head) == "ADJ" => {
                if relation != "nsubj" || t.upos(head) == "ADJ" || g.is(head, "falling-through") {
                    let calls_off = matches!(self.governing_class(head), Word::Says(Status::Cancelled));
                    let ahead = self.modal(head).is_some_and(|m| matches!(m, "may" | "might" | "could"));
                    if let Some(status) = self.governed(head).filter(|_| !(calls_off && ahead)) {
                        return status;
                    }
                }
                // "to discuss his visit": that they will speak of it says nothing of the visit.
                if relation == "obj" && g.is(head, "bringing-up") && t.marks(head).any(|m| m == "to") {
                    return t
                        .head(head)
                        .filter(|above| t.is_verb(*above))
                        .map_or(Status::Held, |above| self.of_verb(above, depth));
                }
                let meant = t.marks(head).any(|m| m == "to");
                if g.is(head, "going-on") && t.xpos(head) != "VBD" && self.modal(head).is_none() && !meant {
                    return Status::Ongoing;
                }
                self.of_verb(head, depth)
            }
            _ if matches!(case.as_str(), "ahead-of" | "before" | "ahead") => Status::Planned,
            // "ahead of the talks", with "ahead" for an adverb
            _ if case == "of" && t.lemma(head) == "ahead" => Status::Planned,
            // "to follow up on the summit"
            _ if t.is_verb(head) && g.is(head, "looking-back") => Status::Held,
            _ if matches!(case.as_str(), "after" | "following" | "during" | "since") => Status::Held,
            // "A call is in the works"
            "nsubj" if g.is(head, "pending") && matches!(t.case(head).as_str(), "in" | "on" | "under") => {
                Status::Planned
            }
            // "at his invitation, their fifth meeting": as far as the clause has come.
            "appos" => self.of_noun(head, depth),
            _ if t.is_nominal(head) => {
                if let Some(status) = self.governed(head) {
                    return if status.is_ahead() && self.is_off(head) { Status::Cancelled } else { status };
                }
                // "Rice **will be** the focus of talks"
                if t.child(head, &["cop"]).is_some() && self.modal(head).is_some() {
                    return self.of_verb(head, depth);
                }
                if relation == "nmod" || relation == "compound" { self.of_noun(head, depth) } else { Status::Held }
            }
            // "left for talks in Geneva"
            "obl" if case == "for" && g.is(head, "departing") => Status::Planned,
            _ if relation.starts_with("obl") => match self.governed(head) {
                Some(status) if case != "in" && case != "at" => status,
                // What people fail to do at talks is not done, and the talks were held; what they may do there leaves
                // the talks as they are planned.
                _ if case == "at" => match self.of_verb(head, depth) {
                    Status::Denied => Status::Held,
                    Status::Proposed => Status::Planned,
                    status => status,
                },
                _ => self.of_verb(head, depth),
            },
            _ => {
                if t.is_verb(head) {
                    self.of_verb(head, depth)
                } else {
                    Status::Held
                }
            }
        }
    }
}
