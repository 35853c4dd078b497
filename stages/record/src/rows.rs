//! Rows to nouns and back: how the types of the model lie in columns.

use chancery_model::{Claim, Media, Note, Report, ReportCard, ReportId, Source};
use rusqlite::types::Type;
use rusqlite::{Connection, Error, OptionalExtension, Result, Row, named_params};
use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned, IntoDeserializer, value::Error as WordError};

use crate::open;

/// The reports with the columns that [`card`] reads, in its order. Whatever the question, `:as_of`
/// is the moment as of which a report has its name, or NULL for now.
pub(crate) const CARD: &str = "SELECT r.id, text_hash, key, path, url, title, outlet, byline, language, published, \
     media, added FROM report r LEFT JOIN arrival a ON a.seq = (
         SELECT seq FROM arrival WHERE report = r.seq AND (:as_of IS NULL OR at <= :as_of) ORDER BY key, path LIMIT 1)";

/// The reports with the columns that [`report`] reads, in its order, and last their row.
pub(crate) const REPORT: &str = "SELECT r.id, text_hash, key, path, url, title, outlet, byline, language, published, \
     media, added, encoding, dateline, chrome, text, map, bytes, r.seq FROM report r LEFT JOIN arrival a ON a.seq = (
         SELECT seq FROM arrival WHERE report = r.seq ORDER BY key, path LIMIT 1)";

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
    let bytes = row.get::<_, Option<Vec<u8>>>(17)?.unwrap_or_else(|| text.clone().into_bytes());
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
pub(crate) fn insert_report(connection: &Connection, report: &Report, at: &str) -> Result<i64> {
    let same_bytes = report.source.bytes == report.text.as_bytes();
    connection
        .prepare_cached(
            "INSERT INTO report (id, text_hash, url, title, outlet, byline, language, day, published, media, added,
                 encoding, dateline, chrome, text, map, bytes)
             VALUES (:id, :text_hash, :url, :title, :outlet, :byline, :language, :day, :published, :media, :added,
                 :encoding, :dateline, :chrome, :text, :map, :bytes)",
        )?
        .insert(named_params! {
            ":id": report.id.0,
            ":text_hash": report.text_hash,
            ":url": report.url,
            ":title": report.title,
            ":outlet": report.outlet,
            ":byline": report.byline,
            ":language": report.language,
            ":day": day(report),
            ":published": to_json(&report.published)?,
            ":media": to_json(&report.source.media)?.trim_matches('"'),
            ":added": at,
            ":encoding": report.source.encoding,
            ":dateline": to_json(&report.dateline)?,
            ":chrome": to_json(&report.chrome)?,
            ":text": report.text,
            ":map": to_json(&report.source.map)?,
            ":bytes": (!same_bytes).then_some(&report.source.bytes),
        })
}

/// A report's publication date as its column `day` holds it.
pub(crate) fn day(report: &Report) -> Option<String> {
    report.published.edtf.map(|date| date.to_string())
}

/// The row of a report.
pub(crate) fn row_of(connection: &Connection, id: &ReportId) -> Result<Option<i64>> {
    connection.prepare_cached("SELECT seq FROM report WHERE id = ?1")?.query_row([&id.0], |row| row.get(0)).optional()
}

/// Whether the store is of a format that keeps imprints.
pub(crate) fn has_imprints(connection: &Connection) -> Result<bool> {
    Ok(open::format(connection)? >= 2)
}

/// The claims and notes of a reading, from two columns.
pub(crate) fn reading(row: &Row<'_>, claims: usize, notes: usize) -> Result<(Vec<Claim>, Vec<Note>)> {
    Ok((from_json(row, claims)?, from_json(row, notes)?))
}

/// A value from a column of JSON.
pub(crate) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    parsed(row.get_ref(column)?.as_str().map_err(|e| unreadable(column, e))?, column)
}

/// A value from the text of a column of JSON.
pub(crate) fn parsed<T: DeserializeOwned>(text: &str, column: usize) -> Result<T> {
    serde_json::from_str(text).map_err(|e| unreadable(column, e))
}

/// A value as a column of JSON.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::ToSqlConversionFailure(Box::new(e)))
}

fn media(row: &Row<'_>, column: usize) -> Result<Media> {
    let word = row.get_ref(column)?.as_str().map_err(|e| unreadable(column, e))?;
    Media::deserialize(word.into_deserializer()).map_err(|e: WordError| unreadable(column, e))
}

fn unreadable(column: usize, reason: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, Box::new(reason))
}
