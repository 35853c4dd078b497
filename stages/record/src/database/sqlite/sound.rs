//! Whether a file of SQLite holds together, and is of the form that a store has.

use rusqlite::{Connection, ErrorCode, Result};

use super::FORMATS;
use crate::verify::{Fault, Harm};

pub(crate) fn check(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    file(connection, faults)?;
    schema(connection, faults)?;
    links(connection, faults)
}

fn file(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let mut question = connection.prepare("PRAGMA integrity_check")?;
    for line in question.query_map((), |row| row.get::<_, String>(0))? {
        let line = line?;
        let harm = if line.contains("FTS5") { Harm::Search } else { Harm::Store };
        if line != "ok" {
            faults.push(Fault { harm, message: format!("the file does not hold together: {line}") });
        }
    }
    Ok(())
}

/// Without its triggers a store would let rows be changed, so a schema that is not the one this
/// format has is a fault even where all rows are sound.
fn schema(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let parts = |connection: &Connection| {
        let mut question = connection.prepare(
            "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1",
        )?;
        question.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(String, Option<String>)>>>()
    };
    let model = Connection::open_in_memory()?;
    FORMATS.iter().take(super::format(connection)? as usize).try_for_each(|step| model.execute_batch(step))?;
    Fault::of_form(&parts(connection)?, &parts(&model)?, faults);
    Ok(())
}

fn links(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let mut question = connection.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")?;
    let mut rows = question.query(())?;
    while let Some(row) = rows.next()? {
        faults.push(Fault::of_link(&row.get::<_, String>(0)?, row.get(1)?, &row.get::<_, String>(2)?));
    }
    Ok(())
}

/// The index against the texts. The command that asks counts as writing, though it writes nothing.
pub(crate) fn index(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    if connection.is_readonly("main")? {
        return Ok(());
    }
    match connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", ()) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
            faults.push(Fault::of_index());
            Ok(())
        }
        other => other.map(|_| ()),
    }
}
