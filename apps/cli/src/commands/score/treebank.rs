//! Treebanks: sentences, words, tags, lemmas and trees, over given words and from raw text.

use std::fs;
use std::path::Path;

use anyhow::Context;
use chancery_engine::Engine;
use chancery_engine::analyze::conllu::{self, Sentence, of_document, raw_text};
use chancery_model::Report;
use serde_json::json;

use super::figures::{figure_json, row, share_json, share_row};
use super::{named, text_of};
use crate::args::Score;
use crate::out::Out;
use crate::score::treebank::{self, FromRaw, Given};
use crate::score::{Figure, Share};

/// Scores the analysis on one file; whether it holds a sentence.
pub(super) fn treebank_file(path: &Path, args: &Score, engine: &Engine, out: &mut Out) -> anyhow::Result<bool> {
    let mut gold = conllu::read(&text_of(path)?)?;
    if let Some(part) = &args.document {
        gold = documents(&gold)
            .filter(|d| d[0].comment("newdoc").is_some_and(|id| id.contains(part)))
            .flatten()
            .cloned()
            .collect();
    }
    let given = treebank::given(&gold, &with_given_words(engine, &gold)?).map_err(anyhow::Error::msg)?;
    let system: Vec<Sentence> = from_raw_text(engine, &gold)?;
    let raw = treebank::from_raw(&gold, &system).map_err(anyhow::Error::msg)?;
    if let Some(file) = &args.analysis {
        fs::write(file, conllu::write(&system)).with_context(|| format!("cannot write {}", named(file)))?;
    }
    let name = path.display().to_string();
    let told = if args.json { treebank_json(&name, &given, &raw) } else { treebank_table(&name, &given, &raw) };
    out.write(&told)?;
    Ok(!gold.is_empty())
}

/// The documents of a treebank, each a run of sentences.
fn documents(sentences: &[Sentence]) -> impl Iterator<Item = &[Sentence]> {
    sentences.chunk_by(|_, next| next.comment("newdoc").is_none())
}

/// The analysis of all documents from their raw text.
fn from_raw_text(engine: &Engine, gold: &[Sentence]) -> anyhow::Result<Vec<Sentence>> {
    let reports: Vec<Report> = documents(gold).map(|document| Report::plain(&raw_text(document).text)).collect();
    let read = engine.analyser().read(engine.data(), &reports.iter().collect::<Vec<_>>())?;
    Ok(read.iter().flat_map(of_document).collect())
}

/// The analysis of given words.
fn with_given_words(engine: &Engine, gold: &[Sentence]) -> anyhow::Result<Vec<Sentence>> {
    let bare = |word: &conllu::Word| conllu::Word {
        form: word.form.clone(),
        misc: word.misc.clone().filter(|misc| misc.contains("SpaceAfter=No")),
        ..Default::default()
    };
    let bare = |s: &Sentence| Sentence {
        words: s.words.iter().map(bare).collect(),
        ranges: s.ranges.clone(),
        ..Default::default()
    };
    let mut sentences: Vec<Sentence> = gold.iter().map(bare).collect();
    conllu::annotate(engine.analyser(), engine.data(), &mut sentences)?;
    Ok(sentences)
}

fn treebank_table(name: &str, given: &Given, raw: &FromRaw) -> String {
    let mut out = format!("{name}\n\nwith given words       %     right       of\n");
    for (label, share) in shares(given) {
        out += &share_row(label, share);
    }
    out += "\nfrom raw text         F1      P      R     right    found     gold\n";
    for (label, figure) in figures(raw) {
        out += &row(label, figure);
    }
    out + "\n"
}

fn shares(given: &Given) -> [(&'static str, Share); 6] {
    let Given { upos, lemma, uas, las, uas_words, las_words } = *given;
    [
        ("UPOS", upos),
        ("lemma", lemma),
        ("UAS", uas),
        ("LAS", las),
        ("UAS without PUNCT", uas_words),
        ("LAS without PUNCT", las_words),
    ]
}

fn figures(raw: &FromRaw) -> [(&'static str, Figure); 7] {
    let FromRaw { tokens, sentences, words, upos, lemmas, uas, las } = *raw;
    [
        ("Tokens", tokens),
        ("Sentences", sentences),
        ("Words", words),
        ("UPOS", upos),
        ("Lemmas", lemmas),
        ("UAS", uas),
        ("LAS", las),
    ]
}

fn treebank_json(name: &str, given: &Given, raw: &FromRaw) -> String {
    let key = |label: &str| label.to_lowercase().replace(' ', "_");
    let given: serde_json::Map<_, _> = shares(given).into_iter().map(|(l, s)| (key(l), share_json(s))).collect();
    let raw: serde_json::Map<_, _> = figures(raw).into_iter().map(|(l, f)| (key(l), figure_json(f))).collect();
    format!("{}\n", json!({"treebank": name, "given": given, "raw": raw}))
}
