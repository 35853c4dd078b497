//! Who stands at a place of the tree: the mentions under an argument, lists and companions among them.

mod list;

use std::collections::BTreeMap;

use chancery_model::{Mention, MentionForm, NameKind};

use crate::grammar::Grammar;
use crate::mention::Chunk;
use crate::outlet;

/// How deep lists may be nested.
const DEPTH: usize = 4;

/// The mentions of one sentence, by the words they take.
pub(crate) struct Seats<'c> {
    chunks: &'c [Chunk],
    /// Index into the mentions gathered so far, by the chunk whose they are.
    seated: BTreeMap<usize, Vec<usize>>,
    /// The same of nouns that no chunk covers.
    described: BTreeMap<usize, usize>,
    sentence: usize,
}

/// What may stand for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// People and bodies that can be known: names, roles, pronouns.
    Known,
    /// These, and the nation that an adjective names: "an **Armenian** proposal".
    Owner,
    /// These, anything with a name of its own, "it", and of those who act "we" and "I": whoever speaks may bind
    /// himself.
    Bound,
    /// The known ones, and whoever speaks: "I", "we".
    Party,
    /// The known ones, and any noun: "protesters", "the rebels".
    Anybody,
}

impl<'c> Seats<'c> {
    pub(crate) fn of(chunks: &'c [Chunk], sentence: usize) -> Self {
        Self { chunks, seated: BTreeMap::new(), described: BTreeMap::new(), sentence }
    }

    pub(crate) fn sentence(&self) -> usize {
        self.sentence
    }

    /// The mentions of a chunk; they are gathered when first asked for.
    pub(crate) fn chunk(&mut self, chunk: usize, mentions: &mut Vec<Mention>) -> Vec<usize> {
        let chunks = self.chunks;
        let gather = || {
            let from = mentions.len();
            mentions.extend(chunks[chunk].mentions.iter().cloned());
            (from..mentions.len()).collect()
        };
        self.seated.entry(chunk).or_insert_with(gather).clone()
    }

    /// The chunk that covers a word.
    fn covering(&self, at: usize) -> Option<usize> {
        let i = self.chunks.partition_point(|c| c.to <= at);
        self.chunks.get(i).filter(|c| c.from <= at).map(|_| i)
    }

    /// Whether a word is part of somebody's title: "Director-General for Enlargement **Negotiations** A".
    pub(crate) fn is_in_title(&self, at: usize) -> bool {
        let chunk = self.covering(at).map(|c| &self.chunks[c].mentions[..]);
        matches!(chunk, Some([Mention { form: MentionForm::Name { kind: NameKind::Person, .. }, .. }]))
    }

    /// Whether one name or description covers two words.
    pub(crate) fn are_one(&self, at: usize, other: usize) -> bool {
        self.covering(at).is_some_and(|chunk| self.covering(other) == Some(chunk))
    }

    /// Whether two words are part of one name, and neither is somebody by itself: "**Interagency** Working **Group**".
    pub(crate) fn are_one_name(&self, at: usize, other: usize) -> bool {
        let named =
            |chunk: usize| matches!(self.chunks[chunk].mentions[..], [Mention { form: MentionForm::Name { .. }, .. }]);
        self.covering(at).is_some_and(|chunk| self.covering(other) == Some(chunk) && named(chunk))
    }

    /// Whether somebody stands at a word.
    pub(crate) fn any(&self, grammar: &Grammar<'_, '_, '_>, at: usize, who: Who) -> bool {
        self.heads(grammar, at, DEPTH).into_iter().any(|h| self.stands(grammar, h, who))
    }

    fn stands(&self, grammar: &Grammar<'_, '_, '_>, at: usize, who: Who) -> bool {
        self.covering(at).is_some() || self.may_stand(grammar, at, who)
    }

    /// Whether a word that nothing is known of may be somebody.
    fn may_stand(&self, grammar: &Grammar<'_, '_, '_>, at: usize, who: Who) -> bool {
        match who {
            Who::Known => false,
            Who::Owner => is_national(grammar, at),
            Who::Party => grammar.is_first_person(at),
            Who::Bound => grammar.is_it(at) || grammar.tree.upos(at) == "PROPN" && is_somebody(grammar, at),
            Who::Anybody => is_somebody(grammar, at),
        }
    }

    /// Everybody who stands at a word, in order of the text.
    pub(crate) fn at(
        &mut self,
        grammar: &Grammar<'_, '_, '_>,
        at: usize,
        who: Who,
        mentions: &mut Vec<Mention>,
    ) -> Vec<usize> {
        let mut found = Vec::new();
        for head in self.heads(grammar, at, DEPTH) {
            if let Some(chunk) = self.covering(head) {
                for chunk in self.listed(grammar, chunk) {
                    found.extend(self.chunk(chunk, mentions));
                }
            } else if who == Who::Party && grammar.is_first_person(head) || who == Who::Bound && grammar.is_it(head) {
                found.push(self.pointing(grammar, head, mentions));
            } else if self.may_stand(grammar, head, who) {
                found.push(self.describe(grammar, head, mentions));
            }
        }
        let mut seen = Vec::new();
        found.retain(|m| {
            !seen.contains(m) && {
                seen.push(*m);
                true
            }
        });
        found
    }

