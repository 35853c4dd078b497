//! The publishers of the reports: how much is from each, for whom it speaks, how far it may be relied on.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{ReportCard, Snapshot};
use serde::Serialize;

use crate::grade::{Graded, meaning};
use crate::{Table, format};

/// A publisher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Publisher {
    /// Its name; `null` for reports that name none.
    pub outlet: Option<String>,
    /// How many reports are from it.
    pub reports: usize,
    /// How many acts of reporting those go back to.
    pub origins: usize,
    /// How many of the reports have no publication date.
    pub undated: usize,
    /// The first day of publication.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// The state or body whose official outlet it is, by id.
    pub speaks_for: Option<String>,
    /// `A` to `F`; `F` until a person says otherwise.
    pub reliability: String,
    /// What that says.
    pub meaning: String,
    /// Who graded it; `null` where nobody did.
    pub graded_by: Option<String>,
}

/// The publishers of a record, those of most reports first.
#[must_use]
pub fn publishers(snapshot: &dyn Snapshot) -> Vec<Publisher> {
    let record = snapshot.record();
    let mut of: BTreeMap<Option<&str>, Vec<&ReportCard>> = BTreeMap::new();
    for card in &record.reports {
        of.entry(card.outlet.as_deref()).or_default().push(card);
    }
    let mut origin_of = BTreeMap::new();
    for origin in &record.origins {
        origin_of.extend(origin.reports.iter().map(|report| (report, origin.id.as_str())));
    }
    let publisher = |(outlet, cards): (Option<&str>, Vec<&ReportCard>)| {
        let days = || cards.iter().filter_map(|c| c.published.edtf?.first_day());
        let origins: BTreeSet<&str> = cards.iter().filter_map(|c| origin_of.get(&c.id).copied()).collect();
        let graded = outlet.map(|name| Graded::outlet(snapshot, name));
        let reliability = graded.as_ref().map_or_else(|| "F".to_owned(), |g| g.reliability.clone());
        Publisher {
            outlet: outlet.map(str::to_owned),
            reports: cards.len(),
            origins: origins.len(),
            undated: cards.iter().filter(|c| c.published.edtf.is_none()).count(),
            first: days().min().map(|d| d.to_string()),
            last: days().max().map(|d| d.to_string()),
            speaks_for: cards.iter().find_map(|c| Some(c.imprint.as_ref()?.speaks_for.as_ref()?.0.clone())),
            meaning: meaning(&reliability),
            reliability,
            graded_by: graded.and_then(|g| g.by),
        }
    };
    let mut all: Vec<Publisher> = of.into_iter().map(publisher).collect();
    all.sort_by_key(|p| (p.outlet.is_none(), std::cmp::Reverse(p.reports), p.outlet.clone()));
    all
}

/// The same, a line of JSON each.
#[must_use]
pub fn publishers_json(publishers: &[Publisher]) -> String {
    publishers.iter().map(format::json::line).collect()
}

/// The same as a sheet for a spreadsheet.
#[must_use]
pub fn publishers_sheet(publishers: &[Publisher]) -> Table {
    let row = |p: &Publisher| {
        vec![
            p.outlet.clone().unwrap_or_default(),
            p.reports.to_string(),
            p.origins.to_string(),
            p.undated.to_string(),
            p.first.clone().unwrap_or_default(),
            p.last.clone().unwrap_or_default(),
            p.speaks_for.clone().unwrap_or_default(),
            p.reliability.clone(),
            p.graded_by.clone().unwrap_or_default(),
        ]
    };
    let columns =
        vec!["outlet", "reports", "origins", "undated", "first", "last", "speaks for", "reliability", "graded by"];
    Table { columns, rows: publishers.iter().map(row).collect() }
}
