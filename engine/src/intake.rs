//! Inputs to reports, in the order of the inputs and some at a time, so that an archive larger than memory is taken as
//! it comes.

use std::collections::VecDeque;

use chancery_acquire::{Acquired, Input, Pieces};
use chancery_model::Report;
use rayon::prelude::*;

use crate::read::guarded;

/// How many inputs are opened at a time.
const OPEN: usize = 32;

/// The reports of inputs, and what could not be read of them. A fault of the program loses what is left of one input
/// only, and is told.
pub struct Intake<'i> {
    inputs: &'i [Input],
    open: Box<dyn Fn(&'i Input) -> Pieces<'i> + Sync + 'i>,
    opened: VecDeque<Begun<'i>>,
    /// What was read and not given yet.
    reports: Vec<Report>,
}

/// An input that was opened: its next piece, or word of what failed, and what comes after that.
struct Begun<'i> {
    input: &'i Input,
    piece: Result<Acquired, String>,
    rest: Option<Pieces<'i>>,
}

impl<'i> Begun<'i> {
    /// The next piece of an input; nothing where there is no more.
    fn of(input: &'i Input, pieces: impl FnOnce() -> Pieces<'i>) -> Option<Self> {
        let next = || {
            let mut pieces = pieces();
            pieces.next().map(|piece| (piece, pieces))
        };
        match guarded(&named(input), next) {
            Ok(next) => next.map(|(piece, rest)| Self { input, piece: Ok(piece), rest: Some(rest) }),
            Err(fault) => Some(Self { input, piece: Err(fault), rest: None }),
        }
    }
}

impl<'i> Intake<'i> {
    pub(crate) fn new(inputs: &'i [Input], open: impl Fn(&'i Input) -> Pieces<'i> + Sync + 'i) -> Self {
        Self { inputs, open: Box::new(open), opened: VecDeque::new(), reports: Vec::new() }
    }

    /// How many reports are to come, as far as is known: what was not read yet of an input counts for one.
    #[must_use]
    pub fn left(&self) -> usize {
        self.reports.len() + self.opened.len() + self.inputs.len()
    }

    /// The next reports, at most so many, with what could not be read on the way to them; nothing at the end.
    pub fn next(&mut self, most: usize) -> Option<(Vec<Report>, Vec<String>)> {
        let mut problems = Vec::new();
        while self.reports.len() < most {
            let Some(Begun { input, piece, rest }) = self.opened.pop_front() else {
                if self.inputs.is_empty() {
                    break;
                }
                self.open_some();
                continue;
            };
            match piece {
                Ok(piece) => {
                    self.reports.extend(piece.reports);
                    problems.extend(piece.problems.iter().map(ToString::to_string));
                }
                Err(fault) => problems.push(fault),
            }
            if let Some(begun) = rest.and_then(|rest| Begun::of(input, || rest)) {
                self.opened.push_front(begun);
            }
        }
        let later = self.reports.split_off(most.min(self.reports.len()));
        let reports = std::mem::replace(&mut self.reports, later);
        (!reports.is_empty() || !problems.is_empty()).then_some((reports, problems))
    }

    fn open_some(&mut self) {
        let (some, rest) = self.inputs.split_at(OPEN.min(self.inputs.len()));
        self.inputs = rest;
        let open = &self.open;
        let begun: Vec<_> = some.par_iter().map(|input| Begun::of(input, || open(input))).collect();
        self.opened.extend(begun.into_iter().flatten());
    }
}

/// How messages name an input.
fn named(input: &Input) -> String {
    match input {
        Input::File(path) | Input::Sent(path, _) => path.display().to_string(),
        Input::Stdin(_) => "standard input".to_owned(),
        Input::Held(name, _) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use chancery_data::Data;

    use super::*;
    use crate::{Engine, Options};

    #[test]
    fn a_fault_while_acquiring_loses_one_input() {
        let (engine, options) = (Engine::new(Data::builtin().unwrap()), Options::default());
        let input = |n: usize| Input::Stdin(format!("Note {n}.").into_bytes());
        let bad = Input::File("bad.html".into());
        let inputs = [input(1), bad.clone(), input(2)];
        let mut intake = Intake::new(&inputs, |input| {
            assert_ne!(input, &bad, "made to fail");
            engine.pieces(input, &options)
        });
        let (reports, problems) = intake.next(10).unwrap();
        assert_eq!(reports.iter().map(|r| r.text.trim()).collect::<Vec<_>>(), ["Note 1.", "Note 2."]);
        assert_eq!(problems, ["`bad.html` could not be read: a fault of the program, please tell its authors"]);
        assert!(intake.next(10).is_none());
    }

    #[test]
    fn reports_come_in_order_whatever_is_taken_at_a_time() {
        let (engine, options) = (Engine::new(Data::builtin().unwrap()), Options::default());
        let lines = |from: usize| {
            let of = |n| format!("{{\"id\":\"{n}\",\"text\":\"Note {n}.\"}}\n");
            Input::Stdin((from..from + 30).map(of).collect::<String>().into_bytes())
        };
        let inputs = [lines(0), lines(30), Input::Stdin(b"Last.".to_vec())];
        for most in [1, 7, 61, 100] {
            let mut intake = engine.intake(&inputs, &options);
            let mut keys = Vec::new();
            while let Some((reports, problems)) = intake.next(most) {
                assert!(reports.len() <= most && problems.is_empty());
                keys.extend(reports.into_iter().map(|report| report.key));
            }
            assert_eq!(intake.left(), 0);
            let expected: Vec<String> = (0..60).map(|n| n.to_string()).chain(["stdin".to_owned()]).collect();
            assert_eq!(keys, expected);
        }
    }
}
