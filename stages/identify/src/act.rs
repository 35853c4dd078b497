//! Acts: events that are no engagements, each told by one sentence, with whoever acts and whom it is done to.

use chancery_data::fold;
use chancery_model::{Actor, ActorId, ActorKind, Document, Findings, MentionForm, Participant, Seat};

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
        let told = known.iter().map(|k| (k.actor.clone(), k.acts_for.clone(), k.office.clone()));
        let described = || {
            let pronoun = matches!(mention.form, MentionForm::Pronoun);
            let name = one_line(document.text(mention.span));
            let id = ActorId(format!("described:{}:{}", document.report.id.short(), fold(&name)));
            (!pronoun).then_some((Actor { id, kind: ActorKind::Group, name }, None, None))
        };
        let told: Vec<_> = if known.is_empty() { described().into_iter().collect() } else { told.collect() };
        for (actor, acts_for, office) in told {
            if !list.iter().any(|p| p.actor.id == actor.id) {
                let (role, attendance, span) = (seat.role, seat.attendance, mention.span);
                list.push(Participant { actor, acts_for, office, role, attendance, span });
            }
        }
    }
    list
}
