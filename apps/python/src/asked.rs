//! Days and moments, as Python tells them: words, `datetime.date`, `datetime.datetime`.

use chancery_model::{Day, Edtf};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// How something is told in words: a date as ISO 8601.
fn words(told: &Bound<'_, PyAny>) -> PyResult<String> {
    let iso = if told.hasattr("isoformat")? { told.call_method0("isoformat")? } else { told.clone() };
    iso.extract()
}

/// A day.
pub(crate) fn day(told: &Bound<'_, PyAny>) -> PyResult<Day> {
    let words = words(told)?;
    words.parse().map_err(|_| PyValueError::new_err(format!("`{words}` is not a day; write it like 2025-12-08")))
}

/// A day, where one is told.
pub(crate) fn may_be_day(told: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Day>> {
    told.map(day).transpose()
}

/// A date of EDTF, where one is told.
pub(crate) fn date(told: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Edtf>> {
    let Some(told) = told else { return Ok(None) };
    let words = words(told)?;
    words.parse().map(Some).map_err(|fault: chancery_model::EdtfError| PyValueError::new_err(fault.to_string()))
}

/// A moment in UTC to the second; a day counts to its end.
pub(crate) fn moment(told: &Bound<'_, PyAny>) -> PyResult<String> {
    let words = words(told)?;
    if let Ok(day) = words.parse::<Day>()
        && !words.contains(['T', 't', ' '])
    {
        return Ok(format!("{day}T23:59:59Z"));
    }
    let moment: jiff::Timestamp = words.parse().map_err(|_| {
        PyValueError::new_err(format!("`{words}` is not a moment; write it like 2025-12-08 or 2025-12-08T09:30:00Z"))
    })?;
    Ok(moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
