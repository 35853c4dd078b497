//! The arguments of a word, by meaning: passives, relative clauses, participles, coordination, control and verbs
//! that only carry a noun are undone, so that a rule need not know them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chancery_data::{Entry, Speech};

use crate::condition;
use crate::tree::Tree;

/// How many words up a subject may be sought: "wants to try to arrange to meet".
const DEPTH: usize = 6;

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Argument {
    /// The relation, as `docs/rules.md` lists them.
    pub(crate) relation: String,
    /// The word at its head.
    pub(crate) head: usize,
}

/// Grammar over the tree of one sentence.
pub(crate) struct Grammar<'t, 'a, 'w> {
    pub(crate) tree: &'t Tree<'a, 'w>,
    /// The arguments asked for so far: many patterns ask for the same.
    known: RefCell<BTreeMap<usize, Rc<[Argument]>>>,
}

impl<'t, 'a, 'w> Grammar<'t, 'a, 'w> {
    pub(crate) fn of(tree: &'t Tree<'a, 'w>) -> Self {
        Self { tree, known: RefCell::default() }
    }

    /// Whether a word, as it stands in the sentence, is of a class.
    pub(crate) fn is(&self, at: usize, class: &str) -> bool {
        self.entries(at, class).next().is_some()
    }

    /// Whether a word by itself, whatever it hangs on, is of a class.
    pub(crate) fn is_word(&self, word: &str, class: &str) -> bool {
        self.tree.words.data.lemmas.entries(word).iter().any(|e| e.class == class && e.with.is_empty())
    }

    /// Whether a noun behind just this preposition is of a class: "**in** exchange", and not "exchange in Oslo".
    pub(crate) fn is_behind(&self, at: usize, class: &str) -> bool {
        let case = self.tree.case(at);
        let entries = self.tree.words.data.lemmas.entries(self.tree.lemma(at)).iter();
        entries.filter(|e| e.class == class).any(|e| e.with.join("-") == case)
    }

    /// Whether it is so as this part of speech.
    pub(crate) fn is_as(&self, at: usize, class: &str, speech: Speech) -> bool {
        self.entries(at, class).any(|e| e.speech == speech)
    }

    fn entries(&self, at: usize, class: &str) -> impl Iterator<Item = &Entry> {
        let entries = self.tree.words.data.lemmas.entries(self.tree.lemma(at)).iter();
        entries.filter(move |e| e.class == class && self.tree.speaks_as(at, e.speech) && self.has(at, &e.with))
    }

    /// Whether the other words of a phrase hang on its head: "sit **down**", "**phone** call".
    pub(crate) fn has(&self, at: usize, with: &[String]) -> bool {
        let is = |c: usize, word: &str| self.tree.lemma(c) == word || self.tree.words.lower(c) == word;
        let hangs = |word: &String| {
            self.tree.children(at).iter().any(|c| {
                is(*c, word)
                    || self.tree.children(*c).iter().any(|g| {
                        is(*g, word)
                            && matches!(self.tree.relation(*g), "case" | "mark" | "fixed" | "det" | "nmod:poss")
                    })
            })
        };
        with.iter().all(hangs)
    }

    /// "I", "we", "our", "his country": whoever speaks.
    pub(crate) fn is_first_person(&self, at: usize) -> bool {
        matches!(self.tree.words.lower(at), "i" | "we" | "us" | "our" | "my" | "me") || self.is(at, "own-side")
    }

    /// "it", where it may speak.
    pub(crate) fn is_it(&self, at: usize) -> bool {
        self.tree.words.lower(at) == "it" && self.tree.relation_base(at) == "nsubj"
    }

    /// Whether a verb stands as a participle that another clause lends its subject: "**adding** that".
    fn is_bare_participle(&self, at: usize) -> bool {
        let t = self.tree;
        t.xpos(at) == "VBG" && !t.children(at).iter().any(|c| matches!(t.relation_base(*c), "aux" | "nsubj"))
    }

