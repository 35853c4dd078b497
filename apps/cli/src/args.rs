//! All commands and flags, with their help.

mod checks;
mod contradictions;
mod diff;
mod export;
mod gaps;
mod judge;
mod matrix;
mod pledges;
mod positions;
mod proposals;
mod score;
mod serve;
mod watch;

use std::path::PathBuf;

use chancery_engine::record::Place;
use chancery_model::{Day, Edtf, Status};
use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use checks::Checks;
pub(crate) use contradictions::Contradictions;
pub(crate) use diff::Diff;
pub(crate) use export::Export;
pub(crate) use gaps::Gaps;
pub(crate) use judge::{Judge, JudgeTask, List, Marked, Withdraw};
pub(crate) use matrix::Matrix;
pub(crate) use pledges::Pledges;
pub(crate) use positions::Positions;
pub(crate) use proposals::Proposals;
pub(crate) use score::{Kinds, Score};
pub(crate) use serve::Serve;
pub(crate) use watch::{Watch, contact};

/// What a newcomer types first.
const FIRST_STEPS: &str = "First steps:
  chancery brief REPORTS   a brief of a folder of reports; nothing is stored
  chancery add REPORTS     keep them in record.chancery in this folder
  chancery brief           a brief of all that is kept
  chancery why ID          the words that a line of it rests on";

/// Keeps the record of a negotiation: reports in, one sourced record out.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, arg_required_else_help = true, max_term_width = 100, after_help = FIRST_STEPS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Colours; by default on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// No progress and no summaries; errors are still told
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// A folder of your own tables over the built-in register [default: $CHANCERY_REGISTER]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) register: Option<PathBuf>,

    /// A folder of your own rules over the built-in ones [default: $CHANCERY_RULES]
    #[arg(long, global = true, value_name = "FOLDER", hide_short_help = true)]
    pub(crate) rules: Option<PathBuf>,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    // Told in the flag's own help: help a value would stretch every page of help.
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add reports to a store
    Add(Add),
    /// Fetch feeds and add what is new; the one command that asks anything of the network
    Watch(Watch),
    /// Tell what reports say, one by one; nothing is stored
    Read(Read),
    /// The whole record as one JSON object
    Record(Record),
    /// What happened, what is planned, who said what
    Brief(Brief),
    /// The chronology, a row an event
    Events(Events),
    /// Who stands where on which issue, and where they stood before
    Positions(Positions),
    /// Issue by party: where each stands on each, as of a day
    Matrix(Matrix),
    /// What is on the table, and what each party says to it
    Proposals(Proposals),
    /// Who undertook what towards whom, and what that comes to
    Pledges(Pledges),
    /// What is new, changed, reversed, confirmed, called off, denied, moved or withdrawn since a moment
    Diff(Diff),
    /// What reports contradict each other in, both sides with their words
    Contradictions(Contradictions),
    /// What needs a second look: sentences that no rule read, open names and days, lines of one origin
    Checks(Checks),
    /// What the record lacks: parties never heard or silent, events told by one side, plans and stances grown old
    Gaps(Gaps),
    /// Everything about one event, position, statement, contradiction, report or actor
    Show(Show),
    /// The way from words to record
    Why(One),
    /// Find reports by their words
    Search(Search),
    /// Say what is so, whatever was read: same, different, reject, set, add, rename, grade, explain
    Judge(Judge),
    /// Read all reports of a store again, with this program and data
    Reread(StoreOnly),
    /// Open the record in the browser: read, review, add; nothing leaves this machine
    Serve(Serve),
    /// Everything a store holds, as JSON Lines; or the record as calendar, graph, map, tables, notes and more
    Export(Export),
    /// Add what is missing in a store of an export
    Import(Import),
    /// Check that a store is sound
    Verify(StoreOnly),
    /// What a store holds, in numbers
    Status(StoreStatus),
    /// Who holds which office, and whether the tables that say so are sound
    Register(Register),
    /// The rules: whether they hold, what they see in a sentence, which there are
    Rules(Rules),
    /// How well the program does on what others annotated
    Score(Score),
    /// Completions for a shell, on standard output
    Completions(Completions),
    /// The manual, a page for each command, into a folder
    Manual(Manual),
}

/// A store.
#[derive(Debug, Args)]
pub(crate) struct StoreFlag {
    /// The store: a file, or `postgresql://…` [default: $CHANCERY_STORE, else record.chancery in this folder]
    #[arg(long, value_name = "STORE")]
    pub(crate) store: Option<Place>,
}

