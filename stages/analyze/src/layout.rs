//! Lines in, blocks out: paragraphs, headings and list items, each cut where site chrome begins or ends.
//!
//! A line is a paragraph, unless the report was wrapped by hand at some column: then lines that were
//! full are joined with the next. Markers of lists and headings stay outside the blocks.

use chancery_model::{ByteSpan, Chrome};

/// A paragraph, or what chrome leaves of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Without surrounding blanks; never empty.
    pub(crate) span: ByteSpan,
    /// Number of the paragraph, from 0.
    pub(crate) paragraph: usize,
    /// By its marker.
    pub(crate) kind: BlockKind,
    /// Whether it lies in site chrome.
    pub(crate) chrome: bool,
}

/// What the marker of a block says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// No marker.
    Text,
    /// `#`, `##` …
    Heading,
    /// A bullet or a number.
    Item,
}

/// A line without its blanks.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    /// Blanks before it on the line.
    indent: usize,
    /// In characters, blanks before it included.
    width: usize,
    /// Whether an empty line stands before it.
    after_gap: bool,
}

/// Cuts a text into blocks, in order.
pub(crate) fn blocks(text: &str, chrome: &[Chrome]) -> Vec<Block> {
    let lines = lines(text);
    let column = wrap_column(text, &lines);
    let mut chrome = merged(text, chrome).into_iter().peekable();
    let mut out = Vec::new();
    let mut paragraph = 0;
    let mut i = 0;
    while i < lines.len() {
        let mut last = i;
        while last + 1 < lines.len() && continues(text, lines[last], lines[last + 1], column) {
            last += 1;
        }
        let (kind, marker) = marker(&text[lines[i].start..lines[i].end]);
        let (mut from, end) = (lines[i].start + marker, lines[last].end);
        // Chrome that ends before this paragraph cannot touch a later one.
        while chrome.next_if(|&(_, to)| to <= from).is_some() {}
        while from < end {
            match chrome.peek().copied() {
                Some((a, b)) if a < end => {
                    push(text, &mut out, (from, a.max(from)), paragraph, kind, false);
                    push(text, &mut out, (a.max(from), b.min(end)), paragraph, kind, true);
                    from = b.min(end);
                    if b <= end {
                        chrome.next();
                    }
                }
                _ => {
                    push(text, &mut out, (from, end), paragraph, kind, false);
                    from = end;
                }
            }
        }
        paragraph += 1;
        i = last + 1;
    }
    out
}

/// Parts the dateline that opens a paragraph from its first sentence: no parser can make sense of "LIMA Ministers met".
pub(crate) fn part_dateline(text: &str, blocks: &mut Vec<Block>, dateline: ByteSpan) {
    let Some(i) = blocks.iter().position(|b| !b.chrome && b.span.start() == dateline.start()) else { return };
    let Block { span, paragraph, kind, .. } = blocks[i];
    let rest = span.of(text).get(dateline.len()..).unwrap_or_default();
    let sentence = rest.trim_start_matches(|c: char| c.is_whitespace() || "-–—:".contains(c));
    if sentence.is_empty() || dateline.end() >= span.end() {
        return;
    }
    let from = span.end() - sentence.len();
    blocks[i].span = dateline;
    blocks.insert(i + 1, Block { span: ByteSpan::new(from, span.end()), paragraph, kind, chrome: false });
}

/// Adds what is left of a stretch without its blanks. Marks alone between chrome belong to the chrome.
fn push(text: &str, out: &mut Vec<Block>, (from, to): (usize, usize), paragraph: usize, kind: BlockKind, chrome: bool) {
    let Some(span) = trimmed(text, from, to) else { return };
    let beside = out.last().is_some_and(|b: &Block| b.chrome && b.paragraph == paragraph);
    let wordless = beside && !span.of(text).chars().any(char::is_alphanumeric);
    out.push(Block { span, paragraph, kind, chrome: chrome || wordless });
}

/// The stretch without surrounding blanks; `None` where only blanks are.
pub(crate) fn trimmed(text: &str, from: usize, to: usize) -> Option<ByteSpan> {
    let body = text.get(from..to)?;
    let start = from + body.len() - body.trim_start().len();
    let end = start + body.trim().len();
    (start < end).then(|| ByteSpan::new(start, end))
}

