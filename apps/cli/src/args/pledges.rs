//! Arguments of `pledges`.

use chancery_model::{Day, PledgeStatus};
use clap::Args;

use super::{Sources, day, one_of};

/// Who undertook what.
#[derive(Debug, Args)]
pub(crate) struct Pledges {
    /// Only of this party, or in the words of this person: an id, or part of a name
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Only to this party
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// Only those that have come so far: promised, approved or delivered
    #[arg(long, value_parser = status)]
    pub(crate) status: Option<PledgeStatus>,
    /// Only what was learned, or told again, on or after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<Day>,
    /// Only what they come to, from one party to another; with `--json` an account a line, with `--csv` a total a row
    #[arg(long)]
    pub(crate) totals: bool,
    /// As JSON, a pledge a line
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

fn status(text: &str) -> Result<PledgeStatus, String> {
    one_of(text, PledgeStatus::ALL, PledgeStatus::as_str, ("status of a pledge", "statuses"))
}
