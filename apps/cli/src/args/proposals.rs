//! Arguments of `proposals`.

use std::path::PathBuf;

use anyhow::bail;
use chancery_model::{Day, Edtf};
use clap::Args;

use super::{Sources, StoreFlag, day, moment};

/// What is on the table.
#[derive(Debug, Args)]
pub(crate) struct Proposals {
    /// Only what this party put forward or wrote: an id, or part of a name
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Only what this party was handed, or answers
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// Only what was told on or after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<Day>,
    /// As JSON, a proposal a line
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// As CSV for a spreadsheet, with the words and their source
    #[arg(long, group = "form")]
    pub(crate) csv: bool,
    /// As Markdown, with footnotes
    #[arg(long, group = "form")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) store: StoreFlag,
    /// Publication date of all these reports, whatever they say themselves (2025-12-08)
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Edtf>,
    /// As the store stood at this moment (2025-12-08, or 2025-12-08T09:30:00Z)
    #[arg(long, value_name = "DATETIME", value_parser = moment)]
    pub(crate) as_of: Option<String>,
    /// Only what belongs to this negotiation, by key or name
    #[arg(long, value_name = "NAME")]
    pub(crate) process: Option<String>,
    /// The id of one proposal, or its beginning: what parties say to it clause by clause
    #[arg(value_name = "ID")]
    pub(crate) id_or_path: Option<PathBuf>,
    /// Reports (files, folders, `-` for standard input) to work on in memory instead of a store
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
}

impl Proposals {
    /// The id that is asked for, and where the record comes from: what is no id in front is a path like the others.
    pub(crate) fn told(&mut self) -> anyhow::Result<(Option<String>, Sources)> {
        let mut paths = std::mem::take(&mut self.paths);
        let id = match self.id_or_path.take() {
            Some(first) if is_id(&first) => first.to_str().map(str::to_owned),
            first => {
                paths.splice(0..0, first);
                None
            }
        };
        let store = StoreFlag { store: self.store.store.take() };
        let (published, as_of) = (self.published, self.as_of.take());
        if let Some(first) = paths.first().filter(|path| is_word(path)) {
            bail!(
                "`{}` is neither the id of a proposal nor a file; `chancery proposals --json` lists the ids",
                first.display()
            );
        }
        if !paths.is_empty() && (store.store.is_some() || as_of.is_some()) {
            bail!("`--store` and `--as-of` go with a store, `{}` is read without one", paths[0].display());
        }
        if paths.is_empty() && published.is_some() {
            bail!("`--published` goes with reports to read; name them");
        }
        Ok((id, Sources { store, paths, published, as_of, process: self.process.take() }))
    }
}

/// Whether words are the beginning of the id of a proposal, and no file bears them.
fn is_id(path: &std::path::Path) -> bool {
    let digits = path.to_str().and_then(|text| text.strip_prefix('o'));
    digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_hexdigit())) && !path.exists()
}

/// Whether a path is one word that could be a mistyped id, and no file bears it.
fn is_word(path: &std::path::Path) -> bool {
    let plain = |text: &str| text.len() > 1 && text.bytes().all(|b| b.is_ascii_alphanumeric());
    path.to_str().is_some_and(plain) && !path.exists()
}
