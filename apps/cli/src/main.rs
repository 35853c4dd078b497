//! The command line: arguments → command → exit code. It asks the engine and prints what the
//! views give; it knows nothing of language.

mod args;
mod clock;
mod commands;
mod folder;
mod kept;
mod out;
mod score;
mod sources;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Arguments;
use crate::out::Out;
use crate::sources::Knowledge;

/// A record is millions of small pieces, made and left on several threads.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(refusal) => return out::refuse(&refusal),
    };
    std::panic::set_hook(Box::new(out::tell_fault));
    let mut out = Out::new(arguments.color, arguments.quiet);
    let knowledge = Knowledge::new(arguments.register, arguments.rules);
    let verdict =
        commands::run(arguments.command, &knowledge, &mut out).and_then(|verdict| out.flush().map(|()| verdict));
    match verdict {
        Ok(verdict) => verdict.into(),
        Err(error) => out::fail(&error),
    }
}
