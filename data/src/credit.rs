//! Words by which a report says whose text it is.

use regex::Regex;
use serde::Deserialize;

use crate::Fault;
use crate::table::Table;

/// Where an outlet's name stands in a pattern, and what may stand there.
const OUTLET: (&str, &str) = ("{outlet}", r"(?P<outlet>[\p{L}\d][\p{L}\d.'’& -]{0,48}[\p{L}\d])");

/// Words by which a report says that its text is another outlet's.
#[derive(Clone, Debug)]
pub struct CreditPattern {
    /// The whole of what is looked at, with the outlet's name as group `outlet`.
    pub pattern: Regex,
    /// Where it is looked for.
    pub scope: CreditScope,
    /// Whether it counts for agencies only.
    pub agencies: bool,
}

/// Where a credit is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CreditScope {
    /// Anywhere in the dateline.
    Dateline,
    /// At the beginning of the first sentence.
    Opening,
    /// At the end of the last sentence.
    Closing,
    /// The whole author line.
    Byline,
    /// A whole line near the top or the end.
    Line,
    /// A whole line near the end.
    End,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Credited {
    Agency,
    Any,
}

/// The patterns in order of the file.
pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Vec<CreditPattern> {
    let mut patterns = Vec::new();
    let columns = ["pattern", "scope", "kind", "note"];
    for row in Table::read_unsorted(files, "lexicon/credits.tsv", &columns, 1, faults).rows() {
        let source = row.text(0);
        if !source.contains(OUTLET.0) || row.optional(3).is_none() {
            faults.push(row.fault("give a pattern with `{outlet}` in it and a note on what it is for".to_owned()));
            continue;
        }
        match (row.word::<CreditScope>(1), row.word::<Credited>(2)) {
            (Ok(scope), Ok(kind)) => match compiled(&source, scope) {
                Ok(pattern) => patterns.push(CreditPattern { pattern, scope, agencies: kind == Credited::Agency }),
                Err(e) => faults.push(row.fault(format!("`{source}` is no regular expression: {e}"))),
            },
            (scope, kind) => faults.extend(scope.err().into_iter().chain(kind.err())),
        }
    }
    patterns
}

fn compiled(source: &str, scope: CreditScope) -> Result<Regex, regex::Error> {
    let source = source.replacen(OUTLET.0, OUTLET.1, 1);
    Regex::new(&match scope {
        CreditScope::Dateline => format!("(?i){source}"),
        CreditScope::Opening => format!("(?i)^(?:{source})"),
        CreditScope::Closing => format!("(?i)(?:{source})$"),
        CreditScope::Byline | CreditScope::Line | CreditScope::End => format!("(?i)^(?:{source})$"),
    })
}
