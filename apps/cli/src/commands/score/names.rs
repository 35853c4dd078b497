//! Sets of names: which of those that others marked are found, by kind.

use std::path::{Path, PathBuf};

use anyhow::Context;
use chancery_engine::Engine;
use chancery_engine::analyze::{NameOfWords, placed, tokens};
use chancery_model::{Name, Token};
use serde_json::json;

use super::figures::{figure_json, row};
use super::{named, text_of};
use crate::args::Score;
use crate::out::Out;
use crate::score::columns;
use crate::score::names::{self, NameScore, Passage};

/// Scores each set, and all together where there are several; whether there was a passage.
pub(super) fn sets(paths: &[PathBuf], args: &Score, engine: &Engine, out: &mut Out) -> anyhow::Result<bool> {
    let (mut sum, mut passages) = (NameScore::default(), 0);
    for path in paths {
        let (count, found) = name_file(path, args, engine, out).with_context(|| named(path))?;
        passages += count;
        sum.add(&found);
    }
    if paths.len() > 1 {
        out.write(&told_names(&format!("all {} files", paths.len()), passages, &sum, args))?;
    }
    Ok(passages > 0)
}

/// Scores one set, and tells how many passages it has.
fn name_file(path: &Path, args: &Score, engine: &Engine, out: &mut Out) -> anyhow::Result<(usize, NameScore)> {
    let set = columns::read(&text_of(path)?, args.kinds)?;
    if let Some((count, line)) = set.unknown {
        out.talk(&format!("{}: {count} unknown tags read as no name, the first on line {line}", named(path)));
    }
    let found = names::score(&set, predicted(engine, &set.passages)?);
    out.write(&told_names(&path.display().to_string(), set.passages.len(), &found, args))?;
    Ok((set.passages.len(), found))
}

fn told_names(name: &str, passages: usize, found: &NameScore, args: &Score) -> String {
    if args.json { names_json(name, passages, found) } else { names_table(name, passages, found) }
}

/// The names that the encoder finds in each passage, read as one sentence of the given tokens or of our own.
fn predicted(engine: &Engine, passages: &[Passage]) -> anyhow::Result<Vec<Vec<Name>>> {
    let words = |p: &Passage| match &p.tokens {
        Some(spans) => spans.iter().map(|span| Token::at(*span)).collect(),
        None => tokens(engine.data(), &p.text),
    };
    let mut sentences: Vec<(&str, Vec<Token>)> = passages.iter().map(|p| (p.text.as_str(), words(p))).collect();
    let names = engine.analyser().read_words(engine.data(), &mut sentences)?;
    let of = |(names, (_, tokens)): (Vec<NameOfWords>, &(&str, Vec<Token>))| {
        names.into_iter().map(|name| placed(tokens, name)).collect()
    };
    Ok(names.into_iter().zip(&sentences).map(of).collect())
}

fn names_table(name: &str, passages: usize, found: &NameScore) -> String {
    let mut out =
        format!("{name}: {passages} passages\n\nnames                 F1      P      R     right    found     gold\n");
    for (kind, figure) in &found.kinds {
        out += &row(kind.as_str(), *figure);
    }
    out += &row("all", found.all);
    out + "\n"
}

fn names_json(name: &str, passages: usize, found: &NameScore) -> String {
    let kinds: serde_json::Map<_, _> =
        found.kinds.iter().map(|(kind, figure)| (kind.as_str().to_owned(), figure_json(*figure))).collect();
    format!("{}\n", json!({"names": name, "passages": passages, "kinds": kinds, "all": figure_json(found.all)}))
}
