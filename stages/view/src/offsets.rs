//! The door from bytes to code points: one pass over a text, then any number of questions. What else leaves the
//! program, in whatever format, goes through it too.

use std::collections::BTreeMap;
use std::fmt;

use chancery_model::{ByteSpan, ReportId, Snapshot};

/// Answers at which code point a byte of a text stands. Only characters of more than one byte are
/// remembered, so an index of plain English is nearly empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodePoints {
    /// For each character of several bytes: the byte after it, and how many bytes the text up to
    /// there has more than characters.
    surplus: Vec<(usize, usize)>,
}

impl CodePoints {
    /// The index of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut surplus = Vec::new();
        let mut sum = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            sum += c.len_utf8() - 1;
            surplus.push((at + c.len_utf8(), sum));
        }
        Self { surplus }
    }

    /// The code point at which byte `at` stands; `at` lies on a character's boundary.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        let before = self.surplus.partition_point(|&(end, _)| end <= at);
        at - before.checked_sub(1).map_or(0, |i| self.surplus[i].1)
    }

    /// Start and end of a span, in code points.
    #[must_use]
    pub fn span(&self, span: ByteSpan) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }
}

/// A text and its index.
#[derive(Clone, Debug)]
pub struct Indexed {
    /// The text that spans index.
    pub text: String,
    /// Its code points.
    pub points: CodePoints,
}

/// The texts of a snapshot, fetched and indexed once a report, as they are asked for.
pub struct Texts<'s> {
    snapshot: &'s dyn Snapshot,
    known: BTreeMap<ReportId, Indexed>,
}

impl fmt::Debug for Texts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("known", &self.known.len()).finish_non_exhaustive()
    }
}

impl<'s> Texts<'s> {
    /// No text fetched yet.
    #[must_use]
    pub fn of(snapshot: &'s dyn Snapshot) -> Self {
        Self { snapshot, known: BTreeMap::new() }
    }

    /// The text of a report; empty where the snapshot has none, so that spans in it have no words.
    pub fn get(&mut self, report: &ReportId) -> &Indexed {
        if !self.known.contains_key(report) {
            let text = self.snapshot.text(report).unwrap_or_default();
            let points = CodePoints::of(&text);
            self.known.insert(report.clone(), Indexed { text, points });
        }
        &self.known[report]
    }
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn every_boundary_has_its_code_point() {
        for text in ["", "plain", "“Où?” – 🙂 said Łukasz", "ééé"] {
            let index = CodePoints::of(text);
            for (n, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(index.at(at), n, "byte {at} of {text}");
            }
            assert_eq!(index.at(text.len()), text.chars().count());
        }
    }
}
