//! Takes claims and judgements, gives the record they amount to.
//!
//! [`reconcile`] is a pure function: it reads no files and no clock, and the order in which
//! reports, claims and judgements come makes no difference. It decides which claims tell one and
//! the same occasion, what they say of it together, and which is part of which; of the text it sees
//! only the words that claims quote, and it weighs no claim as true or false.

mod judge;
mod told;

mod block;
mod cluster;
mod same;
mod spread;
mod verdict;

mod aside;
mod change;
mod contradiction;
mod gather;
mod learned;
mod merge;
mod origin;
mod own_word;
mod part;
mod pledge;
mod proposal;
mod seats;
mod stance;
mod tally;

pub use change::changes;
pub use spread::{Link, blocks, links, reconcile_linked, state_names};
pub use verdict::{Basis, Conflict, Grounds, Lack, PlaceFit, TimeFit, Verdict};

use chancery_data::Schema;
use chancery_model::{Claim, ClaimId, ClaimValue, Day, Judgement, JudgementKind, Record, RecordedActor, ReportCard};

use crate::judge::{Bench, InForce};
use crate::origin::Origins;
use crate::own_word::Sayings;
use crate::told::Told;

/// What a record is made from: the latest reading of every report, and every judgement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Material {
    /// The reports.
    pub reports: Vec<ReportCard>,
    /// Their claims. One whose report is not among `reports` is left out.
    pub claims: Vec<Claim>,
    /// The judgements; those withdrawn count for nothing.
    pub judgements: Vec<Judgement>,
    /// The moment to tell "upcoming" and "overdue" from; by default the newest publication date.
    pub now: Option<Day>,
}

/// The same, of things that stand elsewhere.
#[derive(Clone, Debug)]
pub struct Given<'m> {
    /// As [`Material::reports`].
    pub reports: Vec<&'m ReportCard>,
    /// As [`Material::claims`].
    pub claims: Vec<&'m Claim>,
    /// As [`Material::judgements`].
    pub judgements: Vec<&'m Judgement>,
    /// As [`Material::now`].
    pub now: Option<Day>,
}

impl Material {
    fn given(&self) -> Given<'_> {
        Given {
            reports: self.reports.iter().collect(),
            claims: self.claims.iter().collect(),
            judgements: self.judgements.iter().collect(),
            now: self.now,
        }
    }
}

/// The record that `material` amounts to; `schema` says which kinds of event may be one occasion.
#[must_use]
pub fn reconcile(schema: &Schema, material: &Material) -> Record {
    reconcile_given(schema, &material.given())
}

/// The record that what is given amounts to.
#[must_use]
pub fn reconcile_given(schema: &Schema, given: &Given<'_>) -> Record {
    // What is part of what settles nothing.
    let decides = |j: &Judgement| matches!(j.kind, JudgementKind::Reject | JudgementKind::Set { .. });
    let settles = |j: &Judgement| j.withdrawn.is_none() && decides(j) && j.parted().is_none();
    if !given.judgements.iter().copied().any(settles) {
        return amounts_to(schema, given, None);
    }
    // What contradicted each other before somebody judged which is right is kept, as resolved.
    let judgements = given.judgements.iter().copied().filter(|j| !settles(j)).collect();
    let unsettled = Given { judgements, ..given.clone() };
    let (mut record, unsettled) =
        rayon::join(|| amounts_to(schema, given, None), || amounts_to(schema, &unsettled, None));
    contradiction::keep_resolved(&mut record.contradictions, unsettled.contradictions);
    record
}

/// What does not hang on each other is made side by side. `linked` are the pairs of claims that tell one occasion, where
/// they were found elsewhere.
fn amounts_to(schema: &Schema, given: &Given<'_>, linked: Option<&[Link]>) -> Record {
    let bench = Bench::of(schema, &given.judgements);
    let InForce { mut reports, claims } = bench.apply(given);
    let claims: Vec<&Claim> = claims.iter().map(|claim| &**claim).collect();
    let now = given.now.or_else(|| learned::newest(&reports));

    let (events, others): (Vec<&Claim>, Vec<&Claim>) = claims.iter().partition(|c| is_occasion(schema, c));
    let occasions = || {
        let told = Told::all(schema, &events, &reports);
        let fitting = linked.map_or_else(|| cluster::fitting(&told), |links| spread::among(&events, links));
        cluster::cluster(&told, &bench.ties(&events), &fitting)
    };
    let voices = || (Origins::of(&reports), Sayings::of(&others));
    let (occasions, (origins, sayings)) = rayon::join(occasions, voices);
    let (learned, mut bounds) = learned::learned(&reports, &events, &occasions);

    let scene = merge::Scene { schema, events: &events, origins: &origins, sayings: &sayings, learned: &learned, now };
    let recorded = || {
        let mut recorded = merge::events(&scene, &occasions);
        bench.rule(&mut recorded, &events);
        part::link(schema, &mut recorded, &events, &bench);
        let contradictions = contradiction::contradictions(&claims, &recorded, &learned, &bench);
        (recorded, contradictions)
    };
    let word = bench.word();
    let positions = || stance::positions(&others, &origins, &learned, &word);
    let pledges = || pledge::pledges(&others, &origins, &learned, &word);
    let proposals = || proposal::proposals(&others, &origins, &learned, &word);
    let statements = || tally::statements(&others, &origins, &learned);
    let ((events, contradictions), ((positions, statements), (pledges, proposals))) = rayon::join(recorded, || {
        rayon::join(|| rayon::join(positions, statements), || rayon::join(pledges, proposals))
    });
    let statements = part::spoken(schema, &events, statements);
    let actors = RecordedActor::count(&events, &positions, &statements);
    let texts = origins.texts();
    drop(origins);
    for card in &mut reports {
        card.bounds = bounds.remove(&card.id);
    }
    let origins = texts;
    Record { now, reports, origins, actors, events, positions, proposals, pledges, statements, contradictions }
}

/// The claims that judgements make of words which no rule read, by id.
#[must_use]
pub fn added(schema: &Schema, judgements: &[Judgement]) -> Vec<Claim> {
    let mut in_order: Vec<&Judgement> = judgements.iter().collect();
    in_order.sort_by(|a, b| (&a.at, &a.id).cmp(&(&b.at, &b.id)));
    judge::added(schema, in_order.into_iter())
}

/// Whether a claim tells of people who come together: acts stay claims of their reports, for nothing yet says which
/// of them are one.
fn is_occasion(schema: &Schema, claim: &Claim) -> bool {
    matches!(&claim.value, ClaimValue::Event(event) if schema.is_engagement(&event.kind))
}

/// What the pair test says of two claims of events, for `why`; `None` where one of them is not in
/// force or is no event. It looks through all of `material`, so it is for a question, not for a loop.
#[must_use]
pub fn compare(schema: &Schema, material: &Material, a: &ClaimId, b: &ClaimId) -> Option<Verdict> {
    let given = material.given();
    let bench = Bench::of(schema, &given.judgements);
    let InForce { reports, claims } = bench.apply(&given);
    let events: Vec<&Claim> = claims.iter().map(|c| &**c).filter(|c| is_occasion(schema, c)).collect();
    let find = |id: &ClaimId| events.iter().position(|c| c.id == *id);
    let (a, b) = (find(a)?, find(b)?);
    let told = Told::all(schema, &events, &reports);
    Some(bench.ties(&events).ruling(a, b).unwrap_or_else(|| same::compare(&told[a], &told[b])))
}
