//! Takes events and claims, gives what reports contradict each other in: claims that cannot all hold.
//!
//! A difference of time, scope or precision is no contradiction: a plan that was later called off, a state where
//! another report names its minister, "talks" where another says "agreement in principle". Both sides stand, with
//! their words; nothing here says who is right.

mod apart;
mod figure;
mod occasion;
mod office;
mod words;

use std::collections::BTreeSet;

use chancery_model::{
    ActorId, Anchor, Claim, ClaimId, ClaimValue, Contradiction, ContradictionId, ContradictionKind, ContradictionSide,
    ContradictionStatus, Edtf, Event, JudgementKind, RecordedEvidence, Remark, ReportId, Subject,
};
use rustc_hash::FxHashMap as HashMap;

use crate::judge::Bench;
use crate::learned::Learned;
use crate::merge;

/// All that a contradiction may rest on.
pub(crate) struct Files<'a> {
    claims: HashMap<&'a ClaimId, &'a Claim>,
    /// Where a claim stands in canonical order.
    rank: HashMap<&'a ClaimId, usize>,
    learned: &'a Learned,
}

/// Claims that tell one thing differently, on the way to a contradiction.
struct Dispute<'a> {
    kind: ContradictionKind,
    about: String,
    events: Vec<ClaimId>,
    /// What is said, and the claims that say so.
    sides: Vec<(String, Vec<&'a Claim>)>,
    /// Whose seat it is about: the words that name him are those that count.
    who: Option<ActorId>,
    /// What the register says against a side, where no report does.
    registered: Option<String>,
}

/// The contradictions between claims, in canonical order, and the events that they amount to.
pub(crate) fn contradictions(
    claims: &[&Claim],
    events: &[Event],
    learned: &Learned,
    bench: &Bench<'_>,
) -> Vec<Contradiction> {
    let files = Files {
        claims: claims.iter().map(|c| (&c.id, *c)).collect(),
        rank: claims.iter().enumerate().map(|(i, c)| (&c.id, i)).collect(),
        learned,
    };
    let mut disputes: Vec<Dispute<'_>> = events.iter().flat_map(|event| occasion::disputes(&files, event)).collect();
    disputes.extend(apart::disputes(&files, events));
    disputes.extend(figure::disputes(&files, claims));
    disputes.extend(office::disputes(&files, claims));
    disputes.extend(words::disputes(claims));
    let mut found: Vec<Contradiction> =
        disputes.into_iter().filter_map(|dispute| files.contradiction(dispute, bench)).collect();
    sort(&mut found);
    found
}

/// The words of claims; of those that name somebody where they do, no others.
fn words(claims: &[&Claim], who: Option<&ActorId>) -> Vec<RecordedEvidence> {
    let all = merge::evidence(claims.iter().copied());
    let Some(who) = who else { return all };
    let named = |e: &&RecordedEvidence| {
        claims.iter().filter(|claim| claim.anchor.report == e.report).any(|claim| match &claim.value {
            ClaimValue::Event(event) => {
                let seats = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
                seats.into_iter().any(|p| p.actor.id == *who && e.span.contains(p.span))
            }
            _ => false,
        })
    };
    let naming: Vec<RecordedEvidence> = all.iter().filter(named).cloned().collect();
    if naming.is_empty() { all } else { naming }
}

/// Adds those that were there before judgements took a side out of the record or corrected it, and are there no more.
pub(crate) fn keep_resolved(list: &mut Vec<Contradiction>, before: Vec<Contradiction>) {
    let claims = |c: &Contradiction| c.sides.iter().flat_map(|s| s.claims.iter().cloned()).collect::<BTreeSet<_>>();
    let stands = |was: &Contradiction| {
        let was_of = claims(was);
        list.iter().any(|c| c.kind == was.kind && claims(c).intersection(&was_of).count() > 1)
    };
    let gone: Vec<Contradiction> = before.into_iter().filter(|was| !stands(was)).collect();
    list.extend(gone.into_iter().map(|c| Contradiction { status: ContradictionStatus::Resolved, ..c }));
    sort(list);
}

