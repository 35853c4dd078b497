//! Takes what several claims say of who took part, gives one list: everybody named, and a state or
//! body only where none of its own people is.

use std::collections::BTreeSet;

use chancery_model::{ActorId, ActorKind, Attendance, EventKind, EventValue, Participant, Status};

/// Who takes part, and how.
#[derive(Default)]
pub(crate) struct Seats {
    pub(crate) actors: Vec<Participant>,
    pub(crate) recipients: Vec<Participant>,
    pub(crate) mediators: Vec<Participant>,
}

/// What the whole event is, to which its seats are fitted.
pub(crate) struct Fixed<'a> {
    pub(crate) kind: &'a EventKind,
    /// Nobody is on the receiving end of such an event.
    pub(crate) reciprocal: bool,
    /// The status in force.
    pub(crate) status: Status,
}

/// A participant on the way to a seat.
struct Guest {
    participant: Participant,
    part: Part,
    /// The part is told by a claim of the event's kind.
    of_kind: bool,
    /// The participant is told by a claim of the status in force.
    in_force: bool,
}

/// Whether two claims seat the same: people without names are known by the words for them.
fn is_one(a: &Participant, b: &Participant) -> bool {
    let unnamed = |p: &Participant| p.actor.kind == ActorKind::Group;
    a.actor.id == b.actor.id || unnamed(a) && unnamed(b) && a.actor.name == b.actor.name && a.acts_for == b.acts_for
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Actor,
    Recipient,
    Mediator,
}

/// Everybody whom `claims` (in canonical order) name. Role, attendance and words are those of the
/// first claim of the status in force that names the participant, since who was expected at a plan
/// is not yet told to have come; where none does, of the first claim that does; the surest attendance
/// of several alike. Office and
/// allegiance are those of the first that knows them, the part that of the first of the event's kind.
pub(crate) fn union<'a>(claims: impl Iterator<Item = &'a EventValue>, event: &Fixed) -> Seats {
    let mut everybody: Vec<Guest> = Vec::new();
    for claim in claims {
        let (of_kind, in_force) = (claim.kind == *event.kind, claim.status == event.status);
        for (participant, part) in parts(claim, event.reciprocal) {
            let known = everybody.iter_mut().find(|g| is_one(&g.participant, participant));
            let Some(guest) = known else {
                everybody.push(Guest { participant: participant.clone(), part, of_kind, in_force });
                continue;
            };
            if of_kind && !guest.of_kind {
                (guest.part, guest.of_kind) = (part, true);
            }
            let seated = &mut guest.participant;
            if in_force && !guest.in_force {
                (seated.role, seated.attendance, seated.span) =
                    (participant.role, participant.attendance, participant.span);
                guest.in_force = true;
            } else if in_force == guest.in_force
                && surer(participant.attendance, event.status) > surer(seated.attendance, event.status)
            {
                (seated.attendance, seated.span) = (participant.attendance, participant.span);
            }
            if seated.acts_for.is_none() {
                seated.acts_for.clone_from(&participant.acts_for);
            }
            if seated.office.is_none() {
                seated.office.clone_from(&participant.office);
            }
        }
    }
    let spoken_for: BTreeSet<ActorId> = everybody
        .iter()
        .map(|g| &g.participant)
        .filter(|p| p.actor.kind == ActorKind::Person && p.attendance != Attendance::Declined)
        .filter_map(|p| p.acts_for.as_ref().map(|a| a.id.clone()))
        .collect();
    let mut seats = Seats::default();
    for Guest { participant, part, .. } in everybody {
        if seat(&participant).is_some_and(|state| spoken_for.contains(state)) {
            continue;
        }
        match part {
            Part::Actor => seats.actors.push(participant),
            Part::Recipient => seats.recipients.push(participant),
            Part::Mediator => seats.mediators.push(participant),
        }
    }
    seats
}

/// Which of two words on attendance counts, the higher: at what took place, that somebody came, then that he did
/// not; at what lies ahead, where everybody is expected, whatever says otherwise.
fn surer(attendance: Attendance, status: Status) -> u8 {
    match (attendance, status.is_real()) {
        (Attendance::Told, true) => 3,
        (Attendance::Declined, true) => 2,
        (Attendance::Uncertain, true) => 1,
        (Attendance::Expected, true) => 0,
        (Attendance::Declined, false) => 3,
        (Attendance::Uncertain, false) => 2,
        (Attendance::Told, false) => 1,
        (Attendance::Expected, false) => 0,
    }
}

/// Whose seat it is that people may take: that of a state, of a body, or of unnamed people of either.
fn seat(participant: &Participant) -> Option<&ActorId> {
    match participant.actor.kind {
        ActorKind::Person => None,
        ActorKind::Group => participant.acts_for.as_ref().map(|a| &a.id),
        ActorKind::State | ActorKind::Organisation => Some(&participant.actor.id),
    }
}

fn parts(claim: &EventValue, reciprocal: bool) -> impl Iterator<Item = (&Participant, Part)> {
    let receiving = if reciprocal { Part::Actor } else { Part::Recipient };
    let actors = claim.actors.iter().map(|p| (p, Part::Actor));
    let recipients = claim.recipients.iter().map(move |p| (p, receiving));
    actors.chain(recipients).chain(claim.mediators.iter().map(|p| (p, Part::Mediator)))
}
