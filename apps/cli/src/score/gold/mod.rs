//! Reports annotated by others, and what the program says of them: both in JSON, counts and faults out.
//!
//! What is compared is the JSON that `read --json` gives, so that a field counts from the day it is told.

mod count;
mod days;
mod engagements;
mod items;
mod names;
mod positions;
mod tell;

pub(crate) use count::{Tally, count};
