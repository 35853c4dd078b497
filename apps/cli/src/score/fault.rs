//! What was found wrong, to be looked at: by kind, each with the report and the words.

use serde::Serialize;

/// Longest that words are quoted, in characters.
const LONGEST: usize = 160;

/// One thing that is not as the gold has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Fault {
    /// What sort of fault: "missed engagement", "wrong date".
    pub(crate) kind: String,
    /// The report, article or line of the gold.
    pub(crate) report: String,
    /// What was expected, and what came instead.
    pub(crate) told: String,
    /// Words of the text, on one line, cut where they are long.
    pub(crate) words: String,
}

impl Fault {
    /// A fault in a report, over words of its text.
    pub(crate) fn new(kind: &str, report: &str, told: String, words: &str) -> Self {
        Self { kind: kind.to_owned(), report: report.to_owned(), told, words: shortened(words) }
    }
}

/// On one line, and cut where it is long.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", line[..at].trim_end()),
        None => line,
    }
}

/// Faults under the head of their kind; within it they stay in the order in which they were found.
pub(crate) fn listed(faults: &[Fault]) -> String {
    let mut sorted: Vec<&Fault> = faults.iter().collect();
    sorted.sort_by(|a, b| a.kind.cmp(&b.kind));
    let mut out = String::new();
    for of_kind in sorted.chunk_by(|a, b| a.kind == b.kind) {
        out += &format!("{} ({})\n", of_kind[0].kind, of_kind.len());
        for Fault { report, told, words, .. } in of_kind {
            out += &format!("  {report}  {told}\n");
            if !words.is_empty() {
                out += &format!("      “{words}”\n");
            }
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_stand_under_their_kind() {
        let fault = |kind, report, told: &str| Fault::new(kind, report, told.to_owned(), "two\n words");
        let faults =
            [fault("wrong date", "b", "first"), fault("missed pledge", "c", "x"), fault("wrong date", "a", "y")];
        assert_eq!(
            listed(&faults),
            "missed pledge (1)\n  c  x\n      “two words”\n\nwrong date (2)\n  b  first\n      “two words”\n  a  y\n      “two words”\n\n"
        );
    }

    #[test]
    fn long_words_are_cut() {
        let cut = Fault::new("", "", String::new(), &"é".repeat(LONGEST + 1)).words;
        assert_eq!(cut.chars().count(), LONGEST + 2);
        assert_eq!(shortened(&"é".repeat(LONGEST)).chars().count(), LONGEST);
    }
}
