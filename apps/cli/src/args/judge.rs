//! Arguments of `judge`.

use chancery_engine::record::Place;
use clap::{Args, Subcommand, ValueEnum};

use super::StoreFlag;

impl Judge {
    /// The store that is judged.
    pub(crate) fn store(&self) -> StoreFlag {
        StoreFlag { store: self.store.clone() }
    }
}

/// Decisions on what was read.
#[derive(Debug, Args)]
pub(crate) struct Judge {
    #[command(subcommand)]
    pub(crate) task: JudgeTask,
    /// The store: a file, or `postgresql://…` [default: $CHANCERY_STORE, else record.chancery in this folder]
    #[arg(long, global = true, value_name = "STORE")]
    pub(crate) store: Option<Place>,
    /// Who judges [default: $CHANCERY_USER, else your login name]
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) by: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JudgeTask {
    /// These events are one; or positions, pledges, proposals
    Same(Several),
    /// These are not one; of one event, name claims that `chancery why ID` lists
    Different(Several),
    /// This is not so: leave it out of the record
    Reject(One),
    /// This actor is called so, and is whoever else is called so
    Rename(Rename),
    /// A remark on an event, position, statement, report or contradiction
    Explain(Explain),
    /// How far an outlet or speaker may be relied on: A to F (cannot be judged)
    Grade(Grade),
    /// A field has this value, whatever was read
    Set(Set),
    /// Words of a report tell an event, position or pledge that was not read
    Add(Mark),
    /// A judgement no longer holds
    Withdraw(Withdraw),
    /// The judgements in force
    List(List),
}

/// Two or more events.
#[derive(Debug, Args)]
pub(crate) struct Several {
    /// Ids of events or of their claims
    #[arg(value_name = "ID", num_args = 2.., required = true)]
    pub(crate) ids: Vec<String>,
}

/// One thing of the record.
#[derive(Debug, Args)]
pub(crate) struct One {
    /// Id of an event, position, statement, pledge or report
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

/// Another name.
#[derive(Debug, Args)]
pub(crate) struct Rename {
    /// The actor, by name or id as the record has it
    #[arg(value_name = "FROM")]
    pub(crate) from: String,
    /// The name, or the id of the actor that it is
    #[arg(value_name = "TO")]
    pub(crate) to: String,
}

/// A remark.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Id of an event, position, statement, pledge, report or contradiction
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// The remark
    #[arg(value_name = "TEXT")]
    pub(crate) text: String,
}

/// A source.
#[derive(Debug, Args)]
pub(crate) struct Grade {
    /// An outlet, or an actor by name or id
    #[arg(value_name = "SOURCE")]
    pub(crate) source: String,
    /// A (completely reliable) to E (unreliable), or F (cannot be judged)
    #[arg(value_name = "LETTER")]
    pub(crate) letter: String,
}

/// A field.
#[derive(Debug, Args)]
pub(crate) struct Set {
    /// Id of an event, position, statement, proposal, pledge or report
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// The field: status, kind, participants, place, time, issues, process … of an event; holder, stance, issue … of
    /// a position; published of a report
    #[arg(value_name = "FIELD")]
    pub(crate) field: String,
    /// The value; `unknown` where it may be unknown
    #[arg(value_name = "VALUE")]
    pub(crate) value: String,
}

/// Words to mark.
#[derive(Debug, Args)]
pub(crate) struct Mark {
    /// The report, by id or key
    #[arg(value_name = "REPORT")]
    pub(crate) report: String,
    /// Words of one sentence, as they stand in the report
    #[arg(value_name = "WORDS")]
    pub(crate) words: String,
    /// What they tell
    #[arg(value_name = "KIND")]
    pub(crate) kind: Marked,
    /// Fields with their values, as of `judge set` (kind=meeting "participants=Ann Lee, Ghana")
    #[arg(value_name = "FIELD=VALUE", value_parser = pair)]
    pub(crate) fields: Vec<(String, String)>,
    /// The character of the text at which the words begin, where they stand there more than once
    #[arg(long, value_name = "N")]
    pub(crate) start: Option<usize>,
}

/// What words may be marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Marked {
    // The names say it.
    Event,
    Position,
    Pledge,
}

/// A judgement.
#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// Its id, as `chancery judge list` tells it, or the beginning of it
    #[arg(value_name = "JUDGEMENT")]
    pub(crate) id: String,
}

/// Judgements to list.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only those that no longer find what they are about
    #[arg(long)]
    pub(crate) not_applying: bool,
    /// Those withdrawn too
    #[arg(long, conflicts_with = "not_applying")]
    pub(crate) all: bool,
    /// As JSON, a judgement a line
    #[arg(long)]
    pub(crate) json: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, value)) if !field.trim().is_empty() => Ok((field.trim().to_owned(), value.trim().to_owned())),
        _ => Err("write it like status=planned".to_owned()),
    }
}
