//! Publishers and agencies.

use crate::Fault;
use crate::table::Table;

/// A publisher, agency or official site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Usual name.
    pub name: String,
    /// Other names, abbreviations among them.
    pub aliases: Vec<String>,
    /// Domains it publishes under.
    pub domains: Vec<String>,
    /// State it is based in.
    pub country: Option<String>,
    /// `agency`, `newspaper`, `broadcaster`, `magazine`, `official` or `site`.
    pub kind: String,
}

pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Vec<Outlet> {
    let columns = ["name", "aliases", "domains", "country", "kind"];
    Table::read(files, "outlets/outlets.tsv", &columns, 1, faults)
        .rows()
        .map(|row| Outlet {
            name: row.text(0),
            aliases: row.list(1),
            domains: row.list(2),
            country: row.optional(3),
            kind: row.text(4),
        })
        .collect()
}
