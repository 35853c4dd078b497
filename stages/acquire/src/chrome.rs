//! Marks what belongs to the page and not to the article. The patterns are data
//! (`data/lexicon/chrome.tsv`); here stand only the guards that keep them off the prose.

use std::sync::LazyLock;

use chancery_data::{ChromePattern, ChromeScope};
use chancery_model::{ByteSpan, Chrome, ChromeKind};
use regex::Regex;

use crate::slice::{boundary, lines};

/// A longer line is prose, whatever it begins with.
const LINE: usize = 300;

/// A longer stretch is no piece of furniture.
const STRETCH: usize = 320;

/// How far back an opening quotation mark is looked for.
const QUOTE: usize = 600;

/// Patterns one by one: a set of them all has too many states to be faster.
type Patterns = Vec<(Regex, ChromeKind)>;

/// The patterns of page furniture, compiled.
#[derive(Debug)]
pub struct Furniture {
    line: Patterns,
    inline: Patterns,
    rest: Patterns,
}

impl Furniture {
    /// Compiles the patterns; takes some milliseconds, so it is for once and not for each report.
    ///
    /// # Panics
    /// Where a pattern is no regular expression.
    #[must_use]
    pub fn new(patterns: &[ChromePattern]) -> Self {
        // A boundary between words of any script costs the fast way through a text with curly quotes;
        // the patterns are of English, whose words end at any other sign.
        let compile = |source: &str, wrap: fn(&str) -> String| {
            Regex::new(&wrap(source).replace(r"\b", r"(?-u:\b)"))
                .unwrap_or_else(|e| panic!("`{source}` in data/lexicon/chrome.tsv is no regular expression: {e}"))
        };
        let of = |scope: ChromeScope, wrap: fn(&str) -> String| -> Patterns {
            let rows = patterns.iter().filter(|p| p.scope == scope);
            rows.map(|p| (compile(&p.pattern, wrap), p.kind)).collect()
        };
        Self {
            line: of(ChromeScope::Line, |p| format!("(?i)^(?:{p})$")),
            inline: of(ChromeScope::Inline, |p| format!("(?im){p}")),
            rest: of(ChromeScope::Rest, |p| format!("(?im){p}")),
        }
    }

    /// The furniture in a text, in order and without overlaps; `known` are stretches marked already.
    pub(crate) fn mark(&self, text: &str, known: Vec<Chrome>) -> Vec<Chrome> {
        let mut marks = known;
        let mut add = |start: usize, end: usize, kind: ChromeKind| {
            if start < end {
                marks.push(Chrome { span: ByteSpan::new(start, end), kind });
            }
        };
        for (pattern, kind) in &self.rest {
            // Comments stand at the end; higher up the words belong to a button.
            let last = pattern
                .find_iter(text)
                .find(|m| m.start() * 5 >= text.trim_end().len() * 2 && !in_quotes(text, m.start()));
            if let Some(m) = last {
                add(m.end() - m.as_str().trim_start().len(), text.len(), *kind);
            }
        }
        for (start, line) in lines(text).filter(|(_, l)| !l.is_empty() && l.len() <= LINE) {
            let bare = line.trim_start_matches('#').trim_start();
            let bare = if bare.is_empty() { line } else { bare };
            if let Some((_, kind)) = self.line.iter().find(|(pattern, _)| pattern.is_match(bare)) {
                add(start, start + line.len(), *kind);
            }
        }
        for (pattern, kind) in &self.inline {
            for c in pattern.captures_iter(text) {
                let m = c.get(1).or_else(|| c.get(0)).expect("a match has a whole");
                if m.len() <= STRETCH && (*kind == ChromeKind::Tag || !in_quotes(text, m.start())) {
                    add(m.start(), m.end(), *kind);
                }
            }
        }
        for (start, end) in capitals(text) {
            add(start, end, ChromeKind::Promotion);
        }
        tidy(marks)
    }
}

/// In order, each stretch marked once, by the mark that starts first (of two, the longer).
fn tidy(mut marks: Vec<Chrome>) -> Vec<Chrome> {
    marks.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
    let mut tidy: Vec<Chrome> = Vec::with_capacity(marks.len());
    for mark in marks {
        let from = tidy.last().map_or(0, |last| last.span.end()).max(mark.span.start());
        if from < mark.span.end() {
            tidy.push(Chrome { span: ByteSpan::new(from, mark.span.end()), ..mark });
        }
    }
    tidy
}

/// Whether a span is furniture for the greater part.
pub(crate) fn covers(chrome: &[Chrome], span: ByteSpan) -> bool {
    let first = chrome.partition_point(|c| c.span.end() <= span.start());
    let touched = chrome[first..].iter().take_while(|c| c.span.start() < span.end());
    let inside: usize = touched.map(|c| c.span.end().min(span.end()) - c.span.start().max(span.start())).sum();
    inside > 0 && inside * 5 >= span.len() * 4
}

/// Whether the nearest quotation mark before `at`, on its line, is an opening one: people are
/// quoted saying what pages say.
fn in_quotes(text: &str, at: usize) -> bool {
    let from = boundary(text, at.saturating_sub(QUOTE));
    let from = text[from..at].rfind('\n').map_or(from, |i| from + i + 1);
    let before = &text[from..at];
    let Some((i, mark)) = before.char_indices().rev().find(|(_, c)| "\"“”".contains(*c)) else { return false };
    match mark {
        '“' => true,
        '”' => false,
        _ => {
            let opens = before[..i].chars().next_back().is_none_or(|c| c.is_whitespace() || "([—–-".contains(c));
            opens && !text[from + i + 1..].starts_with(char::is_whitespace)
        }
    }
}

/// Headlines of other articles, in capitals between the sentences of a flattened page.
fn capitals(text: &str) -> Vec<(usize, usize)> {
    static RUN: LazyLock<Regex> = LazyLock::new(|| {
        let word = r"[\p{Lu}\d‘’'“”$&%#][\p{Lu}\d’'”,:;&.$%?!-]*";
        let pattern = format!(
            r#"[.!?]["”’)]?[ \t]+((?:{word} +){{4,}}{word})(?:[ \t]+(?:["“‘]?\p{{Lu}}\p{{Ll}}|A \p{{Ll}})|[ \t]*(?:\n|$))"#
        );
        Regex::new(&pattern).expect("a pattern of this file")
    });
    let long = |words: &str| words.split(' ').filter(|w| w.chars().filter(|c| c.is_uppercase()).count() >= 4).count();
    RUN.captures_iter(text)
        .filter_map(|c| c.get(1))
        .filter(|m| m.len() <= STRETCH && long(m.as_str()) >= 3 && !in_quotes(text, m.start()))
        .map(|m| (m.start(), m.end()))
        .collect()
}

#[cfg(test)]
mod tests;