/// Chrome in order, on character boundaries, without overlaps.
fn merged(text: &str, chrome: &[Chrome]) -> Vec<(usize, usize)> {
    let mut spans: Vec<_> = chrome
        .iter()
        .map(|c| (c.span.start(), c.span.end().min(text.len())))
        .filter(|&(a, b)| a < b && text.is_char_boundary(a) && text.is_char_boundary(b))
        .collect();
    spans.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::with_capacity(spans.len());
    for (a, b) in spans {
        match out.last_mut() {
            Some(last) if a <= last.1 => last.1 = last.1.max(b),
            _ => out.push((a, b)),
        }
    }
    out
}

fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut after_gap = true;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        if let Some(span) = trimmed(text, at, at + line.len()) {
            let indent = text[at..span.start()].chars().count();
            let width = indent + span.of(text).chars().count();
            out.push(Line { start: span.start(), end: span.end(), indent, width, after_gap });
            after_gap = false;
        } else if line != "\n" || !text[..at].ends_with('\r') {
            after_gap = true;
        }
        at += line.len();
    }
    out
}

/// The column at which the whole report is wrapped; `None` where lines are as long as they please.
fn wrap_column(text: &str, lines: &[Line]) -> Option<usize> {
    const LONGEST: usize = 110;
    const SHORTEST: usize = 45;
    // A line that a long address fills says nothing of the column; a few long lines may be headings.
    let breakable = || lines.iter().filter(|l| !has_long_word(&text[l.start..l.end], SHORTEST));
    let mut widths: Vec<_> = breakable().map(|l| l.width).filter(|&w| w <= LONGEST).collect();
    if widths.len() < 3 || (breakable().count() - widths.len()) * 10 > lines.len() {
        return None;
    }
    widths.sort_unstable();
    let column = widths[widths.len() - 1 - widths.len() / 50];
    let pairs = || lines.windows(2).filter(|pair| !pair[1].after_gap);
    let full = pairs().filter(|pair| is_full(text, pair[0], pair[1], column)).count();
    (column >= SHORTEST && full >= 2 && full * 2 > pairs().count()).then_some(column)
}

/// Whether some word is so long that no line can be broken to fit.
fn has_long_word(line: &str, length: usize) -> bool {
    line.split_ascii_whitespace().any(|word| word.len() > length)
}

/// Whether the first word of the next line had no room on this one.
fn is_full(text: &str, line: Line, next: Line, column: usize) -> bool {
    let word = text[next.start..next.end].split_ascii_whitespace().next().unwrap_or("");
    line.width + 1 + word.chars().count() > column
}

