//! One report, read; and many, one after the other. Nothing is merged and nothing stored.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chancery_model::{Actor, Document, Findings, Reading, ReadingId, Report};
use rayon::prelude::*;

pub use chancery_identify::{Meant, ResolvedMention, ResolvedTime};

use crate::{Engine, Input, Options, VERSION};

/// What one pass over a report gives, with the steps between.
#[derive(Clone, Debug)]
pub struct Read<'r> {
    /// The report after language analysis.
    pub document: Document<'r>,
    /// What the text says.
    pub findings: Findings,
    /// The claims, with actors, days and places fixed.
    pub reading: Reading,
    /// Every expression of time with its TIMEX3 type and value, in order of the text.
    pub times: Vec<ResolvedTime>,
    /// All mentions with those they stand for, as the findings have them.
    pub mentions: Vec<ResolvedMention>,
    /// Whom each name of the document stands for, in their order.
    pub names: Vec<Option<Actor>>,
}

impl<'r> Read<'r> {
    pub(crate) fn new(
        fingerprint: &str,
        document: Document<'r>,
        findings: Findings,
        mut identified: chancery_identify::Identified,
    ) -> Self {
        let report = document.report;
        let reading = Reading {
            id: ReadingId::of(&report.id, VERSION, fingerprint, report.published.edtf),
            report: report.id.clone(),
            engine: VERSION.to_owned(),
            data: fingerprint.to_owned(),
            claims: std::mem::take(&mut identified.claims),
            notes: std::mem::take(&mut identified.notes),
            imprint: Some(std::mem::take(&mut identified.imprint)),
        };
        let chancery_identify::Identified { times, mentions, names, .. } = identified;
        Self { document, findings, reading, times, mentions, names }
    }
}

/// How many reports are read at a time, so that results come out early and in the order of the inputs.
const BATCH: usize = 32;

impl Engine {
    /// One report to its claims.
    ///
    /// # Panics
    /// Where the program is at fault.
    #[must_use]
    pub fn read<'r>(&self, report: &'r Report) -> Read<'r> {
        let mut documents = self.analyser().read(&self.data, &[report]).expect("sound weights run");
        self.interpret(documents.remove(0))
    }

    /// Reports to their claims, all at a time, and something made of each, in the same order. A fault of the
    /// program loses the report that it is met in and no other; the message names it.
    pub fn read_all<'r, T: Send>(
        &self,
        reports: &[&'r Report],
        make: impl Fn(Read<'r>) -> T + Sync,
    ) -> Vec<Result<T, String>> {
        let analyse = |some: &[&'r Report]| {
            let told = catch_unwind(AssertUnwindSafe(|| self.analyser().read(&self.data, some)));
            told.ok().and_then(Result::ok)
        };
        let make = |report: &Report, document| guarded(name_of(report), || make(self.interpret(document)));
        match analyse(reports) {
            Some(documents) => documents.into_par_iter().zip(reports).map(|(d, r)| make(r, d)).collect(),
            // One of them is at fault: each on its own tells which.
            None => reports
                .iter()
                .map(|report| match analyse(&[*report]).and_then(|mut documents| documents.pop()) {
                    Some(document) => make(report, document),
                    None => Err(fault(name_of(report))),
                })
                .collect(),
        }
    }

    /// Reads the reports of all inputs, several at a time: `view` makes something of each, and
    /// `take` gets it, or the problem that stood in its way, in the order of the inputs.
    ///
    /// # Errors
    /// The first that `take` gives; no further report is read then.
    pub fn read_each<T: Send, E>(
        &self,
        inputs: &[Input],
        options: &Options,
        view: impl Fn(&Read<'_>) -> T + Sync,
        mut take: impl FnMut(Result<T, String>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut intake = self.intake(inputs, options);
        while let Some((reports, problems)) = intake.next(BATCH) {
            let reports: Vec<&Report> = reports.iter().collect();
            self.read_all(&reports, |way| view(&way)).into_iter().try_for_each(&mut take)?;
            problems.into_iter().try_for_each(|problem| take(Err(problem)))?;
        }
        Ok(())
    }
}

/// How messages name a report.
pub(crate) fn name_of(report: &Report) -> &str {
    report.path.as_deref().unwrap_or(&report.key)
}

/// The outcome of work on what is so named, or word that a fault of the program ended it.
pub(crate) fn guarded<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| fault(name))
}

fn fault(name: &str) -> String {
    format!("`{name}` could not be read: a fault of the program, please tell its authors")
}

#[cfg(test)]
mod tests {
    use chancery_model::ClaimKind;

    use chancery_data::Data;

    use super::*;

    #[test]
    fn a_fault_loses_one_report_and_order_is_kept() {
        let engine = Engine::new(Data::builtin().unwrap());
        let lines: String = (0..70).map(|n| format!("{{\"id\":\"{n}\",\"text\":\"Note {n}.\"}}\n")).collect();
        let inputs = [Input::Stdin(lines.into_bytes()), Input::File("missing.txt".into())];
        let mut told = Vec::new();
        let view = |read: &Read<'_>| {
            let key = read.document.report.key.clone();
            assert_ne!(key, "41", "made to fail");
            key
        };
        let take = |one| -> Result<(), ()> {
            told.push(one);
            Ok(())
        };
        engine.read_each(&inputs, &Options::default(), view, take).unwrap();
        assert_eq!(told.len(), 71);
        for (n, one) in told[..70].iter().enumerate() {
            match n {
                41 => assert!(one.as_ref().is_err_and(|e| e.contains("`41` could not be read")), "{one:?}"),
                _ => assert_eq!(one.as_deref(), Ok(n.to_string().as_str())),
            }
        }
        assert!(told[70].as_ref().is_err_and(|e| e.contains("`missing.txt` does not exist")));
    }

    /// Read as if each of the two described the other, which once had no end.
    #[test]
    fn two_who_stand_beside_each_other_do_not_ask_each_other_for_ever() {
        let engine = Engine::new(Data::builtin().unwrap());
        let text = "In Moe v. Port Bergen, No. 12-345, a long-running challenge toll-free shipping program at the Port of \
            Bergen at Oslo, the court was missing both Justice Lavrov and Justice Kari Lund, who wrote the plan.\n";
        let inputs = [Input::Stdin(text.as_bytes().to_vec())];
        let mut events = Vec::new();
        let take = |told: Result<usize, String>| told.map(|count| events.push(count));
        let count =
            |way: &Read<'_>| way.reading.claims.iter().filter(|claim| claim.anchor.kind == ClaimKind::Event).count();
        engine.read_each(&inputs, &Options::default(), count, take).unwrap();
        assert_eq!(events, [0]);
    }

    #[test]
    fn nothing_is_read_after_the_taker_has_enough() {
        let engine = Engine::new(Data::builtin().unwrap());
        let inputs: Vec<Input> = (0..3).map(|n| Input::Stdin(format!("Note {n}.").into_bytes())).collect();
        let mut taken = 0;
        let outcome = engine.read_each(
            &inputs,
            &Options::default(),
            |_| (),
            |_| {
                taken += 1;
                Err("closed")
            },
        );
        assert_eq!((outcome, taken), (Err("closed"), 1));
    }
}
