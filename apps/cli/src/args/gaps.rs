//! Arguments of `gaps`.

use chancery_model::Day;
use chancery_view::GapKind;
use clap::Args;

use super::{Sources, day, one_of};

/// What the record lacks.
#[derive(Debug, Args)]
pub(crate) struct Gaps {
    /// Only this sort: unstated, one-sided, silent, ageing or overdue
    #[arg(long, value_parser = kind)]
    pub(crate) kind: Option<GapKind>,
    /// After how many days a party counts as silent, and a stance that nobody told again as ageing
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(i32).range(1..))]
    pub(crate) days: i32,
    /// Only of this party; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) party: Vec<String>,
    /// The day that counts as today [default: the newest publication date]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) now: Option<Day>,
    /// As JSON, one object
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// As CSV for a spreadsheet, a row a gap
    #[arg(long, group = "form")]
    pub(crate) csv: bool,
    /// As Markdown, with footnotes
    #[arg(long, group = "form")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

fn kind(text: &str) -> Result<GapKind, String> {
    one_of(text, GapKind::ALL, GapKind::as_str, ("sort of gap", "sorts"))
}