    /// Whether somebody who may speak stands at a word: people and bodies, documents, "it".
    pub(crate) fn may_speak(&self, grammar: &Grammar<'_, '_, '_>, at: usize) -> bool {
        grammar.is_it(at)
            || grammar.is(at, "document")
            || self.any(grammar, at, Who::Anybody)
            || outlet::is_outlet(grammar, at)
    }

    /// The one who speaks at a word; "it" is whoever was told of before.
    pub(crate) fn speaker(
        &mut self,
        grammar: &Grammar<'_, '_, '_>,
        at: usize,
        mentions: &mut Vec<Mention>,
    ) -> Option<usize> {
        if grammar.is_it(at) {
            return Some(self.pointing(grammar, at, mentions));
        }
        if grammar.is(at, "document") && self.covering(at).is_none() {
            return Some(self.describe(grammar, at, mentions));
        }
        if self.covering(at).is_none() && outlet::is_named(grammar, at) {
            return self.outlet(grammar, at, mentions);
        }
        let named = self.apposed(grammar, at).unwrap_or(at);
        self.at(grammar, named, Who::Anybody, mentions).first().copied()
    }

    /// The person whose name stands beside a noun: "actor and ambassador **Idris Elba**".
    fn apposed(&self, grammar: &Grammar<'_, '_, '_>, at: usize) -> Option<usize> {
        let t = grammar.tree;
        let person = |c: &usize| {
            let chunk = self.covering(*c).map(|c| &self.chunks[c].mentions[..]);
            matches!(chunk, Some([Mention { form: MentionForm::Name { kind: NameKind::Person, .. }, .. }]))
        };
        let joined = || t.children(at).iter().copied().filter(|c| t.relation(*c) == "conj");
        let beside = std::iter::once(at).chain(joined()).flat_map(|n| t.children(n).iter().copied());
        let named = beside.filter(|c| matches!(t.relation_base(*c), "appos" | "flat")).find(person);
        // However the tree joins it, a name that closes the subject behind a comma is whose it is.
        let last = t.subtree(at).last().copied();
        let closing = last.and_then(|last| self.covering(last).map(|c| (last, self.chunks[c].from)));
        let closing = closing.filter(|(_, from)| *from > at && t.words.lower(from - 1) == ",");
        let closing = closing.map(|(last, _)| last).filter(person);
        named.or(closing).filter(|_| self.covering(at).is_none())
    }

    /// "It", "I": a word that points to whoever speaks.
    fn pointing(&mut self, grammar: &Grammar<'_, '_, '_>, at: usize, mentions: &mut Vec<Mention>) -> usize {
        let sentence = self.sentence;
        *self.described.entry(at).or_insert_with(|| {
            mentions.push(Mention { span: grammar.tree.words.token(at).span, form: MentionForm::Pronoun, sentence });
            mentions.len() - 1
        })
    }

    /// A noun that nothing is known of as a description.
    fn describe(&mut self, grammar: &Grammar<'_, '_, '_>, at: usize, mentions: &mut Vec<Mention>) -> usize {
        let t = grammar.tree;
        let sentence = self.sentence;
        *self.described.entry(at).or_insert_with(|| {
            if let Some((name, _)) = t.words.name_at(at).filter(|(name, _)| name.kind == NameKind::Group) {
                let form = MentionForm::Name { name: name.span, kind: name.kind, title: None, of: None };
                mentions.push(Mention { span: name.span, form, sentence });
                return mentions.len() - 1;
            }
            let part = |c: &usize| {
                *c < at && matches!(t.relation(*c), "det" | "amod" | "compound" | "nummod" | "nmod:poss" | "nmod:desc")
            };
            let from = t.children(at).iter().copied().filter(part).map(|c| t.subtree(c)[0]).min().unwrap_or(at);
            let flat = t.children(at).iter().copied().filter(|c| matches!(t.relation(*c), "flat" | "fixed"));
            let to = flat.max().map_or(at, |last| last.max(at)) + 1;
            let definite = matches!(t.words.lower(from), "the" | "his" | "her" | "its" | "their");
            let form =
                MentionForm::Role { role: t.words.token(at).span, of: None, plural: t.xpos(at) == "NNS", definite };
            mentions.push(Mention { span: t.words.span(from.min(at), to), form, sentence });
            mentions.len() - 1
        })
    }

