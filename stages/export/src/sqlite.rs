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
pub fn write(tables: &[Table]) -> Result<Vec<u8>, ExportError> {
    let mut file = Connection::open_in_memory()?;
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
