//! Articles in TimeML: which expressions of time are found, with which type and value.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chancery_engine::{Engine, ResolvedTime};
use chancery_model::Report;
use serde_json::json;

use super::figures::{figure_json, row};
use super::{named, text_of};
use crate::args::Score;
use crate::out::Out;
use crate::score::Figure;
use crate::score::timeml::{self, Article, Timex};
use crate::score::times::{self, TimeScore};

/// How many articles are read at a time.
const BATCH: usize = 32;

/// Scores the articles of a folder, each read as of the day it was made.
pub(super) fn time_folder(path: &Path, args: &Score, engine: &Engine, out: &mut Out) -> anyhow::Result<bool> {
    let mut files = Vec::new();
    articles(path, &mut files)?;
    files.sort();
    let mut sum = TimeScore::default();
    for files in files.chunks(BATCH) {
        let gold: Vec<Article> = files
            .iter()
            .map(|file| timeml::read(&text_of(file)?).with_context(|| named(file)))
            .collect::<anyhow::Result<_>>()?;
        let reports: Vec<Report> = gold
            .iter()
            .map(|article| {
                let mut report = Report::plain(&article.text);
                report.published.edtf = article.made;
                report
            })
            .collect();
        let timex = |t: &ResolvedTime| Timex { span: t.span, kind: t.kind.to_owned(), value: t.value.clone() };
        let found = engine
            .read_all(&reports.iter().collect::<Vec<_>>(), |read| read.times.iter().map(timex).collect::<Vec<_>>());
        for (article, found) in gold.iter().zip(found) {
            sum.add(times::score(&article.times, &found.map_err(anyhow::Error::msg)?));
        }
    }
    let name = path.display().to_string();
    out.write(&if args.json { times_json(&name, files.len(), &sum) } else { times_table(&name, files.len(), &sum) })?;
    Ok(!files.is_empty())
}

/// The files in TimeML under a path.
fn articles(path: &Path, into: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if !path.is_dir() {
        into.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).context("cannot be read")? {
        let inner = entry?.path();
        if inner.is_dir() || inner.extension().is_some_and(|ending| ending == "tml") {
            articles(&inner, into)?;
        }
    }
    Ok(())
}

fn marks(sum: &TimeScore) -> [(&'static str, Figure); 4] {
    [("strict", sum.strict), ("relaxed", sum.relaxed), ("with type", sum.kind), ("with value", sum.value)]
}

fn times_table(name: &str, articles: usize, sum: &TimeScore) -> String {
    let mut out =
        format!("{name}: {articles} articles\n\ntimes                 F1      P      R     right    found     gold\n");
    for (label, figure) in marks(sum) {
        out += &row(label, figure);
    }
    out + "\n"
}

fn times_json(name: &str, articles: usize, sum: &TimeScore) -> String {
    let marks: serde_json::Map<_, _> =
        marks(sum).into_iter().map(|(label, figure)| (label.replace(' ', "_"), figure_json(figure))).collect();
    format!("{}\n", json!({"times": name, "articles": articles, "marks": marks}))
}
