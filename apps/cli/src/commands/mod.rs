//! One file a command. A command takes its arguments and the streams, and gives its verdict.

mod add;
mod brief;
mod completions;
mod events;
mod read;
mod record;
mod score;
mod search;
mod show;
mod status;
mod verify;
mod why;

use crate::args::Command;
use crate::out::{Out, Verdict};

/// Runs a command.
pub(crate) fn run(command: Command, out: &mut Out) -> anyhow::Result<Verdict> {
    match command {
        Command::Add(args) => add::run(&args, out),
        Command::Read(args) => read::run(&args, out),
        Command::Record(args) => record::run(&args, out),
        Command::Brief(args) => brief::run(&args, out),
        Command::Events(args) => events::run(args, out),
        Command::Show(args) => show::run(&args, out),
        Command::Why(args) => why::run(&args, out),
        Command::Search(args) => search::run(&args, out),
        Command::Verify(args) => verify::run(&args, out),
        Command::Status(args) => status::run(&args, out),
        Command::Score(args) => score::run(&args, out),
        Command::Completions(args) => completions::run(&args, out),
    }
}
