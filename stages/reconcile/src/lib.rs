//! Takes claims and judgements, gives the record they amount to.
//!
//! [`reconcile`] is a pure function: it reads no files and no clock, and the order in which
//! reports, claims and judgements come makes no difference. It decides which claims tell one and
//! the same occasion, and what they say of it together; it never looks at the text itself, and it
//! weighs no claim as true or false.

mod judge;
mod told;

mod block;
mod cluster;
mod same;
mod verdict;

mod aside;
mod change;
mod contradiction;
mod gather;
mod learned;
mod merge;
mod origin;
mod own_word;
mod pledge;
mod proposal;
mod seats;
mod stance;
mod tally;

pub use change::changes;
pub use verdict::{Basis, Conflict, Grounds, Lack, PlaceFit, TimeFit, Verdict};

use chancery_data::Schema;
use chancery_model::{Claim, ClaimId, ClaimValue, Day, Judgement, JudgementKind, Record, ReportCard};

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

/// The same, held by others.
#[derive(Clone, Copy)]
struct Given<'m> {
    reports: &'m [ReportCard],
    claims: &'m [Claim],
    judgements: &'m [Judgement],
    now: Option<Day>,
}

impl Material {
    fn given(&self) -> Given<'_> {
        Given { reports: &self.reports, claims: &self.claims, judgements: &self.judgements, now: self.now }
    }
}

/// The record that `material` amounts to; `schema` says which kinds of event may be one occasion.
#[must_use]
pub fn reconcile(schema: &Schema, material: &Material) -> Record {
    let settles =
        |j: &Judgement| j.withdrawn.is_none() && matches!(j.kind, JudgementKind::Reject | JudgementKind::Set { .. });
    let given = material.given();
    if !given.judgements.iter().any(settles) {
        return amounts_to(schema, &given);
    }
    // What contradicted each other before somebody judged which is right is kept, as resolved.
    let judgements: Vec<Judgement> = given.judgements.iter().filter(|j| !settles(j)).cloned().collect();
    let unsettled = Given { judgements: &judgements, ..given };
    let (mut record, unsettled) = rayon::join(|| amounts_to(schema, &given), || amounts_to(schema, &unsettled));
    contradiction::keep_resolved(&mut record.contradictions, unsettled.contradictions);
    record
}

/// What does not hang on each other is made side by side.
fn amounts_to(schema: &Schema, given: &Given<'_>) -> Record {
    let bench = Bench::of(schema, given.judgements);
    let InForce { reports, claims } = bench.apply(given);
    let claims: Vec<&Claim> = claims.iter().map(|claim| &**claim).collect();
    let now = given.now.or_else(|| learned::newest(&reports));

    let (events, others): (Vec<&Claim>, Vec<&Claim>) = claims.iter().partition(|c| is_occasion(schema, c));
    let occasions = || cluster::cluster(&Told::all(schema, &events, &reports), &bench.ties(&events));
    let voices = || (Origins::of(&reports), Sayings::of(&others));
    let (occasions, (origins, sayings)) = rayon::join(occasions, voices);
    let learned = learned::learned(&reports, &events, &occasions);

    let scene = merge::Scene { schema, events: &events, origins: &origins, sayings: &sayings, learned: &learned, now };
    let recorded = || {
        let mut recorded = merge::events(&scene, &occasions);
        bench.rule(&mut recorded, &events);
        let contradictions = contradiction::contradictions(&claims, &recorded, &learned, &bench);
        (recorded, contradictions)
    };
    let word = bench.word();
    let words = || {
        let positions = stance::positions(&others, &origins, &learned, &word);
        let pledges = pledge::pledges(&others, &origins, &learned, &word);
        let proposals = proposal::proposals(&others, &origins, &learned, &word);
        (positions, pledges, proposals, tally::statements(&others, &origins, &learned))
    };
    let ((events, contradictions), (positions, pledges, proposals, statements)) = rayon::join(recorded, words);
    let actors = tally::actors(&events, &positions, &statements);
    let origins = origins.texts();
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
    let bench = Bench::of(schema, &material.judgements);
    let InForce { reports, claims } = bench.apply(&material.given());
    let events: Vec<&Claim> = claims.iter().map(|c| &**c).filter(|c| is_occasion(schema, c)).collect();
    let find = |id: &ClaimId| events.iter().position(|c| c.id == *id);
    let (a, b) = (find(a)?, find(b)?);
    let told = Told::all(schema, &events, &reports);
    Some(bench.ties(&events).ruling(a, b).unwrap_or_else(|| same::compare(&told[a], &told[b])))
}
