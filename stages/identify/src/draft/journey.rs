//! Journeys to meetings: who travels somewhere to meet somebody pays no visit beside it.

use chancery_model::{ActorKind, Day, Edtf, When};

use super::occasion::MOST_EVIDENCE;
use super::{Draft, LENT, ONLY_ADDS};
use crate::found;

/// Within how many days of what it follows an occasion is told to be by "then".
const SOON: i32 = 31;
/// Within how many sentences what "then" follows is told.
const BEFORE: usize = 2;

impl Draft {
    /// Whether a visit is the way to a meeting: told in the same sentence, or without a day of its
    /// own, and not to another place. Who travels to a place where others meet is one of them.
    fn belongs_to(&self, meeting: &Self) -> bool {
        let here = self.same_place(meeting);
        let elsewhere = self.place.is_some() && meeting.place.is_some() && !here;
        let same_sentence = self.sentence == meeting.sentence && (self.shared(meeting) > 0 || here) && !self.onward;
        // Who is there for some days, and lends them to what he does there, is there for more than that.
        let stays = self.edtf().and_then(Edtf::length).is_some_and(|days| days > 1);
        let lent = stays && meeting.time.as_ref().is_some_and(|time| time.basis == LENT);
        let same_day = self.edtf().is_none() || self.edtf() == meeting.edtf() && !lent;
        !elsewhere && (same_sentence || here && same_day && self.shared(meeting) > 0)
    }
}

/// Gives those who joined somebody on a journey just told to each stop of it: "He was joined by B and C." Tells
/// whether there is such a journey.
pub(super) fn joins(drafts: &mut [Draft], draft: &Draft) -> bool {
    let adds = draft.sides >= ONLY_ADDS && draft.actors.len() > 1;
    let near = |d: &Draft| d.kind.0 == "visit" && draft.sentence.saturating_sub(d.last_sentence) <= 1;
    let stops = drafts.iter_mut().filter(|d| adds && near(d) && d.agrees(draft, true));
    let mut any = false;
    for stop in stops.filter(|d| draft.actors.iter().any(|p| d.seats(p))) {
        let more: Vec<_> =
            draft.actors.iter().filter(|p| p.actor.kind == ActorKind::Person && !stop.seats(p)).collect();
        stop.actors.extend(more.into_iter().cloned());
        found::keep(&mut stop.evidence, draft.evidence.clone(), MOST_EVIDENCE);
        any = true;
    }
    any
}

/// Travelling somewhere to meet somebody is the meeting, not a visit beside it.
pub(super) fn fold_visits(drafts: &mut Vec<Draft>) {
    let mut i = 0;
    while i < drafts.len() {
        let host = drafts[i].kind.0 == "visit";
        let into = (0..drafts.len()).find(|j| {
            let (visit, other) = (&drafts[i], &drafts[*j]);
            *j != i && host && other.kind.0 != "visit" && other.kind.0 != "call" && visit.belongs_to(other)
        });
        if let Some(j) = into {
            let visit = drafts.remove(i);
            let j = if j > i { j - 1 } else { j };
            // Where the meeting was is told of it; the journey may have gone on.
            let place = drafts[j].place.clone().filter(|_| drafts[j].sentence < visit.sentence);
            // Who was there may have met nobody: "left open whether he would meet him during his trip".
            let status = drafts[j].status;
            drafts[j].absorb(visit, true);
            drafts[j].status = status;
            drafts[j].place = place.or(drafts[j].place.take());
        } else {
            i += 1;
        }
    }
}

/// "He then went to Oslo" lies between the occasion told just before of the same people and the day of the report.
pub(super) fn follow(drafts: &mut [Draft], today: Option<Day>) {
    let Some(today) = today else { return };
    for i in 0..drafts.len() {
        let draft = &drafts[i];
        if !draft.follows || draft.edtf().is_some() || !draft.status.is_real() {
            continue;
        }
        let near = |d: &&Draft| d.sentence <= draft.sentence && draft.sentence - d.sentence <= BEFORE;
        let of_same = |d: &&Draft| d.actors.iter().any(|p| draft.seats(p));
        let before = drafts[..i].iter().rev().filter(near).filter(of_same).find_map(|d| d.time.clone());
        let Some(before) = before else { continue };
        let Some(first) = before.edtf.and_then(Edtf::first_day) else { continue };
        if !first.until(today).is_ok_and(|gap| (0..=SOON).contains(&gap.get_days())) {
            continue;
        }
        let edtf = Edtf::days(first, today);
        let steps = format!("told to follow “{}” → {edtf}", before.text);
        drafts[i].steps.push(steps.clone());
        drafts[i].time = Some(When { edtf: Some(edtf), basis: LENT.to_owned(), steps, ..before });
    }
}
