//! Reports whose engagements, positions, quotations and pledges others have annotated.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chancery_engine::Engine;
use serde_json::{Map, Value, json};

use super::figures::{figure_json, head, rounded, row, share_head, share_json, share_row};
use super::output::told;
use super::{named, text_of};
use crate::args::Score;
use crate::out::Out;
use crate::score::gold::{Tally, count};
use crate::score::{Figure, Share, fault};

/// Scores the reports of a folder; whether there was one. Each has its annotations in a file named after it, and
/// its text in `reports.jsonl` beside them.
pub(super) fn folder(path: &Path, args: &Score, engine: &Engine, out: &mut Out) -> anyhow::Result<bool> {
    let inner = path.join("annotations");
    let annotations = annotations(if inner.is_dir() { &inner } else { path })?;
    let beside = if inner.is_dir() { path.to_owned() } else { path.canonicalize()?.join("..") };
    let file = beside.join("reports.jsonl");
    let mut texts = texts(&text_of(&file).context("`reports.jsonl`")?).context("`reports.jsonl`")?;
    texts.retain(|id, _| annotations.contains_key(id));
    if let Some(id) = annotations.keys().find(|id| !texts.contains_key(*id)) {
        bail!("`{id}.json` has no report `{id}` in `reports.jsonl` beside the annotations");
    }
    let lines = texts.values().map(|report| format!("{report}\n")).collect();
    let told = told(engine, lines, out)?;
    let mut tally = Tally::default();
    for (id, gold) in &annotations {
        let text = texts[id]["text"].as_str().unwrap_or_default();
        count(&mut tally, id, gold, told.get(id).unwrap_or(&Value::Null), text);
    }
    let name = path.display().to_string();
    out.write(&if args.json { as_json(&name, &tally, args) } else { table(&name, &tally, args) })?;
    Ok(!annotations.is_empty())
}

/// The annotations in a folder, by the ids of their reports.
fn annotations(folder: &Path) -> anyhow::Result<BTreeMap<String, Value>> {
    let mut out = BTreeMap::new();
    for path in files(folder, "json")? {
        let read = text_of(&path).and_then(|text| Ok(serde_json::from_str(&text)?));
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        out.insert(stem, read.with_context(|| named(&path))?);
    }
    if out.is_empty() {
        bail!("holds no annotations; expected a `.json` file for each report");
    }
    Ok(out)
}

/// The files of a folder with this ending, by name.
pub(super) fn files(folder: &Path, ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).context("cannot be read")? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == ending) {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// The reports by their ids.
fn texts(lines: &str) -> anyhow::Result<BTreeMap<String, Value>> {
    let mut out = BTreeMap::new();
    for (number, line) in (1..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let report: Value = serde_json::from_str(line).with_context(|| format!("line {number}"))?;
        let id = match &report["id"] {
            Value::String(id) => id.clone(),
            Value::Number(id) => id.to_string(),
            _ => bail!("line {number}: the report has no `id`"),
        };
        out.insert(id, report);
    }
    Ok(out)
}

fn figures(tally: &Tally) -> [(&'static str, Figure); 6] {
    [
        ("engagement", tally.engagement),
        ("engagement strict", tally.engagement_strict),
        ("position", tally.position),
        ("position strict", tally.position_strict),
        ("quotation", tally.quotation),
        ("pledge", tally.pledge),
    ]
}

fn shares(tally: &Tally) -> [(&'static str, Share); 8] {
    [
        ("status", tally.status),
        ("form", tally.form),
        ("place", tally.place),
        ("date", tally.date),
        ("issue", tally.issue),
        ("stance", tally.stance),
        ("said by", tally.said_by),
        ("speaker", tally.speaker),
    ]
}

/// Places and dates told where there are none.
fn invented(tally: &Tally) -> [(&'static str, Share); 2] {
    [("place", tally.invented_place), ("date", tally.invented_date)]
}

/// Mean likeness of the propositions, in percent.
fn proposition(tally: &Tally) -> f64 {
    let (sum, of) = tally.proposition;
    100.0 * sum / of.max(1) as f64
}

fn table(name: &str, tally: &Tally, args: &Score) -> String {
    let mut out = format!("{name}: {} reports\n\n{}", tally.reports, head("found"));
    figures(tally).iter().for_each(|(label, figure)| out += &row(label, *figure));
    out += &format!("\n{}", share_head("right of the found"));
    shares(tally).iter().for_each(|(label, share)| out += &share_row(label, *share));
    out += &format!("{:<18}{:>6.2}{:>10}{:>9}\n", "proposition", proposition(tally), "", tally.proposition.1);
    out += &format!("\n{}", share_head("invented"));
    invented(tally).iter().for_each(|(label, share)| out += &share_row(label, *share));
    out += &format!("\n{}{}\n", share_head("found of main ones"), share_row("engagement", tally.main));
    if args.errors {
        out += &fault::listed(&tally.faults);
    }
    out
}

fn as_json(name: &str, tally: &Tally, args: &Score) -> String {
    let key = |label: &str| label.replace(' ', "_");
    let marks: Map<_, _> = figures(tally).iter().map(|(l, f)| (key(l), figure_json(*f))).collect();
    let mut of_found: Map<_, _> = shares(tally).iter().map(|(l, s)| (key(l), share_json(*s))).collect();
    let (sum, of) = tally.proposition;
    of_found.insert("proposition".to_owned(), json!({"percent": rounded(proposition(tally)), "sum": sum, "of": of}));
    let invented: Map<_, _> = invented(tally).iter().map(|(l, s)| (key(l), share_json(*s))).collect();
    let mut told = json!({
        "reports": name,
        "count": tally.reports,
        "marks": marks,
        "main_engagement": share_json(tally.main),
        "of_found": of_found,
        "invented": invented,
    });
    if args.errors {
        told["errors"] = json!(tally.faults);
    }
    format!("{told}\n")
}
