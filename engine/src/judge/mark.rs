//! Words that a person marks: whether they stand in the report, and where.

use chancery_model::{Anchor, ByteSpan, ClaimKind, Report, Snapshot};

use super::{Marked, Refusal, noun};
use crate::Engine;

/// The most words that evidence may have.
const MOST: usize = 60;

/// Where marked words stand, and the words as they stand there.
pub(super) fn stand(engine: &Engine, snapshot: &dyn Snapshot, marked: &Marked) -> Result<(Anchor, String), Refusal> {
    if matches!(marked.kind, ClaimKind::Statement | ClaimKind::Proposal | ClaimKind::Office) {
        return Err(Refusal::NotMarkable(noun(marked.kind)));
    }
    let short = || shown(&marked.words);
    let report = marked.report.short().to_owned();
    let text = snapshot.text(&marked.report).unwrap_or_default();
    let spans = occurrences(&text, &marked.words);
    let start = |span: &ByteSpan| text[..span.start()].chars().count();
    let starts = || spans.iter().map(|s| start(s).to_string()).collect::<Vec<_>>().join(", ");
    let span = match (marked.start, &spans[..]) {
        (_, []) => return Err(Refusal::NoWords { report, words: short() }),
        (None, [one]) => *one,
        (None, several) => {
            return Err(Refusal::ManyWords { report, words: short(), times: several.len(), starts: starts() });
        }
        (Some(at), several) => *several.iter().find(|span| start(span) == at).ok_or_else(|| Refusal::NotThere {
            words: short(),
            start: at,
            starts: starts(),
        })?,
    };
    let words = span.of(&text).to_owned();
    let count = words.split_whitespace().count();
    let too_much = |fault: String| Refusal::TooMuch { words: short(), fault, most: MOST };
    if count > MOST {
        return Err(too_much(format!("are {count}")));
    }
    let sentences = sentences(engine, &text, span);
    if sentences > 1 {
        return Err(too_much(format!("are of {sentences} sentences")));
    }
    Ok((Anchor { report: marked.report.clone(), span, kind: marked.kind }, words))
}

/// Where words stand in a text, whatever blanks and line ends part them.
fn occurrences(text: &str, words: &str) -> Vec<ByteSpan> {
    let mut words = words.split_whitespace();
    let Some(first) = words.next() else { return Vec::new() };
    let rest: Vec<&str> = words.collect();
    let follow = |at: usize| {
        let mut end = at + first.len();
        for word in &rest {
            let after = &text[end..];
            let blank = after.len() - after.trim_start().len();
            let next = after.trim_start();
            if blank == 0 || !next.starts_with(word) {
                return None;
            }
            end += blank + word.len();
        }
        Some(ByteSpan::new(at, end))
    };
    let whole = |span: &ByteSpan| {
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let opens = !inside(text[span.range()].chars().next()) || !inside(text[..span.start()].chars().next_back());
        let ends = !inside(text[span.range()].chars().next_back()) || !inside(text[span.end()..].chars().next());
        opens && ends
    };
    text.match_indices(first).filter_map(|(at, _)| follow(at)).filter(whole).collect()
}

/// Over how many sentences a stretch of text goes.
fn sentences(engine: &Engine, text: &str, span: ByteSpan) -> usize {
    let report = Report::plain(text);
    let documents = engine.analyser().read(engine.data(), &[&report]).unwrap_or_default();
    documents.iter().flat_map(|d| &d.sentences).filter(|s| s.span.overlaps(span)).count()
}

/// The opening of long words.
fn shown(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    match words.len() {
        0..=12 => words.join(" "),
        _ => format!("{} …", words[..12].join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_across_lines() {
        let text = "Kenya met\n  Ghana. Kenya met Ghanaians. Kenya met Ghana.";
        let found: Vec<usize> = occurrences(text, "Kenya met Ghana").iter().map(|s| s.start()).collect();
        assert_eq!(found, [0, 40]);
        assert_eq!(occurrences(text, "met Ghanaians")[0].of(text), "met Ghanaians");
        assert!(occurrences(text, "enya met").is_empty());
        assert!(occurrences(text, " ").is_empty());
    }
}
