//! Faults in words: what it is about, what was expected, what came instead.

use super::items::{Engagement, Party, Pledge, Position, Quotation};
use crate::score::fault::Fault;
use crate::score::words::{Stretch, Text};

/// Tells the faults of one report.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    /// Its id.
    pub(super) report: &'a str,
    pub(super) text: &'a Text,
}

impl Teller<'_> {
    /// An engagement missed, or told where there is none.
    pub(super) fn engagement(&self, kind: &str, one: &Engagement) -> Fault {
        let rest = [&one.status, &one.place, &one.date].into_iter().flatten();
        let told = rest.fold(occasion(one), |told, part| format!("{told}; {part}"));
        self.fault(kind, told, &one.marks)
    }

    /// An engagement found of which one thing is wrong.
    pub(super) fn wrong_engagement(
        &self,
        kind: &str,
        gold: &Engagement,
        expected: Option<&str>,
        told: Option<&str>,
    ) -> Fault {
        self.fault(kind, format!("{}: {}", occasion(gold), instead(expected, told)), &gold.marks)
    }

    /// A position missed, or told where there is none.
    pub(super) fn position(&self, kind: &str, one: &Position) -> Fault {
        self.fault(kind, stand(one), &one.marks)
    }

    /// A position found of which one thing is wrong.
    pub(super) fn wrong_position(
        &self,
        kind: &str,
        gold: &Position,
        expected: Option<&str>,
        told: Option<&str>,
    ) -> Fault {
        self.fault(kind, format!("{}: {}", stand(gold), instead(expected, told)), &gold.marks)
    }

    /// A quotation missed, or told where there is none.
    pub(super) fn quotation(&self, kind: &str, one: &Quotation) -> Fault {
        Fault::new(kind, self.report, named(&one.speaker).unwrap_or("nobody").to_owned(), &one.text)
    }

    /// A quotation given to somebody else.
    pub(super) fn wrong_speaker(&self, gold: &Quotation, expected: Option<&str>, told: Option<&str>) -> Fault {
        Fault::new("wrong speaker", self.report, instead(expected, told), &gold.text)
    }

    /// A pledge missed, or told where there is none.
    pub(super) fn pledge(&self, kind: &str, one: &Pledge) -> Fault {
        self.fault(kind, named(&one.by).unwrap_or("nobody").to_owned(), &one.marks)
    }

    fn fault(&self, kind: &str, told: String, marks: &[Stretch]) -> Fault {
        let words = marks.first().and_then(|mark| self.text.at(*mark)).unwrap_or_default();
        Fault::new(kind, self.report, told, &words)
    }
}

/// What a party is called.
pub(super) fn named(party: &Option<Party>) -> Option<&str> {
    party.as_ref()?.names.first().map(String::as_str)
}

fn instead(expected: Option<&str>, told: Option<&str>) -> String {
    format!("{}, not {}", expected.unwrap_or("nothing"), told.unwrap_or("nothing"))
}

fn occasion(one: &Engagement) -> String {
    let who: Vec<&str> = one.who.iter().filter_map(|party| party.names.first()).map(String::as_str).collect();
    format!("{} of {}", one.form.as_deref().unwrap_or("engagement"), who.join(", "))
}

fn stand(one: &Position) -> String {
    let [stance, issue] = [&one.stance, &one.issue].map(|part| part.as_deref().unwrap_or("?"));
    format!("{} {stance} {} ({issue})", named(&one.holder).unwrap_or("nobody"), one.proposition)
}
