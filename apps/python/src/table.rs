//! A table that Python holds and lends to whatever understands Arrow.

use std::collections::BTreeMap;
use std::ffi::CStr;

use chancery_export::arrow_array::cast::AsArray;
use chancery_export::arrow_array::types::{Date32Type, Float64Type, Int64Type};
use chancery_export::arrow_array::{Array, RecordBatch};
use chancery_export::{Column, Values, record_batch, schema, stream};
use chancery_view::Table as Sheet;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};

use crate::fault::error;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
/// The first of January 1970, as `datetime.date` counts days.
const FIRST: i32 = 719_163;

/// A table in memory as Arrow lays it out.
#[pyclass(frozen, module = "chancery")]
pub(crate) struct Table {
    name: String,
    batch: RecordBatch,
}

impl Table {
    /// A table of the record or of reports.
    pub(crate) fn of(table: &chancery_export::Table) -> Result<Self, String> {
        let batch = record_batch(table).map_err(|fault| format!("cannot make a table of `{}`: {fault}", table.name))?;
        Ok(Self { name: table.name.to_owned(), batch })
    }

    /// A sheet of a view, whose cells are words.
    pub(crate) fn of_sheet(name: &'static str, about: &'static str, sheet: &Sheet) -> Result<Self, String> {
        let column = |(at, name): (usize, &&'static str)| Column {
            name,
            about: "",
            is_key: false,
            refers: None,
            values: Values::Text(
                sheet.rows.iter().map(|row| row.get(at).filter(|cell| !cell.is_empty()).cloned()).collect(),
            ),
        };
        Self::of(&chancery_export::Table {
            name,
            about,
            columns: sheet.columns.iter().enumerate().map(column).collect(),
        })
    }

    /// Its name.
    pub(crate) fn named(&self) -> &str {
        &self.name
    }

    /// How many rows it has.
    pub(crate) fn rows_told(&self) -> usize {
        self.batch.num_rows()
    }
}

#[pymethods]
impl Table {
    /// Its name, a plural: `events`.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    /// The names of its columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.batch.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// What each column holds, by its name; under the table's own name, what a row is.
    #[getter]
    fn about(&self) -> BTreeMap<String, String> {
        let schema = self.batch.schema();
        let told = |about: Option<&String>| about.cloned().unwrap_or_default();
        let table = (self.name.clone(), told(schema.metadata().get("description")));
        let columns = schema.fields().iter().map(|f| (f.name().clone(), told(f.metadata().get("description"))));
        std::iter::once(table).chain(columns).collect()
    }

    /// The rows as dictionaries: for a look, and where no library of data frames is at hand.
    fn rows<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let columns = self.columns();
        let days = py.import("datetime")?.getattr("date")?;
        let row = |at: usize| {
            let row = PyDict::new(py);
            for (name, column) in columns.iter().zip(self.batch.columns()) {
                row.set_item(name, cell(column, at, &days)?)?;
            }
            Ok(row)
        };
        (0..self.batch.num_rows()).map(row).collect()
    }

    fn __len__(&self) -> usize {
        self.rows_told()
    }

    fn __repr__(&self) -> String {
        let (rows, columns) = (self.batch.num_rows(), self.batch.num_columns());
        let (rows, columns) = (chancery_view::counted(rows, "row"), chancery_view::counted(columns, "column"));
        format!("<chancery.Table {}: {rows}, {columns}>", self.name)
    }

    /// The table by Arrow's C data interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Other types than these are a wish, and whoever has it can cast.
        drop(requested_schema);
        PyCapsule::new_with_value(py, stream(self.batch.clone()), STREAM)
    }

    /// Its columns by Arrow's C data interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        PyCapsule::new_with_value(py, schema(&self.batch).map_err(error)?, SCHEMA)
    }
}

/// One value; `None` is unknown.
fn cell<'py>(column: &dyn Array, at: usize, days: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = days.py();
    if column.is_null(at) {
        return Ok(py.None().into_bound(py));
    }
    if let Some(of) = column.as_string_opt::<i32>() {
        return Ok(of.value(at).into_pyobject(py)?.into_any());
    }
    if let Some(of) = column.as_list_opt::<i32>() {
        let members = of.value(at);
        let members: Vec<&str> = members.as_string::<i32>().iter().flatten().collect();
        return members.into_pyobject(py);
    }
    if let Some(of) = column.as_boolean_opt() {
        return Ok(of.value(at).into_pyobject(py)?.to_owned().into_any());
    }
    if let Some(of) = column.as_primitive_opt::<Date32Type>() {
        return days.call_method1("fromordinal", (of.value(at) + FIRST,));
    }
    if let Some(of) = column.as_primitive_opt::<Float64Type>() {
        return Ok(of.value(at).into_pyobject(py)?.into_any());
    }
    Ok(column.as_primitive::<Int64Type>().value(at).into_pyobject(py)?.into_any())
}
