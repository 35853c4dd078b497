//! Arguments of `matrix`.

use chancery_model::Day;
use clap::Args;

use super::Sources;

/// Issue by party.
#[derive(Debug, Args)]
pub(crate) struct Matrix {
    /// As the parties stood on this day, by what was learned by then
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(crate) on: Option<Day>,
    /// Only this party; may be given several times [default: all; of more than 12 those with positions on more than one issue]
    #[arg(long, value_name = "NAME")]
    pub(crate) party: Vec<String>,
    /// As JSON, one object
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// As CSV for a spreadsheet, a row an issue and party
    #[arg(long, group = "form")]
    pub(crate) csv: bool,
    /// As Markdown, with footnotes
    #[arg(long, group = "form")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}
