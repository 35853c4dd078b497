//! Sentences of given words in, the same with tags, lemmas, trees and names out.

use chancery_data::Data;
use chancery_model::{ByteSpan, Token};

use super::Sentence;
use crate::{Analyser, EncoderError};

/// Puts the analysis into sentences whose words are kept as they are: lemma, tags, head, relation, and names
/// as `NE=` in MISC. What stood in these columns is replaced.
///
/// # Errors
/// When the encoder cannot be run.
pub fn annotate(analyser: &Analyser, data: &Data, sentences: &mut [Sentence]) -> Result<(), EncoderError> {
    let texts: Vec<(String, Vec<Token>)> = sentences.iter().map(given).collect();
    let mut read: Vec<(&str, Vec<Token>)> =
        texts.iter().map(|(text, tokens)| (text.as_str(), tokens.clone())).collect();
    let names = analyser.read_words(data, &mut read)?;
    for ((sentence, (_, tokens)), names) in sentences.iter_mut().zip(read).zip(names) {
        for (word, token) in sentence.words.iter_mut().zip(tokens) {
            word.lemma = token.lemma;
            word.upos = token.upos;
            word.xpos = token.xpos;
            word.head = token.head;
            word.deprel = token.deprel;
            (word.feats, word.deps) = (None, None);
        }
        sentence.put_names(names);
    }
    Ok(())
}

/// The text of a sentence by the forms of its words, and where they stand in it.
fn given(sentence: &Sentence) -> (String, Vec<Token>) {
    let mut text = String::new();
    let mut tokens = Vec::with_capacity(sentence.words.len());
    for token in sentence.surface() {
        for (i, word) in sentence.words[token.words.clone()].iter().enumerate() {
            let start = text.len();
            text.push_str(&word.form);
            tokens.push(Token { continues: i > 0, ..Token::at(ByteSpan::new(start, text.len())) });
        }
        if token.space_after {
            text.push(' ');
        }
    }
    (text, tokens)
}
