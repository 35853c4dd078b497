//! What reports tell differently of one event: whether it took place, who was there, what came of it.

use chancery_model::{
    Attendance, Claim, ClaimValue, ContradictionKind, Edtf, Event, EventValue, OutcomeValue, Participant, Status,
    days_between,
};

use super::{Dispute, Files};

/// Days between two reports within which "it is planned" and "nothing is planned" are told of one state of affairs.
const AT_ONCE: i32 = 3;

/// The disputes over one event.
pub(super) fn disputes<'a>(files: &Files<'a>, event: &'a Event) -> Vec<Dispute<'a>> {
    if event.reports.len() < 2 {
        return Vec::new();
    }
    let told: Vec<(&Claim, &EventValue)> = files
        .of(event)
        .filter_map(|claim| match &claim.value {
            ClaimValue::Event(value) => Some((claim, value)),
            _ => None,
        })
        .collect();
    let mut disputes = Vec::new();
    disputes.extend(occurrence(files, event, &told));
    disputes.extend(attendance(event, &told));
    disputes.extend(agreement(event, &told));
    disputes
}

type Told<'a> = [(&'a Claim, &'a EventValue)];

fn dispute<'a>(
    kind: ContradictionKind,
    about: String,
    event: &Event,
    sides: Vec<(String, Vec<&'a Claim>)>,
) -> Dispute<'a> {
    Dispute { kind, about, events: vec![event.id.clone()], sides, who: None, registered: None }
}

/// "It took place" and "it did not", or "it is planned" and "nothing is planned", where neither can have become the
/// other in the meantime.
fn occurrence<'a>(files: &Files<'a>, event: &'a Event, told: &Told<'a>) -> Option<Dispute<'a>> {
    let of = |is: &dyn Fn(Status) -> bool| -> Vec<&'a Claim> {
        told.iter().filter(|(_, value)| is(value.status)).map(|(claim, _)| *claim).collect()
    };
    let held = of(&|status| status.is_real());
    let day = event.date().and_then(Edtf::first_day);
    // What was called off before its day may have been held all the same.
    let after = |claim: &&&Claim| {
        let learned = files.learned(claim).and_then(Edtf::first_day);
        day.zip(learned).is_some_and(|(day, learned)| learned >= day)
    };
    let off = of(&|status| status.is_off());
    let undone: Vec<&Claim> = off.iter().filter(after).copied().collect();
    let about = || names(&event.actors);
    if !held.is_empty() && !undone.is_empty() {
        let sides = vec![("took place".to_owned(), held), ("did not take place".to_owned(), undone)];
        return Some(dispute(ContradictionKind::Occurrence, about(), event, sides));
    }
    let planned = of(&|status| status == Status::Planned);
    let denied = of(&|status| status == Status::Denied);
    let at_once = |a: &Claim, b: &Claim| {
        let day = |claim: &Claim| files.learned(claim).and_then(Edtf::single_day);
        day(a).zip(day(b)).is_some_and(|(a, b)| days_between(a, b) <= AT_ONCE)
    };
    let meets = |claim: &&Claim, others: &[&Claim]| others.iter().any(|other| at_once(claim, other));
    let (said, gainsaid): (Vec<&Claim>, Vec<&Claim>) = (
        planned.iter().copied().filter(|claim| meets(claim, &denied)).collect(),
        denied.iter().copied().filter(|claim| meets(claim, &planned)).collect(),
    );
    let sides = vec![("planned".to_owned(), said), ("not planned".to_owned(), gainsaid)];
    (held.is_empty()).then(|| dispute(ContradictionKind::Occurrence, about(), event, sides))
}

/// Who came, and did not, to what took place: who was only expected is another matter.
fn attendance<'a>(event: &'a Event, told: &Told<'a>) -> Vec<Dispute<'a>> {
    let real: Vec<&(&Claim, &EventValue)> = told.iter().filter(|(_, value)| value.status.is_real()).collect();
    let seats = |value: &'a EventValue| value.actors.iter().chain(&value.recipients).chain(&value.mediators);
    let of = |who: &Participant, attendance: Attendance| -> Vec<&'a Claim> {
        let sits = |p: &Participant| p.actor.id == who.actor.id && p.attendance == attendance;
        real.iter().filter(|(_, value)| seats(value).any(sits)).map(|(claim, _)| *claim).collect()
    };
    let mut absent: Vec<&Participant> =
        real.iter().flat_map(|(_, value)| seats(value)).filter(|p| p.attendance == Attendance::Declined).collect();
    absent.sort_by(|a, b| a.actor.id.cmp(&b.actor.id));
    absent.dedup_by(|a, b| a.actor.id == b.actor.id);
    let over = |who: &Participant| {
        let sides = vec![
            ("took part".to_owned(), of(who, Attendance::Told)),
            ("did not take part".to_owned(), of(who, Attendance::Declined)),
        ];
        let over = dispute(ContradictionKind::Attendance, who.actor.name.clone(), event, sides);
        Dispute { who: Some(who.actor.id.clone()), ..over }
    };
    absent.into_iter().map(over).collect()
}

/// "They agreed" and "they parted without a result": agreement on a part contradicts neither.
fn agreement<'a>(event: &'a Event, told: &Told<'a>) -> Option<Dispute<'a>> {
    let of = |outcome: OutcomeValue| -> Vec<&'a Claim> {
        let ends = |value: &EventValue| value.outcome.as_ref().is_some_and(|o| o.value == outcome);
        told.iter().filter(|(_, value)| value.status.is_real() && ends(value)).map(|(claim, _)| *claim).collect()
    };
    let (agreed, parted) = (of(OutcomeValue::Agreement), of(OutcomeValue::None));
    let sides = vec![("agreement".to_owned(), agreed), ("no agreement".to_owned(), parted)];
    Some(dispute(ContradictionKind::Agreement, names(&event.actors), event, sides))
}

/// Everybody, by name.
pub(super) fn names(list: &[Participant]) -> String {
    list.iter().map(|p| p.actor.name.as_str()).collect::<Vec<_>>().join(", ")
}
