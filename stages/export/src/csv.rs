//! A table as CSV: the marks of RFC 4180, UTF-8, line feeds. Unknown is an empty cell. A list is its members parted by
//! `; `; a member that holds a semicolon or a quotation mark stands in quotation marks of its own. Words that a
//! spreadsheet would take for a formula get an apostrophe in front, as in every sheet of the program; numbers do not.

use std::borrow::Cow;

use crate::table::{Cell, Table};

/// A table with its column names in the first row.
#[must_use]
pub(crate) fn write(table: &Table) -> String {
    let mut out = table.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(",");
    out.push('\n');
    for row in 0..table.rows() {
        for (at, column) in table.columns.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            let cell = column.values.at(row);
            let told = words(cell);
            let told = if let Cell::Text(_) | Cell::List(_) = cell { harmless(&told) } else { Cow::Borrowed(&*told) };
            if told.contains(['"', ',', '\n', '\r']) { out.push_str(&marked(&told)) } else { out.push_str(&told) }
        }
        out.push('\n');
    }
    out
}

/// Words that no spreadsheet takes for a formula.
pub(crate) fn harmless(words: &str) -> Cow<'_, str> {
    if words.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{words}"))
    } else {
        Cow::Borrowed(words)
    }
}

/// Words in quotation marks.
pub(crate) fn marked(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

/// A value as the words of a cell.
pub(crate) fn words(cell: Cell<'_>) -> String {
    match cell {
        Cell::Unknown => String::new(),
        Cell::Text(words) => words.to_owned(),
        Cell::Whole(n) => n.to_string(),
        Cell::Number(n) => n.to_string(),
        Cell::Flag(is) => is.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::List(list) => list.iter().map(|member| quoted(member)).collect::<Vec<_>>().join("; "),
    }
}

/// A member of a list, so that the members can be told apart again.
fn quoted(member: &str) -> String {
    if member.is_empty() || member.contains([';', '"', '\n', '\r']) || member.trim() != member {
        marked(member)
    } else {
        member.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_front_can_be_taken_away_again() {
        for (words, written) in [("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("'tis", "'tis"), ("-2", "'-2"), ("2", "2")] {
            assert_eq!(harmless(words), written);
        }
    }

    #[test]
    fn a_table_keeps_the_marks_of_its_cells() {
        let written = write(&crate::sample::table());
        assert_eq!(
            written,
            "id,quote,start,amount,background,first_day,actors,place,part_of\n\
             e1,\"Żółć, \"\"said\"\"\nso\",0,-1.5,true,2025-12-08,\"Ana Silva; \"\"A; B\"\"\",,\n\
             e2,'=1+1,3000000000,,false,1969-12-31,,,e1\n\
             e3,,7,50000000000,,,x,,\n"
        );
    }

    #[test]
    fn members_of_a_list_can_be_told_apart() {
        let list = ["Ana Silva", "A; B", "the \"core\" group", ""].map(str::to_owned);
        assert_eq!(words(Cell::List(&list)), "Ana Silva; \"A; B\"; \"the \"\"core\"\" group\"; \"\"");
        assert_eq!(words(Cell::List(&[])), "");
    }
}
