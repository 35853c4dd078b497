//! One file a command. A command takes its arguments and the streams, and gives its verdict.

mod add;
mod brief;
mod checks;
mod completions;
mod contradictions;
mod diff;
mod events;
mod export;
mod gaps;
mod import;
mod judge;
mod manual;
mod matrix;
mod pledges;
mod positions;
mod proposals;
mod read;
mod record;
mod register;
mod reread;
mod rules;
mod score;
mod search;
mod serve;
mod show;
mod status;
mod verify;
mod watch;
mod why;

use crate::args::Command;
use crate::out::{Out, Verdict};
use crate::sources::Knowledge;

/// Runs a command. What may have changed a store keeps the record of it anew.
pub(crate) fn run(command: Command, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let changed = command.changes();
    let verdict = run_one(command, knowledge, out)?;
    if let Some(store) = changed {
        out.flush()?;
        if let Err(error) = knowledge.keep(&store) {
            out.talk(&format!("looking at the record will take longer, for it could not be kept at hand: {error:#}"));
        }
    }
    Ok(verdict)
}

fn run_one(command: Command, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    match command {
        Command::Add(args) => add::run(&args, knowledge, out),
        Command::Watch(args) => watch::run(&args, knowledge, out),
        Command::Read(args) => read::run(&args, knowledge, out),
        Command::Record(args) => record::run(&args, knowledge, out),
        Command::Brief(args) => brief::run(&args, knowledge, out),
        Command::Events(args) => events::run(args, knowledge, out),
        Command::Positions(args) => positions::run(args, knowledge, out),
        Command::Proposals(args) => proposals::run(args, knowledge, out),
        Command::Pledges(args) => pledges::run(args, knowledge, out),
        Command::Diff(args) => diff::run(&args, knowledge, out),
        Command::Matrix(args) => matrix::run(&args, knowledge, out),
        Command::Contradictions(args) => contradictions::run(&args, knowledge, out),
        Command::Checks(args) => checks::run(&args, knowledge, out),
        Command::Gaps(args) => gaps::run(&args, knowledge, out),
        Command::Show(args) => show::run(&args, knowledge, out),
        Command::Why(args) => why::run(&args, knowledge, out),
        Command::Search(args) => search::run(&args, out),
        Command::Serve(args) => serve::run(args, knowledge, out),
        Command::Judge(args) => judge::run(&args, knowledge, out),
        Command::Reread(args) => reread::run(&args, knowledge, out),
        Command::Export(args) => export::run(&args, knowledge, out),
        Command::Import(args) => import::run(&args, out),
        Command::Verify(args) => verify::run(&args, out),
        Command::Status(args) => status::run(&args, out),
        Command::Register(args) => register::run(&args, knowledge, out),
        Command::Rules(args) => rules::run(&args, knowledge, out),
        Command::Score(args) => score::run(&args, knowledge, out),
        Command::Completions(args) => completions::run(&args, out),
        Command::Manual(args) => manual::run(&args, out),
    }
}
