//! A record that Python holds: of a store, or of reports read into memory.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use chancery_engine::record::{Place, Store};
use chancery_engine::{Collected, Engine, Link, Options, Stored};
use chancery_export::tables;
use chancery_model::{ClaimId, Day, Snapshot};
use chancery_view::{Narrowed, record_json};
use pyo3::prelude::*;

use crate::asked::{date, may_be_day, moment};
use crate::engines::{engine, setting};
use crate::fault::{error, tell};
use crate::handed::handed;
use crate::spread::carried_from;
use crate::table::Table;

/// The record of a store, or of reports: what happened, who stands where, what is on the table, as far as all reports
/// tell, and as it stood when it was opened.
///
/// `path` is the store, a file or `postgresql://…` (by default that of the environment's `CHANCERY_STORE`, else `record.chancery` in this folder);
/// `as_of` the moment as of which it is looked at, `now` the day that counts as today, `process` the negotiation that the
/// record is narrowed to, `register` and `rules` folders with your own tables over the built-in ones.
#[pyclass(frozen, module = "chancery")]
pub(crate) struct Record {
    pub(crate) engine: Arc<Engine>,
    pub(crate) whole: Whole,
    pub(crate) place: Option<Place>,
    pub(crate) as_of: Option<String>,
    pub(crate) now: Option<Day>,
    /// The key of the negotiation.
    process: Option<String>,
    tables: OnceLock<Vec<Py<Table>>>,
}

/// All of a record, whichever negotiation is asked for.
pub(crate) enum Whole {
    Stored(Stored),
    Collected(Collected),
}

impl Whole {
    pub(crate) fn snapshot(&self) -> &dyn Snapshot {
        match self {
            Self::Stored(stored) => stored,
            Self::Collected(collected) => collected,
        }
    }
}

impl Record {
    fn new(engine: Arc<Engine>, whole: Whole, now: Option<Day>, process: Option<&str>) -> PyResult<Self> {
        // A name that the tables know leads to the key.
        let process = process.map(str::trim).map(|asked| {
            let mut known = engine.data().processes.iter();
            let named = known.find(|(_, process)| process.name.eq_ignore_ascii_case(asked));
            named.map_or_else(|| asked.to_owned(), |(key, _)| key.clone())
        });
        let made = Self { engine, whole, place: None, as_of: None, now, process, tables: OnceLock::new() };
        // A negotiation that is not there is told at once.
        made.ask(|_| Ok(()))?;
        Ok(made)
    }

    /// The negotiation that it is narrowed to.
    pub(crate) fn process(&self) -> Option<&str> {
        self.process.as_deref()
    }

    /// Asks something of what is shown of the record.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&dyn Snapshot) -> PyResult<T>) -> PyResult<T> {
        let whole = self.whole.snapshot();
        match &self.process {
            Some(key) => question(&Narrowed::to(whole, key).map_err(error)?),
            None => question(whole),
        }
    }

    fn all_tables(&self, py: Python<'_>) -> PyResult<&[Py<Table>]> {
        if let Some(made) = self.tables.get() {
            return Ok(made);
        }
        let made: Vec<Table> = py.detach(|| {
            self.ask(|snapshot| {
                let all = tables(snapshot, self.engine.data());
                all.iter().map(Table::of).collect::<Result<_, _>>().map_err(error)
            })
        })?;
        let made = made.into_iter().map(|table| Py::new(py, table)).collect::<PyResult<_>>()?;
        Ok(self.tables.get_or_init(|| made))
    }

    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Py<Table>> {
        let found = self.all_tables(py)?.iter().find(|table| table.get().named() == name);
        found.map(|table| table.clone_ref(py)).ok_or_else(|| error(format!("there is no table `{name}`")))
    }
}

#[pymethods]
impl Record {
    #[new]
    #[pyo3(signature = (path=None, *, as_of=None, now=None, process=None, register=None, rules=None))]
    fn open(
        py: Python<'_>,
        path: Option<PathBuf>,
        as_of: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        process: Option<&str>,
        register: Option<PathBuf>,
        rules: Option<PathBuf>,
    ) -> PyResult<Self> {
        let place =
            path.or_else(|| setting("CHANCERY_STORE")).map_or_else(|| Place::from("record.chancery"), Place::from);
        let (as_of, now) = (as_of.map(moment).transpose()?, may_be_day(now)?);
        // Opened before the knowledge is loaded, so that a wrong path is told at once.
        let store = py.detach(|| Store::open_read_only(&place)).map_err(error)?;
        let engine = engine(py, register, rules)?;
        let stored = py.detach(|| engine.snapshot(store, as_of.as_deref(), now)).map_err(error)?;
        let made = Self::new(engine, Whole::Stored(stored), now, process)?;
        Ok(Self { place: Some(place), as_of, ..made })
    }

