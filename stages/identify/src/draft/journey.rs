//! Journeys to meetings: who travels somewhere to meet somebody pays no visit beside it.

use super::Draft;

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
            drafts[j].absorb(visit, true);
        } else {
            i += 1;
        }
    }
}
