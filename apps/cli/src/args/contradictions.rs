//! Arguments of `contradictions`.

use chancery_model::ContradictionKind;
use clap::Args;

use super::{Sources, one_of};

/// What reports contradict each other in.
#[derive(Debug, Args)]
pub(crate) struct Contradictions {
    /// Only of this kind: date, place, attendance, figure, office, occurrence, agreement or attribution
    #[arg(long, value_parser = kind)]
    pub(crate) kind: Option<ContradictionKind>,
    /// Only those that nothing explains
    #[arg(long)]
    pub(crate) open: bool,
    /// As JSON, a contradiction a line
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// As CSV for a spreadsheet, a row a side
    #[arg(long, group = "form")]
    pub(crate) csv: bool,
    /// As Markdown, with footnotes
    #[arg(long, group = "form")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

fn kind(text: &str) -> Result<ContradictionKind, String> {
    one_of(text, ContradictionKind::ALL, ContradictionKind::as_str, ("kind of contradiction", "kinds"))
}
