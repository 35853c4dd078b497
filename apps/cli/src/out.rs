//! Where things go: results to standard output, talk to standard error, the verdict to the exit
//! code. A closed pipe is success: whoever read had enough.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::panic::PanicHookInfo;
use std::process::ExitCode;

use anyhow::Context;
use chancery_engine::Progress;
use chancery_view::Page;
use chancery_view::format::markdown;
use chancery_view::format::text::{self, Colour, Layout};
use clap::error::ErrorKind as Refusal;
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Color;

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Something was found or done.
    Found,
    /// Nothing was found.
    Nothing,
}

impl Verdict {
    /// Found, if so.
    pub(crate) fn found_if(found: bool) -> Self {
        if found { Self::Found } else { Self::Nothing }
    }
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        Self::from(match verdict {
            Verdict::Found => 0,
            Verdict::Nothing => 1,
        })
    }
}

/// Widest that prose is set: longer lines are hard to read.
const WIDEST: usize = 110;

/// Width of prose where there is no terminal to ask.
const USUAL: usize = 100;

/// The two streams.
pub(crate) struct Out {
    stdout: BufWriter<StdoutLock<'static>>,
    colour: Colour,
    terminal: Option<usize>,
    quiet: bool,
}

impl Out {
    /// Both streams, as the flags want them.
    pub(crate) fn new(color: Color, quiet: bool) -> Self {
        let stdout = io::stdout().lock();
        let is_terminal = stdout.is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var_os("TERM").is_some_and(|v| v == "dumb");
        let colour = match color {
            Color::Always => Colour::Ansi,
            Color::Auto if is_terminal && !refused => Colour::Ansi,
            Color::Auto | Color::Never => Colour::Plain,
        };
        let size = || terminal_size::terminal_size().map_or(USUAL, |(width, _)| usize::from(width.0));
        Self { stdout: BufWriter::new(stdout), colour, terminal: is_terminal.then(size), quiet }
    }

    /// How prose is set.
    pub(crate) fn prose(&self) -> Layout {
        Layout { width: Some(self.terminal.map_or(USUAL, |width| width.min(WIDEST))), colour: self.colour }
    }

    /// How tables are set: into the terminal, else a row a line.
    pub(crate) fn tables(&self) -> Layout {
        Layout { width: self.terminal, colour: self.colour }
    }

    /// Writes a result.
    pub(crate) fn write(&mut self, text: &str) -> anyhow::Result<()> {
        self.stdout.write_all(text.as_bytes()).context("cannot write to standard output")
    }

    /// Writes a page as prose, or as Markdown with footnotes.
    pub(crate) fn page(&mut self, page: &Page, as_markdown: bool) -> anyhow::Result<()> {
        let told = if as_markdown { markdown::page(page) } else { text::page(page, self.prose()) };
        self.write(&told)
    }

    /// Where results go, for what is too long to be held in one piece.
    pub(crate) fn results(&mut self) -> &mut dyn Write {
        &mut self.stdout
    }

    /// Writes out what is held back.
    pub(crate) fn flush(&mut self) -> anyhow::Result<()> {
        self.stdout.flush().context("cannot write to standard output")
    }

    /// Says something that is no result, unless told to be quiet.
    pub(crate) fn talk(&self, text: &str) {
        if !self.quiet {
            complain(text);
        }
    }

    /// A progress bar, where one would be seen and is wanted.
    pub(crate) fn bar(&self) -> anyhow::Result<Bar> {
        if self.quiet || !io::stderr().is_terminal() {
            return Ok(Bar(ProgressBar::hidden()));
        }
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} reports, {eta} left")?;
        Ok(Bar(ProgressBar::no_length().with_style(style)))
    }
}

/// How far long work has come, on standard error.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// Moves the bar. What is done in one step shows none.
    pub(crate) fn show(&self, progress: Progress) {
        if progress.done < progress.total || self.0.position() > 0 {
            self.0.set_length(progress.total as u64);
            self.0.set_position(progress.done as u64);
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// One line on standard error. That nobody reads it is no reason to stop.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "chancery: {text}");
}

/// Tells a fault of the program in one line, where it stopped one report or all.
pub(crate) fn tell_fault(fault: &PanicHookInfo<'_>) {
    let place = fault.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
    let payload = fault.payload();
    let owned = || payload.downcast_ref::<String>().map(String::as_str);
    let reason = payload.downcast_ref::<&str>().copied().or_else(owned).unwrap_or("no reason given");
    complain(&one_line(&format!("fault of the program{place}: {reason}")));
}

/// Ends with an error; a closed pipe is none.
pub(crate) fn fail(error: &anyhow::Error) -> ExitCode {
    let closed = |e: &io::Error| e.kind() == ErrorKind::BrokenPipe;
    if error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(closed) {
        return ExitCode::SUCCESS;
    }
    complain(&one_line(&format!("{error:#}")));
    ExitCode::from(2)
}

/// Prints help where it was asked for; else tells in one line why the arguments do not do.
pub(crate) fn refuse(refusal: &clap::Error) -> ExitCode {
    match refusal.kind() {
        Refusal::DisplayHelp | Refusal::DisplayVersion => {
            let _ = refusal.print();
            ExitCode::SUCCESS
        }
        Refusal::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = refusal.print();
            ExitCode::from(2)
        }
        _ => {
            let text = refusal.to_string();
            let reason = text.strip_prefix("error: ").unwrap_or(&text);
            let reason = reason.split("\n\n").next().unwrap_or(reason).replace('\'', "`");
            complain(&format!("{}; `chancery help` tells more", one_line(&reason)));
            ExitCode::from(2)
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
