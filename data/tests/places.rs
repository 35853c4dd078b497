//! Whether every place of the register lies somewhere on the map, and where it should: in its state.

use std::collections::BTreeMap;
use std::fs;

use chancery_data::{Data, Ring, SpotKind};

fn builtin() -> Data {
    Data::builtin().unwrap_or_else(|faults| panic!("{faults}"))
}

/// A degree is so many kilometres from south to north.
const DEGREE: f64 = 111.2;

fn within(ring: &Ring, (x, y): (f64, f64)) -> bool {
    let corner = |n: usize| {
        let (x, y) = ring.points[n % ring.points.len()];
        (f64::from(x) / 100.0, f64::from(y) / 100.0)
    };
    let crosses = |n: &usize| {
        let ((ax, ay), (bx, by)) = (corner(*n), corner(n + 1));
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    };
    (0..ring.points.len()).filter(crosses).count() % 2 == 1
}

/// How far a point lies outside of a state, in kilometres, about; 0 within it.
fn outside(rings: &[Ring], (east, north): (f64, f64)) -> f64 {
    // Longitudes run on across the day line.
    let turned = [east, east + 360.0, east - 360.0].map(|x| (x, north));
    let inside = |at: &(f64, f64)| rings.iter().filter(|ring| within(ring, *at)).count() % 2 == 1;
    if turned.iter().any(inside) {
        return 0.0;
    }
    let sides = rings.iter().flat_map(|ring| ring.points.iter().zip(ring.points.iter().cycle().skip(1)));
    let far = sides.flat_map(|(a, b)| {
        turned.map(|(east, north)| {
            let narrow = north.to_radians().cos();
            let from = |(x, y): &(i32, i32)| ((f64::from(*x) / 100.0 - east) * narrow, f64::from(*y) / 100.0 - north);
            let ((ax, ay), (bx, by)) = (from(a), from(b));
            let (dx, dy) = (bx - ax, by - ay);
            let along = (-(ax * dx + ay * dy) / (dx * dx + dy * dy).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
            (ax + along * dx).hypot(ay + along * dy) * DEGREE
        })
    });
    far.fold(f64::INFINITY, f64::min)
}

#[test]
fn every_place_has_a_spot_in_its_state() {
    let data = builtin();
    let (register, mut faults, mut counts) = (&data.register, Vec::new(), BTreeMap::new());
    for place in &register.places {
        let country = place.country.as_ref().map(|id| register.states[id].name.as_str());
        let Some(spot) = register.spot(&place.name, country) else {
            // What is called as its state is shown as that.
            if country != Some(place.name.as_str()) {
                faults.push(format!("{} ({country:?}) has no row in points.tsv", place.name));
            }
            continue;
        };
        *counts.entry(spot.kind).or_insert(0) += 1;
        let Some(state) = &place.country else { continue };
        let rings = data.outlines.of(state);
        // Outlines are thinned and leave out small islands: what a place's state has none of is not told from them.
        let far = outside(rings, (spot.longitude, spot.latitude));
        let most = spot.reach.unwrap_or(0.0).max(30.0);
        let islet = ISLANDS.contains(&place.name.as_str());
        if !rings.is_empty() && (far > most) != islet {
            faults.push(format!("{} lies {far:.0} km outside of {state}", place.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(counts[&SpotKind::City] > 2_000 && counts[&SpotKind::Region] > 300 && counts[&SpotKind::Area] > 80);
}

/// Islands that the outlines leave out, or draw with their own state only.
const ISLANDS: &[&str] = &[
    "Agalega",
    "Chagos Islands",
    "Easter Island",
    "Gibraltar",
    "Kharg Island",
    "Kinmen",
    "Lampedusa",
    "Matsu Islands",
    "Melilla",
    "Penghu",
    "Pituffik",
    "Senkaku Islands",
    "Snake Island",
    "Takeshima",
    "Tarawa",
];

#[test]
fn capitals_and_seats_lie_somewhere() {
    let data = builtin();
    let register = &data.register;
    let mut faults = Vec::new();
    for state in register.states.values().filter(|s| s.to.is_none()) {
        let capital = state.capital.as_deref().filter(|capital| *capital != state.name);
        let missing = capital.filter(|capital| register.spot(capital, Some(&state.name)).is_none());
        faults.extend(missing.map(|capital| format!("{capital}, capital of {}", state.name)));
        if data.outlines.of(&state.id).is_empty() && state.id != "tv" {
            faults.push(format!("{} has no outline", state.name));
        }
    }
    for seat in &register.seats {
        let country = seat.actor.as_ref().and_then(|id| register.states.get(id)).map(|s| s.name.as_str());
        let city = seat.city.as_deref().filter(|city| country.is_some() && country != Some(city));
        let missing = city.filter(|city| register.spot(city, country).is_none());
        faults.extend(missing.map(|city| format!("{city}, where {} is", seat.name)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_place_is_told_as_precisely_as_it_is_known() {
    let register = builtin().register;
    let spot = |name, country| register.spot(name, country);
    let london = spot("London", Some("United Kingdom")).expect("a city");
    assert_eq!((london.kind, london.reach), (SpotKind::City, None));
    assert!((london.latitude - 51.5).abs() < 0.1 && (london.longitude + 0.1).abs() < 0.1);
    let sea = spot("Black Sea", None).expect("an area");
    assert!(sea.kind == SpotKind::Area && sea.reach.is_some_and(|km| km > 200.0));
    assert_eq!(spot("France", Some("France")), None, "a state is its outline, never a point");
    assert_eq!(spot("London", Some("France")), None, "a namesake elsewhere is another place");
    assert_eq!(spot("London", None), None);
}

#[test]
fn places_of_ones_own_may_have_points() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).expect("it is written");
    write("places.tsv", "name\taliases\tcountry\tkind\tcity\nMaldal\t\tno\tcity\t\nVesledal\t\tno\tcity\t\n");
    let head = "name\tcountry\tkind\tlatitude\tlongitude\treach\tsource\n";
    write("points.tsv", &format!("{head}Maldal\tno\tcity\t59.5\t6.7\t\town\n"));
    let register = Data::with_register(folder.path()).unwrap_or_else(|faults| panic!("{faults}")).register;
    let spot = register.spot("Maldal", Some("Norway")).expect("a spot");
    assert_eq!((spot.latitude, spot.longitude), (59.5, 6.7));
    assert_eq!(register.spot("Vesledal", Some("Norway")), None, "without a row nothing is known of where it lies");
    assert!(register.spot("Oslo", Some("Norway")).is_some(), "the built-in ones stay");
}

#[test]
fn outlines_are_whole() {
    let outlines = builtin().outlines;
    let rings: Vec<&Ring> = outlines.all().flat_map(|(_, rings)| rings).collect();
    assert!(rings.len() > 1_000, "{} rings", rings.len());
    for ring in rings {
        let [(west, south), (east, north)] = ring.bounds;
        assert!(south >= -9_000 && north <= 9_000 && west >= -36_000 && east <= 36_000 && east - west <= 36_000);
        // No side of a ring jumps across the map, but for the one along its lower edge.
        let sides = ring.points.iter().zip(ring.points.iter().cycle().skip(1));
        let jumps = sides.filter(|((ax, ay), (bx, by))| (ax - bx).abs() > 9_000 && (*ay, *by) != (-9_000, -9_000));
        assert_eq!(jumps.count(), 0, "{:?}", ring.bounds);
    }
}
