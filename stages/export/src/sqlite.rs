//! All tables as one SQLite file, as Datasette and others publish it: keys and references between tables, an index
//! for each reference, words of reports searchable, lists as JSON arrays. What a table and a column hold is told by the
//! comments in their `CREATE TABLE`.

use std::fmt::Write;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, MAIN_DB, params_from_iter};

use crate::ExportError;
use crate::table::{Cell, Column, Table, Values};

/// Tables and columns whose words are searched: `TABLE_fts`, which Datasette finds by itself.
const SEARCHED: &[(&str, &[&str])] = &[
    ("events", &["actors", "place", "quote"]),
    ("positions", &["holder", "proposition", "quote"]),
    ("statements", &["speaker", "text", "quote"]),
    ("pledges", &["by", "what", "quote"]),
];

/// The tables as the bytes of a file.
///
/// # Errors
/// Where SQLite refuses them.
pub(crate) fn write(tables: &[Table]) -> Result<Vec<u8>, ExportError> {
    let mut file = Connection::open_in_memory()?;
    // Tables refer to each other both ways; that all references lead somewhere is held by tests.
    file.pragma_update(None, "foreign_keys", false)?;
    let batch = file.transaction()?;
    for table in tables {
        batch.execute_batch(&definition(table))?;
        let places = vec!["?"; table.columns.len()].join(", ");
        let mut insert = batch.prepare(&format!("INSERT INTO {} VALUES ({places})", table.name))?;
        for row in 0..table.rows() {
            insert.execute(params_from_iter(table.columns.iter().map(|column| value(column.values.at(row)))))?;
        }
    }
    for (table, columns) in SEARCHED.iter().filter(|(name, _)| tables.iter().any(|t| t.name == *name)) {
        let columns = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
        batch.execute_batch(&format!(
            "CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, content='{table}');\n\
             INSERT INTO {table}_fts (rowid, {columns}) SELECT rowid, {columns} FROM {table};"
        ))?;
    }
    batch.commit()?;
    Ok(file.serialize(MAIN_DB)?.to_vec())
}

/// The statements that make a table and its indexes.
fn definition(table: &Table) -> String {
    let mut sql = format!("-- {}\nCREATE TABLE {} (\n", table.about, table.name);
    let last = table.columns.len().saturating_sub(1);
    for (at, column) in table.columns.iter().enumerate() {
        let comma = if at == last { "" } else { "," };
        let _ = writeln!(sql, "  \"{}\" {}{comma} -- {}", column.name, kind(column), column.about);
    }
    sql.push_str(");\n");
    for column in table.columns.iter().filter(|column| column.refers.is_some()) {
        let _ = writeln!(sql, "CREATE INDEX {0}_{1} ON {0} (\"{1}\");", table.name, column.name);
    }
    sql
}

fn kind(column: &Column) -> String {
    let kind = match column.values {
        Values::Text(_) | Values::Day(_) | Values::List(_) => "TEXT",
        Values::Whole(_) | Values::Flag(_) => "INTEGER",
        Values::Number(_) => "REAL",
    };
    let key = if column.is_key { " PRIMARY KEY NOT NULL" } else { "" };
    let refers = column.refers.map_or_else(String::new, |table| format!(" REFERENCES {table} (id)"));
    format!("{kind}{key}{refers}")
}

fn value(cell: Cell<'_>) -> ToSqlOutput<'_> {
    match cell {
        Cell::Unknown => ToSqlOutput::Owned(Value::Null),
        Cell::Text(words) => ToSqlOutput::Borrowed(ValueRef::Text(words.as_bytes())),
        Cell::Whole(n) => ToSqlOutput::Owned(Value::Integer(n)),
        Cell::Number(n) => ToSqlOutput::Owned(Value::Real(n)),
        Cell::Flag(is) => ToSqlOutput::Owned(Value::Integer(is.into())),
        Cell::Day(day) => ToSqlOutput::Owned(Value::Text(day.to_string())),
        Cell::List(list) => {
            ToSqlOutput::Owned(Value::Text(serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn what_is_written_is_read_again() {
        let bytes = write(&[sample::table()]).expect("written");
        assert_eq!(bytes, write(&[sample::table()]).expect("written"), "the same tables give the same bytes");
        let mut file = Connection::open_in_memory().expect("opened");
        file.deserialize_read_exact(MAIN_DB, &bytes[..], bytes.len(), true).expect("it is SQLite");
        let mut rows = file.prepare("SELECT * FROM events ORDER BY id").expect("a table");
        let rows = rows.query_map([], |row| {
            let values: Result<Vec<Value>, _> = (0..9).map(|at| row.get(at)).collect();
            values
        });
        let rows: Vec<Vec<Value>> = rows.expect("rows").map(|row| row.expect("a row")).collect();
        let text = |words: &str| Value::Text(words.to_owned());
        let null = Value::Null;
        assert_eq!(
            rows,
            [
                vec![
                    text("e1"),
                    text("Żółć, \"said\"\nso"),
                    Value::Integer(0),
                    Value::Real(-1.5),
                    Value::Integer(1),
                    text("2025-12-08"),
                    text("[\"Ana Silva\",\"A; B\"]"),
                    text("[]"),
                    null.clone()
                ],
                vec![
                    text("e2"),
                    text("=1+1"),
                    Value::Integer(3_000_000_000),
                    null.clone(),
                    Value::Integer(0),
                    text("1969-12-31"),
                    text("[]"),
                    text("[]"),
                    text("e1")
                ],
                vec![
                    text("e3"),
                    null.clone(),
                    Value::Integer(7),
                    Value::Real(5e10),
                    null.clone(),
                    null.clone(),
                    text("[\"x\"]"),
                    text("[]"),
                    null
                ],
            ]
        );
        let found: String = file
            .query_row(
                "SELECT id FROM events WHERE rowid IN (SELECT rowid FROM events_fts WHERE events_fts MATCH 'silva')",
                [],
                |r| r.get(0),
            )
            .expect("found by its words");
        assert_eq!(found, "e1");
    }
}
