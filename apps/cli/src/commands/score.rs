//! `score`: how well the analysis does on what others annotated.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chancery_engine::analyze::conllu::{self, Sentence, of_document, raw_text};
use chancery_engine::analyze::{NameOfWords, placed, tokens};
use chancery_engine::{Engine, ResolvedTime};
use chancery_model::{Name, Report, Token};
use serde_json::{Value, json};

use crate::args::Score;
use crate::out::{Out, Verdict};
use crate::score::names::{self, NameScore, Passage};
use crate::score::timeml::{self, Article, Timex};
use crate::score::times::{self, TimeScore};
use crate::score::treebank::{self, FromRaw, Given, Share};
use crate::score::{Figure, columns, percent};
use crate::sources::Knowledge;

pub(crate) fn run(args: &Score, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let engine = knowledge.engine()?;
    let mut any = false;
    for path in &args.treebank {
        any |= treebank_file(path, args, &engine, out).with_context(|| named(path))?;
    }
    let mut sum = NameScore::default();
    let mut passages = 0;
    for path in &args.names {
        let (count, found) = name_file(path, args, &engine, out).with_context(|| named(path))?;
        passages += count;
        sum.add(&found);
    }
    if args.names.len() > 1 {
        let name = format!("all {} files", args.names.len());
        out.write(&told_names(&name, passages, &sum, args))?;
    }
    any |= passages > 0;
    for path in &args.times {
        any |= time_folder(path, args, &engine, out).with_context(|| named(path))?;
    }
    Ok(Verdict::found_if(any))
}

fn named(path: &Path) -> String {
    format!("`{}`", path.display())
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(path).context("cannot be read")?;
    String::from_utf8(bytes).or_else(|fault| {
        let good = &fault.as_bytes()[..fault.utf8_error().valid_up_to()];
        let line = good.iter().filter(|&&b| b == b'\n').count() + 1;
        bail!("line {line}: not UTF-8; save the file as UTF-8")
    })
}

fn treebank_file(path: &Path, args: &Score, engine: &Engine, out: &mut Out) -> anyhow::Result<bool> {
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

/// How many articles are read at a time.
const BATCH: usize = 32;

/// Scores the articles of a folder, each read as of the day it was made.
fn time_folder(path: &Path, args: &Score, engine: &Engine, out: &mut Out) -> anyhow::Result<bool> {
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

fn treebank_table(name: &str, given: &Given, raw: &FromRaw) -> String {
    let mut out = format!("{name}\n\nwith given words       %     right       of\n");
    for (label, share) in shares(given) {
        out += &format!("{label:<18}{:>6.2}{:>10}{:>9}\n", percent(share.correct, share.of), share.correct, share.of);
    }
    out += "\nfrom raw text         F1      P      R     right    found     gold\n";
    for (label, figure) in figures(raw) {
        out += &row(label, figure);
    }
    out + "\n"
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

fn row(label: &str, figure: Figure) -> String {
    let (f1, precision, recall) = (figure.f1(), figure.precision(), figure.recall());
    let Figure { correct, system, gold } = figure;
    format!("{label:<18}{f1:>6.2}{precision:>7.2}{recall:>7.2}{correct:>10}{system:>9}{gold:>9}\n")
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
    let share = |s: Share| json!({"percent": rounded(percent(s.correct, s.of)), "correct": s.correct, "of": s.of});
    let key = |label: &str| label.to_lowercase().replace(' ', "_");
    let given: serde_json::Map<_, _> = shares(given).into_iter().map(|(l, s)| (key(l), share(s))).collect();
    let raw: serde_json::Map<_, _> = figures(raw).into_iter().map(|(l, f)| (key(l), figure_json(f))).collect();
    format!("{}\n", json!({"treebank": name, "given": given, "raw": raw}))
}

fn names_json(name: &str, passages: usize, found: &NameScore) -> String {
    let kinds: serde_json::Map<_, _> =
        found.kinds.iter().map(|(kind, figure)| (kind.as_str().to_owned(), figure_json(*figure))).collect();
    format!("{}\n", json!({"names": name, "passages": passages, "kinds": kinds, "all": figure_json(found.all)}))
}

fn figure_json(figure: Figure) -> Value {
    let Figure { correct, system, gold } = figure;
    json!({
        "f1": rounded(figure.f1()),
        "precision": rounded(figure.precision()),
        "recall": rounded(figure.recall()),
        "correct": correct,
        "system": system,
        "gold": gold,
    })
}

/// To two places, as the table has it.
fn rounded(percent: f64) -> f64 {
    (percent * 100.0).round() / 100.0
}
