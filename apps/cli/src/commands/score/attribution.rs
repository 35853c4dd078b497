//! Articles with attributions in brat's standoff form: folders `text` and `attributions` beside each other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chancery_engine::Engine;
use serde_json::{Value, json};

use super::figures::{figure_json, head, rounded, row, share_head, share_json, share_row};
use super::output::told;
use super::reports::files;
use super::{named, text_of};
use crate::args::Score;
use crate::out::Out;
use crate::score::attribution::{self, AttributionScore};
use crate::score::fault;
use crate::score::words::Text;

/// Scores the articles of a folder; whether there was one.
pub(super) fn folder(path: &Path, args: &Score, engine: &Engine, out: &mut Out) -> anyhow::Result<bool> {
    let mut articles = BTreeMap::new();
    for (stem, marks) in annotations(&path.join("attributions"))? {
        let file = path.join("text").join(format!("{stem}.txt"));
        let text = text_of(&file).with_context(|| named(&file))?;
        let gold = text_of(&marks).and_then(|marks| attribution::read(&marks, &Text::of(&text)));
        articles.insert(stem, (gold.with_context(|| named(&marks))?, text));
    }
    let line = |(stem, (_, text)): (&String, &(_, String))| format!("{}\n", json!({"id": stem, "text": text}));
    let told = told(engine, articles.iter().map(line).collect(), out)?;
    let (mut score, count) = (AttributionScore::default(), articles.len());
    for (stem, (gold, text)) in articles {
        attribution::count(&mut score, &stem, gold, told.get(&stem).unwrap_or(&Value::Null), &Text::of(&text));
    }
    let name = path.display().to_string();
    out.write(&if args.json { as_json(&name, &score, args) } else { table(&name, &score, args) })?;
    Ok(count > 0)
}

/// The annotations of each text, by its stem. A file is named `STEM.ann`, or `STEM_ANNOTATOR.ann`: where several
/// have annotated one text, the first by name stands for all.
fn annotations(folder: &Path) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut out = BTreeMap::new();
    for file in files(folder, "ann").with_context(|| named(folder))? {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let whole = folder.with_file_name("text").join(format!("{stem}.txt")).exists();
        let of_text = stem.rsplit_once('_').filter(|_| !whole).map_or(stem.clone(), |(of, _)| of.to_owned());
        out.entry(of_text).or_insert(file);
    }
    if out.is_empty() {
        bail!("{} holds no annotations; expected `.ann` files", named(folder));
    }
    Ok(out)
}

/// Mean likeness of the contents, in percent.
fn content(score: &AttributionScore) -> f64 {
    100.0 * score.content / score.found.correct.max(1) as f64
}

fn table(name: &str, score: &AttributionScore, args: &Score) -> String {
    let mut out = format!("{name}: {} articles\n\n{}", score.articles, head("attributions"));
    out += &row("found", score.found);
    out += &format!("\n{}{}", share_head("of the found"), share_row("source", score.source));
    out += &format!("{:<18}{:>6.2}{:>10}{:>9}\n", "content, mean F1", content(score), "", score.found.correct);
    let (gold, ours) = score.without_cue;
    out += &format!("\nwithout a cue, and left out: {gold} of the gold, {ours} of ours\n\n");
    if args.errors {
        out += &fault::listed(&score.faults);
    }
    out
}

fn as_json(name: &str, score: &AttributionScore, args: &Score) -> String {
    let mut told = json!({
        "attribution": name,
        "articles": score.articles,
        "found": figure_json(score.found),
        "source": share_json(score.source),
        "content": {"percent": rounded(content(score)), "of": score.found.correct},
        "without_cue": {"gold": score.without_cue.0, "system": score.without_cue.1},
    });
    if args.errors {
        told["errors"] = json!(score.faults);
    }
    format!("{told}\n")
}
