//! From what a user types to a thing of the record: full ids, any unambiguous beginning of one,
//! a report's key, an actor's name or a word of it.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{
    Actor, Claim, ClaimId, Contradiction, Event, RecordedActor, RecordedPledge, RecordedPosition, RecordedProposal,
    RecordedStatement, ReportCard, Snapshot,
};

use crate::ViewError;

/// Something of the record that an id leads to.
#[derive(Clone, Copy, Debug)]
pub enum Handle<'s> {
    /// An event; any of its claims leads here.
    Event(&'s Event),
    /// A position; any of its claims leads here.
    Position(&'s RecordedPosition),
    /// A pledge; any of its claims leads here.
    Pledge(&'s RecordedPledge),
    /// A proposal; any of its claims leads here.
    Proposal(&'s RecordedProposal),
    /// A statement.
    Statement(&'s RecordedStatement),
    /// A contradiction.
    Contradiction(&'s Contradiction),
    /// A report.
    Report(&'s ReportCard),
    /// An actor.
    Actor(&'s RecordedActor),
    /// A claim that the record leaves out, by judgement, or that no page puts together with others.
    Left(&'s Claim),
}

impl Handle<'_> {
    /// The id in full.
    fn id(self) -> String {
        match self {
            Self::Event(event) => event.id.0.clone(),
            Self::Position(position) => position.id.0.clone(),
            Self::Pledge(pledge) => pledge.id.0.clone(),
            Self::Proposal(proposal) => proposal.id.0.clone(),
            Self::Statement(statement) => statement.id.0.clone(),
            Self::Contradiction(contradiction) => contradiction.id.0.clone(),
            Self::Report(card) => card.id.short().to_owned(),
            Self::Actor(actor) => actor.actor.id.0.clone(),
            Self::Left(claim) => claim.id.0.clone(),
        }
    }
}

/// What `asked` leads to. What is typed in full wins over what merely begins so.
///
/// # Errors
/// When nothing, or more than one thing, bears an id that begins so.
pub fn find<'s>(snapshot: &'s dyn Snapshot, asked: &str) -> Result<Handle<'s>, ViewError> {
    let asked = asked.trim();
    if asked.is_empty() {
        return Err(ViewError::Unknown(String::new()));
    }
    let folded = asked.to_lowercase();
    for test in [Test::Whole, Test::Beginning, Test::Word] {
        let found = candidates(snapshot, asked, &folded, test);
        match found.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            several => {
                let found = several.iter().map(|h| h.id()).collect();
                return Err(ViewError::Ambiguous { asked: asked.to_owned(), found });
            }
        }
    }
    let claim = snapshot.claim(&ClaimId(asked.to_owned())).ok_or_else(|| ViewError::Unknown(asked.to_owned()))?;
    Ok(Handle::Left(claim))
}

/// The actor that `asked` leads to: by id, also one that is told of only through those who act for it; else by name.
///
/// # Errors
/// When nobody, or more than one, is called so.
pub fn party<'s>(snapshot: &'s dyn Snapshot, asked: &str) -> Result<&'s Actor, ViewError> {
    let asked = asked.trim();
    let events = snapshot.record().events.iter();
    let people = events.flat_map(|e| e.actors.iter().chain(&e.recipients).chain(&e.mediators));
    let mut parties = people.flat_map(|p| std::iter::once(&p.actor).chain(&p.acts_for));
    if let Some(actor) = parties.find(|actor| actor.id.0 == asked) {
        return Ok(actor);
    }
    let actors = candidates(snapshot, asked, &asked.to_lowercase(), Test::Whole).into_iter();
    let found = match find(snapshot, asked)? {
        Handle::Actor(recorded) => Some(&recorded.actor),
        // The short id of an event may be a name too.
        _ => actors.into_iter().find_map(|handle| match handle {
            Handle::Actor(recorded) => Some(&recorded.actor),
            _ => None,
        }),
    };
    found.ok_or_else(|| ViewError::Unknown(asked.to_owned()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Test {
    Whole,
    Beginning,
    /// A word of an actor's name or several in a row, such as a surname.
    Word,
}

impl Test {
    fn holds(self, id: &str, asked: &str) -> bool {
        match self {
            Self::Whole => id == asked,
            Self::Beginning => id.starts_with(asked),
            Self::Word => false,
        }
    }
}

fn candidates<'s>(snapshot: &'s dyn Snapshot, asked: &str, folded: &str, test: Test) -> Vec<Handle<'s>> {
    let record = snapshot.record();
    // The claim of a copy leads to the one that stands for it.
    let copied = snapshot.stand_ins().iter().filter(|(copy, _)| test.holds(&copy.0, asked));
    let stand: BTreeSet<&ClaimId> = copied.map(|(_, stands)| stands).collect();
    let claim = |id: &ClaimId| test.holds(&id.0, asked) || stand.contains(id);
    let event = |e: &&Event| claim(&e.id) || e.claims.iter().any(claim);
    let report = |r: &&ReportCard| {
        let digits = r.id.0.strip_prefix("sha256:").unwrap_or(&r.id.0);
        test.holds(digits, asked) || test.holds(&r.id.0, asked) || test.holds(&r.key, asked)
    };
    let actor = |a: &&RecordedActor| {
        let name = a.actor.name.to_lowercase();
        test.holds(&a.actor.id.0, folded)
            || test.holds(&name, folded)
            || (test == Test::Word && has_words(&name, folded))
    };
    let position = |p: &&RecordedPosition| claim(&p.id) || p.claims.iter().any(claim);
    let events = record.events.iter().filter(event).map(Handle::Event);
    let positions = record.positions.iter().filter(position).map(Handle::Position);
    let pledges = record.pledges.iter().filter(|p| claim(&p.id) || p.claims.iter().any(claim)).map(Handle::Pledge);
    let proposals = record.proposals.iter().filter(|p| claim(&p.id) || p.claims.iter().any(claim));
    let proposals = proposals.map(Handle::Proposal);
    let statements = record.statements.iter().filter(|s| claim(&s.id)).map(Handle::Statement);
    let contradictions = record.contradictions.iter().filter(|c| test.holds(&c.id.0, asked)).map(Handle::Contradiction);
    let reports = record.reports.iter().filter(report).map(Handle::Report);
    let actors = record.actors.iter().filter(actor).map(Handle::Actor);
    let told = events.chain(positions).chain(pledges).chain(proposals).chain(statements);
    told.chain(contradictions).chain(reports).chain(actors).collect()
}

/// Whether `asked` stands in a name as whole words.
fn has_words(name: &str, asked: &str) -> bool {
    format!(" {name} ").contains(&format!(" {asked} "))
}

/// The shortest beginnings of claim ids that lead to one thing of the record only, never shorter than is worth
/// reading aloud.
pub(crate) struct ShortIds(BTreeMap<String, usize>);

impl ShortIds {
    const LEAST: usize = 5;

    /// The beginnings that tell the events, positions, pledges, proposals and statements of a snapshot apart.
    pub(crate) fn of(snapshot: &dyn Snapshot) -> Self {
        let record = snapshot.record();
        let events = record.events.iter().flat_map(|e| e.claims.iter().map(|c| (c, &e.id)));
        let positions = record.positions.iter().flat_map(|p| p.claims.iter().map(|c| (c, &p.id)));
        let pledges = record.pledges.iter().flat_map(|p| p.claims.iter().map(|c| (c, &p.id)));
        let proposals = record.proposals.iter().flat_map(|p| p.claims.iter().map(|c| (c, &p.id)));
        let statements = record.statements.iter().map(|s| (&s.id, &s.id));
        let told = events.chain(positions).chain(pledges).chain(proposals).chain(statements);
        // An id and what it leads to, in order of the ids.
        let mut ids: BTreeMap<&str, &ClaimId> = told.map(|(id, to)| (id.0.as_str(), to)).collect();
        let copied = snapshot.stand_ins().iter();
        let copied = copied.filter_map(|(copy, stands)| Some((copy.0.as_str(), *ids.get(stands.0.as_str())?)));
        ids.extend(copied.collect::<Vec<_>>());
        let ids: Vec<(&str, &ClaimId)> = ids.into_iter().collect();
        let shared = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        let need = |i: usize| {
            let (id, to) = ids[i];
            let before = ids[..i].iter().rev().find(|(_, other)| *other != to);
            let after = ids[i + 1..].iter().find(|(_, other)| *other != to);
            before.into_iter().chain(after).map(|(other, _)| shared(other, id)).max().map_or(0, |n| n + 1)
        };
        Self(ids.iter().enumerate().map(|(i, (id, _))| ((*id).to_owned(), need(i).max(Self::LEAST))).collect())
    }

    /// The beginning of an id that is enough.
    pub(crate) fn get<'i>(&self, id: &'i ClaimId) -> &'i str {
        self.told(&id.0)
    }

    /// The same, of an id as a view has it.
    pub(crate) fn told<'i>(&self, id: &'i str) -> &'i str {
        let length = self.0.get(id).copied().unwrap_or(id.len());
        id.get(..length).unwrap_or(id)
    }
}
