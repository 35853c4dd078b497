//! What a report says beside events and statements, on the way to claims: a position, a pledge, a proposal. What is
//! told again is one.

use std::collections::BTreeSet;

use chancery_model::{ByteSpan, RuleId};

/// A value with its anchor and the way to it.
pub(crate) struct Found<V> {
    pub(crate) span: ByteSpan,
    pub(crate) value: V,
    pub(crate) evidence: Vec<ByteSpan>,
    pub(crate) rule: RuleId,
    pub(crate) steps: Vec<String>,
}

/// What a report may tell more than once.
pub(crate) trait Retold {
    /// The words that name whose it is.
    fn owner(&self) -> ByteSpan;

    /// Whether both tell one thing.
    fn is_same(&self, other: &Self) -> bool;

    /// Takes over what only the other tells.
    fn absorb(&mut self, other: Self);
}

/// Most pieces of evidence kept of one.
const MOST_EVIDENCE: usize = 4;

/// Adds what is found, to the one that it tells again where there is one.
pub(crate) fn put<V: Retold>(all: &mut Vec<Found<V>>, mut found: Found<V>) {
    if let Some(told) = all.iter_mut().find(|told| told.value.is_same(&found.value)) {
        keep(&mut told.evidence, found.evidence, MOST_EVIDENCE);
        told.value.absorb(found.value);
        told.steps.extend(found.steps);
        return;
    }
    // Of several whose it is, each hangs at words of his own; where one word names them all ("the ministers"), at more
    // of the sentence.
    let free = |span: &ByteSpan| !all.iter().any(|other| other.span == *span);
    let told = found.evidence.first().copied().unwrap_or(found.span);
    let lead = ByteSpan::new(told.start().min(found.span.start()), found.span.end());
    let rest = ByteSpan::new(found.span.start(), told.end().max(found.span.end()));
    let anchors = [found.span, found.span.cover(found.value.owner()), lead, rest, lead.cover(rest)];
    if let Some(span) = anchors.into_iter().find(free) {
        found.span = span;
        all.push(found);
    }
}

/// Adds pieces of evidence that are not there yet, as many as there is room for.
pub(crate) fn keep(evidence: &mut Vec<ByteSpan>, more: impl IntoIterator<Item = ByteSpan>, most: usize) {
    for piece in more {
        if evidence.len() < most && !evidence.contains(&piece) {
            evidence.push(piece);
        }
    }
}

/// Whether two texts have half their telling words in common.
pub(crate) fn alike_in_words(a: &str, b: &str) -> bool {
    const TELLING: usize = 4;
    let telling = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() >= TELLING);
        words.map(str::to_lowercase).collect()
    };
    let (a, b) = (telling(a), telling(b));
    let smaller = a.len().min(b.len());
    smaller > 0 && 2 * a.intersection(&b).count() >= smaller
}
