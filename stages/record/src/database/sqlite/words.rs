//! The search in a file of SQLite, by its own index of words.

use rusqlite::{Connection, OptionalExtension, Result, params};

use crate::database::Found;

/// Terms in the index's own language: every one a quoted string, which nothing in it can end.
pub(crate) fn expression(terms: &[String]) -> String {
    terms.iter().map(|term| format!("\"{term}\"")).collect::<Vec<_>>().join(" ")
}

/// The reports that answer an expression, best first.
pub(crate) fn search(connection: &Connection, expression: &str, limit: usize) -> Result<Vec<Found>> {
    let mut question = connection.prepare_cached(
        "SELECT r.seq, r.id, r.title, r.outlet, r.published, r.text FROM words w JOIN report r ON r.seq = w.rowid
         WHERE words MATCH ?1 ORDER BY w.rank, r.id LIMIT ?2",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = question.query(params![expression, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Found {
            marked: marked(connection, expression, row.get(0)?)?,
            report: row.get(1)?,
            title: row.get(2)?,
            outlet: row.get(3)?,
            published: row.get(4)?,
            text: row.get(5)?,
        });
    }
    Ok(found)
}

/// The text of a report with marks around the words that answer an expression.
pub(crate) fn marked(connection: &Connection, expression: &str, report: i64) -> Result<Option<String>> {
    let question = "SELECT highlight(words, 1, char(1), char(2)) FROM words WHERE words MATCH ?1 AND rowid = ?2";
    let marked = connection
        .prepare_cached(question)?
        .query_row(params![expression, report], |row| row.get::<_, Option<String>>(0));
    Ok(marked.optional()?.flatten())
}
