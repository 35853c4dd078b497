//! Journeys to meetings: who travels somewhere to meet somebody pays no visit beside it.

use chancery_model::ActorKind;

use super::occasion::MOST_EVIDENCE;
use super::{Draft, ONLY_ADDS};
use crate::found;

impl Draft {
    /// Whether a visit is the way to a meeting: told in the same sentence, or without a day of its
    /// own, and not to another place. Who travels to a place where others meet is one of them.
    fn belongs_to(&self, meeting: &Self) -> bool {
        let here = self.same_place(meeting);
        let elsewhere = self.place.is_some() && meeting.place.is_some() && !here;
        let same_sentence = self.sentence == meeting.sentence && (self.shared(meeting) > 0 || here);
        let same_day = self.edtf().is_none() || self.edtf() == meeting.edtf();
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
            drafts[j].absorb(visit, true);
            drafts[j].place = place.or(drafts[j].place.take());
        } else {
            i += 1;
        }
    }
}
