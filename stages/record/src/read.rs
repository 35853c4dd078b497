//! Reads from the store: takes a moment, a report's id or part of a name; gives nouns of the
//! model, in an order that does not depend on when they came. Merges nothing.

use std::collections::BTreeSet;

use chancery_model::{Claim, Judgement, Note, ReadingId, Report, ReportCard, ReportId};

use crate::database::{Database, Result, Row, values};
use crate::rows::{self, CARD, REPORT};
use crate::unpack::Packed;
use crate::{Mark, RecordError, Store, crew, moment};

/// All that a record is made from, as of a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Material {
    /// The reports, by id, copies of one text among them, each with the moment it was added and
    /// the first by alphabet of the names it came under. A given publication date is a judgement,
    /// and not yet applied here.
    pub cards: Vec<ReportCard>,
    /// The claims of each report's reading in force, by report, in the reading's order.
    pub claims: Vec<Claim>,
    /// The notes of those readings, in the same order.
    pub notes: Vec<(ReportId, Note)>,
    /// The judgements in force, by id.
    pub judgements: Vec<Judgement>,
}

impl Store {
    /// What is here: cheap, so that whoever keeps a record at hand may ask at every look.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mark(&self) -> std::result::Result<Mark, RecordError> {
        self.ask(Mark::of)
    }

    /// The reports, by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn report_ids(&self) -> std::result::Result<Vec<ReportId>, RecordError> {
        let question = "SELECT id FROM report ORDER BY id";
        self.ask(|database| database.all(question, &[], |row| row.get(0).map(ReportId)))
    }

    /// Whether the report is here.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn has(&self, id: &ReportId) -> std::result::Result<bool, RecordError> {
        self.ask(|database| Ok(rows::row_of(database, id)?.is_some()))
    }

    /// The reading of a report that is in force, the one made last; `None` where the report is not here.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn latest_reading(&self, report: &ReportId) -> std::result::Result<Option<ReadingId>, RecordError> {
        let question = "SELECT g.id FROM report r JOIN reading g ON g.report = r.seq
             WHERE r.id = ?1 ORDER BY g.at DESC, g.seq DESC LIMIT 1";
        let id = |row: &Row<'_>| row.get(0).map(ReadingId);
        self.ask(|database| database.one(question, values![&report.0], id))
    }

    /// What was here at the end of the second `as_of`; by default, what is here now.
    ///
    /// # Errors
    /// When `as_of` is no moment, or the store cannot be read.
    pub fn material(&self, as_of: Option<&str>) -> std::result::Result<Material, RecordError> {
        Ok(self.material_but(as_of, &|_| false)?.0)
    }

    /// What is here now, and the mark of it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn material_marked(&self) -> std::result::Result<(Material, Mark), RecordError> {
        self.look(|database| Ok((material(database, None, &|_| false)?.0, Mark::of(database)?)))
    }

    /// The same without the claims, notes and imprints of reports that are at hand, where the reading in force then is
    /// the one in force now; those reports are given beside it.
    ///
    /// # Errors
    /// As [`Store::material`].
    pub fn material_but(
        &self,
        as_of: Option<&str>,
        at_hand: &dyn Fn(&ReportId) -> bool,
    ) -> std::result::Result<(Material, BTreeSet<ReportId>), RecordError> {
        let as_of = as_of.map(moment).transpose()?;
        self.look(|database| material(database, as_of, at_hand))
    }

    /// The judgements in force at the end of the second `as_of`; by default, those in force now.
    /// By id.
    ///
    /// # Errors
    /// As [`Store::material`].
    pub fn judgements(&self, as_of: Option<&str>) -> std::result::Result<Vec<Judgement>, RecordError> {
        let as_of = as_of.map(moment).transpose()?;
        self.ask(|database| judgements(database, as_of))
    }

    /// A report, whole: with its bytes, their map, and what of its text is page furniture.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn report(&self, id: &ReportId) -> std::result::Result<Option<Report>, RecordError> {
        let question = format!("{REPORT} WHERE r.id = ?1");
        self.ask(|database| database.one(&question, values![&id.0], rows::report))
    }

    /// The text of a report.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn text(&self, id: &ReportId) -> std::result::Result<Option<String>, RecordError> {
        let question = "SELECT text FROM report WHERE id = ?1";
        self.ask(|database| database.one(question, values![&id.0], |row| row.get(0)))
    }

    /// The reports that go by a name: a key or path under which one came, or else the opening
    /// digits of an id, with or without `sha256:`. By id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn find_report(&self, name: &str) -> std::result::Result<Vec<ReportId>, RecordError> {
        self.look(|database| find_report(database, name))
    }
}

