//! Sentences in, what the encoder is told of their words out: how training sees its data through
//! the program's own eyes.
//!
//! `features VOCABULARY <IN >OUT`, both JSON Lines. In: `{"text": …, "words": [[start, end], …]}`; without
//! `words` the text is cut as the program cuts a sentence. Out, per line: `words` (offsets in code
//! points), `pieces`, `shape`, `ending3`, `ending2`, `known` as [`chancery_analyze::features`] has them.

use std::io::{self, BufRead, Write};

use anyhow::{Context, ensure};
use chancery_analyze::features::Features;
use chancery_analyze::tokens;
use chancery_analyze::wordpiece::Vocabulary;
use chancery_data::Data;
use chancery_model::{ByteSpan, Token};
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).context("name the file of the vocabulary")?;
    let vocabulary =
        Vocabulary::read(&std::fs::read_to_string(&path).with_context(|| format!("cannot read `{path}`"))?)?;
    let data = Data::builtin()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (number, line) in (1..).zip(io::stdin().lock().lines()) {
        let told = describe(&data, &vocabulary, &line?).with_context(|| format!("line {number}"))?;
        writeln!(out, "{told}")?;
    }
    Ok(())
}

fn describe(data: &Data, vocabulary: &Vocabulary, line: &str) -> anyhow::Result<Value> {
    let input: Value = serde_json::from_str(line)?;
    let text = input["text"].as_str().context("no `text`")?;
    // Byte offset of each code point, and of the end.
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let tokens = match input.get("words") {
        Some(words) => given(&bytes, words)?,
        None => tokens(data, text),
    };
    let code_point = |byte: usize| bytes.partition_point(|b| *b < byte);
    let words: Vec<_> = tokens.iter().map(|t| [code_point(t.span.start()), code_point(t.span.end())]).collect();
    let f = Features::of(data, vocabulary, text, &tokens);
    Ok(json!({
        "words": words, "pieces": f.pieces, "shape": f.shape, "ending3": f.ending3, "ending2": f.ending2, "known": f.known,
    }))
}

fn given(bytes: &[usize], words: &Value) -> anyhow::Result<Vec<Token>> {
    let mut tokens = Vec::new();
    for word in words.as_array().context("`words` is no list")? {
        let end = |i: usize| word[i].as_u64().and_then(|at| bytes.get(usize::try_from(at).ok()?)).copied();
        let (Some(start), Some(end)) = (end(0), end(1)) else { anyhow::bail!("a word outside the text: {word}") };
        ensure!(start < end, "an empty word: {word}");
        tokens.push(Token::at(ByteSpan::new(start, end)));
    }
    Ok(tokens)
}
