//! Sentences to try the program on: the same few people, places and days, told in many ways.

use proptest::prelude::*;
use proptest::sample::select;

const PAIRS: &[(&str, &str)] = &[
    ("Sergei Lavrov", "Hakan Fidan"),
    ("Marco Rubio", "Andrii Sybiha"),
    ("Hakan Fidan", "Marco Rubio"),
    ("Abbas Araghchi", "Badr Albusaidi"),
];
const PLACES: &[&str] = &["Ankara", "Geneva", "Muscat"];
const DAYS: &[&str] = &["on Monday", "on 8 December 2025", "on Friday", "last month", "on December 5"];

/// Any sentence.
pub(crate) fn sentence() -> impl Strategy<Value = String> {
    (0..8usize, select(PAIRS), select(PLACES), select(DAYS)).prop_map(|(form, (a, b), place, day)| match form {
        0 => format!("{a} met {b} in {place} {day}."),
        1 => format!("{a} held talks with {b} in {place} {day}."),
        2 => format!("{a} will travel to {place} to meet {b} {day}."),
        3 => format!("{a} and {b} spoke by phone {day}."),
        4 => format!("“We are closer than we were in {place},” {a} said {day}."),
        5 => format!("{b} said that the talks in {place} were “useful and frank”."),
        6 => format!("A meeting between {a} and {b} that was planned {day} in {place} was called off."),
        _ => format!("The two ministers had dinner {day}, and the rain in {place} did not stop."),
    })
}
