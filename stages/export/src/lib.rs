//! A snapshot in, files that other programs read out, one file a format.
//!
//! The record goes to whoever already works with calendars, graphs, maps, data frames or notes. Every line that leaves
//! bears the id that it has in the record's JSON, so that it can be asked after with `chancery why`, and the exact words
//! of a report behind it, with their place in code points. What a format has no room for is left out and never made up:
//! no pin for a country, no day for a month. This crate touches no files and no clock: the same record gives the same
//! bytes.

mod error;
mod format;

mod source;

mod table;
mod tables;

mod readings;

#[cfg(test)]
mod sample;

mod arrow;
mod csv;
mod parquet;
mod sqlite;

mod dates;
mod urn;
mod xml;

mod graph;

mod annotation;
mod followthemoney;
mod geojson;
mod gexf;
mod graphml;
mod icalendar;
mod jsonld;
mod notes;
mod plover;
mod timeline;

pub use arrow::{record_batch, schema, stream};
/// The columns that a batch is made of.
pub use arrow_array;
pub use error::ExportError;
pub use format::{Format, Given, Written, write};
pub use icalendar::{Shown, write as calendar};
pub use readings::{ReadReport, readings};
pub use table::{Cell, Column, Table, Values};
pub use tables::tables;
