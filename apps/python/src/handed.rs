//! What Python hands over to be read: texts, bytes, records of a data frame, paths.

use std::path::PathBuf;

use chancery_engine::Input;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyMapping, PyString};
use serde_json::{Map, Number, Value};

/// Inputs, and what is wrong with the others.
#[derive(Debug, Default)]
pub(crate) struct Handed {
    pub(crate) inputs: Vec<Input>,
    pub(crate) problems: Vec<String>,
}

/// The inputs that `reports` is: one report, or any number of them in anything that can be gone through. Those that
/// bear no name are named by their place, of which `before` have gone before.
pub(crate) fn handed(reports: &Bound<'_, PyAny>, before: usize) -> PyResult<Handed> {
    let mut handed = Handed::default();
    if is_one(reports)? {
        handed.take(reports, before + 1)?;
        return Ok(handed);
    }
    let all = reports.try_iter().map_err(|_| strange(reports))?;
    for (at, report) in all.enumerate() {
        handed.take(&report?, before + at + 1)?;
    }
    Ok(handed)
}

/// Whether it is one report.
fn is_one(report: &Bound<'_, PyAny>) -> PyResult<bool> {
    let is_whole = report.is_instance_of::<PyString>() || report.is_instance_of::<PyBytes>();
    Ok(is_whole || is_mapping(report) || report.hasattr("__fspath__")?)
}

/// A data frame answers to the name of no mapping, though it looks like one.
fn is_mapping(report: &Bound<'_, PyAny>) -> bool {
    report.is_instance_of::<PyDict>() || report.cast::<PyMapping>().is_ok()
}

fn strange(report: &Bound<'_, PyAny>) -> PyErr {
    let kind = report.get_type().name().map_or_else(|_| "object".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!(
        "a report is a text (str), a dict with its `text`, a path (pathlib.Path) or the bytes of a file, not {kind}"
    ))
}

impl Handed {
    fn take(&mut self, report: &Bound<'_, PyAny>, number: usize) -> PyResult<()> {
        let name = || format!("report-{number}");
        if let Ok(text) = report.cast::<PyString>() {
            match text.extract::<String>() {
                Ok(text) => self.inputs.push(Input::Held(name(), text.into_bytes())),
                Err(_) => self.broken(&name()),
            }
        } else if let Ok(bytes) = report.cast::<PyBytes>() {
            self.inputs.push(Input::Held(name(), bytes.as_bytes().to_vec()));
        } else if let Some((path, content)) = file(report)? {
            self.inputs.push(Input::Sent(path, content));
        } else if is_mapping(report) {
            match object(report)? {
                Some(object) => self.inputs.push(Input::Held(name(), Value::from(object).to_string().into_bytes())),
                None => self.broken(&name()),
            }
        } else if report.hasattr("__fspath__")? {
            match chancery_engine::list(&report.extract::<PathBuf>()?) {
                Ok(listed) => self.inputs.extend(listed),
                Err(problem) => self.problems.push(problem.to_string()),
            }
        } else {
            return Err(strange(report));
        }
        Ok(())
    }

    fn broken(&mut self, name: &str) {
        self.problems
            .push(format!("`{name}` holds half a surrogate pair, which is no character; save the report again"));
    }
}

/// The name and bytes of a file, where a record is one: `path` and `content`, as Spark and others hand files over.
fn file(record: &Bound<'_, PyAny>) -> PyResult<Option<(PathBuf, Vec<u8>)>> {
    let Ok(record) = record.cast::<PyDict>() else { return Ok(None) };
    let (Some(path), Some(content)) = (record.get_item("path")?, record.get_item("content")?) else { return Ok(None) };
    let Ok(content) = content.cast::<PyBytes>() else { return Ok(None) };
    Ok(Some((path.extract()?, content.as_bytes().to_vec())))
}

/// A record as a JSON object; `None` where its words are no Unicode.
fn object(record: &Bound<'_, PyAny>) -> PyResult<Option<Map<String, Value>>> {
    let mut object = Map::new();
    for item in record.cast::<PyMapping>()?.items()?.iter() {
        let (key, told): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        let Ok(key) = key.cast::<PyString>() else {
            return Err(PyTypeError::new_err(format!("the keys of a report are str, and {key} is none")));
        };
        let (Ok(key), Some(value)) = (key.extract::<String>(), value(&told)?) else { return Ok(None) };
        object.insert(key, value);
    }
    Ok(Some(object))
}

/// A value as JSON has it: days and moments as ISO 8601, what is no number as null.
fn value(told: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
    Ok(Some(if told.is_none() {
        Value::Null
    } else if let Ok(words) = told.cast::<PyString>() {
        let Ok(words) = words.extract::<String>() else { return Ok(None) };
        Value::String(words)
    } else if let Ok(flag) = told.cast::<PyBool>() {
        Value::Bool(flag.is_true())
    } else if told.is_instance_of::<PyInt>() {
        told.extract::<i64>().map_or_else(|_| Value::String(told.to_string()), Value::from)
    } else if told.is_instance_of::<PyFloat>() {
        Number::from_f64(told.extract()?).map_or(Value::Null, Value::Number)
    } else if told.hasattr("isoformat")? {
        Value::String(told.call_method0("isoformat")?.extract()?)
    } else if is_mapping(told) {
        let Some(object) = object(told)? else { return Ok(None) };
        Value::Object(object)
    } else {
        let all = told.try_iter().map_err(|_| {
            PyTypeError::new_err(format!("a report is told in str, numbers, days and lists of them, not in {told}"))
        })?;
        let mut items = Vec::new();
        for item in all {
            let Some(item) = value(&item?)? else { return Ok(None) };
            items.push(item);
        }
        Value::Array(items)
    }))
}
