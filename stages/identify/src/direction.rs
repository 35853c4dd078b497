//! Whether a time lies ahead of its report or behind it, told by the verb that governs it.
//!
//! Climbs the dependency tree from the words of time: "will meet on Friday" is ahead, "met on Friday"
//! behind, "agreed to meet on Friday" ahead; "Friday's talks" takes the part that the talks have in
//! their clause. Says nothing where the tree does not tell.

use chancery_data::Data;
use chancery_model::{ByteSpan, Document, Token};

/// Where an event lies, seen from the report: decides which Monday "Monday" is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Told as past or present.
    Back,
    /// Told as to come.
    Ahead,
    /// Said of an occasion only named ("Monday's talks"): whichever is near.
    Near,
}

/// Most steps up a tree.
const STEPS: usize = 12;

/// The direction of the words at `span`; `None` where the tree does not tell.
pub(crate) fn direction(data: &Data, document: &Document<'_>, span: ByteSpan) -> Option<Direction> {
    let sentence = &document.sentences[document.sentence_at(span.start())?];
    let tree = Tree { data, document, tokens: &document.tokens[sentence.tokens.clone()] };
    let from = tree.tokens.partition_point(|t| t.span.start() < span.start());
    let to = tree.tokens.partition_point(|t| t.span.start() < span.end());
    // The last word whose head lies outside heads the expression.
    let outside = |at: &usize| tree.head(*at).is_none_or(|head| !(from..to).contains(&head));
    let top = (from..to).rev().filter(|at| tree.tokens[*at].upos.as_deref() != Some("PUNCT")).find(outside)?;
    tree.climb(top)
}

/// One sentence's dependency tree.
struct Tree<'a> {
    data: &'a Data,
    document: &'a Document<'a>,
    tokens: &'a [Token],
}

