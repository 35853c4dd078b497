//! Acts: events that are no engagements, each told by one sentence, with whoever acts and whom it is done to.

use chancery_model::{Document, Findings, MentionForm, Participant, Seat};

use crate::cast::Known;
use crate::name::one_line;

/// The seats of an act: whoever is known, and others by their description ("the rebels").
pub(crate) fn seated(
    document: &Document<'_>,
    findings: &Findings,
    resolved: &[Vec<Known>],
    seats: &[Seat],
) -> Vec<Participant> {
    let mut list: Vec<Participant> = Vec::new();
    for seat in seats {
        let mention = &findings.mentions[seat.mention];
        let known = &resolved[seat.mention];
        let unknown = known.is_empty() && mention.form != MentionForm::Pronoun;
        let described = unknown.then(|| Known::described(document, one_line(document.text(mention.span))));
        for known in known.iter().chain(&described) {
            if !list.iter().any(|p| p.actor.id == known.actor.id) {
                list.push(known.seated(mention.span, seat.role, seat.attendance));
            }
        }
    }
    list
}
