//! CSV after RFC 4180, with line feeds. A cell that a spreadsheet would take for a formula gets an
//! apostrophe in front, which makes it text there: reports come from anywhere.

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
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(guard);
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(guard);
            out.push_str(cell);
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_needed_and_are_never_formulas() {
        let cells = ["plain", "a, b", "say \"so\"", "two\nlines", "=1+1", "@SUM(A1)", "-2", "+1,5", "1 - 2", ""];
        let rows = vec![cells.map(str::to_owned).to_vec()];
        let written = super::table(&Table { columns: vec!["c"; cells.len()], rows });
        let row = written.split_once('\n').unwrap().1;
        assert_eq!(row, "plain,\"a, b\",\"say \"\"so\"\"\",\"two\nlines\",'=1+1,'@SUM(A1),'-2,\"'+1,5\",1 - 2,\n");
    }
}
