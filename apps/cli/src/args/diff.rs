//! Arguments of `diff`.

use chancery_model::Day;
use clap::Args;

use super::{Sources, moment};

/// What changed.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Since the store stood as at this moment (2025-12-08 counts to its end, 2025-12-08T09:30:00Z); of reports read
    /// into memory, since those published by that day
    #[arg(long, value_name = "DATETIME", value_parser = moment)]
    pub(crate) since: String,
    /// Go by the days on which reports were published, not by when the store got them; reports without a day count as
    /// known before
    #[arg(long)]
    pub(crate) by_publication: bool,
    /// The day that counts as today: what is overdue [default: the newest publication date]
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(crate) now: Option<Day>,
    /// As JSON, a change a line
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// As Markdown, with footnotes
    #[arg(long, group = "form")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}
