//! What may go wrong when a page is asked for.

use thiserror::Error;

/// A request that no page answers.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ViewError {
    /// No claim, report or actor bears the id.
    #[error(
        "nothing in the record is called `{0}`; `chancery events` lists the ids of events, `chancery search WORDS` of reports"
    )]
    Unknown(String),
    /// Several things bear an id that begins so.
    #[error("`{asked}` may mean {}; type more of the id", list(.found))]
    Ambiguous {
        /// What was asked for.
        asked: String,
        /// What it may mean, in order.
        found: Vec<String>,
    },
    /// The record tells of no negotiation of this name.
    #[error("the record tells of no negotiation `{asked}`; {}", there_are(.known))]
    NoProcess {
        /// What was asked for.
        asked: String,
        /// Those that it tells of, by key.
        known: Vec<String>,
    },
    /// An actor is named by many claims, and has no single way from words to record.
    #[error("`{0}` is an actor, read from many claims; `chancery show {0}` lists them, and `why` takes their ids")]
    ActorHasNoWay(String),
}

/// The negotiations that there are.
fn there_are(keys: &[String]) -> String {
    match keys {
        [] => "it tells of none; `chancery judge set ID process KEY` puts an event into one".to_owned(),
        keys => format!("those there are: {}", keys.join(", ")),
    }
}

/// The first few of a list, and how many more.
fn list(found: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut names: Vec<String> = found.iter().take(SHOWN).map(|f| format!("`{f}`")).collect();
    if found.len() > SHOWN {
        names.push(format!("{} more", found.len() - SHOWN));
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
