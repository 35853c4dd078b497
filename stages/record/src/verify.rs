//! Checks a store from end to end: takes nothing on trust, gives every fault it finds with how
//! far the harm goes. Mends nothing.

use std::fmt;

use chancery_model::{Imprint, Judgement, JudgementKind, ReportId, Subject};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Result, Row};

use crate::open::{self, FORMATS};
use crate::rows::{self, REPORT};
use crate::sound::{reading_faults, report_faults};
use crate::{RecordError, Store, moment};

/// Something in a store that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How far the harm goes.
    pub harm: Harm,
    /// What does not hold, in a sentence that names it.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.harm.as_str())
    }
}

/// How far the harm of a fault goes, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Harm {
    /// Searching only.
    Search,
    /// One report, reading or judgement.
    Entry,
    /// The file as a whole.
    Store,
}

impl Harm {
    /// What it means, in words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Search => "a search may miss or misplace words; the record is whole",
            Self::Entry => "do not rely on what hangs on it; the rest of the record stands",
            Self::Store => "do not rely on this store; restore a copy, or make it anew from the reports",
        }
    }
}

impl Store {
    /// All faults of the store; none where it is sound. On a store opened for reading only, the
    /// search index is checked in itself and not against the texts.
    ///
    /// # Errors
    /// When the store cannot be read at all, or is in use.
    pub fn verify(&self) -> std::result::Result<Vec<Fault>, RecordError> {
        let mut faults = Vec::new();
        self.look(|connection| {
            [file, schema, links, reports, readings, imprints, judgements]
                .into_iter()
                .try_for_each(|check: Check| check(connection, &mut faults))
        })?;
        index(&self.connection, &mut faults).map_err(|e| self.blame(e))?;
        Ok(faults)
    }
}

/// A check of one aspect, over the whole store.
type Check = fn(&Connection, &mut Vec<Fault>) -> Result<()>;

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
    FORMATS.iter().take(open::format(connection)? as usize).try_for_each(|step| model.execute_batch(step))?;
    let (found, expected) = (parts(connection)?, parts(&model)?);
    let mut say = |what: &str, name: &str| {
        faults.push(Fault { harm: Harm::Store, message: format!("the {name} of the store {what}") });
    };
    for part in expected.iter().filter(|part| !found.contains(part)) {
        say("is missing or was altered", &part.0);
    }
    for part in found.iter().filter(|part| !expected.iter().any(|e| e.0 == part.0)) {
        say("does not belong there", &part.0);
    }
    Ok(())
}

fn links(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let mut question = connection.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")?;
    let mut rows = question.query(())?;
    while let Some(row) = rows.next()? {
        let (table, number, parent): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let message = format!("{table} {number} belongs to a {parent} that is not there");
        faults.push(Fault { harm: Harm::Entry, message });
    }
    Ok(())
}

fn reports(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    each(connection, &format!("{REPORT} ORDER BY r.id"), faults, |row, faults| {
        match (rows::report(row), row.get::<_, String>(11)) {
            (Ok(report), Ok(added)) => {
                faults.extend(report_faults(&report));
                dated(&format!("report `{}`", report.id.short()), &added, faults);
            }
            (Err(error), _) | (_, Err(error)) => {
                faults.push(format!("report number {} cannot be read: {error}", row.get::<_, i64>(18)?));
            }
        }
        Ok(())
    })
}

fn readings(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let question =
        "SELECT g.seq, r.id, r.text, g.claims, g.notes, g.at FROM reading g JOIN report r ON r.seq = g.report
         ORDER BY r.id, g.seq";
    each(connection, question, faults, |row, faults| {
        let name = format!("reading number {}", row.get::<_, i64>(0)?);
        let parts = || Ok((ReportId(row.get(1)?), row.get::<_, String>(2)?, rows::reading(row, 3, 4)?, row.get(5)?));
        match parts() {
            Ok((report, text, (claims, notes), at)) => {
                let at: String = at;
                faults.extend(reading_faults(&report, &text, &claims, &notes));
                dated(&name, &at, faults);
            }
            Err(error) => {
                let error: rusqlite::Error = error;
                faults.push(format!("{name} cannot be read: {error}"));
            }
        }
        Ok(())
    })
}

fn imprints(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    if !rows::has_imprints(connection)? {
        return Ok(());
    }
    each(connection, "SELECT reading, body FROM imprint ORDER BY reading", faults, |row, faults| {
        if let Err(error) = rows::from_json::<Imprint>(row, 1) {
            faults.push(format!("the imprint of reading number {} cannot be read: {error}", row.get::<_, i64>(0)?));
        }
        Ok(())
    })
}

fn judgements(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let question = "SELECT j.id, j.at, j.body, w.at FROM judgement j LEFT JOIN withdrawal w ON w.judgement = j.seq
         ORDER BY j.id";
    each(connection, question, faults, |row, faults| {
        let name = format!("judgement `{}`", row.get::<_, String>(0)?);
        match rows::from_json::<Judgement>(row, 2) {
            Ok(judgement) if row.get_ref(0)?.as_str().is_ok_and(|id| id == judgement.id.0) => {
                marked(connection, &name, &judgement, faults)?;
            }
            Ok(judgement) => faults.push(format!("{name} says that it is `{}`", judgement.id)),
            Err(error) => faults.push(format!("{name} cannot be read: {error}")),
        }
        dated(&name, &row.get::<_, String>(1)?, faults);
        if let Some(at) = row.get::<_, Option<String>>(3)? {
            dated(&format!("the withdrawal of {name}"), &at, faults);
        }
        Ok(())
    })
}

/// The words that a judgement marks must stand in the report, where that is here.
fn marked(connection: &Connection, name: &str, judgement: &Judgement, faults: &mut Vec<String>) -> Result<()> {
    let JudgementKind::Add { words, .. } = &judgement.kind else { return Ok(()) };
    for anchor in judgement.subjects.iter().flat_map(Subject::anchors) {
        let text: Option<String> = connection
            .prepare_cached("SELECT text FROM report WHERE id = ?1")?
            .query_row([&anchor.report.0], |row| row.get(0))
            .optional()?;
        if text.is_some_and(|text| text.get(anchor.span.range()) != Some(words)) {
            faults.push(format!("{name} marks “{words}” at {:?}, where the text has other words", anchor.span));
        }
    }
    Ok(())
}

/// The index against the texts. The command that asks counts as writing, though it writes nothing.
fn index(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    if connection.is_readonly("main")? {
        return Ok(());
    }
    match connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", ()) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
            let message = "the search index does not hold the words of the texts".to_owned();
            faults.push(Fault { harm: Harm::Search, message });
            Ok(())
        }
        other => other.map(|_| ()),
    }
}

/// Runs a check over every row that a question gives.
fn each(
    connection: &Connection,
    question: &str,
    faults: &mut Vec<Fault>,
    check: impl Fn(&Row<'_>, &mut Vec<String>) -> Result<()>,
) -> Result<()> {
    let mut question = connection.prepare(question)?;
    let mut rows = question.query(())?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        check(row, &mut found)?;
    }
    faults.extend(found.into_iter().map(|message| Fault { harm: Harm::Entry, message }));
    Ok(())
}

fn dated(name: &str, at: &str, faults: &mut Vec<String>) {
    if moment(at).is_err() {
        faults.push(format!("{name} is dated `{at}`, which is no moment"));
    }
}