/// A store, or reports that are read into memory.
#[derive(Debug, Args)]
pub(crate) struct Sources {
    #[command(flatten)]
    pub(crate) store: StoreFlag,
    /// Reports (files, folders, `-` for standard input) to work on in memory instead of a store
    #[arg(value_name = "PATH", conflicts_with = "store")]
    pub(crate) paths: Vec<PathBuf>,
    /// Publication date of all these reports, whatever they say themselves (2025-12-08)
    #[arg(long, value_name = "DATE", requires = "paths")]
    pub(crate) published: Option<Edtf>,
    /// As the store stood at this moment (2025-12-08, or 2025-12-08T09:30:00Z)
    #[arg(long, value_name = "DATETIME", value_parser = moment, conflicts_with = "paths")]
    pub(crate) as_of: Option<String>,
    /// Only what belongs to this negotiation, by key or name
    #[arg(long, value_name = "NAME")]
    pub(crate) process: Option<String>,
}

/// Add reports to a store.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Publication date of all these reports, whatever they say themselves (2025-12-08)
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Edtf>,
    #[command(flatten)]
    pub(crate) store: StoreFlag,
    /// Reports: text, Markdown, HTML, JSON Lines, feeds, e-mail, Word, PDF, WARC, folders of these, `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

/// Tell what reports say.
#[derive(Debug, Args)]
pub(crate) struct Read {
    /// As JSON, one object a line and report
    #[arg(long)]
    pub(crate) json: bool,
    /// Leave the text out of the JSON
    #[arg(long, requires = "json")]
    pub(crate) no_text: bool,
    /// Add a layer to the JSON: `tokens` adds sentences and their tokens
    #[arg(long, value_name = "LAYER", requires = "json")]
    pub(crate) layers: Option<Layer>,
    /// Publication date of all these reports, whatever they say themselves (2025-12-08)
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Edtf>,
    /// Analyse the words of this CoNLL-U file as they are cut there, and give CoNLL-U; names stand in MISC as
    /// `NE=B-person`, `NE=I-person`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "no_text", "layers", "published", "paths"])]
    pub(crate) conllu: Option<PathBuf>,
    /// Reports: text, Markdown, HTML, JSON Lines, feeds, e-mail, Word, PDF, WARC, folders of these, `-` for standard input
    #[arg(value_name = "PATH", required_unless_present = "conllu")]
    pub(crate) paths: Vec<PathBuf>,
}

/// Layers of language analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layer {
    // Sentences and tokens.
    Tokens,
}

/// The whole record.
#[derive(Debug, Args)]
pub(crate) struct Record {
    /// As JSON, the only form there is: printed with and without this flag
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// A brief.
#[derive(Debug, Args)]
pub(crate) struct Brief {
    /// Only what was learned on or after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<Day>,
    /// The day that counts as today: what lies ahead, what is overdue [default: the newest
    /// publication date]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) now: Option<Day>,
    /// How many quotations at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) quotes: usize,
    /// As Markdown, with footnotes
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// The chronology.
#[derive(Debug, Args)]
pub(crate) struct Events {
    /// Only this kind (meeting, call, visit, talks, summit …)
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Only with this actor: an id, or part of a name or of whom they act for
    #[arg(long, value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// Only with this status: proposed, planned, ongoing, held, cancelled or denied
    #[arg(long, value_parser = status)]
    pub(crate) status: Option<Status>,
    /// Only what was learned on or after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<Day>,
    /// Only what was learned on or before this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) until: Option<Day>,
    /// Only what takes place then (2025-12-08, 2025-12, 2025-12-08/2025-12-10)
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Edtf>,
    /// The day that counts as today: what lies ahead, what is overdue [default: the newest
    /// publication date]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) now: Option<Day>,
    /// As JSON, an event a line
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// As CSV for a spreadsheet, with the words and their source
    #[arg(long, group = "form")]
    pub(crate) csv: bool,
    /// As a Markdown table
    #[arg(long, group = "form")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// Everything about one thing of the record.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) one: One,
    /// Only what belongs to this negotiation, by key or name
    #[arg(long, value_name = "NAME")]
    pub(crate) process: Option<String>,
}

/// One thing of the record.
#[derive(Debug, Args)]
pub(crate) struct One {
    /// Id of an event, position, pledge, proposal, statement, contradiction, report or actor, or its beginning; a
    /// report's key; an actor's name
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) store: StoreFlag,
    /// Reports to work on in memory instead of a store
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with = "store")]
    pub(crate) from: Vec<PathBuf>,
    /// Publication date of all these reports, whatever they say themselves (2025-12-08)
    #[arg(long, value_name = "DATE", requires = "from")]
    pub(crate) published: Option<Edtf>,
    /// As the store stood at this moment (2025-12-08, or 2025-12-08T09:30:00Z)
    #[arg(long, value_name = "DATETIME", value_parser = moment, conflicts_with = "from")]
    pub(crate) as_of: Option<String>,
}

/// Words to find.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words that a report holds all of; inside quotation marks, in that order
    #[arg(value_name = "QUERY", required = true)]
    pub(crate) query: Vec<String>,
    /// How many reports at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// As JSON, a report a line
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) store: StoreFlag,
}