    /// Whether a verb stands in the passive.
    pub(crate) fn is_passive(&self, at: usize) -> bool {
        let t = self.tree;
        if t.children(at).iter().any(|c| t.relation(*c).ends_with(":pass")) {
            return true;
        }
        let has_aux = t.children(at).iter().any(|c| t.relation_base(*c) == "aux");
        let participle = t.xpos(at) == "VBN" && !has_aux;
        match t.relation_base(at) {
            "acl" | "advcl" | "amod" => participle && t.relation(at) != "acl:relcl",
            "conj" => participle && t.head(at).is_some_and(|h| t.xpos(h) == "VBN" && self.is_passive(h)),
            _ => false,
        }
    }

    /// The subject as the sentence shows it, whatever the voice: of its own, or of a word that shares it.
    pub(crate) fn subject(&self, at: usize) -> Option<usize> {
        self.subject_within(at, DEPTH)
    }

    fn subject_within(&self, at: usize, depth: usize) -> Option<usize> {
        let t = self.tree;
        let own = ["nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"];
        if let Some(own) = t.child(at, &own) {
            return Some(self.referent(own));
        }
        let depth = depth.checked_sub(1)?;
        let head = t.head(at)?;
        match t.relation(at) {
            "conj" if t.is_nominal(at) && !t.is_nominal(head) => None,
            "conj" if t.is_nominal(head) && t.is_verb(at) && t.child(head, &["cop"]).is_none() => None,
            // "offers to pay and **supports** a truce": joined to the clause, wherever it hangs.
            "conj" if t.is_third_person(at) && t.is_verb(head) && !t.is_finite(head) => {
                let clause = t.path(head).skip(1).find(|node| t.is_verb(*node) && t.is_finite(*node));
                self.subject_within(clause.unwrap_or(head), depth)
            }
            // "accused Kenya **of shelling** the port"
            "advcl" if t.marks(at).any(|m| matches!(m, "of" | "from" | "into")) => {
                match t.child(head, &["obj", "nsubj:pass"]) {
                    Some(object) => Some(self.referent(object)),
                    None => self.subject_within(head, depth),
                }
            }
            // "claiming that he had lied and **alleging** that": joined to the participle before, wherever it hangs.
            "conj" if self.is_bare_participle(at) && !self.is_bare_participle(head) => {
                let joined = t.path(head).skip(1).find(|node| self.is_bare_participle(*node));
                self.subject_within(joined.unwrap_or(head), depth)
            }
            // "quoted X as **saying**": what X does.
            "advcl" if self.is_bare_participle(at) && t.marks(at).any(|m| m == "as") => {
                let object = t.child(head, &["obj"]).map(|object| self.referent(object));
                object.or_else(|| self.subject_within(head, depth))
            }
            // "called **on Kenya** to negotiate"
            "advcl" | "xcomp" if self.urged(at, head).is_some() => self.urged(at, head),
            "conj" | "advcl" | "ccomp" | "advcl:relcl" => self.subject_within(head, depth),
            "xcomp" => match t.child(head, &["obj", "iobj"]) {
                Some(object) if !self.is(head, "subject-control") => Some(self.referent(object)),
                _ => self.subject_within(head, depth),
            },
            "acl" if t.marks(at).any(|m| m == "to" || m == "of" || m == "for") => self.owner_within(head, depth),
            // "a statement **condemning** the strike": the words of whoever issued it.
            "acl" if self.is(head, "document") && !self.is_passive(at) => self.owner_within(head, depth).or(Some(head)),
            "acl" | "acl:relcl" => Some(self.member(head)),
            _ => None,
        }
    }

    /// Who is called on to do what an infinitive tells: "called **on Kenya** to negotiate".
    fn urged(&self, at: usize, verb: usize) -> Option<usize> {
        let t = self.tree;
        let to = t.marks(at).any(|mark| mark == "to");
        let on = |c: &usize| t.relation_base(*c) == "obl" && matches!(t.case(*c).as_str(), "on" | "upon") && *c < at;
        let asked = t.children(verb).iter().copied().find(on).filter(|_| to && self.is(verb, "wished"));
        asked.map(|asked| self.referent(asked))
    }

