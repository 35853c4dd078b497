//! Rows to nouns and back: how the types of the model lie in columns.

use chancery_model::{Claim, Media, Note, Report, ReportCard, ReportId, Source};
use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned, IntoDeserializer, value::Error as WordError};

use crate::database::{Database, Failure, Result, Row, values};

/// The reports with the columns that [`card`] reads, in its order. Whatever the question, `?1`
/// is the moment as of which a report has its name, or NULL for now.
pub(crate) const CARD: &str = "SELECT r.id, text_hash, key, path, url, title, outlet, byline, language, published, \
     media, added FROM report r LEFT JOIN arrival a ON a.seq = (
         SELECT seq FROM arrival WHERE report = r.seq AND (?1 IS NULL OR at <= ?1) ORDER BY key, path NULLS FIRST LIMIT 1)";

/// The reports with the columns that [`report`] reads, in its order, and last their row.
pub(crate) const REPORT: &str = "SELECT r.id, text_hash, key, path, url, title, outlet, byline, language, published, \
     media, added, encoding, dateline, chrome, text, map, bytes, r.seq FROM report r LEFT JOIN arrival a ON a.seq = (
         SELECT seq FROM arrival WHERE report = r.seq ORDER BY key, path NULLS FIRST LIMIT 1)";

/// A report's card.
pub(crate) fn card(row: &Row<'_>) -> Result<ReportCard> {
    Ok(ReportCard {
        id: ReportId(row.get(0)?),
        text_hash: row.get(1)?,
        key: row.get(2)?,
        path: row.get(3)?,
        url: row.get(4)?,
        title: row.get(5)?,
        outlet: row.get(6)?,
        byline: row.get(7)?,
        language: row.get(8)?,
        published: from_json(row, 9)?,
        media: media(row, 10)?,
        added: row.get(11)?,
        imprint: None,
        bounds: None,
    })
}

/// A report, whole.
pub(crate) fn report(row: &Row<'_>) -> Result<Report> {
    let card = card(row)?;
    let text: String = row.get(15)?;
    let bytes = row.get::<Option<Vec<u8>>>(17)?.unwrap_or_else(|| text.clone().into_bytes());
    Ok(Report {
        id: card.id,
        text_hash: card.text_hash,
        key: card.key,
        path: card.path,
        url: card.url,
        title: card.title,
        outlet: card.outlet,
        byline: card.byline,
        language: card.language,
        dateline: from_json(row, 13)?,
        published: card.published,
        chrome: from_json(row, 14)?,
        source: Source { media: card.media, encoding: row.get(12)?, bytes, map: from_json(row, 16)? },
        text,
    })
}

/// Writes a report, all but its name, and gives its row.
pub(crate) fn insert_report(database: &Database, report: &Report, at: &str) -> Result<i64> {
    let same_bytes = report.source.bytes == report.text.as_bytes();
    let row = database.insert(
        "INSERT INTO report (id, text_hash, url, title, outlet, byline, language, day, published, media, added,
             encoding, dateline, chrome, text, map, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        values![
            &report.id.0,
            &report.text_hash,
            &report.url,
            &report.title,
            &report.outlet,
            &report.byline,
            &report.language,
            &day(report),
            &to_json(&report.published)?,
            to_json(&report.source.media)?.trim_matches('"'),
            at,
            &report.source.encoding,
            &to_json(&report.dateline)?,
            &to_json(&report.chrome)?,
            &report.text,
            &to_json(&report.source.map)?,
            (!same_bytes).then_some(&*report.source.bytes),
        ],
    )?;
    database.index(row, report.title.as_deref(), &report.text)?;
    Ok(row)
}

/// Writes a name under which a report came, where it is not here yet: `true` where it is new.
pub(crate) fn insert_arrival(
    database: &Database,
    report: i64,
    key: &str,
    path: Option<&str>,
    at: &str,
) -> Result<bool> {
    let added = database.execute(
        "INSERT INTO arrival (report, key, path, at) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (
             SELECT 1 FROM arrival WHERE report = ?1 AND key = ?2 AND coalesce(path, '') = coalesce(?3, ''))",
        values![report, key, path, at],
    )?;
    Ok(added == 1)
}

/// A reading as it lies in columns.
pub(crate) struct ReadingRow<'r> {
    pub(crate) at: &'r str,
    pub(crate) id: &'r str,
    pub(crate) engine: &'r str,
    pub(crate) data: &'r str,
    pub(crate) notes: &'r str,
    pub(crate) claims: &'r str,
    pub(crate) imprint: Option<&'r str>,
}

/// Writes a reading of a report.
pub(crate) fn insert_reading(database: &Database, report: i64, reading: &ReadingRow<'_>) -> Result<()> {
    let ReadingRow { at, id, engine, data, notes, claims, imprint } = *reading;
    let row = database.insert(
        "INSERT INTO reading (report, at, id, engine, data, notes, claims) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        values![report, at, id, engine, data, notes, claims],
    )?;
    if let Some(imprint) = imprint {
        database.execute("INSERT INTO imprint (reading, body) VALUES (?1, ?2)", values![row, imprint])?;
    }
    Ok(())
}

/// A report's publication date as its column `day` holds it.
pub(crate) fn day(report: &Report) -> Option<String> {
    report.published.edtf.map(|date| date.to_string())
}

/// The row of a report.
pub(crate) fn row_of(database: &Database, id: &ReportId) -> Result<Option<i64>> {
    database.one("SELECT seq FROM report WHERE id = ?1", values![&id.0], |row| row.get(0))
}

/// Whether the store is of a format that keeps imprints.
pub(crate) fn has_imprints(database: &Database) -> Result<bool> {
    Ok(database.format()? >= 2)
}

/// The claims and notes of a reading, from two columns.
pub(crate) fn reading(row: &Row<'_>, claims: usize, notes: usize) -> Result<(Vec<Claim>, Vec<Note>)> {
    Ok((from_json(row, claims)?, from_json(row, notes)?))
}

/// A value from a column of JSON.
pub(crate) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    parsed(&row.text(column)?, column)
}

/// A value from the text of a column of JSON.
pub(crate) fn parsed<T: DeserializeOwned>(text: &str, column: usize) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Failure::content(column, &e))
}

/// A value as a column of JSON.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Failure::Content(e.to_string()))
}

fn media(row: &Row<'_>, column: usize) -> Result<Media> {
    let word = row.text(column)?;
    Media::deserialize((&*word).into_deserializer()).map_err(|e: WordError| Failure::content(column, &e))
}
