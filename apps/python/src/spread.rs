//! The steps of a record that is made on several machines, for whatever spreads them (`python/chancery/spark.py`): bytes
//! in, bytes out.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chancery_engine::{Carried, Options};
use pyo3::prelude::*;

use crate::asked::date;
use crate::engines::engine;
use crate::fault::{error, tell};
use crate::handed::handed;

/// Reads reports, and gives each with all that a record needs of it as bytes.
#[pyfunction]
#[pyo3(signature = (reports, *, published=None, register=None, rules=None))]
pub(crate) fn read_carried(
    py: Python<'_>,
    reports: &Bound<'_, PyAny>,
    published: Option<&Bound<'_, PyAny>>,
    register: Option<PathBuf>,
    rules: Option<PathBuf>,
) -> PyResult<Vec<Vec<u8>>> {
    let options = Options { published: date(published)? };
    let handed = handed(reports, 0)?;
    let engine = engine(py, register, rules)?;
    let (inputs, mut problems) = (handed.inputs, handed.problems);
    let mut read = Vec::new();
    py.detach(|| {
        engine.read_each(
            &inputs,
            &options,
            |way| {
                let report = way.document.report;
                Carried::of(report.card(), report.text.clone(), way.reading.clone()).to_bytes()
            },
            |told| -> PyResult<()> {
                match told {
                    Ok(bytes) => read.push(bytes.map_err(error)?),
                    Err(problem) => problems.push(problem),
                }
                Ok(())
            },
        )
    })?;
    tell(py, &problems, true)?;
    Ok(read)
}

/// What all blocks must be told of the reports: the names that these treat as states'.
#[pyfunction]
#[pyo3(signature = (carried, *, register=None, rules=None))]
pub(crate) fn states(
    py: Python<'_>,
    carried: Vec<Vec<u8>>,
    register: Option<PathBuf>,
    rules: Option<PathBuf>,
) -> PyResult<BTreeSet<String>> {
    let engine = engine(py, register, rules)?;
    py.detach(|| Ok(engine.states_in(&carried_from(&carried)?)))
}

/// The claims of reports for each block that they are to be compared in: names of blocks, and claims as bytes.
#[pyfunction]
#[pyo3(signature = (carried, states, *, register=None, rules=None))]
pub(crate) fn blocks(
    py: Python<'_>,
    carried: Vec<Vec<u8>>,
    states: BTreeSet<String>,
    register: Option<PathBuf>,
    rules: Option<PathBuf>,
) -> PyResult<(Vec<String>, Vec<Vec<u8>>)> {
    let engine = engine(py, register, rules)?;
    py.detach(|| {
        let mut spread = Vec::new();
        for carried in carried_from(&carried)? {
            spread.extend(engine.spread(&carried, &states).map_err(error)?);
        }
        Ok(spread.into_iter().unzip())
    })
}

/// The pairs among the claims of a block that tell one occasion, with how well they fit.
#[pyfunction]
#[pyo3(signature = (claims, states, *, register=None, rules=None))]
pub(crate) fn links(
    py: Python<'_>,
    claims: Vec<Vec<u8>>,
    states: BTreeSet<String>,
    register: Option<PathBuf>,
    rules: Option<PathBuf>,
) -> PyResult<Vec<(String, String, u32)>> {
    let engine = engine(py, register, rules)?;
    py.detach(|| {
        let found = engine.links_in(claims.iter().map(Vec::as_slice), &states).map_err(error)?;
        Ok(found.into_iter().map(|link| (link.a.0, link.b.0, link.score)).collect())
    })
}

/// Reports that were read elsewhere.
pub(crate) fn carried_from(carried: &[Vec<u8>]) -> PyResult<Vec<Carried>> {
    let strange =
        |fault| error(format!("what was read comes from another version of chancery ({fault}); read it again"));
    carried.iter().map(|bytes| Carried::from_bytes(bytes).map_err(strange)).collect()
}
