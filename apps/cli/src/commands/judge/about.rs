//! What a person's ids and names mean: claims by anchor, reports, actors, outlets. A merged event is never named
//! itself, only its claims.

use anyhow::bail;
use chancery_data::outlet_named;
use chancery_model::{Actor, Anchor, ClaimId, ReportId, Subject};
use chancery_view::{Handle, hangs, subjects};

use super::Record;
use crate::out::Out;
use crate::sources::{Knowledge, handle};

/// Where things are looked up.
pub(super) struct Desk<'a> {
    pub(super) snapshot: Record<'a>,
    pub(super) knowledge: &'a Knowledge,
    pub(super) out: &'a Out,
}

impl Desk<'_> {
    /// The claims of each of several events. Where two ids lead to one event, each means the claim that bears it.
    pub(super) fn parties(&self, ids: &[String]) -> anyhow::Result<Option<Vec<Vec<Anchor>>>> {
        let mut parties: Vec<(String, Vec<Anchor>)> = Vec::new();
        for id in ids {
            let Some(handle) = handle(self.snapshot, id, self.knowledge, self.out)? else { return Ok(None) };
            let Some((whole, anchors)) = hangs(self.snapshot, handle) else {
                bail!("`{id}` is no event, position, pledge or proposal; only these can be the same or different")
            };
            parties.push((whole, anchors));
        }
        let shared: Vec<bool> =
            parties.iter().map(|(whole, _)| parties.iter().filter(|(other, _)| other == whole).count() > 1).collect();
        for ((id, (_, anchors)), shared) in ids.iter().zip(&mut parties).zip(shared) {
            if shared && anchors.len() > 1 {
                let own: Vec<Anchor> =
                    anchors.iter().filter(|a| ClaimId::of(a).0.starts_with(id.trim())).cloned().collect();
                let [_] = own[..] else {
                    bail!(
                        "`{id}` leads to one event with another of these ids; name its claims, which `chancery why {id}` lists"
                    )
                };
                *anchors = own;
            }
        }
        Ok(Some(parties.into_iter().map(|(_, anchors)| anchors).collect()))
    }

    /// What an id means as the subject of a judgement.
    pub(super) fn subjects(&self, id: &str) -> anyhow::Result<Option<Vec<Subject>>> {
        let Some(handle) = handle(self.snapshot, id, self.knowledge, self.out)? else { return Ok(None) };
        match subjects(self.snapshot, handle) {
            Some(subjects) => Ok(Some(subjects)),
            None => bail!("`{id}` is an actor, read from many claims; `chancery show {id}` lists their ids"),
        }
    }

    /// An actor of the record.
    pub(super) fn actor(&self, name: &str) -> anyhow::Result<Option<Actor>> {
        match handle(self.snapshot, name, self.knowledge, self.out)? {
            None => Ok(None),
            Some(Handle::Actor(actor)) => Ok(Some(actor.actor.clone())),
            Some(_) => bail!("`{name}` is no actor; `chancery show ID` tells who takes part in an event"),
        }
    }

    /// An outlet of the record or of the tables, else an actor.
    pub(super) fn source(&self, name: &str) -> anyhow::Result<Option<Subject>> {
        let bare = |name: &str| {
            let name = name.trim().to_lowercase();
            name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
        };
        let outlets = self.snapshot.record().reports.iter().filter_map(|report| report.outlet.as_ref());
        let mut outlets: Vec<&String> = outlets.filter(|outlet| bare(outlet) == bare(name)).collect();
        outlets.sort();
        if let Some(outlet) = outlets.first() {
            return Ok(Some(Subject::Outlet((*outlet).clone())));
        }
        let data = self.knowledge.data()?;
        if let Some(outlet) = outlet_named(&data.outlets, name.trim()) {
            return Ok(Some(Subject::Outlet(outlet.name.clone())));
        }
        Ok(self.actor(name)?.map(|actor| Subject::Actor(actor.id)))
    }

    /// A report of the record.
    pub(super) fn report(&self, name: &str) -> anyhow::Result<Option<ReportId>> {
        match handle(self.snapshot, name, self.knowledge, self.out)? {
            None => Ok(None),
            Some(Handle::Report(card)) => Ok(Some(card.id.clone())),
            Some(_) => bail!("`{name}` is no report; `chancery search WORDS` tells the ids of reports"),
        }
    }
}
