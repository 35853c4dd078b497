//! What lies in the lists of a kept record: the ids under which each thing is found, and the reports behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Result;

use chancery_model::{
    ClaimId, Contradiction, Day, Event, Origin, Record, RecordedActor, RecordedPledge, RecordedPosition,
    RecordedProposal, RecordedStatement, ReportCard, ReportId,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::file::{File, List};

/// Where what an id leads to lies.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The lists and the places in them.
    pub(crate) things: Vec<(u32, u32)>,
    /// Of a claim: its place among the claims, and that of its report among the reports.
    pub(crate) claim: Option<(u32, Option<u32>)>,
}

/// A thing of the record.
pub(crate) trait Thing: Serialize + DeserializeOwned {
    /// Its list.
    const LIST: List;
    /// The ids that lead to it.
    fn ids(&self) -> Vec<&str>;
    /// The claims it is made of.
    fn claims(&self) -> Vec<&ClaimId> {
        Vec::new()
    }
    /// The reports that tell it.
    fn reports(&self) -> Vec<&ReportId>;
}

/// Things that claims of several reports make, each under the ids of all its claims.
macro_rules! made_of_claims {
    ($($thing:ty => $list:ident),*) => {$(
        impl Thing for $thing {
            const LIST: List = List::$list;
            fn ids(&self) -> Vec<&str> {
                self.claims.iter().map(|claim| claim.0.as_str()).collect()
            }
            fn claims(&self) -> Vec<&ClaimId> {
                self.claims.iter().collect()
            }
            fn reports(&self) -> Vec<&ReportId> {
                self.reports.iter().collect()
            }
        }
    )*};
}

made_of_claims!(
    Event => Events, RecordedPosition => Positions, RecordedProposal => Proposals, RecordedPledge => Pledges
);

impl Thing for RecordedStatement {
    const LIST: List = List::Statements;
    fn ids(&self) -> Vec<&str> {
        vec![&self.id.0]
    }
    fn claims(&self) -> Vec<&ClaimId> {
        vec![&self.id]
    }
    fn reports(&self) -> Vec<&ReportId> {
        vec![&self.report]
    }
}

impl Thing for Contradiction {
    const LIST: List = List::Contradictions;
    fn ids(&self) -> Vec<&str> {
        vec![&self.id.0]
    }
    fn claims(&self) -> Vec<&ClaimId> {
        self.sides.iter().flat_map(|side| &side.claims).collect()
    }
    fn reports(&self) -> Vec<&ReportId> {
        self.sides.iter().flat_map(|side| &side.reports).collect()
    }
}

impl Thing for Origin {
    const LIST: List = List::Origins;
    fn ids(&self) -> Vec<&str> {
        self.reports.iter().map(|report| report.0.as_str()).collect()
    }
    fn reports(&self) -> Vec<&ReportId> {
        self.reports.iter().collect()
    }
}

impl Thing for ReportCard {
    const LIST: List = List::Reports;
    fn ids(&self) -> Vec<&str> {
        vec![&self.id.0, &self.key]
    }
    fn reports(&self) -> Vec<&ReportId> {
        vec![&self.id]
    }
}

impl Thing for RecordedActor {
    const LIST: List = List::Actors;
    fn ids(&self) -> Vec<&str> {
        vec![&self.actor.id.0]
    }
    fn reports(&self) -> Vec<&ReportId> {
        Vec::new()
    }
}

/// Things gathered one by one, with what else of the record bears on them; each list in its order.
#[derive(Default)]
pub(crate) struct Gathered {
    lists: Lists,
    claims: BTreeSet<ClaimId>,
    /// Reports behind things, whose cards are yet to be taken.
    reports: BTreeSet<ReportId>,
}

macro_rules! lists {
    ($($field:ident: $thing:ty),*) => {
        /// Things by their places in the lists.
        #[derive(Default)]
        struct Lists {
            $($field: BTreeMap<u32, $thing>),*
        }

        impl Gathered {
            fn take_one(&mut self, file: &File, (list, n): (u32, u32)) -> Result<()> {
                $(if list == <$thing>::LIST as u32 && !self.lists.$field.contains_key(&n) {
                    let thing: $thing = file.one(<$thing>::LIST, n)?;
                    self.claims.extend(thing.claims().into_iter().cloned());
                    self.reports.extend(thing.reports().into_iter().cloned());
                    self.lists.$field.insert(n, thing);
                })*
                Ok(())
            }

            /// A record of what was taken.
            pub(crate) fn record(self, now: Option<Day>) -> Record {
                Record { now, $($field: self.lists.$field.into_values().collect()),* }
            }
        }
    };
}

lists!(
    reports: ReportCard,
    origins: Origin,
    actors: RecordedActor,
    events: Event,
    positions: RecordedPosition,
    proposals: RecordedProposal,
    pledges: RecordedPledge,
    statements: RecordedStatement,
    contradictions: Contradiction
);

impl Gathered {
    /// Takes what an entry leads to.
    pub(crate) fn take(&mut self, file: &File, entry: &Entry) -> Result<()> {
        entry.things.iter().try_for_each(|&at| self.take_one(file, at))
    }

    /// Takes the report at a place among the reports.
    pub(crate) fn take_report(&mut self, file: &File, n: u32) -> Result<()> {
        self.take_one(file, (List::Reports as u32, n))
    }

    /// Takes what an entry leads to, and of an event the one that it is part of.
    pub(crate) fn take_whole(&mut self, file: &File, entry: &Entry) -> Result<()> {
        self.take(file, entry)?;
        let events = self.lists.events.values();
        let wholes: Vec<ClaimId> = events.filter_map(|event| Some(event.part_of.as_ref()?.of.clone())).collect();
        for whole in wholes {
            if let Some(entry) = file.find(&whole.0)? {
                self.take(file, &entry)?;
            }
        }
        Ok(())
    }

    /// Takes the cards of the reports behind all this, and of those that are one text with them.
    pub(crate) fn take_reports(&mut self, file: &File) -> Result<()> {
        // The first time finds their texts, the second the other reports of those.
        for _ in 0..2 {
            for report in std::mem::take(&mut self.reports) {
                if let Some(entry) = file.find(&report.0)? {
                    self.take(file, &entry)?;
                }
            }
        }
        Ok(())
    }

    /// The claims of what was taken.
    pub(crate) fn claims(&self) -> BTreeSet<ClaimId> {
        self.claims.clone()
    }
}
