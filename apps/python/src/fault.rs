//! What goes wrong, as Python is told it: in the words of the command line.

use std::ffi::CString;
use std::fmt::Display;

use pyo3::exceptions::{PyException, PyUserWarning};
use pyo3::prelude::*;

pyo3::create_exception!(
    chancery,
    Error,
    PyException,
    "Something that Chancery cannot do, in words that say what to do."
);
pyo3::create_exception!(chancery, Skipped, PyUserWarning, "An input that could not be read; the others were.");

/// The exception for a fault.
pub(crate) fn error(fault: impl Display) -> PyErr {
    Error::new_err(fault.to_string())
}

/// Warns of what could not be read; an exception where that was everything.
pub(crate) fn tell(py: Python<'_>, problems: &[String], read_any: bool) -> PyResult<()> {
    match problems {
        [] => return Ok(()),
        [only] if !read_any => return Err(error(only)),
        several if !read_any => {
            return Err(error(format!("none of the reports could be read:\n{}", several.join("\n"))));
        }
        _ => {}
    }
    let category = py.get_type::<Skipped>();
    for problem in problems {
        PyErr::warn(py, &category, &CString::new(problem.replace('\0', " ")).unwrap_or_default(), 1)?;
    }
    Ok(())
}
