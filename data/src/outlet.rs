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

/// The outlet of a name or alias, whatever its article and capitals.
#[must_use]
pub fn outlet_named<'o>(outlets: &'o [Outlet], name: &str) -> Option<&'o Outlet> {
    let bare = |name: &str| name.get(..4).filter(|the| the.eq_ignore_ascii_case("the ")).map_or(0, str::len);
    let name = &name[bare(name)..];
    let same = |other: &String| other[bare(other)..].eq_ignore_ascii_case(name);
    outlets.iter().find(|o| same(&o.name) || o.aliases.iter().any(same))
}

/// The outlet that publishes under a host (`www.example.org`): the one with the longest fitting domain.
#[must_use]
pub fn outlet_at<'o>(outlets: &'o [Outlet], host: &str) -> Option<&'o Outlet> {
    let host = host.to_ascii_lowercase();
    let fits = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let fitting = outlets.iter().flat_map(|o| o.domains.iter().map(move |d| (d, o))).filter(|(d, _)| fits(d));
    fitting.max_by_key(|(d, _)| d.len()).map(|(_, o)| o)
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
