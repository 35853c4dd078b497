//! `judge`: a person's decisions, checked against the record and kept beside what was read.

mod about;
mod list;

use anyhow::{anyhow, bail};
use chancery_engine::record::Store;
use chancery_engine::{Marked, Refusal, Ruling};
use chancery_model::{ClaimKind, Judgement, JudgementId, Snapshot, Subject};
use chancery_view::decided;

use crate::args::{self, Judge, JudgeTask};
use crate::clock;
use crate::out::{Out, Verdict};
use crate::sources::Knowledge;

/// How often a decision is checked anew because another process judged meanwhile.
const TRIES: usize = 3;

pub(crate) fn run(args: &Judge, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    match &args.task {
        JudgeTask::List(task) => list::run(task, &args.store(), knowledge, out),
        JudgeTask::Withdraw(task) => withdraw(task, args, knowledge, out),
        task => decide(task, args, knowledge, out),
    }
}

fn decide(task: &JudgeTask, args: &Judge, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let place = args.store().place();
    let mut store = Store::open(&place)?;
    let engine = knowledge.engine()?;
    let by = args.by.clone().or_else(clock::user).unwrap_or_default();
    for _ in 0..TRIES {
        let so_far = store.docket()?;
        let snapshot = knowledge.record(Store::open_read_only(&place)?)?;
        let desk = about::Desk { snapshot: &snapshot, knowledge, out };
        let Some(ruling) = ruling(task, &desk)? else { return Ok(Verdict::Nothing) };
        let mut judgement = match engine.judge(&snapshot, &ruling, &by, &clock::now()) {
            Err(already @ Refusal::Already(_)) => {
                out.talk(&already.to_string());
                return Ok(Verdict::Found);
            }
            other => other?,
        };
        drop(snapshot);
        let Some(id) = store.judge_in_view(&judgement, so_far)? else { continue };
        judgement.id = id;
        out.write(&format!("{}\n", decided(&judgement)))?;
        follow(&judgement, knowledge, &mut store, out)?;
        return Ok(Verdict::Found);
    }
    bail!("`{place}` is being judged by another process; try again when it is done")
}

/// What a task asks for, of things of the record; `None`, and said so, where one of them is not there.
fn ruling(task: &JudgeTask, desk: &about::Desk<'_>) -> anyhow::Result<Option<Ruling>> {
    Ok(match task {
        JudgeTask::Same(task) => desk.parties(&task.ids)?.map(Ruling::Same),
        JudgeTask::Different(task) => desk.parties(&task.ids)?.map(Ruling::Different),
        JudgeTask::Reject(task) => desk.subjects(&task.id)?.map(Ruling::Reject),
        JudgeTask::Explain(task) => desk.subjects(&task.id)?.map(|on| Ruling::Explain { on, text: task.text.clone() }),
        JudgeTask::Set(task) => {
            let on = desk.subjects(&task.id)?;
            on.map(|on| Ruling::Set { on, field: task.field.clone(), value: task.value.clone() })
        }
        JudgeTask::Rename(task) => desk.actor(&task.from)?.map(|from| Ruling::Rename { from, to: task.to.clone() }),
        JudgeTask::Grade(task) => {
            desk.source(&task.source)?.map(|source| Ruling::Grade { source, letter: task.letter.clone() })
        }
        JudgeTask::Add(task) => {
            let kind = match task.kind {
                args::Marked::Event => ClaimKind::Event,
                args::Marked::Position => ClaimKind::Position,
                args::Marked::Pledge => ClaimKind::Pledge,
            };
            let (words, fields) = (task.words.clone(), task.fields.clone());
            let report = desk.report(&task.report)?;
            report.map(|report| Ruling::Add(Marked { report, words, start: task.start, kind, fields }))
        }
        JudgeTask::Withdraw(_) | JudgeTask::List(_) => None,
    })
}

/// A report under another date is read anew: "Monday" is another day.
fn follow(judgement: &Judgement, knowledge: &Knowledge, store: &mut Store, out: &Out) -> anyhow::Result<()> {
    let reports = judgement.subjects.iter().filter_map(|subject| match subject {
        Subject::Report(report) if judgement.kind.as_str() == "set" => Some(report.clone()),
        _ => None,
    });
    let reports: Vec<_> = reports.collect();
    if !reports.is_empty() {
        let tally = knowledge.engine()?.reread(store, Some(&reports), &clock::now(), &mut |_| {})?;
        tally.problems.iter().for_each(|problem| out.talk(problem));
    }
    Ok(())
}

fn withdraw(task: &args::Withdraw, args: &Judge, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let mut store = Store::open(args.store().place())?;
    let asked = task.id.trim();
    let all = store.all_judgements()?;
    let bears = |j: &&Judgement| if asked.len() < 2 { false } else { j.id.0.starts_with(asked) };
    let found: Vec<&Judgement> = match all.iter().find(|j| j.id.0 == asked) {
        Some(one) => vec![one],
        None => all.iter().filter(bears).collect(),
    };
    let judgement = match found[..] {
        [] => {
            out.talk(&format!("no judgement is called `{asked}`; `chancery judge list` lists them"));
            return Ok(Verdict::Nothing);
        }
        [one] => one,
        _ => {
            let ids: Vec<String> = found.iter().map(|j| format!("`{}`", j.id)).collect();
            bail!("`{asked}` may mean {}; type more of the id", ids.join(" or "));
        }
    };
    if let Some(at) = &judgement.withdrawn {
        bail!("judgement `{}` was withdrawn at {at}", judgement.id);
    }
    let JudgementId(id) = &judgement.id;
    if !store.withdraw(&judgement.id, &clock::now())? {
        return Err(anyhow!("judgement `{id}` was withdrawn by another process meanwhile"));
    }
    out.write(&format!("withdrawn: {}\n", decided(judgement)))?;
    follow(judgement, knowledge, &mut store, out)?;
    Ok(Verdict::Found)
}

/// The record that decisions are about.
type Record<'s> = &'s dyn Snapshot;
