//! The reports that were read, a row each, with their texts.

use super::ReadReport;
use crate::table::{Column, Table, Values};
use crate::tables::reports;

pub(super) fn table(read: &[ReadReport]) -> Table {
    let mut table = reports::of(&read.iter().map(|r| &r.card).collect::<Vec<_>>());
    table.columns.push(Column {
        name: "text",
        about: "its text, which all offsets index",
        is_key: false,
        refers: None,
        values: Values::Text(read.iter().map(|r| Some(r.text.clone())).collect()),
    });
    table
}
