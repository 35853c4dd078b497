//! Chancery for Python: reports in, Arrow tables out.
//!
//! A door like the command line, and as thin: what Python hands over becomes inputs of the engine (`handed.rs`), what
//! reports say becomes tables (`reading.rs`), and a record answers with the tables and pages of the views (`record.rs`,
//! `pages.rs`). A table is lent by Arrow's C data interface, to whatever takes it (`table.rs`). The interpreter is let
//! go while anything is read or reconciled.

mod asked;
mod engines;
mod fault;
mod handed;
mod pages;
mod reading;
mod record;
mod spread;
mod table;

/// A record is millions of small pieces, made and left on several threads.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pyo3::pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::fault::{Error, Skipped};
    #[pymodule_export]
    use crate::reading::{Reading, read};
    #[pymodule_export]
    use crate::record::Record;
    #[pymodule_export]
    use crate::spread::{blocks, links, read_carried, states};
    #[pymodule_export]
    use crate::table::Table;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", chancery_engine::VERSION)
    }
}
