//! Where places lie on the map, and how precisely that is said: a city is a point, a region or an area a circle about
//! as large as it is. A state has no point: its outline tells where it is.

use super::Register;
use super::read::Layers;
use crate::Fault;

const POINTS: [&str; 7] = ["name", "country", "kind", "latitude", "longitude", "reach", "source"];

/// How precisely a place is told, the most precise first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpotKind {
    /// A hall, base or crossing outside any city of the register.
    Venue,
    /// A city; what is told of a venue within it lies here too.
    City,
    /// A part of a state.
    Region,
    /// What spans states, or lies in none: a sea, "the Balkans".
    Area,
}

impl SpotKind {
    /// The word used in the table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Venue => "venue",
            Self::City => "city",
            Self::Region => "region",
            Self::Area => "area",
        }
    }

    fn read(word: &str) -> Option<Self> {
        [Self::Venue, Self::City, Self::Region, Self::Area].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Where a place lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// How precisely.
    pub kind: SpotKind,
    /// Degrees north; of a region or area, its middle.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How far a region or area goes around its middle, in kilometres, about: no border.
    pub reach: Option<f64>,
}

impl Register {
    /// Where a place of the record lies: `name` and `country` as a resolved place has them, the country by its usual
    /// name. `None` for a state, which has an outline, and for what the register gives no point.
    #[must_use]
    pub fn spot(&self, name: &str, country: Option<&str>) -> Option<Spot> {
        if country == Some(name) {
            return None;
        }
        let state = match country {
            Some(country) => Some(self.state_named(country)?),
            None => None,
        };
        self.spots.get(&(name.to_owned(), state.map(str::to_owned))).copied()
    }

    /// The id of the state whose usual name this is.
    #[must_use]
    pub fn state_named(&self, name: &str) -> Option<&str> {
        // Former states never share the name of one that is.
        self.states.values().find(|state| state.name == name).map(|state| state.id.as_str())
    }

    pub(super) fn read_points(&mut self, layers: &Layers<'_>, faults: &mut Vec<Fault>) {
        for row in layers.rows("places/points.tsv", &POINTS, 3, faults) {
            let (name, country) = (row.text(0), row.optional(1));
            let Some(kind) = SpotKind::read(&row.text(2)) else {
                faults.push(row.fault(format!("`{}` is no kind of place", row.text(2))));
                continue;
            };
            let known = |p: &super::PlaceEntry| p.name == name && p.country == country && p.kind == kind.as_str();
            if !self.places.iter().any(known) {
                faults.push(row.fault(format!("`{name}` is no {} of places.tsv in this state", kind.as_str())));
            }
            let number = |column: usize, most: f64| {
                row.text(column).parse::<f64>().ok().filter(|n| n.is_finite() && n.abs() <= most)
            };
            let (Some(latitude), Some(longitude)) = (number(3, 90.0), number(4, 180.0)) else {
                faults.push(row.fault("latitude goes from -90 to 90, longitude from -180 to 180".to_owned()));
                continue;
            };
            let reach = number(5, 10_000.0).filter(|km| *km > 0.0);
            if reach.is_some() != matches!(kind, SpotKind::Region | SpotKind::Area)
                || row.optional(5).is_some() != reach.is_some()
            {
                faults.push(row.fault("a region or area, and nothing else, has a reach in kilometres".to_owned()));
            }
            self.spots.insert((name, country), Spot { kind, latitude, longitude, reach });
        }
        self.venues_lie_in_cities();
    }

    /// Of a venue in a city the record names the city; asked for by its own name it lies there too.
    fn venues_lie_in_cities(&mut self) {
        for place in self.places.iter().filter(|p| p.kind == "venue") {
            let city = place.city.clone().map(|city| (city, place.country.clone()));
            if let Some(spot) = city.and_then(|city| self.spots.get(&city)).copied() {
                self.spots.entry((place.name.clone(), place.country.clone())).or_insert(spot);
            }
        }
    }
}