    /// Whose a noun is: "**X's** plan", "**X** has a plan".
    fn owner_within(&self, at: usize, depth: usize) -> Option<usize> {
        let t = self.tree;
        if let Some(owner) = t.child(at, &["nmod:poss"]) {
            return Some(self.referent(owner));
        }
        // "the readiness **of Kenya** to talk"
        let of = t.child(at, &["nmod"]).filter(|of| t.case(*of) == "of" && t.upos(*of) == "PROPN");
        if let Some(of) = of.filter(|_| self.is(at, "wished") || self.is(at, "ahead")) {
            return Some(self.referent(of));
        }
        let (lead, head) = self.lead(at);
        let head = head?;
        let carries = matches!(t.relation(lead), "obj" | "obl" | "xcomp") && t.is_verb(head);
        if carries && !self.is_passive(head) { self.subject_within(head, depth.checked_sub(1)?) } else { None }
    }

    /// The noun that "who" or "which" stands for; any other word is itself.
    pub(crate) fn referent(&self, at: usize) -> usize {
        let t = self.tree;
        // "Britain said **it** was suspending talks"
        if t.words.lower(at) == "it" && t.relation_base(at) == "nsubj" {
            let clause = t.head(at).filter(|verb| matches!(t.relation(*verb), "ccomp" | "acl"));
            let governor = clause.and_then(|verb| t.head(verb));
            // "Turkey said in a statement that **it** opposes …": the tree hangs the clause on the statement.
            let text = governor.filter(|noun| self.is(*noun, "document")).and_then(|noun| t.head(noun));
            let said = clause.filter(|verb| t.relation(*verb) == "ccomp").and(governor);
            let sayer = text.filter(|verb| t.is_verb(*verb)).or(said).and_then(|verb| self.subject_within(verb, 1));
            // "Chile closed its border as **it** condemned the coup"
            let aside = t.head(at).filter(|verb| matches!(t.relation(*verb), "advcl" | "conj"));
            let actor =
                aside.and_then(|verb| t.head(verb)).and_then(|verb| t.child(verb, &["nsubj"])).filter(|s| *s < at);
            return sayer.or(actor).filter(|s| t.words.lower(*s) != "it").unwrap_or(at);
        }
        if t.words.lower(at) == "they" && t.relation_base(at) == "nsubj" {
            return self.several(at).unwrap_or(at);
        }
        if !matches!(t.xpos(at), "WP" | "WDT") {
            return at;
        }
        let clause = t.path(at).skip(1).find(|node| t.relation(*node) == "acl:relcl");
        clause.and_then(|clause| t.head(clause)).map_or(at, |noun| self.member(noun))
    }

    /// "**Kenya and Ghana** were among those that voted": who is among them does what they do.
    fn member(&self, noun: usize) -> usize {
        let t = self.tree;
        let among = t.case(noun) == "among" && t.child(noun, &["cop"]).is_some();
        t.child(noun, &["nsubj"]).filter(|_| among).unwrap_or(noun)
    }

    /// "Kenya and Ghana said **they** would vote": several who are named beside the word of saying.
    fn several(&self, they: usize) -> Option<usize> {
        let t = self.tree;
        let clause = t.head(they).filter(|verb| t.relation(*verb) == "ccomp")?;
        let sayer = self.subject_within(t.head(clause)?, 1)?;
        let named = t.upos(sayer) == "PROPN" && t.children(sayer).iter().any(|c| t.relation(*c) == "conj");
        named.then_some(sayer)
    }

    /// The noun that leads a list or a measure ("a round of talks"), and what it hangs on.
    pub(crate) fn lead(&self, at: usize) -> (usize, Option<usize>) {
        let t = self.tree;
        let mut lead = at;
        for _ in 0..DEPTH {
            let Some(head) = t.head(lead) else { return (lead, None) };
            let listed = t.relation(lead) == "conj" && t.is_nominal(head);
            let measured = t.relation_base(lead) == "nmod" && t.case(lead) == "of" && self.is(head, "measure");
            let named = t.relation(lead) == "compound" && self.is(head, "measure");
            if !listed && !measured && !named {
                return (lead, Some(head));
            }
            lead = head;
        }
        (lead, t.head(lead))
    }

