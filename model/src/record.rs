//! What claims and judgements together amount to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Actor, ActorId, ByteSpan, ClaimId, Contradiction, Day, Edtf, EventKind, OutcomeValue, Part, Participant, Place,
    Plover, PositionValue, RecordedPledge, RecordedProposal, ReportCard, ReportId, Stance, StatementValue, Status,
    When,
};

/// The record as of a moment. Every list is in a fixed order: the same claims and judgements give
/// the same record, whatever the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The moment that "upcoming" and "no report that it happened" are told from: by default the
    /// newest publication date in the record, never the clock.
    pub now: Option<Day>,
    /// By publication date (unknown last), then id.
    pub reports: Vec<ReportCard>,
    /// Acts of reporting that one or many reports go back to.
    pub origins: Vec<Origin>,
    /// Everybody named in an event, position or statement, or whom somebody at an event acts for, by id.
    pub actors: Vec<RecordedActor>,
    /// By time (unknown last), then id.
    pub events: Vec<Event>,
    /// By issue, clause and holder, then id.
    pub positions: Vec<RecordedPosition>,
    /// By whoever put them forward, then id.
    #[serde(default)]
    pub proposals: Vec<RecordedProposal>,
    /// By whoever is bound, then id.
    #[serde(default)]
    pub pledges: Vec<RecordedPledge>,
    /// By report, then place in the text.
    pub statements: Vec<RecordedStatement>,
    /// What reports contradict each other in, open ones first, then by kind and id.
    #[serde(default)]
    pub contradictions: Vec<Contradiction>,
}

/// An act of reporting: reports whose text is one go back to one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Hash of the text, of several the first.
    pub id: String,
    /// The reports, by id.
    pub reports: Vec<ReportId>,
    /// Whose text any of them says that it is: a wire's, by the outlet's usual name.
    pub outlet: Option<String>,
    /// Why the reports are one text: one link fewer than there are reports.
    pub copies: Vec<Copied>,
}

/// Two reports with one text. Nothing tells which of them was first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// One of them.
    pub of: ReportId,
    /// The other.
    pub by: ReportId,
    /// In what they are one text.
    pub likeness: Likeness,
}

/// In what two texts are one, by the runs of five of the reporter's own words that they share. Of long texts a
/// sample of the runs is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Likeness {
    /// Word for word, whatever stands around it.
    Same,
    /// Most of their runs stand in both.
    Alike {
        /// Runs that stand in both.
        shared: u32,
        /// Runs of both together, each once.
        of: u32,
    },
    /// Nearly all runs of the shorter stand in the longer.
    Cut {
        /// Runs that stand in both.
        shared: u32,
        /// Runs of the shorter.
        of: u32,
    },
}

impl Likeness {
    /// The share that stands in both, from 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::Same => 1.0,
            Self::Alike { shared, of } | Self::Cut { shared, of } => f64::from(shared) / f64::from(of.max(1)),
        }
    }
}

/// An origin of one event or position, with the reports that bring it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The id of an [`Origin`], or `outlet:` and the name of one whose own report is not at hand.
    pub id: String,
    /// The outlet that some of the reports have it from.
    pub outlet: Option<String>,
    /// The reports, by id.
    pub reports: Vec<ReportId>,
    /// Those of them that say that they have it from another outlet.
    pub citing: Vec<ReportId>,
}

/// An actor and where it occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedActor {
    /// Who.
    pub actor: Actor,
    /// How many events it takes part in, itself or through those who act for it.
    pub events: usize,
    /// How many positions it holds.
    pub positions: usize,
    /// How many statements it makes.
    pub statements: usize,
}

impl RecordedActor {
    /// Everybody at an event, or for whom somebody is there, with a position or with a statement, by id, with how often.
    #[must_use]
    pub fn count(events: &[Event], positions: &[RecordedPosition], statements: &[RecordedStatement]) -> Vec<Self> {
        let mut actors: BTreeMap<&ActorId, Self> = BTreeMap::new();
        fn entry<'a, 'b>(
            actors: &'b mut BTreeMap<&'a ActorId, RecordedActor>,
            actor: &'a Actor,
        ) -> &'b mut RecordedActor {
            let new = || RecordedActor { actor: actor.clone(), events: 0, positions: 0, statements: 0 };
            actors.entry(&actor.id).or_insert_with(new)
        }
        // A state is there where its people are.
        fn names(p: &Participant) -> impl Iterator<Item = &Actor> {
            std::iter::once(&p.actor).chain(&p.acts_for)
        }
        for event in events {
            let here = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
            for actor in here.flat_map(names).collect::<BTreeSet<&Actor>>() {
                entry(&mut actors, actor).events += 1;
            }
        }
        for position in positions {
            entry(&mut actors, &position.value.holder.actor).positions += 1;
        }
        for speaker in statements.iter().filter_map(|s| s.value.speaker.as_ref()) {
            entry(&mut actors, &speaker.actor).statements += 1;
        }
        actors.into_values().collect()
    }
}

