//! Adds judgements to the store and withdraws them. Knows which setting of a field a new one
//! replaces; what a judgement does to reports and claims is for others to say.

use std::collections::BTreeMap;

use chancery_model::{Judgement, JudgementId, JudgementKind, Subject};
use rusqlite::{Connection, Result, params};

use crate::rows::to_json;
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
        self.write(|transaction| insert(transaction, judgement))
    }

    /// Withdraws a judgement; `false` where there is none in force of that id.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn withdraw(&mut self, id: &JudgementId, at: &str) -> std::result::Result<bool, RecordError> {
        let at = moment(at)?;
        self.write(|transaction| withdraw(transaction, id, at))
    }
}

/// The judgements in force that set a field, by subjects and field.
#[derive(Default)]
pub(crate) struct Rulings(BTreeMap<(Vec<Subject>, String), Vec<JudgementId>>);

impl Rulings {
    pub(crate) fn in_force(connection: &Connection) -> Result<Self> {
        let mut rulings = Self::default();
        for judgement in read::judgements(connection, None)? {
            if let JudgementKind::Set { field, .. } = judgement.kind {
                rulings.0.entry((judgement.subjects, field)).or_default().push(judgement.id);
            }
        }
        Ok(rulings)
    }

    /// Adds a judgement; one that sets a field takes the place of those that set it before.
    pub(crate) fn put(&mut self, connection: &Connection, judgement: &Judgement, at: &str) -> Result<()> {
        let JudgementKind::Set { field, .. } = &judgement.kind else {
            return insert(connection, judgement).map(drop);
        };
        let before = self.0.entry((judgement.subjects.clone(), field.clone())).or_default();
        if before.contains(&judgement.id) {
            return Ok(());
        }
        for id in before.drain(..) {
            withdraw(connection, &id, at)?;
        }
        before.push(insert_anew(connection, judgement)?);
        Ok(())
    }
}

/// Adds a judgement that is not in force, and gives its id. Moments are seconds: one that was made,
/// withdrawn and made again within a second bears the id of the one withdrawn, and gets another.
fn insert_anew(connection: &Connection, judgement: &Judgement) -> Result<JudgementId> {
    let mut judgement = judgement.clone();
    while !insert(connection, &judgement)? {
        let Judgement { id, kind, subjects, by, .. } = &judgement;
        judgement.id = JudgementId::of(kind, subjects, by, &format!("{} after {id}", judgement.at));
    }
    Ok(judgement.id)
}

fn insert(connection: &Connection, judgement: &Judgement) -> Result<bool> {
    // When it was withdrawn is told by the withdrawal alone.
    let body = to_json(&Judgement { withdrawn: None, ..judgement.clone() })?;
    let added = connection.execute(
        "INSERT INTO judgement (id, at, body) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![judgement.id.0, judgement.at, body],
    )?;
    if let (1, Some(at)) = (added, &judgement.withdrawn) {
        withdraw(connection, &judgement.id, at)?;
    }
    Ok(added == 1)
}

fn withdraw(connection: &Connection, id: &JudgementId, at: &str) -> Result<bool> {
    let rows = connection.execute(
        "INSERT INTO withdrawal (judgement, at) SELECT seq, ?2 FROM judgement WHERE id = ?1 ON CONFLICT DO NOTHING",
        params![id.0, at],
    )?;
    Ok(rows == 1)
}
