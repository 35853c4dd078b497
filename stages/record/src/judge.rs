//! Adds judgements to the store and withdraws them. Knows which setting of a field a new one
//! replaces; what a judgement does to reports and claims is for others to say.

use std::collections::BTreeMap;

use chancery_model::{Judgement, JudgementId, JudgementKind, Subject};

use crate::database::{Database, Result, Row, values};
use crate::rows::{from_json, to_json};
use crate::{RecordError, Store, moment, read};

impl Store {
    /// Adds a judgement beside those that are here; `false` where it is here already, withdrawn or
    /// not.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn judge(&mut self, judgement: &Judgement) -> std::result::Result<bool, RecordError> {
        moment(&judgement.at)?;
        judgement.withdrawn.as_deref().map(moment).transpose()?;
        self.write(|database| insert(database, judgement))
    }

    /// Adds a judgement made in view of what was judged `so_far`; `None`, and nothing added, where more was
    /// judged or withdrawn meanwhile. One that was made, withdrawn and made again within a second gets an
    /// id of its own, which is given.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn judge_in_view(
        &mut self,
        judgement: &Judgement,
        so_far: Docket,
    ) -> std::result::Result<Option<JudgementId>, RecordError> {
        moment(&judgement.at)?;
        self.write(|database| {
            if docket(database)? != so_far {
                return Ok(None);
            }
            insert_anew(database, judgement).map(Some)
        })
    }

    /// How much has been judged and withdrawn here so far.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn docket(&self) -> std::result::Result<Docket, RecordError> {
        self.ask(docket)
    }

    /// Every judgement ever made, those withdrawn with the moment of it, in order of their making, then by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn all_judgements(&self) -> std::result::Result<Vec<Judgement>, RecordError> {
        self.ask(|database| {
            let question = "SELECT j.body, w.at FROM judgement j LEFT JOIN withdrawal w ON w.judgement = j.seq
                 ORDER BY j.at, j.id";
            let read = |row: &Row<'_>| Ok(Judgement { withdrawn: row.get(1)?, ..from_json(row, 0)? });
            database.all(question, &[], read)
        })
    }

    /// Withdraws a judgement; `false` where there is none in force of that id.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn withdraw(&mut self, id: &JudgementId, at: &str) -> std::result::Result<bool, RecordError> {
        let at = moment(at)?;
        self.write(|database| withdraw(database, id, at))
    }
}

/// How much has been judged and withdrawn in a store: whoever judges in view of a record must judge again where
/// this has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Docket {
    judged: i64,
    withdrawn: i64,
}

fn docket(database: &Database) -> Result<Docket> {
    let question = "SELECT (SELECT count(*) FROM judgement), (SELECT count(*) FROM withdrawal)";
    database.only(question, |row| Ok(Docket { judged: row.get(0)?, withdrawn: row.get(1)? }))
}

/// The judgements in force that set a field, by subjects and field.
#[derive(Default)]
pub(crate) struct Rulings(BTreeMap<(Vec<Subject>, String), Vec<JudgementId>>);

impl Rulings {
    pub(crate) fn in_force(database: &Database) -> Result<Self> {
        let mut rulings = Self::default();
        for judgement in read::judgements(database, None)? {
            if let JudgementKind::Set { field, .. } = judgement.kind {
                rulings.0.entry((judgement.subjects, field)).or_default().push(judgement.id);
            }
        }
        Ok(rulings)
    }

    /// Adds a judgement; one that sets a field takes the place of those that set it before.
    pub(crate) fn put(&mut self, database: &Database, judgement: &Judgement, at: &str) -> Result<()> {
        let JudgementKind::Set { field, .. } = &judgement.kind else {
            return insert(database, judgement).map(drop);
        };
        let before = self.0.entry((judgement.subjects.clone(), field.clone())).or_default();
        if before.contains(&judgement.id) {
            return Ok(());
        }
        for id in before.drain(..) {
            withdraw(database, &id, at)?;
        }
        before.push(insert_anew(database, judgement)?);
        Ok(())
    }
}

/// Adds a judgement that is not in force, and gives its id. Moments are seconds: one that was made,
/// withdrawn and made again within a second bears the id of the one withdrawn, and gets another.
fn insert_anew(database: &Database, judgement: &Judgement) -> Result<JudgementId> {
    let mut judgement = judgement.clone();
    while !insert(database, &judgement)? {
        let Judgement { id, kind, subjects, by, .. } = &judgement;
        judgement.id = JudgementId::of(kind, subjects, by, &format!("{} after {id}", judgement.at));
    }
    Ok(judgement.id)
}

fn insert(database: &Database, judgement: &Judgement) -> Result<bool> {
    // When it was withdrawn is told by the withdrawal alone.
    let body = to_json(&Judgement { withdrawn: None, ..judgement.clone() })?;
    let added = insert_body(database, &judgement.id, &judgement.at, &body)?;
    if let (true, Some(at)) = (added, &judgement.withdrawn) {
        withdraw(database, &judgement.id, at)?;
    }
    Ok(added)
}

/// Adds a judgement as it lies in its column; `false` where one of that id is here.
pub(crate) fn insert_body(database: &Database, id: &JudgementId, at: &str, body: &str) -> Result<bool> {
    let command = "INSERT INTO judgement (id, at, body) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    Ok(database.execute(command, values![&id.0, at, body])? == 1)
}

pub(crate) fn withdraw(database: &Database, id: &JudgementId, at: &str) -> Result<bool> {
    let command =
        "INSERT INTO withdrawal (judgement, at) SELECT seq, ?2 FROM judgement WHERE id = ?1 ON CONFLICT DO NOTHING";
    Ok(database.execute(command, values![&id.0, at])? == 1)
}
