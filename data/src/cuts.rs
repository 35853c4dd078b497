//! Words and signs that decide where tokens and sentences end.

use std::collections::HashMap;

use serde::Deserialize;

use crate::Fault;
use crate::table::Table;

/// What a word or sign does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CutKind {
    /// Stays with its word across a hyphen ("anti-war").
    Prefix,
    /// Stays with the word before it across a hyphen.
    Suffix,
    /// Stands alone behind a figure ("5km").
    Unit,
    /// A face made of marks.
    Smiley,
    /// Keeps the apostrophe before it ("'em").
    Clipped,
    /// Ends the name of a file.
    Extension,
    /// Capitalised, nearly always opens a sentence.
    Opener,
    /// Follows a question quoted.
    Saying,
    /// Ends a letter, before the name.
    Closing,
    /// Opens the line under a picture.
    Credit,
    /// Before "from" and the place that a report was sent from, at the end of a byline.
    Byline,
    /// A day of the week.
    Weekday,
    /// Goes with the date behind it.
    Dating,
}

/// The words and signs, and the words written as one that are several.
#[derive(Debug, Default)]
pub struct Cuts {
    kinds: HashMap<String, Vec<CutKind>>,
    joined: HashMap<String, Vec<usize>>,
}

impl Cuts {
    pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Self {
        let mut cuts = Self::default();
        for row in Table::read(files, "lexicon/cuts.tsv", &["form", "kind"], 2, faults).rows() {
            match row.word(1) {
                Ok(kind) => cuts.kinds.entry(row.text(0)).or_default().push(kind),
                Err(fault) => faults.push(fault),
            }
        }
        for row in Table::read(files, "lexicon/joined.tsv", &["form", "parts"], 1, faults).rows() {
            let (form, parts) = (row.text(0), row.text(1));
            if parts.replace(' ', "") != form {
                faults.push(row.fault(format!("`{parts}` is not `{form}` with blanks in it")));
                continue;
            }
            let ends = parts.split(' ').scan(0, |end, part| {
                *end += part.len();
                Some(*end)
            });
            cuts.joined.insert(form.clone(), ends.filter(|&end| end < form.len()).collect());
        }
        cuts
    }

    /// Whether a word or sign is of this kind.
    #[must_use]
    pub fn is(&self, form: &str, kind: CutKind) -> bool {
        self.kinds.get(form).is_some_and(|kinds| kinds.contains(&kind))
    }

    /// Where a word in small letters is to be cut, in bytes; empty for nearly all.
    #[must_use]
    pub fn joints(&self, word: &str) -> &[usize] {
        self.joined.get(word).map_or(&[], Vec::as_slice)
    }
}