    /// The verb that carries a noun ("**held** talks", "talks **took place**", "**took part** in talks"), if one does.
    pub(crate) fn carrier(&self, at: usize) -> Option<usize> {
        let t = self.tree;
        if !t.is_nominal(at) {
            return None;
        }
        let (lead, head) = self.lead(at);
        let below = || {
            [at, lead].into_iter().flat_map(|n| t.children(n).iter().copied()).find(|c| {
                // "talks **to bring** the war to an end" are not brought.
                let other = t.relation(*c) == "acl" && t.child(*c, &["obj"]).is_some();
                let carries = self.is(*c, "carrying") || self.is(*c, "happening");
                matches!(t.relation(*c), "acl" | "acl:relcl") && carries && !other
            })
        };
        let Some(head) = head else { return below() };
        let carried = t.is_verb(head)
            && match t.relation(lead) {
                "obj" | "nsubj:pass" => self.is(head, "carrying"),
                "nsubj" => self.is(head, "happening"),
                // "met him **following** a call with another": what was before is not what he takes part in.
                relation if relation.starts_with("obl") => {
                    self.is(head, "taking-part") && !t.words.is_joined("apart-prepositions", &t.case(lead))
                }
                _ => false,
            };
        if carried { Some(head) } else { below() }
    }

    /// All arguments of a word.
    pub(crate) fn arguments(&self, at: usize) -> Rc<[Argument]> {
        if let Some(known) = self.known.borrow().get(&at) {
            return Rc::clone(known);
        }
        let found: Rc<[Argument]> = self.gathered(at).into();
        self.known.borrow_mut().insert(at, Rc::clone(&found));
        found
    }

    fn gathered(&self, at: usize) -> Vec<Argument> {
        let t = self.tree;
        let mut found = self.own(at);
        if t.is_verb(at) || t.upos(at) == "ADJ" {
            self.add_subject(at, &mut found);
            self.add_relative_object(at, &mut found);
            if let Some(said) = self.identified(at) {
                found.retain(|a| t.words.lower(a.head) != "what");
                push(&mut found, "obj", said);
                push(&mut found, "cleft", said);
            }
            if t.relation(at) == "parataxis"
                && !t.is_set_apart(at)
                && let Some(head) = t.head(at)
            {
                push(&mut found, "that", head);
            }
        }
        for clause in t.children(at).iter().copied().filter(|c| condition::opens(self, *c)) {
            push(&mut found, "if", clause);
        }
        // "X **is** in Cairo": where X is stands behind "be", whatever the tree hangs on what.
        if let Some(place) = t.head(at).filter(|place| t.relation(at) == "cop" && !t.case(*place).is_empty()) {
            // "Also in the meeting **were A and B**": named behind the verb, they hang on the place as they may.
            let behind = || t.children(place).iter().copied().find(|c| *c > at && t.relation(*c) == "appos");
            if let Some(subject) = self.subject(place).or_else(behind) {
                push(&mut found, "subj", subject);
            }
            push(&mut found, &t.case(place), place);
        }
        let carrier = self.carrier(at);
        if let Some(carrier) = carrier {
            self.carry(at, carrier, &mut found);
        }
        // "X and Y signed after talks **hosted by Z**": the host says nothing of who else was there.
        let hosted = |c: usize| t.is_below(c, at) && self.is(c, "mediating");
        if let Some(theme) = carrier.is_none_or(hosted).then(|| self.theme(at)).flatten() {
            push(&mut found, "theme", theme);
        }
        if t.is_nominal(at) {
            self.add_whereabouts(at, &mut found);
            if let Some(clause) = self.behind_colon(at) {
                push(&mut found, "as-follows", clause);
            }
        }
        if matches!(t.relation(at), "case" | "mark" | "fixed") {
            let case = if t.relation(at) == "fixed" { t.head(at).unwrap_or(at) } else { at };
            if let Some(noun) = t.head(case) {
                // "a plan **under** which Kenya would withdraw"
                push(&mut found, "obj", self.referent(noun));
                if let Some(governor) = t.head(noun) {
                    push(&mut found, "gov", governor);
                }
            }
        } else if let Some(head) = t.head(at) {
            push(&mut found, "gov", head);
        }
        found
    }