/// An event with all that any report says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Id of the canonically first of its claims; the others lead here too.
    pub id: ClaimId,
    /// All its claims, canonically ordered.
    pub claims: Vec<ClaimId>,
    /// Kind.
    pub kind: EventKind,
    /// PLOVER type and mode.
    pub plover: Option<Plover>,
    /// The status in force: the last word of its history, except that a plan told after the event
    /// took place does not undo it.
    pub status: Status,
    /// All sides, over all reports; a state whose own people are named is not listed again.
    pub actors: Vec<Participant>,
    /// Targets of a directed event.
    pub recipients: Vec<Participant>,
    /// Hosts and go-betweens.
    pub mediators: Vec<Participant>,
    /// The most specific place told.
    pub place: Option<Place>,
    /// The most specific time told.
    pub time: Option<When>,
    /// What came of it: the value that most origins tell first, among equals the canonically first. More than one
    /// where reports differ.
    #[serde(default)]
    pub outcomes: Vec<RecordedOutcome>,
    /// What it is about, by issue, over all reports.
    #[serde(default)]
    pub issues: Vec<String>,
    /// The negotiation that it belongs to.
    #[serde(default)]
    pub process: Option<String>,
    /// Whether every report tells it as background only.
    pub background: bool,
    /// What each report said of its status, in the order it was learned.
    pub history: Vec<HistoryEntry>,
    /// The words, of all reports.
    pub evidence: Vec<RecordedEvidence>,
    /// The reports, by id.
    pub reports: Vec<ReportId>,
    /// How many origins those reports have: as many as there are voices.
    pub origins: usize,
    /// The origins, by id, each with its reports.
    #[serde(default)]
    pub voices: Vec<Voice>,
    /// The parties that say themselves what the status in force tells, by id: an official of theirs is told to have
    /// said it, or an official outlet of theirs published it.
    #[serde(default)]
    pub own_word: Vec<Actor>,
    /// Whether it was planned, its last possible day is past `now`, and nothing says that it
    /// happened or was called off.
    pub overdue: bool,
    /// The visit or gathering that it is a part of; no event is a part of itself, however many steps lie between.
    #[serde(default)]
    pub part_of: Option<Part>,
}

/// A step in the life of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The status told.
    pub status: Status,
    /// The day told for it.
    #[serde(default)]
    pub date: Option<Edtf>,
    /// When that was learned: the report's publication date, else the bounds that the rest of the
    /// record gives it, else unknown.
    pub learned: Option<Edtf>,
    /// Who told it.
    pub report: ReportId,
    /// The claim that says so.
    pub claim: ClaimId,
}

/// Exact words of a named report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedEvidence {
    /// The report.
    pub report: ReportId,
    /// Where in its text.
    pub span: ByteSpan,
    /// The words.
    pub exact: String,
}

/// Where somebody stands on one matter, with all that any report says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedPosition {
    /// Id of the canonically first of its claims; the others lead here too.
    pub id: ClaimId,
    /// All its claims, canonically ordered.
    pub claims: Vec<ClaimId>,
    /// The position in force: that of the claim learned last, of those learned on no known day only
    /// where there is no other.
    pub value: PositionValue,
    /// The report of that claim: spans in `value` index its text.
    pub report: ReportId,
    /// Whether what was learned last tells both for and against.
    pub disputed: bool,
    /// What each report said of the stance, in the order it was learned.
    pub history: Vec<StanceEntry>,
    /// The words, of all reports.
    pub evidence: Vec<RecordedEvidence>,
    /// The reports, by id.
    pub reports: Vec<ReportId>,
    /// How many origins those reports have: as many as there are voices.
    pub origins: usize,
    /// The origins, by id, each with its reports.
    #[serde(default)]
    pub voices: Vec<Voice>,
}

/// A step in the history of a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StanceEntry {
    /// The stance told.
    pub stance: Stance,
    /// Whether in absolute words.
    pub red_line: bool,
    /// When that was learned; `None` where on no known day.
    pub learned: Option<Edtf>,
    /// Who told it.
    pub report: ReportId,
    /// The claim that says so.
    pub claim: ClaimId,
}

impl RecordedPosition {
    /// The step of the claim in force.
    #[must_use]
    pub fn in_force(&self) -> Option<&StanceEntry> {
        self.history.iter().rfind(|h| h.report == self.report && h.stance == self.value.stance)
    }

    /// The last step before the one in force that took another side, where there is one.
    #[must_use]
    pub fn before(&self) -> Option<&StanceEntry> {
        let side = self.value.stance.side();
        let dated = self.history.iter().rev().filter(|h| h.learned.is_some());
        dated.skip_while(|h| h.stance.side() == side).find(|h| h.stance.side() != side)
    }
}

/// A result of an event, with the words of all reports that tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedOutcome {
    /// What it was.
    pub value: OutcomeValue,
    /// The words.
    pub evidence: Vec<RecordedEvidence>,
}

/// A statement with its report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedStatement {
    /// Id of its claim.
    pub id: ClaimId,
    /// What was said, by whom.
    pub value: StatementValue,
    /// The report.
    pub report: ReportId,
    /// When it was learned.
    pub learned: Option<Edtf>,
    /// The id of its origin, as of a [`Voice`].
    #[serde(default)]
    pub origin: String,
    /// The words.
    pub evidence: Vec<RecordedEvidence>,
    /// The event at which two sides stood before the press together as it was made.
    #[serde(default)]
    pub part_of: Option<ClaimId>,
}

impl Event {
    /// Whether two parties or more say it themselves.
    #[must_use]
    pub fn is_told_by_both_sides(&self) -> bool {
        self.own_word.len() > 1
    }

    /// The date, where one is known.
    #[must_use]
    pub fn date(&self) -> Option<Edtf> {
        self.time.as_ref().and_then(|t| t.edtf)
    }
}
