//! Reports on home affairs: from a government's own site, with nobody and nothing abroad named in them.

use chancery_data::{Data, Referent};
use chancery_model::Document;

use crate::parties::publisher;

/// Whether a report is from a government's site and names no other state, nation, place abroad or body of several
/// states: what is promised there is promised to one's own people.
pub(crate) fn is_at_home(data: &Data, document: &Document<'_>) -> bool {
    let Some(home) = publisher(data, document) else { return false };
    let home = home.id.0.as_str();
    let title = document.report.title.as_deref().unwrap_or_default();
    let titled = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_uppercase));
    let named = document.names.iter().map(|name| document.text(name.span));
    !named.chain(titled).any(|name| is_abroad(data, home, name))
}

/// Whether all that a name may mean is elsewhere.
fn is_abroad(data: &Data, home: &str, name: &str) -> bool {
    let register = &data.register;
    let abroad = |referent: &&Referent| match referent {
        Referent::State(id) | Referent::National(id) | Referent::Capital(id) => Some(id != home),
        Referent::Place(row) => register.places.get(*row).map(|place| place.country.as_deref() != Some(home)),
        Referent::Organisation(id) => register.organisations.get(id).map(|body| body.members != [home]),
        Referent::Person(_) | Referent::Surname(_) | Referent::Seat(_) => None,
    };
    let told: Vec<bool> = data.names.referents(name).iter().filter_map(abroad).collect();
    !told.is_empty() && told.into_iter().all(|abroad| abroad)
}