    /// "A breakfast with Modi, **where Lula** hopes to agree": who acts in a clause that says what happens there.
    fn add_whereabouts(&self, at: usize, found: &mut Vec<Argument>) {
        let t = self.tree;
        let there = |verb: &usize| {
            t.relation(*verb) == "acl:relcl" && t.children(*verb).iter().any(|c| t.words.lower(*c) == "where")
        };
        let beside = || std::iter::once(at).chain(found.iter().filter(|a| a.relation == "with").map(|a| a.head));
        let clause = beside().find_map(|noun| t.children(noun).iter().copied().find(there));
        if let Some(subject) = clause.and_then(|verb| t.child(verb, &["nsubj", "nsubj:pass"])) {
            push(found, "where", self.referent(subject));
        }
    }

    /// Whose a noun is by a possessive: "his" is whoever the sentence around it speaks of first.
    fn possessor(&self, at: usize) -> usize {
        let t = self.tree;
        if t.xpos(at) != "PRP$" {
            return self.referent(at);
        }
        // "thanked Modi **for his** visit"
        let whose = t.path(at).skip(1).find(|node| t.relation_base(*node) == "obl" && t.case(*node) == "for");
        let thanked = whose.and_then(|noun| t.head(noun)).filter(|verb| self.is(*verb, "thanking"));
        if let Some(thanked) = thanked.and_then(|verb| t.child(verb, &["obj", "nsubj:pass"])) {
            return self.referent(thanked);
        }
        let subjects = t.path(at).skip(1).filter(|node| t.is_verb(*node)).filter_map(|verb| self.subject(verb));
        // "urged Kenya to free them during **his** visit": no state is "he".
        let personal = matches!(t.words.lower(at), "his" | "her");
        let thing = |s: usize| t.words.names_place(s) || matches!(t.words.lower(s), "it" | "its" | "they" | "their");
        let unfit = |s: usize| t.is_below(at, s) || personal && thing(s);
        subjects.into_iter().find(|s| !unfit(*s)).unwrap_or(at)
    }

    fn own(&self, at: usize) -> Vec<Argument> {
        let t = self.tree;
        let passive = self.is_passive(at);
        let mut found = Vec::new();
        for c in t.children(at).iter().copied() {
            let relation = t.relation(c);
            match relation {
                // "two officials told **Bloomberg**": of two subjects the one behind the verb is none.
                "nsubj" if c > at && found.iter().any(|a: &Argument| a.relation == "subj" && a.head < at) => {
                    push(&mut found, "obj", c);
                }
                "nsubj" | "nsubj:outer" | "csubj" | "csubj:outer" => push(&mut found, "subj", self.referent(c)),
                "nsubj:pass" | "csubj:pass" | "obj" => push(&mut found, "obj", self.referent(c)),
                "iobj" => push(&mut found, "iobj", self.referent(c)),
                "nmod:poss" => push(&mut found, "subj", self.possessor(c)),
                "advmod" if is_negation(t.words.lower(c)) => push(&mut found, "neg", c),
                "advmod" => {
                    push(&mut found, "how", c);
                    self.lift(c, &mut found);
                }
                "aux" | "cop" => push(&mut found, relation, c),
                "det" if t.words.lower(c) == "no" => push(&mut found, "neg", c),
                "obl:agent" => push(&mut found, if passive { "subj" } else { "by" }, self.referent(c)),
                // "**in New Delhi** for the summit" qualifies no summit, whatever the tree hangs it on.
                "compound" if !t.case(c).is_empty() => {}
                "amod" | "compound" | "nmod:desc" | "nummod" => push(&mut found, "mod", c),
                // "his visit, **the first** by a Kenyan to Chad": what it is the first of.
                "appos" if self.is_word(t.lemma(c), "ordinal") && t.is_nominal(at) => {
                    for d in t.children(c).iter().copied().filter(|d| matches!(t.relation_base(*d), "nmod" | "obl")) {
                        if t.case(d) != "by" && t.case(d) != "of" && !t.case(d).is_empty() {
                            push(&mut found, &t.case(d), self.referent(d));
                        }
                    }
                }
                // "meetings involving ministers": as good as a preposition.
                "acl" | "advcl" | "case" | "acl:relcl"
                    if matches!(t.lemma(c), "involve" | "include" | "feature") && !self.is_passive(c) =>
                {
                    if let Some(object) = t.child(c, &["obj"]) {
                        push(&mut found, "involving", object);
                    }
                }
                "acl:relcl" if self.is_passive(c) => push(&mut found, "done", c),
                // "met **visiting** Prime Minister A", "met with visiting …": the tree takes the guest for what is visited.
                "ccomp" | "xcomp" | "advcl" | "acl" if self.is_guesting(c) => {
                    if let Some(guest) = t.child(c, &["obj"]) {
                        push(&mut found, t.marks(c).next().unwrap_or("obj"), self.referent(guest));
                    }
                }
                "ccomp" | "xcomp" | "advcl" | "acl" => {
                    if let Some(relation) = self.clause(c, relation) {
                        push(&mut found, &relation, c);
                        if relation == "that" && t.is_subjunctive(c) {
                            push(&mut found, "mandative", c);
                        }
                    }
                    // "a meeting scheduled for Sunday **between A and B**"
                    if relation == "acl" && t.is_nominal(at) && t.xpos(c) == "VBN" && self.is(c, "ahead") {
                        self.add_parties(c, &mut found);
                        t.children(c).iter().for_each(|d| self.lift(*d, &mut found));
                    }
                }
                _ if matches!(t.relation_base(c), "obl" | "nmod") => {
                    let case = t.case(c);
                    if case == "by" && (passive || t.is_nominal(at)) {
                        push(&mut found, "subj", self.referent(c));
                    } else if !case.is_empty() {
                        push(&mut found, &case, self.referent(c));
                    } else if self.is_involved(at, c) {
                        push(&mut found, "involving", self.referent(c));
                    }
                    self.lift(c, &mut found);
                }
                _ => {}
            }
        }
        found
    }

