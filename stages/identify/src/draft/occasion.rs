//! Two drafts of one occasion: whether they may be, and what each adds to the other.

use std::collections::BTreeSet;

use chancery_model::{Actor, ActorKind, Edtf, Participant, Place, Status};

use super::Draft;
use crate::found;

/// Most pieces of evidence kept of one occasion.
pub(super) const MOST_EVIDENCE: usize = 4;
/// Held longer ago than this many days, an event is background to the report.
const RECENT: i32 = 14;

impl Draft {
    /// Whether words without actors ("the talks") speak of an event told before: at the head of
    /// their sentence, or in the sentence that told it.
    pub(super) fn takes_up(&self, told: &Self) -> bool {
        let visit = |d: &Self| d.kind.0 == "visit";
        !self.introduces && visit(self) == visit(told) && (self.leads || self.sentence == told.last_sentence)
    }

    /// Whether all that is told of both may be true of one occasion. Words that only add to an
    /// event ("the talks") say too little of its status to be held against it.
    pub(super) fn agrees(&self, other: &Self, complete: bool) -> bool {
        let places = match (&self.place, &other.place) {
            (Some(a), Some(b)) => within(a, b),
            _ => true,
        };
        let times = match (self.edtf(), other.edtf()) {
            (Some(a), Some(b)) => a.overlaps(b),
            _ => true,
        };
        let ahead = self.status.is_ahead() != other.status.is_ahead();
        // What was called off did not take place.
        let off = |status: Status| status == Status::Cancelled;
        let undone = off(self.status) && other.status.is_real() || self.status.is_real() && off(other.status);
        // "Leaders first convened in 2010" is not the meeting to come, nor is what opened today.
        let over = |d: &Self| d.gone || d.edtf().is_some() && !d.to_come && !complete;
        // What was set for another day at first may be what took place since.
        let open = |d: &Self| d.status.is_ahead() && d.time.is_none() && d.moved_from.is_none();
        let past = |a: &Self, b: &Self| open(a) && over(b) && b.status.is_real();
        let times = times && !past(self, other) && !past(other, self);
        places && times && (!complete || !(ahead || undone) || self.is_dated_as(other))
    }

    /// Whether sides in common speak for one occasion: not where each names people whom the other does not, and
    /// nobody, no day and no place is the same.
    pub(super) fn may_be_one(&self, other: &Self) -> bool {
        let own = |a: &Self, b: &Self| {
            a.actors.iter().any(|p| p.actor.kind == ActorKind::Person && !b.actors.iter().any(|q| same_seat(p, q)))
        };
        self.actors.iter().any(|p| other.seats(p))
            || self.is_dated_as(other)
            || self.same_place(other)
            || !(own(self, other) && own(other, self))
    }

    pub(super) fn is_dated_as(&self, other: &Self) -> bool {
        self.edtf().is_some() && self.edtf() == other.edtf()
    }

    /// Whether somebody sits at it by name.
    pub(super) fn seats(&self, who: &Participant) -> bool {
        self.actors.iter().any(|p| p.actor.id == who.actor.id)
    }

    pub(super) fn edtf(&self) -> Option<Edtf> {
        self.time.as_ref().and_then(|t| t.edtf)
    }

    pub(super) fn same_place(&self, other: &Self) -> bool {
        matches!((&self.place, &other.place), (Some(a), Some(b)) if within(a, b))
    }

    /// How many sides both have in common; a person and the state he acts for are one side, and so
    /// are two envoys of one state.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let common = self.actors.iter().filter(|a| other.actors.iter().any(|b| same_seat(a, b)));
        common.map(|p| &p.acts_for.as_ref().unwrap_or(&p.actor).id).collect::<BTreeSet<_>>().len()
    }

    /// Whether nobody is told to sit at it but some of these.
    pub(super) fn is_among(&self, sides: &[Participant]) -> bool {
        self.actors.iter().all(|p| sides.iter().any(|s| same_seat(p, s)))
    }

    /// "His visit", without a word on where to: it can only add to one already told.
    pub(super) fn is_placeless_visit(&self) -> bool {
        self.kind.0 == "visit" && self.place.is_none() && self.recipients.is_empty()
    }

    /// Whether all sides act for one state: such a meeting is no diplomacy.
    pub(super) fn is_domestic(&self) -> bool {
        let sides: Vec<&Actor> = self.actors.iter().map(|p| p.acts_for.as_ref().unwrap_or(&p.actor)).collect();
        self.kind.0 != "visit" && sides.len() > 1 && sides.iter().all(|s| *s == sides[0])
    }

    pub(super) fn absorb(&mut self, mut other: Self, complete: bool) {
        // "the president's meetings this week in Oslo" are more than the one told.
        if other.several && !complete && !self.several {
            (other.place, other.time) = (None, None);
        }
        let adds_people = complete || other.sides > 2 || self.shared(&other) > 0;
        let dated = other.edtf().is_some();
        self.moved_from = self.moved_from.take().or(other.moved_from);
        if adds_people {
            for participant in other.actors {
                if !self.seats(&participant) {
                    self.actors.push(participant);
                }
            }
            drop_represented(&mut self.actors);
        }
        if self.place.as_ref().is_none_or(|p| p.country.as_ref() == Some(&p.name)) {
            self.place = other.place.or(self.place.take());
        }
        // What is over took place on no day to come: "another round is planned for next week".
        let fits = !other.to_come || self.status.is_ahead();
        if self.edtf().is_none() && fits && (dated || self.time.is_none()) {
            self.time = other.time.or(self.time.take());
            self.to_come = other.to_come;
        } else if let (None, true, Some(days), Some(mut time)) =
            (self.edtf(), self.negotiates, other.until_tomorrow, other.time)
        {
            // "Talks that are due to continue on Thursday", in a report of Wednesday that has them going on.
            time.edtf = Some(days);
            time.steps = format!("{}: what is told as held goes on until then: {days}", time.steps);
            self.time = Some(time);
        }
        if complete && self.status == Status::Proposed && other.status != Status::Proposed {
            self.status = other.status;
        }
        self.follows |= other.follows;
        self.on_margins |= other.on_margins;
        found::keep(&mut self.evidence, other.evidence, MOST_EVIDENCE);
        self.steps.extend(other.steps);
        self.asides.absorb(other.asides);
        self.last_sentence = self.last_sentence.max(other.last_sentence);
    }

    /// Whether the event lies so far behind the report that it is told as background.
    pub(crate) fn is_background(&self, published: Option<Edtf>) -> bool {
        let (Some(last), Some(day)) = (self.edtf().and_then(Edtf::last_day), published.and_then(Edtf::first_day))
        else {
            return false;
        };
        last.until(day).is_ok_and(|gap| gap.get_days() > RECENT)
    }
}

/// Whether two places are one, or one is the state that the other lies in.
pub(super) fn within(a: &Place, b: &Place) -> bool {
    a.name == b.name || a.country.as_ref() == Some(&b.name) || b.country.as_ref() == Some(&a.name)
}

pub(super) fn same_seat(a: &Participant, b: &Participant) -> bool {
    let acts = |p: &Participant, q: &Participant| p.acts_for.as_ref().is_some_and(|s| s.id == q.actor.id);
    a.actor.id == b.actor.id || acts(a, b) || acts(b, a)
}

/// A person beats the state or body he acts for: one seat, one name.
pub(super) fn drop_represented(list: &mut Vec<Participant>) {
    let represented: Vec<_> = list.iter().filter_map(|p| p.acts_for.as_ref().map(|a| a.id.clone())).collect();
    list.retain(|p| !represented.contains(&p.actor.id));
}
