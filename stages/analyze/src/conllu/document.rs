//! A document in, its sentences as CoNLL-U out, every character but blanks inside a word.

use chancery_model::{ByteSpan, Document, Token};

use super::{MultiwordRange, Sentence, Word};

/// Turns a document into sentences. The marker of a list or heading, which the document leaves outside
/// its sentences, becomes the first word of the sentence behind it, so that no character is lost.
#[must_use]
pub fn of_document(document: &Document<'_>) -> Vec<Sentence> {
    let text = document.report.text.as_str();
    let mut out: Vec<Sentence> = Vec::with_capacity(document.sentences.len());
    let mut names = document.names.iter().peekable();
    let mut paragraph = None;
    let mut at = 0;
    for (i, sentence) in document.sentences.iter().enumerate() {
        let markers: Vec<ByteSpan> = pieces(text, at, sentence.span.start());
        at = sentence.span.end();
        let tokens = document.tokens_of(i);
        let mut own = Sentence::default();
        if paragraph != Some(sentence.paragraph) {
            own.comments.push("# newpar".to_owned());
            paragraph = Some(sentence.paragraph);
        }
        let start = markers.first().map_or(sentence.span.start(), |m| m.start());
        let words: Vec<&str> = text[start..at].split_whitespace().collect();
        own.comments.push(format!("# sent_id = {}", i + 1));
        own.comments.push(format!("# text = {}", words.join(" ")));
        let root = tokens.iter().position(|t| t.head == Some(0)).map(|root| root + markers.len() + 1);
        own.words.extend(markers.iter().map(|span| marker(text, *span, root)));
        for (n, token) in tokens.iter().enumerate() {
            let mut word = word(text, token);
            word.head = token.head.map(|head| if head == 0 { 0 } else { head + markers.len() });
            own.words.push(word);
            let joined = tokens.get(n + 1).is_some_and(|next| next.continues);
            if joined && !token.continues {
                let parts = 1 + tokens[n + 1..].iter().take_while(|t| t.continues).count();
                own.ranges.push(range(text, &tokens[n..n + parts], markers.len() + n));
            }
        }
        // Inside a range the range alone says what follows it.
        for range in &own.ranges {
            for word in &mut own.words[range.words.clone()] {
                word.misc = None;
            }
        }
        let mut of_words = Vec::new();
        while let Some(name) = names.next_if(|name| name.span.start() < at) {
            let first = tokens.partition_point(|t| t.span.start() < name.span.start());
            let last = tokens.partition_point(|t| t.span.end() <= name.span.end());
            if first < last {
                of_words.push((first + markers.len()..last + markers.len(), name.kind));
            }
        }
        own.put_names(of_words);
        out.push(own);
    }
    let left = pieces(text, at, text.len());
    if let Some(last) = out.last_mut() {
        last.words.extend(left.iter().map(|span| marker(text, *span, None)));
    } else if !left.is_empty() {
        let words = left.iter().map(|span| marker(text, *span, None)).collect();
        out.push(Sentence { words, ..Sentence::default() });
    }
    out
}

/// The stretches without blanks between two places.
fn pieces(text: &str, from: usize, to: usize) -> Vec<ByteSpan> {
    let Some(between) = text.get(from..to) else { return Vec::new() };
    let span = |piece: &str| {
        let start = from + (piece.as_ptr() as usize - between.as_ptr() as usize);
        ByteSpan::new(start, start + piece.len())
    };
    between.split_whitespace().map(span).collect()
}

fn word(text: &str, token: &Token) -> Word {
    Word {
        form: token.span.of(text).to_owned(),
        lemma: token.lemma.clone(),
        upos: token.upos.clone(),
        xpos: token.xpos.clone(),
        deprel: token.deprel.clone(),
        misc: space_after(text, token.span),
        ..Word::default()
    }
}

/// A marker: a sign is punctuation, a number or letter belongs to no class.
fn marker(text: &str, span: ByteSpan, root: Option<usize>) -> Word {
    let form = span.of(text).to_owned();
    let sign = !form.contains(char::is_alphanumeric);
    let (upos, deprel) = if sign { ("PUNCT", "punct") } else { ("X", "dep") };
    Word {
        lemma: root.map(|_| form.clone()),
        upos: root.map(|_| upos.to_owned()),
        head: root,
        deprel: root.map(|_| deprel.to_owned()),
        misc: space_after(text, span),
        form,
        ..Word::default()
    }
}

fn range(text: &str, parts: &[Token], first: usize) -> MultiwordRange {
    let span = ByteSpan::new(parts[0].span.start(), parts[parts.len() - 1].span.end());
    let words = first..first + parts.len();
    MultiwordRange { words, form: span.of(text).to_owned(), misc: space_after(text, span) }
}

fn space_after(text: &str, span: ByteSpan) -> Option<String> {
    let joined = text[span.end()..].starts_with(|c: char| !c.is_whitespace());
    joined.then(|| "SpaceAfter=No".to_owned())
}

#[cfg(test)]
mod tests {
    use chancery_model::Report;

    use super::*;
    use crate::conllu::{read, write};
    use crate::{DATA, analyze};

    fn told(text: &str) -> Vec<Sentence> {
        of_document(&analyze(&DATA, &Report::plain(text)))
    }

    #[test]
    fn no_character_is_lost() {
        let text = "# Terms\n\n- Rossi's aides don't (yet) agree.\n1. Nobody left. All stayed.\n\n***";
        let sentences = told(text);
        let forms: String = sentences.iter().flat_map(Sentence::surface).map(|t| t.form.to_owned()).collect();
        assert_eq!(forms, text.split_whitespace().collect::<String>());
        assert_eq!(read(&write(&sentences)).unwrap(), sentences);
    }

    #[test]
    fn contractions_are_ranges() {
        let sentences = told("Rossi’s aides don't agree.");
        let found: Vec<_> =
            sentences[0].surface().into_iter().filter(|t| t.multiword).map(|t| t.form.to_owned()).collect();
        assert_eq!(found, ["Rossi’s", "don't"]);
        assert_eq!(sentences[0].ranges[0].words, 0..2);
    }

    #[test]
    fn names_are_told() {
        let sentences = told("President Emmanuel Macron arrived in Berlin.");
        let names: Vec<_> = sentences[0].names().into_iter().map(|(words, kind)| (words, kind.as_str())).collect();
        assert_eq!(names, [(1..3, "person"), (5..6, "place")]);
    }

    #[test]
    fn markers_shift_heads() {
        let report = Report::plain("- Go home");
        let mut document = analyze(&DATA, &report);
        document.tokens[0].head = Some(0);
        document.tokens[1].head = Some(1);
        let sentences = of_document(&document);
        let heads: Vec<_> = sentences[0].words.iter().map(|w| w.head).collect();
        assert_eq!(heads, [Some(2), Some(0), Some(2)]);
    }
}