    /// Who stands "between", "with" or "among" below a word.
    fn add_parties(&self, at: usize, found: &mut Vec<Argument>) {
        let t = self.tree;
        for c in t.children(at).iter().copied().filter(|c| matches!(t.relation_base(*c), "nmod" | "obl")) {
            if matches!(t.case(c).as_str(), "between" | "with" | "among") {
                push(found, &t.case(c), self.referent(c));
            }
        }
    }

    /// Whether a participle that serves as a preposition stands before a noun beside it: "meetings involving **A**".
    fn is_involved(&self, at: usize, noun: usize) -> bool {
        let t = self.tree;
        let before = t.children(at).iter().copied().rfind(|c| *c > at && *c < noun && t.relation(*c) != "punct");
        before.is_some_and(|c| matches!(t.lemma(c), "involve" | "include" | "feature"))
    }

    /// "Negotiated for weeks **with Washington**": what the tree hangs on a time belongs to what took the time.
    /// So does what it hangs on the name of a place: "talks in Khartoum **between Egypt and Ethiopia**".
    fn lift(&self, time: usize, found: &mut Vec<Argument>) {
        let t = self.tree;
        if t.upos(time) == "PROPN" && matches!(t.case(time).as_str(), "in" | "at") {
            self.add_parties(time, found);
            return;
        }
        // "on November 15", whose head is the figure
        let dated = || t.children(time).iter().any(|c| t.relation(*c) == "nmod:unmarked" && self.is(*c, "calendar"));
        if !self.is(time, "measure") && !self.is(time, "calendar") && !dated() {
            return;
        }
        for c in t.children(time).iter().copied().filter(|c| matches!(t.relation_base(*c), "nmod" | "obl" | "advmod")) {
            if t.relation(c) == "advmod" {
                push(found, "how", c);
                continue;
            }
            let case = t.case(c);
            if matches!(case.as_str(), "with" | "between" | "in" | "at" | "by" | "to") {
                push(found, &case, self.referent(c));
            }
        }
    }

