//! A table as a Parquet file: one row group for a hundred thousand rows, packed by Snappy. What a column holds is told in
//! its Arrow field, which readers of Arrow see.

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::table::Table;
use crate::{ExportError, record_batch};

/// A table as the bytes of a file.
///
/// # Errors
/// Where Arrow or Parquet refuse the table.
pub(crate) fn write(table: &Table) -> Result<Vec<u8>, ExportError> {
    let batch = record_batch(table)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(100_000))
        .set_created_by("chancery".to_owned())
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn what_is_written_is_read_again() {
        let table = sample::table();
        let bytes = write(&table).expect("written");
        assert_eq!(bytes, write(&table).expect("written"), "the same table gives the same bytes");
        let file = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes));
        let batches: Vec<_> = file.expect("it is Parquet").build().expect("read").collect();
        let [Ok(batch)] = batches.as_slice() else { panic!("one batch, not {batches:?}") };
        let before = record_batch(&table).expect("a batch");
        assert_eq!(batch.schema().fields(), before.schema().fields());
        assert_eq!(batch.columns(), before.columns());
        let about = batch.schema().field_with_name("amount").expect("a column").metadata().get("description").cloned();
        assert_eq!(about.as_deref(), Some("an amount"));
    }
}
