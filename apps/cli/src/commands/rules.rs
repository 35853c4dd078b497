//! `rules`: which there are, what they see in a sentence, and whether they hold on the sentences in their files.

use std::fmt::Write as _;

use chancery_data::{Data, Reads, Rule};
use chancery_engine::{Input, Options};

use crate::args::{Rules as Args, RulesExplain, RulesList, RulesTask};
use crate::out::{Out, Verdict};
use crate::sources::Knowledge;

pub(crate) fn run(args: &Args, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    match &args.task {
        RulesTask::Check => check(knowledge, out),
        RulesTask::Explain(args) => explain(args, knowledge, out),
        RulesTask::List(args) => list(args, knowledge, out),
    }
}

/// Every sentence that is not read as its rule's file says.
fn check(knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let engine = knowledge.engine()?;
    let faults = engine.check_rules();
    for fault in &faults {
        let mut told = format!("{}\n  {}\n  expected {}\n", fault.rule, fault.text, fault.expected);
        for found in &fault.found {
            writeln!(told, "  found    {found}")?;
        }
        if fault.found.is_empty() {
            told.push_str("  found    nothing\n");
        }
        out.write(&told)?;
    }
    let rules = &engine.data().rules;
    let sentences: usize = rules.iter().map(|rule| rule.matches.len() + rule.not.len()).sum();
    out.write(&format!("{} rules, {sentences} sentences, {} not read as told\n", rules.len(), faults.len()))?;
    Ok(Verdict::found_if(faults.is_empty()))
}

/// What rules see in a sentence.
fn explain(args: &RulesExplain, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let engine = knowledge.engine()?;
    let text = args.sentence.join(" ");
    let acquired = engine.acquire(&Input::Stdin(text.into_bytes()), &Options::default());
    let mut any = false;
    for report in &acquired.reports {
        for trigger in engine.explain(report) {
            let mut told = format!("{} ({} patterns)\n", trigger.word, trigger.tried);
            for (relation, words) in &trigger.arguments {
                writeln!(told, "  {relation}={words}")?;
            }
            for (rule, slots) in &trigger.matches {
                any = true;
                let slots: Vec<String> = slots.iter().map(|(slot, words)| format!("<{slot}> {words}")).collect();
                writeln!(told, "  matches {rule}: {}", slots.join("; "))?;
            }
            out.write(&told)?;
        }
    }
    Ok(Verdict::found_if(any))
}

/// The rules with their reasons.
fn list(args: &RulesList, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let data = knowledge.data()?;
    let rules: Vec<&Rule> = data.rules.iter().filter(|rule| is_asked(rule, args)).collect();
    for rule in &rules {
        out.write(&format!("{}: {}\n", rule.id, rule.reason))?;
        if args.patterns {
            out.write(&patterns(&data, rule))?;
        }
    }
    Ok(Verdict::found_if(!rules.is_empty()))
}

fn is_asked(rule: &Rule, args: &RulesList) -> bool {
    args.under.as_ref().is_none_or(|under| rule.id.0 == *under || rule.id.0.starts_with(&format!("{under}/")))
}

fn patterns(data: &Data, rule: &Rule) -> String {
    let mut told = match &rule.reads {
        Reads::Event { kind, .. } => {
            let label = data.schema.events.get(&kind.0).map_or(kind.0.as_str(), |schema| schema.label.as_str());
            format!("  reads events: {label}\n")
        }
        Reads::Position { stance, .. } => format!("  reads positions: {}\n", stance.as_str()),
        Reads::Pledge { status, .. } => format!("  reads pledges: {}\n", status.as_str()),
        Reads::Statement => "  reads statements\n".to_owned(),
        Reads::Proposal { .. } => "  reads proposals\n".to_owned(),
        Reads::Aside { .. } => format!("  reads {}\n", aside(rule.aside())),
        Reads::Source => "  reads sources of statements\n".to_owned(),
    };
    for pattern in &rule.written {
        told += &format!("  {pattern}\n");
    }
    told
}

fn aside(sort: Option<&str>) -> &'static str {
    match sort {
        Some("outcome") => "outcomes",
        Some("attendance") => "who comes",
        Some("called-off") => "that it is off",
        _ => "what it is about",
    }
}
