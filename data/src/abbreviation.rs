//! Abbreviations that end in a full stop.

use std::collections::HashMap;

use serde::Deserialize;

use crate::Fault;
use crate::table::Table;

/// What an abbreviation says of the word after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AbbreviationKind {
    /// A name follows ("Gen.").
    Title,
    /// A day follows ("Sept.").
    Month,
    /// A figure follows ("No.").
    Number,
    /// Never ends a sentence ("e.g.").
    Inner,
    /// May end a sentence ("Inc.", "U.S.").
    Final,
    /// Ends a list, and the sentence where a capital follows ("etc.").
    Last,
    /// One capital letter ("J."); told by its shape and never listed.
    #[serde(skip)]
    Initial,
}

/// Abbreviations as written, without their last stop.
pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> HashMap<String, AbbreviationKind> {
    let mut abbreviations = HashMap::new();
    for row in Table::read(files, "lexicon/abbreviations.tsv", &["form", "kind"], 1, faults).rows() {
        match row.word(1) {
            Ok(kind) => drop(abbreviations.insert(row.text(0), kind)),
            Err(fault) => faults.push(fault),
        }
    }
    abbreviations
}
