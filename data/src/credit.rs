//! Words by which a report says whose text it is, or whose what a sentence tells.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use crate::table::Table;
use crate::{Fault, Outlet, outlet_named};

/// What may stand where a pattern has a name. Without a bound on its length, which the lines looked at have: a bound
/// makes the expression so large that compiling it takes longer than reading a report.
const NAME: &str = r#"(?P<outlet>[^\s,;:()\[\]/|"“”–—][^,;:()\[\]/|"“”–—\n]*)"#;
/// A name alone.
const CLOSED: &str = "{outlet}";
/// A name that more may follow.
const OPEN: &str = "{outlet…}";

/// Words by which a report says that its text, or what a sentence tells, is another outlet's.
#[derive(Clone, Debug)]
pub struct CreditPattern {
    /// The whole of what is looked at, with the outlet's name as group `outlet`.
    source: String,
    /// Compiled when a report is first looked at: a look at a record needs none.
    pattern: OnceLock<Regex>,
    /// Where it is looked for.
    pub scope: CreditScope,
    /// Whether it counts for agencies only.
    agencies: bool,
    /// Whether more may follow the name.
    open: bool,
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
    /// Anywhere in a sentence: what it tells is the outlet's.
    Sentence,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Credited {
    Agency,
    Any,
}

impl CreditPattern {
    /// The outlet that a text credits, and the words that say so.
    #[must_use]
    pub fn find<'o, 't>(&self, outlets: &'o [Outlet], text: &'t str) -> Option<(&'o Outlet, &'t str)> {
        let compile = || Regex::new(&self.source).expect("a pattern that was parsed compiles");
        let found = self.pattern.get_or_init(compile).captures(text)?;
        // "per map" is not the agency MAP.
        let name = found.name("outlet")?.as_str().trim_end();
        if name.starts_with(char::is_lowercase) {
            return None;
        }
        let ends = name.match_indices(' ').map(|(at, _)| at).filter(|_| self.open);
        let mut names: Vec<&str> = ends.chain([name.len()]).map(|end| name[..end].trim_end_matches('.')).collect();
        names.reverse();
        let outlet = names.into_iter().find_map(|name| outlet_named(outlets, name))?;
        (outlet.kind == "agency" || !self.agencies).then(|| (outlet, found.get(0).map_or("", |m| m.as_str())))
    }
}

/// The patterns in order of the file.
pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Vec<CreditPattern> {
    let mut patterns = Vec::new();
    let columns = ["pattern", "scope", "kind", "note"];
    for row in Table::read_unsorted(files, "lexicon/credits.tsv", &columns, 1, faults).rows() {
        let source = row.text(0);
        let open = source.contains(OPEN);
        if !open && !source.contains(CLOSED) || row.optional(3).is_none() {
            faults.push(row.fault("give a pattern with `{outlet}` in it and a note with an example".to_owned()));
            continue;
        }
        match (row.word::<CreditScope>(1), row.word::<Credited>(2)) {
            (Ok(scope), Ok(kind)) => match anchored(&source, scope) {
                Ok(source) => {
                    let (pattern, agencies) = (OnceLock::new(), kind == Credited::Agency);
                    patterns.push(CreditPattern { source, pattern, scope, agencies, open });
                }
                Err(e) => faults.push(row.fault(format!("`{source}` is no regular expression: {e}"))),
            },
            (scope, kind) => faults.extend(scope.err().into_iter().chain(kind.err())),
        }
    }
    patterns
}

/// The pattern as it is looked for, where it is a regular expression.
fn anchored(source: &str, scope: CreditScope) -> Result<String, Box<regex_syntax::Error>> {
    let source = source.replace(OPEN, &format!("{NAME}.*")).replace(CLOSED, NAME);
    let whole = match scope {
        CreditScope::Dateline | CreditScope::Sentence => format!("(?i){source}"),
        CreditScope::Opening => format!("(?i)^(?:{source})"),
        CreditScope::Closing => format!("(?i)(?:{source})$"),
        CreditScope::Byline | CreditScope::Line | CreditScope::End => format!("(?i)^(?:{source})$"),
    };
    regex_syntax::parse(&whole).map_err(Box::new)?;
    Ok(whole)
}
