//! Counts what a store holds.

use std::collections::BTreeMap;

use chancery_model::ClaimKind;
use serde::Deserialize;

use crate::database::{Database, Failure, Result};
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

fn status(database: &Database) -> Result<Status> {
    let count = |table: &str| {
        let number = database.only(&format!("SELECT count(*) FROM {table}"), |row| row.get::<i64>(0))?;
        Ok::<_, Failure>(usize::try_from(number).expect("rows are addressable"))
    };
    let added = |end: &str| database.only(&format!("SELECT {end}(added) FROM report"), |row| row.get(0));
    let withdrawn = count("withdrawal")?;
    let reports = count("report")?;
    Ok(Status {
        reports,
        copies: reports - count("(SELECT DISTINCT text_hash, outlet, day FROM report) AS told_apart")?,
        readings: count("reading")?,
        claims: claims(database)?,
        judgements: count("judgement")? - withdrawn,
        withdrawn,
        arrivals: count("arrival")?,
        format: database.format()?,
        size: database.size()?.unsigned_abs(),
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

fn claims(database: &Database) -> Result<BTreeMap<ClaimKind, usize>> {
    let question = "SELECT g.claims FROM report r JOIN reading g ON g.seq = (
         SELECT seq FROM reading WHERE report = r.seq ORDER BY at DESC, seq DESC LIMIT 1)";
    let mut kinds = BTreeMap::new();
    database.each(question, &[], |row| {
        for claim in from_json::<Vec<Counted>>(row, 0)? {
            *kinds.entry(claim.anchor.kind).or_default() += 1;
        }
        Ok::<_, Failure>(())
    })?;
    Ok(kinds)
}
