//! What reports say, one by one: nothing is put together, and nothing stored.

use std::path::PathBuf;

use chancery_engine::Options;
use chancery_export::{ReadReport, readings};
use pyo3::prelude::*;

use crate::asked::date;
use crate::engines::engine;
use crate::fault::{error, tell};
use crate::handed::handed;
use crate::table::Table;

/// What reports say: a table for each kind of thing, a row for each time that a report tells it.
#[pyclass(frozen, module = "chancery")]
pub(crate) struct Reading {
    tables: Vec<Py<Table>>,
    problems: Vec<String>,
}

/// Reads reports and tells what each of them says.
///
/// `reports` is one report or any number of them: a text (`str`), a dictionary with `text` and any of `id`, `url`,
/// `title`, `outlet`, `author` and `published`, a path of a file or folder (`pathlib.Path`), or the bytes of a file.
/// `published` is the publication date of all of them, whatever they say themselves; `register` and `rules` are folders
/// with your own tables over the built-in ones. What cannot be read is skipped with a warning (`chancery.Skipped`); where
/// that is everything, `chancery.Error` is raised.
#[pyfunction]
#[pyo3(signature = (reports, *, published=None, register=None, rules=None, _before=0, _any=true))]
pub(crate) fn read(
    py: Python<'_>,
    reports: &Bound<'_, PyAny>,
    published: Option<&Bound<'_, PyAny>>,
    register: Option<PathBuf>,
    rules: Option<PathBuf>,
    _before: usize,
    _any: bool,
) -> PyResult<Reading> {
    let options = Options { published: date(published)? };
    let handed = handed(reports, _before)?;
    let engine = engine(py, register, rules)?;
    let (inputs, mut problems) = (handed.inputs, handed.problems);
    let mut read: Vec<ReadReport> = Vec::new();
    let tables: Vec<Table> = py.detach(|| {
        engine.read_each(
            &inputs,
            &options,
            |way| ReadReport::of(way.document.report, way.reading.claims.clone()),
            |told| -> PyResult<()> {
                match told {
                    Ok(report) => read.push(report),
                    Err(problem) => problems.push(problem),
                }
                // Whoever presses Ctrl-C need not wait for the last of many.
                if read.len().is_multiple_of(32) { Python::attach(|py| py.check_signals()) } else { Ok(()) }
            },
        )?;
        readings(&read).iter().map(Table::of).collect::<Result<_, _>>().map_err(error)
    })?;
    // In the middle of a stream a batch of which nothing can be read is no end.
    tell(py, &problems, !(read.is_empty() && _any))?;
    let tables = tables.into_iter().map(|table| Py::new(py, table)).collect::<PyResult<_>>()?;
    Ok(Reading { tables, problems })
}

impl Reading {
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Py<Table>> {
        let found = self.tables.iter().find(|table| table.get().named() == name);
        found.map(|table| table.clone_ref(py)).ok_or_else(|| error(format!("there is no table `{name}`")))
    }
}

#[pymethods]
impl Reading {
    /// The reports, with their texts, which all offsets index.
    #[getter]
    fn reports(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "reports")
    }

    /// Events: engagements, and acts of one side.
    #[getter]
    fn events(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "events")
    }

    /// Where somebody stands on an issue.
    #[getter]
    fn positions(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "positions")
    }

    /// Plans and texts on the table.
    #[getter]
    fn proposals(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "proposals")
    }

    /// What somebody undertook.
    #[getter]
    fn pledges(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "pledges")
    }

    /// Somebody's words.
    #[getter]
    fn statements(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "statements")
    }

    /// Offices that reports give somebody.
    #[getter]
    fn offices(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "offices")
    }

    /// All tables, by name.
    #[getter]
    fn tables(&self, py: Python<'_>) -> std::collections::BTreeMap<String, Py<Table>> {
        self.tables.iter().map(|table| (table.get().named().to_owned(), table.clone_ref(py))).collect()
    }

    /// What could not be read, a sentence each.
    #[getter]
    fn problems(&self) -> Vec<String> {
        self.problems.clone()
    }

    fn __repr__(&self) -> String {
        let count = |table: &Py<Table>| {
            let (rows, name) = (table.get().rows_told(), table.get().named());
            chancery_view::counted(rows, name.strip_suffix('s').unwrap_or(name))
        };
        format!("<chancery.Reading: {}>", self.tables.iter().map(count).collect::<Vec<_>>().join(", "))
    }
}
