//! Checks a store from end to end: takes nothing on trust, gives every fault it finds with how
//! far the harm goes. Mends nothing.

use std::fmt;

use chancery_model::{Imprint, Judgement, JudgementKind, ReportId, Subject};

use crate::database::{Database, Failure, Result, Row, values};
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
    /// The file or database as a whole.
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
        self.look(|database| {
            [Database::check, reports, readings, imprints, judgements]
                .into_iter()
                .try_for_each(|check: Check| check(database, &mut faults))
        })?;
        self.database.check_index(&mut faults).map_err(|e| self.blame(e))?;
        Ok(faults)
    }
}

/// A check of one aspect, over the whole store.
type Check = fn(&Database, &mut Vec<Fault>) -> Result<()>;

impl Fault {
    /// What the form of a store has too little or too much: its parts by name, each with what it is.
    pub(crate) fn of_form(
        found: &[(String, Option<String>)],
        expected: &[(String, Option<String>)],
        faults: &mut Vec<Self>,
    ) {
        let mut say = |what: &str, name: &str| {
            faults.push(Self { harm: Harm::Store, message: format!("the {name} of the store {what}") });
        };
        for part in expected.iter().filter(|part| !found.contains(part)) {
            say("is missing or was altered", &part.0);
        }
        for part in found.iter().filter(|part| !expected.iter().any(|e| e.0 == part.0)) {
            say("does not belong there", &part.0);
        }
    }

    /// A row that hangs on nothing.
    pub(crate) fn of_link(table: &str, number: i64, parent: &str) -> Self {
        Self { harm: Harm::Entry, message: format!("{table} {number} belongs to a {parent} that is not there") }
    }

    /// An index of other words.
    pub(crate) fn of_index() -> Self {
        let message = "the search index does not hold the words of the texts".to_owned();
        Self { harm: Harm::Search, message }
    }
}

fn reports(database: &Database, faults: &mut Vec<Fault>) -> Result<()> {
    each(database, &format!("{REPORT} ORDER BY r.id"), faults, |row, faults| {
        match (rows::report(row), row.get::<String>(11)) {
            (Ok(report), Ok(added)) => {
                faults.extend(report_faults(&report));
                dated(&format!("report `{}`", report.id.short()), &added, faults);
            }
            (Err(error), _) | (_, Err(error)) => {
                faults.push(format!("report number {} cannot be read: {error}", row.get::<i64>(18)?));
            }
        }
        Ok(())
    })
}

fn readings(database: &Database, faults: &mut Vec<Fault>) -> Result<()> {
    let question =
        "SELECT g.seq, r.id, r.text, g.claims, g.notes, g.at FROM reading g JOIN report r ON r.seq = g.report
         ORDER BY r.id, g.seq";
    each(database, question, faults, |row, faults| {
        let name = format!("reading number {}", row.get::<i64>(0)?);
        let parts = || Ok((ReportId(row.get(1)?), row.get::<String>(2)?, rows::reading(row, 3, 4)?, row.get(5)?));
        match parts() {
            Ok((report, text, (claims, notes), at)) => {
                let at: String = at;
                faults.extend(reading_faults(&report, &text, &claims, &notes));
                dated(&name, &at, faults);
            }
            Err(error) => {
                let error: Failure = error;
                faults.push(format!("{name} cannot be read: {error}"));
            }
        }
        Ok(())
    })
}

fn imprints(database: &Database, faults: &mut Vec<Fault>) -> Result<()> {
    if !rows::has_imprints(database)? {
        return Ok(());
    }
    each(database, "SELECT reading, body FROM imprint ORDER BY reading", faults, |row, faults| {
        if let Err(error) = rows::from_json::<Imprint>(row, 1) {
            faults.push(format!("the imprint of reading number {} cannot be read: {error}", row.get::<i64>(0)?));
        }
        Ok(())
    })
}

fn judgements(database: &Database, faults: &mut Vec<Fault>) -> Result<()> {
    let question = "SELECT j.id, j.at, j.body, w.at FROM judgement j LEFT JOIN withdrawal w ON w.judgement = j.seq
         ORDER BY j.id";
    each(database, question, faults, |row, faults| {
        let name = format!("judgement `{}`", row.get::<String>(0)?);
        match rows::from_json::<Judgement>(row, 2) {
            Ok(judgement) if row.text(0).is_ok_and(|id| id == judgement.id.0) => {
                marked(database, &name, &judgement, faults)?;
            }
            Ok(judgement) => faults.push(format!("{name} says that it is `{}`", judgement.id)),
            Err(error) => faults.push(format!("{name} cannot be read: {error}")),
        }
        dated(&name, &row.get::<String>(1)?, faults);
        if let Some(at) = row.get::<Option<String>>(3)? {
            dated(&format!("the withdrawal of {name}"), &at, faults);
        }
        Ok(())
    })
}

/// The words that a judgement marks must stand in the report, where that is here.
fn marked(database: &Database, name: &str, judgement: &Judgement, faults: &mut Vec<String>) -> Result<()> {
    let JudgementKind::Add { words, .. } = &judgement.kind else { return Ok(()) };
    for anchor in judgement.subjects.iter().flat_map(Subject::anchors) {
        let question = "SELECT text FROM report WHERE id = ?1";
        let text: Option<String> = database.one(question, values![&anchor.report.0], |row| row.get(0))?;
        if text.is_some_and(|text| text.get(anchor.span.range()) != Some(words)) {
            faults.push(format!("{name} marks “{words}” at {:?}, where the text has other words", anchor.span));
        }
    }
    Ok(())
}

/// Runs a check over every row that a question gives.
fn each(
    database: &Database,
    question: &str,
    faults: &mut Vec<Fault>,
    check: impl Fn(&Row<'_>, &mut Vec<String>) -> Result<()>,
) -> Result<()> {
    let mut found = Vec::new();
    database.each(question, &[], |row| check(row, &mut found))?;
    faults.extend(found.into_iter().map(|message| Fault { harm: Harm::Entry, message }));
    Ok(())
}

fn dated(name: &str, at: &str, faults: &mut Vec<String>) {
    if moment(at).is_err() {
        faults.push(format!("{name} is dated `{at}`, which is no moment"));
    }
}
