//! The arguments of `score`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Annotated files to measure against.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("gold").required(true).multiple(true)
        .args(["reports", "plover", "attribution", "treebank", "names", "times"]),
    group = clap::ArgGroup::new("listed").multiple(true).args(["reports", "plover", "attribution"]),
)]
pub(crate) struct Score {
    /// Folders of annotated reports: an `ID.json` each, and `reports.jsonl` with the texts beside the
    /// folder
    #[arg(value_name = "FOLDER")]
    pub(crate) reports: Vec<PathBuf>,
    /// Sentences with source, target and root after PLOVER: columns `sentence`, `source`, `target` and
    /// `gold_root`, parted by tabs
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) plover: Vec<PathBuf>,
    /// Articles with attributions in brat's standoff form: folders with a folder `text` and a folder
    /// `attributions`
    #[arg(long, value_name = "FOLDER", num_args = 1..)]
    pub(crate) attribution: Vec<PathBuf>,
    /// Treebanks in CoNLL-U: words, sentences, tags, lemmas and trees
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) treebank: Vec<PathBuf>,
    /// Sets of names: JSON Lines with `text` and `names`, or a word and its tag a line
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) names: Vec<PathBuf>,
    /// Articles with their times in TimeML (`.tml`), or folders of them
    #[arg(long, value_name = "FOLDER", num_args = 1..)]
    pub(crate) times: Vec<PathBuf>,
    /// Only documents of the treebank with this in their id
    #[arg(long, value_name = "TEXT", requires = "treebank")]
    pub(crate) document: Option<String>,
    /// Write the analysis of the treebank's raw text to this file, as CoNLL-U
    #[arg(long, value_name = "FILE", requires = "treebank")]
    pub(crate) analysis: Option<PathBuf>,
    /// Kinds of name to score: three (person, place, organisation) or all five [default: those that
    /// the set knows]
    #[arg(long, value_name = "KINDS", requires = "names")]
    pub(crate) kinds: Option<Kinds>,
    /// After the figures, what is wrong, by kind (of reports, sentences after PLOVER and attributions)
    #[arg(long, requires = "listed")]
    pub(crate) errors: bool,
    /// As JSON, a file or folder a line
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which kinds of name count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kinds {
    // Persons, places, organisations.
    Three,
    // And groups and others.
    Five,
}