impl Tree<'_> {
    /// The head, as an index; `None` at the root and where no parser has spoken. Words beside a quotation never
    /// hang on a word inside it: "on Friday" behind "“We will meet,” he said" goes with "said".
    fn head(&self, at: usize) -> Option<usize> {
        let head = self.tokens[at].head?.checked_sub(1).filter(|head| *head < self.tokens.len())?;
        if self.is_quoted(at) || !self.is_quoted(head) {
            return Some(head);
        }
        (0..at).rev().find(|i| self.tag(*i).starts_with("VB") && !self.is_quoted(*i))
    }

    fn is_quoted(&self, at: usize) -> bool {
        self.document.quotation_at(self.tokens[at].span).is_some()
    }

    fn relation(&self, at: usize) -> &str {
        self.tokens[at].deprel.as_deref().unwrap_or_default()
    }

    fn tag(&self, at: usize) -> &str {
        self.tokens[at].xpos.as_deref().unwrap_or_default()
    }

    fn lemma(&self, at: usize) -> String {
        let token = &self.tokens[at];
        token.lemma.clone().unwrap_or_else(|| self.document.text(token.span).to_owned()).to_lowercase()
    }

    fn is(&self, class: &str, at: usize) -> bool {
        self.data.lexicon.phrase(class, &[&self.lemma(at)]).is_some()
    }

    fn children<'t>(&'t self, at: usize, relations: &'t [&str]) -> impl Iterator<Item = usize> + 't {
        let wanted = move |i: &usize| {
            self.head(*i) == Some(at) && relations.contains(&self.relation(*i).split(':').next().unwrap_or_default())
        };
        (0..self.tokens.len()).filter(wanted)
    }

    /// Whether it heads a clause: a verb, or a word with a copula.
    fn heads_clause(&self, at: usize) -> bool {
        self.tag(at).starts_with("VB") || self.children(at, &["cop"]).next().is_some()
    }

    fn climb(&self, top: usize) -> Option<Direction> {
        let (mut at, mut from) = (top, top);
        let mut noun = false;
        for _ in 0..STEPS {
            if self.heads_clause(at) && at != top {
                // What was called off may have lain ahead: "the meeting on Friday was cancelled".
                let behind_subject = || self.children(at, &["nsubj"]).any(|subject| subject < top && top < at);
                if self.is("calling-off", at) && (noun || behind_subject()) {
                    return Some(Direction::Near);
                }
                if let Some(direction) = self.of_clause(at, from) {
                    return Some(direction);
                }
            } else if self.tag(at).starts_with("NN") && at != top {
                noun = true;
                if let Some(direction) = self.of_occasion(at) {
                    return Some(direction);
                }
            }
            let Some(head) = self.head(at) else { break };
            // What happens to an occasion that is not the subject says nothing of when it is.
            let relation = self.relation(at);
            if noun && self.heads_clause(head) && !relation.starts_with("nsubj") {
                return Some(Direction::Near);
            }
            (at, from) = (head, at);
        }
        noun.then_some(Direction::Near)
    }

    /// By the words before the occasion: "ahead of Friday's summit", "after Friday's vote".
    fn of_occasion(&self, noun: usize) -> Option<Direction> {
        let mut cases = self.children(noun, &["case"]);
        // "thanked him for his visit in May"
        let over = || self.head(noun).is_some_and(|verb| self.is("thanking", verb));
        cases.find_map(|case| {
            if self.is("ahead-of", case) && over() {
                Some(Direction::Back)
            } else if self.is("ahead-of", case) {
                Some(Direction::Ahead)
            } else if self.is("behind", case) {
                Some(Direction::Back)
            } else {
                None
            }
        })
    }

    /// By tense and aspect of a clause, climbed into from a word below its verb; `None` where the clause
    /// above must tell.
    fn of_clause(&self, verb: usize, from: usize) -> Option<Direction> {
        // "Has set Friday as the deadline", "was extended to Friday".
        let toward = self.relation(from) == "obj" || self.children(from, &["case"]).any(|case| self.is("toward", case));
        if toward && self.is("scheduling", verb) {
            return Some(if self.took_place(verb) { Direction::Back } else { Direction::Ahead });
        }
        let helpers: Vec<usize> = self.children(verb, &["aux", "cop"]).collect();
        let any = |tag: &str| helpers.iter().any(|h| self.tag(*h) == tag);
        let has = |lemma: &str| helpers.iter().any(|h| self.lemma(*h) == lemma);
        if any("MD") {
            return Some(if has("have") { Direction::Back } else { Direction::Ahead });
        }
        let present = any("VBZ") || any("VBP");
        let infinitive = self.children(verb, &["mark"]).any(|mark| self.lemma(mark) == "to");
        match self.tag(verb) {
            _ if infinitive && !has("have") && self.of_infinitive(verb).is_some() => self.of_infinitive(verb),
            "VBD" => Some(Direction::Back),
            "VBN" if self.is("scheduling", verb) && !has("have") => {
                Some(if self.took_place(verb) { Direction::Back } else { Direction::Ahead })
            }
            "VBN" if present && !has("have") => Some(Direction::Ahead),
            "VBN" => Some(Direction::Back),
            "VBG" if present => Some(if has("have") { Direction::Back } else { Direction::Ahead }),
            "VBG" if any("VBD") => Some(Direction::Back),
            "VBG" if self.is("beginning", verb) => Some(Direction::Ahead),
            "VBZ" | "VBP" => Some(Direction::Ahead),
            _ if infinitive => self.of_infinitive(verb),
            // "did meet", "was in Paris", "is in Paris".
            _ if any("VBD") => Some(Direction::Back),
            _ if present => Some(Direction::Ahead),
            _ => None,
        }
    }

    /// "talks **scheduled** for Friday began late": what was to be then has been.
    fn took_place(&self, participle: usize) -> bool {
        let mut at = participle;
        for _ in 0..STEPS {
            let Some(head) = self.head(at) else { return false };
            match self.relation(at).split(':').next() {
                Some("nsubj") => return self.tag(head) == "VBD" && self.is("taking-place", head),
                Some("acl" | "nmod" | "conj" | "appos") => at = head,
                _ => return false,
            }
        }
        false
    }

    /// "agreed to meet" is ahead, "came to meet" is as "came".
    fn of_infinitive(&self, verb: usize) -> Option<Direction> {
        let head = self.head(verb)?;
        self.is("intending", head).then_some(Direction::Ahead)
    }
}
