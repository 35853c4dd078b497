//! Takes reports, gives the acts of reporting they go back to. Reports with the same text go back
//! to one; whether two texts were written from one source is not decided here.

use std::collections::{BTreeMap, HashMap};

use chancery_model::{Origin, ReportCard, ReportId};

/// The origin of each report: copies of one text have one voice.
pub(crate) fn voices(reports: &[ReportCard]) -> HashMap<&ReportId, &str> {
    reports.iter().map(|report| (&report.id, report.text_hash.as_str())).collect()
}

/// The origins, by hash of the text.
pub(crate) fn origins(reports: &[ReportCard]) -> Vec<Origin> {
    let mut by_text: BTreeMap<&str, Vec<ReportId>> = BTreeMap::new();
    for report in reports {
        by_text.entry(&report.text_hash).or_default().push(report.id.clone());
    }
    by_text
        .into_iter()
        .map(|(text, mut reports)| {
            reports.sort();
            Origin { id: text.to_owned(), reports }
        })
        .collect()
}
