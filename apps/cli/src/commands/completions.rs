//! `completions`: for a shell.

use clap::CommandFactory;

use crate::args::{Arguments, Completions};
use crate::out::{Out, Verdict};

pub(crate) fn run(args: &Completions, out: &mut Out) -> anyhow::Result<Verdict> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "chancery", &mut script);
    out.write(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Found)
}