/// An export to add.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// What `chancery export` wrote; `-` for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreFlag,
}

/// A store and no more.
#[derive(Debug, Args)]
pub(crate) struct StoreOnly {
    #[command(flatten)]
    pub(crate) store: StoreFlag,
}

/// A store in numbers.
#[derive(Debug, Args)]
pub(crate) struct StoreStatus {
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) store: StoreFlag,
}

/// The register.
#[derive(Debug, Args)]
pub(crate) struct Register {
    #[command(subcommand)]
    pub(crate) task: RegisterTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RegisterTask {
    /// Tell every fault of the tables, and count what is worth knowing
    Check(RegisterCheck),
    /// How much the register holds, or the entries of one table
    List(RegisterList),
    /// What the register knows under a name, an id or an office ("Ukrainian president")
    Show(RegisterShow),
}

/// Tables to check.
#[derive(Debug, Args)]
pub(crate) struct RegisterCheck {
    /// List the remarks too: gaps, shared surnames and the like are no faults
    #[arg(long)]
    pub(crate) all: bool,
    /// Folders of your own tables, each checked over the built-in register [default: the built-in register, and
    /// the folder that `--register` names]
    #[arg(value_name = "FOLDER")]
    pub(crate) folders: Vec<PathBuf>,
}

/// A table.
#[derive(Debug, Args)]
pub(crate) struct RegisterList {
    /// The table to list [default: counts of all tables]
    pub(crate) table: Option<RegisterTable>,
    /// Only what belongs to this state or organisation, by its id (ua, nato)
    #[arg(long, value_name = "ID", requires = "table")]
    pub(crate) of: Option<String>,
}

/// Tables of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RegisterTable {
    // Told apart by their names alone.
    States,
    Organisations,
    Persons,
    Offices,
    Seats,
    Places,
}

/// An entry.
#[derive(Debug, Args)]
pub(crate) struct RegisterShow {
    /// A name, an id, or an office as it is called
    #[arg(value_name = "NAME", required = true)]
    pub(crate) asked: Vec<String>,
    /// Only who held office on this day (2025-12-08) [default: all terms]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
}

/// Rules.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    #[command(subcommand)]
    pub(crate) task: RulesTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesTask {
    /// Read the sentences in the rules' files and tell each that is not read as its rule says
    Check,
    /// What rules see in a sentence: words that trigger them, their arguments, and the rules that match
    Explain(RulesExplain),
    /// The rules and what each says about English
    List(RulesList),
}

/// A sentence.
#[derive(Debug, Args)]
pub(crate) struct RulesExplain {
    /// The sentence
    #[arg(value_name = "SENTENCE", required = true)]
    pub(crate) sentence: Vec<String>,
}

/// Rules to list.
#[derive(Debug, Args)]
pub(crate) struct RulesList {
    /// Only rules under this path (meeting, position/rejects) [default: all]
    #[arg(value_name = "PATH")]
    pub(crate) under: Option<String>,
    /// With their patterns
    #[arg(long)]
    pub(crate) patterns: bool,
}

/// A shell.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Where the manual goes.
#[derive(Debug, Args)]
pub(crate) struct Manual {
    /// The folder for its pages, made where it is not there
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "not a day; write it like 2025-12-08".to_owned())
}

fn status(text: &str) -> Result<Status, String> {
    use Status::{Cancelled, Denied, Held, Ongoing, Planned, Proposed};
    let all = [Proposed, Planned, Ongoing, Held, Cancelled, Denied];
    let names = || all.map(Status::as_str).join(", ");
    all.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("not a status; the statuses are {}", names()))
}

/// A day counts to its end; any moment is told in UTC to the second.
fn moment(text: &str) -> Result<String, String> {
    if let Ok(day) = text.parse::<Day>()
        && !text.contains(['T', 't', ' '])
    {
        return Ok(format!("{day}T23:59:59Z"));
    }
    let moment: jiff::Timestamp =
        text.parse().map_err(|_| "not a moment; write it like 2025-12-08 or 2025-12-08T09:30:00Z".to_owned())?;
    Ok(moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The one of `all` that bears this name; else a refusal that says what it is not, what they are called, and their
/// names.
fn one_of<T: Copy, const N: usize>(
    text: &str,
    all: [T; N],
    name: fn(T) -> &'static str,
    (sort, sorts): (&str, &str),
) -> Result<T, String> {
    let known = all.into_iter().find(|one| name(*one) == text);
    known.ok_or_else(|| format!("not a {sort}; the {sorts} are {}", all.map(name).join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn moments_are_told_in_utc() {
        assert_eq!(moment("2025-12-08").unwrap(), "2025-12-08T23:59:59Z");
        assert_eq!(moment("2025-12-08T09:30:00+02:00").unwrap(), "2025-12-08T07:30:00Z");
        assert!(moment("yesterday").is_err());
    }
}
