//! What several views name in the same way: somebody, and exact words with where they stand.

use chancery_model::{Actor, Edtf, Participant, ReportId};
use serde::Serialize;

use crate::phrase::Cards;

/// Somebody, by id and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

impl Named {
    /// An actor.
    pub(crate) fn of(actor: &Actor) -> Self {
        Self { id: actor.id.0.clone(), name: actor.name.clone() }
    }

    /// The state or body behind somebody, else the actor.
    pub(crate) fn behind(p: &Participant) -> Self {
        Self::of(p.acts_for.as_ref().unwrap_or(&p.actor))
    }
}

/// Names in a row.
pub(crate) fn names(of: &[Named]) -> String {
    of.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Exact words and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quoted {
    /// The words.
    pub exact: String,
    /// The report.
    pub report: ReportId,
    /// Its outlet, else title, else key.
    pub label: String,
    /// When it was published.
    pub published: Option<Edtf>,
}

impl Quoted {
    /// Words of a report.
    pub(crate) fn of(cards: &Cards<'_>, exact: &str, report: &ReportId) -> Self {
        let card = cards.get(report);
        Self {
            exact: exact.to_owned(),
            report: report.clone(),
            label: card.map_or_else(|| report.short().to_owned(), |c| c.label().to_owned()),
            published: card.and_then(|c| c.published.edtf),
        }
    }
}
