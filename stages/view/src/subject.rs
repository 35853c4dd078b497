//! What a judgement about a thing of the record is about: the places in reports where its claims hang, never the
//! merged thing itself.

use chancery_model::{Anchor, ClaimId, Snapshot, Subject};

use crate::Handle;

/// The subjects of a judgement on what an id leads to; `None` of an actor, which is read from many claims.
#[must_use]
pub fn subjects(snapshot: &dyn Snapshot, handle: Handle<'_>) -> Option<Vec<Subject>> {
    match handle {
        Handle::Report(card) => Some(vec![Subject::Report(card.id.clone())]),
        Handle::Contradiction(contradiction) => {
            let sides = contradiction.sides.iter().map(|side| anchors(snapshot, &side.claims));
            Some(sides.filter(|side| !side.is_empty()).map(Subject::Claims).collect())
        }
        _ => hangs(snapshot, handle).map(|(_, anchors)| anchors.into_iter().map(Subject::Claim).collect()),
    }
}

/// The id of what is put together of claims, and where those hang; `None` of anything else.
#[must_use]
pub fn hangs(snapshot: &dyn Snapshot, handle: Handle<'_>) -> Option<(String, Vec<Anchor>)> {
    let of = |ids: &[ClaimId]| anchors(snapshot, ids);
    match handle {
        Handle::Event(event) => Some((event.id.0.clone(), of(&event.claims))),
        Handle::Position(position) => Some((position.id.0.clone(), of(&position.claims))),
        Handle::Statement(statement) => Some((statement.id.0.clone(), of(std::slice::from_ref(&statement.id)))),
        Handle::Pledge(pledge) => Some((pledge.id.0.clone(), of(&pledge.claims))),
        Handle::Proposal(proposal) => Some((proposal.id.0.clone(), of(&proposal.claims))),
        Handle::Left(claim) => Some((claim.id.0.clone(), vec![claim.anchor.clone()])),
        Handle::Contradiction(_) | Handle::Report(_) | Handle::Actor(_) => None,
    }
}

/// Where claims hang.
fn anchors(snapshot: &dyn Snapshot, ids: &[ClaimId]) -> Vec<Anchor> {
    ids.iter().filter_map(|id| Some(snapshot.claim(id)?.anchor.clone())).collect()
}
