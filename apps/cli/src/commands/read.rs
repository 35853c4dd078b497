//! `read`: what each report says, as it comes; nothing is merged and nothing stored.

use std::fs;
use std::path::Path;

use anyhow::Context;
use chancery_engine::analyze::conllu;
use chancery_engine::{Options, Read as Way};
use chancery_view::format::text::{self, Layout};
use chancery_view::{ReadOptions, ReadView, TimeValue, TokenLayer, read, read_json};

use crate::args::Read;
use crate::out::{Out, Verdict};
use crate::sources::{Knowledge, inputs, tell};

pub(crate) fn run(args: &Read, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    if let Some(path) = &args.conllu {
        return treebank(path, knowledge, out);
    }
    let (inputs, mut problems) = inputs(&args.paths);
    let options = Options { published: args.published };
    let layout = out.prose();
    let mut count = 0;
    knowledge.engine()?.read_each(
        &inputs,
        &options,
        |way| tell_one(way, args, layout),
        |told| -> anyhow::Result<()> {
            match told {
                Err(problem) => problems.push(problem),
                Ok(told) => {
                    if count > 0 && !args.json {
                        out.write("\n")?;
                    }
                    out.write(&told)?;
                    count += 1;
                }
            }
            Ok(())
        },
    )?;
    tell(&problems, count > 0)?;
    Ok(Verdict::found_if(count > 0))
}

/// CoNLL-U in, the same words with their analysis out.
fn treebank(path: &Path, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let named = || format!("`{}`", path.display());
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", named()))?;
    let mut sentences = conllu::read(&text).with_context(named)?;
    let engine = knowledge.engine()?;
    conllu::annotate(engine.analyser(), engine.data(), &mut sentences)?;
    out.write(&conllu::write(&sentences))?;
    Ok(Verdict::found_if(!sentences.is_empty()))
}

fn tell_one(way: &Way<'_>, args: &Read, layout: Layout) -> String {
    if args.json {
        let tokens = if args.layers.is_some() { TokenLayer::Present } else { TokenLayer::Absent };
        return as_json(way, ReadOptions { without_text: args.no_text, tokens });
    }
    with_view(way, |view| text::page(&read(view), layout))
}

/// What one report says, as a line of JSON.
pub(super) fn as_json(way: &Way<'_>, options: ReadOptions) -> String {
    with_view(way, |view| read_json(view, options))
}

/// Something made of what is shown of a report.
fn with_view(way: &Way<'_>, make: impl Fn(ReadView<'_>) -> String) -> String {
    let times: Vec<TimeValue> =
        way.times.iter().map(|t| TimeValue { span: t.span, kind: t.kind, value: t.value.clone() }).collect();
    make(ReadView {
        report: way.document.report,
        document: &way.document,
        findings: &way.findings,
        reading: &way.reading,
        times: &times,
        named: &way.names,
    })
}
