//! Patterns of page furniture. Whether the expressions are sound is for `acquire` to say, which
//! compiles them.

use chancery_model::ChromeKind;
use serde::Deserialize;

use crate::Fault;
use crate::table::Table;

/// What belongs to a page and not to the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChromePattern {
    /// Regular expression; where it has a group, only the group is furniture.
    pub pattern: String,
    /// What it finds.
    pub kind: ChromeKind,
    /// Where it is looked for.
    pub scope: ChromeScope,
    /// What it is for.
    pub note: String,
}

/// Where a pattern of furniture is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChromeScope {
    /// It matches a whole line.
    Line,
    /// It matches any stretch.
    Inline,
    /// All from the match to the end of the text is furniture.
    Rest,
}

/// The patterns in order of the file: of two that match a line, the first counts.
pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Vec<ChromePattern> {
    let mut patterns = Vec::new();
    let columns = ["pattern", "kind", "scope", "note"];
    for row in Table::read_unsorted(files, "lexicon/chrome.tsv", &columns, 1, faults).rows() {
        if row.optional(0).is_none() || row.optional(3).is_none() {
            faults.push(row.fault("give a pattern and a note on what it is for".to_owned()));
        }
        match (row.word(1), row.word(2)) {
            (Ok(kind), Ok(scope)) => {
                patterns.push(ChromePattern { pattern: row.text(0), kind, scope, note: row.text(3) });
            }
            (kind, scope) => faults.extend(kind.err().into_iter().chain(scope.err())),
        }
    }
    patterns
}
