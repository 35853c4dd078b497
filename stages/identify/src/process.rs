//! Which negotiation an occasion or position belongs to: one of those known, where parties, day, and place or issue
//! fit it and no other as well.

use std::collections::BTreeSet;

use chancery_data::{Data, Process};
use chancery_model::{Claim, ClaimValue, Edtf, EventValue, Participant, PledgeValue, PositionValue, ProposalValue};

/// The process of an occasion, with the reason.
pub(crate) fn event(data: &Data, event: &EventValue, published: Option<Edtf>) -> Option<(String, String)> {
    let told = event.time.as_ref().and_then(|t| t.edtf);
    let day = told.or(published)?;
    let id = |p: &Participant| p.acts_for.as_ref().unwrap_or(&p.actor).id.0.clone();
    let sides: BTreeSet<String> = event.actors.iter().chain(&event.recipients).map(id).collect();
    let mediators: BTreeSet<String> = event.mediators.iter().map(id).collect();
    let mut fitting: Vec<(usize, &String, &Process)> = Vec::new();
    for (key, process) in data.processes.iter().filter(|(_, process)| process.is_on(day)) {
        let parties = sides.iter().filter(|id| process.parties.contains(id)).count();
        let among = |id: &String| process.mediators.contains(id) && !process.parties.contains(id);
        let guided = sides.iter().chain(&mediators).any(among);
        let needed = process.needs.is_empty() || sides.iter().any(|id| process.needs.contains(id));
        // A stranger at the table makes it another matter.
        let strangers = sides.iter().any(|id| !process.parties.contains(id) && !process.mediators.contains(id));
        if parties + usize::from(guided) < 2 || parties == 0 || !needed || strangers {
            continue;
        }
        let issue = event.issues.iter().any(|issue| process.issues.contains(issue));
        let elsewhere = !event.issues.is_empty() && !issue;
        let place = event.place.as_ref().is_some_and(|place| process.places.contains(&place.name));
        if elsewhere || !(issue || place) {
            continue;
        }
        fitting.push((usize::from(issue) + usize::from(place), key, process));
    }
    let best = fitting.iter().map(|(fit, ..)| *fit).max()?;
    fitting.retain(|(fit, ..)| *fit == best);
    let [(_, key, process)] = fitting[..] else { return None };
    Some((key.clone(), format!("sides, time, and place or issue are those of the {}", process.name)))
}

/// The processes that the occasions of a report belong to.
pub(crate) fn of(claims: &[Claim]) -> BTreeSet<String> {
    let process = |claim: &Claim| match &claim.value {
        ClaimValue::Event(event) => event.process.clone(),
        _ => None,
    };
    claims.iter().filter_map(process).collect()
}

/// The process of a position: the one in which an occasion of its report stands, where holder and issue are of it.
pub(crate) fn position(data: &Data, position: &PositionValue, told: &BTreeSet<String>) -> Option<String> {
    let holder = &position.holder.acts_for.as_ref().unwrap_or(&position.holder.actor).id.0;
    let fits = |key: &&String| {
        let process = &data.processes[*key];
        process.parties.contains(holder) && process.issues.contains(&position.issue)
    };
    let fitting: Vec<&String> = told.iter().filter(fits).collect();
    let [one] = fitting[..] else { return None };
    Some(one.clone())
}

/// The process of a pledge: the one in which an occasion of its report stands, where giver and receiver are of it.
pub(crate) fn pledge(data: &Data, pledge: &PledgeValue, told: &BTreeSet<String>) -> Option<String> {
    let to = pledge.to.as_ref()?;
    between(data, &[&pledge.by, to], told)
}

/// The process of a proposal: the one in which an occasion of its report stands, where all who put it forward, were
/// handed it and answer to it are of it, two at least.
pub(crate) fn proposal(data: &Data, proposal: &ProposalValue, told: &BTreeSet<String>) -> Option<String> {
    let answering = proposal.answers.iter().map(|answer| &answer.by);
    let all: Vec<&Participant> = proposal.by.iter().chain(&proposal.to).chain(answering).collect();
    between(data, &all, told)
}

/// The one process that all of these have part in, two at least and a party among them.
fn between(data: &Data, all: &[&Participant], told: &BTreeSet<String>) -> Option<String> {
    let ids: BTreeSet<&str> = all.iter().flat_map(|p| members(p)).collect();
    let fits = |key: &&String| {
        let process = &data.processes[*key];
        let party = |id: &str| process.parties.iter().any(|p| p == id);
        let among = |id: &str| party(id) || process.mediators.iter().any(|m| m == id);
        ids.iter().any(|id| party(id)) && ids.iter().all(|id| among(id))
    };
    let fitting: Vec<&String> = told.iter().filter(fits).collect();
    let [one] = fitting[..] else { return None };
    (ids.len() > 1).then(|| one.clone())
}

/// The state or body behind somebody; of several who are one group, each.
fn members(p: &Participant) -> Vec<&str> {
    let id = p.acts_for.as_ref().unwrap_or(&p.actor).id.0.as_str();
    id.strip_prefix("group:").map_or_else(|| vec![id], |ids| ids.split('+').collect())
}
