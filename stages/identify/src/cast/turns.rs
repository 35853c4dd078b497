//! Turns of a transcript: whoever a label at the head of a line names ("PRIME MINISTER KISHIDA:", "Q") speaks up to the
//! next label.

use super::person::Told;
use super::{Cast, Known};

/// Most words of a label.
const LONGEST: usize = 6;
/// Fewer labels make no transcript.
const FEWEST: usize = 2;

/// What somebody says in one go.
pub(crate) struct Turn {
    /// Where it starts, as a byte of the text.
    pub(crate) from: usize,
    /// Nobody where the label names none whom the register knows: "QUESTION".
    pub(crate) speaker: Option<Known>,
}

/// Who speaks at a byte of the text: `None` outside of all turns.
pub(crate) fn at(turns: &[Turn], byte: usize) -> Option<&Turn> {
    turns[..turns.partition_point(|turn| turn.from <= byte)].last()
}

impl Cast<'_> {
    /// The turns of a transcript, in order; none of any other report.
    pub(crate) fn turns(&self) -> Vec<Turn> {
        let mut turns = Vec::new();
        let mut from = 0;
        for line in self.document.report.text.split_inclusive('\n') {
            if let Some(label) = label(line) {
                turns.push(Turn { from, speaker: self.labelled(&label) });
            }
            from += line.len();
        }
        if turns.len() < FEWEST { Vec::new() } else { turns }
    }

    /// Whom a label names by office and name: "president zelenskyy".
    fn labelled(&self, label: &str) -> Option<Known> {
        let words: Vec<&str> = label.split(' ').collect();
        (1..words.len()).rev().find_map(|n| {
            let name: Vec<String> = words[n..].iter().map(|word| capitalised(word)).collect();
            let (title, name) = (words[..n].join(" "), name.join(" "));
            self.data.lexicon.role(&title)?;
            let id = self.registered(&name, Told { title: Some(&title), served: None, gender: None })?;
            let known = self.figure(&name, Some(&id)).known;
            Some(Known { step: format!("{} by the label of the turn", known.actor.name), ..known })
        })
    }
}

/// "kishida", "jean-pierre" as names are written.
fn capitalised(word: &str) -> String {
    let parts = word.split('-').map(|part| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    parts.collect::<Vec<_>>().join("-")
}

/// The label that opens a line, in lower case.
fn label(line: &str) -> Option<String> {
    let line = line.trim_start().trim_start_matches('*');
    let question = line.strip_prefix('Q').is_some_and(|rest| rest.starts_with("  ") || rest.starts_with('\u{a0}'));
    if question {
        return Some("q".to_owned());
    }
    let (label, _) = line.split_once(':')?;
    let label = label.trim_end_matches('*').trim();
    let capital = |c: char| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
    let told = label.chars().all(capital) && label.chars().any(char::is_uppercase);
    (told && label.split_whitespace().count() <= LONGEST).then(|| {
        let words: Vec<&str> = label.split_whitespace().collect();
        words.join(" ").to_lowercase()
    })
}
