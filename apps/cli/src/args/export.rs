//! Arguments of `export`.

use std::path::PathBuf;

use chancery_export::Format;
use chancery_model::Day;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Sources, day};

/// A whole store as lines of JSON, or its record in a format that other programs read.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Write the record in a format that other programs read, told in docs/formats.md [default: all that the store
    /// holds, as lines of JSON that `import` takes]
    #[arg(long = "as", value_name = "FORMAT", value_parser = format())]
    pub(crate) format: Option<Format>,
    /// The file to write; of csv, markdown and parquet the folder [default: standard output]
    #[arg(long, short, visible_alias = "out", value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// The day that counts as today: what is overdue [default: the newest publication date]
    #[arg(long, value_name = "DATE", value_parser = day, requires = "format")]
    pub(crate) now: Option<Day>,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// The names of formats, for help and completions too.
fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::as_str))
        .try_map(|name| Format::ALL.into_iter().find(|f| f.as_str() == name).ok_or("not a format"))
}
