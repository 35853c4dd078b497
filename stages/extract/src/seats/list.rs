//! Lists of people as they stand in the sentence: "A of Kenya, Minister of Defence B, and Secretary C".
//!
//! Trees lose members of long lists of titled names. People between commas whom "and" closes stand in one list,
//! unless the tree gives one of them a part of his own.

use chancery_model::{Mention, MentionForm, NameKind};

use super::Seats;
use crate::grammar::Grammar;
use crate::mention::Chunk;

/// How many more than one must stand between commas to be a list that no "and" closes.
const ENOUGH: usize = 2;

impl Seats<'_> {
    /// The chunks that stand in one list with a chunk, itself among them.
    pub(super) fn listed(&self, grammar: &Grammar<'_, '_, '_>, chunk: usize) -> Vec<usize> {
        if !is_person(&self.chunks[chunk]) {
            return vec![chunk];
        }
        let (mut first, mut last, mut closed) = (chunk, chunk, false);
        while last + 1 < self.chunks.len()
            && let Some(and) = self.joint(grammar, last, last + 1)
        {
            closed |= and;
            last += 1;
        }
        closed |= self.goes_on(grammar, last);
        while first > 0
            && let Some(and) = self.joint(grammar, first - 1, first)
        {
            closed |= and;
            first -= 1;
        }
        closed |= last - first >= ENOUGH && self.leads_on(grammar, last);
        if !closed {
            return vec![chunk];
        }
        let beside = |c: &usize| *c == chunk || self.shares_part(grammar, chunk, *c);
        let after = (chunk..=last).take_while(beside);
        let before = (first..chunk).rev().take_while(beside);
        let mut list: Vec<usize> = before.chain(after).collect();
        list.sort_unstable();
        list
    }

    /// Whether nothing but a comma and "and" stands between two people; and whether "and" does.
    fn joint(&self, grammar: &Grammar<'_, '_, '_>, left: usize, right: usize) -> Option<bool> {
        let (left, right) = (&self.chunks[left], &self.chunks[right]);
        // "A and B, C's aide"
        let owns = grammar.tree.words.is_possessive(right.to);
        if !is_person(left) || !is_person(right) || owns {
            return None;
        }
        let word = |at: usize| grammar.tree.words.lower(at);
        // A chunk may take the comma that closes what it says of somebody.
        let comma = word(left.to - 1) == "," && left.to > left.from + 1;
        let gap: Vec<&str> = (left.to..right.from).map(word).collect();
        // "A of the Republic of Korea (ROK) and B"
        let gap = match &gap[..] {
            ["(", _, ")", rest @ ..] => rest,
            gap => gap,
        };
        // "A, joined by B"
        let company = gap.strip_prefix(&[","]).unwrap_or(gap).join("-");
        if grammar.tree.words.is_joined("joining", &company) {
            return Some(true);
        }
        match gap[..] {
            [","] => Some(false),
            [] if comma => Some(false),
            ["and" | "&"] | [",", "and" | "&"] => Some(true),
            _ => None,
        }
    }

    /// Whether a list goes on to somebody else behind a chunk: "and other senior officials".
    fn goes_on(&self, grammar: &Grammar<'_, '_, '_>, chunk: usize) -> bool {
        let t = grammar.tree;
        let to = self.chunks[chunk].to;
        let next = if t.words.lower(to) == "," { to + 1 } else { to };
        let and = t.words.lower(next) == "and" && t.sentence.contains(&(next + 1));
        and && t.head(next).is_some_and(|head| t.is_nominal(head))
    }

    /// Whether the sentence goes on to something else behind a list: "met A, B, C, **and convened** a session".
    fn leads_on(&self, grammar: &Grammar<'_, '_, '_>, chunk: usize) -> bool {
        let t = grammar.tree;
        let to = self.chunks[chunk].to;
        let comma = t.words.lower(to) == "," || t.words.lower(to - 1) == ",";
        let next = if t.words.lower(to) == "," { to + 1 } else { to };
        comma && t.words.lower(next) == "and" && t.head(next).is_some_and(|head| t.is_verb(head))
    }

    /// Whether the tree lets another stand where somebody stands: it is no subject, object or place of another verb.
    fn shares_part(&self, grammar: &Grammar<'_, '_, '_>, chunk: usize, other: usize) -> bool {
        let t = grammar.tree;
        let part = |chunk: usize| {
            let Chunk { from, to, .. } = &self.chunks[chunk];
            let out = |at: &usize| t.head(*at).is_none_or(|h| h < *from || h >= *to) && t.relation(*at) != "punct";
            let top = (*from..*to).find(out)?;
            // What is joined to another shares its part.
            let lead =
                t.path(top).find(|at| !matches!(t.relation_base(*at), "conj" | "appos" | "flat" | "nmod" | "dep"))?;
            Some((t.relation_base(lead), t.head(lead)))
        };
        // "A, **joined by B**, travelled to Oslo": the tree gives B a part in the joining.
        let company = |part: &(&str, Option<usize>)| part.1.is_some_and(|verb| grammar.is(verb, "accompany"));
        if part(other).is_some_and(|part| company(&part)) {
            return true;
        }
        let core = |relation: &str| matches!(relation, "nsubj" | "obj" | "obl" | "iobj" | "root");
        match (part(chunk), part(other)) {
            (Some(own), Some(other)) if core(own.0) && core(other.0) => own == other,
            _ => true,
        }
    }
}

fn is_person(chunk: &Chunk) -> bool {
    matches!(chunk.mentions[..], [Mention { form: MentionForm::Name { kind: NameKind::Person, .. }, .. }])
}
