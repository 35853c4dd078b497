//! Arguments of `checks`.

use clap::Args;

use super::Sources;

/// What needs a second look.
#[derive(Debug, Args)]
pub(crate) struct Checks {
    /// Only this sort, by its code (possible-engagement, possible-position, unknown-speaker, unnamed, name-alone,
    /// open-day, undated, one-origin, one-origin-position …)
    #[arg(long, value_name = "CODE")]
    pub(crate) kind: Option<String>,
    /// How many cases of each at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// As JSON, a check a line
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// As CSV for a spreadsheet, a row a case
    #[arg(long, group = "form")]
    pub(crate) csv: bool,
    /// As Markdown, with footnotes
    #[arg(long, group = "form")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}