/// Puts contradictions in the order of the record.
pub(crate) fn sort(list: &mut [Contradiction]) {
    list.sort_by(|a, b| (a.status, a.kind, &a.id).cmp(&(b.status, b.kind, &b.id)));
}

impl<'a> Files<'a> {
    /// The claims of an event, canonically ordered.
    fn of(&self, event: &'a Event) -> impl Iterator<Item = &'a Claim> {
        event.claims.iter().filter_map(|id| self.claims.get(id).copied())
    }

    /// When a claim was learned.
    fn learned(&self, claim: &Claim) -> Option<Edtf> {
        self.learned.get(&claim.anchor.report).copied()
    }

    /// A dispute with the words of its sides; none where one report alone tells them and the register nothing.
    fn contradiction(&self, dispute: Dispute<'a>, bench: &Bench<'_>) -> Option<Contradiction> {
        let mut sides: Vec<ContradictionSide> = dispute
            .sides
            .into_iter()
            .filter(|(_, claims)| !claims.is_empty())
            .map(|(value, mut claims)| {
                claims.sort_by_key(|claim| self.rank.get(&claim.id));
                claims.dedup_by_key(|claim| &claim.id);
                let reports: BTreeSet<&ReportId> = claims.iter().map(|c| &c.anchor.report).collect();
                ContradictionSide {
                    value,
                    claims: claims.iter().map(|c| c.id.clone()).collect(),
                    reports: reports.into_iter().cloned().collect(),
                    evidence: words(&claims, dispute.who.as_ref()),
                }
            })
            .collect();
        sides.sort_by(|a, b| b.reports.len().cmp(&a.reports.len()).then_with(|| a.value.cmp(&b.value)));
        let reports: BTreeSet<&ReportId> = sides.iter().flat_map(|side| &side.reports).collect();
        let registered = dispute.registered.filter(|_| sides.len() == 1);
        if registered.is_none() && (sides.len() < 2 || reports.len() < 2) {
            return None;
        }
        sides.extend(registered.map(|value| ContradictionSide { value, ..ContradictionSide::default() }));
        let mut first: Vec<&ClaimId> = sides.iter().filter_map(|side| side.claims.first()).collect();
        first.sort();
        let id = ContradictionId::of(dispute.kind, &first);
        let remarks = self.remarks(&sides, bench);
        let status = if remarks.is_empty() { ContradictionStatus::Open } else { ContradictionStatus::Explained };
        Some(Contradiction {
            id,
            kind: dispute.kind,
            status,
            about: dispute.about,
            events: dispute.events,
            sides,
            remarks,
        })
    }

    /// What persons said of claims on two sides at once, each side as one: a remark on an event as a whole names its
    /// claims one by one, and explains no contradiction in it.
    fn remarks(&self, sides: &[ContradictionSide], bench: &Bench<'_>) -> Vec<Remark> {
        let anchors = |side: &ContradictionSide| -> Vec<&Anchor> {
            side.claims.iter().filter_map(|id| Some(&self.claims.get(id)?.anchor)).collect()
        };
        let anchors: Vec<Vec<&Anchor>> = sides.iter().map(anchors).collect();
        let remark = |j: &chancery_model::Judgement| {
            let JudgementKind::Explain { text } = &j.kind else { return None };
            let speaks_of = |side: &&Vec<&Anchor>| {
                j.subjects.iter().any(|s| matches!(s, Subject::Claims(all) if all.iter().any(|a| side.contains(&a))))
            };
            // Where the register speaks on the other side, no claim does.
            let told = anchors.iter().filter(|side| !side.is_empty()).count();
            let on_both = anchors.iter().filter(speaks_of).count() >= told.min(2);
            on_both.then(|| Remark { judgement: j.id.clone(), text: text.clone(), by: j.by.clone() })
        };
        bench.judgements().filter_map(remark).collect()
    }
}
