//! Which place a name means.

use chancery_data::{Data, Referent};
use chancery_model::{ByteSpan, Place};

/// The place of record for the words under `span`: a venue gives its city, a seat the city it
/// lies in, a state itself. `None` where the words name no known place.
pub(crate) fn place(data: &Data, words: &str, span: ByteSpan) -> Option<Place> {
    let register = &data.register;
    let state_name = |id: &String| register.states.get(id).map(|s| s.name.clone());
    let referents = data.names.referents(words);
    let capital = referents.iter().find_map(|r| match r {
        Referent::Capital(state) => register.states.get(state),
        _ => None,
    });
    if let Some(state) = capital {
        let name = state.capital.clone().unwrap_or_else(|| words.to_owned());
        return Some(Place { name, country: Some(state.name.clone()), area: false, span });
    }
    for referent in referents {
        match referent {
            Referent::State(id) => {
                let name = state_name(id)?;
                return Some(Place { country: Some(name.clone()), name, area: false, span });
            }
            Referent::Seat(i) => {
                let seat = &register.seats[*i];
                let country = seat.actor.as_ref().and_then(state_name);
                return Some(Place {
                    name: seat.city.clone().unwrap_or_else(|| seat.name.clone()),
                    country,
                    area: false,
                    span,
                });
            }
            Referent::Place(i) => {
                let entry = &register.places[*i];
                let country = entry.country.as_ref().and_then(state_name);
                let name = entry.city.clone().unwrap_or_else(|| entry.name.clone());
                let area = country.is_none() && entry.kind == "area";
                return Some(Place { name, country, area, span });
            }
            _ => {}
        }
    }
    None
}
