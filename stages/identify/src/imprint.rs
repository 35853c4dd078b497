//! Whose act of reporting a report is: who published it, whose text it says that it is, what it passes on from
//! other outlets, and the likeness of its own prose.

mod credits;
mod passed_on;
mod prose;

use chancery_data::{Data, Outlet, outlet_at, outlet_named};
use chancery_model::{ActorId, Claim, Document, Imprint, Sketch};

/// The imprint of a report with these claims.
pub(crate) fn imprint(data: &Data, document: &Document<'_>, claims: &[Claim]) -> Imprint {
    let masthead = document.report.outlet.as_deref().map(Masthead::read);
    let publisher = masthead.as_ref().and_then(|m| m.publisher.and_then(|name| outlet(data, name)));
    let named = masthead.as_ref().and_then(|m| m.publisher).map(str::to_owned);
    let own = publisher.map(|o| o.name.clone()).or(named);
    let mut credits = credits::credits(data, document);
    if let Some(credit) = masthead.and_then(|m| m.credit(data)) {
        credits.insert(0, credit);
    }
    credits.retain(|credit| Some(&credit.outlet) != own.as_ref());
    credits.sort();
    credits.dedup_by(|a, b| a.outlet == b.outlet);
    Imprint {
        speaks_for: publisher.and_then(|outlet| speaks_for(data, outlet)),
        passed_on: passed_on::passed_on(data, document, own.as_deref(), claims),
        sketch: Sketch::of(prose::words(document)),
        outlet: own,
        credits,
    }
}

/// Who published a report, as it says itself.
struct Masthead<'t> {
    whole: &'t str,
    publisher: Option<&'t str>,
    /// The first part of "X via Y".
    of: Option<&'t str>,
}

impl<'t> Masthead<'t> {
    fn read(whole: &'t str) -> Self {
        match whole.split_once(" via ") {
            Some((of, publisher)) => Self { whole, publisher: Some(publisher.trim()), of: Some(of.trim()) },
            None => Self { whole, publisher: Some(whole.trim()), of: None },
        }
    }

    /// "Reuters via Example News" is a text of Reuters.
    fn credit(&self, data: &Data) -> Option<chancery_model::Credit> {
        let outlet = outlet(data, self.of?)?;
        Some(chancery_model::Credit { outlet: outlet.name.clone(), words: self.whole.to_owned() })
    }
}

/// An outlet by its name or its address.
fn outlet<'d>(data: &'d Data, name: &str) -> Option<&'d Outlet> {
    outlet_named(&data.outlets, name).or_else(|| outlet_at(&data.outlets, name))
}

/// The party that an official outlet belongs to: its state, or the body that it is named after.
fn speaks_for(data: &Data, outlet: &Outlet) -> Option<ActorId> {
    if outlet.kind != "official" {
        return None;
    }
    if let Some(state) = &outlet.country {
        return Some(ActorId(state.clone()));
    }
    let fits = |name: &String| outlet.name.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '));
    let bodies = data.register.organisations.values();
    let named = bodies.flat_map(|body| std::iter::once(&body.name).chain(&body.aliases).map(move |name| (name, body)));
    named.filter(|(name, _)| fits(name)).max_by_key(|(name, _)| name.len()).map(|(_, body)| ActorId(body.id.clone()))
}
