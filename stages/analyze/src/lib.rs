//! A report in, a document out: sentences, tokens, quotations, names.
//!
//! Everything here is rules over characters and layout; each step runs in time linear in the length of
//! the text and accepts any text. What the words mean is left to later stages.

mod abbreviation;
mod analyser;
pub mod conllu;
pub mod encoder;
pub mod features;
mod flat;
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
mod workers;

use chancery_data::Data;
use chancery_model::{ByteSpan, Document, Report, Sentence, Token};

use crate::sentence::Ending;
pub use analyser::{Analyser, NameOfWords, placed};
pub use encoder::EncoderError;

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

/// Reads what rules alone tell of a report's language: sentences, tokens, quotations, and names that the
/// register or their shape gives away. Tags and trees are the [`Analyser`]'s.
#[must_use]
pub fn analyze<'r>(data: &Data, report: &'r Report) -> Document<'r> {
    let (mut document, _) = by_rule(data, report);
    document.names = names::find(data, &report.text, &document.sentences, &document.tokens);
    name_like::mark(&mut document);
    document
}

/// Sentences, tokens and quotations, and what is to be said of the place behind each token.
fn by_rule<'r>(data: &Data, report: &'r Report) -> (Document<'r>, Vec<Ending>) {
    let text = report.text.as_str();
    let mut blocks = layout::blocks(text, &report.chrome);
    if let Some(dateline) = &report.dateline {
        layout::part_dateline(text, &mut blocks, dateline.span);
    }
    let quotes = quote::find(text, &blocks);
    let (mut sentences, mut tokens, mut endings) = (Vec::new(), Vec::new(), Vec::new());
    for block in &blocks {
        let start = tokens.len();
        for (span, kind) in sentence::split(data, text, block, &quotes.marks) {
            let first = tokens.len();
            token::split(data, text, span, &mut tokens);
            let (paragraph, chrome) = (block.paragraph, block.chrome);
            sentences.push(Sentence { span, tokens: first..tokens.len(), kind, paragraph, chrome });
        }
        endings.extend(sentence::of_block(data, text, block, &quotes.marks, &tokens[start..]));
    }
    (Document { report, sentences, tokens, quotations: quotes.quotations, names: Vec::new() }, endings)
}
