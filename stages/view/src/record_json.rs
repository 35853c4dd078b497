//! `record --json`: the whole record as one JSON object, after the contract.

use chancery_model::{Edtf, Record, RecordedActor, Snapshot};
use serde::Serialize;

use crate::contradiction_json::ContradictionJson;
use crate::narrowed::processes;
use crate::offsets::Texts;
use crate::origins::OriginJson;
use crate::pledge_json::PledgeJson;
use crate::position_json::PositionJson;
use crate::proposal_json::RecordedProposalJson;
use crate::wire::{EventJson, ReportJson, StatementJson};

#[derive(Serialize)]
struct RecordJson<'a> {
    reports: Vec<ReportJson<'a>>,
    origins: Vec<OriginJson<'a>>,
    processes: Vec<ProcessJson<'a>>,
    actors: Vec<RecordedActorJson<'a>>,
    events: Vec<EventJson<'a>>,
    positions: Vec<PositionJson<'a>>,
    proposals: Vec<RecordedProposalJson<'a>>,
    pledges: Vec<PledgeJson<'a>>,
    statements: Vec<StatementJson<'a>>,
    contradictions: Vec<ContradictionJson<'a>>,
    upcoming: Vec<UpcomingJson<'a>>,
    now: Option<String>,
}

/// A negotiation and what belongs to it.
#[derive(Serialize)]
struct ProcessJson<'a> {
    id: String,
    events: Vec<&'a str>,
    positions: Vec<&'a str>,
    proposals: Vec<&'a str>,
    pledges: Vec<&'a str>,
}

/// An actor and how often it occurs.
#[derive(Serialize)]
pub(crate) struct RecordedActorJson<'a> {
    id: &'a str,
    kind: &'static str,
    name: &'a str,
    events: usize,
    positions: usize,
    statements: usize,
}

impl<'a> RecordedActorJson<'a> {
    /// An actor of the record.
    pub(crate) fn of(recorded: &'a RecordedActor) -> Self {
        let actor = &recorded.actor;
        Self {
            id: &actor.id.0,
            kind: actor.kind.as_str(),
            name: &actor.name,
            events: recorded.events,
            positions: recorded.positions,
            statements: recorded.statements,
        }
    }
}

impl<'a> ProcessJson<'a> {
    /// Those of a record, by key.
    fn all(record: &'a Record) -> Vec<Self> {
        let of = |id: String| {
            let is = |process: &Option<String>| process.as_ref() == Some(&id);
            let events = record.events.iter().filter(|e| is(&e.process)).map(|e| e.id.0.as_str());
            let positions = record.positions.iter().filter(|p| is(&p.value.process)).map(|p| p.id.0.as_str());
            let proposals = record.proposals.iter().filter(|p| is(&p.process)).map(|p| p.id.0.as_str());
            let pledges = record.pledges.iter().filter(|p| is(&p.value.process)).map(|p| p.id.0.as_str());
            Self {
                events: events.collect(),
                positions: positions.collect(),
                proposals: proposals.collect(),
                pledges: pledges.collect(),
                id,
            }
        };
        processes(record).into_iter().map(of).collect()
    }
}

/// An event that lies ahead, or was to have taken place by now.
#[derive(Serialize)]
struct UpcomingJson<'a> {
    event: &'a str,
    edtf: Option<Edtf>,
    overdue: bool,
}

/// The record as one line of JSON.
#[must_use]
pub fn record_json(snapshot: &dyn Snapshot) -> String {
    let record = snapshot.record();
    let mut texts = Texts::of(snapshot);
    crate::format::json::line(&RecordJson {
        reports: record.reports.iter().map(ReportJson::of).collect(),
        origins: record.origins.iter().map(OriginJson::of).collect(),
        processes: ProcessJson::all(record),
        actors: record.actors.iter().map(RecordedActorJson::of).collect(),
        events: record.events.iter().map(|e| EventJson::merged(e, snapshot, &mut texts)).collect(),
        positions: record.positions.iter().map(|p| PositionJson::recorded(p, snapshot, &mut texts)).collect(),
        proposals: record.proposals.iter().map(|p| RecordedProposalJson::of(p, &mut texts)).collect(),
        pledges: record.pledges.iter().map(|p| PledgeJson::recorded(p, snapshot, &mut texts)).collect(),
        statements: record.statements.iter().map(|s| StatementJson::recorded(s, snapshot, &mut texts)).collect(),
        contradictions: record.contradictions.iter().map(|c| ContradictionJson::of(c, &mut texts)).collect(),
        upcoming: record
            .events
            .iter()
            .filter(|e| e.status.is_ahead())
            .map(|e| UpcomingJson { event: &e.id.0, edtf: e.date(), overdue: e.overdue })
            .collect(),
        now: record.now.map(|d| d.to_string()),
    })
}