    /// How a clause is called as an argument.
    fn clause(&self, at: usize, relation: &str) -> Option<String> {
        let t = self.tree;
        let infinitive = t.children(at).iter().any(|c| t.relation(*c) == "mark" && t.words.lower(*c) == "to");
        let has_subject = t.child(at, &["nsubj", "nsubj:pass", "csubj"]).is_some();
        if infinitive && !(has_subject && relation == "ccomp") {
            let open = t.marks(at).any(|mark| mark == "whether");
            return Some(if open { "whether" } else { "todo" }.to_owned());
        }
        let aux = t.children(at).iter().any(|c| matches!(t.relation_base(*c), "aux" | "cop"));
        if t.xpos(at) == "VBG" && !aux && relation != "acl:relcl" {
            // "the impossibility **of** ceding land": the tree may hang the preposition on "land".
            let before = || at.checked_sub(1).filter(|b| t.sentence.contains(b) && t.upos(*b) == "ADP");
            let before = if relation == "acl" { before().map(|b| t.words.lower(b)) } else { None };
            let mark = t.marks(at).next().or(before);
            return match mark {
                Some(mark) => Some(format!("{mark}-doing")),
                None if matches!(relation, "xcomp" | "ccomp") => Some("doing".to_owned()),
                None if relation == "advcl" => Some("beside-doing".to_owned()),
                None => None,
            };
        }
        match relation {
            "ccomp" => Some("that".to_owned()),
            "xcomp" => Some("comp".to_owned()),
            "acl" if t.marks(at).any(|m| m == "that") => Some("that".to_owned()),
            "acl" if t.xpos(at) == "VBN" => Some("done".to_owned()),
            "advcl" if t.xpos(at) == "VBN" && t.marks(at).any(|m| m == "as") => Some("as-done".to_owned()),
            _ => None,
        }
    }

    fn add_subject(&self, at: usize, found: &mut Vec<Argument>) {
        let passive = self.is_passive(at);
        let role = if passive { "obj" } else { "subj" };
        if found.iter().any(|a| a.relation == role && (passive || a.relation == "subj")) {
            return;
        }
        if let Some(subject) = self.stray_subject(at).or_else(|| self.subject(at)) {
            push(found, role, subject);
        }
    }

    /// "Hours after **A, B and C** met": a clause with a tense has a subject of its own; where the tree gives it none,
    /// the noun before it that hangs on it by nothing else.
    fn stray_subject(&self, at: usize) -> Option<usize> {
        let t = self.tree;
        let finite = matches!(t.xpos(at), "VBD" | "VBZ" | "VBP") && t.relation_base(at) == "advcl";
        let mark = t.children(at).iter().copied().find(|c| t.relation(*c) == "mark")?;
        if !finite || mark > at || t.child(at, &["nsubj", "nsubj:pass", "csubj"]).is_some() {
            return None;
        }
        (mark + 1..at).find(|c| {
            let outside = t.head(*c).is_none_or(|head| head < mark || head == at);
            let timed = self.is(*c, "measure") || self.is(*c, "calendar");
            outside && t.is_nominal(*c) && t.case(*c).is_empty() && !timed
        })
    }

    /// What the carrying verb has beside the noun belongs to the noun.
    fn carry(&self, at: usize, carrier: usize, found: &mut Vec<Argument>) {
        let mut more = self.own(carrier);
        self.add_subject(carrier, &mut more);
        let within = |head: usize| self.tree.is_below(at, head);
        // "held talks in Rome, **mediated** by Oman"
        let t = self.tree;
        let participle = |c: &usize| t.relation(*c) == "advcl" && t.xpos(*c) == "VBN" && self.is_passive(*c);
        for c in t.children(carrier).iter().copied().filter(participle) {
            push(found, "done", c);
        }
        for argument in more {
            // "**A**, who held talks with B": whom the clause hangs on is who acts in it.
            let actor = t.relation(carrier) == "acl:relcl" && t.head(carrier) == Some(argument.head);
            let around = within(argument.head) || self.tree.is_below(carrier, argument.head);
            let own = argument.head == at || around && !actor;
            let known = found.iter().any(|a| a.head == argument.head);
            let clause = argument.relation.ends_with("doing")
                || matches!(argument.relation.as_str(), "todo" | "whether" | "that");
            if !own && !known && !clause && !matches!(argument.relation.as_str(), "obj" | "mod") {
                found.push(argument);
            }
        }
    }
}

fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "n't" | "n’t" | "never" | "neither" | "nor")
}

pub(crate) fn push(found: &mut Vec<Argument>, relation: &str, head: usize) {
    found.push(Argument { relation: relation.to_owned(), head });
}
