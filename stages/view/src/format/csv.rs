//! CSV after RFC 4180, with line feeds.

use crate::Table;

/// A table with its column names in the first row.
#[must_use]
pub fn table(table: &Table) -> String {
    let mut out = String::new();
    row(&mut out, table.columns.iter().copied());
    for cells in &table.rows {
        row(&mut out, cells.iter().map(String::as_str));
    }
    out
}

fn row<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}
