//! Sentences with source, target and root after PLOVER.

use std::path::Path;

use chancery_engine::Engine;
use serde_json::{Map, Value, json};

use super::figures::{figure_json, head, row, share_head, share_json, share_row};
use super::output::told;
use super::text_of;
use crate::args::Score;
use crate::out::Out;
use crate::score::plover::{self, PloverScore};
use crate::score::{Share, fault};

/// How many confusions a table shows.
const SHOWN: usize = 15;

/// Scores the sentences of a file, each read as a report of its own; whether there was one.
pub(super) fn file(path: &Path, args: &Score, engine: &Engine, out: &mut Out) -> anyhow::Result<bool> {
    let rows = plover::read(&text_of(path)?)?;
    let line = |row: &plover::Row| format!("{}\n", json!({"id": row.number.to_string(), "text": row.text}));
    let told = told(engine, rows.iter().map(line).collect(), out)?;
    let mut score = PloverScore::default();
    for row in &rows {
        plover::count(&mut score, row, told.get(&row.number.to_string()).unwrap_or(&Value::Null));
    }
    let name = path.display().to_string();
    out.write(&if args.json { as_json(&name, &score, args) } else { table(&name, &score, args) })?;
    Ok(!rows.is_empty())
}

/// Right answers of all answers.
fn of_joined(score: &PloverScore) -> Share {
    Share { correct: score.right.correct, of: score.joined.correct }
}

/// What was taken for what, most often first.
fn confused(score: &PloverScore) -> Vec<(&str, &str, usize)> {
    let mut out: Vec<_> = score.confused.iter().map(|((gold, ours), n)| (gold.as_str(), ours.as_str(), *n)).collect();
    out.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    out
}

fn table(name: &str, score: &PloverScore, args: &Score) -> String {
    let mut out = format!("{name}: {} sentences, {} events\n\n", score.right.of, score.events);
    out += &share_head("source and target");
    out += &share_row("right of all", score.right);
    out += &share_row("joined of all", score.joined);
    out += &share_row("right of joined", of_joined(score));
    out += &format!("\n{}", head("root"));
    score.roots.iter().for_each(|(root, figure)| out += &row(root, *figure));
    out += "\nread as another\n";
    for (gold, ours, count) in confused(score).iter().take(SHOWN) {
        out += &format!("{gold:<12} as {ours:<12}{count:>7}\n");
    }
    out.push('\n');
    if args.errors {
        out += &fault::listed(&score.faults);
    }
    out
}

fn as_json(name: &str, score: &PloverScore, args: &Score) -> String {
    let roots: Map<_, _> = score
        .roots
        .iter()
        .map(|(root, figure)| {
            let mut told = figure_json(*figure);
            told["joined"] = json!(score.joined_of.get(root).copied().unwrap_or_default());
            (root.clone(), told)
        })
        .collect();
    let mut told = json!({
        "plover": name,
        "sentences": score.right.of,
        "events": score.events,
        "right": share_json(score.right),
        "joined": share_json(score.joined),
        "right_of_joined": share_json(of_joined(score)),
        "roots": roots,
        "confused": confused(score),
    });
    if args.errors {
        told["errors"] = json!(score.faults);
    }
    format!("{told}\n")
}
