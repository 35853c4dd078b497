//! Past one machine: reports are read wherever they are, what was read is carried to where a record is made, and claims
//! are compared in blocks on the way (see [`chancery_reconcile::blocks`]). The record is the one that one machine makes.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Claim, Day, Note, Reading, ReportCard, ReportId};
use chancery_reconcile::{Given, Link, Material, blocks, links, state_names};
use serde::{Deserialize, Serialize};

use crate::Engine;
use crate::snapshot::{Collected, without_copies};

/// A report as it was read: all that a record needs of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The report.
    pub card: ReportCard,
    /// Its text.
    pub text: String,
    /// What it says.
    pub claims: Vec<Claim>,
    /// Remarks made while it was read.
    pub notes: Vec<Note>,
}

/// A claim with what a block must know of its report.
#[derive(Deserialize)]
struct Placed {
    card: ReportCard,
    claim: Claim,
}

#[derive(Serialize)]
struct Placing<'c> {
    card: &'c ReportCard,
    claim: &'c Claim,
}

impl Carried {
    /// A report, as far as a record needs it, with its text and reading.
    #[must_use]
    pub fn of(card: ReportCard, text: String, reading: Reading) -> Self {
        let card = ReportCard { imprint: reading.imprint, ..card };
        Self { card, text, claims: reading.claims, notes: reading.notes }
    }

    /// It as bytes, for another machine with this program.
    ///
    /// # Errors
    /// Where it cannot be written as JSON, which would be a fault of the program.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// What another machine with this program wrote.
    ///
    /// # Errors
    /// Where the bytes are something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}

/// Reports in the order in which they are put together; the same bytes under several names are one report, under the
/// first of them by alphabet.
pub(crate) fn in_order(mut carried: Vec<Carried>) -> Vec<Carried> {
    let by = |c: &Carried| (c.card.id.clone(), c.card.key.clone(), c.card.path.clone());
    carried.sort_by_cached_key(by);
    carried.dedup_by(|b, a| a.card.id == b.card.id);
    carried
}

/// What a record is made of, with the notes and texts beside it.
pub(crate) type Taken = (Material, Vec<(ReportId, Note)>, BTreeMap<ReportId, String>);

/// The material that reports amount to.
pub(crate) fn taken(carried: Vec<Carried>, now: Option<Day>) -> Taken {
    let mut material = Material { now, ..Material::default() };
    let (mut notes, mut texts) = (Vec::new(), BTreeMap::new());
    for Carried { card, text, claims, notes: remarks } in carried {
        material.claims.extend(claims);
        notes.extend(remarks.into_iter().map(|note| (card.id.clone(), note)));
        texts.insert(card.id.clone(), text);
        material.reports.push(card);
    }
    (material, notes, texts)
}

impl Engine {
    /// What all blocks must be told of reports that were read: the names that these treat as states'.
    #[must_use]
    pub fn states_in(&self, carried: &[Carried]) -> BTreeSet<String> {
        let (mut material, _, _) = taken(in_order(carried.to_vec()), None);
        without_copies(&mut material);
        state_names(&self.data.schema, &material.claims.iter().collect::<Vec<_>>())
    }

    /// The claims of a report that are to be compared with others, each for every block that it belongs to: the name of
    /// the block, and the claim as bytes.
    ///
    /// # Errors
    /// Where a claim cannot be written as JSON, which would be a fault of the program.
    pub fn spread(
        &self,
        carried: &Carried,
        states: &BTreeSet<String>,
    ) -> Result<Vec<(String, Vec<u8>)>, serde_json::Error> {
        // Nobody compares whose act of reporting it is.
        let card = ReportCard { imprint: None, ..carried.card.clone() };
        let mut spread = Vec::new();
        for claim in &carried.claims {
            let names = blocks(&self.data.schema, claim, &card, states);
            if !names.is_empty() {
                let bytes = serde_json::to_vec(&Placing { card: &card, claim })?;
                spread.extend(names.into_iter().map(|name| (name, bytes.clone())));
            }
        }
        Ok(spread)
    }

    /// The pairs among the claims of a block that tell one occasion.
    ///
    /// # Errors
    /// Where one of them is no claim that was spread.
    pub fn links_in<'b>(
        &self,
        block: impl IntoIterator<Item = &'b [u8]>,
        states: &BTreeSet<String>,
    ) -> Result<Vec<Link>, serde_json::Error> {
        let placed: Vec<Placed> = block.into_iter().map(serde_json::from_slice).collect::<Result<_, _>>()?;
        let given = Given {
            reports: placed.iter().map(|p| &p.card).collect(),
            claims: placed.iter().map(|p| &p.claim).collect(),
            judgements: Vec::new(),
            now: None,
        };
        Ok(links(&self.data.schema, &given, states))
    }

    /// The record of reports that were read elsewhere, with the links that all blocks found.
    #[must_use]
    pub fn gather_linked(&self, carried: Vec<Carried>, links: &[Link], now: Option<Day>) -> Collected {
        Collected::made(&self.data.schema, in_order(carried), Some(links), now)
    }
}
