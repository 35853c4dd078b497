//! Which sentences tell one occasion, and who sits at talks whose words name nobody.

use chancery_model::Participant;

use super::maker::Maker;
use super::{Draft, ONLY_ADDS, REACH};

/// How many sentences behind the only occasion told those may be named who took part, too.
const BESIDE: usize = 2;

impl Maker<'_> {
    /// The draft that a new one adds to: the same occasion told again, or told of by "the talks".
    pub(super) fn target(&self, drafts: &[Draft], draft: &Draft, complete: bool) -> Option<usize> {
        let family = self.family(&draft.kind);
        if draft.also && complete {
            // "They also conferred on trade" tells of the call, "they also met B" of another meeting.
            let same =
                |d: &Draft| d.is_among(&draft.actors) && draft.is_among(&d.actors) && d.last_sentence < draft.sentence;
            return drafts.iter().rposition(|d| same(d) && d.agrees(draft, complete));
        }
        if draft.also && draft.facing.is_open {
            return None;
        }
        let candidates = drafts
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, d)| self.family(&d.kind) == family || draft.open && d.last_sentence < draft.sentence)
            .filter(|(_, d)| d.agrees(draft, complete));
        if complete {
            return candidates
                .filter(|(_, d)| {
                    let shared = d.shared(draft);
                    let smaller = d.actors.len().min(draft.actors.len());
                    shared >= 2 && d.may_be_one(draft) && d.meets_both(draft) && draft.meets_both(d)
                        || (smaller == 1 && shared == 1 && d.kind == draft.kind && d.same_place(draft))
                })
                .map(|(i, _)| i)
                .next();
        }
        // "The EU-Kenya summit" is not the visit of an EU commissioner told before.
        let greater = |d: &Draft| {
            let named = !draft.actors.is_empty() || draft.facing.is_open;
            draft.kind.0 == "summit" && d.kind.0 != "summit" && named
        };
        let known = candidates
            .clone()
            .filter(|(_, d)| !greater(d))
            .filter(|(_, d)| draft.sentence - d.last_sentence.min(draft.sentence) <= REACH)
            .filter(|(_, d)| {
                d.actors.len() >= 2 && (draft.actors.is_empty() && draft.takes_up(d) || d.shared(draft) > 0)
            })
            .map(|(i, _)| i)
            .next();
        // "Also in the meeting were A and B", where only one is told so far.
        let told = || drafts.iter().filter(|d| d.actors.len() >= 2 && d.kind.0 != "visit").count();
        let near = |d: &Draft| draft.sentence - d.last_sentence.min(draft.sentence) <= BESIDE;
        let only = || candidates.clone().find(|(_, d)| d.actors.len() >= 2 && d.kind.0 != "visit" && near(d));
        let adds = draft.sides >= ONLY_ADDS && !draft.actors.is_empty();
        known.or_else(|| only().filter(|_| adds && told() == 1).map(|(i, _)| i))
    }

    /// "Another round is planned for Friday": talks of the same sides as those told before, on
    /// another day.
    pub(super) fn another_round(&self, drafts: &[Draft], draft: &Draft) -> Option<Draft> {
        let before = drafts.iter().rev().find(|d| {
            d.kind == draft.kind && d.actors.len() >= 2 && draft.sentence - d.last_sentence.min(draft.sentence) <= REACH
        })?;
        let own = draft.actors.is_empty() || draft.negotiates && draft.is_among(&before.actors);
        let own = draft.kind.0 == "talks" && draft.another && own;
        own.then(|| Draft { actors: before.actors.clone(), ..draft.clone() })
    }

    /// Talks of which nobody says who holds them, in a report that tells of one pair of sides only: theirs, where
    /// they have a day or a place of their own or are still to come. What is left then adds to them.
    pub(super) fn rounds(&self, drafts: &mut Vec<Draft>, loose: Vec<Draft>) {
        // What the same sentence tells of another occasion has a place and day of its own.
        let lent = |d: &Draft| drafts.iter().any(|other| other.sentence == d.sentence && other.same_place(d));
        let next = |d: &Draft| d.negotiates && d.another && d.status.is_ahead();
        let marked = |d: &Draft| d.edtf().is_some() || d.place.is_some() && !lent(d) || next(d);
        let own = |d: &Draft| d.kind.0 == "talks" && marked(d) && !self.is_attended(d.trigger);
        let (loose, rest): (Vec<Draft>, Vec<Draft>) = loose.into_iter().partition(own);
        if loose.is_empty() {
            return;
        }
        let known = common_sides(drafts);
        let told = if known.is_none() { self.parties(drafts, &loose) } else { None };
        let surely = known.is_some();
        let Some(sides) = known.or(told) else { return };
        let mut told: Vec<usize> = Vec::new();
        for mut draft in loose.into_iter().filter(|d| d.is_among(&sides) && (surely || d.negotiates)) {
            draft.actors.clone_from(&sides);
            match self.target(drafts, &draft, true) {
                Some(i) => {
                    drafts[i].absorb(draft, true);
                    told.push(i);
                }
                None => {
                    told.push(drafts.len());
                    drafts.push(draft);
                }
            }
        }
        told.sort_unstable();
        told.dedup();
        for draft in rest {
            let told = told.iter().copied().filter(|i| drafts[*i].sentence < draft.sentence);
            let (at, told): (Vec<usize>, Vec<Draft>) = told.map(|i| (i, drafts[i].clone())).unzip();
            if let Some(i) = self.target(&told, &draft, false) {
                drafts[at[i]].absorb(draft, false);
            }
        }
    }
}

/// The states and bodies that face each other at most talks of a report.
fn common_sides(drafts: &[Draft]) -> Option<Vec<Participant>> {
    let mut told: Vec<(Vec<Participant>, usize)> = Vec::new();
    let mut talks = 0;
    for draft in drafts.iter().filter(|d| d.kind.0 == "talks" && d.actors.len() >= 2) {
        let mut sides: Vec<Participant> = Vec::new();
        for p in &draft.actors {
            let body = p.acts_for.clone().unwrap_or_else(|| p.actor.clone());
            if !sides.iter().any(|s| s.actor.id == body.id) {
                sides.push(Participant { actor: body, acts_for: None, office: None, ..p.clone() });
            }
        }
        talks += 1;
        let same = |known: &[Participant]| {
            known.len() == sides.len() && sides.iter().all(|s| known.iter().any(|k| k.actor.id == s.actor.id))
        };
        match told.iter_mut().find(|(known, _)| same(known)) {
            Some((_, count)) => *count += 1,
            None => told.push((sides, 1)),
        }
    }
    let (sides, count) = told.into_iter().max_by_key(|(sides, count)| (*count, std::cmp::Reverse(sides.len())))?;
    (sides.len() >= 2 && 2 * count > talks).then_some(sides)
}