    /// The record of reports, in memory: nothing is stored. `reports` and `published` are as in `chancery.read`.
    #[staticmethod]
    #[pyo3(signature = (reports, *, published=None, now=None, process=None, register=None, rules=None))]
    fn of(
        py: Python<'_>,
        reports: &Bound<'_, PyAny>,
        published: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        process: Option<&str>,
        register: Option<PathBuf>,
        rules: Option<PathBuf>,
    ) -> PyResult<Self> {
        let (options, now) = (Options { published: date(published)? }, may_be_day(now)?);
        let handed = handed(reports, 0)?;
        let engine = engine(py, register, rules)?;
        let (collected, unread) = py.detach(|| engine.gather(&handed.inputs, &options, now, &mut |_| {}));
        let problems: Vec<String> = handed.problems.into_iter().chain(unread).collect();
        tell(py, &problems, !collected.record().reports.is_empty())?;
        Self::new(engine, Whole::Collected(collected), now, process)
    }

    /// The record of reports that were read elsewhere, with the links that blocks of their claims found.
    #[staticmethod]
    #[pyo3(signature = (carried, links, *, now=None, process=None, register=None, rules=None))]
    fn _linked(
        py: Python<'_>,
        carried: Vec<Vec<u8>>,
        links: Vec<(String, String, u32)>,
        now: Option<&Bound<'_, PyAny>>,
        process: Option<&str>,
        register: Option<PathBuf>,
        rules: Option<PathBuf>,
    ) -> PyResult<Self> {
        let (engine, now) = (engine(py, register, rules)?, may_be_day(now)?);
        let links: Vec<Link> =
            links.into_iter().map(|(a, b, score)| Link { a: ClaimId(a), b: ClaimId(b), score }).collect();
        let collected = py.detach(|| Ok::<_, PyErr>(engine.gather_linked(carried_from(&carried)?, &links, now)))?;
        Self::new(engine, Whole::Collected(collected), now, process)
    }

    /// The reports, without their texts.
    #[getter]
    fn reports(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "reports")
    }

    /// Whoever acts or speaks.
    #[getter]
    fn actors(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "actors")
    }

    /// Engagements, with all that any report says of each.
    #[getter]
    fn events(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "events")
    }

    /// Who is at which event.
    #[getter]
    fn participants(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "participants")
    }

    /// What each report said of events, positions and pledges, in the order learned.
    #[getter]
    fn history(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "history")
    }

    /// Where somebody stands on one matter, as last learned.
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

    /// Somebody's words, as one report has them.
    #[getter]
    fn statements(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "statements")
    }

    /// What reports contradict each other in, a row a side.
    #[getter]
    fn contradictions(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "contradictions")
    }

    /// What single reports say, as it was read.
    #[getter]
    fn claims(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "claims")
    }

    /// The exact words behind everything in the record.
    #[getter]
    fn evidence(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, "evidence")
    }

    /// All tables, by name.
    #[getter]
    fn tables(&self, py: Python<'_>) -> PyResult<BTreeMap<String, Py<Table>>> {
        let all = self.all_tables(py)?.iter();
        Ok(all.map(|table| (table.get().named().to_owned(), table.clone_ref(py))).collect())
    }

    /// The whole record as one line of JSON, as `chancery record --json` prints it.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.ask(|snapshot| Ok(record_json(snapshot))))
    }

    fn __repr__(&self) -> PyResult<String> {
        self.ask(|snapshot| {
            let record = snapshot.record();
            let counted = [
                chancery_view::counted(record.reports.len(), "report"),
                chancery_view::counted(record.events.len(), "event"),
                chancery_view::counted(record.positions.len(), "position"),
            ];
            Ok(format!("<chancery.Record: {}>", counted.join(", ")))
        })
    }
}
