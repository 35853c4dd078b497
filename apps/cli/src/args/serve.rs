//! Arguments of `serve`.

use core::net::SocketAddr;
use std::path::PathBuf;

use chancery_model::Day;
use clap::Args;

use super::StoreFlag;

/// The desk.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Where to listen; an address that other machines can reach needs `--token` [default: 127.0.0.1:8474]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// What a visitor must bring, 16 characters or more [default: $CHANCERY_TOKEN]
    #[arg(long, value_name = "TOKEN")]
    pub(crate) token: Option<String>,
    /// Nothing can be judged or added
    #[arg(long)]
    pub(crate) read_only: bool,
    /// Who judges [default: $CHANCERY_USER, else the login name]
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// The day that counts as today: what lies ahead, what is overdue [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(crate) now: Option<Day>,
    /// Add what is put into this folder, once it has stopped growing; may be given several times
    #[arg(long, value_name = "FOLDER", conflicts_with = "read_only")]
    pub(crate) watch: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) store: StoreFlag,
}