fn find_report(database: &Database, name: &str) -> Result<Vec<ReportId>> {
    let named = ids(
        database,
        "SELECT DISTINCT r.id FROM arrival a JOIN report r ON r.seq = a.report
         WHERE a.key = ?1 OR a.path = ?1 ORDER BY r.id",
        name,
    )?;
    let digits = name.strip_prefix("sha256:").unwrap_or(name).to_ascii_lowercase();
    if !named.is_empty() || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(named);
    }
    let opening = format!("sha256:{digits}");
    ids(database, "SELECT id FROM report WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id", &opening)
}

fn ids(database: &Database, question: &str, name: &str) -> Result<Vec<ReportId>> {
    database.all(question, values![name], |row| row.get(0).map(ReportId))
}

fn material(
    database: &Database,
    as_of: Option<&str>,
    at_hand: &dyn Fn(&ReportId) -> bool,
) -> Result<(Material, BTreeSet<ReportId>)> {
    let question = format!("{CARD} WHERE ?1 IS NULL OR added <= ?1 ORDER BY r.id");
    let mut cards: Vec<ReportCard> = database.all(&question, values![as_of], rows::card)?;

    let (mut claims, mut notes, mut same) = (Vec::new(), Vec::new(), BTreeSet::new());
    // A store of an older format that is only looked at has no imprints.
    let (imprint, join) = if rows::has_imprints(database)? {
        ("i.body", "LEFT JOIN imprint i ON i.reading = g.seq")
    } else {
        ("NULL", "")
    };
    let question = format!(
        "SELECT r.id, g.claims, g.notes, {imprint}, ?1 IS NULL OR g.seq = (
             SELECT seq FROM reading WHERE report = r.seq ORDER BY at DESC, seq DESC LIMIT 1)
         FROM report r JOIN reading g ON g.seq = (
             SELECT seq FROM reading WHERE report = r.seq AND (?1 IS NULL OR at <= ?1)
             ORDER BY at DESC, seq DESC LIMIT 1) {join}
         WHERE ?1 IS NULL OR r.added <= ?1 ORDER BY r.id",
    );
    let read = |row: &Row<'_>| {
        let report = ReportId(row.get(0)?);
        if row.get(4)? && at_hand(&report) { Ok(Err(report)) } else { Packed::of(report, row).map(Ok) }
    };
    let readings = database.rows(&question, values![as_of], read, |packed| {
        let packed = packed.filter_map(|read| match read {
            Ok(Err(report)) => {
                same.insert(report);
                None
            }
            Ok(Ok(packed)) => Some(Ok(packed)),
            Err(error) => Some(Err(error)),
        });
        crew::each(packed, Packed::unpack)
    })??;
    for reading in readings {
        claims.extend(reading.claims);
        if let Ok(at) = cards.binary_search_by(|card| card.id.cmp(&reading.report)) {
            cards[at].imprint = reading.imprint;
        }
        notes.extend(reading.notes.into_iter().map(|note| (reading.report.clone(), note)));
    }

    let judgements = judgements(database, as_of)?;
    Ok((Material { cards, claims, notes, judgements }, same))
}

pub(crate) fn judgements(database: &Database, as_of: Option<&str>) -> Result<Vec<Judgement>> {
    let question = "SELECT j.body FROM judgement j LEFT JOIN withdrawal w ON w.judgement = j.seq
         WHERE (?1 IS NULL OR j.at <= ?1) AND (w.at IS NULL OR w.at > ?1) ORDER BY j.id";
    database.all(question, values![as_of], |row| rows::from_json(row, 0))
}
