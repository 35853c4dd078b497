//! Takes two records, an earlier and a later one, gives what changed between them.
//!
//! Things of the two are matched by the claims that they are made of: ids of claims never change, whatever is put
//! together of them. Of several earlier things that became one, the one with most of its claims counts.

mod fields;

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{
    Change, ChangeKind, Changed, ClaimId, Contradiction, ContradictionKind, ContradictionStatus, Difference, Event,
    Record, RecordedPledge, RecordedPosition, RecordedProposal, ReportId,
};

/// What became of things from one record to the next, by kind, then by what it is about.
#[must_use]
pub fn changes(before: &Record, after: &Record) -> Vec<Change> {
    let mut all = Vec::new();
    all.extend(of(&all_of(&before.events), &all_of(&after.events)));
    all.extend(of(&all_of(&before.positions), &all_of(&after.positions)));
    all.extend(of(&all_of(&before.proposals), &all_of(&after.proposals)));
    all.extend(of(&all_of(&before.pledges), &all_of(&after.pledges)));
    // One claim may stand in contradictions of several kinds.
    for kind in ContradictionKind::ALL {
        let of_kind = |list| all_of(list).into_iter().filter(|c: &&Contradiction| c.kind == kind).collect::<Vec<_>>();
        all.extend(of(&of_kind(&before.contradictions), &of_kind(&after.contradictions)));
    }
    all.sort_by(|a, b| (a.kind, &a.of).cmp(&(b.kind, &b.of)));
    all
}

fn all_of<T>(list: &[T]) -> Vec<&T> {
    list.iter().collect()
}

/// Something of a record that may change.
trait Thing {
    fn name(&self) -> Changed;
    fn claims(&self) -> Vec<&ClaimId>;
    fn reports(&self) -> Vec<&ReportId>;
    /// How many acts of reporting tell it.
    fn origins(&self) -> usize;
    /// What differs from what it was before, each with what that amounts to.
    fn differs(&self, before: &Self) -> Vec<(ChangeKind, Difference)>;
}

fn of<T: Thing>(before: &[&T], after: &[&T]) -> Vec<Change> {
    let mut holds: BTreeMap<&ClaimId, Vec<usize>> = BTreeMap::new();
    for (i, thing) in before.iter().enumerate() {
        thing.claims().into_iter().for_each(|claim| holds.entry(claim).or_default().push(i));
    }
    let mut kept = BTreeSet::new();
    let mut changes = Vec::new();
    for thing in after {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for i in thing.claims().into_iter().filter_map(|claim| holds.get(claim)).flatten() {
            *shared.entry(*i).or_default() += 1;
        }
        kept.extend(shared.keys().copied());
        let was = shared.iter().max_by_key(|(i, n)| (**n, std::cmp::Reverse(**i))).map(|(i, _)| before[*i]);
        changes.extend(change(was, *thing));
    }
    let gone = before.iter().enumerate().filter(|(i, _)| !kept.contains(i)).map(|(_, thing)| Change {
        kind: ChangeKind::Withdrawn,
        of: thing.name(),
        differences: Vec::new(),
        reports: Vec::new(),
    });
    changes.extend(gone);
    changes
}

fn change<T: Thing>(was: Option<&T>, is: &T) -> Option<Change> {
    let known: BTreeSet<&ReportId> = was.into_iter().flat_map(Thing::reports).collect();
    let reports: BTreeSet<&ReportId> = is.reports().into_iter().filter(|r| !known.contains(*r)).collect();
    let reports = reports.into_iter().cloned().collect();
    let Some(was) = was else {
        return Some(Change { kind: ChangeKind::New, of: is.name(), differences: Vec::new(), reports });
    };
    let mut differs = is.differs(was);
    if is.origins() > was.origins() {
        let count = |n: usize| Some(n.to_string());
        let told = fields::difference("origins", count(was.origins()), count(is.origins()));
        differs.push((ChangeKind::ToldAgain, told));
    }
    let kind = differs.iter().map(|(kind, _)| *kind).min()?;
    let differences = differs.into_iter().map(|(_, difference)| difference).collect();
    Some(Change { kind, of: is.name(), differences, reports })
}

/// What is put together over reports names its claims, reports and origins alike.
macro_rules! put_together {
    ($($thing:ty => $changed:path, $differs:path;)*) => {$(
        impl Thing for $thing {
            fn name(&self) -> Changed {
                $changed(self.id.clone())
            }

            fn claims(&self) -> Vec<&ClaimId> {
                self.claims.iter().collect()
            }

            fn reports(&self) -> Vec<&ReportId> {
                self.reports.iter().collect()
            }

            fn origins(&self) -> usize {
                self.origins
            }

            fn differs(&self, before: &Self) -> Vec<(ChangeKind, Difference)> {
                $differs(before, self)
            }
        }
    )*};
}

put_together! {
    Event => Changed::Event, fields::event;
    RecordedPosition => Changed::Position, fields::position;
    RecordedProposal => Changed::Proposal, fields::proposal;
    RecordedPledge => Changed::Pledge, fields::pledge;
}

impl Thing for Contradiction {
    fn name(&self) -> Changed {
        Changed::Contradiction(self.id.clone())
    }

    fn claims(&self) -> Vec<&ClaimId> {
        self.sides.iter().flat_map(|side| &side.claims).collect()
    }

    fn reports(&self) -> Vec<&ReportId> {
        self.sides.iter().flat_map(|side| &side.reports).collect()
    }

    fn origins(&self) -> usize {
        self.sides.iter().map(|side| side.reports.len()).sum()
    }

    fn differs(&self, before: &Self) -> Vec<(ChangeKind, Difference)> {
        if self.status == before.status {
            return Vec::new();
        }
        let kind = if self.status == ContradictionStatus::Open { ChangeKind::Changed } else { ChangeKind::Settled };
        let told = |c: &Self| Some(c.status.as_str().to_owned());
        vec![(kind, fields::difference("status", told(before), told(self)))]
    }
}
