//! Outlines of states and territories, for maps. They tell where a state is and decide no claim: the head of the table
//! says whose view they take.

use std::collections::BTreeMap;

use crate::Fault;
use crate::table::Table;

const COLUMNS: [&str; 2] = ["state", "ring"];

/// A closed line around land, or around what lies within it and does not belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// Its corners, in hundredths of a degree east and north. Longitudes run on across the day line.
    pub points: Vec<(i32, i32)>,
    /// The least and the greatest of them, east and north.
    pub bounds: [(i32, i32); 2],
}

/// The outlines of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlines(BTreeMap<String, Vec<Ring>>);

impl Outlines {
    /// The rings of a state, the largest first; none where the map has none of it.
    #[must_use]
    pub fn of(&self, state: &str) -> &[Ring] {
        self.0.get(state).map_or(&[], Vec::as_slice)
    }

    /// Every state with its rings, by id; what belongs to none stands under an empty id.
    pub fn all(&self) -> impl Iterator<Item = (&str, &[Ring])> {
        self.0.iter().map(|(state, rings)| (state.as_str(), rings.as_slice()))
    }

    pub(crate) fn read(files: &[(&str, &str)], states: impl Fn(&str) -> bool, faults: &mut Vec<Fault>) -> Self {
        let mut outlines: BTreeMap<String, Vec<Ring>> = BTreeMap::new();
        for row in Table::read(files, "places/outlines.tsv", &COLUMNS, 0, faults).rows() {
            let state = row.text(0);
            if !state.is_empty() && !states(&state) {
                faults.push(row.fault(format!("`{state}` is no state of register/states.tsv")));
            }
            match ring(&row.text(1)) {
                Some(ring) => outlines.entry(state).or_default().push(ring),
                None => faults.push(row.fault("a ring has three points or more, each `east,north`".to_owned())),
            }
        }
        Self(outlines)
    }
}

fn ring(steps: &str) -> Option<Ring> {
    let (mut x, mut y) = (0_i32, 0_i32);
    let mut points = Vec::new();
    for step in steps.split(' ') {
        let (east, north) = step.split_once(',')?;
        x = x.checked_add(east.parse().ok()?)?;
        y = y.checked_add(north.parse().ok()?)?;
        points.push((x, y));
    }
    let first = *points.first()?;
    let bounds = points
        .iter()
        .fold([first; 2], |[low, high], (x, y)| [(low.0.min(*x), low.1.min(*y)), (high.0.max(*x), high.1.max(*y))]);
    (points.len() >= 3).then_some(Ring { points, bounds })
}
