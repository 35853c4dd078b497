//! Dates for formats that know single dates only.

use chancery_model::{Edtf, PartialDate};

/// The first and the last date, as exactly as they are told; the first alone where there is one. None of a date that is
/// only about so: there is no way to say that, and without it the date would claim more than is known.
pub(crate) fn told(date: Edtf) -> (Option<String>, Option<String>) {
    let told = |date: PartialDate| date.to_string();
    match date {
        Edtf::Date { approximate: true, .. } => (None, None),
        Edtf::Date { date, approximate: false } => (Some(told(date)), None),
        Edtf::Interval { from, to } => (from.map(told), to.map(told)),
    }
}
