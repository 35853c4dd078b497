//! Who sits at talks when no sentence on them names the sides: the two states or bodies that the report is about,
//! or the three where the talks are told to be of three.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Actor, ActorId, ActorKind, Attendance, ByteSpan, MentionForm, NameKind, Participant, Role};

use super::Draft;
use super::maker::Maker;
use super::occasion::same_seat;
use crate::cast::Known;

/// In how many sentences a party must be told of, at least.
const LEAST: usize = 3;
/// How much more often than anybody else: three times for two.
const CLEARLY: (usize, usize) = (2, 3);

/// One that may be a party.
struct Side {
    actor: Actor,
    /// Where it is named first beside the talks.
    beside: Option<ByteSpan>,
    sentences: BTreeSet<usize>,
}

impl Maker<'_> {
    /// Who sits at talks that name nobody: those the report is about. Not where they have just met or called each
    /// other: what they then speak of may be the talks of others.
    pub(super) fn parties(&self, drafts: &[Draft], talks: &[Draft]) -> Option<Vec<Participant>> {
        let at_a_table: Vec<&Draft> = talks.iter().filter(|d| d.negotiates).collect();
        if at_a_table.is_empty() {
            return None;
        }
        let sides = parties(self, &at_a_table)?;
        let at_it = |d: &Draft| sides.iter().filter(|s| d.actors.iter().any(|p| same_seat(p, s))).count();
        (!drafts.iter().any(|d| at_it(d) > 1)).then_some(sides)
    }
}

/// The states or bodies of which the report tells most, where all are named beside the talks and nobody else is
/// told of nearly as often.
fn parties(told: &Maker<'_>, talks: &[&Draft]) -> Option<Vec<Participant>> {
    let near: BTreeSet<usize> = talks.iter().flat_map(|d| d.sentence.saturating_sub(1)..=d.sentence + 1).collect();
    let mut sides: BTreeMap<ActorId, Side> = BTreeMap::new();
    let mut tell = |actor: &Actor, span: ByteSpan| {
        let Some(sentence) = told.document.sentence_at(span.start()) else { return };
        let body = matches!(actor.kind, ActorKind::State | ActorKind::Organisation | ActorKind::Group);
        if !body || told.document.sentences[sentence].chrome {
            return;
        }
        let side = sides.entry(actor.id.clone()).or_insert_with(|| Side {
            actor: actor.clone(),
            beside: None,
            sentences: BTreeSet::new(),
        });
        side.sentences.insert(sentence);
        if near.contains(&sentence) && side.beside.is_none_or(|known| span < known) {
            side.beside = Some(span);
        }
    };
    for (name, actor) in told.document.names.iter().zip(told.names) {
        if let Some(actor) = actor {
            tell(actor, name.span);
        }
    }
    for (mention, known) in told.findings.mentions.iter().zip(told.resolved) {
        // A name of a place is told above, where it is more than a place.
        let place = matches!(mention.form, MentionForm::Name { kind: NameKind::Place, .. });
        if let ([one], false) = (known.as_slice(), place) {
            tell(one.acts_for.as_ref().unwrap_or(&one.actor), mention.span);
        }
    }
    let mut sides: Vec<Side> = sides.into_values().filter(|s| s.sentences.len() >= LEAST).collect();
    sides.sort_by_key(|s| std::cmp::Reverse(s.sentences.len()));
    let count = if talks.iter().any(|d| d.three_sided) { 3 } else { 2 };
    let often = |n: usize| sides.get(n).map_or(0, |s| s.sentences.len());
    let clear = CLEARLY.0 * often(count - 1) >= CLEARLY.1 * often(count);
    let seat = |side: &Side| {
        let step = format!("{} is one of those the report is about", side.actor.name);
        let known = Known { actor: side.actor.clone(), acts_for: None, office: None, step };
        side.beside.map(|span| known.seated(span, Role::Party, Attendance::Told))
    };
    let seated: Vec<Participant> = sides.iter().take(count).filter_map(seat).collect();
    (clear && seated.len() == count).then_some(seated)
}
