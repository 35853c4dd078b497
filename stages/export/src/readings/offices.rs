//! Offices that reports give somebody, a row each.

use chancery_model::{ClaimValue, OfficeValue};

use super::{ReadReport, Told, claims, told};
use crate::table::{Table, flag, text};
use crate::tables::{known, name};

type Row<'r> = Told<'r, OfficeValue>;

pub(super) fn table(read: &[ReadReport]) -> Table {
    let rows = told(read, |claim| match &claim.value {
        ClaimValue::Office(value) => Some(value),
        _ => None,
    });
    let columns = vec![
        text("holder", "who holds it", |r: &Row<'_>| Some(r.value.holder.actor.name.clone())),
        text("holder_id", "the holder's id", |r| Some(r.value.holder.actor.id.0.clone())),
        text("holder_for", "whom the holder acts for", |r| name(r.value.holder.acts_for.as_ref())),
        text("title", "the office, as the report calls it", |r| known(&r.value.title)),
        flag("former", "whether the holder held it once", |r| Some(r.value.former)),
    ];
    claims("offices", "an office that a report gives somebody", &rows, columns)
}
