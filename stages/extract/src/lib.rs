//! A document in, findings out: mentions, times, events and statements, as the text says them.
//!
//! Rules are data; this crate applies them. It identifies nobody and fixes no day: "the
//! minister" and "Monday" stay words until the next stage.

mod words;

mod time;

mod mention;

mod item;

mod clause;
mod matcher;
mod status;

mod engagement;

mod statement;

mod amount;

use chancery_data::Data;
use chancery_model::{Document, Findings, Sentence};

use crate::engagement::RuleIndex;
use crate::words::Words;

/// Reads everything that the rules find in a document. Site chrome gives nothing, nor does a text that is
/// not English.
#[must_use]
pub fn extract(data: &Data, document: &Document<'_>) -> Findings {
    if !document.report.is_english() {
        return Findings::default();
    }
    let words = Words::of(data, document);
    let index = RuleIndex::of(&words);
    let mut findings = Findings { times: time::times(&words), amounts: amount::amounts(&words), ..Findings::default() };
    let mut lines = Vec::new();
    for sentence in 0..document.sentences.len() {
        let Sentence { tokens, chrome, .. } = &document.sentences[sentence];
        let items = if *chrome || tokens.len() > Sentence::MOST_TOKENS {
            Vec::new()
        } else {
            let chunks = mention::chunks(&words, sentence);
            item::items(&words, sentence, &chunks, &findings.times, &mut findings.mentions)
        };
        let events = engagement::engagements(&words, &index, sentence, &items, &findings.mentions);
        findings.events.extend(events);
        lines.push(items);
    }
    findings.statements = statement::statements(&words, &lines, &findings.mentions);
    findings
}
