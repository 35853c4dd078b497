//! Which place a name means.

use chancery_data::{Data, Referent, State};
use chancery_model::{ByteSpan, Place};

/// The place of record for the words under `span`: a venue gives its city, a seat the city it
/// lies in, a state itself. `None` where the words name no known place.
pub(crate) fn place(data: &Data, words: &str, span: ByteSpan) -> Option<Place> {
    if let Some(state) = of_capital(data, words) {
        let name = state.capital.clone()?;
        return Some(Place { name, country: Some(state.name.clone()), area: false, span });
    }
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

/// The state whose capital is named by it: "Turkish capital", "Turkey's capital", "capital of Turkey".
fn of_capital<'d>(data: &'d Data, words: &str) -> Option<&'d State> {
    let lower = words.to_lowercase();
    let parts: Vec<&str> = lower.split_whitespace().collect();
    let is_capital = |parts: &[&str]| data.lexicon.phrase("seat-of-state", parts).is_some_and(|n| n == parts.len());
    let at = (0..parts.len()).find(|at| data.lexicon.phrase("seat-of-state", &parts[*at..]).is_some())?;
    // Of the words as written: a capital letter tells a name.
    let written: Vec<&str> = words.split_whitespace().collect();
    let named = match parts.iter().position(|word| *word == "of") {
        Some(of) if at == 0 && is_capital(&parts[..of]) => written[of + 1..].join(" "),
        _ if is_capital(&parts[at..]) => written[..at].join(" "),
        _ => return None,
    };
    let state = named.trim_end_matches("'s").trim_end_matches("’s");
    data.names.referents(state).iter().find_map(|r| match r {
        Referent::State(id) | Referent::National(id) => data.register.states.get(id),
        _ => None,
    })
}
