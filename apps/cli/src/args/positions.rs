//! Arguments of `positions`.

use chancery_model::{Day, Stance};
use clap::Args;

use super::{Sources, day, one_of};

/// Who stands where.
#[derive(Debug, Args)]
pub(crate) struct Positions {
    /// Only on this issue, or this clause of one (territory, territory/cession …)
    #[arg(long)]
    pub(crate) issue: Option<String>,
    /// Only of this holder, or in the words of this person: an id, or part of a name
    #[arg(long, value_name = "NAME")]
    pub(crate) holder: Option<String>,
    /// Only with this stance: demands, supports, accepts, open, conditional, opposes, rejects or uncommitted
    #[arg(long, value_parser = stance)]
    pub(crate) stance: Option<Stance>,
    /// Only those in absolute words
    #[arg(long)]
    pub(crate) red_lines: bool,
    /// Only what was learned, or told again, on or after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<Day>,
    /// As JSON, a position a line
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// As CSV for a spreadsheet, with the words and their source
    #[arg(long, group = "form")]
    pub(crate) csv: bool,
    /// As Markdown, with footnotes
    #[arg(long, group = "form")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

fn stance(text: &str) -> Result<Stance, String> {
    one_of(text, Stance::ALL, Stance::as_str, ("stance", "stances"))
}
