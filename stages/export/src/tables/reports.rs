//! Reports, a row each.

use chancery_model::{Edtf, ReportCard};

use super::edtf;
use crate::source::Source;
use crate::table::{Table, day, key, text};

pub(super) fn table(source: &Source<'_>) -> Table {
    of(&source.record().reports.iter().collect::<Vec<_>>())
}

/// The table of these reports.
pub(crate) fn of(rows: &[&ReportCard]) -> Table {
    Table::of(
        "reports",
        "one report as it was received",
        rows,
        vec![
            key("id", "`sha256:` and the hash of the bytes received", |r: &&ReportCard| Some(r.id.0.clone())),
            text("key", "the input's own id, or the stem of its file", |r| Some(r.key.clone())),
            text("title", "headline", |r| r.title.clone()),
            text("outlet", "publisher, as the report names it", |r| r.outlet.clone()),
            text("byline", "who signs it", |r| r.byline.clone()),
            text("url", "its address", |r| r.url.clone()),
            text("path", "where it was read from", |r| r.path.clone()),
            text("published", "publication date, EDTF", |r| edtf(r.published.edtf)),
            day("published_day", "the same, where it is one day", |r| r.published.edtf.and_then(Edtf::single_day)),
            text("published_basis", "how that is known: given, metadata, byline, url or dateline", |r| {
                r.published.basis.map(|b| b.as_str().to_owned())
            }),
            text("written", "of a report without a date, when it can have been written, EDTF", |r| {
                edtf(r.bounds.as_ref().map(|b| b.edtf))
            }),
            text("language", "ISO 639-1", |r| r.language.clone()),
            text("text_hash", "`sha256:` and the hash of its text, which all offsets index", |r| {
                Some(r.text_hash.clone())
            }),
        ],
    )
}