    /// The heads of everybody in a list: "A, B and C", "leaders including A and B", "his counterpart, A",
    /// "A alongside B", "a group of officials".
    fn heads(&self, grammar: &Grammar<'_, '_, '_>, at: usize, depth: usize) -> Vec<usize> {
        let t = grammar.tree;
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        let mut found = Vec::new();
        let chunk = self.covering(at);
        let inner = |c: usize| chunk.is_some() && self.covering(c) == chunk;
        let nominal = |c: usize| t.is_nominal(c) || self.covering(c).is_some();
        // "Minister **X** and the Kenyan side": the tree may hang the list on the name behind the title.
        let named = move |c: &usize| t.relation(*c) == "flat";
        let flat = t.children(at).iter().copied().filter(named);
        let below: Vec<usize> = flat
            .filter(|c| inner(*c))
            .flat_map(|c| t.children(c))
            .copied()
            .filter(|c| t.relation(*c) == "conj")
            .collect();
        let children = || t.children(at).iter().chain(&below).copied().filter(|c| !inner(*c));
        // "leaders from the **Department** of Trade, the **Agency** …": joined to whom the leader serves.
        let served = chunk.map_or(0..0, |c| self.chunks[c].from..self.chunks[c].to);
        let served = served.filter(|c| *c != at && t.relation_base(*c) == "nmod" && t.head(*c) == Some(at));
        let beside: Vec<usize> = served
            .flat_map(|c| t.children(c).iter().copied())
            .filter(|c| t.relation(*c) == "conj" && !inner(*c) && self.covering(*c).is_some())
            .collect();
        // "a group of officials", "a delegation of ministers"
        let of = |case: &str| children().find(|c| t.relation_base(*c) == "nmod" && t.case(*c) == case);
        let quantity = of("of").filter(|_| chunk.is_none() && grammar.is(at, "quantity"));
        // "staff from the ministry"
        let sent = of("from").filter(|_| chunk.is_none() && grammar.is(at, "sent"));
        match quantity.or(sent) {
            Some(of) => found.extend(self.heads(grammar, of, depth)),
            _ => found.push(at),
        }
        let members: Vec<usize> = children()
            .filter(|c| {
                let case = t.case(*c);
                let includes = matches!(t.relation_base(*c), "nmod" | "obl") && t.words.is_joined("including", &case);
                includes || t.relation(*c) == "appos" && nominal(*c)
            })
            .flat_map(|c| self.heads(grammar, c, depth))
            .filter(|c| self.covering(*c).is_some())
            .collect();
        // "a delegation led by A along with B"
        let led = children()
            .filter(|c| t.relation_base(*c) == "acl" && grammar.is(*c, "leading"))
            .flat_map(|c| t.children(c).to_vec())
            .filter(|c| matches!(t.relation_base(*c), "obl" | "obj") && self.covering(*c).is_some())
            .flat_map(|c| self.heads(grammar, c, depth));
        let members: Vec<usize> = members.into_iter().chain(led).collect();
        let whole = chunk.is_some_and(|c| self.is_whole(grammar, c));
        // "his guest, A"
        let stands_so = || chunk.is_none() && grammar.is(at, "named-by-part");
        if !members.is_empty() && (whole || stands_so()) {
            found.retain(|f| *f != at);
            found.extend(members);
        }
        for c in beside {
            found.extend(self.heads(grammar, c, depth));
        }
        for c in children() {
            // "the U.S.-China dialogue"
            let hyphen = matches!(t.relation_base(c), "compound" | "nmod" | "amod" | "dep")
                && c < at
                && (c + 1..at).any(|between| matches!(t.words.lower(between), "-" | "–"))
                && self.covering(c).is_some();
            let joined = t.relation(c) == "conj" && nominal(c) || hyphen;
            // "was led by X, and the Kenyan side **by Y**": the second leaves the verb out.
            let by = |n: &usize| t.case(*n) == "by";
            if joined && by(&at) && !by(&c) {
                for agent in t.children(c).iter().copied().filter(|n| *n > c && by(n)) {
                    found.extend(self.heads(grammar, agent, depth));
                }
            }
            let company = matches!(t.relation_base(c), "nmod" | "obl") && t.words.is_joined("joining", &t.case(c));
            if joined || company {
                found.extend(self.heads(grammar, c, depth));
            }
        }
        found.sort_unstable();
        found
    }

    /// Whether a chunk names a whole or somebody described, for whom those named beside it stand.
    fn is_whole(&self, grammar: &Grammar<'_, '_, '_>, chunk: usize) -> bool {
        let chunk = &self.chunks[chunk];
        chunk.vague
            || matches!(chunk.mentions.first(), Some(Mention { form: MentionForm::Role { .. }, .. }))
            || grammar.tree.words.is("bodies", chunk.to.saturating_sub(1))
    }
}

/// Whether a noun without a known name may be somebody.
fn is_somebody(grammar: &Grammar<'_, '_, '_>, at: usize) -> bool {
    let t = grammar.tree;
    let counted = || t.lemma(at).starts_with(|c: char| c.is_ascii_digit()) || grammar.is(at, "calendar");
    let noun = matches!(t.upos(at), "NOUN" | "PROPN") && !grammar.is(at, "no-actor") && !counted();
    noun || is_national(grammar, at)
}

/// "an **Armenian** proposal"
fn is_national(grammar: &Grammar<'_, '_, '_>, at: usize) -> bool {
    let t = grammar.tree;
    matches!(t.upos(at), "ADJ" | "PROPN") && t.words.name_at(at).is_some_and(|(name, _)| name.kind == NameKind::Group)
}
