//! `read`: what each report says, as it comes; nothing is merged and nothing stored.

use chancery_engine::{Engine, Options};
use chancery_model::Report;
use chancery_view::format::text;
use chancery_view::{ReadOptions, ReadView, TimeValue, TokenLayer, read, read_json};

use crate::args::Read;
use crate::out::{Out, Verdict};
use crate::sources::{engine, inputs, tell};

pub(crate) fn run(args: &Read, out: &mut Out) -> anyhow::Result<Verdict> {
    let (inputs, mut problems) = inputs(&args.paths);
    let engine = engine()?;
    let options = Options { published: args.published };
    let mut count = 0;
    for input in &inputs {
        let acquired = engine.acquire(input, &options);
        problems.extend(acquired.problems.iter().map(ToString::to_string));
        for report in &acquired.reports {
            if count > 0 && !args.json {
                out.write("\n")?;
            }
            let told = tell_one(&engine, report, args, out);
            out.write(&told)?;
            count += 1;
        }
    }
    tell(&problems, count > 0)?;
    Ok(Verdict::found_if(count > 0))
}

fn tell_one(engine: &Engine, report: &Report, args: &Read, out: &Out) -> String {
    let way = engine.read(report);
    let times: Vec<TimeValue> =
        way.times.iter().map(|t| TimeValue { span: t.span, kind: t.kind, value: t.value.clone() }).collect();
    let view =
        ReadView { report, document: &way.document, findings: &way.findings, reading: &way.reading, times: &times };
    if args.json {
        let tokens = if args.layers.is_some() { TokenLayer::Present } else { TokenLayer::Absent };
        return read_json(view, ReadOptions { without_text: args.no_text, tokens });
    }
    text::page(&read(view), out.prose())
}
