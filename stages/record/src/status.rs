//! Counts what a store holds.

use std::collections::BTreeMap;

use chancery_model::ClaimKind;
use rusqlite::{Connection, Result};
use serde::Deserialize;

use crate::rows::from_json;
use crate::{RecordError, Store};

/// What a store holds, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Reports.
    pub reports: usize,
    /// Those of them whose text, outlet and day another has too, by the dates they themselves
    /// tell: the record shows one of each.
    pub copies: usize,
    /// Readings, of all versions.
    pub readings: usize,
    /// Claims of the readings in force.
    pub claims: BTreeMap<ClaimKind, usize>,
    /// Judgements in force.
    pub judgements: usize,
    /// Judgements withdrawn.
    pub withdrawn: usize,
    /// Names under which reports came; more than the reports where some came again.
    pub arrivals: usize,
    /// Format of the store.
    pub format: u32,
    /// Size of the store in bytes.
    pub size: u64,
    /// When the first report was added.
    pub first_added: Option<String>,
    /// When the last report was added.
    pub last_added: Option<String>,
}

impl Store {
    /// Counts what is here.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn status(&self) -> std::result::Result<Status, RecordError> {
        self.look(status)
    }
}

fn status(connection: &Connection) -> Result<Status> {
    let number = |question: &str| connection.query_row(question, (), |row| row.get::<_, i64>(0)).map(i64::unsigned_abs);
    let count = |table: &str| {
        number(&format!("SELECT count(*) FROM {table}")).map(|n| usize::try_from(n).expect("rows are addressable"))
    };
    let added = |end: &str| connection.query_row(&format!("SELECT {end}(added) FROM report"), (), |row| row.get(0));
    let withdrawn = count("withdrawal")?;
    let reports = count("report")?;
    Ok(Status {
        reports,
        copies: reports - count("(SELECT DISTINCT text_hash, outlet, day FROM report)")?,
        readings: count("reading")?,
        claims: claims(connection)?,
        judgements: count("judgement")? - withdrawn,
        withdrawn,
        arrivals: count("arrival")?,
        format: connection.pragma_query_value(None, "user_version", |row| row.get(0))?,
        size: number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
        first_added: added("min")?,
        last_added: added("max")?,
    })
}

/// Of a claim, only what is counted: the rest is passed over unread.
#[derive(Deserialize)]
struct Counted {
    anchor: CountedAnchor,
}

#[derive(Deserialize)]
struct CountedAnchor {
    kind: ClaimKind,
}

fn claims(connection: &Connection) -> Result<BTreeMap<ClaimKind, usize>> {
    let mut question = connection.prepare_cached(
        "SELECT g.claims FROM report r JOIN reading g ON g.seq = (
             SELECT seq FROM reading WHERE report = r.seq ORDER BY at DESC, seq DESC LIMIT 1)",
    )?;
    let mut kinds = BTreeMap::new();
    let mut rows = question.query(())?;
    while let Some(row) = rows.next()? {
        for claim in from_json::<Vec<Counted>>(row, 0)? {
            *kinds.entry(claim.anchor.kind).or_default() += 1;
        }
    }
    Ok(kinds)
}