/// Whether `next` goes on with the paragraph of `line`.
fn continues(text: &str, line: Line, next: Line, column: Option<usize>) -> bool {
    if next.after_gap {
        return false;
    }
    let (this, that) = (&text[line.start..line.end], &text[next.start..next.end]);
    let (kind, length) = marker(that);
    match kind {
        BlockKind::Heading => return false,
        BlockKind::Item => {
            // A dash or a figure may open a line by the accident of wrapping.
            let sure =
                !that[..length].starts_with(['-', '–', '—', '*', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
            if sure || column.is_none() || this.ends_with(['.', ';', ':', '!', '?']) {
                return false;
            }
        }
        BlockKind::Text => {}
    }
    if marker(this).0 == BlockKind::Heading {
        return false;
    }
    if let Some(column) = column {
        let indented = next.indent >= line.indent + 2 && marker(this).0 == BlockKind::Text;
        if is_full(text, line, next, column) && !indented {
            return true;
        }
    }
    // A line broken in mid-sentence: nothing closes it, and a small letter goes on.
    this.len() > 20
        && this.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && that.starts_with(char::is_lowercase)
        && kind == BlockKind::Text
}

/// The kind of a line and the length of its marker, blanks behind it included.
fn marker(line: &str) -> (BlockKind, usize) {
    let hashes = line.bytes().take_while(|&b| b == b'#').count();
    let (kind, length) = if (1..=6).contains(&hashes) {
        (BlockKind::Heading, hashes)
    } else if let Some(c) = line.chars().next().filter(|c| "-–—*+•·▪▫‣◦●○■□►>".contains(*c)) {
        let kind = if c == '>' { BlockKind::Text } else { BlockKind::Item };
        (kind, c.len_utf8())
    } else {
        (BlockKind::Item, number_marker(line))
    };
    let rest = &line[length..];
    let blanks = rest.len() - rest.trim_start().len();
    // Some bullets are set without a blank; a dash or a star then belongs to the word.
    let tight = length > 0 && blanks == 0 && !rest.is_empty() && line.starts_with(['•', '▪', '‣', '●', '■', '►']);
    if length > 0 && (blanks > 0 && rest.len() > blanks || tight) {
        (kind, length + blanks)
    } else {
        (BlockKind::Text, 0)
    }
}

/// Length of `1.`, `12)`, `(3)`, `a.` or `(b)` at the start of a line, else 0.
fn number_marker(line: &str) -> usize {
    let bytes = line.as_bytes();
    let open = usize::from(bytes.first() == Some(&b'('));
    let digits = bytes[open..].iter().take_while(|b| b.is_ascii_digit()).count();
    let letter = digits == 0 && bytes.get(open).is_some_and(u8::is_ascii_alphabetic);
    let length = if letter { 1 } else { digits };
    match bytes.get(open + length) {
        Some(b')') if (1..=3).contains(&length) => open + length + 1,
        Some(b'.') if open == 0 && (digits > 0 && digits < 3 || letter && bytes[0].is_ascii_lowercase()) => length + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::ChromeKind;

    use super::*;

    fn read(text: &str) -> Vec<(&str, usize, BlockKind)> {
        blocks(text, &[]).into_iter().map(|b| (b.span.of(text), b.paragraph, b.kind)).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        let text = "Envoys gather in Vienna\n\nThe envoys met on Monday.\nThey will meet again.\n";
        let found: Vec<_> = read(text).into_iter().map(|b| (b.0, b.1)).collect();
        assert_eq!(
            found,
            [("Envoys gather in Vienna", 0), ("The envoys met on Monday.", 1), ("They will meet again.", 2)]
        );
    }

    #[test]
    fn wrapped_lines_are_joined_and_short_ones_end_a_paragraph() {
        let text = "The foreign ministers of both countries met in Geneva on Tuesday to\n\
                    discuss the exchange of prisoners and the reopening of the border\n\
                    crossing near the river.\n\
                    A second round is planned for next week, the host said in a short\n\
                    statement after the delegations had left.";
        let found = read(text);
        assert_eq!(found.len(), 2);
        assert!(found[0].0.ends_with("near the river."));
    }

    #[test]
    fn a_line_broken_before_a_small_letter_goes_on() {
        let found = read("The two presidents spoke by phone\nand agreed to meet.\nRadio silence followed.");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn markers_stay_outside() {
        let text = "## Next steps\n- a ceasefire;\n• talks in Rome;\n* prisoners\n1. Aid\n(2) Troops\na) Borders\n2025 was quiet\n-5 degrees";
        let found: Vec<_> = read(text).into_iter().map(|b| (b.0, b.2)).collect();
        assert_eq!(found[0], ("Next steps", BlockKind::Heading));
        for (i, words) in ["a ceasefire;", "talks in Rome;", "prisoners", "Aid", "Troops", "Borders"].iter().enumerate()
        {
            assert_eq!(found[i + 1], (*words, BlockKind::Item));
        }
        assert_eq!(found[7], ("2025 was quiet", BlockKind::Text));
        assert_eq!(found[8], ("-5 degrees", BlockKind::Text));
    }

    #[test]
    fn a_dateline_stands_alone() {
        let parted = |text: &str, length: usize| {
            let mut found = blocks(text, &[]);
            part_dateline(text, &mut found, ByteSpan::new(0, length));
            found.iter().map(|b| b.span.of(text).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(parted("LIMA – Ministers met.", 4), ["LIMA", "Ministers met."]);
        assert_eq!(parted("LIMA Ministers met.", 4), ["LIMA", "Ministers met."]);
        assert_eq!(parted("LIMA", 4), ["LIMA"]);
    }

    #[test]
    fn chrome_is_cut_out_of_its_paragraph() {
        let text = "The talks began. ADVERTISEMENT They ended late.\nShare this";
        let at = |words: &str| text.find(words).map(|i| ByteSpan::new(i, i + words.len())).unwrap();
        let chrome = [at("ADVERTISEMENT"), at("Share this")].map(|span| Chrome { span, kind: ChromeKind::Promotion });
        let found: Vec<_> =
            blocks(text, &chrome).into_iter().map(|b| (b.span.of(text), b.paragraph, b.chrome)).collect();
        assert_eq!(
            found,
            [
                ("The talks began.", 0, false),
                ("ADVERTISEMENT", 0, true),
                ("They ended late.", 0, false),
                ("Share this", 1, true)
            ]
        );
    }
}
