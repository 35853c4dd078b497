//! A report in, a document out: sentences, tokens, quotations, names.
//!
//! Everything here is rules over characters and layout; each step runs in time linear in the length of
//! the text and accepts any text. What the words mean is left to later stages.

mod abbreviation;
pub mod conllu;
pub mod encoder;
pub mod features;
mod layout;
mod lemma;
mod mark;
mod name_like;
mod names;
mod quote;
mod sentence;
pub mod tag;
mod token;
pub mod tree;
pub mod weights;
pub mod wordpiece;

use chancery_data::Data;
use chancery_model::{ByteSpan, Document, Report, Sentence, Token};

use crate::name_like::is_name_like;
pub use sentence::{Ending, endings};

/// The knowledge that ships with the program.
#[cfg(test)]
static DATA: std::sync::LazyLock<Data> = std::sync::LazyLock::new(|| Data::builtin().expect("the knowledge is sound"));

/// Cuts a text that is one sentence into tokens.
#[must_use]
pub fn tokens(data: &Data, sentence: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    token::split(data, sentence, ByteSpan::new(0, sentence.len()), &mut tokens);
    tokens
}

/// Reads the language of a report.
#[must_use]
pub fn analyze<'r>(data: &Data, report: &'r Report) -> Document<'r> {
    let text = report.text.as_str();
    let blocks = layout::blocks(text, &report.chrome);
    let quotes = quote::find(text, &blocks);
    let mut sentences = Vec::new();
    let mut tokens = Vec::new();
    for block in &blocks {
        for (span, kind) in sentence::split(data, text, block, &quotes.marks) {
            let first = tokens.len();
            token::split(data, text, span, &mut tokens);
            let (paragraph, chrome) = (block.paragraph, block.chrome);
            sentences.push(Sentence { span, tokens: first..tokens.len(), kind, paragraph, chrome });
        }
    }
    let names = names::find(data, text, &sentences, &tokens);
    let mut document = Document { report, sentences, tokens, quotations: quotes.quotations, names };
    let name_like: Vec<bool> = document.quotations.iter().map(|q| is_name_like(&document, q)).collect();
    for (quotation, name_like) in document.quotations.iter_mut().zip(name_like) {
        quotation.name_like = name_like;
    }
    document
}
