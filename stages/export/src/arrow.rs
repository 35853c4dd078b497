//! A table as an Arrow record batch: what Parquet is written from, and what is handed to other languages without a copy.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray,
};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use chancery_model::Day;

use crate::table::{Column, Table, Values};

/// A table as one record batch. Every field tells in its metadata, under `description`, what it holds; a list is never
/// null, and a key neither.
///
/// # Errors
/// Where Arrow takes the columns for none of one table, which would be a fault of the program.
pub fn record_batch(table: &Table) -> Result<RecordBatch, ArrowError> {
    let fields: Vec<Field> = table.columns.iter().map(field).collect();
    let about = HashMap::from([("description".to_owned(), table.about.to_owned())]);
    let schema = Schema::new_with_metadata(fields, about);
    RecordBatch::try_new(Arc::new(schema), table.columns.iter().map(|column| array(&column.values)).collect())
}

/// A batch as a stream after Arrow's C data interface: whoever takes it sees the same memory.
#[must_use]
pub fn stream(batch: RecordBatch) -> FFI_ArrowArrayStream {
    let schema = batch.schema();
    FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(batch)], schema)))
}

/// The columns of a batch after Arrow's C data interface.
///
/// # Errors
/// Where Arrow cannot tell a column there, which would be a fault of the program.
pub fn schema(batch: &RecordBatch) -> Result<FFI_ArrowSchema, ArrowError> {
    FFI_ArrowSchema::try_from(&*batch.schema())
}

fn field(column: &Column) -> Field {
    let kind = match column.values {
        Values::Text(_) => DataType::Utf8,
        Values::Whole(_) => DataType::Int64,
        Values::Number(_) => DataType::Float64,
        Values::Flag(_) => DataType::Boolean,
        Values::Day(_) => DataType::Date32,
        Values::List(_) => DataType::List(Arc::new(member())),
    };
    let may_be_unknown = !column.is_key && !matches!(column.values, Values::List(_));
    let about = HashMap::from([("description".to_owned(), column.about.to_owned())]);
    Field::new(column.name, kind, may_be_unknown).with_metadata(about)
}

/// A member of a list.
fn member() -> Field {
    Field::new("item", DataType::Utf8, false)
}

fn array(values: &Values) -> ArrayRef {
    match values {
        Values::Text(of) => Arc::new(StringArray::from_iter(of)),
        Values::Whole(of) => Arc::new(Int64Array::from_iter(of)),
        Values::Number(of) => Arc::new(Float64Array::from_iter(of)),
        Values::Flag(of) => Arc::new(BooleanArray::from_iter(of)),
        Values::Day(of) => Arc::new(Date32Array::from_iter(of.iter().map(|day| day.map(since_1970)))),
        Values::List(of) => {
            let mut lists = ListBuilder::new(StringBuilder::new()).with_field(member());
            for list in of {
                lists.append_value(list.iter().map(Some));
            }
            Arc::new(lists.finish())
        }
    }
}

/// Days since the first of January 1970, as Arrow counts them.
fn since_1970(day: Day) -> i32 {
    const FIRST: Day = Day::constant(1970, 1, 1);
    FIRST.until(day).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        let count = |day: &str| since_1970(day.parse().expect("a day"));
        assert_eq!([count("1970-01-01"), count("2025-12-08"), count("1969-12-31")], [0, 20_430, -1]);
    }
}
